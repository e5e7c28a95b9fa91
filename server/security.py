"""Security: who may ask for what. What a browser may do with the answer stands in `server.policy`.

``ATLAS_ORIGINS`` names other hosts whose pages may open a session (behind a proxy that changes the Host header, say).
"""

import os
import re
from http import HTTPStatus

from server.address import address_of, is_host, is_private
from server.asgi import Message, Receive, Send, Serve
from server.policy import security_headers
from server.upstream import CLOSED, INTERNAL, METRICS

# Bounds of a request: bytes of a path and of one part of it (the longest name of a file), headers, bytes of them.
LONGEST_PATH = 1024
LONGEST_PART = 255
MOST_HEADERS = 100
LARGEST_HEAD = 64 * 1024
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NOT_SENT = {b"set-cookie"}


class Guard:
    """ASGI middleware: rejects what nobody has to ask for, and adds the security headers to every answer.

    Streamlit looks up its own address in the network when an origin is foreign, and every visitor waits meanwhile:
    such a request is rejected here, before Streamlit sees it. Streamlit's cookie goes to nobody: it guards uploads,
    of which there are none.
    """

    def __init__(self, app: Serve) -> None:
        self.app = app
        self.origins = frozenset(os.environ.get("ATLAS_ORIGINS", "").lower().replace(",", " ").split())

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request, or reject it."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        status = fault_of(scope) or self.refusal(scope)
        if status:
            await reject(scope, self.with_headers(scope, send), status)
        else:
            await self.app(scope, receive, self.with_headers(scope, send))

    def refusal(self, scope: Message) -> int:
        """Return the status with which a well-formed request is rejected, or 0."""
        path = scope["path"]
        if any(closed in path for closed in CLOSED):
            return 404
        if INTERNAL in path and not is_allowed_origin(scope, self.origins):
            return 403
        return 404 if METRICS in path and not is_private(scope) else 0

    def with_headers(self, scope: Message, send: Send) -> Send:
        """Return a `send` that adds the security headers to a response."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = [(name.lower(), value) for name, value in message["headers"]]
                ours = security_headers(scope["path"], dict(sent).get(b"content-type", b""))
                names = {name for name, _ in ours} | _NOT_SENT
                message = {**message, "headers": [*(pair for pair in sent if pair[0] not in names), *ours]}
            await send(message)

        return send_with_headers


def fault_of(scope: Message) -> int:
    """Return the status with which a request is rejected for its form, or 0."""
    path, headers = scope["path"], scope["headers"]
    if _CONTROLS.search(path):
        return 400
    hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
    if len(hosts) > 1 or not all(map(is_host, hosts)):
        return 400
    if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > LARGEST_HEAD:
        return 431
    encoded = path.encode("utf-8", "replace")
    return 404 if len(encoded) > LONGEST_PATH or max(map(len, encoded.split(b"/"))) > LONGEST_PART else 0


def is_allowed_origin(scope: Message, others: frozenset[str]) -> bool:
    """Return whether a request comes from a page of the atlas, from an allowed host, or from no page at all."""
    origins = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"origin"]
    if not origins or "*" in others:
        return True
    scheme, _, host = origins[0].partition("://")
    if len(origins) > 1 or scheme not in {"http", "https"} or not is_host(host):
        return False
    name = host if host.startswith("[") else host.partition(":")[0]
    return name in others or address_of(scope).is_same(origins[0])


async def reject(scope: Message, send: Send, status: int) -> None:
    """Reject a request with a page that says its status in words."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    body = b"" if scope.get("method") == "HEAD" else f"{status} {HTTPStatus(status).phrase}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
