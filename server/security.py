"""The guard: who may ask for what, and what a browser may do with the answer.

Settings come from the environment: ``ATLAS_ORIGINS`` names other hosts whose pages may open a session (behind a
proxy that changes the Host header, say), ``ATLAS_FRAME_ANCESTORS`` the sites that may show the atlas in a frame.
"""

import ipaddress
import os
from urllib.parse import urlsplit

from server.asgi import Message, Receive, Send, Serve

# Streamlit's page and streamlit-folium's frame begin with scripts in the page, streamlit-folium and Vega evaluate
# text as scripts, and Streamlit imports components from blobs: scripts of the page cannot be told from foreign ones
# by this rule. What it does keep out is every other host.
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
_INSIDE_ONLY = "/_stcore/metrics"
_FORWARDED = (b"x-forwarded-for", b"forwarded", b"x-real-ip")


class Guard:
    """ASGI middleware: security headers on every answer, foreign origins refused, metrics for the inside only.

    Streamlit itself asks the network for its own address when an origin is foreign, and every visitor waits
    meanwhile: such a request is answered here, before Streamlit sees it.
    """

    def __init__(self, app: Serve) -> None:
        self.app = app
        ancestors = os.environ.get("ATLAS_FRAME_ANCESTORS", "*")
        self.headers = headers(ancestors)
        self.origins = frozenset(os.environ.get("ATLAS_ORIGINS", "").lower().replace(",", " ").split())

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        asked = {name.lower(): value for name, value in scope["headers"]}
        if "/_stcore/" in scope["path"] and not is_own_origin(asked, self.origins):
            await refuse(scope, send, 403)
        elif scope["path"].endswith(_INSIDE_ONLY) and not is_inside(scope, asked):
            await refuse(scope, send, 404)
        else:
            await self.app(scope, receive, self.with_headers(send))

    def with_headers(self, send: Send) -> Send:
        """Return a `send` that adds the security headers to the beginning of an answer."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                names = {name for name, _ in self.headers}
                kept = [pair for pair in message["headers"] if pair[0].lower() not in names]
                message = {**message, "headers": [*kept, *self.headers]}
            await send(message)

        return send_guarded


def headers(ancestors: str) -> list[tuple[bytes, bytes]]:
    """Return the security headers; `ancestors` are the sites that may show the atlas in a frame."""
    policy = "; ".join(f"{name} {value}" for name, value in {**_POLICY, "frame-ancestors": ancestors}.items())
    return [
        (b"content-security-policy", policy.encode("latin-1")),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"strict-origin-when-cross-origin"),
        (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ]


def is_own_origin(asked: dict[bytes, bytes], others: frozenset[str]) -> bool:
    """Return whether a request comes from a page of the atlas itself, of a host that is allowed, or of no page."""
    origin = asked.get(b"origin", b"").decode("latin-1").lower()
    if not origin or "*" in others:
        return True
    scheme, _, host = origin.partition("://")
    hosts = [asked.get(name, b"").decode("latin-1").lower() for name in (b"host", b"x-forwarded-host")]
    try:
        own = _place(host, scheme)
        return own[0] in others or own in [_place(known, scheme) for known in hosts if known]
    except ValueError:
        return False


def _place(host: str, scheme: str) -> tuple[str, int]:
    """Return name and port of a host as a header has it."""
    parts = urlsplit(f"//{host}")
    return parts.hostname or "", parts.port or _PORTS.get(scheme, 0)


def is_inside(scope: Message, asked: dict[bytes, bytes]) -> bool:
    """Return whether a request comes from the machine or the private network of the server, through no proxy."""
    if any(name in asked for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address((scope.get("client") or ("",))[0]).is_private
    except ValueError:
        return False


async def refuse(scope: Message, send: Send, status: int) -> None:
    """Refuse a request without a word."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
