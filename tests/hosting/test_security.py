"""Who may ask for what, and the security headers; asked of the middleware without a socket."""

import pytest

from server.security import Guard
from tests.asgi import Message, sent_by

STREAM = "/_stcore/stream"
METRICS = "/_stcore/metrics"


def answer(
    path: str, headers: dict[str, str] | None = None, kind: str = "http", client: str = "203.0.113.7"
) -> list[Message]:
    """Return what the middleware sends for a request; the app behind it answers everything with 200."""
    pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in (headers or {}).items()]
    scope = {"type": kind, "path": path, "headers": pairs, "client": (client, 50000)}
    return sent_by(Guard, scope, headers=((b"Referrer-Policy", b"unsafe-url"),))


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("https://atlas.example", "atlas.example"),
        ("http://atlas.example", "atlas.example:80"),
        ("https://ATLAS.example:443", "atlas.example"),
        ("http://localhost:8501", "localhost:8501"),
        ("http://[::1]:8501", "[::1]:8501"),
    ],
)
def test_a_page_of_the_atlas_opens_a_session(origin: str, host: str) -> None:
    assert answer(STREAM, {"Origin": origin, "Host": host}, "websocket")[0]["type"] == "websocket.accept"


def test_a_client_that_is_no_page_opens_a_session() -> None:
    assert answer(STREAM, {"Host": "atlas.example"}, "websocket")[0]["type"] == "websocket.accept"


def test_behind_a_proxy_the_forwarded_host_counts() -> None:
    headers = {"Origin": "https://atlas.example", "Host": "10.0.0.3:8501", "X-Forwarded-Host": "atlas.example"}
    assert answer(STREAM, headers, "websocket")[0]["type"] == "websocket.accept"


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://atlas.example:8080",
        "https://atlas.example.evil",
        "http://[",
        "\xff://",
        "x",
    ],
)
def test_a_foreign_page_is_refused_before_streamlit_sees_it(origin: str) -> None:
    headers = {"Origin": origin, "Host": "atlas.example"}
    assert answer(STREAM, headers, "websocket") == [{"type": "websocket.close", "code": 1008}]
    assert answer("/_stcore/upload_file/a/b", headers)[0]["status"] == 403
    assert answer("/app/static/atlas.json", headers)[0]["status"] == 200


def test_other_origins_are_named_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_ORIGINS", "school.example, Museum.example")
    headers = {"Origin": "https://museum.example", "Host": "atlas.example"}
    assert answer(STREAM, headers, "websocket")[0]["type"] == "websocket.accept"


def test_metrics_are_for_the_inside() -> None:
    assert answer(METRICS, client="10.1.2.3")[0]["status"] == 200
    assert answer(METRICS, client="127.0.0.1")[0]["status"] == 200
    assert answer(METRICS, client="8.8.8.8")[0]["status"] == 404
    assert answer(METRICS, {"X-Forwarded-For": "8.8.8.8"}, client="127.0.0.1")[0]["status"] == 404
    assert answer(METRICS, client="")[0]["status"] == 404


def test_every_answer_has_the_headers_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_FRAME_ANCESTORS", "https://news.example")
    headers = [(name.lower(), value) for name, value in answer("/missions")[0]["headers"]]
    values = dict(headers)
    assert len(values) == len(headers)
    assert b"frame-ancestors https://news.example" in values[b"content-security-policy"]
    assert b"default-src 'self'" in values[b"content-security-policy"]
    assert values[b"x-content-type-options"] == b"nosniff"
    assert values[b"referrer-policy"] == b"strict-origin-when-cross-origin"
