"""Sheets: the tables of a workbook (XLSX, ODS), written into a data package as CSV files."""

import json
from pathlib import Path

import pandas as pd
import pyogrio

from geo.build.newfiles import table
from geo.descriptor import FILE, SCHEMAS, load_descriptor, schema_of
from geo.errors import BuildError
from geo.reading import DATE, dates_as_written

ENDINGS = (".xlsx", ".ods")
_HEADERS = {"OGR_XLSX_HEADERS": "FORCE", "OGR_ODS_HEADERS": "FORCE"}  # the first row, also where every cell is text


def bring_sheets(book: Path, folder: Path) -> list[str]:
    """Write every sheet that has the name of a table into a package, and return a sentence for each sheet.

    Parameters
    ----------
    book
        A workbook; the first row of a sheet has the names of the columns.
    folder
        The data package; its `datapackage.json` lists the new tables afterwards.

    Raises
    ------
    BuildError
        If the workbook cannot be read, no sheet has the name of a table, or a date has two meanings; nothing is
        written then.
    """
    load_descriptor(folder)
    if book.suffix.lower() not in ENDINGS:
        raise BuildError(
            f"{book.name}: a workbook ends in {' or '.join(ENDINGS)}; CSV files lie in the package as they are"
        )
    if not book.is_file():
        raise BuildError(f"{book.name}: there is no such file")
    try:
        sheets = [str(name) for name, _ in pyogrio.list_layers(book)]
    except Exception as error:
        raise BuildError(f"{book.name}: cannot be read as a workbook ({str(error)[:120]})") from None
    known = {name: name.strip().lower().replace(" ", "_") for name in sheets}
    faults, texts, notes = list[str](), dict[str, str](), list[str]()
    for sheet, name in known.items():
        if name not in SCHEMAS:
            notes.append(f"{sheet}: no table has this name; left out")
            continue
        rows = _rows(book, sheet, name, faults)
        texts[name] = table(rows)
        notes.append(f"{sheet}: {len(rows) - 1} rows, now {name}.csv")
    if faults or not texts:
        raise BuildError("\n".join(faults or [f"{book.name}: no sheet has the name of a table, such as territories"]))
    content = json.loads((folder / FILE).read_text(encoding="utf-8"))
    listed = {row["name"]: row["path"] for row in content["resources"]}
    content["resources"] += [{"name": name, "path": f"{name}.csv"} for name in texts if name not in listed]
    for name, text in texts.items():
        (folder / listed.get(name, f"{name}.csv")).write_text(text, encoding="utf-8", newline="\n")
    (folder / FILE).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return notes


def _rows(book: Path, sheet: str, name: str, faults: list[str]) -> list[list[str]]:
    """Return a sheet as rows of text, the names of its columns first; add a fault for each date with two meanings."""
    pyogrio.set_gdal_config_options(_HEADERS)
    try:
        cells = pyogrio.read_dataframe(book, layer=sheet, read_geometry=False)
    finally:
        pyogrio.set_gdal_config_options(dict.fromkeys(_HEADERS))
    cells = cells.dropna(how="all").reset_index(drop=True)
    dates = {
        field["name"] for field in schema_of(name)["fields"] if field.get("constraints", {}).get("pattern") == DATE
    }
    columns = {}
    for head in cells:
        texts = [_text(value) for value in cells[head]]
        if head in dates:
            read = dates_as_written(texts)
            faults += [f"{sheet}, row {row}, column {head}: {ask}" for row, (_, ask) in enumerate(read, start=2) if ask]
            texts = [text for text, _ in read]
        columns[str(head).strip()] = texts
    return [list(columns), *map(list, zip(*columns.values(), strict=True))]


def _text(value: object) -> str:
    """Return a cell as text: a date as 1925-07-01, a whole number without its decimals."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):  # noqa: PLR0124
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
