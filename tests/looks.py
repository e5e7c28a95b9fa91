"""How lands and borders look by the symbology, to compare with each renderer."""

import json
import re
from collections.abc import Iterable
from math import sqrt
from typing import Any, NamedTuple

from geo.render.symbology import BORDERS, LANDS, PATTERNS, SYMBOLOGY, cap_of, colour, dash_of, pattern_of
from pages.shared.data.assets import STATIC

DAYS = [("1925-12-31", ""), ("1890-12-31", ""), ("1916-05-06", ""), ("1962-07-01", ""), ("1900-12-31", "congo_1885")]


class Stroke(NamedTuple):
    """A line: its colour (``#rrggbb``), opacity, width and dashes in pixels of the live map, and ends."""

    colour: str
    opacity: float
    width: float
    dashes: tuple[float, ...]
    cap: str


class Land(NamedTuple):
    """A land: colour and opacity of its fill, blur in pixels, its pattern as marks, and its outline if it has one."""

    fill: str
    opacity: float
    blur: float
    marks: frozenset[tuple[Any, ...]]
    outline: Stroke | None


def atlas() -> dict[str, Any]:
    """Return what the live map draws."""
    content: dict[str, Any] = json.loads((STATIC / "atlas.json").read_text(encoding="utf-8"))
    return content


def stroke(look: dict[str, Any], line: str = "solid") -> Stroke:
    """Return a stroke of the symbology."""
    ink, share = colour(look["color"])
    dashes = tuple(dash_of(line))
    return rounded(Stroke(ink, share * look.get("opacity", 1), look["weight"], dashes, cap_of(line) if dashes else ""))


def rounded(line: Stroke) -> Stroke:
    """Return a stroke that can be compared: dashes to a hundredth, no ends where there are no dashes."""
    dashes = tuple(round(length, 2) for length in line.dashes)
    return Stroke(line.colour.lower(), round(line.opacity, 3), round(line.width, 2), dashes, line.cap if dashes else "")


def marks(size: float, turn: float, drawn: Iterable[tuple[str, dict[str, Any]]]) -> frozenset[tuple[Any, ...]]:
    """Return the marks of a tile of SVG: lines with angle, spacing and width; circles with spacing and width."""
    signs: set[tuple[Any, ...]] = set()
    for kind, mark in drawn:
        width = float(mark.get("stroke-width", 0))
        if kind == "line":
            angle = turn + (0 if float(mark["y1"]) == float(mark["y2"]) else 90)
            signs.add(("line", angle % 180, round(size, 2), width))
        elif kind == "path":  # a point with round ends
            signs.add(("dot", round(size, 2), width))
        elif mark.get("fill") == "none":
            signs.add(("ring", round(size, 2), 2 * float(mark["r"]), width))
        else:
            signs.add(("dot", round(size, 2), 2 * float(mark["r"])))
    return frozenset(signs)


def land(role: str, land_colour: str, status: str, line: str) -> Land:
    """Return how a territory of a role, colour, pattern and line has to look."""
    look, pattern = LANDS[role], pattern_of(role, status)
    tile = PATTERNS.get(pattern, {"size": 0, "turn": 0, "draw": []})
    outline = None
    if look["weight"] and line != "none":
        edge = {**SYMBOLOGY["edge"], **look, **({"color": land_colour} if role == "claim" else {})}
        outline = stroke(edge, "inner" if role == "inner" else line)
    fill = land_colour.lower() if look["fillOpacity"] else ""
    return Land(
        fill, look["fillOpacity"], look.get("blur", 0), marks(tile["size"], tile["turn"], tile["draw"]), outline
    )


def lands_on(day: str, position: str) -> set[tuple[str, Land]]:
    """Return the roles and looks of all territories of a day."""
    content = atlas()
    colours = {name: row["light"] for name, row in content["colours"].items()}
    return {
        (row["role"], land(row["role"], colours[row["colour"]], row["pattern"], row["line"]))
        for row in content["features"]
        if row["start"] <= day < row["end"]
        and (row["position"] == position if row.get("position") else position not in row.get("unless", []))
    }


def borders_on(day: str, position: str) -> set[tuple[str, Stroke]]:
    """Return the kinds of line of all borders of a day, each with its look."""
    lines = {
        period["line"]
        for border in atlas()["borders"]
        for period in border.get("rivals", {}).get(position, border["periods"])
        if period["start"] <= day < period["end"]
    }
    return {(line, stroke(BORDERS[line]["line"], line)) for line in lines if line != "none"}


def band(line: str) -> Stroke | None:
    """Return what has to lie under a kind of border."""
    look = BORDERS[line]["band"]
    return stroke(look) if look.get("stroke", True) else None


def from_css(text: str) -> tuple[str, float]:
    """Return a computed colour of a browser as ``#rrggbb`` and its opacity."""
    numbers = re.findall(r"[\d.]+", text)
    red, green, blue = (int(part) for part in numbers[:3])
    return f"#{red:02x}{green:02x}{blue:02x}", float(numbers[3]) if len(numbers) > 3 else 1.0


def distance(first: Any, second: Any) -> float:
    """Return how far apart two points are."""
    return sqrt(float(((first - second) ** 2).sum()))
