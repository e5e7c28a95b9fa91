"""Paint: the looks of a sketch written into its elements, for a renderer that knows no style sheet of the page."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from geo.render.symbology import BORDERS, LANDS, PHYSICAL, SYMBOLOGY, cap_of, colour, dash_of

SVG = "http://www.w3.org/2000/svg"
_SIZE = re.compile(r"--s:(\d+)")
_THEME = "light"
ET.register_namespace("", SVG)
Colours = dict[str, dict[str, str]]


def read(sketch: str) -> ET.Element:
    """Return a sketch, as `Sketches.draw` returns it, as elements."""
    return ET.fromstring(sketch.replace("<svg ", f'<svg xmlns="{SVG}" ', 1))


def paint(root: ET.Element, colours: Colours, unit: float) -> None:
    """Let the elements of a sketch say themselves what they look like.

    Parameters
    ----------
    root
        As `read` returns it.
    colours
        Those of the powers by their name, each with ``light`` and ``dark``.
    unit
        Units of the sketch for a pixel of the picture.
    """
    for element in root.iter():
        names = element.get("class", "").split()
        for name, value in _looks(element, names, colours, unit):
            element.set(name, value)
    root.set("fill", "none")
    root.set("stroke-linejoin", "round")


def _looks(element: ET.Element, names: list[str], colours: Colours, unit: float) -> Iterator[tuple[str, str]]:
    """Give the attributes of one element of a sketch."""
    tag = element.tag.removeprefix(f"{{{SVG}}}")
    power = next((colours[name[2:]][_THEME] for name in names if name.startswith("c-")), "")
    if tag == "text":
        yield from _name(element, unit)
    elif tag == "pattern":
        yield from _fill("stroke", power if "over" in names else "var(--pattern)")
        for ground in element.iterfind(f"{{{SVG}}}path[@class='ground']"):
            ground.set("fill", power)
            ground.set("stroke", "none")
    elif tag == "path" and names:
        for name in names:
            yield from _part(name, power, unit, is_filled="fill" in element.attrib)
        yield from _line(names, unit)


def _part(name: str, power: str, unit: float, *, is_filled: bool) -> Iterator[tuple[str, str]]:
    """Give what one class name says about a path."""
    if name in PHYSICAL:
        look = PHYSICAL[name]
        yield from _fill("fill", look["fillColor"])
        yield "fill-opacity", str(look["fillOpacity"])
        if "weight" in look:
            yield from _stroke(look, unit)
    elif name == "outer":
        yield from _stroke(SYMBOLOGY["outer"], unit)
    elif name in LANDS:
        land = LANDS[name]
        yield "fill-opacity", f"{land['fillOpacity']:g}"
        if not is_filled and land["fillOpacity"]:
            yield "fill", power
        if land["weight"]:
            edge = {"color": power} if name == "claim" else {}
            yield from _stroke(SYMBOLOGY["edge"] | land | edge, unit)
        if "blur" in land:
            yield "filter", f"blur({land['blur'] * unit:g})"


def _line(names: list[str], unit: float) -> Iterator[tuple[str, str]]:
    """Give width, colour and dashes of a border, of the band under one, or of the edge of a land."""
    kind, *rest = names
    if kind in {"border", "band"}:
        yield from _stroke(BORDERS[rest[0]]["line" if kind == "border" else "band"], unit)
    edge = next((name.removeprefix("edge-") for name in names if name.startswith("edge-")), "")
    line = "inner" if kind == "inner" else rest[0] if kind == "border" else edge
    if edge == "none":
        yield "stroke", "none"
    elif line and (dash := dash_of(line)):
        yield "stroke-dasharray", " ".join(f"{length * unit:g}" for length in dash)
        yield "stroke-linecap", cap_of(line)


def _name(element: ET.Element, unit: float) -> Iterator[tuple[str, str]]:
    """Give the looks of a name: in ink, on a halo."""
    size = _SIZE.search(element.attrib.pop("style", ""))
    yield "font-size", size[1] if size else f"{11 * unit:g}"
    yield from _fill("fill", "var(--ink)")
    yield from _stroke({"color": "var(--halo)", "weight": 3}, unit)
    yield from {"paint-order": "stroke", "text-anchor": "middle", "letter-spacing": ".06em"}.items()
    yield from {"font-family": "'Atlas Serif Bold 0', 'Atlas Serif Bold 1'", "dominant-baseline": "central"}.items()


def _stroke(look: dict[str, Any], unit: float) -> Iterator[tuple[str, str]]:
    yield from _fill("stroke", look["color"])
    yield "stroke-width", f"{look['weight'] * unit:g}"
    if "opacity" in look:
        yield "stroke-opacity", str(look["opacity"])


def _fill(attribute: str, value: str) -> Iterator[tuple[str, str]]:
    """Give a colour of the symbology as an attribute, with its opacity if it is not full."""
    plain, opacity = colour(value, _THEME)
    yield attribute, plain
    if opacity < 1:
        yield f"{attribute}-opacity", f"{opacity:g}"
