"""Odd surroundings of a server: no `/tmp`, a full disk, a clock that jumps, another process over the same files.

The first two need root: the server gets a view of its own of the file system (`unshare`), in which its files lie in
`STAGE`. The clock needs the library of `faketime`.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.request import Request, urlopen

import brotli

from pages.shared.data.assets import STATIC, static_version
from pages.shared.view.routes import PAGES
from tests.replicas import running_replicas
from tests.server import END_SECONDS, HEALTH, running_process
from tools.bench.protocol import connected
from tools.bench.visitors import CONTROLS, step
from tools.container.drive import visitor
from tools.faults import Fault, copy_of_atlas

STAGE = "/mnt"
FREE_KB = 64
# $1 the tree, $2 the environment of Python; then the command, of which the first word is that Python.
_APART = """
mount -t tmpfs tmpfs {stage} && cd {stage} && mkdir tree python tmp
{tree}
mount --bind "$2" python
{tmp}
cd {stage}/tree && shift 3 && exec env -u TMPDIR HOME=/none MPLCONFIGDIR=/none {stage}/python/bin/python "$@"
"""
_READ_ONLY = 'mount --bind "$1" tree && mount -o remount,bind,ro tree'
_NO_TMP = "for place in /tmp /var/tmp /dev/shm; do mount -t tmpfs -o ro tmpfs $place; done"
_ON_ONE_DISK = 'mount -o remount,size=60m . && cp -r "$1/." tree'
_FULL = """
for place in /tmp /var/tmp; do mount --bind tmp $place; done
dd if=/dev/zero of=filling bs=64k 2>/dev/null || truncate -s -{free}k filling
"""
NO_TMP = _APART.format(stage=STAGE, tree=_READ_ONLY, tmp=_NO_TMP)
DISK_FULL = _APART.format(stage=STAGE, tree=_ON_ONE_DISK, tmp=_FULL.format(free=FREE_KB))
FAKETIME = "/usr/lib/*/faketime/libfaketime.so.1"
DAY = timedelta(days=1)


@dataclass
class Files:
    """The files that were asked for: the names of those that came, and by name what was said of the others."""

    came: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)

    def in_words(self) -> str:
        """Return how many came, and what was said of which others."""
        sentences = f"; of {', '.join(self.said)}: “{'” “'.join(set(self.said.values()))}”" if self.said else ""
        return f"{len(self.came)} of {len(self.came) + len(self.said)} files come{sentences}"


async def steps_and_looks(address: str, years: range) -> None:
    """Step through years and look at every page; raise AssertionError if one fails."""
    client = await connected(address)
    assert not (first := await client.open()).fault, first.fault
    for year in years:
        assert not (run := await step(client, CONTROLS["atlas"], year)).fault, run.fault
    await client.leave()
    for page in PAGES.values():
        reader = await visitor(address)
        await reader.open(page.url_path)
        await reader.client.leave()


async def take_each(address: str) -> Files:
    """Ask for every file of the data page, one after the other."""
    reader = await visitor(address)
    await reader.open("data", "date=1925")
    files = Files()
    for name in list(reader.files):
        try:
            files.came += [took.name for took in await reader.take([name])]
        except RuntimeError as error:
            files.said[name] = str(error).removeprefix(f"{name}: ")
    await reader.client.leave()
    return files


def visit(address: str) -> Files:
    """Be a visitor who steps, looks at every page and takes every file."""
    asyncio.run(steps_and_looks(address, range(1926, 1930)))
    return asyncio.run(take_each(address))


@contextmanager
def apart(script: str) -> Iterator[tuple[str, int, Path]]:
    """Serve a copy of the atlas with a view of its own of the file system; yield address, process and log."""
    with tempfile.TemporaryDirectory() as folder:
        tree, log = copy_of_atlas(Path(folder)), Path(folder) / "server.log"
        before = ["unshare", "--mount", "sh", "-euc", script, "sh", str(tree), sys.prefix]
        with running_process(tree, log=log, before=before) as (address, process):
            yield address, process, log


def static_files() -> dict[str, bytes]:
    """Return the content of the atlas's own files that a browser has compressed."""
    return {path.name: path.read_bytes() for pattern in ("*.js", "*.json") for path in sorted(STATIC.glob(pattern))}


def own_files(address: str) -> dict[str, bytes]:
    """Return the same as a browser gets it from a server, which compresses and keeps it."""

    def ask(name: str) -> bytes:
        url = f"{address}/app/static/{name}?v={static_version()}"
        with urlopen(Request(url, headers={"Accept-Encoding": "br"}), timeout=END_SECONDS) as answer:
            return bytes(brotli.decompress(answer.read()))

    with ThreadPoolExecutor(4) as pool:
        names = list(static_files())
        return dict(zip(names, pool.map(ask, names), strict=True))


def faults_in(log: Path) -> int:
    """Return how many lines of a log tell a fault; a trace that is none of them raises AssertionError."""
    text = log.read_text(encoding="utf-8")
    assert "Traceback (most" not in "".join(line for line in text.splitlines() if not line.startswith("{")), text
    return text.count('"level": "error"')


def no_tmp() -> Fault:
    """Let a server have no folder for temporary files, and none else to write in."""
    done = "no `/tmp`, no `/var/tmp`, no home, a tree that cannot be written"
    if os.geteuid():
        return Fault(done, "not tried: needs root", "–")
    with apart(NO_TMP) as (address, _, log):
        files = visit(address)
        told = faults_in(log)
    assert told == len(files.said)
    return Fault(done, f"every page and step as ever; {files.in_words()}", f"{len(files.said)} downloads")


def disk_full() -> Fault:
    """Fill the one disk that a server has, files and `/tmp` alike; then make room again."""
    done = f"the disk is full but for {FREE_KB} KB"
    if os.geteuid():
        return Fault(done, "not tried: needs root", "–")
    with apart(DISK_FULL) as (address, process, log):
        files = visit(address)
        assert own_files(address) == static_files()
        told = faults_in(log)
        Path(f"/proc/{process}/root{STAGE}/filling").unlink()
        again = visit(address)
    assert told == len(files.said)
    assert not again.said
    return Fault(
        done,
        f"every page and step as ever; {files.in_words()}. With room again all come",
        f"{len(files.said)} downloads, until there is room",
    )


def two_over_one_tree() -> Fault:
    """Start two servers over one tree at once, let both compress the same files, kill one meanwhile, start it again."""
    with tempfile.TemporaryDirectory() as folder:
        tree, files = copy_of_atlas(Path(folder)), static_files()
        with running_replicas(Path(folder), tree=tree) as replicas, ThreadPoolExecutor(2) as pool:
            assert list(pool.map(own_files, replicas.addresses)) == [files, files]
            replicas.kill(0)  # whatever it is writing just now
            replicas.start(0)
            assert list(pool.map(own_files, replicas.addresses)) == [files, files]
            came = list(pool.map(visit, replicas.addresses))
        kept = [path for path in (tree / ".cache" / "compressed").iterdir() if path.suffix == ".br"]
    assert not any(each.said for each in came)
    effect = f"{len(files)} files from each, compressed, whole; pages, steps and {len(came[0].came)} downloads as ever"
    return Fault(
        "two servers over one tree, started at once; one is killed while both write what they have compressed",
        f"{effect}; {len(kept)} are kept for the next start",
        "nothing",
    )


@dataclass
class Clock:
    """The clock of a server, which follows a file.

    Parameters
    ----------
    file
        Says by how much it differs from that of the machine.
    """

    file: Path

    def words(self) -> list[str]:
        """Return words before the command of a server that goes by this clock."""
        library = next(iter(Path("/").glob(FAKETIME[1:])))
        settings = {"LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": self.file, "FAKETIME_CACHE_DURATION": 1}
        return ["env", *(f"{name}={value}" for name, value in settings.items()), "FAKETIME_DONT_FAKE_MONOTONIC=1"]

    def jump(self, days: int) -> datetime:
        """Jump to so many days from now; return the moment."""
        self.file.write_text(f"{days:+}d", encoding="ascii")
        return datetime.now(UTC) + days * DAY

    async def jumped(self, address: str, days: int) -> int:
        """Jump, wait until a server has noticed, which looks at the file once in a second, and return the year."""
        moment = self.jump(days)
        while abs(await asyncio.to_thread(clock_of, address) - moment) > DAY:
            await asyncio.sleep(0.2)
        return moment.year


def clock_of(address: str) -> datetime:
    """Return the moment at which a server says that it answers."""
    with urlopen(f"{address}{HEALTH}", timeout=END_SECONDS) as answer:
        return parsedate_to_datetime(answer.headers["Date"])


JUMPS = {400: "a year ahead", -400: "a year back", -20_000: "to 1972"}


def clock_jumps() -> Fault:
    """Let the clock of a running server jump while a visitor has a page open."""
    done = f"the server’s clock jumps {', '.join(JUMPS.values())} and back to now"
    if not any(Path("/").glob(FAKETIME[1:])):
        return Fault(done, "not tried: faketime is not installed", "–")
    with tempfile.TemporaryDirectory() as folder:
        clock, log = Clock(Path(folder) / "clock"), Path(folder) / "server.log"
        clock.jump(0)
        with running_process(log=log, before=clock.words()) as (address, _):
            asyncio.run(through_jumps(address, clock))
        assert faults_in(log) == 0
    return Fault(
        done, "steps, pages and downloads as ever; the last year that can be set is that of the clock", "nothing"
    )


async def through_jumps(address: str, clock: Clock) -> None:
    """Step with one open page from jump to jump; after each let another visitor come."""
    client = await connected(address)
    assert not (await client.open()).fault
    for number, days in enumerate([*JUMPS, 0]):
        year = await clock.jumped(address, days)
        assert not (run := await step(client, CONTROLS["atlas"], 1930 + number)).fault, run.fault
        await steps_and_looks(address, range(1940, 1942))
        assert (await told_of(address, year), await told_of(address, year + 1)) == (False, True)
    await client.leave()
    assert not (await take_each(address)).said


async def told_of(address: str, year: int) -> bool:
    """Return whether a link to a year is told as one that cannot be shown."""
    client = await connected(address)
    client.page.query = f"date={year}&lang=en"
    run = await client.open()
    await client.leave()
    assert not run.fault
    return any(delta.new_element.WhichOneof("type") == "alert" for delta in run.deltas)
