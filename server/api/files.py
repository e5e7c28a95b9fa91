"""Files: a table in each of its formats, and what is said of the record with it."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd

from geo import Dataset, exports
from geo.exports import Sheet
from pages.shared.language.languages import speak
from pages.shared.record.edition import edition_of
from server.api.parameters import Query
from server.api.tables import TABLES, Table, rows_of


@dataclass(frozen=True)
class Format:
    """A format of tables.

    Attributes
    ----------
    media
        Its media type.
    what
        What it is good for.
    write
        Writes the rows of a table.
    """

    media: str
    what: str
    write: Callable[[Sheet], bytes]


def table_file(name: str, ending: str, dataset: Dataset, query: Query, address: str = "") -> bytes:
    """Return the rows of a table that answer a question, as a file.

    Parameters
    ----------
    name
        One of `TABLES`.
    ending
        One of `FORMATS` that the table has.
    dataset
        In the language of the question.
    address
        Of the atlas, without a slash at its end; empty if it is not known.
    """
    speak(dataset.language)
    table = TABLES[name]
    kinds = {column: described.kind for column, described in table.columns.items()}
    rows = exports.typed(rows_of(table, dataset, query), kinds)
    return FORMATS[ending].write(Sheet(name, rows, dataset, edition_of(dataset), address))


def formats_of(table: Table) -> list[str]:
    """Return the endings with which a table can be asked for."""
    known = exports.formats_for(table.names[0], has_places=table.has_geometry)
    return [ending for ending in FORMATS if ending == "json" or ending in known]


def _json(sheet: Sheet) -> bytes:
    rows = exports.records(sheet.frame)
    value = {**sheet.about, "table": sheet.name, "count": len(rows), "rows": rows}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _geojson(sheet: Sheet) -> bytes:
    return exports.to_geojson(gpd.GeoDataFrame(sheet.frame), {"name": sheet.name, **sheet.about})


_MORE = {
    "csv": "spreadsheets and tables: the rows alone",
    "gpkg": "QGIS and other map programs: dates are dates, and QGIS finds style and time by itself",
    "parquet": "GeoPandas, DuckDB and R: the rows with their types, as GeoParquet where they have places",
    "fgb": "map programs and maps on the web: FlatGeobuf",
    "kml": "Google Earth: with names and time spans",
    "xlsx": "Excel and other spreadsheets: dates are text, since Excel has none before 1900",
    "shp.zip": "older map programs: a Shapefile, its names cut to ten letters and explained in a README",
    "lpf.json": "gazetteers: Linked Places Format, a feature for each place in all its times",
    "lp.tsv": "gazetteers: the same as LP-TSV, a row for each place",
    "jsonld": "linked data: the rows as JSON-LD",
}
# By the ending of the address.
FORMATS = {
    "json": Format("application/json", "programs: the rows, with title, version, day and licence of the record", _json),
    "geojson": Format("application/geo+json", "maps: the same rows with their geometry (RFC 7946)", _geojson),
    **{
        ending: Format(exports.FORMATS[ending].media, what, exports.FORMATS[ending].write)
        for ending, what in _MORE.items()
    },
}
