"""Calls a middleware without a socket and returns what it sends."""

import asyncio
from collections.abc import Callable, MutableMapping
from typing import Any

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


def asked(
    app: Any, path: str, query: str = "", method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of the answer of an app; ``_`` in the name of a header stands for ``-``."""
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    pairs = {"host": "atlas.example"} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode("latin-1")}
    scope["headers"] = [(name.encode(), value.encode("latin-1")) for name, value in pairs.items()]
    asyncio.run(app(scope, receive, send))
    sent = {name.decode(): value.decode("latin-1") for name, value in messages[0]["headers"]}
    return messages[0]["status"], sent, b"".join(part.get("body", b"") for part in messages[1:])
