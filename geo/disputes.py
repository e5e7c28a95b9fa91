"""Disputes: questions on which sources or states differ, every position on them, and the map as each has it.

A row of `extents.csv` with a `position` says what would hold if that position were right. A base row
takes its atoms from whoever holds them in the version shown first; any other row replaces, for its time,
the rows of the same territory and role.
"""

from collections import defaultdict
from itertools import pairwise
from typing import Any

import pandas as pd

from geo.dataset import Dataset
from geo.dates import shown_day, today
from geo.tables import in_force

_ORDER = ("default", "rival", "text")
_TOUCHING = ["territory_id", "parts", "start_day", "end_day"]


def disputes_at(dataset: Dataset, day: str) -> pd.DataFrame:
    """Return the disputes that bear on the map of `day`, the columns of `disputes.csv`.

    Parameters
    ----------
    day
        An ISO day; a year means its 31 December, never after today.

    Raises
    ------
    DateError
        If `day` is no date.
    """
    current_day = shown_day(day, today())
    return in_force(dataset.tables["disputes"], current_day)


def positions_on(dataset: Dataset, dispute_id: str) -> pd.DataFrame:
    """Return the positions on one dispute, the one that the map shows first on top."""
    return pd.DataFrame(position_rows(dataset, dispute_id), columns=dataset.tables["positions"].columns)


def position_rows(dataset: Dataset, dispute_id: str) -> list[dict[str, str]]:
    """Return the rows of `positions_on` as dicts."""
    rows = [row for row in dataset.records["positions"] if row["dispute_id"] == dispute_id]
    return sorted(rows, key=lambda row: _ORDER.index(row["shown"]))


def compose(extents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the extents of the version shown first, and those of every rival position.

    Parameters
    ----------
    extents
        Joined extents with ``start_day``, ``end_day`` (ISO days, half-open), ``parts`` and ``position``.

    Returns
    -------
    The rows without a position, with the column ``unless`` (positions under which a row is not
    shown), and the rows to show instead under a position, in the same columns.
    """
    main, rivals = extents[extents["position"] == ""], extents[extents["position"] != ""]
    unless: dict[int, list[str]] = {int(str(index)): [] for index in main.index}
    replacements: list[dict[str, Any]] = []
    for position, rows in rivals.groupby("position", sort=True):
        is_base = rows["role"] == "base"
        for replaced, instead in (_base(main, rows[is_base]), _others(main, rows[~is_base])):
            for index in replaced:
                unless[index].append(str(position))
            replacements += [{**row, "position": position, "unless": ()} for row in instead]
    with_positions = main.assign(unless=[tuple(unless[int(str(index))]) for index in main.index])
    instead = pd.DataFrame(replacements, columns=with_positions.columns) if replacements else with_positions.iloc[0:0]
    return with_positions, instead.reset_index(drop=True)


def _base(main: pd.DataFrame, rows: pd.DataFrame) -> tuple[list[int], list[dict[str, Any]]]:
    """Return the base rows that `rows` of one position touch, and what stands in their place."""
    if rows.empty:
        return [], []
    base = main[main["role"] == "base"]
    others = rows[_TOUCHING].to_dict("records")
    touched = base[[_is_touched(row, others) for row in base[_TOUCHING].to_dict("records")]]
    days = sorted({*touched["start_day"], *touched["end_day"], *rows["start_day"], *rows["end_day"]})
    texts = _texts(touched, rows)
    pieces = []
    for first, last in pairwise(days):
        for row, parts in _slice(touched, rows, first, last):
            pieces.append(
                {**row, "start": texts[first], "end": texts[last], "start_day": first, "end_day": last, "parts": parts}
            )
    return [int(str(index)) for index in touched.index], _join(pieces)


def _is_touched(row: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Return whether a base row loses atoms to one of the others, or gains some."""
    return any(
        other["territory_id"] == row["territory_id"] or not set(row["parts"]).isdisjoint(other["parts"])
        for other in others
        if other["start_day"] < row["end_day"] and row["start_day"] < other["end_day"]
    )


def _slice(
    touched: pd.DataFrame, rows: pd.DataFrame, first: str, last: str
) -> list[tuple[dict[str, Any], tuple[str, ...]]]:
    """Return each territory and the atoms it holds under the position from one day to another."""
    holding: dict[str, set[str]] = defaultdict(set)
    records: dict[str, dict[str, Any]] = {}
    for frame in (touched, rows):
        throughout = frame[(frame["start_day"] <= first) & (last <= frame["end_day"])]
        for record in throughout.to_dict("records"):
            for atoms in holding.values():
                atoms.difference_update(record["parts"])
            holding[record["territory_id"]] |= set(record["parts"])
            records.setdefault(record["territory_id"], record)
    return [(records[name], tuple(sorted(atoms))) for name, atoms in holding.items() if atoms]


def _others(main: pd.DataFrame, rows: pd.DataFrame) -> tuple[list[int], list[dict[str, Any]]]:
    """Return the inner, claim, core and context rows that `rows` of one position replace, and what stands there."""
    replaced: list[int] = []
    instead = [row for row in rows.to_dict("records") if row["parts"]]
    for (territory, role), rivals in rows.groupby(["territory_id", "role"]):
        same = main[(main["territory_id"] == territory) & (main["role"] == role)]
        start, end = rivals["start_day"].min(), rivals["end_day"].max()
        overlapping = same[(same["start_day"] < end) & (start < same["end_day"])]
        replaced += [int(str(index)) for index in overlapping.index]
        texts = _texts(overlapping, rivals)
        for row in overlapping.to_dict("records"):
            for first, last in ((row["start_day"], start), (end, row["end_day"])):
                if first < last and (first, last) != (row["start_day"], row["end_day"]):
                    rest = {"start": texts[first], "end": texts[last], "start_day": first, "end_day": last}
                    instead.append({**row, **rest})
    return replaced, instead


def _texts(*frames: pd.DataFrame) -> dict[str, str]:
    """Return the date as its source gives it, by its ISO day."""
    texts: dict[str, str] = {}
    for frame in frames:
        for side in ("start", "end"):
            texts |= dict(zip(frame[f"{side}_day"], frame[side], strict=True))
    return texts


def _join(pieces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return `pieces`, those that continue one another joined."""
    joined: list[dict[str, Any]] = []
    for piece in sorted(pieces, key=lambda row: (row["territory_id"], row["start_day"])):
        before = joined[-1] if joined else {}
        same = all(before.get(key) == piece[key] for key in ("territory_id", "parts", "certainty", "note"))
        if same and before["end_day"] == piece["start_day"]:
            before |= {"end": piece["end"], "end_day": piece["end_day"]}
        else:
            joined.append(dict(piece))
    return joined
