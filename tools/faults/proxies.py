"""nginx as others set it up: HTTP/2 with TLS, and the atlas below a path."""

import asyncio
import http.client
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import BrowserContext, expect

from pages.shared.view.routes import PAGES
from tests.browser import PATIENCE, Atlas
from tests.replicas import running_nginx, running_replicas
from tests.server import END_SECONDS, READY, free_port
from tools.bench.protocol import connected
from tools.bench.report import ms, p95
from tools.bench.visitors import CONTROLS, step
from tools.faults import VIEW, Fault
from tools.faults.lines import at_view

BASE = "/atlas"
CERTIFICATE = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
HTTP2 = "listen 127.0.0.1:{port} ssl http2; ssl_certificate {folder}/certificate; ssl_certificate_key {folder}/key;"
RESETS, CONNECTIONS = 20_000, 5
# HTTP/2 (RFC 9113): what a client says first, and kinds of frames. The head is that of HPACK's table (RFC 7541).
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS, HEADERS, RESET = 4, 1, 3
GET_ROOT = b"\x82\x87\x84\x41"
CANCEL = (8).to_bytes(4, "big")


@contextmanager
def two_protocols(folder: Path) -> Iterator[tuple[str, str]]:
    """Run two replicas behind nginx; yield its addresses, the plain one and that of HTTP/2 with TLS."""
    key, certificate, port = folder / "key", folder / "certificate", free_port()
    words = [*CERTIFICATE.split(), "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *words], check=True, capture_output=True)
    more = HTTP2.format(port=port, folder=folder)
    (folder / "nginx").mkdir()
    with (
        running_replicas(folder) as replicas,
        running_nginx(folder / "nginx", replicas.addresses, more=more) as plain,
    ):
        yield plain, f"https://127.0.0.1:{port}"


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    """Return a frame of HTTP/2."""
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def reset_at_once(address: str, count: int) -> int:
    """Ask for a page and take it back, again and again on one connection; return how often until nginx hangs up."""
    parts = urlsplit(address)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    head = GET_ROOT + bytes([len(parts.netloc)]) + parts.netloc.encode()
    plain = socket.create_connection((parts.hostname, parts.port), END_SECONDS)
    with context.wrap_socket(plain) as line:
        line.sendall(PREFACE + frame(SETTINGS, 0, 0))
        for number in range(count):
            stream = 2 * number + 1
            try:
                line.sendall(frame(HEADERS, 0x5, stream, head) + frame(RESET, 0, stream, CANCEL))
            except OSError:
                return number
    return count


def http2(context: BrowserContext) -> Fault:
    """Visit by HTTP/2, while somebody else takes requests back as fast as he can."""
    with tempfile.TemporaryDirectory() as name, two_protocols(Path(name)) as (plain, secure):
        page = context.new_page()
        page.goto(f"{secure}/?{urlencode(VIEW)}")
        atlas = Atlas(page, secure).ready()
        spoken = page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol")
        assert spoken == "h2"
        with ThreadPoolExecutor(2) as pool:
            attack = pool.submit(lambda: sum(reset_at_once(secure, RESETS) for _ in range(CONNECTIONS)))
            visit = pool.submit(lambda: asyncio.run(steps_until(plain, attack.done)))
            begun, took = attack.result(), visit.result()
        atlas.press("next")
        at_view(atlas, "1962-10-09", "9 October 1962")
        page.close()
    return Fault(
        f"nginx speaks HTTP/2 with TLS; {begun:,} requests are begun on it and taken back (rapid reset)",
        f"page, websocket and steps as ever; a step meanwhile {ms(p95(took))} (p95 of {len(took)})",
        "nothing",
    )


async def steps_until(address: str, is_over: Callable[[], bool]) -> list[float]:
    """Step until something is over, ten times at least; return how long (ms) each took."""
    client = await connected(address)
    assert not (await client.open()).fault
    took: list[float] = []
    while not is_over() or len(took) < 10:
        run = await step(client, CONTROLS["atlas"], 1926 + len(took) % 90)
        assert not run.fault, run.fault
        took.append(run.took)
    await client.leave()
    return took


def below_a_path(context: BrowserContext) -> Fault:
    """Serve the atlas below a path, visit it, and ask there for what is closed."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "nginx").mkdir()
        before, ready = ["env", f"STREAMLIT_SERVER_BASE_URL_PATH={BASE}"], f"{BASE}{READY}"
        replicas = stack.enter_context(running_replicas(folder, path=ready, before=before))
        address = stack.enter_context(running_nginx(folder / "nginx", replicas.addresses, path=ready))
        page = context.new_page()
        page.goto(f"{address}{BASE}/?{urlencode(VIEW)}")
        atlas = Atlas(page, address).ready()
        atlas.press("next")
        at_view(atlas, "1962-10-09", "9 October 1962")
        for path in (route.url_path for route in PAGES.values() if route.url_path):
            page.goto(f"{address}{BASE}/{path}?{urlencode(VIEW)}")
            expect(page.locator(".st-key-foot")).to_be_visible(timeout=PATIENCE)
        with page.expect_response(lambda answer: "/plate.webp" in answer.url) as preview:
            page.goto(f"{address}{BASE}/data?{urlencode(VIEW)}")
            page.locator(".st-key-plate img").scroll_into_view_if_needed()
        assert preview.value.status == 200
        with page.expect_download() as download:
            page.locator(".st-key-plate_svg button").click()
        assert download.value.path().stat().st_size
        page.close()
        assert status_of(address, f"{BASE}/api/v1/places.json?date=1925") == http.client.OK
        closed = {path: status_of(address, path) for path in (*_closed(BASE), *_closed(f"/{BASE}"), "/ready")}
        assert set(closed.values()) <= {400, 403, 404}, closed
    parts = f"map, steps, all {len(PAGES)} pages, preview, download and tables by address as ever"
    return Fault(
        f"nginx passes on all below `{BASE}` to replicas that lie there (`server.baseUrlPath`)",
        f"{parts}; {len(closed)} closed addresses stay closed",
        "nothing",
    )


def _closed(base: str) -> list[str]:
    """Return what nobody may ask for below a path."""
    inside = ("metrics", "metrics%0a", "%6detrics", "upload_file/a/b", "agent/openapi.json", "script-health-check")
    return [*(f"{base}/_stcore/{name}" for name in inside), f"{base}/static/js/none.deadbeef.js", f"{base}/ready%0a"]


def status_of(address: str, path: str) -> int:
    """Return the status of the answer to a request, sent as it stands."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=END_SECONDS)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status
