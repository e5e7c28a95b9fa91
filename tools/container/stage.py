"""What the container goes through, and what it has to hold: each act gives rows of the report."""

import asyncio
import signal
from dataclasses import dataclass
from pathlib import Path

from pages.shared.view.routes import PAGES
from tools.container.cage import LIMIT, TMP, USER, Cage, Group, running
from tools.container.drive import Visitor, ask, seconds_until_ready, visitor, with_probe
from tools.container.image import FOLDER, Image

ADDRESS = "http://127.0.0.1:8501"
# What `deploy/` counts on: the tries of the startup probe, the patience of the readiness probe, the grace of Compose.
READY_SECONDS = 120
PROBE_SECONDS = 3
GRACE_SECONDS = 30
DOWNLOADS = 10
SCRATCH = "/tmp"  # noqa: S108 - the one of the container
MB = 1 << 20


@dataclass(frozen=True)
class Row:
    """A row of the report: what was done, what came of it, and what went wrong, if anything."""

    act: str
    result: str
    fault: str = ""


def held(act: str, result: str, *demands: tuple[bool, str]) -> Row:
    """Return the row of an act, with what it was to hold and did not."""
    return Row(act, result, "; ".join(words for holds, words in demands if not holds))


def play(image: Image, files: Path, group: Group) -> list[Row]:
    """Start the container, use it, end it in two ways; return the rows of the report."""
    log = FOLDER / "atlas.log"
    log.unlink(missing_ok=True)
    with running(image, files, group, log) as cage:
        rows = [starts(cage), *has_no_rights(cage), *serves(group, cage), *ends_in_grace(cage)]
    with running(image, files, group, log) as cage:
        starts(cage)
        killed = is_killed(cage)
    with running(image, files, group, log) as cage:
        again = starts(cage)
    return [*rows, Row("killed (SIGKILL)", killed), Row("started again after that", again.result)]


def starts(cage: Cage) -> Row:
    """Wait until it is ready."""
    took = seconds_until_ready(ADDRESS, lambda: cage.is_running, READY_SECONDS)
    return Row("started: `/ready` answers 200", f"after {took:.1f} s")


def has_no_rights(cage: Cage) -> list[Row]:
    """Ask the system what the process may do."""
    rights, writable = cage.rights(), cage.writable()
    return [
        held(
            "rights",
            f"user {rights['Uid'].split()[0]}, {int(rights['CapEff'], 16)} capabilities, "
            f"{'no new ones' if rights['NoNewPrivs'] == '1' else 'new ones'}",
            (set(rights["Uid"].split()) == {str(USER)}, "another user"),
            (not rights["Groups"], "other groups"),
            (all(int(rights[name], 16) == 0 for name in ("CapPrm", "CapEff", "CapBnd")), "capabilities"),
            (rights["NoNewPrivs"] == "1", "may gain rights"),
        ),
        held("folders it can write", ", ".join(writable), (writable == [SCRATCH], "more or less than that")),
    ]


def serves(group: Group, cage: Cage) -> list[Row]:
    """Let visitors look at every page, then take every file at once."""
    ready = memory("memory when ready", group)
    looks = asyncio.run(look_at_all())
    looked = memory(f"memory after a look at each of the {len(PAGES)} pages", group)
    taken = asyncio.run(take_all(group, cage))
    killed = group.killings()
    return [
        *(ready, looks, looked, *taken, memory("memory after the downloads", group)),
        Row("memory of the process by itself, at most", f"{cage.resident() / MB:.0f} MiB"),
        held("processes killed for want of memory", str(killed), (killed == 0, "the limit is too low")),
    ]


def memory(act: str, group: Group) -> Row:
    """Return the row of the memory in use."""
    return Row(act, f"{group.working_set() / MB:.0f} MiB")


async def look_at_all() -> Row:
    """Look at every page, by address and by its run."""
    statuses = {page.url_path: ask(f"{ADDRESS}/{page.url_path}")[0] for page in PAGES.values()}
    visitors = {path: await visitor(ADDRESS) for path in statuses}
    looks = [await one.open(path) for path, one in visitors.items()]
    slowest = max(looks, key=lambda took: took.seconds)
    return held(
        f"all {len(looks)} pages",
        f"200 and a whole run; the slowest, `{slowest.name}`, in {slowest.seconds:.1f} s",
        (set(statuses.values()) == {200}, f"statuses {statuses}"),
        (len({one.script for one in visitors.values()}) == len(PAGES), "one page stood for another"),
    )


async def take_all(group: Group, cage: Cage) -> list[Row]:
    """Take all files of the data page at once, while Kubernetes asks whether the atlas is ready."""
    reader = await visitor(ADDRESS)
    await reader.open("data")
    probed = await with_probe(ADDRESS, reader.take(list(reader.files)), cage.used_of_tmp, group.working_set)
    times = sorted(took.seconds for took in probed.taken)
    size = sum(took.size for took in probed.taken)
    return [
        held(
            f"{len(times)} downloads asked for at once",
            f"all came, after {times[0]:.1f}–{times[-1]:.1f} s; {size / MB:.1f} MiB",
            (len(times) >= DOWNLOADS, f"only {len(times)} files"),
        ),
        held(
            "`/ready` meanwhile",
            f"200; the longest wait {probed.longest:.2f} s",
            (probed.longest < PROBE_SECONDS, "longer than the probe waits"),
        ),
        Row("`/tmp` meanwhile, at most", f"{probed.most[0] / MB:.1f} of {TMP / MB:.0f} MiB"),
        Row("memory meanwhile, at most", f"{probed.most[1] / MB:.0f} of {LIMIT / MB:.0f} MiB"),
    ]


def ends_in_grace(cage: Cage) -> list[Row]:
    """Ask it to end while a file is being made."""
    socket, gone = asyncio.run(end_in_a_download(cage))
    return [Row("SIGTERM in a download: websocket", socket), gone]


async def end_in_a_download(cage: Cage) -> tuple[str, Row]:
    """Ask for three plates of a new day; when the first is there, the next is being drawn, send SIGTERM."""
    reader = await visitor(ADDRESS)
    await reader.open("data", "date=1930")
    await plates_begun(reader)
    start = asyncio.get_running_loop().time()
    cage.send(signal.SIGTERM)
    closing, code = await reader.closed()
    await asyncio.to_thread(cage.wait, GRACE_SECONDS)
    took = asyncio.get_running_loop().time() - start
    return f"closed after {closing:.1f} s (code {code})", Row(
        "SIGTERM in a download: process", f"gone after {took:.1f} s"
    )


async def plates_begun(reader: Visitor) -> None:
    """Ask for the plates and wait for the first."""
    await reader.ask([name for name in reader.files if name.startswith("plate_")])
    async for _ in reader.answers(1):
        return


def is_killed(cage: Cage) -> str:
    """Kill it, as the system does for want of memory."""
    cage.send(signal.SIGKILL)
    cage.wait(GRACE_SECONDS)
    return "gone at once; a supervisor's task to start it again"
