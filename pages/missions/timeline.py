"""Missions over time, as rows of bars: premises, heads of mission, and gaps in the record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo import Dataset
from geo.dates import OPEN_END, day_after, day_before, end_day, first_day, last_day
from geo.tables import is_in_force
from pages.shared.language.words import say_interval, say_series, text
from pages.shared.record import entries
from pages.shared.record.cards import holder_name, holder_with_rank

GROUPS = ("missions", "seats", "places")
MONARCH = "monarch"
LABEL, BAR, GAP = 22, 17, 13  # heights in px


@dataclass(frozen=True)
class Bar:
    """One span of time in one row of the chart.

    Attributes
    ----------
    row
        What it belongs to: a mission, an office, or the relations.
    part
        relations, premises, head, or unknown for a gap in the record.
    shape
        How it is drawn: the symbol of a mission's state, the state of a post.
    words, time, note, verified
        What it says.
    start, end
        ISO days, half-open; never later than the last day of the chart.
    soft
        ``start`` or ``tail`` where the span is uncertain because its date is a year or a month; else empty.
    top, bottom
        In px from the top of the chart.
    """

    row: str
    part: str
    shape: str
    words: str = ""
    time: str = ""
    note: str = ""
    verified: str = "yes"
    start: str = ""
    end: str = ""
    soft: str = ""
    top: int = 0
    bottom: int = 0


@dataclass(frozen=True)
class Row:
    """One row of the chart: its name, its state on the day in words, its upper edge in px, its bars."""

    name: str
    state: str
    top: int
    bars: tuple[Bar, ...]


def group_of(row: dict[str, str]) -> str:
    """Return the group of a mission: its layer on the map, with representations among the embassies."""
    return "missions" if row["kind"] == "representation" else entries.layer_of(row["kind"])


def groups_on(dataset: Dataset, day: str) -> list[str]:
    """Return the groups that have missions, those with one in force on an ISO day first."""
    now = dict.fromkeys(GROUPS, False)
    present = set()
    for row in dataset.records["missions"]:
        group = group_of(row)
        present.add(group)
        now[group] |= any(is_in_force(period, day) for period in entries.periods_of(dataset, row["mission_id"]))
    return sorted((name for name in GROUPS if name in present), key=lambda name: not now[name])


def span_of(dataset: Dataset, group: str, until: str) -> tuple[str, str]:
    """Return the ISO days on which the first mission of a group begins and the last ends, at most `until`."""
    ids = {row["mission_id"] for row in dataset.records["missions"] if group_of(row) == group}
    periods = dataset.tables["mission_periods"]
    matching = periods[periods["mission_id"].isin(ids)]
    return min(matching["start_day"], default=until), min(until, max(matching["end_day"], default=until))


def representing(dataset: Dataset) -> list[dict[str, str]]:
    """Return the offices of one state in another: all but those of monarchs."""
    return [row for row in _rows(dataset, "offices") if row["kind"] != MONARCH]


def timeline_rows(dataset: Dataset, group: str, day: str, until: str, *, with_relations: bool) -> list[Row]:
    """Return the rows of one group, from top to bottom.

    Parameters
    ----------
    day
        ISO day of the state that each row names.
    until
        ISO day at which the chart ends.
    with_relations
        Whether the state of relations comes first.
    """
    rows, top = [], 0
    for name, parts in _parts(dataset, group, until, with_relations=with_relations):
        bars, at = list[Bar](), top + LABEL
        for part in parts:
            bars += [replace(bar, top=at, bottom=at + BAR) for bar in part]
            at += BAR + 3
        rows.append(Row(name, _state_on(bars, min(day, day_before(until))), top, tuple(bars)))
        top = at + GAP
    return rows


def height_of(rows: Sequence[Row]) -> int:
    """Return the height of a chart in px."""
    return max((bar.bottom for row in rows for bar in row.bars), default=0) + 4


def date_certainty_spans(row: dict[str, str], until: str, following: str = OPEN_END) -> list[tuple[str, str, str]]:
    """Return the spans of a dated row: start, end, and ``start`` or ``tail`` where it is uncertain, else empty.

    A start of 2008 may be any day of 2008, an end of 2014 any day of 2014, but no later than what follows
    (`following`, an ISO day). No span goes beyond `until`.
    """
    begin, end = first_day(row["start"]), end_day(row["end"])
    certain = min(day_after(last_day(row["start"])), end) if len(row["start"]) < 10 else begin
    tail = min(day_after(last_day(row["end"])), following) if row["end"] and len(row["end"]) < 10 else end
    parts = [(begin, certain, "start"), (certain, end, ""), (end, tail, "tail")]
    return [(a, min(b, until), soft) for a, b, soft in parts if a < min(b, until)]


def gaps_between(rows: Sequence[dict[str, str]], begin: str, end: str) -> list[tuple[str, str]]:
    """Return the spans from ISO day `begin` to before `end` that no dated row covers."""
    gaps, at = [], begin
    for row in sorted(rows, key=lambda row: row["start_day"]):
        if row["start_day"] > at:
            gaps.append((at, min(row["start_day"], end)))
        at = max(at, row["end_day"])
    if at < end:
        gaps.append((at, end))
    return [(a, b) for a, b in gaps if a < b]


def missions_on(dataset: Dataset, day: str) -> list[tuple[str, str]]:
    """Return name and state of every mission that has a state on an ISO day; places and seats if there is no other."""
    states = dataset.lookup("mission_states", "state_id", "label")
    by_group: dict[str, list[tuple[str, str]]] = {name: [] for name in GROUPS}
    for mission in dataset.records["missions"]:
        for period in entries.periods_of(dataset, mission["mission_id"]):
            if is_in_force(period, day):
                by_group[group_of(mission)].append((mission["name"], states[period["state"]]))
    return next((missions for missions in by_group.values() if missions), [])


def _parts(dataset: Dataset, group: str, until: str, *, with_relations: bool) -> Iterator[tuple[str, list[list[Bar]]]]:
    """Yield name and bars, line by line, of every row of a group."""
    if with_relations and not dataset.tables["relations"].empty:
        yield text("life_relations"), [_relations(dataset, until)]
    offices = representing(dataset)
    for mission in dataset.records["missions"]:
        periods = entries.periods_of(dataset, mission["mission_id"])
        if group_of(mission) != group or not periods:
            continue
        matching = [office for office in offices if office["mission_id"] == mission["mission_id"]]
        life = periods[0]["start_day"], min(periods[-1]["end_day"], until)
        heads = [_heads(dataset, office, life, until) for office in matching]
        yield mission["name"], [_premises(dataset, mission, periods, until), *heads]
    # An office whose mission is not in the record belongs to the time of the seats.
    for office in (row for row in offices if not row["mission_id"] and group == "seats"):
        rows = entries.holders_of(dataset, office["office_id"])
        if rows:
            life = rows[0]["start_day"], min(max(row["end_day"] for row in rows), until)
            yield office["label"], [_heads(dataset, office, life, until)]


def _relations(dataset: Dataset, until: str) -> list[Bar]:
    rows = dataset.tables["relations"].sort_values("start_day").to_dict("records")
    bars = []
    for index, row in enumerate(rows):
        content = {**row, "words": row["state"], "note": row["sentence"]}
        look = Bar(text("life_relations"), "relations", ("even", "odd")[index % 2])
        bars += _bars(look, content, rows, until)
    return bars


def _premises(dataset: Dataset, mission: dict[str, str], rows: list[dict[str, str]], until: str) -> list[Bar]:
    bars = []
    for row in rows:
        state = dataset.row("mission_states", row["state"])
        content = {**row, "words": state["label"], "note": row["sentence"]}
        bars += _bars(Bar(mission["name"], "premises", state["symbol"]), content, rows, until)
    return bars


def _heads(dataset: Dataset, office: dict[str, str], life: tuple[str, str], until: str) -> list[Bar]:
    rows = entries.holders_of(dataset, office["office_id"])
    bars = []
    for row in rows:
        content = {**row, "words": holder_name(row), "note": row["rank"] if row["person"] else row["note"]}
        bars += _bars(Bar(office["label"], "head", row["state"]), content, rows, until)
    gap = Bar(office["label"], "unknown", "unknown", text("life_unknown"), text("life_unknown_time"))
    return bars + [replace(gap, start=start, end=end) for start, end in gaps_between(rows, *life)]


def _bars(look: Bar, row: dict[str, str], rows: Sequence[dict[str, str]], until: str) -> list[Bar]:
    """Return the bars of one dated row among the others of its line, like `look`."""
    following = min((other["start_day"] for other in rows if other["start_day"] >= row["end_day"]), default=OPEN_END)
    time = say_interval(row["start"], row["end"])
    bar = replace(look, words=row["words"], time=time, note=row["note"], verified=row["verified"])
    return [
        replace(bar, start=start, end=end, soft=soft)
        for start, end, soft in date_certainty_spans(row, until, following)
    ]


def _state_on(bars: Sequence[Bar], day: str) -> str:
    """Return in words what the bars of a row show on an ISO day; empty if they show nothing."""
    words = [bar.words for bar in bars if bar.start <= day < bar.end and bar.soft != "tail"]
    return " · ".join(dict.fromkeys(words))


def _rows(dataset: Dataset, table: str) -> list[dict[str, Any]]:
    frame = dataset.tables.get(table)
    return [] if frame is None else frame.to_dict("records")


def heads_of_mission_at(dataset: Dataset, day: str) -> list[tuple[str, str]]:
    """Return office and holder of every office of one state in another on an ISO day.

    An office whose mission is in force, but whose holder the record does not know, says so.
    """
    heads = []
    for office in representing(dataset):
        current = [row for row in entries.holders_of(dataset, office["office_id"]) if is_in_force(row, day)]
        standing = any(is_in_force(row, day) for row in entries.periods_of(dataset, office["mission_id"]))
        if current:
            heads.append((office["label"], say_series(_holder(office, row) for row in current)))
        elif standing:
            heads.append((office["label"], text("missions_answer_unknown")))
    return heads


def _holder(office: dict[str, str], row: dict[str, Any]) -> str:
    """Return who holds an office; with the rank only if it says more than the name of the office."""
    is_said = row["state"] == "refused" or row["rank"].casefold() in office["label"].casefold()
    return holder_name(row) if is_said else holder_with_rank(row)
