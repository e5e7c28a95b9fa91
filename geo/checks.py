"""References: identifiers in a table that must be known to another one, also where a cell holds several."""

import pandas as pd

from geo.dates import first_day
from geo.errors import DateError

_Tables = dict[str, pd.DataFrame]
# Columns whose cells hold several identifiers, and the table that knows them.
_LISTS = {"source_ids": "sources", "event_ids": "events", "claim_ids": "claims"}


def check(tables: _Tables, atoms: set[str]) -> list[str]:
    """Return every identifier that no row answers to, by file, row and column.

    Parameters
    ----------
    tables
        Every table of a package by its name; the first column of a table is its identifier.
    atoms
        Identifiers of the atoms, which the columns ``left`` and ``right`` of the borders hold.
    """
    faults = []
    for name, frame in tables.items():
        for column, target in _LISTS.items():
            if column in frame and target in tables:
                known = set(tables[target].iloc[:, 0])
                faults += _unknown(name, frame[column], known, may_be_empty=column != "source_ids")
    for side in ("left", "right"):
        faults += _unknown("borders", tables["borders"][side], atoms, may_be_empty=False)
    return faults + (_story_faults(tables) if "story_steps" in tables else [])


def _story_faults(tables: _Tables) -> list[str]:
    """Return every step of the story that has no day, or looks at no view of the package."""
    steps, views = tables["story_steps"], set(tables["views"]["view_id"])
    faults = _unknown("story_steps", steps.loc[~steps["at"].str.contains(r"_\d"), "at"], views, may_be_empty=False)
    for index, date in steps["date"].items():
        try:
            first_day(date)
        except DateError as error:
            faults.append(f"story_steps.csv, row {int(str(index)) + 2}, column date: {error}")
    return faults


def _unknown(name: str, cells: "pd.Series[str]", known: set[str], *, may_be_empty: bool) -> list[str]:
    faults = []
    for index, cell in cells.items():
        unknown = [part for part in cell.split() if part not in known]
        if unknown or not (cell or may_be_empty):
            what = f"unknown {', '.join(unknown)}" if unknown else "is empty"
            faults.append(f"{name}.csv, row {int(str(index)) + 2}, column {cells.name}: {what}")
    return faults
