"""The atlas in the frame of another site: that site keeps its place, its history and its wheel, and steers a date."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

from server.upstream import COMPONENT
from tests.browser import MAP
from tests.browser.conftest import Tab
from tests.hostile import RAN
from tests.server import ROOT

LINK = "/?date=1925&lang=en&at=lakes&embed=true"
HOST = """
<h1>An article</h1><p style="height: 1000px">Above the map.</p>
<iframe src="{}" width="640" height="640"></iframe><p style="height: 2000px">Below the map.</p>
"""
# With the lines that the page on data gives, and a frame that is too low at first.
FOLLOWING = """<!doctype html><meta charset="utf-8"><title>An article</title>
<h1>An article</h1><p style="height: {above}px">Above the map.</p>
<iframe src="{link}" width="640" height="400" allow="clipboard-write; fullscreen; web-share"></iframe>
{script}
<script>
  window.told = [];
  addEventListener("message", ({{ data }}) => {{ if (["ready", "height"].includes(data.type)) told.push(data.type); }});
</script>
<p style="height: 2000px">Below the map.</p>
"""
PAGE = ("/start", "<!doctype html><title>Before</title><h1>Before the article</h1>")
SCRIPT = (ROOT / "pages" / "data" / "host.html").read_text(encoding="utf-8")
PLACE = "[history.length, scrollY, document.querySelector('p').getBoundingClientRect().top]"
IS_READY = re.compile(r"\bready\b")
# What a page may not say to an embed, and what it may not say to the map within.
TO_PAGE = [
    *({"type": "date", "date": date} for date in ("1883", "2999", "1925-02-30", "1925\n", "<script>", ["1913"], None)),
    {"type": "date", "date": "1913", "at": "belgium"},
    {"type": "step", "by": "play"},
    {"type": "streamlit:setComponentValue", "isStreamlitMessage": True, "value": 1, "dataType": "json"},
    {"stCommVersion": 1, "type": "UPDATE_FROM_QUERY_PARAMS", "queryParams": "date=1913&lang=fr"},
    {"stCommVersion": 1, "type": "UPDATE_HASH", "hash": "#elsewhere"},
    {"theme": {"base": "dark"}},
    "[iFrameSizer]x:30:true:false:32:true:true:null:bodyOffset:red:20px:0:parent:scroll",
    None,
    1913,
]
RUNS = f"window.{RAN} = 1;"
TO_MAP = [
    {"type": "streamlit:render", "args": {"feature_group": RUNS, "layer_control": "", "height": 300}, "dfs": []},
    {"type": "date", "date": "1913"},
    {"theme": {"base": "dark"}},
]


@contextmanager
def serving(pages: dict[str, str]) -> Iterator[str]:
    """Serve pages of another site, by their paths; yield its address."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            with suppress(ConnectionError):  # who goes on has left
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="module")
def host(address: str) -> Iterator[str]:
    """Serve a page before an article, an article with an embed, and one with an embed that plays."""
    links = {"/article": f"{address}{LINK}", "/playing": f"{address}/?play=1913-1915&lang=en&embed=true"}
    articles = {path: FOLLOWING.format(above=1500, link=link, script=SCRIPT) for path, link in links.items()}
    with serving(dict([PAGE]) | articles) as site:
        yield site


def frame_in(locator: Locator) -> Frame:
    """Return the frame of an element."""
    handle = locator.element_handle()
    frame = handle.content_frame() if handle else None
    assert frame is not None
    return frame


def drawn(page: Page) -> tuple[FrameLocator, Locator]:
    """Return the embed of an article and the body of its map, once its upper edge is seen and the map drawn.

    Chromium draws nothing in a frame of another site as long as nothing of it is seen.
    """
    page.evaluate("scrollTo(0, 1000)")
    embed = page.frame_locator("iframe")
    body = embed.frame_locator(MAP).locator("body")
    expect(body).to_have_class(IS_READY)
    page.wait_for_function("window.told?.includes('ready') && told.includes('height')")
    return embed, body


def say(page: Page, messages: list[object], to: str = "frames[0]") -> None:
    """Let the page around an embed say something to it."""
    page.evaluate(f"messages => messages.forEach((message) => {to}.postMessage(message, '*'))", messages)


def as_high_as_its_content(page: Page) -> int:
    """Wait until a frame is as high as what it shows, and return that height."""
    frame = frame_in(page.locator("iframe"))
    frame.wait_for_function(
        "() => { const main = document.querySelector('.stMain'), content = main.querySelector('.stMainBlockContainer');"
        " return main.scrollHeight === innerHeight && innerHeight - content.offsetHeight < 17; }"
    )
    return int(frame.evaluate("innerHeight"))


def test_an_embed_below_the_fold_moves_nothing_and_follows_its_content_and_one_back_leaves(tab: Tab, host: str) -> None:
    page = tab(size=(800, 740))
    page.goto(f"{host}/start")
    page.goto(f"{host}/article")
    page.evaluate("scrollTo(0, 1000)")
    before = page.evaluate(PLACE)
    embed, body = drawn(page)
    height = as_high_as_its_content(page)
    assert height > 400
    assert page.evaluate(PLACE) == before
    page.evaluate("scrollTo(0, 1200)")
    embed.locator(".st-key-framed_day summary").click()
    expect(embed.get_by_role("heading", name="31 December 1925")).to_be_visible()
    page.wait_for_function("height => document.querySelector('iframe').offsetHeight > height + 40", arg=height)
    as_high_as_its_content(page)
    embed.locator(".st-key-framed_day summary").click()
    page.wait_for_function("height => document.querySelector('iframe').offsetHeight < height + 40", arg=height)
    # Steps, another language and a date of the host's leave nothing in its history.
    embed.locator("button[data-act=on]").click()
    expect(body).to_have_attribute("data-date", "1926-12-31")
    expect(embed.locator(".to-atlas")).to_have_attribute("href", re.compile("date=1926"))
    embed.locator(".languages").get_by_role("link", name="Nederlands").click()
    expect(embed.locator(".to-atlas")).to_have_text("Openen in de atlas ↗")
    page.go_back()
    page.wait_for_url("**/start")


def test_the_host_steers_the_date_and_nothing_else(tab: Tab, host: str, address: str) -> None:
    page = tab(size=(800, 740))
    page.goto(f"{host}/article")
    embed, body = drawn(page)
    inside, around = frame_in(embed.locator(MAP)), frame_in(page.locator("iframe"))
    looks = "[document.documentElement.dataset.theme, document.body.style.cssText]"
    before = inside.evaluate(looks), around.evaluate(looks)
    say(page, TO_MAP, "frames[0].frames[0]")
    say(page, TO_PAGE)
    say(page, [{"type": "date", "date": "1962-06-30"}])
    expect(body).to_have_attribute("data-date", "1962-06-30")
    expect(embed.locator(".to-atlas")).to_have_attribute("href", "?date=1962-06-30&lang=en&at=lakes")
    assert (inside.evaluate(looks), around.evaluate(looks)) == before
    assert parse_qs(urlsplit(around.url).query) == parse_qs(urlsplit(LINK.replace("1925", "1962-06-30")).query)
    assert inside.evaluate(f"window.{RAN}") is None
    # Whoever shows the map's frame alone is not heard either.
    page.evaluate("src => { document.querySelector('iframe').src = src; }", f"{address}{COMPONENT}index.html")
    bare = page.frame_locator("iframe")
    expect(bare.locator("#map_div")).to_be_attached()
    frame = frame_in(page.locator("iframe"))
    frame.evaluate(
        f"window.map = {{ getZoom: () => 1, getCenter: () => 1 }}; window.__GLOBAL_DATA__ = {{}}; delete window.{RAN}"
    )
    say(page, TO_MAP[:1])
    frame.evaluate("() => new Promise((next) => setTimeout(next))")
    assert frame.evaluate(f"window.{RAN}") is None


def test_years_play_once_the_map_is_seen(tab: Tab, host: str) -> None:
    page = tab(size=(800, 740))
    page.goto(f"{host}/playing")
    embed, body = drawn(page)
    expect(body).to_have_attribute("data-date", "1913-12-31")
    expect(embed.locator(".play")).not_to_have_attribute("data-playing", "true")
    page.evaluate("scrollTo(0, 1500)")
    expect(body).to_have_attribute("data-date", "1915-12-31")
    expect(embed.locator(".to-atlas")).to_have_attribute("href", re.compile(r"date=1915&"))
    expect(embed.locator(".play")).to_have_attribute("data-playing", "false")


def test_an_embed_leaves_its_host_its_wheel_and_its_history(tab: Tab, address: str) -> None:
    page = tab("/app/static/version.txt")
    before = page.evaluate("history.length")
    page.set_content(HOST.format(address + LINK))
    embed = page.frame_locator("iframe")
    body, hint = embed.frame_locator(MAP).locator("body"), embed.frame_locator(MAP).locator(".fingers").last
    expect(body).to_have_class(re.compile(r"\bready\b"))
    page.evaluate("scrollTo(0, 1000)")
    # At the size that the page on data gives to it, all of it is seen.
    assert page.locator("iframe").evaluate(
        "frame => { const box = frame.contentDocument.querySelector('.st-key-foot').getBoundingClientRect();"
        " return box.bottom <= frame.contentWindow.innerHeight; }"
    )
    map_frame = embed.locator(MAP)
    frame = map_frame.element_handle().content_frame()
    box = map_frame.bounding_box()
    assert frame is not None
    assert box is not None
    # Leaflet keeps the event of a wheel that it takes from going further.
    frame.evaluate(
        "window.taken = []; addEventListener('wheel',"
        " (event) => setTimeout(() => taken.push(event.defaultPrevented)), { capture: true, passive: true })"
    )
    corner = box["x"] + box["width"] * 0.05, box["y"] + box["height"] * 0.6
    # The wheel is the article's, and a sentence says how it becomes the map's: by a click.
    page.mouse.move(*corner)
    page.mouse.wheel(0, 5)
    expect(hint).to_have_class(re.compile("seen"))
    frame.wait_for_function("taken.length === 1")
    page.mouse.click(*corner)
    page.mouse.wheel(0, -5)
    frame.wait_for_function("taken.length === 2")
    # A pointer that leaves the map gives it back.
    page.mouse.move(5, 5)
    page.mouse.move(*corner)
    page.mouse.wheel(0, 5)
    frame.wait_for_function("taken.length === 3")
    assert frame.evaluate("taken") == [False, True, False]
    # Neither loading nor steps nor the map add to the history of the article.
    for year in (1926, 1927):
        embed.locator("button[data-act=on]").click()
        expect(body).to_have_attribute("data-date", f"{year}-12-31")
        expect(embed.locator(".to-atlas")).to_have_attribute("href", re.compile(f"date={year}"))
    assert page.evaluate("history.length") == before
