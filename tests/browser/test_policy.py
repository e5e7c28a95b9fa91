"""The policy of the pages, in Chromium: it blocks nothing of the atlas and whatever else would run."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from pages.shared.view.routes import PAGES
from tests.browser import MAP
from tests.browser.conftest import Watch

# Told before any script of the page runs, so that nothing the policy blocks is missed; frames of the atlas as well.
TELL = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`blocked: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
INJECTED = """
() => new Promise((done) => {
  addEventListener("securitypolicyviolation", (event) => done(event.violatedDirective), { once: true });
  const script = document.createElement("script");
  script.textContent = "window.injected = true";
  document.body.append(script);
})
"""


def opened(browser: Browser, address: str, watch: Watch, path: str, theme: Literal["light", "dark"]) -> Page:
    """Open a page in a theme, with nothing cached, and wait until all of it is there."""
    context = browser.new_context(color_scheme=theme)
    context.add_init_script(TELL)
    page = context.new_page()
    watch.follow(page)
    page.goto(f"{address}/{path}?date=1925")
    expect(page.locator(".st-key-foot")).to_be_visible()
    expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()
    for frame in page.locator(MAP).all():
        expect(frame.content_frame.locator("body.ready")).to_be_attached()
    for chart in page.locator(".stVegaLiteChart").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator("svg, canvas").first).to_be_visible()
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", [page.url_path for page in PAGES.values()])
def test_nothing_of_a_page_is_blocked(
    browser: Browser, address: str, watch: Watch, path: str, theme: Literal["light", "dark"]
) -> None:
    page = opened(browser, address, watch, path, theme)
    expect(page.locator(f"html[data-theme={theme}][lang=en]")).to_be_attached()
    # `watch` fails the test on any error of the console.
    assert page.context.cookies() == []
    page.context.close()


def test_a_script_that_was_written_into_a_page_does_not_run(browser: Browser, address: str) -> None:
    page = opened(browser, address, Watch(), "missions", "light")
    assert page.evaluate(INJECTED) == "script-src-elem"
    assert page.evaluate("window.injected") is None
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.injected = true\">')")
    page.evaluate("new Promise((done) => document.querySelector('img[src=x]').addEventListener('error', done))")
    assert page.evaluate("window.injected") is None
    page.context.close()


def test_a_text_is_not_evaluated_in_a_page(browser: Browser, address: str) -> None:
    page = opened(browser, address, Watch(), "missions", "light")
    script = "try { new Function('window.injected = true')(); } catch (error) { window.refused = error.name; }"
    page.evaluate(f"() => setTimeout(() => {{ {script} }})")
    page.wait_for_function("window.refused || window.injected")
    assert page.evaluate("window.refused") == "EvalError"
    page.context.close()


@pytest.fixture(scope="module")
def elsewhere(address: str) -> Iterator[str]:
    """Serve another site with the atlas in a frame; return its address."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer with the page."""
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            frame = f'<iframe src="{address}/?embed=true&date=1925" width="900" height="700"></iframe>'
            self.wfile.write(f"<title>Elsewhere</title>{frame}".encode())

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_the_atlas_stands_in_a_page_of_another_site_and_gives_it_its_files(
    browser: Browser, address: str, elsewhere: str
) -> None:
    page = browser.new_page()
    page.goto(elsewhere)
    atlas = page.frame_locator("iframe").first
    expect(atlas.frame_locator(MAP).locator("body")).to_have_class(re.compile(r"\bready\b"))
    fetched = "async (url) => (await (await fetch(url)).json()).type"
    assert page.evaluate(fetched, f"{address}/app/static/physical.json") == "FeatureCollection"
    refused = "(url) => fetch(url, { mode: 'no-cors' }).then(() => 'read', (error) => error.name)"
    assert page.evaluate(refused, f"{address}/_stcore/health") == "TypeError"
    page.close()
