"""The map in sentences: what stands on it on one day, what changed, what comes next."""

from dataclasses import dataclass

import pandas as pd

from geo import Dataset, changes_between, missions_at, territories_at
from geo.dates import day_before, last_day
from pages.shared.words import say_date, text


@dataclass(frozen=True)
class Step:
    """One day of a year on which something changed: the day as the source gives it, and sentences."""

    day: str
    date: str
    sentence: str
    event_id: str = ""


def relation_at(dataset: Dataset, day: str) -> str:
    """Return the sentence on the relations of the two states on an ISO day, or an empty text."""
    relations = dataset.tables["relations"]
    rows = relations[(relations["start_day"] <= day) & (day < relations["end_day"])]
    return " ".join(rows["sentence"])


def territory_sentences(dataset: Dataset, day: str) -> tuple[list[str], list[str]]:
    """Return a sentence for each territory on the map on an ISO day: protagonists, then the rest."""
    gdf = territories_at(dataset, day)
    ranks = dataset.lookup("polities", "polity_id", "rank")
    roles = {"base": 0, "core": 1, "inner": 2, "claim": 3, "context": 4}
    ordered = sorted(
        gdf.itertuples(), key=lambda row: (int(ranks.get(row.polity, "9")), roles[row.role], row.name)
    )
    near = [_sentence(row) for row in ordered if ranks.get(row.polity) == "1"]
    far = [_sentence(row) for row in ordered if ranks.get(row.polity) != "1" and row.role != "context"]
    return list(dict.fromkeys(near)), list(dict.fromkeys(far))


def _sentence(row: object) -> str:
    """Return one territory in a sentence; the certainty of its border follows if it is not fixed."""
    name, status, power = row.name, row.status, row.administering_power  # type: ignore[attr-defined]
    if row.status_id == "not_claimed":  # type: ignore[attr-defined]
        return text("not_claimed", name=name)
    if row.role == "claim":  # type: ignore[attr-defined]
        words = text("claimed_by", name=name, status=status.lower(), power=power)
    elif power == name or row.sovereign == power and row.status_id == "independent":  # type: ignore[attr-defined]
        words = text("own_power", name=name, status=_lower_first(status))
    else:
        words = text("administered_by", name=name, status=_lower_first(status), power=power)
    return words


def _lower_first(words: str) -> str:
    """Return `words` with a small first letter, unless the first word is an acronym or a name."""
    first = words.split(" ")[0]
    return words if first.isupper() or first in {"League", "Allied"} else words[:1].lower() + words[1:]


def mission_sentences(dataset: Dataset, day: str, kinds: tuple[str, ...] = ()) -> list[str]:
    """Return the sentence of every mission with a state on an ISO day."""
    missions = missions_at(dataset, day)
    shown = missions[missions["on_map"] == "yes"]
    if kinds:
        shown = shown[shown["kind"].isin(kinds)]
    return [row.sentence for row in shown.itertuples()]


def steps_of_year(dataset: Dataset, year: str, today: str) -> list[Step]:
    """Return what the record has for one year, day by day: changes of the map and events."""
    first, final = f"{year}-01-01", min(last_day(year), today)
    steps = [
        Step(day, day, "; ".join(dict.fromkeys(_change(row) for row in rows.itertuples())))
        for day, rows in changes_between(dataset, day_before(first), final).groupby("date")
    ]
    events = dataset.tables["events"]
    for row in events[(events["start_day"] >= first) & (events["start_day"] <= final)].itertuples():
        steps.append(Step(row.start_day, row.start, row.title, row.event_id))
    return sorted(steps, key=lambda step: (step.day, len(step.date), bool(step.event_id)))


def _change(row: object) -> str:
    """Return one change of the map in a few words."""
    before, after = row.from_name, row.to_name  # type: ignore[attr-defined]
    if not after:
        return f"{before} ends"
    status = row.to_status  # type: ignore[attr-defined]
    if not before or before == after:
        return f"{after}: {_lower_first(status)}"
    return f"{before} → {after}"


def next_change(dataset: Dataset, day: str, today: str) -> str:
    """Return the next ISO day after `day` on which the map changes, or an empty text."""
    return next((change for change in dataset.change_days if day < change <= today), "")


def neighbours_in_time(dataset: Dataset, territory_id: str) -> tuple[list[pd.Series], list[pd.Series]]:
    """Return the territories of the same polity just before and just after one territory."""
    territories = dataset.tables["territories"]
    own = territories[territories["territory_id"] == territory_id].iloc[0]
    same = territories[(territories["polity"] == own["polity"]) & (territories["territory_id"] != territory_id)]
    before = same[same["end_day"] <= own["start_day"]].sort_values("end_day")
    after = same[same["start_day"] >= own["end_day"]].sort_values("start_day")
    latest, soonest = before["end_day"].max(), after["start_day"].min()
    return (
        [row for _, row in before[before["end_day"] == latest].iterrows()],
        [row for _, row in after[after["start_day"] == soonest].iterrows()],
    )


