"""Odd requests to a running server, and an odd environment for it."""

import http.client
import random
import socket
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from urllib.parse import quote, urlencode, urlsplit

from pages.shared.view.routes import PAGES
from tests.hostile import ALL_PARAMETERS, HOSTILE_TEXTS
from tests.server import END_SECONDS, HEALTH, READY, running_process
from tools.bench.processes import resident
from tools.bench.report import ms, p95
from tools.bench.roles import any_view
from tools.bench.visitors import SEED
from tools.bench.visitors_report import mb
from tools.faults import Fault, copy_of_atlas
from tools.faults.places import faults_in, visit

LINKS = 1_000
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT")
ELSEWHERE = "root:"  # what /etc/passwd begins with
STEPS = ("../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "....//", "%252e%252e%252f", "..;/", "..%00/")
STARTS = ("/", "/app/static/", "/component/streamlit_folium.st_folium/", "/static/")
ODD_HEADERS = (
    {"Range": "bytes=0-0,1-1" + ",2-2" * 198},
    {"Range": "bytes=9-1"},
    {"If-Modified-Since": "the day before yesterday"},
    {"Accept-Language": "x" * 4000},
    {"Accept-Language": "fr;q=1e999, nl;q=-1, \xff"},
    {"Accept-Encoding": "br;q=0, gzip;q=x, " * 200},
    {"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "javascript"},
    {"X-Forwarded-For": "::1, " * 300},
    {"Host": "elsewhere.example/../"},
    {"Origin": "null"},
    {"Cookie": "a=b; " * 500},
)
ODD_QUERIES = (
    "date=" + "9" * 60_000,
    "&".join(f"date={number}" for number in range(2_000)),
    "at=nan_inf_-0",
    "date=%ff%fe&at=%ed%a0%80",
    "date=1962%0d%0aSet-Cookie:%20a=b",
    "embed=true&embed_options=" + quote('light_theme"><script>'),
    "%",
    "=&=&=",
)
ENVIRONMENT = {"LC_ALL": "C", "TZ": "Foo/Bar", "HOME": "/none", "TMPDIR": "/none", "PYTHONHASHSEED": "0"}


def odd_targets() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield method, target and headers of every odd request."""
    for start in STARTS:
        yield from (("GET", f"{start}{8 * up}etc/passwd", {}) for up in STEPS)
    yield from (
        ("GET", path, {}) for path in ("//etc/passwd", "/C:/windows/win.ini", "/%2fetc/passwd", "/\x7f", "/.git/")
    )
    routes = [f"/{page.url_path}" for page in PAGES.values()] + [HEALTH, READY, "/plate.webp", "/app/static/atlas.json"]
    yield from ((method, route, {}) for method in METHODS for route in routes)
    for query in ODD_QUERIES:
        yield from (("GET", f"{path}?{query}", {"Accept": "text/html"}) for path in ("/", "/data", "/plate.webp"))
    for headers in ODD_HEADERS:
        yield from (("GET", path, {"Accept": "text/html", **headers}) for path in ("/", "/app/static/atlas.json"))


def status_and_body(address: str, method: str, target: str, headers: dict[str, str]) -> tuple[int, str]:
    """Send a request as it stands; return status and body of the answer, 0 if the server hangs up."""
    parts = urlsplit(address)
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    lines += [] if "Host" in headers else [f"Host: {parts.netloc}"]
    request = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
    with socket.create_connection((parts.hostname, parts.port), END_SECONDS) as line:
        try:
            line.sendall(request)
            answer = http.client.HTTPResponse(line, method=method)
            answer.begin()
            assert "set-cookie" not in {name.lower() for name in answer.headers}
            return answer.status, answer.read().decode("utf-8", "replace")
        except (http.client.HTTPException, OSError):
            return 0, ""


def odd_requests() -> Fault:
    """Ask for what nobody should get, in every way."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with running_process(log=log) as (address, _):
            before = log.read_text(encoding="utf-8")
            answers = [(status_and_body(address, *odd), odd) for odd in odd_targets()]
        said = log.read_text(encoding="utf-8").removeprefix(before)
    statuses = Counter(status for (status, _), _ in answers)
    assert not [odd for (status, body), odd in answers if status >= 500 or ELSEWHERE in body]
    assert '"level": "error"' not in said, said
    words = ", ".join(f"{status or 'hung up'} ({count})" for status, count in statuses.most_common())
    done = f"{len(answers)} odd requests: paths that climb, {len(METHODS)} methods, queries and headers of any form"
    return Fault(done, f"no answer of 500 or above, no file from elsewhere, no line in the log: {words}", "nothing")


def many_links() -> Fault:
    """Ask for the first page of many links, each to another day and place, with a hostile text here and there."""
    chance = random.Random(SEED)  # noqa: S311
    took = []
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "server.log"
        with running_process(log=log) as (address, process):
            before = resident(process)
            for number in range(LINKS):
                view = any_view(chance)
                if number % 4 == 0:
                    view[chance.choice(ALL_PARAMETERS)] = chance.choice(HOSTILE_TEXTS)
                start = perf_counter()
                status, body = status_and_body(address, "GET", f"/?{urlencode(view)}", {"Accept": "text/html"})
                took.append((perf_counter() - start) * 1000)
                assert (status, 'class="sketch"' in body) == (200, True), view
            grown = resident(process) - before
        assert faults_in(log) == 0
    effect = f"a page with its sketch each, p95 {ms(p95(took))}; {mb(grown)} more memory after all of them"
    return Fault(f"{LINKS:,} links to other days and places, one in four with a hostile text", effect, "nothing")


def odd_environment() -> Fault:
    """Start a server in an environment that nobody has tidied, and take its layers away while it runs."""
    with tempfile.TemporaryDirectory() as folder:
        tree, log = copy_of_atlas(Path(folder)), Path(folder) / "server.log"
        before = ["env", "-i", *(f"{name}={value}" for name, value in ENVIRONMENT.items())]
        with running_process(tree, log=log, before=before) as (address, _):
            files = visit(address)
            (tree / "static" / "atlas.json").unlink()
            status, _ = status_and_body(address, "GET", "/app/static/atlas.json", {})
            page, _ = status_and_body(address, "GET", "/", {"Accept": "text/html"})
    assert (status, page, files.said) == (404, 200, {})
    names = ", ".join(f"`{name}={value}`" for name, value in ENVIRONMENT.items())
    return Fault(
        f"an environment of {names}; then `static/atlas.json` is taken away from the running server",
        f"pages, steps and {len(files.came)} downloads as ever; then 404 for that file, and the page without its map",
        "nothing",
    )
