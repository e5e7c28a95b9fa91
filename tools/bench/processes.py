"""What processes of this machine use, as ``/proc`` tells it."""

import os
from dataclasses import dataclass
from pathlib import Path

_TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Use:
    """What a process and those it has started use: seconds of a core, and bytes of memory of each."""

    seconds: float
    memory: int
    started: tuple[int, ...] = ()


def children_of(process: int) -> list[int]:
    """Return the ids of the processes that a process has started and that are there."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in _read(task).split()]


def use_of_family(process: int) -> tuple[Use, Use]:
    """Return what a process uses, and what those use or have used that it has started."""
    own, ended = _seconds(process)
    children = children_of(process)
    sizes = tuple(private(child) for child in children)
    return Use(own, resident(process)), Use(ended + sum(_seconds(child)[0] for child in children), sum(sizes), sizes)


def busy_seconds() -> float:
    """Return for how long the cores of this machine have been used, by anybody."""
    user, nice, system, _idle, _io, *more = _read(Path("/proc/stat")).splitlines()[0].split()[1:8]
    return sum(int(field) * _TICK for field in (user, nice, system, *more))


def resident(process: int) -> int:
    """Return the bytes of a process that are in memory, shared ones among them."""
    return _kilobytes(f"/proc/{process}/status", "VmRSS") * 1024


def private(process: int) -> int:
    """Return the bytes in memory that would be free without a process: those that it shares with nobody."""
    file = f"/proc/{process}/smaps_rollup"
    return (_kilobytes(file, "Private_Clean") + _kilobytes(file, "Private_Dirty")) * 1024


def _seconds(process: int) -> tuple[float, float]:
    """Return for how long a process has used a core, and for how long those that it has started and that ended did."""
    fields = _read(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    times = [int(field) * _TICK for field in fields[11:15]] or [0.0] * 4
    return times[0] + times[1], times[2] + times[3]


def _kilobytes(file: str, name: str) -> int:
    lines = _read(Path(file)).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)


def _read(path: Path) -> str:
    """Return the text of a file; nothing if its process has ended meanwhile."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
