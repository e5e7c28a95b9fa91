"""Programs: layers and tables as files of GIS and data programs, written by GDAL and Arrow.

Frames are those of `typed`: dates are dates, and the end of what is still true is null.
"""

import io
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyogrio

from geo.exports.archive import unzipped, zipped
from geo.exports.text import harmless

_GDAL = Lock()
_DBF_NAME, _DBF_TEXT = 10, 254  # bytes of the name of a field, and of a text, in a Shapefile
_INT32 = (-(2**31), 2**31 - 1)
_TIME = {"LIBKML_BEGIN_FIELD": "start_day", "LIBKML_END_FIELD": "end_day"}
_NAMES = ("name", "title")  # the column that names a row
_TEXTS = ("sentence", "text", "status_text", "basis", "note")  # the column that describes it
_STAMP = "1980-01-01"  # of the last change of a table of a Shapefile, so that the same input gives the same bytes
_GEOPACKAGE = "1.2"  # newer ones, which nothing here needs, make GDAL of long-term distributions warn
STYLES = "layer_styles"
# What a Shapefile may not be without, and what says in which encoding it is.
_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg")


@contextmanager
def _gdal(**options: str) -> Iterator[Path]:
    """Yield a folder in which GDAL writes with some options, which hold for the whole process: one at a time."""
    with _GDAL, tempfile.TemporaryDirectory() as folder:
        pyogrio.set_gdal_config_options(options)
        try:
            yield Path(folder)
        finally:
            pyogrio.set_gdal_config_options(dict.fromkeys(options))


def _write(frame: pd.DataFrame, path: Path, driver: str, name: str, **options: Any) -> None:
    """Write a frame as a layer, or a table, of a file; columns have the types of Arrow."""
    kind = _kind(frame) if isinstance(frame, gpd.GeoDataFrame) else {}
    options = {"append": path.exists(), **kind, **options}
    pyogrio.write_dataframe(frame, path, layer=name, driver=driver, use_arrow=True, **options)


def _kind(layer: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return the type of geometry of a layer for GDAL: the same for all its rows."""
    kinds = {str(kind).removeprefix("Multi") for kind in layer.geom_type.dropna()} or {"Point"}
    if len(kinds) > 1:
        return {"geometry_type": "Unknown"}
    (kind,) = kinds
    return {"geometry_type": kind if kind == "Point" else f"Multi{kind}", "promote_to_multi": kind != "Point"}


def to_geopackage(layers: Mapping[str, pd.DataFrame], stamp: str, styles: pd.DataFrame | None = None) -> bytes:
    """Return layers and plain tables as one GeoPackage.

    Parameters
    ----------
    layers
        By name: GeoDataFrames (EPSG:4326) become layers of features, DataFrames tables of attributes.
    stamp
        ISO day that the file gives as its last change, so that the same input gives the same bytes.
    styles
        How layers look, for QGIS: the table `STYLES`, its first column the key.
    """
    with _gdal(OGR_CURRENT_DATE=f"{stamp}T00:00:00.000Z") as folder:
        path = folder / "layers.gpkg"
        for name, frame in layers.items():
            made = {} if path.exists() else {"dataset_options": {"VERSION": _GEOPACKAGE}}
            _write(frame, path, "GPKG", name, **made)
        if styles is not None and not styles.empty:
            _write(styles, path, "GPKG", STYLES, layer_options={"FID": "id"})
        return path.read_bytes()


def to_geoparquet(layer: pd.DataFrame) -> bytes:
    """Return a layer (EPSG:4326) as GeoParquet 1.1, geometry in WKB, compressed with zstd; a table as Parquet."""
    stream = io.BytesIO()
    if isinstance(layer, gpd.GeoDataFrame):
        layer.to_parquet(stream, index=False, compression="zstd", schema_version="1.1.0")
    else:
        layer.to_parquet(stream, index=False, compression="zstd")
    return stream.getvalue()


def to_flatgeobuf(layer: gpd.GeoDataFrame, name: str) -> bytes:
    """Return a layer (EPSG:4326) as FlatGeobuf, with an index of places if every row has one.

    The format has moments and no days: a date is its midnight.
    """
    has_index = bool(len(layer)) and bool(layer.geometry.notna().all())
    with _gdal() as folder:
        path = folder / "layer.fgb"
        _write(layer, path, "FlatGeobuf", name, SPATIAL_INDEX="YES" if has_index else "NO")
        return path.read_bytes()


def to_kml(layer: gpd.GeoDataFrame, name: str) -> bytes:
    """Return a layer (EPSG:4326) as KML 2.2, each row with its name, what it is, and its time as a TimeSpan.

    The span ends with the instant that begins the first day on which the row no longer holds. Whole numbers have 32
    bits: GDAL writes longer ones as text.
    """
    fields = {
        "LIBKML_NAME_FIELD": next((column for column in _NAMES if column in layer), ""),
        "LIBKML_DESCRIPTION_FIELD": next((column for column in _TEXTS if column in layer), ""),
    }
    with _gdal(**_TIME, **{option: column for option, column in fields.items() if column}) as folder:
        path = folder / "layer.kml"
        _write(_with_short_integers(layer), path, "LIBKML", name)
        return path.read_bytes()


def _with_short_integers(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer whose whole numbers have 32 bits, where all of them fit."""
    short = pd.ArrowDtype(pa.int32())
    whole = [name for name in layer.columns.drop(layer.geometry.name) if pa.types.is_integer(_type(layer[name]))]
    return layer.astype({name: short for name in whole if layer[name].dropna().between(*_INT32).all()})


def to_xlsx(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Return tables, or layers without their geometry, as a workbook with a sheet each.

    Excel has no days before 1900, so dates are ISO text, which sorts as it should. No text is a formula.
    """
    with _gdal() as folder:
        path = folder / "tables.xlsx"
        for name, frame in tables.items():
            _write(_sheet(frame), path, "XLSX", name)
        return zipped(unzipped(path.read_bytes()))


def _sheet(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of a sheet; one row without a value where there is none, as GDAL writes no heads else."""
    cells = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    if cells.empty:
        cells = cells.reindex([0])
    is_number = {
        name: pa.types.is_floating(_type(cells[name])) or pa.types.is_integer(_type(cells[name])) for name in cells
    }
    return cells.assign(**{name: _text(cells[name], harmless) for name, is_one in is_number.items() if not is_one})


def _type(column: Any) -> Any:
    return column.dtype.pyarrow_dtype if isinstance(column.dtype, pd.ArrowDtype) else pa.string()


def _text(column: Any, form: Any) -> Any:
    """Return the cells of a column as text in a form, and nothing where there is none."""
    values = [None if cell is None or cell is pd.NA else form(str(cell)) for cell in column.array]
    return pd.Series(pd.arrays.ArrowExtensionArray(pa.array(values, pa.string())), index=column.index)


def to_shapefiles(layers: Mapping[str, gpd.GeoDataFrame]) -> bytes:
    """Return layers (EPSG:4326) as Shapefiles in one ZIP, with a README that says what their columns are called.

    A name has ten letters at most, a text 254 bytes: longer ones are cut.
    """
    contents, lines = {}, []
    with _gdal() as folder:
        for name, layer in layers.items():
            names = short_names(column for column in layer if column != "geometry")
            texts = {column: _text(layer[column], _cut) for column in names if pa.types.is_string(_type(layer[column]))}
            frame = layer.assign(**texts).rename(columns=names)
            _write(frame, folder / f"{name}.shp", "ESRI Shapefile", name, ENCODING="UTF-8", DBF_DATE_LAST_UPDATE=_STAMP)
            for suffix in _SHAPEFILE:
                contents[f"{name}{suffix}"] = (folder / f"{name}{suffix}").read_bytes()
            lines += [f"{name}.shp", *(f"  {short:<{_DBF_NAME}}  {full}" for full, short in names.items()), ""]
    contents["README.txt"] = "\n".join([_README, *lines]).encode("utf-8")
    return zipped(contents)


_README = (
    "Columns of these Shapefiles, and what they are called everywhere else. The format allows names of ten letters\n"
    f"and texts of {_DBF_TEXT} bytes: longer ones are cut. GeoPackage and GeoParquet have all of it.\n"
)


def _cut(text: str) -> str:
    """Return a text in as many bytes as a Shapefile takes."""
    return text.encode("utf-8")[:_DBF_TEXT].decode("utf-8", "ignore")


def short_names(names: Any) -> dict[str, str]:
    """Return names of at most ten letters, by the full ones: the longest word of each loses its end."""
    short: dict[str, str] = {}
    for name in names:
        words = str(name).split("_")
        while sum(map(len, words)) + len(words) - 1 > _DBF_NAME:
            longest = max(range(len(words)), key=lambda place: len(words[place]))
            words[longest] = words[longest][:-1]
        brief, number = "_".join(words), 1
        while brief.lower() in (taken.lower() for taken in short.values()):
            number += 1
            brief = f"{'_'.join(words)[: _DBF_NAME - len(str(number))]}{number}"
        short[str(name)] = brief
    return short
