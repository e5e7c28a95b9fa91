"""References: identifiers in a table that must be known to another one, also where a cell holds several."""

import pandas as pd

_Tables = dict[str, pd.DataFrame]
# Columns whose cells hold several identifiers, and the table that knows them.
_LISTS = {"source_ids": "sources", "event_ids": "events"}


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
    return faults


def _unknown(name: str, cells: "pd.Series[str]", known: set[str], *, may_be_empty: bool) -> list[str]:
    faults = []
    for index, cell in cells.items():
        unknown = [part for part in cell.split() if part not in known]
        if unknown or not (cell or may_be_empty):
            what = f"unknown {', '.join(unknown)}" if unknown else "is empty"
            faults.append(f"{name}.csv, row {int(str(index)) + 2}, column {cells.name}: {what}")
    return faults
