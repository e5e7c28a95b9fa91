"""A server of the atlas, and a Chromium to open it with."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "tests" / "output"
SERVER_LOG = OUTPUT / "server.log"
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEALTH = "/_stcore/health"  # Streamlit's own answer, as soon as it listens
READY = "/ready"  # the atlas's answer, once its dataset is loaded and its map's component declared
# Ceilings, far beyond what even a slow machine takes: no test waits for them unless something is broken.
START_SECONDS = 300
END_SECONDS = 60


def chromium_path() -> str:
    """Return the path of the Chromium to drive: ``CHROMIUM``, the system's, or an installed browser."""
    names = (os.environ.get("CHROMIUM", ""), "/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
    for name in names:
        program = shutil.which(name) if name else None
        if program:
            return program
    raise FileNotFoundError("No Chromium: set CHROMIUM to the path of one.")


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running_app(
    folder: Path = ROOT, script: str = "dashboard.py", log: Path | None = None, path: str = ""
) -> Iterator[str]:
    """Serve the Streamlit app `script` in `folder`; yield its address; show its log if it does not come up.

    It is up once it answers at `path`: without one, the atlas once it is ready for visitors, another app once
    Streamlit listens.
    """
    with running_process(folder, script, log, path=path) as (address, _):
        yield address


@contextmanager
def running_process(
    folder: Path = ROOT,
    script: str = "dashboard.py",
    log: Path | None = None,
    *,
    port: int = 0,
    path: str = "",
    before: Sequence[str] = (),
) -> Iterator[tuple[str, int]]:
    """Serve an app as `running_app` does; yield its address and the id of its process.

    `before` are words before the command: of a program that becomes the server, such as ``env NAME=VALUE``.
    """
    port = port or free_port()
    path = path or (READY if script == "dashboard.py" else HEALTH)
    command = [*before, sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with ExitStack() as stack:
        log = log or Path(stack.enter_context(TemporaryDirectory())) / "server.log"
        stream = stack.enter_context(log.open("w", encoding="utf-8"))
        process = subprocess.Popen(command, cwd=folder, stdout=stream, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}{path}", process, log)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(timeout=END_SECONDS)


@contextmanager
def shared(folder: Path, start: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """Serve an app once for all workers of a run of tests; yield its address.

    Who asks first starts it, and ends it once nobody uses it any more. `folder` is one that the workers share and
    that serves nothing else.
    """
    folder.mkdir(exist_ok=True)
    note = folder / "address"
    with (folder / "starting").open("w") as starting, (folder / "using").open("w") as using, ExitStack() as stack:
        fcntl.flock(starting, fcntl.LOCK_EX)
        fcntl.flock(using, fcntl.LOCK_SH)
        is_first = not note.exists()
        if is_first:
            note.write_text(stack.enter_context(start()), encoding="utf-8")
        fcntl.flock(starting, fcntl.LOCK_UN)
        yield note.read_text(encoding="utf-8")
        fcntl.flock(using, fcntl.LOCK_UN)
        if is_first:
            fcntl.flock(starting, fcntl.LOCK_EX)
            fcntl.flock(using, fcntl.LOCK_EX)
            note.unlink()


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Ask for `url` until it answers; fail with the server's own log if the process ends or START_SECONDS pass."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=END_SECONDS):
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    raise RuntimeError(f"The server did not come up:\n{log.read_text(encoding='utf-8')}")
