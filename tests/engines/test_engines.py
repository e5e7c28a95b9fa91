"""Firefox and WebKit do what Chromium does; where they cannot, docs/engines.md says so.

One short list for both, each engine started once. All else that a visitor does is asked of Chromium alone, in
`tests/browser`.
"""

import html
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pypdfium2
import pytest

from geo import Dataset, territories_at
from pages.shared.language.languages import NAMES, speak
from pages.shared.language.words import text
from pages.shared.view.routes import PAGES
from tests.engines.engine import SIZE, Engine
from tests.engines.firefox import running_firefox
from tests.engines.visit import REST, Visit
from tests.engines.webkit import running_webkit

PHONE = (360, 740)
DAY, TODAY = "1962-07-01", datetime.now(UTC).date().isoformat()
HEADINGS = {
    "": "1 July 1962",
    "story": "The story, step by step",
    "chronology": "Chronology",
    "missions": "Missions on 1 July 1962",
    "cooperation": "Cooperation",
    "comparison": "Two dates compared",
    "article": "The article, claim by claim",
    "sources": "Sources, and how certain the record is",
    "data": "Data and figures",
    "about": "What this atlas is",
    "find": "Find",
}
MAPS = {"": 1, "story": 1, "comparison": 2}
A4 = (595, 842)
# The link in the head to a page.
HEAD_LINK = (
    "[...document.querySelectorAll('.st-key-links a')].find((a) => a.getAttribute('href').split('?')[0] === '{}')"
)
# A page with its heading, its foot and all its maps.
IS_THERE = f"""
location.pathname === `/${{args[0]}}` && {REST} && page(".st-key-foot") && page("h2")?.innerText.trim() === args[1]
&& page("h1").innerText.startsWith("Belgium–Rwanda") && document.querySelectorAll(MAP).length === args[2]
&& [...document.querySelectorAll(MAP)].every((frame) => frame.contentDocument?.body?.matches(".ready"))
"""
# Nothing is wider than its room, once charts have taken the new size; on a phone with all that is folded unfolded.
FITS = """
(() => {
  if (innerWidth < 500) for (const part of document.querySelectorAll("details")) part.open = true;
  return [document.scrollingElement, ...document.querySelectorAll("section, .stMain, .stMainBlockContainer")]
    .every((box) => box.scrollWidth <= box.clientWidth);
})()
"""
# Lets a script of the map fail, and waits until it has.
FAIL = """
const { contentDocument, contentWindow } = page(MAP), script = contentDocument.createElement("script");
script.textContent = "throw new Error('on purpose')";
const failed = new Promise((settle) => contentWindow.addEventListener("error", () => settle(true)));
contentDocument.head.append(script);
return await failed;
"""
# Shows on the screen what only paper shows, by letting the rules for paper hold there too, and tells the map.
TO_PAPER = """
const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
window.forPaper = rules.map(({ media }) => media).filter((media) => media?.mediaText === "print");
for (const media of forPaper) media.mediaText = "screen";
page(MAP).contentWindow.dispatchEvent(new Event("beforeprint"));
"""
FROM_PAPER = """
for (const media of forPaper) media.mediaText = "print";
page(MAP).contentWindow.dispatchEvent(new Event("afterprint"));
"""
SEEN = "return args.filter((selector) => page(selector)?.checkVisibility());"
PRESSED = (".st-key-links", ".st-key-time_bar", ".languages a:not([aria-current])", ".st-key-panel button")
ON_PAPER = ("h1", ".st-key-day", ".st-key-day h2", ".paper-works")
SENTENCES = "return [...document.querySelectorAll('.st-key-day li')].map((sentence) => sentence.innerText);"
MAP_SIZE = "return [page(MAP).offsetWidth, page(MAP).offsetHeight];"
PLACE = """
const { map } = page(MAP).contentWindow.atlas, { lat, lng } = map.getCenter();
return [lat, lng, map.getZoom()];
"""
SLIDER = "bar('input[type=range]')"
DETAILS = "page('.st-key-details_head h2')?.innerText.trim()"
HOST = (
    "<!doctype html><title>An article</title><body style='margin: 0'>"
    "<iframe src='{}' width=640 height=480 style='border: 0'></iframe>"
)


def a_link_opens_its_view_and_paper_shows_it(visit: Visit, dataset: Dataset) -> None:
    """Open date, details and part of the map by a link; print the day on one sheet with nothing to press."""
    link = {"date": "2025-04-08", "territory": "rwanda_republic", "at": "-3.000_33.000_6"}
    visit.open(f"/?{urlencode(link)}")
    visit.sees_day("2025-04-08")
    assert visit.territories() == set(territories_at(dataset, "2025-04-08")["territory_id"])
    visit.sees(f"{DETAILS} === 'Rwanda'")
    assert visit.run(PLACE) == pytest.approx([-3, 33, 6], abs=0.01)
    visit.link_has(**link)

    before, sentences = visit.run(MAP_SIZE), visit.run(SENTENCES)
    assert visit.run(SEEN, *PRESSED, ".paper-works") == list(PRESSED)
    visit.run(TO_PAPER)
    visit.sees("map('body.on-paper')")
    assert visit.run(SEEN, *PRESSED, *ON_PAPER) == list(ON_PAPER)
    assert visit.run(MAP_SIZE) == [702, 405]
    visit.run(FROM_PAPER)
    visit.sees("map('body:not(.on-paper)')")
    assert visit.run(MAP_SIZE) == before
    printed = visit.engine.sheets()
    if printed is not None:
        sheets = pypdfium2.PdfDocument(printed)
        assert len(sheets) == 1
        assert sheets[0].get_size() == pytest.approx(A4, abs=1)
        words = skeleton(sheets[0].get_textpage().get_text_bounded())
        lost = [sentence for sentence in ("Natural Earth", *sentences) if skeleton(sentence) not in words]
        assert lost == []
        assert visit.run(MAP_SIZE) == before


def skeleton(words: str) -> str:
    """Return the letters and digits of words but those that Firefox's ligatures hide in a PDF."""
    return re.sub(r"[\W_fhijlt]|\N{REPLACEMENT CHARACTER}", "", words.lower())


def every_page_opens_at_both_sizes(visit: Visit, _dataset: Dataset) -> None:
    """Every page has its heading, and is no wider than a screen or a phone."""
    assert set(HEADINGS) == {page.url_path for page in PAGES.values()}
    visit.go(f"/?date={DAY}&lang=en")
    sizes = [SIZE, PHONE]
    for url, heading in HEADINGS.items():
        visit.click(HEAD_LINK.format(url))
        for size in sizes:
            visit.at_size(size)
            visit.sees(IS_THERE, url, heading, MAPS.get(url, 0))
            visit.sees(FITS)
        sizes.reverse()  # the next page opens at the size that this one has been left at


def the_time_bar_moves_the_map(visit: Visit, _dataset: Dataset) -> None:
    """Each button leads to its day; the map shows every position of a drag before the mouse is let go."""
    visit.go("/?date=1961&lang=en")
    visit.is_ready()
    for act, day in (
        ("next", "1962-07-01"),
        ("next", "1962-10-09"),
        ("previous", "1962-07-01"),
        ("on", "1963-12-31"),
        ("back", "1962-12-31"),
        ("last", TODAY),
        ("first", "1884-12-31"),
    ):
        visit.click(f"bar('button[data-act={act}]')")
        visit.sees_day(day)
    visit.link_has(date="1884")
    _, y = visit.middle(SLIDER)
    left, width = visit.run(f"const box = {SLIDER}.getBoundingClientRect(); return [box.left, box.width];")
    visit.engine.point((left + 22, y), "down")
    years = []
    for part in (0.1, 0.25, 0.4, 0.55, 0.7, 0.85):
        visit.engine.point((left + width * part, y))
        years.append(visit.run(f"return {SLIDER}.value;"))
        visit.sees_day(f"{years[-1]}-12-31")
    assert years == sorted(set(years))
    visit.engine.point("up")
    visit.link_has(date=years[-1])
    visit.sees_day(f"{years[-1]}-12-31")


def a_click_on_a_land_opens_its_details_and_back_closes_them(visit: Visit, _dataset: Dataset) -> None:
    """Click a land on the map; Back leads to the view before, without loading the map anew."""
    visit.open("/?date=1925&at=lakes")  # WebKit's Back passes over what a script has added without the visitor
    visit.run("page(MAP).contentWindow.mark = 'here';")
    visit.click_at(-3.2, 31.6)
    visit.sees(f"{DETAILS} === 'Tanganyika Territory' && map('path.outline.chosen')")
    visit.sees("query('territory')")
    visit.engine.back()
    visit.link_has(territory=None, date="1925")
    visit.sees("!page('.st-key-details_head') && !map('path.outline.chosen')")
    visit.sees_day("1925-12-31")
    assert visit.run("return page(MAP).contentWindow.mark;") == "here"


def an_error_in_the_map_is_heard(visit: Visit, _dataset: Dataset) -> None:
    """Fail on purpose in the map that is open: without this, no complaint might mean no ear."""
    assert visit.run(FAIL)
    assert "on purpose" in visit.hears_of_an_error()


def a_frame_of_another_site_shows_the_map(visit: Visit, _dataset: Dataset) -> None:
    """In an article of another host the map fits its frame, its time bar steps, and a link leads to the atlas."""
    with served_article(f"{visit.address}/?embed=true&date=1925&lang=en") as article:
        visit.engine.open(article)
        visit.sees("page('iframe')")
        with visit.engine.inside():
            visit.is_ready()
            visit.sees(FITS)
            step = visit.middle("bar('button[data-act=next]')")
            visit.engine.point(step, "down", "up")
            visit.sees_day("1926-02-01")
            visit.sees("page('.to-atlas').getAttribute('href') === args[0]", "?date=1926-02-01&lang=en&at=lakes")
            assert not visit.run("return page('.st-key-links');")


def keys_do_what_the_mouse_does(visit: Visit, _dataset: Dataset) -> None:
    """Past the head to the map's list, to a land and its details, to the slider; Escape stops what runs."""
    visit.open("/?date=1925&at=lakes")
    press = visit.engine.press
    press("Tab")
    assert visit.run("return focused().textContent;") == "Skip to the map"
    press("Enter")
    visit.sees("focused().dataset.key === args[0]", "territory rwanda_kingdom_belgian")
    press("ArrowDown")
    visit.sees("focused().dataset.key === args[0] && map('path.outline.pointed')", "territory ruanda_urundi_mandate_b")
    press("Enter")
    visit.link_has(territory="ruanda_urundi_mandate_b")
    visit.sees(f"{DETAILS} && focused().getAttribute('aria-current') === 'true'")
    visit.tab_to(SLIDER)
    press("ArrowRight", "ArrowUp", "ArrowUp", "ArrowLeft")
    visit.sees_day("1927-12-31")
    press("Home")
    visit.sees_day("1884-12-31")
    press("End")
    visit.sees_day(TODAY)
    visit.tab_to("bar('button[data-act=edit]')", "Shift+Tab")
    press("Enter")
    visit.sees("focused().matches('.typed-text')")
    press(*"6 May 1916", "Enter")
    visit.link_has(date="1916-05-06")
    visit.sees_day("1916-05-06")
    visit.tab_to("bar('button[data-act=play]')")
    press("Enter")
    visit.sees("map('body').dataset.date > '1917-12-31'")
    press("Escape")
    visit.sees("bar('button[data-act=play]').getAttribute('aria-label') === 'Play'")
    assert visit.run("return focused() === bar('button[data-act=play]');")
    visit.link_has(date=visit.run(f"return {SLIDER}.value;"))


def the_light_edition_shows_the_same(visit: Visit, dataset: Dataset) -> None:
    """Open a link in the light edition: map, texts and details are there, a drag moves both, a page of text finds."""
    visit.engine.open(f"{visit.address}/light/en/?date=1962-07-01&territory=rwanda_republic")
    visit.sees("document.body.classList.contains('ready') && document.body.dataset.date === '1962-07-01'")
    lands = set(territories_at(dataset, "1962-07-01")["territory_id"])
    assert set(visit.run("return document.body.dataset.territories.split(' ');")) == lands
    visit.sees("document.querySelector('[data-part=details] h2')?.innerText === 'Rwanda'")
    visit.run(
        "const slider = document.querySelector('#time').shadowRoot.querySelector('input[type=range]');"
        "slider.value = 1925; slider.dispatchEvent(new Event('input')); slider.dispatchEvent(new Event('change'));"
    )
    visit.sees("document.body.dataset.date === '1925-12-31' && location.search.includes('date=1925')")
    visit.engine.open(f"{visit.address}/light/en/find?q=musinga")
    visit.sees("document.querySelector('#hits li')?.innerText.includes('Musinga')")


def a_link_leads_to_each_language(visit: Visit, _dataset: Dataset) -> None:
    """Go from language to language; the document says which it is in, and the map follows."""
    *_, last = NAMES
    visit.go(f"/about?date={DAY}&lang={last}")  # so that each link leads elsewhere
    for code in NAMES:
        speak(code)
        visit.click(f"page('.languages a[lang={code}]')")
        visit.sees(
            "page('html').lang === args[0] && page('h2').innerText.trim() === args[1]", code, text("about_heading")
        )
        visit.link_has(lang=code, date=DAY)
    visit.click(HEAD_LINK.format(""))
    visit.is_ready()
    visit.sees("map('html').lang === args[0]", code)
    visit.sees_day(DAY)


@contextmanager
def served_article(link: str) -> Iterator[str]:
    """Serve an article that shows a link in a frame, from another origin; yield its address."""

    class Article(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(HOST.format(html.escape(link)).encode())

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Article) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


# A fresh document comes only where the check is about one: the others go on in the visit that the one before has left.
CHECKS = (
    a_link_opens_its_view_and_paper_shows_it,
    every_page_opens_at_both_sizes,
    the_time_bar_moves_the_map,
    a_click_on_a_land_opens_its_details_and_back_closes_them,
    an_error_in_the_map_is_heard,
    a_frame_of_another_site_shows_the_map,
    keys_do_what_the_mouse_does,
    a_link_leads_to_each_language,
    the_light_edition_shows_the_same,
)


@pytest.mark.parametrize("start", [running_firefox, running_webkit], ids=["firefox", "webkit"])
def test_an_engine(
    start: Callable[[Path], AbstractContextManager[Engine]],
    address: str,
    tmp_path: Path,
    dataset: Dataset,
    subtests: pytest.Subtests,
) -> None:
    with start(tmp_path) as engine:
        visit = Visit(engine, address)
        for check in CHECKS:
            with subtests.test(check.__name__):
                visit.at_size()
                check(visit, dataset)
                assert engine.complaints() == []
