"""The preview of a view: map, day in large figures, one line of words, and the name of the atlas, as a PNG."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from PIL import ImageFont

from geo.render.preview.paint import SVG, paint, read
from geo.render.preview.raster import EARLIER, SANS, SERIF, Sheet, draw, font_file
from geo.render.sketch import Sketches, Viewport
from geo.render.sketch.viewport import UNITS
from geo.render.symbology import colour
from geo.translations import SOURCE

Box = tuple[int, int, int, int]  # left, top, width, height

SCALE = 1.5  # pixels of the picture for one of the live map: a chat shows it at a quarter of its size
COARSE = 3  # pixels of the picture for one of what is blurred
MARGIN = 40  # pixels
LEADING, FIGURES, GAP = 1.16, 0.88, 0.16  # of the size of the type: from line to line, to the year, between texts
_DOTS = " …"
_NARROW, _WIDER = "\u202f", "\u00a0"  # a space that the faces lack, and what stands for it


@dataclass(frozen=True)
class Shape:
    """Measures of a picture, in pixels: its size, and where map and words stand; sizes of type, the sentence's first.

    Attributes
    ----------
    size
        Width and height.
    map, words
        Left, top, width and height.
    day, year, name
        Sizes of the two parts of the date and of the name of the atlas.
    line
        Sizes that the sentence may have, the largest first, each with the lines that there is room for.
    """

    size: tuple[int, int]
    map: Box
    words: Box
    day: int
    year: int
    name: int
    line: tuple[tuple[int, int], ...]


SHAPES = {
    "wide": Shape((1200, 630), (468, 0, 732, 630), (0, 0, 468, 630), 50, 150, 32, ((46, 4), (38, 5), (34, 6))),
    "square": Shape((1200, 1200), (0, 0, 1200, 770), (0, 770, 1200, 430), 50, 120, 34, ((46, 2), (38, 2), (34, 3))),
    "tall": Shape((1080, 1350), (0, 0, 1080, 880), (0, 880, 1080, 470), 54, 140, 36, ((52, 2), (44, 3), (38, 3))),
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


class _Type(NamedTuple):
    """Size (pixels), families and colour of a text."""

    size: int
    families: tuple[str, ...]
    ink: str


def draw_preview(*args: Any, **kwargs: Any) -> bytes:
    """Return the preview of a view as a PNG, drawn in this process: same input, same bytes; see `preview_sheets`."""
    return draw(preview_sheets(*args, **kwargs))


def preview_sheets(  # noqa: PLR0913
    sketches: Sketches,
    day: str,
    viewport: Viewport,
    words: PreviewWords,
    *,
    shape: str = "wide",
    position: str = "",
    without: Sequence[str] = (),
    lang: str = SOURCE,
) -> list[Sheet]:
    """Return the preview of a view, to be drawn by `geo.render.preview.raster`: the last of these sheets.

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
    shape
        One of `SHAPES`: ``wide`` (1200 × 630), ``square`` (1200 × 1200) or ``tall`` (1080 × 1350).
    position
        The rival position that is followed; empty if none.
    without
        Layers left out, as for a sketch.
    lang
        Language of the names on the map.

    Raises
    ------
    KeyError
        If there is no such shape.
    """
    measures = SHAPES[shape]
    wide, high = measures.size
    room = round(measures.map[2] / SCALE), round(measures.map[3] / SCALE)
    sketch = sketches.draw(day, replace(viewport, room=room), position=position, without=without, lang=lang)
    root = ET.Element("svg", {"xmlns": SVG, "viewBox": f"0 0 {wide} {high}"})
    _rectangle(root, measures.map, "sea")
    drawn = read(sketch)
    paint(drawn, sketches.layers.atlas["colours"], UNITS)
    sheets = _softened(drawn, measures.map)
    drawn.set("overflow", "visible")  # a clip would cost more than all else; what is over the words is covered by them
    _place(drawn, *measures.map)
    root.append(drawn)
    _rectangle(root, measures.words, "paper")
    _rectangle(root, _rule(measures), "accent")
    root.extend(_texts(measures, words))
    return [*sheets, _sheet(root, wide, high)]


def _softened(drawn: ET.Element, place: Box) -> list[Sheet]:
    """Replace what is blurred by small sheets of it, which are returned: a blur has no detail to lose."""
    view, sheets = drawn.get("viewBox", ""), list[Sheet]()
    groups = [(is_soft, list(group)) for is_soft, group in groupby(drawn, lambda element: "filter" in element.attrib)]
    for group in (group for is_soft, group in groups if is_soft):
        small = ET.Element("svg", {"xmlns": SVG, "viewBox": view})
        small.extend(group)
        image = ET.Element("image", {"href": EARLIER.format(len(sheets)), "preserveAspectRatio": "none"})
        image.set("image-rendering", "optimizeSpeed")
        _place(image, *map(float, view.split()))
        drawn.insert(list(drawn).index(group[0]), image)
        for element in group:
            drawn.remove(element)
        sheets.append(_sheet(small, place[2] // COARSE, place[3] // COARSE))
    return sheets


def _sheet(picture: ET.Element, wide: int, high: int) -> Sheet:
    return ET.tostring(picture, encoding="unicode"), wide, high


def _place(element: ET.Element, *box: float) -> None:
    for name, side in zip(("x", "y", "width", "height"), box, strict=True):
        element.set(name, f"{side:g}")


def _rectangle(parent: ET.Element, box: Box, fill: str) -> None:
    _place(ET.SubElement(parent, "rect", {"fill": _ink(fill)}), *box)


def _ink(name: str) -> str:
    """Return a colour of the palette."""
    return colour(f"var(--{name})")[0]


def _rule(shape: Shape) -> Box:
    """Return the line between map and words."""
    left, top, wide, high = shape.words
    return (left + wide - 4, top, 4, high) if shape.map[0] else (left, top, wide, 4)


def _texts(shape: Shape, words: PreviewWords) -> Iterator[ET.Element]:
    """Give the words from the top: day, year, sentence; the name of the atlas stands at the foot."""
    left, top, wide, high = shape.words
    room = wide - 2 * MARGIN
    day, year = (_Type(size, SERIF, _ink("accent")) for size in (shape.day, shape.year))
    name = _Type(shape.name, SANS, _ink("faint"))
    y = top + MARGIN * 0.6
    dated = ((day, _lines(words.day, day, room)), (year, _lines(words.year, year, room)))
    for kind, lines in (*dated, _sentence(words.line, shape, room)):
        for line in lines:
            y += kind.size * (FIGURES if kind is year else LEADING)
            yield _line(line, kind, left + MARGIN, y)
        y += GAP * kind.size
    lines = _lines(words.name, name, room, 2)
    for number, line in enumerate(reversed(lines)):
        yield _line(line, name, left + MARGIN, top + high - MARGIN - number * name.size * LEADING)


def _sentence(words: str, shape: Shape, room: int) -> tuple[_Type, list[str]]:
    """Return a sentence in lines of the largest type in which all of it has room, else cut in the smallest."""
    for size, most in shape.line:
        kind = _Type(size, SERIF, _ink("ink"))
        lines = _lines(words, kind, room, most)
        if not lines[-1].endswith(_DOTS):
            break
    return kind, lines


def _line(words: str, kind: _Type, x: float, y: float) -> ET.Element:
    """Return one line of words, as an element."""
    families = ", ".join(f"'{family}'" for family in kind.families)
    place = {"x": f"{x:.0f}", "y": f"{y:.0f}", "font-size": str(kind.size), "font-family": families}
    element = ET.Element("text", {**place, "fill": kind.ink})
    element.text = words
    return element


def _lines(words: str, kind: _Type, room: float, most: int = 1) -> list[str]:
    """Return words in at most so many lines no wider than `room` pixels; dots stand for what has no room."""
    font, lines = _font(kind.families[0], kind.size), [""]
    for word in words.replace(_NARROW, _WIDER).split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and font.getlength(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + _DOTS]
    return [_cut(line, font, room) for line in lines]


def _cut(line: str, font: ImageFont.FreeTypeFont, room: float) -> str:
    """Return a line, shortened until it has room."""
    while font.getlength(line) > room and len(line) > len(_DOTS):
        line = line.removesuffix(_DOTS)[:-1].rstrip() + _DOTS
    return line


@cache
def _font(family: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a family, to measure with."""
    return ImageFont.truetype(font_file(family), size)
