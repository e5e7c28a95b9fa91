"""Sketches: the map of one day as a small SVG, to stand in a page before any script of the map has come.

A sketch is made of the layers that the live map fetches, with its colours, patterns, lines and projection, so that
the live map can take its place and nothing moves. It has land, lakes, territories, claims, borders and names; towns,
rivers, missions and the legend come with the live map.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from math import floor, log2
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.render.room import WIDE, roomiest
from geo.translations import SOURCE, file_in

WINDOW = (840, 530)  # pixels: the map in a window of 1280 × 800, for which a sketch is made
UNITS = 2  # units of the SVG for a pixel there
REACH = (0.7, 2.0)  # width by height of the narrowest and widest map that a sketch fills
FINE = 1.2  # units by which a line may be simplified
TILE = 256  # pixels of the whole world at zoom 0, as Leaflet has it
SNAP = 4  # steps of the live map's zoom for one whole one
LEAST, MOST = 11, 23  # pixels: sizes of names, as browser/map/labels/names.js has them

# What a pattern is drawn with, as STROKES in browser/map/render/symbols.js: size of a tile, turn, marks.
_PATTERNS = {
    "hatch": (9, 45, '<path d="M0 0v9" stroke-width="2.6"/>'),
    "backhatch": (9, -45, '<path d="M0 0v9" stroke-width="2"/>'),
    "crosshatch": (10, 45, '<path d="M0 0v10M0 0h10" stroke-width="1.6"/>'),
    "lines": (8, 0, '<path d="M0 4h8" stroke-width="1.4"/>'),
    "dots": (9, 0, '<path d="M2.2 2.2h0M6.7 6.7h0" stroke-width="2.6" stroke-linecap="round"/>'),
    "rings": (13, 0, '<circle cx="6.5" cy="6.5" r="3" fill="none" stroke-width="1.3"/>'),
}

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Look:
    """Where a sketch looks: a box to be seen whole, or a point at a zoom.

    Attributes
    ----------
    bounds
        Left, bottom, right, top (EPSG:4326, degrees); the same point twice with a `zoom`.
    zoom
        As Leaflet counts it; None for the nearest at which the bounds are seen whole.
    """

    bounds: Box
    zoom: float | None = None

    @cached_property
    def box(self) -> Box:
        """Left, top, right and bottom in the world of Web Mercator, which is 1 wide and 1 high, y downwards."""
        left, bottom, right, top = self.bounds
        (x0, y0), (x1, y1) = mercator(np.array([[left, top], [right, bottom]])).tolist()
        return x0, y0, x1, y1

    @cached_property
    def scale(self) -> float:
        """Units of the SVG for the whole world, at the zoom that a window of `WINDOW` has."""
        x0, y0, x1, y1 = self.box
        zoom = self.zoom
        if zoom is None:
            fit = log2(min(WINDOW[0] / (x1 - x0), WINDOW[1] / (y1 - y0)) / TILE)
            zoom = floor(fit * SNAP) / SNAP
        return float(TILE * 2**zoom * UNITS)

    @cached_property
    def reach(self) -> Box:
        """Left, top, right and bottom (units, from the middle) of what any usual shape of a map shows."""
        x0, y0, x1, y1 = (side * self.scale for side in self.box)
        wide, high = (x1 - x0, y1 - y0) if self.zoom is None else (WINDOW[0] * UNITS, WINDOW[1] * UNITS)
        slack = 2 ** (1 / SNAP)
        half = (max(wide, high * REACH[1]) * slack / 2, max(high, wide / REACH[0]) * slack / 2)
        return -half[0], -half[1], half[0], half[1]

    @property
    def window(self) -> Box:
        """Left, top, right and bottom (units, from the middle) of a map of `WINDOW`."""
        wide, high = WINDOW[0] * UNITS / 2, WINDOW[1] * UNITS / 2
        return -wide, -high, wide, high

    def units(self, points: Any) -> Any:
        """Return points of the world in units from the middle of the sketch."""
        x0, y0, x1, y1 = self.box
        return (points - ((x0 + x1) / 2, (y0 + y1) / 2)) * self.scale


class Sketches:
    """The layers of an atlas, read once, of which sketches are made.

    Parameters
    ----------
    folder
        Where `atlas.json` and `physical.json` lie, and `words.<language>.json` for every other language.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.atlas: dict[str, Any] = _read(folder / "atlas.json")
        topology = self.atlas["topology"]
        scale, move = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
        self.arcs = [mercator(np.cumsum(arc, axis=0) * scale + move) for arc in topology["arcs"]]
        self.parts = {part["id"]: part for part in topology["objects"]["parts"]["geometries"]}
        physical = _read(folder / "physical.json")["features"]
        shapes = {kind: [_shape(row) for row in physical if row["properties"]["kind"] == kind] for kind in _PHYSICAL}
        self.physical = {kind: shapely.transform(np.array(rows, object), mercator) for kind, rows in shapes.items()}
        self.names: dict[str, dict[str, str]] = {SOURCE: {}}

    def draw(self, day: str, look: Look, *, position: str = "", without: Sequence[str] = (), lang: str = SOURCE) -> str:
        """Return the sketch of a day as SVG, without an outer size.

        The middle is at 0, 0. `data-box` has width and height (units) of what must be seen whole, or `data-zoomed`
        stands there; `--k`, units for a pixel, is what lines, names and patterns are scaled by.

        Parameters
        ----------
        day
            ISO day.
        position
            The rival position that is followed; empty if none.
        without
            Layers left out, of ``claims`` and ``names``.
        lang
            Language of the names.
        """
        shown = [row for row in self.atlas["features"] if _is_on(row, day, position)]
        shown = [row for row in shown if "claims" not in without or row["role"] != "claim"]
        lands = _Lands(self, look)
        pieces = [(row, lands.of(row["parts"])) for row in shown]
        pieces = [(row, shape) for row, shape in pieces if not shape.is_empty]
        base = [pair for pair in pieces if pair[0]["role"] in {"base", "context"}]
        over = [pair for pair in pieces if pair[0]["role"] in {"claim", "inner", "core"}]
        body = [
            _path(lands.physical("land"), "land"),
            *(_territory(row, shape) for row, shape in base),
            _path(lands.physical("lake"), "lake"),
            *(_territory(row, shape) for row, shape in over),
            _path(lands.lines(self.atlas["outer"]), "outer"),
            *self._borders(lands, day, position),
            *(() if "names" in without else self._named(pieces, look, lang)),
        ]
        x0, y0, x1, y1 = (round(side * look.scale, 1) for side in look.box)
        fit = f'data-box="{x1 - x0:g} {y1 - y0:g}"' if look.zoom is None else "data-zoomed"
        left, top, right, bottom = look.window
        view = f'viewBox="{left:g} {top:g} {right - left:g} {bottom - top:g}" style="--k:{UNITS}"'
        tiles = "".join(dict.fromkeys(_tile(row) for row, _ in pieces))
        return f'<svg class="sketch" {fit} {view} aria-hidden="true">{tiles}{"".join(body)}</svg>'

    def style(self) -> str:
        """Return the rules of the colours of the powers; those of everything else are the page's."""
        return "".join(
            f".sketch .c-{name}{{--c:light-dark({row['light']},{row['dark']})}}"
            for name, row in self.atlas["colours"].items()
        )

    def _borders(self, lands: "_Lands", day: str, position: str) -> Iterator[str]:
        """Give the borders of a day, those of one line together, each with what lies under it."""
        arcs: dict[str, list[int]] = {}
        for border in self.atlas["borders"]:
            periods = border.get("rivals", {}).get(position, border["periods"])
            line = next((row["line"] for row in periods if row["start"] <= day < row["end"]), "none")
            arcs.setdefault(line, []).extend(border["arcs"])
        for line, own in sorted(arcs.items()):
            if line != "none":
                drawn = lands.lines(own)
                under = "" if line == "solid" else _path(drawn, f"band {line}")
                yield under + _path(drawn, f"border {line}")

    def _named(self, pieces: Iterable[tuple[dict[str, Any], Any]], look: Look, lang: str) -> Iterator[str]:
        """Give the names of lands, each where the part of its land in the window leaves it the most room."""
        words = self._words(lang)
        for row, shape in pieces:
            if not row.get("label") or row["role"] == "claim":
                continue
            name = words.get(row["name"], row["name"])
            x, y, room = roomiest(_largest(shapely.clip_by_rect(shape, *look.window)), 2)
            size = min(MOST, room / UNITS * 2 * WIDE / (len(name) * 0.6))
            if size >= LEAST:
                at = f'x="{x:.0f}" y="{y:.0f}" style="--s:{size * UNITS:.0f}"'
                yield f'<text class="{row["role"]}" {at}>{escape(name)}</text>'

    def _words(self, lang: str) -> dict[str, str]:
        """Return the names of territories in another language by those of the layers."""
        if lang not in self.names:
            path = self.folder / file_in("words", lang)
            sections = _read(path)["sections"] if path.is_file() else {}
            self.names[lang] = sections.get("features", {}).get("name", {})
        return self.names[lang]


class _Lands:
    """The shapes of one sketch, in its units: arcs simplified once, so that neighbours keep one line."""

    def __init__(self, sketches: Sketches, look: Look) -> None:
        self.sketches = sketches
        self.look = look
        self.simple: dict[int, Any] = {}

    def arc(self, number: int) -> Any:
        """Return the points of an arc; -1 - n is the arc n turned round."""
        own = number if number >= 0 else ~number
        if own not in self.simple:
            points = self.look.units(self.sketches.arcs[own])
            # A ring keeps its shape only if it is simplified in two halves.
            middle = len(points) // 2 if (points[0] == points[-1]).all() else 0
            halves = [points[: middle + 1], points[middle:]] if middle > 1 else [points]
            lines = shapely.simplify([shapely.LineString(half) for half in halves], FINE, preserve_topology=False)
            first, *rest = [shapely.get_coordinates(line) for line in lines]
            self.simple[own] = np.concatenate([first, *(half[1:] for half in rest)])
        points = self.simple[own]
        return points if number >= 0 else points[::-1]

    def ring(self, arcs: Sequence[int]) -> Any:
        """Return the points of a ring of arcs."""
        points = np.concatenate([self.arc(number)[:-1] for number in arcs])
        return points if len(points) > 2 else None

    def of(self, names: Iterable[str]) -> Any:
        """Return the land of some parts, as far as it is in reach."""
        polygons = []
        for name in names:
            part = self.sketches.parts[name]
            for rings in part["arcs"] if part["type"] == "MultiPolygon" else [part["arcs"]]:
                outline, *holes = [self.ring(arcs) for arcs in rings]
                if outline is not None:
                    polygons.append(shapely.Polygon(outline, [hole for hole in holes if hole is not None]))
        # Parts side by side are one land: what two of them share is no line of it.
        return self.reached(shapely.coverage_union_all(polygons))

    def lines(self, arcs: Iterable[int]) -> Any:
        """Return the lines of some arcs, as far as they are in reach."""
        joined = shapely.line_merge(shapely.MultiLineString([self.arc(number) for number in arcs]))
        return self.reached(joined)

    def physical(self, kind: str) -> Any:
        """Return what there is of a kind of the physical map, as far as it is in reach."""
        moved = shapely.transform(self.sketches.physical[kind], self.look.units)
        near = shapely.clip_by_rect(moved, *self.look.reach)
        simple = shapely.simplify(near[~shapely.is_empty(near)], FINE, preserve_topology=False)
        return shapely.geometrycollections(simple)

    def reached(self, shape: Any) -> Any:
        """Return what of a shape is in reach."""
        return shapely.clip_by_rect(shape, *self.look.reach)


_PHYSICAL = ("land", "lake")


def mercator(points: Any) -> Any:
    """Return points (EPSG:4326, degrees) in the world of Web Mercator, which is 1 wide and 1 high, y downwards."""
    lon, lat = np.asarray(points, dtype=float).T
    y = 0.5 - np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) / (2 * np.pi)
    return np.column_stack([lon / 360 + 0.5, y])


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _shape(feature: dict[str, Any]) -> Any:
    return shapely.geometry.shape(feature["geometry"])


def _is_on(row: dict[str, Any], day: str, position: str) -> bool:
    """Return whether a feature is shown, as `isOn` in browser/map/dates.js."""
    if not row["start"] <= day < row["end"]:
        return False
    return row["position"] == position if row.get("position") else position not in row.get("unless", [])


def _pattern_of(row: dict[str, Any]) -> str:
    """Return the pattern of a feature, or nothing; a claim never covers the land of who holds it."""
    known = row["pattern"] if row["pattern"] in _PATTERNS and row["role"] != "core" else ""
    return str(known or ("crosshatch" if row["role"] == "claim" else ""))


def _tile_id(row: dict[str, Any]) -> str:
    return f"p-{row['colour']}-{_pattern_of(row)}{'-over' if row['role'] == 'claim' else ''}"


def _tile(row: dict[str, Any]) -> str:
    """Return the tile of a pattern; that of a claim has no ground."""
    name = _pattern_of(row)
    if not name:
        return ""
    size, turn, marks = _PATTERNS[name]
    ground = "" if row["role"] == "claim" else f'<path class="ground" d="M0 0h{size}v{size}h-{size}z"/>'
    over = " over" if row["role"] == "claim" else ""
    look = f'width="{size}" height="{size}" patternUnits="userSpaceOnUse" data-turn="{turn}"'
    turned = f'patternTransform="rotate({turn}) scale({UNITS})"'
    return f'<pattern id="{_tile_id(row)}" class="c-{row["colour"]}{over}" {look} {turned}>{ground}{marks}</pattern>'


def _territory(row: dict[str, Any], shape: Any) -> str:
    """Return the path of a territory."""
    names = [row["role"], f"c-{row['colour']}", f"edge-{row['line']}"]
    fill = f' fill="url(#{_tile_id(row)})"' if _pattern_of(row) else ""
    return _path(shape, " ".join(names), fill)


def _path(shape: Any, names: str, more: str = "") -> str:
    data = "".join(_data(part) for part in shapely.get_parts(shape))
    return f'<path class="{names}"{more} d="{data}"/>' if data else ""


def _data(shape: Any) -> str:
    """Return the commands of a shape, in whole units, each point from the one before."""
    if isinstance(shape, shapely.Polygon):
        return "".join(_line(ring, end="z") for ring in (shape.exterior, *shape.interiors))
    if isinstance(shape, shapely.LineString):
        return _line(shape)
    return "".join(_data(part) for part in shapely.get_parts(shape)) if hasattr(shape, "geoms") else ""


def _line(line: Any, end: str = "") -> str:
    points = np.rint(shapely.get_coordinates(line)).astype(int)
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)]
    if not len(steps) or (end and len(steps) < 3):
        return ""
    steps = steps[:-1] if end else steps
    return f"M{points[0][0]} {points[0][1]}l{' '.join(map(str, steps.ravel().tolist()))}{end}"


def _largest(land: Any) -> list[Any]:
    """Return the largest part of a land, if it has one."""
    polygons = [part for part in shapely.get_parts(shapely.make_valid(land)) if isinstance(part, shapely.Polygon)]
    return [max(polygons, key=shapely.area)] if polygons else []
