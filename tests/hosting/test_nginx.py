"""nginx with the configuration of `deploy/`: what it passes to a replica and what it caches."""

import http.client
import re
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
import uvicorn

from pages.shared.data.assets import static_version
from pages.shared.language.languages import NAMES
from tests.replicas import CONFIGURATION, running_nginx
from tests.server import END_SECONDS, free_port, running_app


@pytest.fixture(scope="module")
def through(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of nginx before a replica."""
    folder = tmp_path_factory.mktemp("nginx")
    with running_app(log=folder / "replica.log") as replica, running_nginx(folder, [replica]) as url:
        yield url


def answer_to(
    address: str, path: str, method: str = "GET", body: bytes = b"", **headers: str
) -> http.client.HTTPResponse:
    """Return the answer to a request, sent as it stands."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=END_SECONDS)
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


@pytest.mark.parametrize("path", ["/_stcore/metrics", "//_stcore/metrics", "/_stcore/%6detrics", "/x/_stcore/metrics"])
def test_how_many_visitors_there_are_is_not_told_to_the_public(through: str, path: str) -> None:
    assert answer_to(through, path).status == 404


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://elsewhere.example", 403),
        ("null", 403),
        ("http://{host}.elsewhere.example", 403),
        ("http://{host}", 101),
    ],
)
def test_a_page_of_another_host_gets_no_session(through: str, origin: str, status: int) -> None:
    headers = {
        "Origin": origin.format(host=urlsplit(through).netloc),
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Protocol": "streamlit",
    }
    connection = http.client.HTTPConnection(urlsplit(through).netloc, timeout=END_SECONDS)
    connection.request("GET", "/_stcore/stream", headers=headers)
    assert connection.getresponse().status == status
    connection.close()


def test_nginx_keeps_files_under_their_version_and_no_others(through: str) -> None:
    path = "/app/static/words.nl.json"  # no visitor of these tests asks for it
    versioned = [answer_to(through, f"{path}?v={static_version()}", **{"Accept-Encoding": "br"}) for _ in range(2)]
    assert [answer.headers["X-Cache"] for answer in versioned] == ["MISS", "HIT"]
    assert {answer.headers["Content-Encoding"] for answer in versioned} == {"br"}
    other = [answer_to(through, f"{path}?v=older") for _ in range(2)]
    assert "HIT" not in {answer.headers["X-Cache"] for answer in other}
    assert answer_to(through, f"{path}?v={static_version()}").headers["Content-Encoding"] is None


def test_nginx_keeps_the_picture_of_a_link_and_not_its_page(through: str) -> None:
    pictures = [answer_to(through, "/preview.png?date=1925") for _ in range(2)]
    assert [answer.headers["X-Cache"] for answer in pictures] == ["MISS", "HIT"]
    assert [answer.headers["X-Cache"] for answer in (answer_to(through, "/?date=1925"),)] == [None]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("br;q=0", None), ("br;q=0.0, gzip", "gzip"), ("gzip;q=0, br;q=0", None), ("gzip, br;q=0.5", "br"), ("brx", None)],
)
def test_a_coding_that_a_browser_does_not_take_is_not_sent(through: str, accepted: str, coding: str | None) -> None:
    address = f"/app/static/words.fr.json?v={static_version()}"
    assert answer_to(through, address, **{"Accept-Encoding": accepted}).headers["Content-Encoding"] == coding


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/_stcore/agent/openapi.json", "/_stcore/agent"])
def test_uploads_and_sessions_of_programs_are_closed(through: str, path: str, method: str) -> None:
    assert answer_to(through, path, method).status == 404


def test_a_script_of_another_version_is_looked_for_and_not_there(through: str) -> None:
    assert answer_to(through, "/static/js/none.deadbeef.js").status == 404


def test_every_header_of_security_comes_once(through: str) -> None:
    for path in ("/", f"/app/static/atlas.json?v={static_version()}", "/_stcore/health"):
        names = [name.lower() for name in answer_to(through, path, Accept="text/html").headers]
        assert names.count("permissions-policy") == names.count("content-security-policy") == 1
        assert "set-cookie" not in names


def test_what_is_too_large_is_refused(through: str) -> None:
    assert answer_to(through, "/", "POST", b"x" * 70_000).status == 413
    assert answer_to(through, "/?date=" + "9" * 20_000).status == 414


def test_the_record_by_address_costs_a_replica_one_answer_and_is_for_any_site(through: str) -> None:
    path = "/api/v1/places.json?date=1925"
    first, second = (answer_to(through, path, **{"Accept-Encoding": "br", "Origin": "https://x.example"}) for _ in "ab")
    assert [answer.headers["X-Cache"] for answer in (first, second)] == ["MISS", "HIT"]
    assert second.headers["Access-Control-Allow-Origin"] == "*"
    assert second.headers["Content-Encoding"] == "br"
    assert second.headers["ETag"] == first.headers["ETag"]
    assert answer_to(through, path, **{"If-None-Match": first.headers["ETag"], "Accept-Encoding": "br"}).status == 304
    assert answer_to(through, path, "HEAD").status == 200
    assert answer_to(through, path, "OPTIONS").headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    wrong = answer_to(through, "/api/v1/places.json?date=x")
    assert (wrong.status, wrong.headers["Content-Type"]) == (400, "application/problem+json")


def test_nginx_hangs_up_before_a_replica_does() -> None:
    text = CONFIGURATION.read_text(encoding="utf-8")
    (seconds,) = re.findall(r"keepalive 32;\n +keepalive_timeout (\d+)s;", text)
    assert int(seconds) < uvicorn.Config("app").timeout_keep_alive


class Anything(BaseHTTPRequestHandler):
    """Has a file that may be kept at every address."""

    def do_GET(self) -> None:
        """Send it."""
        self.send_response(200)
        self.send_header("Cache-Control", "max-age=60")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_below_a_path_the_same_is_closed_and_kept(tmp_path: Path) -> None:
    with ExitStack() as stack:
        replica = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Anything))
        stack.callback(replica.shutdown)
        Thread(target=replica.serve_forever).start()
        url = stack.enter_context(running_nginx(tmp_path, [f"http://127.0.0.1:{replica.server_port}"]))
        for base in ("", "/atlas", "/maps/of/belgium"):
            files = [
                f"{base}/{name}" for name in ("app/static/a.js", "static/js/a.js", "component/a/b.js", "api/a.json")
            ]
            assert [answer_to(url, path).headers["X-Cache"] for path in files * 2] == ["MISS"] * 4 + ["HIT"] * 4
            closed = [f"{base}/_stcore/{name}" for name in ("metrics", "upload_file/a", "agent", "script-health-check")]
            assert {answer_to(url, path).status for path in closed} == {404}
            for path in (f"{base}/_stcore/stream", f"{base}/_stcore/host-config"):
                assert answer_to(url, path, Origin="http://elsewhere.example").status == 403
                assert answer_to(url, path, Origin=url).status == 200
        assert answer_to(url, "/a/page").headers["X-Cache"] is None


def test_where_no_replica_answers_the_light_edition_does(tmp_path: Path) -> None:
    folder = tmp_path / "srv" / "light" / "fr"
    folder.mkdir(parents=True)
    for name in ("index.html", "story.html", "light.js"):
        (folder / name).write_text(f"light {name}", encoding="utf-8")
    nowhere = f"http://127.0.0.1:{free_port()}"
    with running_nginx(tmp_path, [nowhere], path="/light/fr/light.js") as url:
        for path, page in (("/?date=1925&lang=fr", "index.html"), ("/story?step=4&lang=fr&at=lakes", "story.html")):
            answer = answer_to(url, path)
            assert answer.status == 302
            assert answer.headers["Cache-Control"] == "no-store"
            leads = urlsplit(answer.headers["Location"])
            assert f"{leads.path}?{leads.query}" == f"/light/fr{path}"
            connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=END_SECONDS)
            connection.request("GET", f"{leads.path}?{leads.query}")
            assert connection.getresponse().read().decode() == f"light {page}"
            connection.close()
        assert answer_to(url, "/?date=1925&lang=xx").headers["Location"].startswith(f"{url}/light/en/")
        assert answer_to(url, "/_stcore/stream").status in {502, 403}
        assert answer_to(url, "/", "POST").status == 502


def test_nginx_knows_every_language_of_the_light_edition() -> None:
    (codes,) = re.findall(r"\?<known>([a-z|]+)\)", CONFIGURATION.read_text(encoding="utf-8"))
    assert {*codes.split("|"), "en"} == set(NAMES)
