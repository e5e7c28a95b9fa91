"""Changes: what passed from whom to whom between two days."""

from collections import defaultdict
from datetime import date
from functools import lru_cache

import pandas as pd

from geo.dataset import Dataset
from geo.dates import day_before, shown_day
from geo.tables import in_force

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
_Holders = dict[tuple[str, str], str]


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


@lru_cache(maxsize=4)
def _all_changes(dataset: Dataset) -> pd.DataFrame:
    """Return every change of the dataset's whole time, computed once for each dataset."""
    rows = [row for day in dataset.change_days for row in _changes_on(dataset, day)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _changes_on(dataset: Dataset, day: str) -> list[dict[str, object]]:
    before, after = _holders(dataset, day_before(day)), _holders(dataset, day)
    moved: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key in sorted(before.keys() | after.keys()):
        pair = before.get(key, ""), after.get(key, "")
        if pair[0] != pair[1]:
            moved[(key[0], *pair)].append(key[1])
    return [_row(dataset, day, role, pair, parts) for (role, *pair), parts in moved.items()]


def _holders(dataset: Dataset, day: str) -> _Holders:
    """Return the territory that holds each part in each role on an ISO day.

    Claims and cores may overlap one another, so each is its own holder.
    """
    current = in_force(dataset.features, day)
    holders: _Holders = {}
    for territory_id, role, parts in zip(current["territory_id"], current["role"], current["parts"], strict=True):
        for part in parts:
            holders[(role, part if role == "base" else f"{part} {_line(dataset, territory_id, role)}")] = territory_id
    return holders


def _line(dataset: Dataset, territory_id: str, role: str) -> str:
    """Return what a non-base territory continues: its polity, or itself for a claim."""
    if role == "claim":
        return territory_id
    return dataset.territories[territory_id]["polity"]


def _row(dataset: Dataset, day: str, role: str, pair: list[str], parts: list[str]) -> dict[str, object]:
    names = [part.split(" ")[0] for part in parts]
    row: dict[str, object] = {"date": day, "role": role, "parts": tuple(names)}
    row["area_km2"] = round(sum(dataset.areas.get(name, 0.0) for name in names))
    for side, territory_id in zip(("from", "to"), pair, strict=True):
        words = dataset.territories.get(territory_id, {})
        row[f"{side}_id"] = territory_id
        row[f"{side}_name"] = words.get("name", "")
        row[f"{side}_status"] = words.get("status", "")
        row[f"{side}_power"] = words.get("administering_power", "")
    return row
