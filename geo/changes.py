"""Changes: what passed from whom to whom between two days."""

from typing import Any

import pandas as pd

from geo.dataset import Dataset, cached_on_dataset
from geo.dates import day_before, shown_day, today
from geo.holders import area_of, sides, transfers

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
        ISO days (a year means its 31 December); if `b` lies before `a`, they are swapped.

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
    earlier, later = sorted((shown_day(a, today()), shown_day(b, today())))
    changes = _all_changes(dataset)
    return changes[(changes["date"] > earlier) & (changes["date"] <= later)].reset_index(drop=True)


@cached_on_dataset()
def _all_changes(dataset: Dataset) -> pd.DataFrame:
    """Return every change of the dataset's whole time."""
    rows = [row for day in dataset.change_days for row in _changes_on(dataset, day)]
    return pd.DataFrame(rows, columns=COLUMNS)


@cached_on_dataset()
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
            "role": transfer.role,
            "parts": transfer.parts,
            "area_km2": area_of(dataset, transfer.parts),
            **sides(dataset, transfer),
        }
        for transfer in transfers(dataset, day_before(day), day)
    ]
