"""The sketch: the map of one day as a small SVG, to stand in a page before any script of the map has come.

A sketch is made of the layers that the live map fetches, with its symbology and projection, so that the live map can
take its place and nothing moves. It has land, lakes, territories, claims, borders and names; towns, rivers, missions
and the legend come with the live map.
"""

from geo.render.sketch.sketch import Sketches
from geo.render.sketch.viewport import Viewport

__all__ = ["Sketches", "Viewport"]
