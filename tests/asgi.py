"""Calls a middleware, or the server of the atlas, without a socket and returns what it sends."""

import asyncio
import gzip
from collections.abc import Callable, MutableMapping, Sequence
from typing import Any, NamedTuple

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from server.middleware import MIDDLEWARE
from server.upstream import first_page

Message = MutableMapping[str, Any]


def sent_by(
    middleware: Callable[[Any], Any], scope: Message, status: int = 200, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> list[Message]:
    """Return the messages that a middleware sends; the app behind it serves every request, and every websocket."""
    messages: list[Message] = []

    async def app(request: Any, _receive: Any, send: Any) -> None:
        if request["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await send({"type": "http.response.body", "body": b"served"})

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": f"{scope['type']}.request"}

    asyncio.run(middleware(app)(scope, receive, send))
    return messages


class Answer(NamedTuple):
    """What a client gets."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


async def index(request: Request) -> Response:
    """Answer as Streamlit does to whatever it does not know: with its first page."""
    is_packed = "gzip" in request.headers.get("accept-encoding", "")
    body = gzip.compress(first_page()) if is_packed else first_page()
    headers = {"Content-Encoding": "gzip"} if is_packed else {}
    return Response(b"" if request.method == "HEAD" else body, headers=headers, media_type="text/html")


def served(routes: Sequence[BaseRoute] = (), middleware: Sequence[Middleware] = tuple(MIDDLEWARE)) -> Starlette:
    """Return the atlas's routes and middleware before an app that answers everything else as Streamlit does."""
    return Starlette(routes=[*routes, Route("/{path:path}", index)], middleware=middleware)


def ask(app: Starlette, address: str = "/", method: str = "GET", **headers: str) -> Answer:
    """Return what a client gets that asks for an address, with headers named as Python names them."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    path, _, query = address.partition("?")
    named = {"host": "atlas.example", **headers}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode("latin-1", "replace"),
        "headers": [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in named.items()],
    }
    asyncio.run(app(scope, receive, send))
    told = {name.decode().lower(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:]))
