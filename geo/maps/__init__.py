"""Folium maps of the atlas; the only part of the library that imports folium."""

from geo.maps.live import DateState, LiveMap, base_map

__all__ = ["DateState", "LiveMap", "base_map"]
