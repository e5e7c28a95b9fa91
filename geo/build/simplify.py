"""The coverage of the atoms: simplified together, rounded, and checked for gaps and overlaps."""

import itertools

import geopandas as gpd
import numpy as np
import shapely
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geo.errors import BuildError

TOLERANCE = 0.00225
DECIMALS = 4
EQUAL_AREA = "EPSG:6933"
METRES_PER_DEGREE = 111_320
LARGEST_GAP_KM2 = 100.0


def simplify_coverage(
    atoms: gpd.GeoDataFrame, tolerance: float = TOLERANCE, decimals: int = DECIMALS
) -> gpd.GeoDataFrame:
    """Simplify all atoms together and round their coordinates.

    Shared borders are simplified and rounded once for both sides, so a valid
    coverage stays one.

    Parameters
    ----------
    atoms
        Columns atom_id and geometry, EPSG:4326.
    tolerance
        Degrees: the square root of the area of the smallest triangle kept
        (Visvalingam); 0.00225 is 250 m at the equator.
    decimals
        Decimals of a degree kept.
    """
    simple = shapely.coverage_simplify(atoms.geometry.array, tolerance)
    # Each vertex is rounded by itself: the same vertex, the same result.
    rounded = [_rounded(geometry, decimals) for geometry in np.asarray(simple)]
    return atoms.set_geometry(gpd.GeoSeries(rounded, index=atoms.index, crs=atoms.crs))


def _rounded(geometry: BaseGeometry, decimals: int) -> MultiPolygon:
    """Round the vertices of a geometry and order its parts and rings."""
    grid = shapely.set_precision(geometry, 10.0**-decimals, mode="pointwise")
    parts = shapely.get_parts(shapely.normalize(shapely.remove_repeated_points(grid)))
    return MultiPolygon(list(parts))


def coverage_faults(atoms: gpd.GeoDataFrame) -> list[str]:
    """Return a sentence for each fault of the coverage; an empty list when there is none.

    Parameters
    ----------
    atoms
        Columns atom_id and geometry, EPSG:4326.
    """
    faults = [
        f"The atom {row.atom_id} is empty or crosses itself."
        for row in atoms.itertuples()
        if row.geometry.is_empty or not row.geometry.is_valid
    ]
    if faults:
        return faults
    edges = shapely.coverage_invalid_edges(atoms.geometry.array)
    names = sorted(atoms.atom_id[~shapely.is_empty(edges)])
    if names:
        faults.append(f"The atoms {', '.join(names)} overlap or do not share their vertices.")
    return faults + _gaps(atoms)


def _gaps(atoms: gpd.GeoDataFrame) -> list[str]:
    """Return a sentence for each hole between atoms that is too small to be a country."""
    union = shapely.union_all(atoms.geometry.array)
    rings = itertools.chain.from_iterable(part.interiors for part in shapely.get_parts(union))
    holes = gpd.GeoSeries([shapely.Polygon(ring) for ring in rings], crs=atoms.crs)
    areas = area_km2(holes)
    sentences = []
    for hole, area in zip(holes, areas, strict=True):
        names = sorted(atoms.atom_id[atoms.intersects(hole)])
        if len(names) > 1 and area < LARGEST_GAP_KM2:
            sentences.append(f"There is a gap of {area:.3f} km² between {', '.join(names)}.")
    return sentences


def check_coverage(atoms: gpd.GeoDataFrame) -> None:
    """Refuse a coverage with a fault.

    Raises
    ------
    BuildError
        With a sentence for each gap or overlap, naming the atoms.
    """
    faults = coverage_faults(atoms)
    if faults:
        raise BuildError(" ".join(faults))


def area_km2(geometry: gpd.GeoSeries) -> np.ndarray:
    """Return areas in km², measured in EPSG:6933 (equal area)."""
    return np.asarray(geometry.to_crs(EQUAL_AREA).area) / 1e6


def deviation_metres(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> float:
    """Return the largest distance in metres between the outlines before and after.

    Both frames have the same rows; a degree of longitude is scaled by the
    cosine of the latitude of the middle of each atom.
    """
    largest = 0.0
    for old, new in zip(before.geometry, after.geometry, strict=True):
        scale = np.array([np.cos(np.radians(old.centroid.y)), 1.0]) * METRES_PER_DEGREE
        moved = shapely.hausdorff_distance(_outline(old, scale), _outline(new, scale))
        largest = max(largest, float(moved))
    return largest


def _outline(geometry: BaseGeometry, scale: np.ndarray) -> BaseGeometry:
    """Return the outline of a geometry, its coordinates multiplied by a scale (x, y)."""
    scaled: BaseGeometry = shapely.transform(shapely.boundary(geometry), lambda xy: xy * scale)
    return scaled
