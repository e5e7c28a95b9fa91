"""Folium maps of the atlas; the only part of the library that imports folium."""

from geo.maps.live import DateState, LiveMap, base_map
from geo.maps.page import MapParts, map_parts

__all__ = ["DateState", "LiveMap", "MapParts", "base_map", "map_parts"]
