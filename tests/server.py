"""A real server of the atlas, and a real Chromium to open it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
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


def chromium_path() -> str:
    """Return the path of the Chromium to drive: ``CHROMIUM``, the system's, or an installed browser."""
    names = (os.environ.get("CHROMIUM", ""), "/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
    for name in names:
        found = shutil.which(name) if name else None
        if found:
            return found
    raise FileNotFoundError("No Chromium: set CHROMIUM to the path of one.")


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running_app(folder: Path = ROOT, script: str = "dashboard.py", log: Path | None = None) -> Iterator[str]:
    """Serve the Streamlit app `script` in `folder`; yield its address; show its log if it does not come up."""
    with running_process(folder, script, log) as (address, _):
        yield address


@contextmanager
def running_process(
    folder: Path = ROOT,
    script: str = "dashboard.py",
    log: Path | None = None,
    port: int = 0,
    path: str = "/_stcore/health",
) -> Iterator[tuple[str, int]]:
    """Serve an app as `running_app` does, once it answers at `path`; yield its address and the id of its process."""
    port = port or free_port()
    log = log or folder / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(command, cwd=folder, stdout=stream, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}{path}", process, log)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Ask for `url` until it answers; fail with the server's own log if the process ends or a minute passes."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=1):
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    raise RuntimeError(f"The server did not come up:\n{log.read_text(encoding='utf-8')}")
