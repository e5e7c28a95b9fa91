"""Files: a table as JSON, GeoJSON or CSV, and what is said of the record with it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import Dataset, exports
from pages.shared.language.languages import speak
from pages.shared.record.plate import package_of
from server.api.parameters import Query
from server.api.tables import TABLES, Table, rows_of

# What an edition says, for the description of the interface.
EDITION = {
    "dataset": "Title of the atlas.",
    "version": "Version of the record.",
    "as_of": "Day to which the record was checked.",
    "licence": "Licence of the record.",
    "licence_url": "Address of the licence.",
    "language": "Language of names and sentences.",
}


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
        Writes rows, given the edition and the name of the table.
    """

    media: str
    what: str
    write: Callable[[Any, dict[str, str], str], bytes]


def table_file(name: str, ending: str, dataset: Dataset, query: Query) -> bytes:
    """Return the rows of a table that answer a question, as a file.

    Parameters
    ----------
    name
        One of `TABLES`.
    ending
        One of `FORMATS` that the table has.
    dataset
        In the language of the question.
    """
    speak(dataset.language)
    return FORMATS[ending].write(rows_of(TABLES[name], dataset, query), edition_of(dataset), name)


def edition_of(dataset: Dataset) -> dict[str, str]:
    """Return what is said of the record with every file: the members of `EDITION` that it has."""
    about, package = dataset.about, package_of(dataset)
    values = (about["title"], package.version, about["as_of"], package.licence, package.licence_url, dataset.language)
    return {name: str(value) for name, value in zip(EDITION, values, strict=True) if value}


def formats_of(table: Table) -> list[str]:
    """Return the endings with which a table can be asked for."""
    return [ending for ending in FORMATS if ending != "geojson" or table.has_geometry]


def _json(rows: pd.DataFrame, edition: dict[str, str], name: str) -> bytes:
    records = pd.DataFrame(rows.drop(columns="geometry", errors="ignore")).to_dict("records")
    value = {**edition, "table": name, "count": len(records), "rows": records}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _geojson(rows: gpd.GeoDataFrame, edition: dict[str, str], name: str) -> bytes:
    return exports.to_geojson(rows, {"name": name, **edition})


def _csv(rows: pd.DataFrame, _edition: dict[str, str], _name: str) -> bytes:
    return exports.to_csv(rows)


# By the ending of the address.
FORMATS = {
    "json": Format("application/json", "programs: the rows, with title, version, day and licence of the record", _json),
    "geojson": Format("application/geo+json", "maps: the same rows with their geometry (RFC 7946)", _geojson),
    "csv": Format("text/csv; charset=utf-8", "spreadsheets and tables: the rows alone", _csv),
}
