"""Patterns of the symbology, drawn into a land: lines, dots and rings in proportion to their tile."""

from collections.abc import Iterable
from math import cos, radians, sin
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import EllipseCollection, LineCollection
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from geo.render.symbology import PATTERNS

SCALE = 0.8  # points for a pixel of a tile: larger than lines (`inks.POINT`), so that dots are seen across a room

Mark = dict[str, Any]


def outline_of(geometries: Iterable[Any]) -> Path:
    """Return the outline of polygons and their holes."""
    rings = [
        np.asarray(ring.coords)
        for polygon in shapely.get_parts(list(geometries))
        if polygon.geom_type == "Polygon"
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))


def draw_pattern(axes: Axes, outline: Path, name: str, ink: str, **look: Any) -> None:
    """Fill an outline, in the units of some axes, with a pattern of the symbology.

    Each mark is repeated over the box of the outline and clipped to it. The pattern has the same place on every page,
    so that lands side by side have one. `look` is what else Matplotlib's collections have, such as ``zorder``.
    """
    points = Affine2D().scale(1 / 72) + axes.figure.dpi_scale_trans  # of the page, from its left foot
    in_points = outline.transformed(axes.transData - points)
    tile = _Tile(PATTERNS[name], in_points)
    for kind, mark in PATTERNS[name]["draw"]:
        if kind == "line":
            drawn = LineCollection(tile.lines(mark), linewidths=mark["stroke-width"] * SCALE, transform=points)
        elif mark.get("fill") != "none":
            drawn = _dots(tile, mark, points)
        else:
            drawn = _rings(tile, mark, points, in_points)
        drawn.set(edgecolor=ink, facecolor="none", **look)
        axes.add_collection(drawn, autolim=False)
        drawn.set_clip_path(outline, axes.transData)


def _dots(tile: "_Tile", mark: Mark, points: Any) -> LineCollection:
    """Return full circles, a row of them as one line of points with round ends."""
    width = 2 * mark["r"] * SCALE
    rows = tile.rows(mark["cx"], mark["cy"])
    return LineCollection(
        rows, linewidths=width, linestyles=(0, (0.001, tile.size / width)), capstyle="round", transform=points
    )


def _rings(tile: "_Tile", mark: Mark, points: Any, outline: Path) -> EllipseCollection:
    """Return hollow circles, those that touch the outline (in points)."""
    across = 2 * mark["r"] * SCALE
    centres = tile.grid(mark["cx"], mark["cy"])
    rim = across / 2 + mark["stroke-width"] * SCALE / 2
    tries = [(0, 0), (rim, 0), (-rim, 0), (0, rim), (0, -rim)]
    near = np.any([outline.contains_points(centres + step) for step in tries], axis=0) if len(centres) else []
    return EllipseCollection(
        across, across, 0, units="points", offsets=centres[near], offset_transform=points,
        linewidths=mark["stroke-width"] * SCALE,
    )  # fmt: skip


class _Tile:
    """A tile of a pattern, repeated over the box of an outline, both in points.

    Marks have x to the right and y downwards, and turn clockwise, as in SVG.
    """

    def __init__(self, pattern: dict[str, Any], outline: Path) -> None:
        self.size = pattern["size"] * SCALE
        angle = radians(pattern["turn"])
        # From the tile to the page: turned, then y upwards.
        self.turn = np.array([[cos(angle), -sin(angle)], [-sin(angle), -cos(angle)]])
        (left, bottom), (right, top) = outline.get_extents().get_points()
        corners = np.array([[left, bottom], [left, top], [right, bottom], [right, top]]) @ self.turn
        self.first = np.floor(corners.min(axis=0) / self.size) - 1
        self.last = np.ceil(corners.max(axis=0) / self.size) + 1

    def lines(self, mark: Mark) -> Any:
        """Return a mark from edge to edge of its tile as lines through all tiles: (lines, 2, 2)."""
        return self.rows(0, mark["y1"]) if mark["y1"] == mark["y2"] else self.rows(0, mark["x1"], axis=1)

    def rows(self, x: float, y: float, axis: int = 0) -> Any:
        """Return lines along an axis of the tile, each from a point (pixels) in the first tile on."""
        across = self._places(y, 1 - axis)
        ends = self._places(x, axis)[[0, -1]]
        lines = np.empty((len(across), 2, 2))
        lines[:, :, axis], lines[:, :, 1 - axis] = ends, across[:, None]
        return lines @ self.turn.T

    def grid(self, x: float, y: float) -> Any:
        """Return where a point (pixels) of the tile lies in every tile: (points, 2)."""
        grid = np.stack(np.meshgrid(self._places(x, 0), self._places(y, 1)), axis=-1).reshape(-1, 2)
        return grid @ self.turn.T

    def _places(self, at: float, axis: int) -> Any:
        return np.arange(self.first[axis], self.last[axis] + 1) * self.size + at * SCALE
