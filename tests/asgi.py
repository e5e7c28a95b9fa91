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
