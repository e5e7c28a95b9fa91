"""Faults made on purpose: `python -m tests.faults` runs them all and writes docs/reliability.md.

What is quick is also a test (`tests/test_reliability.py`, `tests/browser/test_faults.py`). With ``--quick``
the load is left out.
"""

import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.report import Table, ms, p95
from tests.bench.visitors import Server, mb, measure_sequence, measure_visitors, served
from tests.server import ROOT, running_process

CODE = ("dashboard.py", "pages", "geo", "static", "data", ".streamlit")
DAMAGES = [
    ("data/events.csv", "missing"),
    ("data/events.csv", "cut"),
    ("data/atoms.geojson", "cut"),
    ("data/datapackage.json", "missing"),
    ("static/atlas.json", "missing"),
    ("static/atlas.json", "cut"),
    ("static/timeline.json", "cut"),
]
AT_ONCE, IN_SEQUENCE = 200, 1000
MEMORY_MB = 3000
# Runs the first page of the tree in which it is started, and says what it shows as an error.
_FIRST_PAGE = """
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("dashboard.py", default_timeout=120).run()
print("\\n".join([item.value for item in app.error] + [str(item.value) for item in app.exception]))
"""


@dataclass(frozen=True)
class Fault:
    """A fault: what it was, what was done, what the visitor saw, what was lost."""

    name: str
    done: str
    seen: str
    lost: str = "nothing"


def damage(path: Path, how: str) -> None:
    """Take a file away (``missing``) or leave half of it (``cut``)."""
    if how == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def first_page_of(tree: Path, *, memory_mb: int = 0) -> str:
    """Run the first page of a tree in a process of its own; return the error that it shows, empty if none.

    Parameters
    ----------
    memory_mb
        Address space that the process may have; 0 for no limit.
    """

    def limit() -> None:
        if memory_mb:
            resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 1_000_000,) * 2)

    ran = subprocess.run(
        [sys.executable, "-B", "-c", _FIRST_PAGE],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    return ran.stdout.strip() if ran.returncode == 0 else ran.stdout + ran.stderr


def copied(folder: str) -> Path:
    """Return a copy of the atlas in `folder`."""
    tree = Path(folder) / "atlas"
    tree.mkdir()
    for name in CODE:
        copy: Callable[..., object] = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tree / name)
    return tree


def damaged_files() -> list[Fault]:
    """Damage one file after the other; tell what the first page says."""
    found = []
    for file, how in DAMAGES:
        with tempfile.TemporaryDirectory() as folder:
            tree = copied(folder)
            damage(tree / file, how)
            said = first_page_of(tree).splitlines() or ["nothing: the page as ever"]
            found.append(Fault(f"`{file}` {how}", "first page opened", f"“{' '.join(said[:2])[:200]}”"))
    return found


def read_only() -> Fault:
    """Take every right to write from a copy; serve it and step through it."""
    with tempfile.TemporaryDirectory() as folder:
        tree = copied(folder)
        paths = [tree, *tree.rglob("*")]
        for path in paths:
            path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
        files = len(list(tree.rglob("*")))
        with running_process(tree, log=Path(folder) / "server.log") as (address, process):
            visits = measure_visitors(Server("atlas", address, process), 3, 4, 0.0)
        fresh = len(list(tree.rglob("*"))) - files
        for path in paths:
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
    who = "as root, who may write all the same" if os.geteuid() == 0 else "as another user"
    seen = f"{len(visits.moves)} steps, {len(visits.faults)} faults; {fresh} files written by the server"
    return Fault("No right to write in the tree", f"3 visitors, 4 steps each ({who})", seen)


def little_memory() -> Fault:
    """Open the first page with so much address space and no more."""
    start = time.perf_counter()
    said = first_page_of(ROOT, memory_mb=MEMORY_MB) or "the page as ever"
    took = time.perf_counter() - start
    return Fault(f"{MEMORY_MB} MB of address space", "RLIMIT_AS, first page opened", f"{said[:150]} ({took:.0f} s)")


def load_table() -> Table:
    """Measure 200 visitors at once and 1,000 in sequence."""
    with served("atlas") as server:
        measure_visitors(server, 1, 1, 0.0)
        crowd = measure_visitors(server, AT_ONCE, 4, 2.0)
    with served("atlas") as server:
        measure_visitors(server, 1, 1, 0.0)
        sequence = measure_sequence(server, IN_SEQUENCE)
    rows: list[tuple[str, ...]] = [("", f"{AT_ONCE} at once", f"{IN_SEQUENCE} in sequence")]
    both = (crowd, sequence.visits)
    rows += [
        ("Steps", *(f"{len(visits.moves)} of {visits.asked}" for visits in both)),
        ("Faults", *(str(len(visits.faults)) for visits in both)),
        ("A step, median", *(ms(median(run.took for run in visits.moves)) for visits in both)),
        ("A step, p95", *(ms(p95([run.took for run in visits.moves])) for visits in both)),
        ("Memory, most", *(mb(visits.memory.peak) for visits in both)),
    ]
    return Table("Load", rows)


def document(faults: list[Fault], load: Table | None) -> str:
    """Return docs/reliability.md."""
    lines = ["# Reliability", "", "Faults made on purpose by `make faults`, which writes this page.", ""]
    lines += ["| fault | what was done | what was seen | what was lost |", "| --- | --- | --- | --- |"]
    lines += [f"| {one.name} | {one.done} | {one.seen.replace('|', '/')} | {one.lost} |" for one in faults]
    lines += [
        "",
        "Tests hold the same, and with a browser that a step made while the line is cut reaches",
    ]
    lines += ["the server later: `tests/test_reliability.py`, `tests/browser/test_faults.py`."]
    lines += ["", "## Load", "", load.markdown() if load else "Left out of this run (`--quick`)."]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run all faults and write the page."""
    faults = [*damaged_files(), read_only(), little_memory()]
    load = None if "--quick" in sys.argv else load_table()
    (ROOT / "docs" / "reliability.md").write_text(document(faults, load), encoding="utf-8")


if __name__ == "__main__":
    main()
