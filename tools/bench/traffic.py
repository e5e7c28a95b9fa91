"""Traffic: what a page receives, byte by byte, and when its server has done its part."""

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

QUIET_SECONDS = 0.4
PATIENCE_SECONDS = 60.0


@dataclass
class Counts:
    """Bytes received: over the websocket, and over HTTP by URL path (compressed, with headers)."""

    socket: int = 0
    http: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All bytes received."""
        return self.socket + sum(self.http.values())

    @property
    def own_files(self) -> int:
        """Bytes of the app's own static files."""
        return sum(size for path, size in self.http.items() if path.startswith("/app/static/"))


class Traffic:
    """Counts what a page receives, from the DevTools protocol of its browser.

    Parameters
    ----------
    page
        A page that has not been opened yet, so that its websocket is seen from the start.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.counts = Counts()
        self.finished = 0
        self._running = False
        self._open: dict[str, str] = {}
        self._heard = time.monotonic()
        session = page.context.new_cdp_session(page)
        self._listen(session)
        session.send("Network.enable")
        self.session = session

    def _listen(self, session: CDPSession) -> None:
        hearers: dict[str, Callable[[dict[str, Any]], None]] = {
            "Network.requestWillBeSent": self._on_request,
            "Network.loadingFinished": self._on_loaded,
            "Network.loadingFailed": self._on_failed,
            "Network.webSocketFrameReceived": self._on_frame,
        }
        for name, hear in hearers.items():
            session.on(name, hear)

    def _on_request(self, event: dict[str, Any]) -> None:
        self._heard = time.monotonic()
        if event["request"]["url"].startswith("http"):
            self._open[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def _on_loaded(self, event: dict[str, Any]) -> None:
        self._heard = time.monotonic()
        path = self._open.pop(event["requestId"], None)
        if path is not None:
            self.counts.http[path] = self.counts.http.get(path, 0) + int(event["encodedDataLength"])

    def _on_failed(self, event: dict[str, Any]) -> None:
        self._open.pop(event["requestId"], None)

    def _on_frame(self, event: dict[str, Any]) -> None:
        self._heard = time.monotonic()
        response = event["response"]
        if response["opcode"] != 2:
            self.counts.socket += len(response["payloadData"].encode())
            return
        payload = base64.b64decode(response["payloadData"])
        self.counts.socket += len(payload)
        kind = ForwardMsg.FromString(payload).WhichOneof("type")
        if kind == "new_session":
            self._running = True
        elif kind == "script_finished":
            self._running = False
            self.finished += 1

    def start(self) -> None:
        """Count from here on."""
        self.counts = Counts()
        self.finished = 0

    def settle(self) -> Counts:
        """Wait until a script run has finished since `start`, then for quiet; return what was received.

        Quiet is `QUIET_SECONDS` without a message or a request, none of them under way.

        Raises
        ------
        TimeoutError
            If that takes longer than `PATIENCE_SECONDS`.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self._is_quiet():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.page.url} does not come to rest; under way: {sorted(self._open.values())}")
            self.page.evaluate("() => new Promise((resolve) => setTimeout(resolve, 50))")  # lets events come in
        return self.counts

    def _is_quiet(self) -> bool:
        under_way = self._running or self._open or not self.finished
        return not under_way and time.monotonic() - self._heard > QUIET_SECONDS
