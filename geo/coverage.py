"""The coverage: atoms that neither gap nor overlap, and the territories assembled from them."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import DatasetError

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)
ROLES = ("base", "inner", "claim", "core", "context")


def load_layer(path: Path, key: str, *, may_be_empty: bool = False) -> gpd.GeoDataFrame:
    """Read a GeoJSON layer (EPSG:4326, lon/lat), indexed by its property `key` if there is one.

    Raises
    ------
    DatasetError
        If the file is missing or not JSON, a geometry is invalid or outside the
        earth, or an identifier is missing or doubled.
    """
    gdf = _read_features(path, key, may_be_empty=may_be_empty)
    if key and key not in gdf.columns:
        raise DatasetError([f"{path.name}: no feature has the property {key}"])
    unnamed = [] if not key else [index for index, value in gdf[key].items() if not is_identifier(value)]
    if unnamed:
        where = [f"{path.name}, feature {index + 1}, column {key}" for index in unnamed]
        raise DatasetError([f"{place}: is no identifier of letters, digits and _ . -" for place in where])
    faults = [
        f"{path.name}, feature {index + 1}, column {key}: “{value}” is empty or stands twice"
        for index, value in (gdf.loc[gdf[key].duplicated() | gdf[key].isna(), key].items() if key else ())
    ]
    for index, geometry in enumerate(gdf.geometry, start=1):
        problem = geometry_problem(geometry)
        if problem:
            name = f" ({gdf[key].iloc[index - 1]})" if key else ""
            faults.append(f"{path.name}, feature {index}{name}, column geometry: {problem}")
    if faults:
        raise DatasetError(faults)
    return gdf.set_index(key, drop=False) if key else gdf


def _read_features(path: Path, key: str, *, may_be_empty: bool) -> gpd.GeoDataFrame:
    """Read a GeoJSON file feature by feature, so that faults give its number."""
    features = read_json(path).get("features")
    if features == [] and may_be_empty:
        return gpd.GeoDataFrame({key: pd.Series(dtype=str)}, geometry=[], crs="EPSG:4326")
    if not isinstance(features, list) or not features:
        raise DatasetError([f"{path.name}, row 1, column 1: not a GeoJSON collection of features"])
    geometries, faults = [], []
    for number, feature in enumerate(features, start=1):
        try:
            geometries.append(shapely.geometry.shape(feature["geometry"]))
        except (KeyError, TypeError, ValueError, AttributeError, shapely.errors.ShapelyError) as error:
            faults.append(f"{path.name}, feature {number}, column geometry: not readable ({error})")
    if faults:
        raise DatasetError(faults)
    rows = [feature.get("properties") or {} for feature in features]
    faults = [
        f"{path.name}, feature {number}, column properties: an object is expected"
        for number, row in enumerate(rows, start=1)
        if not isinstance(row, dict)
    ]
    if faults:
        raise DatasetError(faults)
    properties = pd.DataFrame(rows)
    return gpd.GeoDataFrame(properties, geometry=geometries, crs="EPSG:4326")


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object; a file of another JSON value gives an empty one.

    Raises
    ------
    DatasetError
        Saying by row and column where the file stops being JSON in UTF-8.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DatasetError([f"{path.name}: there is no such file, or it cannot be read ({error.strerror})"]) from None
    try:
        value = json.loads(content)
    except json.JSONDecodeError as error:
        where = f"{path.name}, row {error.lineno}, column {error.colno}"
        raise DatasetError([f"{where}: not valid JSON ({error.msg})"]) from None
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        raise DatasetError([f"{path.name}, row {row}, column {column}: not text in UTF-8"]) from None
    except ValueError as error:  # a number too long to be one
        raise DatasetError([f"{path.name}, row 1, column 1: not valid JSON ({error})"]) from None
    except RecursionError:
        raise DatasetError([f"{path.name}, row 1, column 1: too many objects within objects"]) from None
    return value if isinstance(value, dict) else {}


def is_identifier(value: Any) -> bool:
    """Return whether a value is a text of letters without accents, digits and _ . -."""
    return isinstance(value, str) and bool(IDENTIFIER.fullmatch(value))


def geometry_problem(geometry: Any) -> str:
    """Return what keeps a geometry (EPSG:4326) from being drawn, or an empty text."""
    if geometry is None or geometry.is_empty:
        return "is empty"
    left, bottom, right, top = geometry.bounds
    if left < -180 or right > 180 or bottom < -90 or top > 90:
        metres = "; in metres? save it in EPSG:4326 (degrees)" if max(map(abs, geometry.bounds)) > 1_000 else ""
        return f"lies outside the earth: {left:g}, {bottom:g}, {right:g}, {top:g}{metres}"
    if not geometry.is_valid:
        return str(shapely.is_valid_reason(geometry))
    return ""


def assemble(extents: pd.DataFrame, atoms: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame) -> list[Any]:
    """Return the geometry of each extent: the union of its atoms, or its shape (EPSG:4326)."""
    geometries = {**atoms.geometry.to_dict(), **shapes.geometry.to_dict()}

    @cache
    def union(parts: tuple[str, ...]) -> Any:
        members = [geometries[part] for part in parts]
        return members[0] if len(members) == 1 else shapely.coverage_union_all(members)

    return [union(parts) for parts in extents["parts"]]


def parts_of(extents: pd.DataFrame) -> pd.Series:
    """Return, for each extent, the sorted tuple of the atoms or the shape it is made of."""
    texts = extents["atoms"] + " " + extents["shape"]
    return texts.map(lambda text: tuple(sorted(text.split())))
