"""The coverage: atoms that neither gap nor overlap, and the territories assembled from them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.dates import OPEN_END
from geo.errors import DatasetError

ROLES = ("base", "inner", "claim", "core", "context")


def load_layer(path: Path, key: str) -> gpd.GeoDataFrame:
    """Read a GeoJSON layer (EPSG:4326, lon/lat), indexed by its property `key` if there is one.

    Raises
    ------
    DatasetError
        If the file is missing or not JSON, a geometry is invalid or outside the
        earth, or an identifier is missing or doubled.
    """
    gdf = _read_features(path)
    if key and key not in gdf.columns:
        raise DatasetError([f"{path.name}: no feature has the property {key}"])
    faults = [
        f"{path.name}, feature {index + 1}, column {key}: “{value}” is empty or stands twice"
        for index, value in (gdf.loc[gdf[key].duplicated() | gdf[key].isna(), key].items() if key else ())
    ]
    for index, geometry in enumerate(gdf.geometry, start=1):
        problem = _geometry_problem(geometry)
        if problem:
            name = f" ({gdf[key].iloc[index - 1]})" if key else ""
            faults.append(f"{path.name}, feature {index}{name}, column geometry: {problem}")
    if faults:
        raise DatasetError(faults)
    return gdf.set_index(key, drop=False) if key else gdf


def _read_features(path: Path) -> gpd.GeoDataFrame:
    """Read a GeoJSON file feature by feature, so that a fault is named by its number."""
    features = _read_json(path).get("features")
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
    properties = pd.DataFrame([feature.get("properties") or {} for feature in features])
    return gpd.GeoDataFrame(properties, geometry=geometries, crs="EPSG:4326")


def _read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object; say by row and column where a file stops being JSON in UTF-8."""
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
    return value if isinstance(value, dict) else {}


def _geometry_problem(geometry: Any) -> str:
    if geometry is None or geometry.is_empty:
        return "is empty"
    left, bottom, right, top = geometry.bounds
    if left < -180 or right > 180 or bottom < -90 or top > 90:
        return f"lies outside the earth: {left:g}, {bottom:g}, {right:g}, {top:g}"
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


def check_extents(extents: pd.DataFrame, atoms: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame) -> list[str]:
    """Return what is wrong with single extents: unknown parts, none, or outside their territory's time.

    `extents` has the columns of `extents.csv` joined with the days of its territory
    (`territory_start_day`, `territory_end_day`).
    """
    faults = []
    known = set(atoms.index) | set(shapes.index)
    for index, row in extents.iterrows():
        where = f"extents.csv, row {int(str(index)) + 2}"
        unknown = [part for part in row["parts"] if part not in known]
        if unknown:
            faults.append(f"{where}, column atoms or shape: unknown {', '.join(unknown)}")
        # Under a rival position a territory other than a base one may be absent: a row without land says so.
        absent = row["position"] and row["role"] != "base"
        if bool(row["atoms"]) == bool(row["shape"]) and not (absent and not row["atoms"]):
            faults.append(f"{where}, column atoms: give either atoms or a shape")
        outside = row["start_day"] < row["territory_start_day"] or row["end_day"] > row["territory_end_day"]
        if outside and not row["position"]:
            faults.append(f"{where}, column start or end: outside the time of {row['territory_id']}")
    return faults


def check_coverage(extents: pd.DataFrame, atom_ids: list[str], first: str) -> list[str]:
    """Return every atom and day without exactly one base territory, from `first` (ISO day) on.

    Intervals of one atom are sorted and walked once, so that every single day is covered.
    """
    faults = []
    base = extents[extents["role"] == "base"].explode("parts")
    held = dict(list(base.groupby("parts")))
    for atom in atom_ids:
        expected, last = first, -1
        rows = held.get(atom)
        for row in [] if rows is None else rows.sort_values("start_day").itertuples():
            if row.start_day > expected:
                faults.append(_gap(atom, row.Index, "start", f"from {expected} to {row.start_day}"))
            elif row.start_day < expected and expected != first:
                faults.append(
                    f"extents.csv, row {row.Index + 2}, column atoms: {atom} overlaps another territory "
                    f"from {row.start_day} ({row.territory_id})"
                )
            expected, last = max(expected, row.end_day), row.Index
        if expected != OPEN_END:
            faults.append(_gap(atom, last, "end", f"from {expected} on"))
    return faults


def _gap(atom: str, index: int, column: str, when: str) -> str:
    return f"extents.csv, row {index + 2}, column {column}: atom {atom} has no answer {when}"


def check_simultaneous(extents: pd.DataFrame) -> list[str]:
    """Return every territory that has two extents on one day."""
    faults: list[str] = []
    for territory_id, rows in extents.groupby("territory_id"):
        ordered = rows.sort_values("start_day")
        late = ordered["start_day"] < ordered["end_day"].shift(fill_value="")
        faults.extend(
            f"extents.csv, row {index + 2}, column start: {territory_id} has two extents on one day"
            for index in ordered.index[late]
        )
    return faults


def check_atoms(atoms: gpd.GeoDataFrame) -> list[str]:
    """Return a fault if the atoms (EPSG:4326) overlap or their shared borders do not match."""
    if shapely.coverage_is_valid(list(atoms.geometry)):
        return []
    edges = shapely.coverage_invalid_edges(list(atoms.geometry))
    wrong = [str(name) for name, edge in zip(atoms.index, edges, strict=True) if not edge.is_empty]
    return [f"atoms.geojson, column geometry: {', '.join(wrong)} overlap or do not share their border"]
