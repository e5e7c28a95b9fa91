"""The viewport of a sketch: where it looks, and how large the world is there."""

from dataclasses import dataclass
from functools import cached_property
from math import floor, log2
from typing import Any

import numpy as np

WINDOW = (840, 530)  # pixels: the map in a window of 1280 × 800, for which a sketch is made
UNITS = 2  # units of the SVG for a pixel there
MARGIN = 12 * UNITS  # units beyond a room, so that no line is seen where a shape is cut
REACH = (0.7, 2.0)  # width by height of the narrowest and widest map that a sketch fills
TILE = 256  # pixels of the whole world at zoom 0, as Leaflet has it
SNAP = 4  # steps of the live map's zoom for one whole one

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Viewport:
    """Where a sketch looks: a box to be seen whole, or a point at a zoom.

    Attributes
    ----------
    bounds
        Left, bottom, right, top (EPSG:4326, degrees); the same point twice with a `zoom`.
    zoom
        As Leaflet counts it on a map of `WINDOW`; None for the nearest at which the bounds are seen whole.
    room
        Width and height (pixels) of a map that has this very size; None for a page, where it may have any.
    """

    bounds: Box
    zoom: float | None = None
    room: tuple[int, int] | None = None

    @cached_property
    def box(self) -> Box:
        """Left, top, right and bottom in the world of Web Mercator, which is 1 wide and 1 high, y downwards."""
        left, bottom, right, top = self.bounds
        (x0, y0), (x1, y1) = mercator(np.array([[left, top], [right, bottom]])).tolist()
        return x0, y0, x1, y1

    @cached_property
    def scale(self) -> float:
        """Units of the SVG for the whole world, at the zoom that the room or a window of `WINDOW` has."""
        wide, high = self.room or WINDOW
        if self.zoom is not None:
            return float(TILE * 2**self.zoom * UNITS * min(wide / WINDOW[0], high / WINDOW[1]))
        x0, y0, x1, y1 = self.box
        fit = min(wide / (x1 - x0), high / (y1 - y0)) / TILE
        # The live map's zoom goes in steps; a room is filled.
        return TILE * UNITS * (fit if self.room else 2 ** (floor(log2(fit) * SNAP) / SNAP))

    @cached_property
    def reach(self) -> Box:
        """Left, top, right and bottom (units, from the middle) of what the map shows, whatever usual shape it has."""
        if self.room:
            left, top, right, bottom = self.window
            return left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN
        x0, y0, x1, y1 = (side * self.scale for side in self.box)
        wide, high = (x1 - x0, y1 - y0) if self.zoom is None else (WINDOW[0] * UNITS, WINDOW[1] * UNITS)
        slack = 2 ** (1 / SNAP)
        half = (max(wide, high * REACH[1]) * slack / 2, max(high, wide / REACH[0]) * slack / 2)
        return -half[0], -half[1], half[0], half[1]

    @property
    def window(self) -> Box:
        """Left, top, right and bottom (units, from the middle) of the room, or of a map of `WINDOW`."""
        wide, high = (side * UNITS / 2 for side in self.room or WINDOW)
        return -wide, -high, wide, high

    @property
    def whole(self) -> Box:
        """Left, top, right and bottom (units, from the middle) of what must be seen whole."""
        if self.room or self.zoom is not None:
            return self.window
        x0, y0, x1, y1 = (side * self.scale for side in self.box)
        wide, high = round((x1 - x0) / 2), round((y1 - y0) / 2)
        return -wide, -high, wide, high

    def units(self, points: Any) -> Any:
        """Return points of the world in units from the middle of the sketch."""
        x0, y0, x1, y1 = self.box
        return (points - ((x0 + x1) / 2, (y0 + y1) / 2)) * self.scale


def mercator(points: Any) -> Any:
    """Return points (EPSG:4326, degrees) in the world of Web Mercator, which is 1 wide and 1 high, y downwards."""
    lon, lat = np.asarray(points, dtype=float).T
    y = 0.5 - np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) / (2 * np.pi)
    return np.column_stack([lon / 360 + 0.5, y])
