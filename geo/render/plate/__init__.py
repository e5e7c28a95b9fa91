"""Figures: the map of one day at print quality; the only part of the library that knows Matplotlib."""

from geo.render.plate.plate import draw_map, draw_order

__all__ = ["draw_map", "draw_order"]
