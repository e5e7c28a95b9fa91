"""The map page on a phone: map and time bar are visible; one finger scrolls the page, two move the map."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect

from pages.shared.language.languages import NAMES
from pages.shared.language.words import text
from tests.browser import MAP, Atlas
from tests.browser.conftest import Tab, Visit, Watch

WIDTH, HEIGHT = 360, 740
STEPS = 12
# What stands wider than its own box, of all that could be pushed sideways; the line of links may, by design.
TOO_WIDE = """
[document.scrollingElement, ...document.querySelectorAll('section, .stMain, .stMainBlockContainer, .st-key-panel')]
  .filter(box => box.scrollWidth > box.clientWidth).map(box => box.className)
"""
# Notes that something is seen, which it soon is no more.
NOTE_SEEN = """
(element) => {
  window.wasSeen = false;
  new MutationObserver((_, watch) => {
    if (element.className !== "fingers seen") return;
    watch.disconnect();
    window.wasSeen = true;
  }).observe(element, { attributeFilter: ["class"] });
}
"""
Point = tuple[float, float]


@pytest.fixture
def phone(visit: Visit) -> Iterator[Atlas]:
    """Return the map page on a phone that is touched."""
    atlas = visit(size=(WIDTH, HEIGHT), date="1925")
    screen = touch(atlas.page)
    screen.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
    yield atlas
    screen.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    screen.detach()


def touch(page: Page) -> CDPSession:
    """Return a session in which fingers can be drawn over a page."""
    return page.context.new_cdp_session(page)


def draw(page: Page, *fingers: tuple[Point, Point]) -> None:
    """Draw fingers over the screen at once, each from one point to another, and lift them."""
    session, moves = touch(page), any(start != end for start, end in fingers)
    for step in range(STEPS + 1 if moves else 1):
        points = [
            {"x": start[0] + (end[0] - start[0]) * step / STEPS, "y": start[1] + (end[1] - start[1]) * step / STEPS}
            for start, end in fingers
        ]
        session.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def middle(atlas: Atlas) -> Point:
    """Return the middle of the map on the screen."""
    box = atlas.page.locator(MAP).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("lang", NAMES)
def test_map_and_time_bar_are_in_sight_together_and_nothing_is_wider(walk: Visit, lang: str) -> None:
    page = walk(size=(WIDTH, HEIGHT), date="1994-04-07", lang=lang).page
    boxes = [page.locator(selector).bounding_box() for selector in (MAP, ".face")]
    assert all(boxes)
    (map_box, bar) = (box for box in boxes if box)
    assert map_box["height"] >= 260
    assert map_box["y"] >= 0
    assert map_box["y"] + map_box["height"] <= bar["y"]
    assert bar["y"] + bar["height"] <= HEIGHT
    for box in (map_box, bar):
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= WIDTH
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    assert page.evaluate(TOO_WIDE) == []


def test_one_finger_over_the_map_pushes_the_page_and_says_that_two_move_the_map(phone: Atlas) -> None:
    before, (x, y) = phone.view(), middle(phone)
    phone.map.locator(".fingers").evaluate(NOTE_SEEN)
    draw(phone.page, ((x, y), (x + 6, y - 180)))
    phone.frame.wait_for_function("window.wasSeen")
    phone.page.wait_for_function("document.querySelector('.stMain').scrollTop > 100")
    assert phone.view() == before
    assert phone.query("territory") is None


def test_two_fingers_move_the_map_and_not_the_page(phone: Atlas) -> None:
    before, (x, y) = phone.view(), middle(phone)
    draw(phone.page, ((x - 40, y), (x - 40, y - 90)), ((x + 40, y), (x + 40, y - 90)))
    phone.page.wait_for_function(
        "() => /^-?[\\d.]+_[\\d.]+_[\\d.]+$/.test(new URLSearchParams(location.search).get('at'))"
    )
    after = phone.view()
    assert after[0] < before[0] - 0.3, "the map has moved up, so it looks further south"
    assert after[2] == pytest.approx(before[2], abs=0.3)
    assert phone.page.evaluate("document.querySelector('.stMain').scrollTop") == 0
    expect(phone.map.locator(".fingers")).to_have_class("fingers")


def test_two_fingers_that_part_enlarge_the_map(phone: Atlas) -> None:
    zoom, (x, y) = phone.view()[2], middle(phone)
    draw(phone.page, ((x - 30, y), (x - 110, y)), ((x + 30, y), (x + 110, y)))
    phone.page.wait_for_function("() => /_[\\d.]+$/.test(new URLSearchParams(location.search).get('at'))")
    assert phone.view()[2] > zoom + 0.5


def test_a_finger_that_taps_opens_the_details_of_a_land(phone: Atlas) -> None:
    point = phone.point(-3.2, 31.6)
    draw(phone.page, (point, point))
    expect(phone.details).to_have_text("Tanganyika Territory")
    phone.page.wait_for_function("() => new URLSearchParams(location.search).has('territory')")


def test_a_map_whose_script_cannot_be_read_says_so_beside_complete_texts(tab: Tab, address: str, watch: Watch) -> None:
    atlas = Atlas(tab(size=(WIDTH, HEIGHT)), address)
    atlas.page.route("**/map.js?*", lambda route: route.fulfill(content_type="text/javascript", body="not a script"))
    atlas.page.goto(f"{atlas.address}/?date=1925")
    expect(atlas.map.get_by_role("alert")).to_have_text(text("map_failed"))
    atlas.heading("31 December 1925")
    watch.complaints.clear()
