"""Build the image from nothing, run it and print the report; ``--again`` runs the image of the last time.

Each step runs in namespaces that end with it, however it ends: its mounts and processes go with them, and what runs
has a network without a way out. What is kept lies in `.cache/container`.
"""

import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

from tools.bench.report import Table
from tools.container import cage, image, stage

_SIOCSIFFLAGS, _IFF_UP, _IFF_RUNNING = 0x8914, 0x1, 0x40  # linux/sockios.h, linux/if.h
_APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "private")
STEPS = {"base": image.build_base, "product": image.build_product}


def main() -> int:
    """Do what is asked; return 1 if the container does not hold what `deploy/` and docs/hosting.md say of it."""
    match sys.argv[1:]:
        case [step] if step in STEPS:
            STEPS[step]()
            return 0
        case ["run", group]:
            return run(Path(group))
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print("make container needs root on a Debian machine: it mounts, and makes control groups.", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended from outside."))
    if "--again" not in sys.argv:
        build()
    with cage.limited(f"atlas-container-{os.getpid()}") as group:
        return apart("run", str(group.folder), namespaces=("--net",))


def build() -> None:
    """Build both images from nothing, and say how long it took."""
    start = time.monotonic()
    shutil.rmtree(image.FOLDER, ignore_errors=True)
    image.FOLDER.mkdir(parents=True)
    image.install_tools()
    for step in STEPS:
        begun = time.monotonic()
        if apart(step):
            sys.exit(f"The {step} image could not be built; see above.")
        print(f"{step}: {time.monotonic() - begun:.0f} s", flush=True)
    print(f"Built from nothing in {time.monotonic() - start:.0f} s.\n", flush=True)


def apart(*words: str, namespaces: tuple[str, ...] = ()) -> int:
    """Run a step in namespaces of its own; return how it ended."""
    command = [*_APART, *namespaces, sys.executable, "-m", __package__, *words]
    return subprocess.run(command, check=False).returncode


def run(folder: Path) -> int:
    """Run the image in the control group of a folder, and print the report; return 1 if a row has a fault."""
    raise_loopback()
    with image.mounted() as files:
        image.forget(files)
        rows = stage.play(image.read_image(), files, cage.group_at(folder))
    lines = [(row.act, row.result + (f": **{row.fault}**" if row.fault else "")) for row in rows]
    print(Table("The container", [("", "measured"), *lines]).markdown())
    return int(any(row.fault for row in rows))


def raise_loopback() -> None:
    """Switch on the one interface of a new network namespace: the way to the container from this machine alone."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", _IFF_UP | _IFF_RUNNING))


if __name__ == "__main__":
    sys.exit(main())
