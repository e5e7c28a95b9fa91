"""Formats: in which files a layer or table can be had, and what each of them is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.dataset import Dataset
from geo.exports import linked, programs, text
from geo.exports.styles import styles_of


@dataclass(frozen=True)
class Sheet:
    """A layer or table to be written.

    Attributes
    ----------
    name
        What it is called.
    frame
        Its rows, typed; with places a GeoDataFrame (EPSG:4326).
    dataset
        From which it comes.
    about
        What is said of the record: ``dataset``, ``as_of`` and ``language`` at least.
    address
        Of the atlas, without a slash at its end; empty if it is not known.
    """

    name: str
    frame: pd.DataFrame
    dataset: Dataset
    about: Mapping[str, str]
    address: str = ""


@dataclass(frozen=True)
class Format:
    """A format of files.

    Attributes
    ----------
    media
        Its media type.
    write
        Writes a sheet.
    is_for_places
        Whether it holds nothing but what lies somewhere.
    keys
        The first columns of the tables that it can hold; of all if there are none.
    has_address
        Whether it says where the atlas is.
    """

    media: str
    write: Callable[[Sheet], bytes]
    is_for_places: bool = False
    keys: tuple[str, ...] = ()
    has_address: bool = False


def geopackage(dataset: Dataset, layers: Mapping[str, pd.DataFrame], stamp: str) -> bytes:
    """Return typed layers and tables as a GeoPackage with styles; `stamp` is the ISO day of its last change."""
    return programs.to_geopackage(layers, stamp, styles_of(dataset, layers, stamp))


def _geopackage(sheet: Sheet) -> bytes:
    return geopackage(sheet.dataset, {sheet.name: sheet.frame}, str(sheet.dataset.about["as_of"]))


def _geojson(sheet: Sheet) -> bytes:
    return text.to_geojson(gpd.GeoDataFrame(sheet.frame), {"name": sheet.name})


def _linked(write: Callable[..., bytes]) -> Callable[[Sheet], bytes]:
    return lambda sheet: write({sheet.name: sheet.frame}, sheet.about, sheet.address)


def _json_ld(sheet: Sheet) -> bytes:
    return linked.to_json_ld(sheet.name, sheet.frame, sheet.about, sheet.address)


_PLACES: dict[str, Any] = {
    "is_for_places": True,
    "keys": tuple(key for key, _ in linked.PLACES.values()),
    "has_address": True,
}

# By the ending of a file.
FORMATS = {
    "csv": Format("text/csv; charset=utf-8", lambda sheet: text.to_csv(sheet.frame)),
    "geojson": Format("application/geo+json", _geojson, is_for_places=True),
    "gpkg": Format("application/geopackage+sqlite3", _geopackage),
    "parquet": Format("application/vnd.apache.parquet", lambda sheet: programs.to_geoparquet(sheet.frame)),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda sheet: programs.to_xlsx({sheet.name: sheet.frame}),
    ),
    "fgb": Format(
        "application/flatgeobuf", lambda sheet: programs.to_flatgeobuf(sheet.frame, sheet.name), is_for_places=True
    ),
    "kml": Format(
        "application/vnd.google-earth.kml+xml",
        lambda sheet: programs.to_kml(sheet.frame, sheet.name),
        is_for_places=True,
    ),
    "shp.zip": Format(
        "application/zip", lambda sheet: programs.to_shapefiles({sheet.name: sheet.frame}), is_for_places=True
    ),
    "lpf.json": Format("application/ld+json", _linked(linked.to_linked_places), **_PLACES),
    "lp.tsv": Format("text/tab-separated-values; charset=utf-8", _linked(linked.to_lp_tsv), **_PLACES),
    "jsonld": Format("application/ld+json", _json_ld, has_address=True),
}


def formats_for(key: str, *, has_places: bool) -> list[str]:
    """Return the endings of the files in which a table with a first column can be had, of all that `FORMATS` knows."""
    return [
        ending
        for ending, one in FORMATS.items()
        if (has_places or not one.is_for_places) and (not one.keys or key in one.keys)
    ]
