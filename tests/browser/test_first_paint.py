"""The first page is complete without scripts; with them the live page takes its place, and nothing moves."""

from typing import Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.build.npm import MODULES, install_modules
from tests.browser.conftest import Tab, Visit

SIZES = [(1280, 800), (360, 740)]
# The colour of the topmost land at each point of a grid over the map, from left to right and from top to bottom.
ON_MAP = """
() => {
  const { x, y } = atlas.map.getSize(), found = [];
  const lands = [...atlas.layers.lands.shown].filter(({ role }) => role === "base");
  for (let row = 0.5; row < 16; row += 1) {
    for (let column = 0.5; column < 16; column += 1) {
      const at = atlas.map.containerPointToLayerPoint([x * column / 16, y * row / 16]);
      const land = lands.find(({ path }) => path.getElement().isPointInFill(new DOMPoint(at.x, at.y)));
      found.push(land ? land.colour : "");
    }
  }
  return found;
}
"""
ON_SKETCH = """
() => {
  const sketch = document.querySelector(".sketch"), [left, top, wide, high] = sketch.getAttribute("viewBox").split(" ");
  const lands = [...sketch.querySelectorAll("path.base")], found = [];
  for (let row = 0.5; row < 16; row += 1) {
    for (let column = 0.5; column < 16; column += 1) {
      const at = new DOMPoint(+left + wide * column / 16, +top + high * row / 16);
      const land = lands.find((path) => path.isPointInFill(at));
      found.push(land ? [...land.classList].find((name) => name.startsWith("c-")).slice(2) : "");
    }
  }
  return found;
}
"""


def without_scripts(page: Page, address: str) -> Page:
    """Open a link in a browser to which none of Streamlit's scripts comes."""
    page.route("**/static/js/*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(address)
    return page


@pytest.mark.parametrize("size", SIZES, ids=["wide", "phone"])
@pytest.mark.parametrize("link", [{"date": "1925"}, {"date": "1914-12-31", "at": "region", "lang": "fr"}])
def test_the_sketch_shows_what_the_live_map_will_and_where(
    visit: Visit, tab: Tab, link: dict[str, str], size: tuple[int, int]
) -> None:
    atlas = visit(size=size, **link)
    expect(atlas.page.locator(".first-sight")).to_have_count(0)
    lands, room = atlas.frame.evaluate(ON_MAP), atlas.page.locator(".st-key-atlas_map").bounding_box()
    page = without_scripts(tab(size=size), f"{atlas.address}/?{urlencode(link)}")
    expect(page.locator("#waits .sketch")).to_be_visible()
    sketched, place = page.evaluate(ON_SKETCH), page.locator("#waits .room").bounding_box()
    assert len(set(lands)) > 1
    same = sum(one == other for one, other in zip(lands, sketched, strict=True))
    assert same >= 0.99 * len(lands)  # a point may lie on a line
    assert room is not None
    assert place is not None
    assert all(abs(room[side] - place[side]) <= 2 for side in ("x", "y", "width", "height"))


def test_a_phone_reads_the_day_and_the_names_that_fit(visit: Visit, tab: Tab) -> None:
    address = visit(size=SIZES[1]).address
    page = without_scripts(tab(size=SIZES[1]), f"{address}/?date=1962-07-01&lang=nl")
    expect(page.locator(".first-sight p")).to_contain_text("1 juli 1962")
    expect(page.locator(".sketch text", has_text="Rwanda")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    boxes = page.evaluate("""[...document.querySelectorAll(".sketch text")]
        .filter((name) => getComputedStyle(name).visibility !== "hidden")
        .map((name) => name.getBoundingClientRect().toJSON())""")
    assert wide == SIZES[1][0]
    assert boxes
    assert all(box["left"] >= 0 and box["right"] <= wide and box["height"] >= 11 for box in boxes)


# What stands in the first page and in the live one: where it is there, and where it is here.
PLACES = {
    "#waits h1": ".st-key-head h1",
    "#waits .day h2": ".st-key-panel h2",
    "#waits .day p": ".st-key-panel p",
    "#waits .day li": ".st-key-panel li",
    "#waits .day details": ".st-key-panel details",
}


@pytest.mark.parametrize("size", SIZES, ids=["wide", "phone"])
def test_the_words_stand_where_they_will_be(visit: Visit, tab: Tab, size: tuple[int, int]) -> None:
    atlas = visit(size=size, date="1925")
    expect(atlas.page.locator("#waits")).to_have_count(0)
    expect(atlas.page.locator(".st-key-panel details").first).to_be_visible()
    live = [atlas.page.locator(selector).first.bounding_box() for selector in PLACES.values()]
    page = without_scripts(tab(size=size), f"{atlas.address}/?date=1925")
    for selector, box in zip(PLACES, live, strict=True):
        here = page.locator(selector).first.bounding_box()
        assert here is not None
        assert box is not None
        # Without the fonts of the page a line may be of another height.
        assert abs(here["x"] - box["x"]) <= 2, selector
        assert abs(here["y"] - box["y"]) <= 6, selector


@pytest.mark.parametrize("path", ["missions", "find", "about"])
def test_the_document_goes_when_the_page_is_there(tab: Tab, path: str) -> None:
    page = tab(f"/{path}?date=1925")
    expect(page.locator(".st-key-foot")).to_be_visible()
    expect(page.locator("#waits")).to_have_count(0)
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("size", SIZES, ids=["wide", "phone"])
@pytest.mark.parametrize("path", ["", "missions"])
def test_without_scripts_the_page_tells_the_day_and_leads_on(
    browser: Browser, address: str, path: str, size: tuple[int, int]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(f"{address}/{path}?date=1925&lang=en")
    assert "31 December 1925" in page.title()
    tree = page.locator("body").aria_snapshot()
    for line in (
        'heading "Belgium–Rwanda: an atlas of relations',
        'navigation "Pages"',
        'link "Chronology"',
        'heading "31 December 1925" [level=2]',
        "Belgium rules Ruanda-Urundi under a mandate",
        'heading "In 1925, day by day" [level=3]',
        'link "21 August 1925 — Law on the government of Ruanda-Urundi"',
    ):
        assert line in tree
    assert "Loading" not in tree
    expect(page.locator(".sketch")).to_be_visible()
    page.get_by_role("link", name="21 August 1925").click()
    expect(page.get_by_role("heading", name="21 August 1925")).to_be_visible()
    assert "event=E041" in page.url
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_document_and_what_is_not_found_keep_the_rules_of_access(
    browser: Browser, address: str, theme: Literal["light", "dark"]
) -> None:
    install_modules()
    axe = (MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(color_scheme=theme, bypass_csp=True)
    context.route("**/static/js/*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page = context.new_page()
    for path, status in (("?date=1925", 200), ("missions?date=1994&lang=fr", 200), ("nonsense?lang=nl", 404)):
        for width, high in SIZES:
            page.set_viewport_size({"width": width, "height": high})
            answer = page.goto(f"{address}/{path}")
            assert answer is not None
            assert answer.status == status
            page.evaluate(axe)
            found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
            assert [(rule["id"], rule["nodes"][0]["target"]) for rule in found["violations"]] == []
    expect(page.get_by_role("heading", name="Pagina niet gevonden")).to_be_visible()
    context.close()
