"""Shapes: schematic areas outside the coverage, such as the soft core of a kingdom."""

import geopandas as gpd
import numpy as np
import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geo.build.drawings import Drawing, Drawings
from geo.build.simplify import DECIMALS, area_km2
from geo.build.sources import Sources
from geo.errors import BuildError

KM_PER_DEGREE = 111.32
TOLERANCE = 0.005
SMALLEST_PART_KM2 = 5.0


def build_shapes(drawings: Drawings, atoms: gpd.GeoDataFrame, sources: Sources) -> gpd.GeoDataFrame:
    """Build the shapes from the drawings of that use.

    Drawings with the same `shape_id` are joined; the first one gives name,
    certainty, source and note.

    Parameters
    ----------
    drawings
        The drawings; the properties `within`, `outside` (country codes),
        `inset_km` and `smooth_km` say how each becomes a shape.
    atoms
        The finished atoms with the column country, EPSG:4326.
    sources
        Supplies the borders of countries.

    Returns
    -------
    :
        One row a shape, EPSG:4326, columns shape_id, name, certainty, area_km2,
        source, source_url, note and geometry.
    """
    groups: dict[str, list[Drawing]] = {}
    for drawing in drawings.used_as("shape"):
        groups.setdefault(str(drawing.properties["shape_id"]), []).append(drawing)
    # Valid as one coverage, the atoms of a country join without slivers.
    borders = {str(code): shapely.coverage_union_all(group.geometry.array) for code, group in atoms.groupby("country")}
    rows = []
    for shape_id, group in groups.items():
        outside = _land(str(group[0].properties.get("outside", "")), borders, sources.countries)
        parts = [_shape(drawing, outside, borders, sources.countries) for drawing in group]
        # Simplified with the land that is cut out, so that no gap opens at its border.
        whole = shapely.union_all(parts).simplify(TOLERANCE).difference(outside)
        rows.append({"shape_id": shape_id, **_words(group[0]), "geometry": _tidy(whole)})
    if not rows:
        columns = ("shape_id", "name", "certainty", "area_km2", "source", "source_url", "note")
        return gpd.GeoDataFrame({column: [] for column in columns}, geometry=[], crs=atoms.crs)
    gdf = gpd.GeoDataFrame(rows, geometry="geometry", crs=atoms.crs)
    gdf.insert(3, "area_km2", np.rint(area_km2(gdf.geometry)).astype(int))
    return gdf


def _words(drawing: Drawing) -> dict[str, str]:
    """Return the texts of a shape."""
    texts = drawing.properties
    names = ("certainty", "source", "source_url", "note")
    return {"name": str(texts["title"]), **{name: str(texts[name]) for name in names}}


def _shape(
    drawing: Drawing,
    outside: BaseGeometry,
    borders: dict[str, BaseGeometry],
    countries: gpd.GeoSeries,
) -> BaseGeometry:
    """Round one drawing and keep it within the countries that it names and the land outside."""
    properties = drawing.properties
    geometry = round_corners(drawing.geometry, float(properties.get("smooth_km", 0)))
    within = _land(str(properties.get("within", "")), borders, countries)
    if within.is_empty:
        return geometry
    inset = float(properties.get("inset_km", 0)) / KM_PER_DEGREE
    return geometry.intersection(within.buffer(-inset).union(outside))


def round_corners(geometry: BaseGeometry, kilometres: float) -> BaseGeometry:
    """Round the corners of a polygon with a radius.

    Parameters
    ----------
    geometry
        Polygon, EPSG:4326, so near the equator that a degree is the same both ways.
    kilometres
        Radius; 0 leaves the polygon alone.
    """
    radius = kilometres / KM_PER_DEGREE
    return geometry.buffer(-radius).buffer(2 * radius).buffer(-radius) if radius else geometry


def _land(codes: str, borders: dict[str, BaseGeometry], countries: gpd.GeoSeries) -> BaseGeometry:
    """Return the land of countries: as the atoms draw it, else as the source does."""
    unknown = [code for code in codes.split() if code not in countries.index]
    if unknown:
        msg = f"A shape names the country {', '.join(unknown)}, which the source lacks."
        raise BuildError(msg)
    return shapely.union_all([borders.get(code, countries[code]) for code in codes.split()])


def _tidy(geometry: BaseGeometry) -> MultiPolygon:
    """Round to the decimals of the layers, drop crumbs and order the parts."""
    grid = shapely.set_precision(geometry, 10.0**-DECIMALS)
    parts = shapely.get_parts(shapely.normalize(grid))
    areas = area_km2(gpd.GeoSeries(parts, crs="EPSG:4326"))
    return MultiPolygon([part for part, area in zip(parts, areas, strict=True) if area >= SMALLEST_PART_KM2])
