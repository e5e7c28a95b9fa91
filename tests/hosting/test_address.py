"""Where a request was sent to: what a client claims is not believed, what a named proxy says is."""

from typing import Any

import pytest

from server.address import RememberPeer, address_of, is_host, is_proxy, public_origin
from server.messages import own_url
from tests.asgi import sent_by

PROXY = "10.1.2.3"
FORWARDED = {"X-Forwarded-Host": "atlas.example", "X-Forwarded-Proto": "https"}


def request(headers: dict[str, str], client: str = PROXY, scheme: str = "http") -> dict[str, Any]:
    """Return a request with headers from an address."""
    pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": "http", "path": "/", "headers": pairs, "client": (client, 50000), "scheme": scheme}


def test_what_a_client_says_of_its_address_is_not_believed() -> None:
    assert public_origin(request({"Host": "true.example", **FORWARDED})) == "http://true.example"


def test_a_proxy_is_believed_once_the_operator_has_named_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PROXIES", "192.0.2.1, 10.0.0.0/8")
    assert public_origin(request({"Host": "inside:8501", **FORWARDED})) == "https://atlas.example"
    assert public_origin(request({"Host": "inside:8501", **FORWARDED}, "::ffff:10.9.9.9")) == "https://atlas.example"
    assert public_origin(request({"Host": "inside:8501", **FORWARDED}, "11.0.0.1")) == "http://inside:8501"
    assert public_origin(request({"Host": "inside:8501", "X-Forwarded-Host": "a.example, b.example"})) == (
        "http://b.example"  # the first may be the client's own
    )
    assert public_origin(request({"Host": "inside:8501", "X-Forwarded-Proto": "javascript"})) == "http://inside:8501"
    assert public_origin(request({"Host": "inside:8501", "X-Forwarded-Host": "a/b"})) == ""


def test_who_has_connected_is_known_though_uvicorn_writes_over_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PROXIES", PROXY)
    scope = request({"Host": "inside", **FORWARDED})
    sent_by(RememberPeer, scope)
    assert address_of({**scope, "client": ("203.0.113.9", 0), "scheme": "https"}).host == "atlas.example"


def test_whoever_connects_is_a_proxy_if_the_operator_says_so_and_a_slip_names_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ATLAS_PROXIES", "*")
    assert is_proxy(("203.0.113.9", 1))
    assert not is_proxy(None)
    monkeypatch.setenv("ATLAS_PROXIES", "10.0.0.0/99 localhost")
    assert not is_proxy((PROXY, 1))
    assert not is_proxy(("", 1))


@pytest.mark.parametrize(
    ("headers", "scheme", "origin"),
    [
        ({"Host": "atlas.example", "Origin": "https://atlas.example"}, "ws", "https://atlas.example"),
        ({"Host": "atlas.example", "Origin": "https://evil.example"}, "ws", "http://atlas.example"),
        ({"Host": "atlas.example", "Origin": "http://atlas.example"}, "wss", "https://atlas.example"),
        ({"Host": "atlas.example"}, "https", "https://atlas.example"),
        ({}, "https", ""),
    ],
)
def test_the_scheme_is_that_of_the_connection_or_of_the_page_that_asks(
    headers: dict[str, str], scheme: str, origin: str
) -> None:
    assert public_origin(request(headers, scheme=scheme)) == origin


@pytest.mark.parametrize("host", ["atlas.example", "a_b:8501", "[::1]:8501", "10.0.0.1", "ATLAS.example"])
def test_a_host_has_the_form_of_one(host: str) -> None:
    assert is_host(host)


@pytest.mark.parametrize(
    "host", ["", "a/b", "a b", "evil@atlas", "a:b", "a" * 254, "<b>", "[::1", "a\n", "\xff", "a:123456", "a?b", "a#b"]
)
def test_what_has_not_is_none(host: str) -> None:
    assert not is_host(host)


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://evil.example/data?x=1#y", "https://atlas.example/data"),
        ("https://evil.example/", "https://atlas.example/"),
        ("https://evil.example/" + "p" * 60_000, "https://atlas.example/"),
        ("https://evil.example/data/../x", "https://atlas.example/"),
        ("javascript:alert(1)", "https://atlas.example/"),
        ("http://[", "https://atlas.example/"),
        ("\x00", "https://atlas.example/"),
    ],
)
def test_a_page_says_its_path_and_no_more(url: str, own: str) -> None:
    assert own_url(url, "https://atlas.example") == own
    assert own_url(url, "") == ""


def test_a_page_below_a_path_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.messages.base_path", lambda: "/atlas")
    assert own_url("http://x/atlas/data", "http://y") == "http://y/atlas/data"
    assert own_url("http://x/atlas", "http://y") == "http://y/atlas/"
