"""Changes: what passed from whom to whom between two days."""

from datetime import date
from functools import lru_cache
from typing import Any

import pandas as pd

from geo.dataset import Dataset
from geo.dates import day_before, shown_day
from geo.holders import area_of, passings, sides

COLUMNS = [
    "date",
    "role",
    "from_id",
    "from_name",
    "from_status",
    "from_power",
    "to_id",
    "to_name",
    "to_status",
    "to_power",
    "area_km2",
    "parts",
]


def changes_between(dataset: Dataset, a: str, b: str) -> pd.DataFrame:
    """Return what changed after day `a` up to and including day `b`, day by day.

    Parameters
    ----------
    dataset
        A loaded dataset.
    a, b
        ISO days (a year means its 31 December); `b` may lie before `a`, the order is then kept
        as if they were swapped.

    Returns
    -------
    DataFrame, one row per day, role and pair of holders: ``date``, ``role``, ``from_*`` and
    ``to_*`` (id, name, status, administering power; empty where there was or is none),
    ``area_km2`` (EPSG:6933) and ``parts`` (the atoms or shape that passed), sorted by date.

    Raises
    ------
    DateError
        If `a` or `b` is no date.
    """
    today = date.today().isoformat()
    earlier, later = sorted((shown_day(a, today), shown_day(b, today)))
    changes = _all_changes(dataset)
    return changes[(changes["date"] > earlier) & (changes["date"] <= later)].reset_index(drop=True)


@lru_cache(maxsize=8)
def _all_changes(dataset: Dataset) -> pd.DataFrame:
    """Return every change of the dataset's whole time, computed once for each dataset."""
    rows = [row for day in dataset.change_days for row in _changes_on(dataset, day)]
    return pd.DataFrame(rows, columns=COLUMNS)


@lru_cache(maxsize=8)
def changes_by_day(dataset: Dataset) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of `changes_between` for the dataset's whole time by ISO day, as dicts, in order of time."""
    days: dict[str, list[dict[str, Any]]] = {}
    for row in _all_changes(dataset).to_dict("records"):
        days.setdefault(row["date"], []).append(row)
    return days


def _changes_on(dataset: Dataset, day: str) -> list[dict[str, object]]:
    return [
        {
            "date": day,
            "role": passing.role,
            "parts": passing.parts,
            "area_km2": area_of(dataset, passing.parts),
            **sides(dataset, passing),
        }
        for passing in passings(dataset, day_before(day), day)
    ]
