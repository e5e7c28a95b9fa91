"""The physical base map: land, lakes and rivers, finer where the atlas looks closer."""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import LineString, Polygon, STRtree
from shapely.geometry.base import BaseGeometry

from geo.build.drawings import Drawing
from geo.build.simplify import area_km2
from geo.build.sources import Sources
from geo.errors import BuildError

DECIMALS = 3
KINDS = ("land", "lake", "river")


class Zones:
    """Zones of the base map; where they overlap, the later in the file is the one that counts."""

    def __init__(self, drawings: list[Drawing]) -> None:
        """Take the drawings used as zones; the first must hold all others."""
        if not drawings:
            msg = "cuts.geojson has no feature with the use zone."
            raise BuildError(msg)
        self.areas = [drawing.geometry for drawing in drawings]
        self.settings = [drawing.properties for drawing in drawings]
        self.tree = STRtree(self.areas)

    @property
    def whole(self) -> BaseGeometry:
        """The extent of the base map, EPSG:4326."""
        return self.areas[0]

    def of_points(self, points: np.ndarray) -> np.ndarray:
        """Return the number of the zone of each point; outside all zones the first."""
        numbers = np.zeros(len(points), dtype=int)
        indices, zones = self.tree.query(points, predicate="intersects")
        np.maximum.at(numbers, indices, zones)
        return numbers

    def finest(self, geometry: BaseGeometry) -> Mapping[str, Any]:
        """Return the settings of the last zone that a geometry touches."""
        touched = self.tree.query(geometry, predicate="intersects")
        return self.settings[max(touched, default=0)]


def build_physical(drawings: list[Drawing], sources: Sources) -> gpd.GeoDataFrame:
    """Build land, lakes and rivers.

    Parameters
    ----------
    drawings
        Zones with tolerance_degrees, islands_min_km2, lakes_min_km2,
        rivers_max_scalerank, river_names and rename.
    sources
        Natural Earth layers.

    Returns
    -------
    :
        Columns kind, name and geometry, EPSG:4326; sorted, land first.
    """
    zones = Zones(drawings)
    layers = [_land(zones, sources), _lakes(zones, sources), _rivers(zones, sources)]
    gdf = gpd.GeoDataFrame(pd.concat(layers, ignore_index=True), crs=sources.land.crs)
    gdf.geometry = shapely.set_precision(gdf.geometry.array, 10.0**-DECIMALS)
    gdf.geometry = shapely.normalize(gdf.geometry.array)
    gdf = gdf[~gdf.geometry.is_empty]
    order = gdf.kind.map(KINDS.index)
    keys = pd.DataFrame({"order": order, "name": gdf["name"], "wkt": gdf.geometry.to_wkt()})
    return gdf.loc[keys.sort_values(["order", "name", "wkt"]).index].reset_index(drop=True)


def _land(zones: Zones, sources: Sources) -> gpd.GeoDataFrame:
    """Return the land as one multipolygon, islands too small for their zone left out."""
    clipped = shapely.get_parts(shapely.intersection(sources.land.array, zones.whole))
    polygons = [part for part in clipped if isinstance(part, Polygon)]
    areas = area_km2(gpd.GeoSeries(polygons, crs=sources.land.crs))
    islands = [
        simplify_polygon(polygon, zones)
        for polygon, area in zip(polygons, areas, strict=True)
        if area >= float(zones.finest(polygon)["islands_min_km2"])
    ]
    land = shapely.union_all(islands)
    return gpd.GeoDataFrame({"kind": ["land"], "name": [""]}, geometry=[land], crs=sources.land.crs)


def _lakes(zones: Zones, sources: Sources) -> gpd.GeoDataFrame:
    """Return the lakes that are large enough for their zone, one feature a lake."""
    lakes = sources.lakes[sources.lakes.intersects(zones.whole)]
    areas = area_km2(lakes.geometry)
    settings = [zones.finest(geometry) for geometry in lakes.geometry]
    least = np.array([float(zone["lakes_min_km2"]) for zone in settings])
    lakes = lakes[areas >= least]
    rings = [
        shapely.union_all([simplify_polygon(part, zones) for part in shapely.get_parts(geometry)])
        for geometry in lakes.geometry
    ]
    names = _renamed(lakes["name"], zones)
    return gpd.GeoDataFrame({"kind": "lake", "name": names}, geometry=rings, crs=lakes.crs)


def _rivers(zones: Zones, sources: Sources) -> gpd.GeoDataFrame:
    """Return the rivers of each zone, joined by name."""
    parts = []
    for number, settings in enumerate(zones.settings):
        names = settings.get("river_names", [])
        is_large_or_named = (sources.rivers["name"] != "") & (
            (sources.rivers.scalerank <= float(settings["rivers_max_scalerank"])) | sources.rivers["name"].isin(names)
        )
        later = shapely.union_all(zones.areas[number + 1 :])
        finer = later.intersection(zones.areas[number])
        inside = sources.rivers[is_large_or_named].clip(zones.areas[number].difference(finer))
        parts.append(inside.assign(name=_renamed(inside["name"], zones)))
    if not sum(map(len, parts)):
        return gpd.GeoDataFrame({"kind": [], "name": []}, geometry=[], crs=sources.rivers.crs)
    rivers = pd.concat(parts).dissolve("name", as_index=False)
    lines = [
        shapely.union_all([simplify_line(part, zones) for part in shapely.get_parts(shapely.line_merge(whole))])
        for whole in rivers.geometry
    ]
    names = list(rivers["name"])
    return gpd.GeoDataFrame({"kind": "river", "name": names}, geometry=lines, crs=rivers.crs)


def _renamed(names: "pd.Series[str]", zones: Zones) -> list[str]:
    """Return the names with the corrections of all zones."""
    better: dict[str, str] = {}
    for settings in zones.settings:
        better.update(settings.get("rename", {}))
    return [better.get(name, name) for name in names]


def simplify_polygon(polygon: Polygon, zones: Zones) -> BaseGeometry:
    """Simplify each stretch of the rings with the tolerance of its zone.

    The polygon stays whole, so there is no seam where zones meet.
    """
    rings = [simplify_line(ring, zones) for ring in (polygon.exterior, *polygon.interiors)]
    closed = [ring for ring in rings if len(ring.coords) >= 4]
    if not closed or rings[0] is not closed[0]:
        return Polygon()
    simple = shapely.make_valid(Polygon(closed[0], closed[1:]))
    parts = [part for part in shapely.get_parts(simple) if part.geom_type.endswith("Polygon")]
    return shapely.union_all(parts)


def simplify_line(line: LineString, zones: Zones) -> LineString:
    """Simplify each stretch of a line with the tolerance of its zone.

    Parameters
    ----------
    line
        EPSG:4326; the ends of each stretch stay.
    zones
        Their `tolerance_degrees` is the largest distance moved.
    """
    vertices = shapely.get_coordinates(line)
    numbers = zones.of_points(np.asarray(shapely.points(vertices)))
    starts = np.flatnonzero(np.diff(numbers)) + 1
    pieces = []
    for first, last in zip([0, *starts], [*starts, len(vertices)], strict=True):
        stretch = vertices[first:last]
        if len(stretch) > 2:
            tolerance = float(zones.settings[numbers[first]]["tolerance_degrees"])
            stretch = shapely.get_coordinates(LineString(stretch).simplify(tolerance))
        pieces.append(stretch)
    return LineString(np.concatenate(pieces))
