"""Exports: the map of one day, or the whole record, as files for other programs.

All layers are EPSG:4326 (longitude, latitude). The same input gives the same bytes.
"""

import csv
import io
import json
import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from shapely.geometry import mapping

from geo.borders import border_periods, borders_at, neighbours
from geo.dataset import PROPERTIES, Dataset
from geo.dates import OPEN_END, day_after, last_day
from geo.descriptor import FILE, SCHEMAS, file_in_package, is_table, load_descriptor, schema_of
from geo.missions import mission_periods, missions_at
from geo.places import place_periods, places_at
from geo.tables import in_force
from geo.territories import features_of, territories_at

CRS = "EPSG:4326"
LAYERS = ("territories", "missions", "borders", "places", "events", "relations")
_DAYS = ["start_day", "end_day"]
_IDS = ["polity", "status_id", "sovereign_id", "administering_power_id"]
_MORE = ["role", "status_text", "ruler", "area_km2", "lon", "lat", "confidence", "verified", "source_ids", "note"]
_MORE += ["wikidata"]
_DECIMALS = 6
_NUMBERS = {"number", "integer"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
CODEBOOK = "README.md"
_GDAL = Lock()
_EPOCH = (1980, 1, 1, 0, 0, 0)
# OWASP, “CSV Injection”: the first characters that make a spreadsheet run a cell.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


# What a layer holds


def shown_layers(dataset: Dataset, day: str, position: str = "") -> dict[str, pd.DataFrame]:
    """Return everything that holds on a day, by the names of `LAYERS`.

    Parameters
    ----------
    dataset
        A loaded dataset.
    day
        An ISO day.
    position
        Identifier of a rival position; empty for the map as it is shown first.

    Returns
    -------
    GeoDataFrames (EPSG:4326); relations, which lie nowhere, as a DataFrame. Dates stand as the data has
    them and as ISO days (``start_day``, ``end_day``, half-open); what is still true has empty ends.

    Raises
    ------
    DateError
        If `day` is no date.
    KeyError
        If no extent of the dataset has that position.
    """
    events = in_force(dataset.tables["events"], day)
    # An event without an end took the day, month or year of its start.
    happened = (events["end"] != "") | (events["start"].map(last_day) >= day)
    return {
        "territories": _territories(dataset, territories_at(dataset, day, position)),
        "missions": _missions(dataset, missions_at(dataset, day)),
        "borders": cited(dataset, borders_at(dataset, day, position)),
        "places": cited(dataset, places_at(dataset, day)),
        "events": _events(dataset, events[happened.astype(bool)]),
        "relations": cited(dataset, _dated(in_force(dataset.tables["relations"], day))),
    }


def all_territories(dataset: Dataset, position: str = "") -> gpd.GeoDataFrame:
    """Return every period of every territory (EPSG:4326), first to last, as the map shows it or a position has it."""
    return _territories(dataset, features_of(dataset, position))


def all_missions(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return every mission in each of its states (points, EPSG:4326)."""
    return _missions(dataset, mission_periods(dataset))


def all_places(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return every place under each of its names (points, EPSG:4326)."""
    return cited(dataset, _dated(place_periods(dataset)))


def all_events(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return every event (points, EPSG:4326); one without an end takes the day, month or year of its start."""
    events = dataset.tables["events"]
    spans = zip(events["start"], events["end"], events["end_day"], strict=True)
    end_days = [day if end else day_after(last_day(start)) for start, end, day in spans]
    return cited(dataset, _points(events.assign(end_day=end_days), events["lat"] != ""))


def all_borders(dataset: Dataset, position: str = "") -> gpd.GeoDataFrame:
    """Return every border between two atoms in each of its periods (lines, EPSG:4326), as shown or under a position."""
    lines = neighbours(dataset)
    rows = [
        {**period.answer._asdict(), "start_day": period.start, "end_day": period.end, "geometry": lines[pair]}
        for pair, periods in border_periods(dataset, position).items()
        for period in periods
    ]
    return cited(dataset, _dated(gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS)))


def _territories(dataset: Dataset, features: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    points = features.geometry.representative_point()
    areas = [round(sum(dataset.areas[part] for part in parts), 1) for parts in features["parts"]]
    frame = features.assign(area_km2=areas, lon=points.x.round(_DECIMALS), lat=points.y.round(_DECIMALS))
    layer = frame[[*PROPERTIES, *_DAYS, *_IDS, *_MORE, "geometry"]]
    return _dated(layer.sort_values(["start_day", "territory_id"], kind="stable").reset_index(drop=True))


def _missions(dataset: Dataset, missions: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return missions in their state of a day; one without a known place has no point."""
    ids = [" ".join(dict.fromkeys(f"{ids} {period_ids}".split())) for ids, period_ids in _pairs(missions)]
    frame = missions.assign(source_ids=ids).drop(columns="period_source_ids")
    return cited(dataset, _points(_dated(frame), frame["on_map"] == "yes"))


def _pairs(missions: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(missions["source_ids"], missions["period_source_ids"], strict=True))


def _events(dataset: Dataset, events: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return events with their places and without last days: an event without an end is not one that goes on."""
    return cited(dataset, _points(events.drop(columns="end_day"), events["lat"] != ""))


def _points(frame: pd.DataFrame, placed: "pd.Series[bool]") -> gpd.GeoDataFrame:
    """Return a frame whose rows in `placed` have a point at their ``lon`` and ``lat`` (EPSG:4326)."""
    lon, lat = (pd.to_numeric(frame[name].where(placed)) for name in ("lon", "lat"))
    points = shapely.points(lon, lat)
    points[lon.isna().to_numpy()] = None
    return gpd.GeoDataFrame(frame.assign(lon=lon, lat=lat), geometry=points, crs=CRS)


def _dated(frame: Any) -> Any:
    """Return a frame with an empty last day where a row is still true."""
    return frame.assign(end_day=frame["end_day"].where(frame["end_day"] != OPEN_END, ""))


def cited(dataset: Dataset, frame: Any) -> Any:
    """Return a frame with the citations of its sources beside their identifiers."""
    texts = dataset.lookup("sources", "source_id", "citation")
    citations = [
        "; ".join(texts.get(part, part) for part in str(ids).split())
        for ids in (frame["source_ids"] if "source_ids" in frame else [""] * len(frame))
    ]
    return frame.assign(sources=pd.Series(citations, index=frame.index, dtype=object)).reset_index(drop=True)


# Files of one layer or table


def harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula.

    Text that begins like one gets a single quote before it; a number is no text and stays as it is.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def rows_to_csv(rows: Iterable[Iterable[Any]]) -> bytes:
    """Return rows of text and numbers as a CSV file (UTF-8 with its mark, so that spreadsheets read it as such)."""
    stream = io.StringIO()
    csv.writer(stream).writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def to_csv(frame: pd.DataFrame) -> bytes:
    """Return a table, or a layer without its geometry, as a CSV file; missing values are empty cells."""
    frame = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    cells = frame.astype(object).where(frame.notna(), "")
    return rows_to_csv([[str(name) for name in frame.columns], *cells.to_numpy().tolist()])


def to_geojson(layer: gpd.GeoDataFrame, about: Mapping[str, Any] | None = None) -> bytes:
    """Return a layer (EPSG:4326) as GeoJSON after RFC 7946: outer rings run against the clock, six decimals.

    Parameters
    ----------
    about
        What else is said of the collection, before its features: members that RFC 7946 does not know.
    """
    rows = pd.DataFrame(layer.drop(columns="geometry"))
    rows = rows.astype(object).where(rows.notna(), None)
    geometries = shapely.orient_polygons(layer.geometry.to_numpy())
    features = [
        {"type": "Feature", "properties": properties, "geometry": _rounded(mapping(geometry)) if geometry else None}
        for properties, geometry in zip(rows.to_dict("records"), geometries, strict=True)
    ]
    lines = [json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features]
    head = json.dumps({"type": "FeatureCollection", **(about or {})}, ensure_ascii=False, separators=(",", ":"))
    text = head[:-1] + ',"features":[\n' + ",\n".join(lines) + "\n]}\n"
    return text.encode("utf-8")


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value


def to_geoparquet(layer: gpd.GeoDataFrame) -> bytes:
    """Return a layer (EPSG:4326) as GeoParquet 1.1, geometry in WKB, compressed with zstd."""
    stream = io.BytesIO()
    layer.to_parquet(stream, index=False, compression="zstd", schema_version="1.1.0")
    return stream.getvalue()


def to_geopackage(layers: Mapping[str, pd.DataFrame], stamp: str) -> bytes:
    """Return layers and plain tables as one GeoPackage.

    Parameters
    ----------
    layers
        By name: GeoDataFrames (EPSG:4326) become layers of features, DataFrames tables of attributes.
    stamp
        ISO day that the file gives as its last change, so that the same input gives the same bytes.
    """
    with tempfile.TemporaryDirectory() as folder, _GDAL:
        path = Path(folder) / "layers.gpkg"
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{stamp}T00:00:00.000Z"})
        try:
            for name, frame in layers.items():
                pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", append=path.exists(), **_kind(frame))
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
        return path.read_bytes()


def _kind(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the type of geometry of a layer for GDAL: the same for all its rows."""
    if not isinstance(frame, gpd.GeoDataFrame):
        return {}
    kinds = {str(kind).removeprefix("Multi") for kind in frame.geom_type.dropna()} or {"Point"}
    if len(kinds) > 1:
        return {"geometry_type": "Unknown"}
    (kind,) = kinds
    return {"geometry_type": kind if kind == "Point" else f"Multi{kind}", "promote_to_multi": kind != "Point"}


# Files of everything


def everything_geopackage(dataset: Dataset) -> bytes:
    """Return one GeoPackage of the whole record.

    Layers: every period of every territory (``territory_periods``) and of every border between two atoms
    (``border_periods``), the atoms; every table of the record, as points where it has places, else as attributes.
    """
    numbers = number_columns(dataset)
    layers: dict[str, pd.DataFrame] = {
        "territory_periods": all_territories(dataset),
        "border_periods": all_borders(dataset),
        "atom_areas": dataset.atoms.reset_index(drop=True)[["atom_id", "geometry"]],
    }
    for name, table in dataset.tables.items():
        frame = table.drop(columns=_DAYS, errors="ignore")
        frame = frame.assign(**{column: pd.to_numeric(frame[column]) for column in numbers.get(name, ())})
        layers[name] = _points(frame, frame["lat"].notna()) if {"lat", "lon"} <= set(frame) else frame
    return to_geopackage(layers, str(dataset.about["as_of"]))


def everything_zip(dataset: Dataset) -> bytes:
    """Return the data package as a ZIP that needs nothing else.

    It holds what the package lists, and its codebook, `README.md`: layers as they are, the descriptor with the schema
    of every table, and no text of a table is a formula. Whatever else lies in the folder stays there.
    """
    stream, descriptor = io.BytesIO(), load_descriptor(dataset.folder)
    tables = {resource["path"]: resource["name"] for resource in descriptor["resources"] if is_table(resource)}
    contents = {FILE: json.dumps(descriptor, ensure_ascii=False, indent=2).encode("utf-8")}
    for name in [*(resource["path"] for resource in descriptor["resources"]), CODEBOOK]:
        path = file_in_package(dataset.folder, name)
        if path.is_file():
            contents[name] = _harmless_table(path, tables[name]) if name in tables else path.read_bytes()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, content)
    return stream.getvalue()


def number_columns(dataset: Dataset) -> dict[str, set[str]]:
    """Return the columns of numbers of each table, after the schemas of the data package."""
    return {
        name: {field["name"] for field in fields if field.get("type") in _NUMBERS}
        for name, fields in _schemas(dataset).items()
    }


def _schemas(dataset: Dataset) -> dict[str, list[dict[str, Any]]]:
    """Return the fields of each table as the descriptor has them."""
    descriptor = load_descriptor(dataset.folder)
    return {
        resource["name"]: resource["schema"]["fields"]
        for resource in descriptor["resources"]
        if resource["name"] in dataset.tables
    }


def _harmless_table(path: Path, name: str) -> bytes:
    """Return a table of the package in which no text is a formula.

    Numbers stay as they are, and cells whose form the atlas's own schema prescribes (identifiers, dates, places on
    the map): they were checked when the dataset was loaded. What the package's schema says of them is its own word.
    """
    fields = schema_of(name)["fields"] if name in SCHEMAS else []
    in_form = {field["name"] for field in fields if "pattern" in field.get("constraints", {})}
    with path.open(encoding="utf-8", newline="") as stream:
        heads, *rows = csv.reader(stream)
    as_is = [head in in_form for head in heads]
    cells = [[_harmless(cell, known) for cell, known in zip(row, as_is, strict=True)] for row in rows]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([[harmless(head) for head in heads], *cells])
    return text.getvalue().encode("utf-8")


def _harmless(cell: str, is_in_form: bool) -> Any:
    return cell if is_in_form or _NUMBER.fullmatch(cell) else harmless(cell)


# Names of files


def file_name(dataset: Dataset, *parts: str, ending: str) -> str:
    """Return the name of a download: the title of the atlas up to its colon, then `parts`, in plain letters."""
    words = " ".join([str(dataset.about["title"]).split(":")[0], *parts])
    plain = unicodedata.normalize("NFKD", words.replace("–", "-")).encode("ascii", "ignore").decode("ascii").lower()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}.{ending}"
