"""System packages that few tests need; the first of these tests installs them."""

import fcntl
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
LOCK = Path(tempfile.gettempdir()) / "atlas-installation.lock"


def install(program: Literal["nginx", "postgis"]) -> None:
    """Run the script of `tools/` that finds a program or installs it; one process of this machine at a time.

    Raises
    ------
    subprocess.CalledProcessError
        If it is neither there nor to be had; the script has said why.
    """
    with LOCK.open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(["sh", str(ROOT / "tools" / f"{program}.sh")], check=True)
