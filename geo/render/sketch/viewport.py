"""The viewport of a sketch: where it looks, and how large the world is there."""

from dataclasses import dataclass
from functools import cached_property
from math import floor, log2
from typing import Any

import numpy as np

WINDOW = (840, 530)  # pixels: the map in a window of 1280 × 800, for which a sketch is made
UNITS = 2  # units of the SVG for a pixel there
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


def mercator(points: Any) -> Any:
    """Return points (EPSG:4326, degrees) in the world of Web Mercator, which is 1 wide and 1 high, y downwards."""
    lon, lat = np.asarray(points, dtype=float).T
    y = 0.5 - np.log(np.tan(np.pi / 4 + np.radians(lat) / 2)) / (2 * np.pi)
    return np.column_stack([lon / 360 + 0.5, y])
