"""Live map and sketch look in Chromium as the shared symbology says."""

from collections import defaultdict
from typing import Any

import pytest
from playwright.sync_api import Page

from geo.render.sketch import Sketches, Viewport
from geo.render.sketch.viewport import UNITS
from geo.render.symbology import PHYSICAL, SYMBOLOGY, colour
from pages.shared.data.assets import STATIC
from server.first_paint import STYLE
from tests.browser.conftest import Tab, Visit
from tests.looks import DAYS, Land, Stroke, band, borders_on, from_css, lands_on, marks, rounded, stroke

# All lands; and near by those of which a sketch of all has no pixel.
VIEWPORTS = [Viewport((-8.0, -14.0, 44.0, 62.0)), Viewport((5.5, 50.5, 6.5, 51.0))]
LAYERS = "missions seats claims names towns"
# How an element is drawn; a pattern as its ground and its marks.
LOOK = """
(element, scale) => {
  const css = getComputedStyle(element), dashes = css.strokeDasharray;
  const named = ({ attributes }) => Object.fromEntries([...attributes].map(({ name, value }) => [name, value]));
  const tileOf = (tile) => {
    const ground = tile.querySelector("rect, .ground"), drawn = [...tile.children].filter((mark) => mark !== ground);
    const { stroke, fill } = getComputedStyle(drawn[0]);
    return {
      ground: ground && getComputedStyle(ground).fill, ink: stroke === "none" ? fill : stroke,
      size: Number(tile.getAttribute("width")),
      turn: Number(/rotate\\(([-.0-9]+)/.exec(tile.getAttribute("patternTransform"))[1]),
      marks: drawn.map((mark) => [mark.tagName, named(mark)]),
    };
  };
  const [, id] = /url\\("?#([^")]+)/.exec(css.fill) || [];
  return {
    fill: id ? null : css.fill, tile: id ? tileOf(document.getElementById(id)) : null, opacity: Number(css.fillOpacity),
    blur: parseFloat((/blur\\((.+?)px/.exec(css.filter) || [0, 0])[1]) / scale,
    stroke: css.stroke === "none" || css.strokeOpacity === "0" ? null : {
      colour: css.stroke, opacity: Number(css.strokeOpacity), width: parseFloat(css.strokeWidth) / scale,
      dashes: dashes === "none" ? [] : dashes.split(/[, ]+/).map((length) => parseFloat(length) / scale),
      cap: css.strokeLinecap,
    },
  };
}
"""
ON_MAP = f"""
() => {{
  const look = {LOOK};
  const looks = (selector) => [...document.querySelectorAll(selector)].map((path) => look(path, 1));
  const borders = atlas.layers.borders.borders.filter(({{ period }}) => period);
  return {{
    lands: [...atlas.layers.lands.shown].map(({{ role, path }}) => [role, look(path.getElement(), 1)]),
    borders: borders.map(({{ period, path }}) => [period.line, look(path.getElement(), 1)]),
    bands: borders.filter(({{ isBanded }}) => isBanded)
      .map(({{ period, band }}) => [period.line, look(band.getElement(), 1)]),
    outer: looks("path.outer"), land: looks(".leaflet-land-pane path"), lake: looks(".leaflet-lakes-pane path"),
    river: looks(".leaflet-rivers-pane path"),
  }};
}}
"""
ON_SKETCH = f"""
() => {{
  const look = {LOOK}, all = (selector) => [...document.querySelectorAll(`.sketch > path${{selector}}`)];
  const looks = (selector) => all(selector).map((path) => look(path, {UNITS}));
  const named = (paths) => paths.map((path) => [path.classList.item(1), look(path, {UNITS})]);
  return {{
    lands: all("[class*=edge-]").map((path) => [path.classList.item(0), look(path, {UNITS})]),
    borders: named(all(".border")), bands: named(all(".band")),
    outer: looks(".outer"), land: looks(".land"), lake: looks(".lake"),
  }};
}}
"""


def stroke_of(drawn: dict[str, Any] | None) -> Stroke | None:
    """Return a stroke as Chromium draws it."""
    if not drawn:
        return None
    ink, share = from_css(drawn["colour"])
    return rounded(Stroke(ink, share * drawn["opacity"], drawn["width"], tuple(drawn["dashes"]), drawn["cap"]))


def land_of(role: str, drawn: dict[str, Any]) -> Land:
    """Return a land as Chromium draws it, and check the ink of its pattern."""
    tile, fill = drawn["tile"] if drawn["opacity"] else None, drawn["fill"]  # what is not seen is no look
    pattern = marks(tile["size"], tile["turn"], tile["marks"]) if tile else frozenset()
    if tile:
        fill = tile["ink"] if role == "claim" else tile["ground"]
        assert (tile["ground"] is None) == (role == "claim")
        assert role == "claim" or from_css(tile["ink"]) == colour("var(--pattern)")
    fill_colour = from_css(fill)[0] if drawn["opacity"] else ""
    return Land(fill_colour, round(drawn["opacity"], 3), drawn["blur"], pattern, stroke_of(drawn["stroke"]))


def check(drawn: dict[str, Any], day: str, position: str) -> None:
    """Compare what is drawn with the symbology."""
    assert {(role, land_of(role, look)) for role, look in drawn["lands"]} == lands_on(day, position)
    assert {(line, stroke_of(look["stroke"])) for line, look in drawn["borders"]} == borders_on(day, position)
    assert drawn["bands"]
    assert all(stroke_of(look["stroke"]) == band(line) for line, look in drawn["bands"])
    assert {stroke_of(look["stroke"]) for look in drawn["outer"]} == {stroke(SYMBOLOGY["outer"])}
    for kind in ("land", "lake"):
        style = PHYSICAL[kind]
        fills = {(from_css(look["fill"])[0], look["opacity"]) for look in drawn[kind]}
        assert fills == {(colour(style["fillColor"])[0], style["fillOpacity"])}
        edge = stroke(style) if style.get("stroke", True) else None
        assert {stroke_of(look["stroke"]) for look in drawn[kind]} == {edge}


@pytest.mark.parametrize(("day", "position"), DAYS)
def test_the_live_map_has_the_looks_of_the_symbology(walk: Visit, day: str, position: str) -> None:
    atlas = walk(date=day, at="region", layers=f"{LAYERS} {position}".strip())
    atlas.settled()
    drawn = atlas.frame.evaluate(ON_MAP)
    check(drawn, day, position)
    assert {stroke_of(look["stroke"]) for look in drawn["river"]} == {stroke(PHYSICAL["river"])}


@pytest.fixture(scope="module")
def sketches() -> Sketches:
    return Sketches(STATIC)


@pytest.mark.parametrize(("day", "position"), DAYS)
def test_the_sketch_has_the_looks_of_the_symbology(tab: Tab, sketches: Sketches, day: str, position: str) -> None:
    page: Page = tab()
    page.set_content(f"<style>{STYLE}{sketches.style()}:root{{color-scheme:light}}</style><main></main>")
    drawn: dict[str, Any] = defaultdict(list)
    for viewport in VIEWPORTS:
        svg = sketches.draw(day, viewport, position=position)
        page.locator("main").evaluate("(main, svg) => { main.innerHTML = svg; }", svg)
        for name, looks in page.evaluate(ON_SKETCH).items():
            drawn[name] += looks
    check(drawn, day, position)
