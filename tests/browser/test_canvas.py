"""With many times the lands, canvases draw what SVG would and react to the pointer in the same way."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from geo.build.npm import install_modules
from tests.server import ROOT
from tools.bench.sizes import compact
from tools.bench.stage import FIRST_DAY, atlas_map, served
from tools.bench.synthetic import extent, multiplied

TIMES = 25
READY = "() => document.body.classList.contains('ready')"
STEP = """
async (day) => {
  const channel = new BroadcastChannel("bench");
  channel.postMessage({ type: "date", date: day });
  while (document.body.dataset.date !== day) await new Promise((next) => requestAnimationFrame(next));
  channel.close();
  for (let sheet = atlas.sheet; sheet; sheet = sheet.options.below) sheet._redraw();
}
"""
# How many points of all canvases differ from what they are when all of them is painted anew.
STALE = """
() => {
  let stale = 0;
  for (let sheet = atlas.sheet; sheet; sheet = sheet.options.below) {
    const { _ctx: ink, _container: { width, height } } = sheet, before = ink.getImageData(0, 0, width, height).data;
    sheet.markAll();
    sheet._redraw();
    const after = ink.getImageData(0, 0, width, height).data;
    for (let at = 3; at < after.length; at += 4) stale += Math.abs(after[at] - before[at]) > 8;
  }
  return stale;
}
"""
# A point inside of a large land of the day, in pixels of the window, with its territory.
LAND = """
() => {
  const lands = [...atlas.layers.lands.shown].filter(({ role }) => role === "base");
  const width = ({ path }) => path._pxBounds.getSize().x;
  for (const { path, territory_id: id } of lands.sort((a, b) => width(b) - width(a)).slice(0, 60)) {
    const at = path._pxBounds.getCenter(), { x, y } = atlas.map.layerPointToContainerPoint(at);
    if (atlas.sheet.at(at, true) === path && document.elementFromPoint(x, y)?.tagName === "CANVAS") return { x, y, id };
  }
  return null;
}
"""

# Look at a blurred land of the day.
NEAR = """
() => {
  const { path } = [...atlas.layers.lands.shown].find(({ role }) => role === "core");
  atlas.map.fitBounds(path.getBounds(), { animate: false });
  for (let sheet = atlas.sheet; sheet; sheet = sheet.options.below) sheet._redraw();
}
"""
# The colour of its picture where that is strongest.
BLURRED = """
() => {
  const { shown } = atlas.layers.lands;
  const { picture } = [...shown].find(({ role, path }) => role === "core" && path._parts.length).path.stamp;
  const ink = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  ink.drawImage(picture, 0, 0);
  const points = ink.getImageData(0, 0, picture.width, picture.height).data;
  let best = 3;
  for (let at = 3; at < points.length; at += 4) if (points[at] > points[best]) best = at;
  return [...points.slice(best - 3, best + 1)];
}
"""
HEAR = """
() => {
  atlas.layers.lands.retained.group.on("click", ({ layer }) => { window.clicked = layer.territory.territory_id; });
}
"""


@contextmanager
def many_lands(browser: Browser, *, with_canvas: bool) -> Iterator[Page]:
    """Open the live map alone with so many lands that it takes canvases, if their script comes."""
    install_modules()
    atlas = multiplied(json.loads((ROOT / "static" / "atlas.json").read_text(encoding="utf-8")), TIMES)
    with served() as (address, folder):
        (folder / "many.json").write_bytes(compact(atlas))
        page_map = atlas_map("/many.json", extent(atlas))
        (folder / "many.html").write_text(page_map.get_root().render(), encoding="utf-8")
        page = browser.new_page(viewport={"width": 640, "height": 480})
        if not with_canvas:
            page.route("**/map-canvas.js?*", lambda route: route.abort())
        page.goto(f"{address}/many.html")
        page.wait_for_function(READY)
        yield page
        page.close()


@pytest.fixture
def many(browser: Browser) -> Iterator[Page]:
    """Open the live map alone with so many lands that it takes canvases."""
    with many_lands(browser, with_canvas=True) as page:
        yield page


def test_lands_are_painted_picked_and_recoloured(many: Page) -> None:
    assert many.locator("canvas").count() == 2
    for day in ("1914-12-31", "1962-12-31", "1925-12-31"):
        many.evaluate(STEP, day)
        assert many.evaluate(STALE) == 0
    land = many.evaluate(LAND)
    many.mouse.move(land["x"], land["y"])
    many.locator(".tip").wait_for()
    name_of = "id => [...atlas.layers.lands.shown].find((land) => land.territory_id === id).name"
    name = many.evaluate(name_of, land["id"])
    assert name in many.locator(".tip").inner_text()
    many.evaluate(HEAR)
    many.mouse.click(land["x"], land["y"])
    assert many.evaluate("window.clicked") == land["id"]
    colour = "() => atlas.sheet.inks.of('var(--line)')"
    light = many.evaluate(colour)
    many.evaluate("atlas.setTheme('dark')")
    assert many.evaluate(colour) != light
    assert many.evaluate(STALE) == 0


def test_a_blurred_land_that_was_off_the_map_when_the_theme_changed_has_its_colour(many: Page) -> None:
    many.evaluate(NEAR)
    light = many.evaluate(BLURRED)
    many.evaluate(STEP, "1925-12-31")
    many.evaluate("atlas.setTheme('dark')")
    many.evaluate(STEP, FIRST_DAY)
    assert light[3] > 60
    assert max(abs(one - other) for one, other in zip(light, many.evaluate(BLURRED), strict=True)) > 15


def test_without_the_script_for_canvases_many_lands_are_drawn_as_any_others(browser: Browser) -> None:
    with many_lands(browser, with_canvas=False) as page:
        assert page.locator("canvas").count() == 0
        assert page.evaluate("atlas.sheet") is None
        assert page.locator("svg path.territory").count() == page.evaluate("atlas.layers.lands.shown.size") > 100
