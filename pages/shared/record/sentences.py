"""The map in sentences: what it shows on one day, what changed, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from geo import Dataset, changes_between
from geo.changes import changes_by_day
from geo.dataset import cached_on_dataset
from geo.dates import last_day, today
from geo.tables import rows_in_force
from geo.territories import rows_at
from pages.shared.language.words import say_series, text

_SIDES = ("name", "status", "power")


@dataclass(frozen=True)
class Step:
    """One day of a year on which something changed: the day as the source gives it, and sentences."""

    day: str
    date: str
    sentence: str
    event_id: str = ""
    verified: str = "yes"


def relation_at(dataset: Dataset, day: str) -> str:
    """Return the sentence on the relations of the two states on an ISO day, or an empty text."""
    return " ".join(row["sentence"] for row in rows_in_force(dataset.records["relations"], day))


def territory_sentences(dataset: Dataset, day: str, position: str = "") -> tuple[list[str], list[str]]:
    """Return a sentence for each territory on the map on an ISO day: protagonists, then the rest.

    With a rival `position` they say what the map shows under it.
    """
    ranks = dataset.lookup("polities", "polity_id", "rank")
    regions = list(ranks)
    roles = {"base": 0, "core": 1, "inner": 2, "claim": 3, "context": 4}
    ordered = sorted(
        rows_at(dataset, day, position),
        key=lambda row: (int(ranks.get(row["polity"], "9")), roles[row["role"]], regions.index(row["polity"])),
    )
    first = dataset.protagonists
    near = [land_sentence(dataset, row) for row in ordered if row["polity"] in first]
    far = [land_sentence(dataset, row) for row in ordered if row["polity"] not in first and row["role"] != "context"]
    return list(dict.fromkeys(near)), list(dict.fromkeys(far))


def land_sentence(dataset: Dataset, row: dict[str, Any]) -> str:
    """Return one territory and its legal status in the sentence that the data has for that status."""
    pattern = dataset.row("statuses", row["status_id"])["sentence"]
    power = dataset.row("powers", row["administering_power_id"])["name_in_text"]
    sovereign = dataset.row("powers", row["sovereign_id"])["name_in_text"]
    return pattern.format(name=row["name"], administering_power=power, sovereign=sovereign)


def mission_sentences(dataset: Dataset, day: str) -> list[tuple[str, str]]:
    """Return name and sentence of every mission that the map can show on an ISO day."""
    current = {row["mission_id"]: row["sentence"] for row in rows_in_force(dataset.records["mission_periods"], day)}
    missions = dataset.records["missions"]
    on_map = [row for row in missions if row["on_map"] == "yes" and row["mission_id"] in current]
    return [(row["name"], current[row["mission_id"]]) for row in on_map]


def officeholder_sentences(dataset: Dataset, day: str) -> list[tuple[str, str]]:
    """Return sentence and state of verification of every office on an ISO day, vacant posts included."""
    current = rows_in_force(dataset.records["officeholders"], day)
    return [
        (office_sentence(office, holder), holder["verified"])
        for office in dataset.records["offices"]
        for holder in current
        if holder["office_id"] == office["office_id"]
    ]


def office_sentence(office: dict[str, str], holder: dict[str, str]) -> str:
    """Return who holds an office, or why nobody does."""
    if holder["state"] in ("in_office", "acting"):
        return office["sentence"].format(person=holder["person"], rank=holder["rank"])
    values = {"office": office["label"], "person": holder["person"], "note": holder["note"]}
    return text(f"office_{holder['state']}", **values).strip()


def steps_of_year(dataset: Dataset, year: str, today: str) -> list[Step]:
    """Return what the record has for one year, day by day: changes of the map and events."""
    first, final = f"{year}-01-01", min(last_day(year), today)
    steps = [
        Step(day, day, _changes_in_words(rows))
        for day, rows in changes_by_day(dataset).items()
        if first <= day <= final
    ]
    steps += [
        Step(row["start_day"], row["start"], row["title"], row["event_id"], row["verified"])
        for row in dataset.records["events"]
        if first <= row["start_day"] <= final
    ]
    return sorted(steps, key=lambda step: (step.day, len(step.date), bool(step.event_id)))


def _changes_in_words(rows: list[dict[str, Any]]) -> str:
    """Return the changes of one day in a few words; those of borders alone only if there are no others."""
    visible = [row for row in rows if any(row[f"from_{side}"] != row[f"to_{side}"] for side in _SIDES)]
    return say_series(dict.fromkeys(change_sentence(row) for row in _joined(visible or rows)))


def _joined(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the changes of one day; what stays on the map in another role neither ends nor begins."""
    ended = {row["from_name"]: row for row in rows if not row["to_name"]}
    arrived = {row["to_name"] for row in rows}
    for row in rows:
        if row["to_name"] or row["from_name"] not in arrived:
            before = {} if row["from_name"] else ended.get(row["to_name"], {})
            yield row | {name: value for name, value in before.items() if name.startswith("from_")}


def change_sentence(row: dict[str, Any]) -> str:
    """Return one change of the map in a few words."""
    before, after = row["from_name"], row["to_name"]
    if not after:
        return text("change_ends", name=before)
    if row["role"] == "claim":
        return text("change_claim", name=after)
    if not before:
        return text("change_begins", name=after, status=row["to_status"])
    if before != after:
        return text("change_passes", before=before, after=after)
    if row["from_status"] != row["to_status"]:
        return text("change_status", name=after, before=row["from_status"], after=row["to_status"])
    if row["from_power"] != row["to_power"]:
        return text("change_power", name=after, before=row["from_power"], after=row["to_power"])
    return text("change_border", name=after)


def next_change(dataset: Dataset, day: str, today: str) -> str:
    """Return the next ISO day after `day` on which the map changes, or an empty text."""
    return next((change for change in dataset.change_days if day < change <= today), "")


def neighbours_in_time(dataset: Dataset, territory_id: str) -> tuple[list[str], list[str]]:
    """Return the ids of the territories whose land one territory took over, and of those that took over its land.

    Where no land passed in the same role (a kingdom that comes under foreign rule, say), they are
    the territories of its polity that meet it in time.
    """
    passages = _passages(dataset, today())
    before = [one for one, other in passages if other == territory_id]
    after = [other for one, other in passages if one == territory_id]
    row = dataset.row("territories", territory_id)
    polity = [other for other in dataset.records["territories"] if other["polity"] == row["polity"]]
    return (
        before or [other["territory_id"] for other in polity if other["end_day"] == row["start_day"]],
        after or [other["territory_id"] for other in polity if other["start_day"] == row["end_day"]],
    )


@cached_on_dataset(limit=2)
def _passages(dataset: Dataset, until: str) -> list[tuple[str, str]]:
    """Return, each once, the pairs of territories of which the second took over land from the first until a day."""
    changes = changes_between(dataset, dataset.about["first"], until)
    pairs = dict.fromkeys(zip(changes["from_id"], changes["to_id"], strict=True))
    return [(str(one), str(other)) for one, other in pairs if one and other]
