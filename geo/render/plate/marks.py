"""Marks: the shape tells the kind of a mission, the filling its state."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path

from geo.render.plate import inks

Point = tuple[float, float]
SIZE = 4.2  # mm
_SEATS = {"residency", "seat", "post"}
# On a grid of 16 to 17, y downwards, as on the live map: what is filled, and what is only drawn.
_SHAPES: dict[str, tuple[list[Point], list[list[Point]]]] = {
    "embassy": ([(3, 4), (13, 4), (10.6, 7.2), (13, 10.4), (3, 10.4)], [[(3, 15.5), (3, 3.5)]]),
    "seat": (
        [(2.5, 7), (8, 3), (13.5, 7)],
        [[(2.5, 14), (13.5, 14)], [(4, 14), (4, 7.5)], [(8, 14), (8, 7.5)], [(12, 14), (12, 7.5)]],
    ),
    "place": ([(8, 3.5), (13, 8.5), (8, 13.5), (3, 8.5)], []),
}


def shape_of(kind: str) -> str:
    """Return how a kind of mission is drawn: ``embassy``, ``seat`` or ``place``."""
    return "embassy" if kind.endswith("embassy") else "seat" if kind in _SEATS else "place"


def draw_mark(page: Axes, at: Point, kind: str, symbol: str, colour: str) -> None:
    """Draw the mark of a mission at a place of the page (mm)."""
    x, y = at
    shape, half = shape_of(kind), SIZE * 0.46
    is_shut = symbol in {"hollow", "cross"}
    edge = {"edgecolor": inks.INK if is_shut else colour, "linestyle": (0, (2, 1.2)) if is_shut else "solid"}
    look = {"facecolor": inks.PAPER, "linewidth": 0.9, "zorder": 17, **edge}
    if shape == "seat":
        corner = (x - half + 0.4, y - half + 0.4)
        box = FancyBboxPatch(corner, 2 * half - 0.8, 2 * half - 0.8, boxstyle="round,pad=0.4,rounding_size=0.7", **look)
        page.add_patch(box)
    else:
        page.add_patch(Circle((x, y), half, **look))
    filled, strokes = _SHAPES[shape]
    _draw(page, at, filled, closed=True, fill=colour if symbol in {"full", "square"} else "none")
    if symbol == "half":
        patch = _draw(page, at, filled, closed=True, fill=colour)
        patch.set_clip_path(Rectangle((x - half, y - half), half, 2 * half, transform=page.transData))
    for stroke in strokes:
        _draw(page, at, stroke, closed=False)
    if symbol == "cross":
        _draw(page, at, [(1.5, 15.5), (14.5, 1.5)], closed=False)
    if symbol == "link":
        ring = {"facecolor": colour, "edgecolor": inks.INK, "linewidth": 0.5, "zorder": 18.5}
        page.add_patch(Circle((x + half * 0.55, y - half * 0.5), half * 0.3, **ring))


def _draw(page: Axes, at: Point, points: list[Point], *, closed: bool, fill: str = "none") -> PathPatch:
    """Draw a part of a mark, its middle at a place of the page (mm)."""
    scale = SIZE * 0.58 / 16
    moved = (np.array(points) - (8, 8.8)) * (scale, -scale) + at
    look = {"edgecolor": inks.INK, "linewidth": 0.55, "joinstyle": "round", "capstyle": "round", "zorder": 18}
    patch = PathPatch(Path(np.vstack([moved, moved[:1]]) if closed else moved, closed=closed), facecolor=fill, **look)
    page.add_patch(patch)
    return patch
