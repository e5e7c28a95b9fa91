"""Sketches of any day and viewport, from one set of layers."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from typing import Any

import shapely

from geo.render.label_points import WIDE, label_point
from geo.render.sketch import svg
from geo.render.sketch.layers import Layers, Shapes
from geo.render.sketch.viewport import UNITS, Viewport
from geo.render.symbology import BORDERS, LANDS
from geo.translations import SOURCE

VIEWPORTS = 24  # of which shapes are kept, some 200 KB each
LABELS = 1024  # of which the place is kept
LEAST, MOST = 11, 23  # pixels: sizes of names, as browser/map/labels/names.js has them

Piece = tuple[dict[str, Any], Any]  # a territory, and its shape in the sketch


class Sketches:
    """The layers of an atlas, read once, of which sketches are made.

    Parameters
    ----------
    folder
        Where `atlas.json` and `physical.json` lie, and `words.<language>.json` for every other language.
    """

    def __init__(self, folder: Path) -> None:
        self.layers = Layers(folder)
        # What a viewport has on every day; most links look where one of the views does.
        self._shapes = lru_cache(maxsize=VIEWPORTS)(partial(Shapes, self.layers))
        self._ground = lru_cache(maxsize=2 * VIEWPORTS)(self._drawn_ground)
        self._label = lru_cache(maxsize=LABELS)(self._label_point)

    def draw(
        self, day: str, viewport: Viewport, *, position: str = "", without: Sequence[str] = (), lang: str = SOURCE
    ) -> str:
        """Return the sketch of a day as SVG, without an outer size.

        The middle is at 0, 0. `data-box` has width and height (units) of what must be seen whole, or `data-zoomed`
        stands there; `--k`, units for a pixel, is what lines, names and patterns are scaled by.

        Parameters
        ----------
        day
            ISO day.
        viewport
            Where the sketch looks.
        position
            The rival position that is followed; empty if none.
        without
            Layers left out, of ``claims`` and ``names``.
        lang
            Language of the names.
        """
        shapes = self._shapes(viewport)
        pieces = list(self._pieces(shapes, day, position, without))
        body = [
            self._ground(viewport, "land"),
            *_territories(pieces, {"base", "context"}),
            self._ground(viewport, "lake"),
            *_territories(self._lines_once(pieces), {"claim", "inner", "core"}),
            svg.path(shapes.lines(self.layers.atlas["outer"]), "outer"),
            *self._borders(shapes, day, position),
            *(() if "names" in without else self._names(pieces, viewport, lang)),
        ]
        tiles = dict.fromkeys(svg.tile(row) for row, _ in pieces)
        return f"{_opening(viewport)}{''.join(tiles)}{''.join(body)}</svg>"

    def _drawn_ground(self, viewport: Viewport, kind: str) -> str:
        return svg.path(self._shapes(viewport).physical(kind), kind)

    def style(self) -> str:
        """Return the style sheet of sketches. `--px`, a pixel in units of the sketch, is left to the page."""
        return svg.style(self.layers.atlas["colours"])

    def _pieces(self, shapes: Shapes, day: str, position: str, without: Sequence[str]) -> Iterator[Piece]:
        """Give the territories of a day that have land in reach, each with its shape."""
        for row in self.layers.features_on(day, position):
            if "claims" not in without or row["role"] != "claim":
                shape = shapes.land(tuple(row["parts"]))
                if not shape.is_empty:
                    yield row, shape

    @staticmethod
    def _lines_once(pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Give pieces, those without a fill as lines: two dashed lines on one another would look like a solid one."""
        drawn = shapely.MultiLineString()
        for row, shape in pieces:
            if LANDS[row["role"]]["fillOpacity"]:
                yield row, shape
                continue
            polygons = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
            lines = shapely.union_all(shapely.boundary(polygons))
            yield row, shapely.line_merge(shapely.difference(lines, drawn))
            drawn = shapely.union(drawn, lines)

    def _borders(self, shapes: Shapes, day: str, position: str) -> Iterator[str]:
        """Give the borders of a day, those of one kind of line together, each with the band under it."""
        for line, arcs in self.layers.border_arcs(day, position).items():
            drawn = shapes.lines(arcs)
            if BORDERS[line]["band"].get("stroke", True):
                yield svg.path(drawn, f"band {line}")
            yield svg.path(drawn, f"border {line}")

    def _names(self, pieces: Iterable[Piece], viewport: Viewport, lang: str) -> Iterator[str]:
        """Give the names of lands, each where the part of its land in the window leaves it the most room."""
        names = self.layers.names(lang)
        for row, _ in pieces:
            if not row.get("label") or row["role"] == "claim":
                continue
            name = str(names.get(row["name"], row["name"]))
            x, y, room = self._label(viewport, tuple(row["parts"]))
            size = min(MOST, room / UNITS * 2 * WIDE / (len(name) * 0.6))
            if size >= LEAST:
                at = f'x="{x:.0f}" y="{y:.0f}" style="--s:{size * UNITS:.0f}"'
                yield f'<text class="{escape(row["role"])}" {at}>{escape(name)}</text>'

    def _label_point(self, viewport: Viewport, parts: tuple[str, ...]) -> tuple[float, float, float]:
        """Return where a name has the most room on a land in the window, and the half of that room (units)."""
        land = shapely.clip_by_rect(self._shapes(viewport).land(parts), *viewport.window)
        return label_point(_largest(land), 2)


def _territories(pieces: Iterable[Piece], roles: set[str]) -> Iterator[str]:
    return (svg.territory_path(row, shape) for row, shape in pieces if row["role"] in roles)


def _opening(viewport: Viewport) -> str:
    """Return the opening tag: what must be seen whole, and how much a unit is until a page has fitted the sketch."""
    x0, y0, x1, y1 = (round(side * viewport.scale, 1) for side in viewport.box)
    fit = f'data-box="{x1 - x0:g} {y1 - y0:g}"' if viewport.zoom is None else 'data-zoomed=""'
    left, top, right, bottom = viewport.whole
    view = f'viewBox="{left:g} {top:g} {right - left:g} {bottom - top:g}" style="--k:{UNITS}"'
    return f'<svg class="sketch" {fit} {view} aria-hidden="true">'


def _largest(land: Any) -> list[Any]:
    """Return the largest part of a land, if it has one."""
    polygons = [part for part in shapely.get_parts(shapely.make_valid(land)) if isinstance(part, shapely.Polygon)]
    return [max(polygons, key=shapely.area)] if polygons else []
