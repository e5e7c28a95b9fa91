"""Tables of a data package, read and checked against their schemas.

A table whose resource in `datapackage.json` has no schema of its own has that of `geo/schemas`. One with its own has
both: a package can ask more of a table that the atlas knows, never less. A table with ``start`` and ``end`` is dated;
`geo.defaults` says what stands where a package leaves a table or a column out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.dates import end_day, first_day
from geo.defaults import filled, with_optional
from geo.descriptor import SCHEMAS, file_in_package, is_table, load_descriptor, schema_of
from geo.errors import DatasetError, DateError
from geo.reading import DATE, dates_as_written, head_faults, number_as_written, read_cells

_NUMBER_TYPES = {"number", "integer"}
_SHOWN = 80  # letters of a cell in a sentence
# What a form is called in a sentence.
_FORMS = {
    DATE: "of a date: write 1925, 1925-07 or 1925-07-01",
    r"^\d{4}-\d{2}-\d{2}$": "of a day: write 1925-07-01",
    "^#[0-9A-Fa-f]{6}$": "of a colour: write # and six digits or letters from A to F, such as #2F5D8A",
    "^[A-Za-z0-9][A-Za-z0-9_.-]*$": "of an identifier: letters without accents, digits and _ . -, no space",
    "^[A-Za-z0-9][A-Za-z0-9_.-]*( [A-Za-z0-9][A-Za-z0-9_.-]*)*$": "of identifiers with one space between them",
}
# Control characters: invalid in XML (the map as SVG) and invisible. Tabs and line ends are allowed.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True)
class Package:
    """A data package: its descriptor, as `load_descriptor` returns it, and one DataFrame of text per table."""

    descriptor: dict[str, Any]
    tables: dict[str, pd.DataFrame]


def load_package(folder: Path) -> Package:
    """Read every table of `folder` that its `datapackage.json` lists.

    Raises
    ------
    DatasetError
        Naming file, row and column of everything that breaks the schema; or if the descriptor is not of its form.
    """
    package, faults = read_package(folder)
    if faults:
        raise DatasetError(faults)
    return package


def read_package(folder: Path) -> tuple[Package, list[str]]:
    """Return every table of `folder` that its `datapackage.json` lists, and everything that breaks a schema.

    A table that cannot be read has no row.

    Raises
    ------
    DatasetError
        If the descriptor is not of its form.
    """
    descriptor = load_descriptor(folder)
    faults: list[str] = []
    tables, schemas = dict[str, pd.DataFrame](), dict[str, list[dict[str, Any]]]()
    unread = set[str]()
    for resource in filter(is_table, descriptor["resources"]):
        name, schema = resource["name"], resource.get("schema")
        if schema is None:
            faults.append(f"datapackage.json: the table {name} has no schema, and there is none of its name")
            continue
        try:
            tables[name] = _load_table(file_in_package(folder, resource["path"]), name, schema, faults)
        except DatasetError as error:
            faults += error.faults
            unread.add(name)
            continue
        schemas[name] = [schema]
        if name in SCHEMAS and schema != (own := _own_schema(name, tables[name])):
            schemas[name].append(own)
            _check_table(f"{name}.csv", tables[name], own, faults)
    known = with_optional(tables)
    for name, of_table in schemas.items():
        for schema in of_table:
            _check_foreign_keys(name, schema, {key: known[key] for key in known if key not in unread}, faults)
    return Package(descriptor, tables), faults


def _own_schema(name: str, frame: pd.DataFrame) -> dict[str, Any]:
    """Return the atlas's own schema of a table without the optional columns that the table leaves out."""
    schema = schema_of(name)
    fields = [field for field in schema["fields"] if field["name"] in frame or not field.get("optional")]
    return schema | {"fields": fields}


def _load_table(path: Path, name: str, schema: dict[str, Any], faults: list[str]) -> pd.DataFrame:
    """Read one CSV as text, every cell stripped; collect what breaks `schema`.

    Raises
    ------
    DatasetError
        If no row can be read: there is no file, no text, or a column is missing.
    """
    asked, others = list[str](), list[str]()
    frame = read_table(path, schema, asked)
    if name in SCHEMAS:  # a default stands in an empty cell as it does in a column that is left out
        frame = filled(name, frame)[list(frame)]
    _check_table(path.name, frame, schema, others)
    where = {_where(fault) for fault in asked}
    faults += asked + [fault for fault in others if _where(fault) not in where]
    return frame


def _where(fault: str) -> str:
    """Return the file, row and column of a fault."""
    return fault.partition(": ")[0]


def read_table(path: Path, schema: dict[str, Any], faults: list[str]) -> pd.DataFrame:
    """Return the rows of one CSV as text in the columns of `schema`, with dates and numbers as the atlas writes them.

    Adds to `faults` every row with another number of cells, and every date and number with two meanings.

    Raises
    ------
    DatasetError
        If no row can be read: there is no file, no text, or a column is missing.
    """
    fields = {field["name"]: field for field in schema["fields"]}
    cells = read_cells(path, fields)
    required = [name for name, field in fields.items() if not field.get("optional")]
    if wrong := head_faults(path.name, cells.heads, list(fields), required):
        raise DatasetError(wrong)
    good = [index for index, row in enumerate(cells.rows) if len(row) == len(cells.heads)]
    for index, row in enumerate(cells.rows):
        if len(row) != len(cells.heads):
            faults.append(f"{path.name}, row {index + 2}: {len(row)} cells, {len(cells.heads)} expected")
    # The index stays that of the file, so that faults name its rows.
    frame = pd.DataFrame([cells.rows[index] for index in good], columns=cells.heads, index=good, dtype=str)
    frame = frame[[name for name in fields if name in frame]]
    dated = [name for name in frame if fields[name].get("constraints", {}).get("pattern") == DATE]
    dates = frame[dated].to_numpy().ravel().tolist()
    for name in frame:
        if name in dated:
            read = dates_as_written(list(frame[name]), dates)
        elif fields[name].get("type") in _NUMBER_TYPES:
            read = [number_as_written(value, cells.separator) for value in frame[name]]
        else:
            continue
        for index, (_, question) in zip(frame.index, read, strict=True):
            if question:
                faults.append(f"{path.name}, row {index + 2}, column {name}: {question}")
        frame[name] = pd.Series([text for text, _ in read], index=frame.index, dtype=str)
    return frame


def _check_table(file: str, frame: pd.DataFrame, schema: dict[str, Any], faults: list[str]) -> None:
    """Collect what breaks a schema in a table that has its columns."""
    for field in schema["fields"]:
        _check_column(file, frame[field["name"]], field, faults)
    key = schema.get("primaryKey", [])
    key = [name for name in ([key] if isinstance(key, str) else key) if name in frame]
    if key:
        for index in frame.index[frame.duplicated(subset=key)]:
            value = ", ".join(frame.loc[index, key])
            faults.append(f"{file}, row {index + 2}, column {key[0]}: “{value}” stands twice")


def _check_column(file: str, column: "pd.Series[str]", field: dict[str, Any], faults: list[str]) -> None:
    constraints = field.get("constraints", {})
    try:
        unlike = _unlike(column, constraints.get("pattern", ""))
    except pa.ArrowInvalid as error:
        faults.append(f"{file}, column {field['name']}: the pattern of its schema cannot be read ({error})")
        return
    for index, value in column.items():
        problem = _problem(value, field.get("type", "string"), constraints)
        if not problem and value in unlike:
            problem = f"“{value[:_SHOWN]}” does not have the form {_form(constraints['pattern'])}"
        if problem:
            faults.append(f"{file}, row {int(str(index)) + 2}, column {field['name']}: {problem}")
    if constraints.get("unique"):
        filled = column[column != ""]
        for index in filled.index[filled.duplicated()]:
            faults.append(f"{file}, row {index + 2}, column {field['name']}: “{filled[index]}” stands twice")


def _form(pattern: str) -> str:
    return _FORMS.get(pattern, pattern)


def _unlike(column: "pd.Series[str]", pattern: str) -> set[str]:
    """Return the values of a column that do not have the form of a pattern.

    RE2 asks them: its time grows with the length of a text and no faster, so that no pattern of a package can hold
    the server up.

    Raises
    ------
    pyarrow.ArrowInvalid
        If it is no pattern that RE2 reads.
    """
    if not pattern:
        return set()
    values = pa.array(column[column != ""].unique(), pa.string())
    return set(values.filter(pc.invert(pc.match_substring_regex(values, rf"\A(?:{pattern})\z"))).to_pylist())


def _problem(value: str, kind: str, constraints: dict[str, Any]) -> str:
    """Say what is wrong with one cell, or return an empty text."""
    if not value:
        return "is empty" if constraints.get("required") else ""
    unseen = _UNSEEN.search(value)
    if unseen:
        return f"has a control character, U+{ord(unseen.group()):04X}"
    if "enum" in constraints and value not in constraints["enum"]:
        return f"“{value}” is not one of {', '.join(constraints['enum'])}"
    if kind in _NUMBER_TYPES:
        return _number_problem(value, constraints)
    return ""


def _number_problem(value: str, constraints: dict[str, Any]) -> str:
    try:
        number = float(value)
    except ValueError:
        return f"“{value}” is not a number"
    low, high = constraints.get("minimum"), constraints.get("maximum")
    if (low is not None and number < low) or (high is not None and number > high):
        return f"{value} lies outside {low} to {high}"
    return ""


def _check_foreign_keys(name: str, schema: dict[str, Any], tables: dict[str, pd.DataFrame], faults: list[str]) -> None:
    for key in schema.get("foreignKeys", []):
        reference = key["reference"]
        fields, targets = ([part] if isinstance(part, str) else part for part in (key["fields"], reference["fields"]))
        target = tables.get(reference.get("resource") or name)
        if target is None or len(fields) != 1 or len(targets) != 1 or targets[0] not in target:
            continue
        values, resource = tables[name][fields[0]], reference.get("resource") or name
        unknown = values[(values != "") & ~values.isin(target[targets[0]])]
        faults.extend(
            f"{name}.csv, row {index + 2}, column {fields[0]}: “{value}” is not in {resource}.csv"
            for index, value in unknown.items()
        )


def in_force(frame: Any, day: str) -> Any:
    """Return the rows of a frame with ``start_day`` and ``end_day`` that are true on an ISO day."""
    return frame[(frame["start_day"] <= day) & (day < frame["end_day"])]


def is_in_force(row: dict[str, Any], day: str) -> bool:
    """Return whether a row with ``start_day`` and ``end_day`` is true on an ISO day."""
    return bool(row["start_day"] <= day < row["end_day"])


def rows_in_force(rows: Iterable[dict[str, Any]], day: str) -> list[dict[str, Any]]:
    """Return those of `rows` that are true on an ISO day."""
    return [row for row in rows if is_in_force(row, day)]


def add_days(frame: pd.DataFrame, file: str, faults: list[str]) -> pd.DataFrame:
    """Return `frame` with `start_day` and `end_day` (ISO days, `geo.dates.OPEN_END` if open).

    Adds a fault to `faults` for every text that is no date, and every end that is not after its start.
    """
    start_days, end_days = [], []
    for index, start, end in zip(frame.index, frame["start"], frame["end"], strict=True):
        try:
            days = first_day(start), end_day(end)
        except DateError as error:
            faults.append(f"{file}, row {index + 2}, column start or end: {error}")
            days = ("", "")
        if days[1] and days[1] <= days[0]:
            faults.append(f"{file}, row {index + 2}, column end: {end} is not after the start {start}")
        start_days.append(days[0])
        end_days.append(days[1])
    # As text also where there is no row.
    columns = {"start_day": start_days, "end_day": end_days}
    return frame.assign(
        **{name: pd.Series(values, index=frame.index, dtype=object) for name, values in columns.items()}
    )
