"""Columns: what stands in each column of an answer, in which form, and what a cell becomes in JSON."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from geo.descriptor import schema_of

DAYS = ("start_day", "end_day")
_SIDES = ("id", "name", "status", "power")


class Column(NamedTuple):
    """What stands in a column.

    Attributes
    ----------
    kind
        ``string``, ``number``, ``integer`` or ``date`` (an ISO day).
    what
        What it says.
    """

    kind: str
    what: str


# What the tables of the data package do not have, or call otherwise.
_OWN = {
    "start": Column("string", "From when, in the precision of its source: YYYY, YYYY-MM or YYYY-MM-DD"),
    "end": Column("string", "When it no longer holds, in the precision of its source; empty if it still does"),
    "start_edtf": Column("string", "The same as EDTF: ~ is roughly, ? doubtful, % both"),
    "end_edtf": Column("string", "When it no longer holds, as EDTF; empty if it still does"),
    "start_day": Column("date", "First day"),
    "end_day": Column("date", "First day on which it no longer holds; empty if it still does"),
    "name": Column("string", "Name"),
    "status": Column("string", "Legal status, in words"),
    "status_id": Column("string", "Identifier of the status"),
    "sovereign": Column("string", "Who holds the title, in words"),
    "sovereign_id": Column("string", "Identifier of who holds the title"),
    "administering_power": Column("string", "Who rules in fact, in words"),
    "administering_power_id": Column("string", "Identifier of who rules in fact"),
    "sentence": Column("string", "The row in words, as the pages of the atlas have it"),
    "sources": Column("string", "Citations of the sources"),
    "source_ids": Column("string", "Identifiers of the sources, separated by spaces"),
    "area_km2": Column("number", "Area in km² (EPSG:6933, equal area)"),
    "lon": Column("number", "Longitude of the place, or of a point in the land, in degrees (EPSG:4326)"),
    "lat": Column("number", "Latitude of the same"),
    "state_label": Column("string", "State, in words"),
    "certainty_label": Column("string", "How sure it is, in words"),
    "category_label": Column("string", "Kind of event, in words"),
    "verdict_label": Column("string", "Verdict, in words"),
    "content_note": Column("string", "What the atlas says before it shows the row; empty if nothing"),
    "office": Column("string", "Name of the office"),
    "today": Column("string", "Last name of the place in the record"),
    "left_id": Column("string", "Identifier of the territory on one side"),
    "right_id": Column("string", "Identifier of the territory on the other side"),
    "parts": Column("string", "Identifiers of the atoms, or of the shape, that passed, separated by spaces"),
    "period_confidence": Column("string", "Trust in the state of this time"),
    "period_verified": Column("string", "Whether a source of the state was opened: yes, partly or no"),
    "period_note": Column("string", "What a reader should know of the state"),
    **{f"from_{side}": Column("string", f"Who had the land before: {side}; empty if nobody") for side in _SIDES},
    **{f"to_{side}": Column("string", f"Who has the land then: {side}; empty if nobody") for side in _SIDES},
}


def columns_of(
    names: Iterable[str], tables: Sequence[str], own: Iterable[tuple[str, Column]] = ()
) -> dict[str, Column]:
    """Return what stands in columns, by their names.

    Parameters
    ----------
    names
        The columns, in their order.
    tables
        Tables of the data package that have those which are described here under no name.
    own
        What one table says of columns otherwise.

    Raises
    ------
    KeyError
        If nothing describes one of them.
    """
    fields = [field for table in reversed(tables) for field in schema_of(table)["fields"]]
    known = {field["name"]: Column(field["type"], field["description"]) for field in fields} | _OWN | dict(own)
    return {name: known[name] for name in names}


def cell_of(value: Any, kind: str) -> Any:
    """Return a cell as JSON has it: a number, a text, or None where there is no value."""
    if value is None or value == "" or value != value:  # noqa: PLR0124  (what is not equal to itself is no number)
        return None
    if kind == "integer":
        return int(value)
    return float(value) if kind == "number" else str(value)
