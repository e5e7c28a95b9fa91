"""Holders: which territory has each part of the land on one day, and what passes to another between two days."""

from collections import defaultdict
from dataclasses import dataclass

from geo.dataset import Dataset
from geo.territories import rows_at

_SIDES = {"name": "name", "status": "status", "power": "administering_power"}


@dataclass(frozen=True)
class Transfer:
    """Parts that pass from one territory to another in one role.

    Attributes
    ----------
    role
        base, inner, claim, core or context.
    before, after
        Identifiers of the two territories; empty where there is none.
    parts
        The atoms or the shape that passed.
    """

    role: str
    before: str
    after: str
    parts: tuple[str, ...]


def transfers(dataset: Dataset, a: str, b: str, position: str = "") -> list[Transfer]:
    """Return the parts whose holders on the ISO days `a` and `b` differ, one row per role and pair of holders."""
    before, after = _holders(dataset, a, position), _holders(dataset, b, position)
    moved: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for key in sorted(before.keys() | after.keys()):
        pair = before.get(key, ""), after.get(key, "")
        if pair[0] != pair[1]:
            moved[(key[0], *pair)].append(key[1].split(" ")[0])
    return [Transfer(*key, tuple(parts)) for key, parts in moved.items()]


def area_of(dataset: Dataset, parts: tuple[str, ...]) -> int:
    """Return the area of atoms or shapes in whole km² (EPSG:6933)."""
    return round(sum(dataset.areas.get(part, 0.0) for part in parts))


def sides(dataset: Dataset, transfer: Transfer) -> dict[str, str]:
    """Return ``from_*`` and ``to_*``: id, name, status and administering power; empty where there is none."""
    row: dict[str, str] = {}
    for side, territory_id in (("from", transfer.before), ("to", transfer.after)):
        words = dataset.territories.get(territory_id, {})
        row[f"{side}_id"] = territory_id
        row |= {f"{side}_{name}": words.get(column, "") for name, column in _SIDES.items()}
    return row


def lines_of(dataset: Dataset, transfer: Transfer) -> set[str]:
    """Return what the two holders continue: their polities, or the claims themselves."""
    return {_line(dataset, name, transfer.role) for name in (transfer.before, transfer.after) if name}


def _holders(dataset: Dataset, day: str, position: str) -> dict[tuple[str, str], str]:
    """Return the territory that holds each part in each role on an ISO day.

    Claims and cores may overlap one another, so each is its own holder.
    """
    holders: dict[tuple[str, str], str] = {}
    for row in rows_at(dataset, day, position):
        territory_id, role = row["territory_id"], row["role"]
        for part in row["parts"]:
            holders[(role, part if role == "base" else f"{part} {_line(dataset, territory_id, role)}")] = territory_id
    return holders


def _line(dataset: Dataset, territory_id: str, role: str) -> str:
    """Return what a non-base territory continues: its polity, or itself for a claim."""
    if role == "claim":
        return territory_id
    return dataset.territories[territory_id]["polity"]
