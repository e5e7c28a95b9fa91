"""The address of the atlas as visitors know it, and who asks: by the connection and its Host, whatever is claimed.

Anybody can send X-Forwarded-Host and X-Forwarded-Proto. They count only from a proxy that the operator names in
``ATLAS_PROXIES``: addresses or networks with spaces or commas between, or ``*`` for whoever connects.
"""

import ipaddress
import os
import re
from dataclasses import dataclass
from functools import lru_cache

from server.asgi import Message, Receive, Send, Serve
from server.logs import log

# Where `RememberPeer` keeps who has connected; uvicorn writes over it what a forwarding header claims.
PEER = "atlas.peer"
_HOST = re.compile(r"(?P<name>[a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::(?P<port>[0-9]{1,5}))?")
_PORTS = {"http": "80", "https": "443"}
_SECURE = {"https", "wss"}
_FORWARDED = (b"x-forwarded-for", b"forwarded", b"x-real-ip")


@dataclass(frozen=True)
class Address:
    """Where a request says it was sent to.

    Attributes
    ----------
    host
        Name and port, as the visitor's browser has them; empty if the request names none.
    scheme
        ``http`` or ``https``; empty if nobody who is believed has said so: before a plain connection another host may
        have ended TLS.
    """

    host: str
    scheme: str

    def is_same(self, origin: str) -> bool:
        """Return whether an origin, as a browser sends it, is that of this address."""
        scheme, _, host = origin.lower().partition("://")
        if scheme not in _PORTS or (self.scheme or scheme) != scheme:
            return False
        theirs, ours = name_and_port(host, scheme), name_and_port(self.host, scheme)
        return theirs is not None and theirs == ours


class RememberPeer:
    """ASGI middleware, before all others: keeps who has connected and how."""

    def __init__(self, app: Serve) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if "client" in scope:
            scope[PEER] = (scope["client"], scope.get("scheme", ""))
        await self.app(scope, receive, send)


def address_of(scope: Message) -> Address:
    """Return where a request was sent to."""
    headers = dict(scope["headers"])
    client, scheme = scope.get(PEER) or (scope.get("client"), scope.get("scheme", ""))
    secure = "https" if scheme in _SECURE else ""
    host = _text(headers, b"host")
    if is_proxy(client):
        host = _text(headers, b"x-forwarded-host") or host
        forwarded = _text(headers, b"x-forwarded-proto")
        secure = forwarded if forwarded in _PORTS else secure
    return Address(host if is_host(host) else "", secure)


def public_origin(scope: Message) -> str:
    """Return scheme and host of the atlas for a link that a visitor may take along; empty if the request has no host.

    Where nobody who is believed tells the scheme, it is that of the page that asks, if that is one of this host: no
    other site's page gets so far, and a visitor's own program deceives nobody but him.
    """
    address = address_of(scope)
    if not address.host:
        return ""
    origin = _text(dict(scope["headers"]), b"origin")
    claimed = origin.partition("://")[0] if address.is_same(origin) else "http"
    return f"{address.scheme or claimed}://{address.host}"


def is_host(host: str) -> bool:
    """Return whether a text has the form of a Host header: a name or an address, and perhaps a port."""
    return name_and_port(host, "http") is not None


def name_and_port(host: str, scheme: str) -> tuple[str, str] | None:
    """Return name and port of a host, or nothing if it has not the form of one."""
    match = _HOST.fullmatch(host.lower())
    return (match["name"], match["port"] or _PORTS[scheme]) if match else None


def is_private(scope: Message) -> bool:
    """Return whether a request comes from the server's own machine or private network, through no proxy."""
    client = (scope.get(PEER) or (scope.get("client"),))[0]
    if not client or any(name in dict(scope["headers"]) for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(client[0]).is_private
    except ValueError:
        return False


def is_proxy(client: tuple[str, int] | None) -> bool:
    """Return whether whoever connects is a proxy that the operator names."""
    names = os.environ.get("ATLAS_PROXIES", "")
    if not names or not client:
        return False
    networks, everybody = _networks(names)
    try:
        address = ipaddress.ip_address(client[0])
    except ValueError:
        return everybody
    address = getattr(address, "ipv4_mapped", None) or address  # a socket for both kinds writes ::ffff:10.0.0.1
    return everybody or any(address in network for network in networks)


@lru_cache(maxsize=4)
def _networks(names: str) -> tuple[list[ipaddress.IPv4Network | ipaddress.IPv6Network], bool]:
    networks = []
    listed = names.replace(",", " ").split()
    for name in listed:
        try:
            networks += [] if name == "*" else [ipaddress.ip_network(name, strict=False)]
        except ValueError:
            log.error(
                "ATLAS_PROXIES names what is no address or network; it is left out", extra={"atlas": {"is": name}}
            )
    return networks, "*" in listed


def _text(headers: dict[bytes, bytes], name: bytes) -> str:
    """Return a header in small letters; of several values the last, which the nearest proxy has added."""
    return headers.get(name, b"").decode("latin-1").rpartition(",")[2].strip().lower()
