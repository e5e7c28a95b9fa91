"""Replicas of the atlas behind nginx with the configuration of `deploy/`."""

import os
import re
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.installation import install
from tests.server import END_SECONDS, READY, ROOT, free_port, running_process, wait_for

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
SERVERS = re.compile(r"(?:^ *server atlas-\d:8501 (.*);\n)+", re.MULTILINE)


def nginx_path() -> str:
    """Return the path of nginx: ``NGINX``, or the system's, which is installed if need be."""
    install("nginx")
    for name in (os.environ.get("NGINX", ""), "nginx", "/usr/sbin/nginx"):
        program = shutil.which(name) if name else None
        if program:
            return program
    raise FileNotFoundError("No nginx: set NGINX to the path of one.")


def configuration(folder: Path, port: int, replicas: list[str], *, affinity: bool) -> str:
    """Return `deploy/nginx.conf` for a port, a folder to write in and the addresses of replicas."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    lines = "".join(rf"    server {address.removeprefix('http://')} \1;" + "\n" for address in replicas)
    replaced = [
        (SERVERS, lines),
        (re.compile(r"listen 8080;"), f"listen 127.0.0.1:{port};"),
        (re.compile(r"worker_processes auto;"), "worker_processes 1;"),
    ]
    replaced += [] if affinity else [(re.compile(r"^ *ip_hash;\n", re.MULTILINE), "")]
    for pattern, new in replaced:
        text, count = pattern.subn(new, text)
        assert count == 1, f"{pattern.pattern} stands {count} times in {CONFIGURATION.name}"
    return text.replace("/tmp/", f"{folder}/").replace("root /srv;", f"root {folder}/srv;")  # noqa: S108


@contextmanager
def running_nginx(
    folder: Path, replicas: list[str], *, affinity: bool = True, path: str = READY, more: str = ""
) -> Iterator[str]:
    """Run nginx before replicas until it answers at `path`; yield its address.

    `more` are directives for its server, beside those of the configuration.
    """
    port, log, filled = free_port(), folder / "nginx.log", folder / "nginx.conf"
    text = configuration(folder, port, replicas, affinity=affinity)
    filled.write_text(text.replace("  server {\n", f"  server {{\n    {more}\n"), encoding="utf-8")
    # Started by root, its workers would take another user, who may not write into the folder.
    directives = "daemon off; user root;" if os.geteuid() == 0 else "daemon off;"
    command = [nginx_path(), "-p", str(folder), "-c", str(filled), "-g", directives]
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}{path}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=END_SECONDS)


class Replicas:
    """Processes of the atlas, each of which can be killed and replaced at the same address.

    Parameters
    ----------
    folder
        Where their logs go.
    count
        How many there are.
    tree
        The atlas that they serve.
    before
        Words before their commands, as for `running_process`.
    """

    def __init__(self, folder: Path, count: int, tree: Path = ROOT, before: Sequence[str] = ()) -> None:
        self.folder, self.tree, self.before = folder, tree, before
        self.ports = [free_port() for _ in range(count)]
        self.stacks = [ExitStack() for _ in range(count)]
        self.processes = [0] * count
        self.starts = 0

    @property
    def addresses(self) -> list[str]:
        """Where they are served."""
        return [f"http://127.0.0.1:{port}" for port in self.ports]

    def start(self, index: int, path: str = READY) -> None:
        """Start one, and wait until it answers at `path`."""
        self.starts += 1
        log = self.folder / f"replica-{index}-{self.starts}.log"
        running = running_process(self.tree, log=log, port=self.ports[index], path=path, before=self.before)
        _, self.processes[index] = self.stacks[index].enter_context(running)

    def stop(self, index: int) -> None:
        """Ask one to end, and wait until it has."""
        self.processes[index] = 0
        self.stacks[index].close()

    def kill(self, index: int) -> None:
        """End one without a word."""
        os.kill(self.processes[index], signal.SIGKILL)
        self.stop(index)

    def is_running(self, index: int) -> bool:
        """Return whether one has been started and neither stopped nor killed."""
        return bool(self.processes[index])

    def visitors(self) -> list[int]:
        """Return how many sessions each has."""
        return [_sessions(address) for address in self.addresses]


def _sessions(address: str) -> int:
    with urllib.request.urlopen(f"{address}/_stcore/metrics", timeout=END_SECONDS) as answer:
        text = answer.read().decode("utf-8")
    count = re.search(r"^active_sessions (\d+)", text, re.MULTILINE)
    assert count, "Streamlit counts its sessions under another name."
    return int(count[1])


@contextmanager
def running_replicas(
    folder: Path, count: int = 2, tree: Path = ROOT, path: str = READY, before: Sequence[str] = ()
) -> Iterator[Replicas]:
    """Run replicas, all of which answer at `path`; end those that are left."""
    replicas = Replicas(folder, count, tree, before)
    with ExitStack() as stack, ThreadPoolExecutor(count) as pool:
        for index in range(count):
            stack.callback(replicas.stop, index)
        list(pool.map(replicas.start, range(count), [path] * count))
        yield replicas
