"""Figures: the map of one day at print quality; the only part of the library that knows Matplotlib."""

from geo.render.plate.plate import DPI, FORMATS, draw_map
from geo.render.plate.words import PlateWords

__all__ = ["DPI", "FORMATS", "PlateWords", "draw_map"]
