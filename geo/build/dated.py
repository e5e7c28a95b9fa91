"""Dated borders: areas with a start and an end, as others keep them, in the columns that the atlas reads.

`borders.toml` of a package says which file it is and which of its columns is what. Files are GeoPackage, Shapefile,
GeoJSON, FlatGeobuf or GeoParquet in any reference system.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.dates import day_after, first_day
from geo.errors import BuildError, DateError
from geo.reading import dates_as_written

FILE = "borders.toml"
KEYS = ("file", "layer", "start", "end", "name", "power", "last_day", "open_end", "window", "sliver_km")
SLIVER_KM = 1.0  # a piece of land narrower than this is a difference of two drawings, not a land
GRID = 1e-5  # degrees: corners nearer than a metre are one


@dataclass(frozen=True)
class Mapping:
    """What `borders.toml` says, one entry a file.

    Attributes
    ----------
    file, layer
        Path from the package, and the layer of a file with several.
    start, end
        Column of each, or a fixed date (a year a file, as historical-basemaps has it).
    name, power
        Column of the name and of who rules; `power` falls back to the name where a cell is empty.
    last_day
        Whether `end` is the last day that is true, as CShapes has it, and not the first that is not.
    open_end
        An end that means “still true” in the file, such as 2019-12-31 in CShapes 2.0.
    window
        Left, bottom, right, top (degrees): land outside is left out.
    sliver_km
        Land narrower than this goes to the neighbour it shares most of its border with.
    """

    file: str
    start: str
    name: str
    end: str = ""
    layer: str = ""
    power: str = ""
    last_day: bool = False
    open_end: str = ""
    window: tuple[float, float, float, float] | None = None
    sliver_km: float = SLIVER_KM


def read_mappings(path: Path) -> list[Mapping]:
    """Read `borders.toml`: the keys of `Mapping` at its top, or once in each ``[[source]]``.

    Raises
    ------
    BuildError
        If the file is missing, not TOML, or a key is unknown, missing or of another kind.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BuildError(
            f"{FILE}: there is no such file in {path.parent.name}/; it says where your borders lie"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BuildError(f"{FILE}: not TOML in UTF-8 ({error})") from None
    sources = content.pop("source", None)
    rows = [content] if sources is None else [content | row for row in sources if isinstance(row, dict)]
    faults = [fault for number, row in enumerate(rows, start=1) for fault in _faults(row, number)]
    if faults or not rows:
        raise BuildError("\n".join(faults or [f"{FILE}: no file is named"]))
    return [_mapping(row) for row in rows]


def _mapping(row: dict[str, Any]) -> Mapping:
    if "window" in row:
        row["window"] = tuple(map(float, row["window"]))
    return Mapping(**row)


def _faults(row: dict[str, Any], number: int) -> list[str]:
    """Return what is wrong with one entry of the mapping."""
    where = f"{FILE}, source {number}"
    faults = [f"{where}: {key} is not known; known are {', '.join(KEYS)}" for key in row if key not in KEYS]
    faults += [f"{where}: {key} is missing" for key in ("file", "start", "name") if not row.get(key)]
    for key, value in row.items():
        kinds: dict[str, Any] = {"last_day": bool, "sliver_km": (int, float), "window": list}
        expected = kinds.get(key, str)
        is_box = isinstance(value, list) and len(value) == 4 and all(isinstance(one, int | float) for one in value)
        if key in KEYS and (not isinstance(value, expected) or (key == "window" and not is_box)):
            form = {"last_day": "true or false", "sliver_km": "a number", "window": "a list of four numbers"}
            faults.append(f"{where}: {key}: {form.get(key, 'a text')} is expected")
    return faults


def read_dated(mapping: Mapping, folder: Path) -> gpd.GeoDataFrame:
    """Return the areas of one file: name, power, start, end (ISO days, end excluded, empty if open), geometry.

    Whatever its reference system, the result is EPSG:4326.

    Raises
    ------
    BuildError
        If the file cannot be read, has no such column or no reference system, or a date is none; all rows at once.
    """
    path = folder / mapping.file
    gdf = _read(path, mapping.layer)
    known = ", ".join(str(column) for column in gdf.columns if column != gdf.geometry.name)
    named = [value for value in (mapping.name, mapping.power) if value]
    named += [value for value in (mapping.start, mapping.end) if value and not _is_date(value)]
    missing = [column for column in named if column not in gdf]
    if missing:
        raise BuildError(f"{path.name}: there is no column {', '.join(missing)}; there are {known}")
    names, powers = _texts(gdf, mapping.name), _texts(gdf, mapping.power or mapping.name)
    faults = list[str]()
    starts = _days(gdf, mapping.start, path.name, faults)
    ends = _days(gdf, mapping.end, path.name, faults) if mapping.end else [""] * len(gdf)
    if faults:
        raise BuildError("\n".join(faults))
    ends = [
        "" if end and end == mapping.open_end else day_after(end) if end and mapping.last_day else end for end in ends
    ]
    frame = gpd.GeoDataFrame(
        {"name": names, "power": [power or name for power, name in zip(powers, names, strict=True)]},
        geometry=_in_degrees(gdf, path.name),
        crs="EPSG:4326",
    ).assign(start=starts, end=ends)
    if mapping.window:
        frame.geometry = frame.geometry.intersection(shapely.box(*mapping.window))
    return frame[~frame.geometry.is_empty & (frame["name"] != "")]


def _read(path: Path, layer: str) -> gpd.GeoDataFrame:
    if not path.exists():
        raise BuildError(f"{path.name}: there is no such file in {path.parent.name}/")
    try:
        if path.suffix.lower() in {".parquet", ".geoparquet"}:
            return gpd.read_parquet(path)
        return gpd.read_file(path, layer=layer or None)
    except Exception as error:
        raise BuildError(f"{path.name}: cannot be read as a layer of areas ({str(error)[:120]})") from None


def _in_degrees(gdf: gpd.GeoDataFrame, file: str) -> gpd.GeoSeries:
    """Return the areas of a layer in EPSG:4326, valid and in two dimensions."""
    if gdf.crs is None:
        sides = gdf.total_bounds
        if not (np.abs(sides[[0, 2]]) <= 180).all() or not (np.abs(sides[[1, 3]]) <= 90).all():
            raise BuildError(f"{file}: it does not say its reference system, and its numbers are no degrees")
        gdf = gdf.set_crs("EPSG:4326")
    geometry = gdf.geometry.to_crs("EPSG:4326")
    flat = shapely.make_valid(shapely.force_2d(geometry.array))
    only = [shapely.union_all([part for part in shapely.get_parts(one) if part.area > 0]) for one in flat]
    return gpd.GeoSeries(shapely.set_precision(only, GRID), index=gdf.index, crs="EPSG:4326")


def _texts(gdf: gpd.GeoDataFrame, column: str) -> list[str]:
    return ["" if pd.isna(value) else str(value).strip() for value in gdf[column]]


def _is_date(text: str) -> bool:
    try:
        first_day(text)
    except DateError:
        return False
    return True


def _days(gdf: gpd.GeoDataFrame, column: str, file: str, faults: list[str]) -> list[str]:
    """Return ISO days of a column, or of one date for all; add a fault for each cell that is no date."""
    if _is_date(column):
        return [first_day(column)] * len(gdf)
    cells = gdf[column]
    if pd.api.types.is_datetime64_any_dtype(cells):
        return ["" if pd.isna(cell) else cell.date().isoformat() for cell in cells]
    texts = ["" if pd.isna(cell) else str(cell).strip().removesuffix(".0")[:40] for cell in cells]
    texts = [text.partition("T")[0].partition(" ")[0] for text in texts]
    days = list[str]()
    for number, (text, question) in enumerate(dates_as_written(texts), start=1):
        try:
            days.append(first_day(text) if text and not question else "")
        except DateError as error:
            question = str(error)
            days.append("")
        if question:
            faults.append(f"{file}, feature {number}, column {column}: {question}")
    return days
