"""The layers of a sketch: what the live map fetches, read once, and its shapes in one viewport."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.coverage import IDENTIFIER
from geo.errors import DatasetError
from geo.render.sketch.viewport import Viewport, mercator
from geo.render.symbology import BORDERS, LANDS, PATTERNS, SYMBOLOGY
from geo.translations import SOURCE, file_in

HUE = re.compile(r"#[0-9A-Fa-f]{6}")
_PATTERNS = {*PATTERNS, "solid", "faint", "none"}
_LINES = {*BORDERS, "none"}
_SHOWN = 40  # letters of a name in a sentence
_OTHERWISE = (AttributeError, LookupError, RecursionError, TypeError, ValueError, shapely.errors.ShapelyError)
SIMPLIFY = 1.2  # units by which a line may be simplified
LANDS_KEPT = 64  # of a viewport
_PHYSICAL = ("land", "lake")


class Layers:
    """The layers of an atlas, with their lines in the world of Web Mercator.

    Parameters
    ----------
    folder
        Where `atlas.json` and `physical.json` lie, and `words.<language>.json` for every other language.

    Raises
    ------
    DatasetError
        If they are not what the build writes, or name a look that the symbology does not have: a package may bring
        any layers, and what is a name here becomes a part of the page.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names: dict[str, dict[str, str]] = {SOURCE: {}}
        try:
            self._load()
            faults = [*look_faults(self.atlas)]
        except _OTHERWISE as error:
            fault = f"atlas.json, physical.json: not what the build writes ({type(error).__name__}); build them again"
            raise DatasetError([fault]) from error
        if faults:
            raise DatasetError(faults)

    def _load(self) -> None:
        self.atlas: dict[str, Any] = _read(self.folder / "atlas.json")
        topology = self.atlas["topology"]
        scale, move = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
        self.arcs = [mercator(np.cumsum(arc, axis=0) * scale + move) for arc in topology["arcs"]]
        self.parts = {part["id"]: part for part in topology["objects"]["parts"]["geometries"]}
        physical = _read(self.folder / "physical.json")["features"]
        shapes = {kind: [_shape(row) for row in physical if row["properties"]["kind"] == kind] for kind in _PHYSICAL}
        self.physical = {kind: shapely.transform(np.array(rows, object), mercator) for kind, rows in shapes.items()}

    def features_on(self, day: str, position: str) -> list[dict[str, Any]]:
        """Return the territories of an ISO day under a rival position, or under none if that is empty."""
        return [row for row in self.atlas["features"] if _is_on(row, day, position)]

    def border_arcs(self, day: str, position: str) -> dict[str, list[int]]:
        """Return the arcs of the borders of a day by the kind of their line, in the order of its name."""
        arcs: dict[str, list[int]] = {}
        for border in self.atlas["borders"]:
            periods = border.get("rivals", {}).get(position, border["periods"])
            line = next((row["line"] for row in periods if row["start"] <= day < row["end"]), "none")
            arcs.setdefault(line, []).extend(border["arcs"])
        return {line: arcs[line] for line in sorted(arcs) if line != "none"}

    def names(self, lang: str) -> dict[str, str]:
        """Return the names of territories in another language by those of the layers."""
        if lang not in self._names:
            path = self.folder / file_in("words", lang)
            sections = _read(path)["sections"] if path.is_file() else {}
            self._names[lang] = sections.get("features", {}).get("name", {})
        return self._names[lang]


def look_faults(atlas: dict[str, Any]) -> Iterator[str]:
    """Yield what in `atlas.json` is no colour, and no role, pattern or line of the symbology."""
    colours = atlas["colours"]
    for name, row in colours.items():
        if not IDENTIFIER.fullmatch(name):
            yield f"atlas.json, colours: “{name[:_SHOWN]}” is no identifier"
        for theme in ("light", "dark"):
            if not HUE.fullmatch(str(row[theme])):
                yield f"atlas.json, colours, {name[:_SHOWN]}: {theme} is no colour of the form #rrggbb"
    looks = {"role": LANDS, "colour": colours, "pattern": _PATTERNS, "line": SYMBOLOGY["dashes"]}
    for number, feature in enumerate(atlas["features"], start=1):
        unknown = [name for name, known in looks.items() if feature[name] not in known]
        yield from (f"atlas.json, feature {number}: {name} is none that the atlas draws" for name in unknown)
    for number, border in enumerate(atlas["borders"], start=1):
        periods = [period for rows in (border["periods"], *border.get("rivals", {}).values()) for period in rows]
        if any(period["line"] not in _LINES for period in periods):
            yield f"atlas.json, border {number}: line is none that the atlas draws"


class Shapes:
    """The shapes of one sketch, in its units: arcs simplified once, so that neighbours keep one line."""

    def __init__(self, layers: Layers, viewport: Viewport) -> None:
        self.layers = layers
        self.viewport = viewport
        self._simplified: dict[int, Any] = {}
        self.land = lru_cache(maxsize=LANDS_KEPT)(self._land)  # most lands are the same on many days

    def arc(self, number: int) -> Any:
        """Return the points of an arc; -1 - n is the arc n turned round."""
        index = number if number >= 0 else ~number
        if index not in self._simplified:
            points = self.viewport.units(self.layers.arcs[index])
            # A ring keeps its shape only if it is simplified in two halves.
            middle = len(points) // 2 if (points[0] == points[-1]).all() else 0
            halves = [points[: middle + 1], points[middle:]] if middle > 1 else [points]
            lines = shapely.simplify([shapely.LineString(half) for half in halves], SIMPLIFY, preserve_topology=False)
            first, *rest = [shapely.get_coordinates(line) for line in lines]
            self._simplified[index] = np.concatenate([first, *(half[1:] for half in rest)])
        points = self._simplified[index]
        return points if number >= 0 else points[::-1]

    def ring(self, arcs: Sequence[int]) -> Any:
        """Return the points of a ring of arcs, or None if they enclose nothing."""
        points = np.concatenate([self.arc(number)[:-1] for number in arcs])
        return points if len(points) > 2 else None

    def _land(self, names: tuple[str, ...]) -> Any:
        """Return the land of some parts, as far as it is in reach."""
        polygons = []
        for name in names:
            part = self.layers.parts[name]
            for rings in part["arcs"] if part["type"] == "MultiPolygon" else [part["arcs"]]:
                outline, *holes = [self.ring(arcs) for arcs in rings]
                if outline is not None:
                    polygons.append(shapely.Polygon(outline, [hole for hole in holes if hole is not None]))
        # Parts side by side are one land: what two of them share is no line of it.
        return self._within_reach(shapely.coverage_union_all(polygons))

    def lines(self, arcs: Iterable[int]) -> Any:
        """Return the lines of some arcs, as far as they are in reach."""
        points = [self.arc(number) for number in arcs]
        owners = np.repeat(np.arange(len(points)), [len(one) for one in points])
        lines = shapely.linestrings(np.concatenate(points), indices=owners) if points else []
        return self._within_reach(shapely.line_merge(shapely.multilinestrings(lines)))

    def physical(self, kind: str) -> Any:
        """Return what there is of a kind of the physical map, as far as it is in reach."""
        moved = shapely.transform(self.layers.physical[kind], self.viewport.units)
        near = shapely.clip_by_rect(moved, *self.viewport.reach)
        simple = shapely.simplify(near[~shapely.is_empty(near)], SIMPLIFY, preserve_topology=False)
        return shapely.geometrycollections(simple)

    def _within_reach(self, shape: Any) -> Any:
        return shapely.clip_by_rect(shape, *self.viewport.reach)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _shape(feature: dict[str, Any]) -> Any:
    return shapely.geometry.shape(feature["geometry"])


def _is_on(row: dict[str, Any], day: str, position: str) -> bool:
    """Return whether a feature is shown, as `isOn` in browser/map/time.js."""
    if not row["start"] <= day < row["end"]:
        return False
    return row["position"] == position if row.get("position") else position not in row.get("unless", [])
