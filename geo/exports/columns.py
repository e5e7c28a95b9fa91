"""Columns: their types, open ends without a value, and dates that say how sure they are (EDTF)."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa

from geo.dates import OPEN_END, last_true
from geo.descriptor import SCHEMAS, schema_of

TYPES = {"date": pa.date32(), "number": pa.float64(), "integer": pa.int64(), "string": pa.string()}
EDTF = ("start_edtf", "end_edtf")
_RENAMED = {"since": "start", "until": "end"}  # as the tables of the record call them
_OF_LAYERS = {"rank": "integer"}  # a text among the officeholders alone, which are no layer
_DAYS = dict.fromkeys(("start_day", "end_day"), "date")
# What EDTF writes behind a date: (roughly known, doubtful).
_QUALIFIERS = {(False, False): "", (True, False): "~", (False, True): "?", (True, True): "%"}


@cache
def kinds(table: str = "") -> dict[str, str]:
    """Return the columns of a table that are no text: ``number``, ``integer`` or ``date``.

    Without a table those of a layer. For them, and for a table that the record has not got: those that are no text in
    any table which has them.
    """
    known: dict[str, set[str]] = {}
    for name in [table] if table in SCHEMAS else SCHEMAS:
        for field in schema_of(name)["fields"]:
            known.setdefault(field["name"], set()).add(field["type"])
    numbers = {name: kind for name, (kind, *others) in known.items() if kind in {"number", "integer"} and not others}
    return numbers | ({} if table else _OF_LAYERS) | {"area_km2": "number"} | _DAYS


def typed(frame: Any, of_columns: Mapping[str, str] | None = None) -> Any:
    """Return a layer or table as programs expect it.

    Parameters
    ----------
    frame
        Its cells are text and numbers; dates are ISO days.
    of_columns
        The kind of each column: one of `TYPES`. Without it, what the schemas of the record say.

    Returns
    -------
    The same rows, with ``start`` and ``end`` (the text of the source), ``start_edtf`` and ``end_edtf`` where the rows
    have a time, ``start_day`` and ``end_day`` as dates. Columns have the types of Arrow, also without a row; an empty
    cell, and the end of what is still true, is null.
    """
    known = kinds() if of_columns is None else of_columns
    if "start" not in frame:
        frame = frame.rename(columns=_RENAMED)
    frame = with_edtf(frame)
    columns = {name: _column(frame[name], known.get(name, "string")) for name in frame if name != "geometry"}
    return frame.assign(**columns)


def _column(cells: Any, kind: str) -> Any:
    values = [_value(cell, kind) for cell in cells]
    return pd.Series(pd.arrays.ArrowExtensionArray(pa.array(values, TYPES[kind])), index=cells.index)


def _value(cell: Any, kind: str) -> Any:
    """Return a cell as its type has it, or None."""
    if cell is None or cell is pd.NaT or cell is pd.NA or cell == "" or cell != cell:  # noqa: PLR0124
        return None
    if kind == "date":
        day = str(cell)[:10]
        return None if day == OPEN_END else date.fromisoformat(day)
    if kind == "string":
        return str(cell)
    return int(float(cell)) if kind == "integer" else float(cell)


def with_edtf(frame: Any) -> Any:
    """Return a frame with its dates as EDTF (ISO 8601-2, level 1) behind them, if it has any.

    The end is the first date on which the row no longer holds, as everywhere in the record; empty if it still does.
    """
    if not {"start", "end"} <= set(frame) or EDTF[0] in frame:
        return frame
    rows = frame.drop(columns="geometry", errors="ignore").to_dict("records")
    place = list(frame.columns).index("end") + 1
    frame = frame.copy()
    for number, (name, source) in enumerate(zip(EDTF, ("start", "end"), strict=True)):
        frame.insert(place + number, name, pd.Series([edtf(row, row[source]) for row in rows], frame.index, object))
    return frame


def edtf(row: Mapping[str, Any], when: Any) -> str:
    """Return a date of a row as EDTF.

    ``?`` says that the row is doubtful: its confidence is low, or nothing was seen in a source. ``~`` says that a year
    or month is rough: the certainty of the row, *approximate*, stands for its border or its day.
    """
    if not when or when != when:  # noqa: PLR0124
        return ""
    confidence = row.get("period_confidence", row.get("confidence"))
    verified = row.get("period_verified", row.get("verified"))
    is_rough = row.get("certainty") == "approximate" and len(str(when)) < 10
    return f"{when}{_QUALIFIERS[is_rough, confidence == 'low' or verified == 'no']}"


def last_edtf(end: str) -> str:
    """Return the last date on which a row holds, from its end as EDTF, with the same doubt."""
    when = end.rstrip("~?%")
    return f"{last_true(when)}{end[len(when) :]}" if when else ""


def records(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a typed frame without geometry, as JSON has them: dates as ISO days, nothing as None."""
    rows = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    plain = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return [
        {str(name): cell.isoformat() if isinstance(cell, date) else cell for name, cell in row.items()} for row in plain
    ]
