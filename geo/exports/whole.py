"""The whole record: every layer and table in one file, and the data package as a ZIP."""

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from geo.dataset import Dataset
from geo.descriptor import FILE, SCHEMAS, file_in_package, is_table, load_descriptor, schema_of
from geo.exports.archive import zipped
from geo.exports.columns import kinds, typed
from geo.exports.formats import geopackage
from geo.exports.layers import (
    all_borders,
    all_events,
    all_missions,
    all_places,
    all_territories,
    dated,
    with_points,
)
from geo.exports.linked import to_linked_places, to_lp_tsv
from geo.exports.programs import to_shapefiles, to_xlsx
from geo.exports.text import harmless
from geo.tables import read_table

_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
CODEBOOK = "README.md"


def everything_geopackage(dataset: Dataset) -> bytes:
    """Return one GeoPackage of the whole record, with styles.

    Layers: every period of every territory (``territory_periods``) and of every border between two atoms
    (``border_periods``), the atoms; every table of the record, as points where it has places, else as attributes.
    """
    layers: dict[str, pd.DataFrame] = {
        "territory_periods": typed(all_territories(dataset)),
        "border_periods": typed(all_borders(dataset)),
        "atom_areas": typed(dataset.atoms.reset_index(drop=True)[["atom_id", "geometry"]]),
    }
    return geopackage(dataset, layers | tables_of(dataset), str(dataset.about["as_of"]))


def everything_workbook(dataset: Dataset) -> bytes:
    """Return one workbook of the whole record: a sheet for each table, and one for the territories in all periods.

    The smallest come first: with each sheet GDAL writes those before it anew.
    """
    tables = {"territory_periods": typed(all_territories(dataset)), **tables_of(dataset)}
    return to_xlsx(dict(sorted(tables.items(), key=lambda pair: pair[1].size)))


def everything_linked(dataset: Dataset, about: Mapping[str, str], address: str, *, is_table: bool = False) -> bytes:
    """Return all places, territories and missions as Linked Places, or as LP-TSV; see `to_linked_places`."""
    layers = {
        "places": typed(all_places(dataset)),
        "territories": typed(all_territories(dataset)),
        "missions": typed(all_missions(dataset)),
    }
    return (to_lp_tsv if is_table else to_linked_places)(layers, about, address)


def everything_shapefiles(dataset: Dataset) -> bytes:
    """Return every period of all that lies on the map as Shapefiles in one ZIP."""
    layers = {
        "territories": all_territories(dataset),
        "borders": all_borders(dataset),
        "missions": all_missions(dataset),
        "places": all_places(dataset),
        "events": all_events(dataset),
    }
    return to_shapefiles({name: typed(layer) for name, layer in layers.items()})


def tables_of(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Return every table of the record, typed, as points where it has places."""
    tables = {}
    for name, table in dataset.tables.items():
        frame = dated(table) if "end_day" in table else table
        frame = all_events(dataset).drop(columns=["sources"]) if name == "events" else frame
        is_placed = {"lat", "lon"} <= set(frame) and name != "events"
        tables[name] = typed(with_points(frame, frame["lat"] != "") if is_placed else frame, kinds(name))
    return tables


def everything_zip(dataset: Dataset) -> bytes:
    """Return the data package as a ZIP that needs nothing else.

    It holds what the package lists, and its codebook, `README.md`: layers as they are, the descriptor with the schema
    of every table, and no text of a table is a formula. Whatever else lies in the folder stays there.
    """
    descriptor = load_descriptor(dataset.folder)
    tables = {resource["path"]: resource for resource in descriptor["resources"] if is_table(resource)}
    contents = {FILE: json.dumps(descriptor, ensure_ascii=False, indent=2).encode("utf-8")}
    for name in [*(resource["path"] for resource in descriptor["resources"]), CODEBOOK]:
        path = file_in_package(dataset.folder, name)
        if path.is_file():
            table = tables.get(name)
            contents[name] = _harmless_table(path, table["name"], table["schema"]) if table else path.read_bytes()
    return zipped(contents)


def _harmless_table(path: Path, name: str, schema: dict[str, Any]) -> bytes:
    """Return a table of the package in which no text is a formula.

    Numbers stay as they are, and cells whose form the atlas's own schema prescribes (identifiers, dates, places on
    the map): they were checked when the dataset was loaded. What the package's schema says of them is its own word.
    """
    fields = schema_of(name)["fields"] if name in SCHEMAS else []
    in_form = {field["name"] for field in fields if "pattern" in field.get("constraints", {})}
    # As the atlas has read it: a table with semicolons, or with dates of a spreadsheet, is one like any other here.
    frame = read_table(path, schema, [])
    heads, rows = list(frame), frame.to_numpy().tolist()
    as_is = [head in in_form for head in heads]
    cells = [[_harmless(cell, known) for cell, known in zip(row, as_is, strict=True)] for row in rows]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([[harmless(head) for head in heads], *cells])
    return text.getvalue().encode("utf-8")


def _harmless(cell: str, is_in_form: bool) -> Any:
    return cell if is_in_form or _NUMBER.fullmatch(cell) else harmless(cell)
