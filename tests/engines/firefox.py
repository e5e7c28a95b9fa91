"""Firefox, driven over WebDriver BiDi, the protocol that it speaks itself."""

import base64
import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread, Timer
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.engines.engine import PATIENCE, Action, Engine, GoneError, program
from tests.server import END_SECONDS, START_SECONDS

_LISTENS = re.compile(r"WebDriver BiDi listening on (\S+)")
# What Firefox also calls an error: a cookie that it does not give a frame of another site, which needs none; and, when
# a page is left, a module still on its way and a word that Streamlit can no longer send. A module or a server that is
# lost for good shows itself by what is left undone.
_NO_FAULT = (
    "Cookie “",
    "TypeError: error loading dynamically imported module",
    "Error: not connected to a server!",
)
# A printed page is long, and a Firefox that has much to do does not answer for a while.
_WITHOUT_HASTE: dict[str, Any] = {"max_size": None, "open_timeout": START_SECONDS, "ping_interval": None}
_A4 = {"width": 21.0, "height": 29.7}  # cm


class Firefox(Engine):
    """A tab of Firefox.

    Parameters
    ----------
    socket
        A connection over which nothing has been said yet.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.asked = 0
        self.heard: list[str] = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        # Not the tab that Firefox begins with: that one never gets the focus.
        self.tab = self.context = self.ask("browsingContext.create", type="tab")["context"]

    def ask(self, method: str, **parameters: Any) -> Any:
        """Send a command and return its answer; keep the errors of scripts that come before it."""
        self.asked += 1
        self.socket.send(json.dumps({"id": self.asked, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv(timeout=2 * PATIENCE))
            if message["type"] == "event":
                self.hear(message["params"])
            elif message["id"] == self.asked:
                break
        if message["type"] == "error":
            failure = f"{message['error']}: {message['message']}"
            raise GoneError(failure) if method == "script.callFunction" else RuntimeError(failure)
        return message["result"]

    def hear(self, entry: dict[str, Any]) -> None:
        """Keep an entry of the console if it is an error."""
        if entry.get("level") == "error" and not entry["text"].startswith(_NO_FAULT):
            self.heard.append(f"{entry['text']} {entry.get('stackTrace', '')}")

    def open(self, url: str) -> None:
        """Go to an address."""
        self.ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def back(self) -> None:
        """Go back in the history of the tab."""
        self.ask("browsingContext.traverseHistory", context=self.tab, delta=-1)

    def resize(self, size: tuple[int, int]) -> None:
        """Set the viewport."""
        self.ask("browsingContext.setViewport", context=self.tab, viewport={"width": size[0], "height": size[1]})

    def evaluate(self, function: str, given: str) -> str:
        """Run a function in the document."""
        answer = self.ask(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": given}],
            target={"context": self.context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return str(answer["result"]["value"])

    def act(self, source: Action) -> None:
        """Send the actions."""
        self.ask("input.performActions", context=self.context, actions=[source])

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Work in the first frame."""
        (tab,) = self.ask("browsingContext.getTree", root=self.tab)["contexts"]
        self.context = tab["children"][0]["context"]
        try:
            yield
        finally:
            self.context = self.tab

    def complaints(self) -> list[str]:
        """Return the errors heard."""
        self.ask("browsingContext.getTree", maxDepth=0)  # what has been sent before the answer has been heard
        heard, self.heard = self.heard, []
        return heard

    def sheets(self) -> bytes:
        """Print."""
        return base64.b64decode(self.ask("browsingContext.print", context=self.tab, page=_A4)["data"])


@contextmanager
def running_firefox(folder: Path) -> Iterator[Firefox]:
    """Start Firefox without a screen, with its profile in an empty folder, and end it."""
    command = [
        program("/usr/bin/firefox-esr", "/usr/bin/firefox"),
        "--headless",
        "--no-remote",
        "--profile",
        str(folder),
    ]
    command += ["--remote-debugging-port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        late = Timer(START_SECONDS, process.kill)
        late.start()
        try:
            assert process.stderr is not None
            found = next((found for line in process.stderr if (found := _LISTENS.search(line))), None)
            assert found, "Firefox has ended before it listened."
            late.cancel()
            Thread(target=process.stderr.read, daemon=True).start()  # unread, its words would hold it up
            with connect(f"{found[1]}/session", proxy=None, **_WITHOUT_HASTE) as socket:
                yield Firefox(socket)
        finally:
            late.cancel()
            process.terminate()
            process.wait(END_SECONDS)
