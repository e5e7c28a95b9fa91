"""Bounds of the network: how large and how slow the head of a request may be, and how large a frame of a websocket.

Streamlit lets uvicorn serve, and uvicorn reads the head of a request to its end, however long that takes and whatever
it holds. A proxy before the atlas bounds both; these bounds are for an atlas without one.
"""

import asyncio
from functools import wraps
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from server.address import RememberPeer
from server.logs import log_once
from server.messages import LARGEST
from server.security import LARGEST_HEAD

HEAD_SECONDS = 10.0


class BoundedHeads(HttpToolsProtocol):
    """uvicorn's HTTP; a connection whose head of a request is too large or takes too long is answered and closed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_head = True
        self.head_bytes = 0
        self.clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the first head."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self.start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self.stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what has come."""
        super().data_received(data)
        if self.transport.get_protocol() is not self:
            return  # it is a websocket now
        if self.in_head:
            self.head_bytes += len(data)
            if self.head_bytes > LARGEST_HEAD:
                self.refuse(431)
        elif self.cycle is not None and self.cycle.response_complete and self.timeout_keep_alive_task is None:
            self.start_clock()  # something came after an answer, but no request: uvicorn's own clock has been stopped

    def on_message_begin(self) -> None:
        """Begin a head."""
        super().on_message_begin()
        self.in_head, self.head_bytes = True, 0
        self.start_clock()

    def on_headers_complete(self) -> None:
        """End a head."""
        self.in_head = False
        self.stop_clock()
        super().on_headers_complete()

    def start_clock(self) -> None:
        """Give the head its time, if that has not begun."""
        if self.clock is None:
            self.clock = self.loop.call_later(HEAD_SECONDS, self.refuse, 408)

    def stop_clock(self) -> None:
        """Stop the clock."""
        if self.clock is not None:
            self.clock.cancel()
            self.clock = None

    def refuse(self, status: int) -> None:
        """Answer with a status and hang up."""
        self.stop_clock()
        if not self.transport.is_closing():
            head = b"connection: close\r\ncontent-length: 0\r\n\r\n"
            self.transport.write(STATUS_LINE[status] + head)
            self.transport.close()


def bound_network() -> None:
    """Have uvicorn keep to the bounds when it starts; called while it loads the app, once."""
    start = uvicorn.Server.startup

    @wraps(start)
    async def startup(self: uvicorn.Server, *args: Any, **kwargs: Any) -> None:
        bound(self.config)
        await start(self, *args, **kwargs)

    uvicorn.Server.startup = startup  # type: ignore[method-assign]


def bound(config: uvicorn.Config) -> None:
    """Set the bounds in the settings of a server that has not started; what cannot be set is logged."""
    config.loaded_app = RememberPeer(config.loaded_app)
    config.ws_max_size = LARGEST
    if config.http_protocol_class is HttpToolsProtocol:
        config.http_protocol_class = BoundedHeads
    else:
        log_once(
            "heads of requests have no bound in time: let a proxy stand before the atlas",
            TypeError(config.http_protocol_class.__name__),
        )
