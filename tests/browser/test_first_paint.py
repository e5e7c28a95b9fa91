"""The sketch in the first page shows the map of the day before any script runs, where the live map will be."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

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
