"""Missing, damaged, slow or read-only files and little memory: what the first page says."""

import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.server import ROOT, running_process
from tools.bench.visitors import Server, measure_visitors
from tools.faults import Fault, copy_of_atlas

DAMAGES = [
    ("data/events.csv", "missing"),
    ("data/events.csv", "cut"),
    ("data/atoms.geojson", "cut"),
    ("data/datapackage.json", "missing"),
    ("data/locale/fr.po", "missing"),
    ("static/atlas.json", "missing"),
    ("static/atlas.json", "cut"),
    ("static/timeline.json", "cut"),
    ("static/words.fr.json", "missing"),
]
MEMORY_MB = 3000
READ_DELAY_MS = 20
# Runs the first page of the tree in which it is started, and says what it shows as an error.
_FIRST_PAGE = """
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("dashboard.py", default_timeout=120)
app.query_params["lang"] = "fr"
app.run()
print("\\n".join([item.value for item in app.error] + [str(item.value) for item in app.exception]))
"""


def damage(path: Path, how: str) -> None:
    """Take a file away (``missing``) or leave half of it (``cut``)."""
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def first_page_of(tree: Path, *, memory_mb: int = 0) -> str:
    """Run the first page of a tree, in French, in a process of its own; return the error it shows, empty if none.

    Parameters
    ----------
    memory_mb
        Address space that the process may have; 0 for no limit.
    """

    def limit() -> None:
        if memory_mb:
            resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 1_000_000,) * 2)

    command = [sys.executable, "-B", "-c", _FIRST_PAGE]
    ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False, preexec_fn=limit)
    return ran.stdout.strip() if ran.returncode == 0 else ran.stdout + ran.stderr


def first_error(tree: Path, file: str, how: str) -> str:
    """Damage one file of a copy and return what the first page then says: the name of the file, and no traceback."""
    damage(tree / file, how)
    page = first_page_of(tree)
    assert Path(file).name in page, page
    assert "Traceback" not in page, page
    return page


def damaged(file: str, how: str) -> Fault:
    """Damage one file, open the first page, put the file back and open it again."""
    with tempfile.TemporaryDirectory() as folder:
        tree = copy_of_atlas(Path(folder))
        message = " ".join(first_error(tree, file, how).splitlines()[:2])
        shutil.copy(ROOT / file, tree / file)
        assert first_page_of(tree) == ""
    return Fault(f"`{file}` {how}", f"“{message[:200]}”", "nothing: with the file put back, the page as ever")


def read_only() -> Fault:
    """Take every right to write from a copy; serve it and step through it."""
    with tempfile.TemporaryDirectory() as folder:
        tree = copy_of_atlas(Path(folder))
        paths = [tree, *tree.rglob("*")]
        for path in paths:
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
        with running_process(tree, log=Path(folder) / "server.log") as (address, process):
            visits = measure_visitors(Server("atlas", address, process), 3, 4, 0.0)
        written = {path for path in tree.rglob("*") if "__pycache__" not in path.parts} - set(paths)
        for path in paths:
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
    assert visits.faults == []
    assert written == set()
    who = " (as root, who may write all the same: no file was written)" if os.geteuid() == 0 else ""
    done = f"no right to write in the tree{who}; 3 visitors, 4 steps each"
    return Fault(done, f"{len(visits.moves)} steps", "nothing")


def little_memory() -> Fault:
    """Open the first page with so much address space and no more."""
    assert first_page_of(ROOT, memory_mb=MEMORY_MB) == ""
    return Fault(f"{MEMORY_MB} MB of address space (RLIMIT_AS)", "the page as ever", "nothing")


def slow_disk() -> Fault:
    """Let every opening and reading of a file of the atlas take longer, and open the first page."""
    strace = shutil.which("strace")
    if strace is None:
        return Fault("slow disk", "not tried: strace is not installed", "–")
    with tempfile.TemporaryDirectory() as folder:
        tree = copy_of_atlas(Path(folder))
        delay = f"inject=openat,read,pread64:delay_enter={READ_DELAY_MS * 1000}"
        command = [strace, "-f", "-qq", "-o", "/dev/null", *_watched(tree), "-e", delay]
        command += [sys.executable, "-B", "-c", _FIRST_PAGE]
        start = time.perf_counter()
        ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
        took = time.perf_counter() - start
    assert (ran.returncode, ran.stdout.strip()) == (0, ""), ran.stdout + ran.stderr[-2000:]
    return Fault(
        f"slow disk: {READ_DELAY_MS} ms for each opening and each read of a data file or layer (strace)",
        f"the first visitor after a start waits {took:.0f} s; then the data are in memory",
        "nothing",
    )


def _watched(tree: Path) -> list[str]:
    """Return the data files and layers of a tree, as strace is told them."""
    files = [*(tree / "data").rglob("*.*"), *(tree / "static").glob("*.*")]
    return [part for file in files for part in ("-P", str(file))]
