"""Who may ask for what, and the security headers; asked of the middleware without a socket."""

import pytest

from server.security import Guard
from tests.asgi import Message, sent_by

STREAM = "/_stcore/stream"
METRICS = "/_stcore/metrics"


def answer(
    path: str,
    headers: dict[str, str] | None = None,
    kind: str = "http",
    client: str = "203.0.113.7",
    *,
    method: str = "GET",
    scheme: str = "http",
) -> list[Message]:
    """Return what the middleware sends for a request; the app behind it answers everything with 200 and a cookie."""
    pairs = [(name.lower().encode(), value.encode("latin-1")) for name, value in (headers or {}).items()]
    scope = {"type": kind, "path": path, "headers": pairs, "client": (client, 50000), "method": method}
    scope["scheme"] = scheme
    return sent_by(Guard, scope, headers=((b"Referrer-Policy", b"unsafe-url"), (b"Set-Cookie", b"_streamlit_xsrf=1")))


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


def test_behind_a_proxy_that_the_operator_names_the_forwarded_host_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    headers = {"Origin": "https://atlas.example", "Host": "10.0.0.3:8501", "X-Forwarded-Host": "atlas.example"}
    assert answer(STREAM, headers, "websocket")[0]["type"] == "websocket.close"
    monkeypatch.setenv("ATLAS_PROXIES", "203.0.113.0/24")
    assert answer(STREAM, headers, "websocket")[0]["type"] == "websocket.accept"


@pytest.mark.parametrize(
    ("origin", "scheme", "kind"),
    [
        ("http://atlas.example", "wss", "websocket.close"),
        ("https://atlas.example", "wss", "websocket.accept"),
        ("https://atlas.example", "ws", "websocket.accept"),  # another host may have ended TLS
    ],
)
def test_a_page_without_tls_is_foreign_to_one_with_it(origin: str, scheme: str, kind: str) -> None:
    headers = {"Origin": origin, "Host": "atlas.example"}
    assert answer(STREAM, headers, "websocket", scheme=scheme)[0]["type"] == kind


def test_behind_a_proxy_the_scheme_is_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_PROXIES", "203.0.113.7")
    for origin, said in (("http", "https"), ("https", "http")):
        headers = {"Origin": f"{origin}://atlas.example", "Host": "atlas.example", "X-Forwarded-Proto": said}
        assert answer(STREAM, headers, "websocket")[0]["type"] == "websocket.close"
        headers["Origin"] = f"{said}://atlas.example"
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
        "http://evil@atlas.example",
        "https://atlas.example/",
        "https://atlas.example:443:443",
        "ftp://atlas.example",
        "//atlas.example",
    ],
)
def test_a_foreign_page_is_refused_before_streamlit_sees_it(origin: str) -> None:
    headers = {"Origin": origin, "Host": "atlas.example"}
    assert answer(STREAM, headers, "websocket") == [{"type": "websocket.close", "code": 1008}]
    assert answer("/_stcore/host-config", headers)[0]["status"] == 403
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
    assert values[b"cross-origin-opener-policy"] == b"same-origin"


def test_streamlit_s_cookie_goes_to_nobody() -> None:
    for path in ("/", "/_stcore/health"):
        assert b"set-cookie" not in {name.lower() for name, _ in answer(path)[0]["headers"]}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "QUERY"])
@pytest.mark.parametrize(
    "path", ["/_stcore/upload_file/a/b", "/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/x/_stcore/agent"]
)
def test_uploads_and_sessions_of_programs_are_closed_for_every_method(path: str, method: str) -> None:
    start, body = answer(path, method=method)
    assert start["status"] == 404
    assert body["body"] == (b"" if method == "HEAD" else b"404 Not Found\n")


@pytest.mark.parametrize("path", [METRICS, "/ready", "/_stcore/health", "/app/static/atlas.json", "/"])
@pytest.mark.parametrize("control", ["\n", "\r", "\0", "\x1b", "\x7f", "\x85", "\u2028"])
def test_a_path_with_a_control_character_is_refused_before_all_else(path: str, control: str) -> None:
    for spoilt in (path + control, control + path, f"/{control}{path}"):
        assert answer(spoilt, client="127.0.0.1")[0]["status"] == 400
        assert answer(spoilt, {"Origin": "https://evil.example"})[0]["status"] == 400
        assert answer(spoilt, kind="websocket") == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("path", ["//_stcore/metrics", "/x/_stcore/metrics", "/_stcore/metrics/", "/_stcore/metrics;x"])
def test_metrics_are_not_told_under_another_name(path: str) -> None:
    assert answer(path, client="8.8.8.8")[0]["status"] == 404


def test_what_could_be_the_name_of_no_file_is_not_looked_for() -> None:
    assert answer(f"/app/static/{'a' * 255}")[0]["status"] == 200
    for path in (f"/app/static/{'a' * 256}", f"/{'é' * 128}", "/a" * 513):
        start, body = answer(path)
        assert (start["status"], body["body"]) == (404, b"404 Not Found\n")


def test_a_head_is_bounded_in_number_and_size() -> None:
    usual = {f"X-{number}": "a" for number in range(100)}
    assert answer("/", usual)[0]["status"] == 200
    assert answer("/", {**usual, "X-100": "a"})[0]["status"] == 431
    assert answer("/", {"Cookie": "a" * 65_000})[0]["status"] == 200
    assert answer("/", {"Cookie": "a" * 66_000})[0]["status"] == 431


@pytest.mark.parametrize("host", ["", "evil@atlas.example", "a/b", "a b", "<b>", "x" * 300])
def test_a_host_that_is_none_is_refused(host: str) -> None:
    assert answer("/", {"Host": host})[0]["status"] == 400


def test_of_two_hosts_neither_is_believed() -> None:
    scope = {"type": "http", "path": "/", "method": "GET", "headers": [(b"host", b"a"), (b"host", b"b")]}
    assert sent_by(Guard, scope)[0]["status"] == 400
