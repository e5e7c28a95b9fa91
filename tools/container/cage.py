"""The cage: the image's files without a way to write them, a user without rights, a limit of memory.

As an engine would, but with what a Debian has: `unshare`, `setpriv` and a control group, of version 1 or 2. The limits
are those of `deploy/`. Not imitated: the engine's filter of system calls (seccomp), its devices and its own network.
"""

import os
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.container.image import Image

GROUPS = Path("/sys/fs/cgroup")
LIMIT = 640 << 20
TMP = 64 << 20
USER = 10001
_AWAY = ("unshare", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child", "--propagation", "private")
# $1 the group's file of processes, $2 the image's files, $3 the folder to start in; then the command.
_START = f"""
echo 0 > "$1"
cd "$2"
mount --bind . . && cd "$2"
mount -o remount,bind,ro .
mount -t tmpfs -o nosuid,nodev,size={TMP},mode=1777 tmpfs tmp
mount -t proc -o nosuid,nodev,noexec proc proc
mount -t tmpfs -o nosuid,noexec,size=64k,mode=755 tmpfs dev
for device in null zero random urandom; do touch "dev/$device" && mount --bind "/dev/$device" "dev/$device"; done
folder=$3; shift 3
exec chroot . setpriv --reuid {USER} --regid {USER} --clear-groups --bounding-set=-all --inh-caps=-all \\
  --no-new-privs env --chdir="$folder" "$@"
"""


@dataclass(frozen=True)
class Group:
    """A control group for memory: its folder, and the names of its files in this version."""

    folder: Path
    limit: str
    now: str
    reclaimable: str

    def bytes_in(self, name: str) -> int:
        """Return the number in a file of the group."""
        return int((self.folder / name).read_text(encoding="ascii"))

    def working_set(self) -> int:
        """Return the bytes in use that cannot be had back at once: what Kubernetes compares with a request."""
        return max(0, self.bytes_in(self.now) - self._counted("memory.stat", self.reclaimable))

    def killings(self) -> int:
        """Return how often a process was killed for want of memory."""
        old = (self.folder / "memory.oom_control").exists()
        return self._counted("memory.oom_control" if old else "memory.events", "oom_kill")

    def processes(self) -> list[int]:
        """Return the ids of the processes in the group."""
        return [int(line) for line in (self.folder / "cgroup.procs").read_text(encoding="ascii").split()]

    def _counted(self, file: str, name: str) -> int:
        lines = (self.folder / file).read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.split()[0] == name)


def new_folder(root: Path, name: str) -> Path:
    """Return where a group of a name belongs below `root`, where groups of version 1, 2 or both are mounted."""
    return root / "memory" / name if (root / "memory" / "memory.limit_in_bytes").exists() else root / name


def group_at(folder: Path) -> Group:
    """Return the group of a folder that is there."""
    if (folder / "memory.limit_in_bytes").exists():
        return Group(folder, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
    return Group(folder, "memory.max", "memory.current", "inactive_file")


@contextmanager
def limited(name: str) -> Iterator[Group]:
    """Make a control group of `LIMIT` bytes without swap; end what is left in it, and remove it, at the end."""
    folder = new_folder(GROUPS, name)
    folder.mkdir()
    group = group_at(folder)
    try:
        (group.folder / group.limit).write_text(str(LIMIT), encoding="ascii")
        for swap, most in (("memory.memsw.limit_in_bytes", LIMIT), ("memory.swap.max", 0)):
            if (group.folder / swap).exists():
                (group.folder / swap).write_text(str(most), encoding="ascii")
        yield group
    finally:
        remove(group)


def remove(group: Group) -> None:
    """End what runs in a group, and remove it."""
    deadline = time.monotonic() + 30
    while left := group.processes():
        for process in left:
            os.kill(process, signal.SIGKILL)
        if time.monotonic() > deadline:
            raise RuntimeError(f"{group.folder} cannot be emptied: {left}")
    group.folder.rmdir()


class Cage:
    """A running container.

    Parameters
    ----------
    image
        What is to be started, and how.
    files
        The folder of its files.
    group
        The control group it runs in.
    log
        Where what it says is added to.
    """

    def __init__(self, image: Image, files: Path, group: Group, log: Path) -> None:
        own = {**image.environment, "STREAMLIT_SERVER_COOKIE_SECRET": os.urandom(32).hex()}
        words = [f"{name}={value}" for name, value in own.items()]
        arguments = [str(group.folder / "cgroup.procs"), str(files), image.folder, *words, *image.command]
        with log.open("ab") as said:
            self._outer = subprocess.Popen(
                [*_AWAY, "sh", "-euc", _START, "start", *arguments],
                env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    @property
    def process(self) -> int:
        """The id of the first process inside, as seen from outside."""
        children = Path(f"/proc/{self._outer.pid}/task/{self._outer.pid}/children").read_text(encoding="ascii")
        return int(children.split()[0])

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self._outer.poll() is None

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the first process inside, as an engine does."""
        os.kill(self.process, number)

    def wait(self, seconds: float) -> None:
        """Wait until all of it is gone.

        Raises
        ------
        subprocess.TimeoutExpired
            If it is not, after `seconds`.
        """
        self._outer.wait(seconds)

    def end(self) -> None:
        """End it at once, if it has not ended."""
        self._outer.kill()  # what is inside goes with it
        self._outer.wait()

    def rights(self) -> dict[str, str]:
        """Return what the system says of the process inside: its user, its capabilities, whether it may get more."""
        lines = Path(f"/proc/{self.process}/status").read_text(encoding="ascii").splitlines()
        said = {name: " ".join(value.split()) for name, _, value in (line.partition(":") for line in lines)}
        return {name: said[name] for name in ("Uid", "Gid", "Groups", "CapPrm", "CapEff", "CapBnd", "NoNewPrivs")}

    def writable(self) -> list[str]:
        """Return the mounted folders in which the user inside can write; `/proc` has no files of anybody's."""
        inside = Path(f"/proc/{self.process}")
        mounts = [line.split() for line in (inside / "mountinfo").read_text(encoding="utf-8").splitlines()]
        places = [words[4] for words in mounts if words[5].startswith("rw") and "proc" not in words]
        states = {place: (inside / "root" / place[1:]).stat().st_mode for place in places}
        return [place for place, mode in states.items() if stat.S_ISDIR(mode) and mode & stat.S_IWOTH]

    def resident(self) -> int:
        """Return the most bytes that were ever in memory for the first process, shared ones among them."""
        lines = Path(f"/proc/{self.process}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM:"))

    def used_of_tmp(self) -> int:
        """Return how many bytes lie in `/tmp`."""
        there = os.statvfs(f"/proc/{self.process}/root/tmp")
        return (there.f_blocks - there.f_bfree) * there.f_frsize


@contextmanager
def running(image: Image, files: Path, group: Group, log: Path) -> Iterator[Cage]:
    """Run an image; end it if it has not ended."""
    cage = Cage(image, files, group, log)
    try:
        yield cage
    finally:
        cage.end()
