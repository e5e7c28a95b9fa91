"""Comparison: what differs between two days, as a list and as a layer."""

from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.changes import changes_between
from geo.dataset import Dataset, cached_on_dataset
from geo.dates import shown_day, today
from geo.holders import Transfer, area_of, lines_of, sides, transfers
from geo.missions import missions_at

KINDS = ("power", "status", "name", "within")
_ALIKE = ("name", "status", "power")


def differences_between(dataset: Dataset, a: str, b: str, position: str = "") -> gpd.GeoDataFrame:
    """Return every land that has another holder, legal status or name on day `b` than on day `a`.

    What changed and changed back between the two days is no difference; `changes_between` has it.

    Parameters
    ----------
    dataset
        A loaded dataset.
    a, b
        ISO days (a year means its 31 December), in the order in which they are compared.
    position
        Identifier of a rival position (`positions.csv`) that both maps follow; empty for none.

    Returns
    -------
    GeoDataFrame (EPSG:4326, polygons), one row per pair of holders: ``number`` (1, 2, …, the lands
    themselves first, then what lies within or over them), ``kind`` (``power``: another
    administering power; ``status``: the same power by another title; ``name``; ``within``:
    kingdoms, districts, claims), ``role``, ``from_*`` and ``to_*`` (id, name, status, power; empty
    where there is none), ``land`` (names of the parts), ``area_km2`` (EPSG:6933, whole km²),
    ``days`` (ISO days between the two on which parts of it changed holder) and ``parts``.

    Raises
    ------
    DateError
        If `a` or `b` is no date.
    KeyError
        If no extent of the dataset has that position.
    """
    return _differences(dataset, shown_day(a, today()), shown_day(b, today()), position)


@cached_on_dataset(limit=64)
def _differences(dataset: Dataset, a: str, b: str, position: str) -> gpd.GeoDataFrame:
    steps = changes_between(dataset, a, b)
    differences = [
        _row(dataset, transfer, steps) for transfer in transfers(dataset, a, b, position) if transfer.role != "context"
    ]
    rows = sorted((row for row in differences if row["kind"]), key=lambda row: _order(dataset, row))
    columns = ["kind", "role", *(f"{side}_{name}" for side in ("from", "to") for name in ("id", *_ALIKE))]
    frame = pd.DataFrame(rows, columns=[*columns, "land", "area_km2", "days", "parts"])
    frame.insert(0, "number", range(1, len(frame) + 1))
    geometries = {**dataset.atoms.geometry.to_dict(), **dataset.shapes.geometry.to_dict()}
    lands = [shapely.coverage_union_all([geometries[part] for part in parts]) for parts in frame["parts"]]
    return gpd.GeoDataFrame(frame, geometry=lands, crs="EPSG:4326")


def _row(dataset: Dataset, transfer: Transfer, steps: pd.DataFrame) -> dict[str, Any]:
    names = dataset.lookup("atoms", "atom_id", "name") if "atoms" in dataset.tables else {}
    return {
        "role": transfer.role,
        "parts": transfer.parts,
        "land": ", ".join(names.get(part, "") for part in transfer.parts if names.get(part)),
        "area_km2": area_of(dataset, transfer.parts),
        "days": _days(dataset, transfer, steps),
        **(words := sides(dataset, transfer)),
        "kind": _kind(transfer.role, words),
    }


def _days(dataset: Dataset, transfer: Transfer, steps: pd.DataFrame) -> tuple[str, ...]:
    """Return the days on which any of the parts came to a holder of another name, status or power.

    Of what lies within or over the land, only the steps of the same kingdom, district or claim count.
    """
    lines = lines_of(dataset, transfer)
    days = dict[str, None]()
    for step in steps[steps["role"] == transfer.role].to_dict("records"):
        earlier = Transfer(transfer.role, step["from_id"], step["to_id"], step["parts"])
        counts = transfer.role == "base" or lines & lines_of(dataset, earlier)
        if counts and not set(transfer.parts).isdisjoint(earlier.parts) and _differing(step):
            days[step["date"]] = None
    return tuple(days)


def _differing(row: Any) -> list[str]:
    return [name for name in _ALIKE if row[f"from_{name}"] != row[f"to_{name}"]]


def _kind(role: str, row: dict[str, Any]) -> str:
    """Return in what two holders differ; empty if only their other lands, or their dates, do."""
    differing = _differing(row)
    if role != "base":
        return "within" if differing else ""
    return next((kind for kind in KINDS if kind in differing), "")


def _order(dataset: Dataset, row: dict[str, Any]) -> tuple[int, str, int]:
    """Lands before what lies over them; the protagonists first, then by area."""
    ranks = dataset.lookup("polities", "polity_id", "rank")
    ids = [row[f"{side}_id"] for side in ("from", "to") if row[f"{side}_id"]]
    rank = min(ranks.get(dataset.territories[territory_id]["polity"], "9") for territory_id in ids)
    return KINDS.index(row["kind"]), rank, -row["area_km2"]


def mission_differences(dataset: Dataset, a: str, b: str) -> pd.DataFrame:
    """Return every mission whose state on day `b` is not that of day `a`.

    Returns
    -------
    DataFrame with ``mission_id``, ``name``, ``from_state``, ``from_sentence``, ``to_state`` and
    ``to_sentence`` (labels and sentences of `missions_at`; empty where it has no state).

    Raises
    ------
    DateError
        If `a` or `b` is no date.
    """
    columns = ["mission_id", "name", "state_label", "sentence"]
    before, after = (missions_at(dataset, day).loc[:, columns] for day in (a, b))
    both = before.merge(after, on=["mission_id", "name"], how="outer", suffixes=("_a", "_b")).fillna("")
    both = both.set_axis(["mission_id", "name", "from_state", "from_sentence", "to_state", "to_sentence"], axis=1)
    return both[both["from_state"] != both["to_state"]].reset_index(drop=True)
