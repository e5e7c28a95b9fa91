"""Security: who may ask for what, and what a browser may do with the answer.

Settings come from the environment: ``ATLAS_ORIGINS`` names other hosts whose pages may open a session (behind a
proxy that changes the Host header, say), ``ATLAS_FRAME_ANCESTORS`` the sites that may show the atlas in a frame.
"""

import ipaddress
import os
from urllib.parse import urlsplit

from server.asgi import Message, Receive, Send, Serve
from server.upstream import INTERNAL, METRICS

# Streamlit's page and streamlit-folium's frame begin with inline scripts, streamlit-folium and Vega evaluate text as
# scripts, and Streamlit imports components from blobs: this policy cannot tell the page's scripts from injected ones.
# It does keep out every other host.
_POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_INTERNAL_PATHS = (METRICS,)
_FORWARDED = (b"x-forwarded-for", b"forwarded", b"x-real-ip")


class Guard:
    """ASGI middleware: security headers on every response, foreign origins rejected, metrics for private clients only.

    Streamlit looks up its own address in the network when an origin is foreign, and every visitor waits meanwhile:
    such a request is rejected here, before Streamlit sees it.
    """

    def __init__(self, app: Serve) -> None:
        self.app = app
        ancestors = os.environ.get("ATLAS_FRAME_ANCESTORS", "*")
        self.headers = headers(ancestors)
        self.origins = frozenset(os.environ.get("ATLAS_ORIGINS", "").lower().replace(",", " ").split())

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request, or reject it."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        request_headers = {name.lower(): value for name, value in scope["headers"]}
        if INTERNAL in scope["path"] and not is_allowed_origin(request_headers, self.origins):
            await reject(scope, send, 403)
        elif scope["path"].endswith(_INTERNAL_PATHS) and not is_private_client(scope, request_headers):
            await reject(scope, send, 404)
        else:
            await self.app(scope, receive, self.with_headers(send))

    def with_headers(self, send: Send) -> Send:
        """Return a `send` that adds the security headers to a response."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in self.headers}
                others = [pair for pair in message["headers"] if pair[0].lower() not in names]
                message = {**message, "headers": [*others, *self.headers]}
            await send(message)

        return send_with_headers


def headers(ancestors: str) -> list[tuple[bytes, bytes]]:
    """Return the security headers; `ancestors` are the sites that may show the atlas in a frame."""
    policy = "; ".join(f"{name} {value}" for name, value in {**_POLICY, "frame-ancestors": ancestors}.items())
    return [
        (b"content-security-policy", policy.encode("latin-1")),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"strict-origin-when-cross-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]


def is_allowed_origin(request_headers: dict[bytes, bytes], others: frozenset[str]) -> bool:
    """Return whether a request comes from a page of the atlas, from an allowed host, or from no page at all."""
    origin = request_headers.get(b"origin", b"").decode("latin-1").lower()
    if not origin or "*" in others:
        return True
    scheme, _, host = origin.partition("://")
    hosts = [request_headers.get(name, b"").decode("latin-1").lower() for name in (b"host", b"x-forwarded-host")]
    try:
        address = _address(host, scheme)
        return address[0] in others or address in [_address(known, scheme) for known in hosts if known]
    except ValueError:
        return False


def _address(host: str, scheme: str) -> tuple[str, int]:
    """Return name and port of a host as it stands in a header."""
    parts = urlsplit(f"//{host}")
    return parts.hostname or "", parts.port or _PORTS.get(scheme, 0)


def is_private_client(scope: Message, request_headers: dict[bytes, bytes]) -> bool:
    """Return whether a request comes from the server's own machine or private network, through no proxy."""
    if any(name in request_headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address((scope.get("client") or ("",))[0]).is_private
    except ValueError:
        return False


async def reject(scope: Message, send: Send, status: int) -> None:
    """Reject a request with an empty response."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
