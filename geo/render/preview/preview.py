"""The preview of a view: map, day in large figures, one line of words, and the name of the atlas, as a PNG."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import resvg_py
from PIL import ImageFont

from geo.render.preview.paint import paint, read
from geo.render.sketch import Sketches, Viewport
from geo.render.sketch.viewport import UNITS, WINDOW
from geo.render.symbology import colour
from geo.translations import SOURCE

_TYPEFACES = Path(__file__).parents[1] / "plate" / "typefaces"
_FILES = sorted(str(path) for path in _TYPEFACES.glob("*.ttf"))
_SERIF = "'Atlas Serif Bold 0', 'Atlas Serif Bold 1'"
_SANS = "'Atlas Sans 0', 'Atlas Sans 1'"
_MARGIN = 44  # pixels
_ZOOMED = " ".join(str(side * UNITS) for side in WINDOW)  # what is seen of a sketch at a zoom, as `data-box` says it
_SPACED = 1.12  # how much wider a name is for its letter-spacing
_LEADING = 1.18  # of the size of the type, from line to line


@dataclass(frozen=True)
class Form:
    """Measures of a picture, in pixels: its size, and where map and words stand (left, top, width, height)."""

    size: tuple[int, int]
    map: tuple[int, int, int, int]
    words: tuple[int, int, int, int]


FORMS = {
    "wide": Form((1200, 630), (468, 0, 732, 630), (0, 0, 468, 630)),
    "square": Form((1200, 1200), (0, 0, 1200, 770), (0, 770, 1200, 430)),
    "tall": Form((1080, 1350), (0, 0, 1080, 880), (0, 880, 1080, 470)),
}


@dataclass(frozen=True)
class PreviewWords:
    """What is written on a preview.

    Attributes
    ----------
    year, day
        The date in two parts: the year in large figures, and the rest of it in words.
    line
        One sentence about the view.
    name
        The name of the atlas.
    """

    year: str
    day: str
    line: str
    name: str


@dataclass(frozen=True)
class _Text:
    """Lines of words of one size, weight and colour."""

    words: str
    size: int
    face: str
    ink: str
    most: int  # lines


def draw_preview(  # noqa: PLR0913
    sketches: Sketches,
    day: str,
    viewport: Viewport,
    words: PreviewWords,
    *,
    form: str = "wide",
    position: str = "",
    lang: str = SOURCE,
) -> bytes:
    """Return the preview of a view as a PNG: same input, same bytes.

    Parameters
    ----------
    sketches
        Of the atlas.
    day
        ISO day.
    viewport
        Where the map looks.
    words
        What is written beside it.
    form
        One of `FORMS`: ``wide`` (1200 × 630), ``square`` (1200 × 1200) or ``tall`` (1080 × 1350).
    position
        The rival position that is followed; empty if none.
    lang
        Language of the names on the map.

    Raises
    ------
    KeyError
        If there is no such form.
    """
    shape = FORMS[form]
    wide, high = shape.size
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {wide} {high}"})
    _rectangle(root, shape.map, colour("var(--sea)")[0])
    sketch = sketches.draw(day, viewport, position=position, lang=lang)
    root.append(_placed(sketch, sketches.layers.atlas["colours"], shape.map))
    _rectangle(root, shape.words, colour("var(--paper)")[0])
    _rectangle(root, _rule(shape), colour("var(--accent)")[0])
    for text in _texts(shape, words):
        root.append(text)
    drawn = resvg_py.svg_to_bytes(
        ET.tostring(root, encoding="unicode"), width=wide, height=high, skip_system_fonts=True, font_files=_FILES
    )
    return bytes(drawn)


def _placed(sketch: str, colours: dict[str, dict[str, str]], room: tuple[int, int, int, int]) -> ET.Element:
    """Return a sketch that fills a room of the picture; what must be seen whole is."""
    left, top, wide, high = room
    drawn = read(sketch)
    across, down = (float(side) for side in (drawn.get("data-box") or _ZOOMED).split())
    unit = max(across / wide, down / high)
    paint(drawn, colours, unit)
    for name in ("data-box", "data-zoomed", "style", "aria-hidden"):
        drawn.attrib.pop(name, None)
    drawn.set("overflow", "visible")  # a clip would cost more than all else; what is over the words is covered by them
    drawn.set("viewBox", f"{-wide * unit / 2:g} {-high * unit / 2:g} {wide * unit:g} {high * unit:g}")
    for name, value in {"x": left, "y": top, "width": wide, "height": high}.items():
        drawn.set(name, str(value))
    for name in [element for element in drawn if _is_cut(element, wide * unit / 2, high * unit / 2)]:
        drawn.remove(name)
    return drawn


def _is_cut(element: ET.Element, half_width: float, half_height: float) -> bool:
    """Return whether an element is a name that does not stand whole in the map (its middle is at 0, 0)."""
    if not element.tag.endswith("text"):
        return False
    x, y, size = (float(element.get(name, "0")) for name in ("x", "y", "font-size"))
    half = _face(_SERIF, 100).getlength(element.text or "") / 100 * size * _SPACED / 2
    return abs(x) + half > half_width or abs(y) + size > half_height


def _rule(shape: Form) -> tuple[int, int, int, int]:
    """Return the line between map and words."""
    left, top, wide, high = shape.words
    return (left + wide - 4, top, 4, high) if shape.map[0] else (left, top, wide, 4)


def _rectangle(parent: ET.Element, box: tuple[int, int, int, int], fill: str) -> None:
    x, y, wide, high = map(str, box)
    ET.SubElement(parent, "rect", {"x": x, "y": y, "width": wide, "height": high, "fill": fill})


def _texts(shape: Form, words: PreviewWords) -> Iterator[ET.Element]:
    """Give the lines of words from the top: day, year, sentence; the name of the atlas stands at the foot."""
    left, top, wide, high = shape.words
    room = wide - 2 * _MARGIN
    ink, faint, accent = (colour(f"var(--{name})")[0] for name in ("ink", "faint", "accent"))
    scale = 1.0 if shape.map[0] else 1.2
    foot = list(_lines(_Text(words.name, round(26 * scale), _SANS, faint, 2), room))
    y = top + _MARGIN * 0.7
    for text in (
        _Text(words.day, round(46 * scale), _SERIF, accent, 2),
        _Text(words.year, round(132 * scale) if shape.map[0] else 120, _SERIF, accent, 1),
        _Text(words.line, round(42 * scale), _SERIF, ink, 5 if shape.map[0] else 3),
    ):
        for line in _lines(text, room):
            y += text.size * (_LEADING if text.size < 100 else 0.92)
            yield _element(line, text, left + _MARGIN, y)
        y += text.size * 0.18
    name = _Text("", round(26 * scale), _SANS, faint, 2)
    for number, line in enumerate(reversed(foot)):
        yield _element(line, name, left + _MARGIN, top + high - _MARGIN - number * name.size * _LEADING)


def _element(line: str, text: _Text, x: float, y: float) -> ET.Element:
    """Return one line of words."""
    place = {"x": f"{x:.0f}", "y": f"{y:.0f}", "font-size": str(text.size), "font-family": text.face, "fill": text.ink}
    element = ET.Element("text", place)
    element.text = line
    return element


def _lines(text: _Text, room: float) -> Iterator[str]:
    """Give words in lines no wider than `room` pixels; what is beyond the last line is left out, with three dots."""
    face = _face(text.face, text.size)
    lines = [""]
    for word in text.words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and face.getlength(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > text.most:
        lines = [*lines[: text.most - 1], f"{lines[text.most - 1]} …"]
    for line in lines:
        while face.getlength(line) > room and len(line) > 2:
            line = line.rstrip(" …")[:-1].rstrip() + " …"
        yield line


@cache
def _face(families: str, size: int) -> ImageFont.FreeTypeFont:
    """Return the first of some families, to measure with."""
    first = families.split(",")[0].strip("'").replace(" ", "-").lower()
    return ImageFont.truetype(_TYPEFACES / f"{first}.ttf", size)
