"""Text: tables and layers as CSV and GeoJSON."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import mapping

from geo.exports.columns import records

_DECIMALS = 6
# OWASP, “CSV Injection”: the first characters that make a spreadsheet run a cell.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


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
    features = [
        {"type": "Feature", "properties": properties, "geometry": mapping(shape) if shape else None}
        for properties, shape in zip(records(layer), shapes(layer), strict=True)
    ]
    lines = [json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features]
    head = json.dumps({"type": "FeatureCollection", **(about or {})}, ensure_ascii=False, separators=(",", ":"))
    text = head[:-1] + ',"features":[\n' + ",\n".join(lines) + "\n]}\n"
    return text.encode("utf-8")


def shapes(layer: gpd.GeoDataFrame) -> Any:
    """Return the geometry of each row (EPSG:4326) as RFC 7946 has it, or None where it has no place."""
    oriented = shapely.orient_polygons(layer.geometry.to_numpy())
    return shapely.transform(oriented, lambda coordinates: coordinates.round(_DECIMALS))
