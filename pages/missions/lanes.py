"""The life of missions as bars over time: premises, heads of mission, and stretches not known to the record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo import Dataset
from geo.dates import OPEN_END, day_after, day_before, end_day, first_day, last_day
from geo.tables import is_in_force
from pages.shared.language.words import say_interval, say_series, text
from pages.shared.record import entries
from pages.shared.record.cards import holder_name

GROUPS = ("missions", "seats", "places")
MONARCH = "monarch"
LABEL, BAR, GAP = 22, 17, 13  # heights in px


@dataclass(frozen=True)
class Bar:
    """One stretch of time in one line of the drawing.

    Attributes
    ----------
    lane
        Whose life it is: a mission, an office, or the relations.
    part
        relations, premises, head, or unknown for time that the record does not cover.
    shape
        How it is drawn: the symbol of a mission's state, the state of a post.
    words, time, note, verified
        What it says.
    start, end
        ISO days, half-open; never past the day up to which it is drawn.
    soft
        ``start`` or ``tail`` where the stretch only may belong to it, for its date is a year or a month; else empty.
    top, bottom
        Where it stands, in px from the top of the drawing.
    """

    lane: str
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
class Lane:
    """One line of the drawing: its name, its state on the day in words, its bars, its upper edge in px."""

    name: str
    state: str
    top: int
    bars: tuple[Bar, ...]


def group_of(row: dict[str, str]) -> str:
    """Return under which heading a mission stands: by its layer on the map, representations among embassies."""
    return "missions" if row["kind"] == "representation" else entries.layer_of(row["kind"])


def groups_on(dataset: Dataset, day: str) -> list[str]:
    """Return the groups that have missions, those with one in force on an ISO day first."""
    now = dict.fromkeys(GROUPS, False)
    known = set()
    for row in dataset.records["missions"]:
        group = group_of(row)
        known.add(group)
        now[group] |= any(is_in_force(period, day) for period in entries.periods_of(dataset, row["mission_id"]))
    return sorted((name for name in GROUPS if name in known), key=lambda name: not now[name])


def span_of(dataset: Dataset, group: str, until: str) -> tuple[str, str]:
    """Return the ISO days on which the first mission of a group begins and the last ends, at most `until`."""
    ids = {row["mission_id"] for row in dataset.records["missions"] if group_of(row) == group}
    periods = dataset.tables["mission_periods"]
    own = periods[periods["mission_id"].isin(ids)]
    return min(own["start_day"], default=until), min(until, max(own["end_day"], default=until))


def representing(dataset: Dataset) -> list[dict[str, str]]:
    """Return the offices of one state in another: all but those of monarchs."""
    return [row for row in _rows(dataset, "offices") if row["kind"] != MONARCH]


def lanes(dataset: Dataset, group: str, day: str, until: str, *, with_relations: bool) -> list[Lane]:
    """Return the lines of one group, from top to bottom.

    Parameters
    ----------
    day
        ISO day whose state each line says.
    until
        ISO day up to which what is still true is drawn.
    with_relations
        Whether the state of relations stands above them.
    """
    found, top = [], 0
    for name, parts in _parts(dataset, group, until, with_relations=with_relations):
        bars, at = list[Bar](), top + LABEL
        for row in parts:
            bars += [replace(bar, top=at, bottom=at + BAR) for bar in row]
            at += BAR + 3
        found.append(Lane(name, _state_on(bars, min(day, day_before(until))), top, tuple(bars)))
        top = at + GAP
    return found


def height_of(rows: Sequence[Lane]) -> int:
    """Return the height in px of a drawing of lanes."""
    return max((bar.bottom for lane in rows for bar in lane.bars), default=0) + 4


def softened(row: dict[str, str], until: str, following: str = OPEN_END) -> list[tuple[str, str, str]]:
    """Return the stretches of a dated row: start, end, and ``start`` or ``tail`` if it only may be in force there.

    A start of 2008 may be any day of 2008, and an end of 2014 any day of 2014; what follows covers
    such an end (`following`, an ISO day). Nothing reaches past `until`.
    """
    begin, end = first_day(row["start"]), end_day(row["end"])
    sure = min(day_after(last_day(row["start"])), end) if len(row["start"]) < 10 else begin
    tail = min(day_after(last_day(row["end"])), following) if row["end"] and len(row["end"]) < 10 else end
    parts = [(begin, sure, "start"), (sure, end, ""), (end, tail, "tail")]
    return [(a, min(b, until), soft) for a, b, soft in parts if a < min(b, until)]


def unknown(rows: Sequence[dict[str, str]], begin: str, end: str) -> list[tuple[str, str]]:
    """Return the stretches from ISO day `begin` to before `end` that no dated row covers."""
    gaps, at = [], begin
    for row in sorted(rows, key=lambda row: row["start_day"]):
        if row["start_day"] > at:
            gaps.append((at, min(row["start_day"], end)))
        at = max(at, row["end_day"])
    if at < end:
        gaps.append((at, end))
    return [(a, b) for a, b in gaps if a < b]


def _parts(dataset: Dataset, group: str, until: str, *, with_relations: bool) -> Iterator[tuple[str, list[list[Bar]]]]:
    """Yield name and lines of bars of every lane of a group."""
    if with_relations and not dataset.tables["relations"].empty:
        yield text("life_relations"), [_relations(dataset, until)]
    offices = representing(dataset)
    for mission in dataset.records["missions"]:
        periods = entries.periods_of(dataset, mission["mission_id"])
        if group_of(mission) != group or not periods:
            continue
        own = [office for office in offices if office["mission_id"] == mission["mission_id"]]
        life = periods[0]["start_day"], min(periods[-1]["end_day"], until)
        heads = [_heads(dataset, office, life, until) for office in own]
        yield mission["name"], [_premises(dataset, mission, periods, until), *heads]
    # An office without a mission of its own in the record belongs to the time of the seats.
    for office in (row for row in offices if not row["mission_id"] and group == "seats"):
        rows = entries.holders_of(dataset, office["office_id"])
        if rows:
            life = rows[0]["start_day"], min(max(row["end_day"] for row in rows), until)
            yield office["label"], [_heads(dataset, office, life, until)]


def _relations(dataset: Dataset, until: str) -> list[Bar]:
    rows = dataset.tables["relations"].sort_values("start_day").to_dict("records")
    bars = []
    for index, row in enumerate(rows):
        told = {**row, "words": row["state"], "note": row["sentence"]}
        look = Bar(text("life_relations"), "relations", ("even", "odd")[index % 2])
        bars += _bars(look, told, rows, until)
    return bars


def _premises(dataset: Dataset, mission: dict[str, str], rows: list[dict[str, str]], until: str) -> list[Bar]:
    bars = []
    for row in rows:
        state = dataset.row("mission_states", row["state"])
        told = {**row, "words": state["label"], "note": row["sentence"]}
        bars += _bars(Bar(mission["name"], "premises", state["symbol"]), told, rows, until)
    return bars


def _heads(dataset: Dataset, office: dict[str, str], life: tuple[str, str], until: str) -> list[Bar]:
    rows = entries.holders_of(dataset, office["office_id"])
    bars = []
    for row in rows:
        told = {**row, "words": holder_name(row), "note": row["rank"] if row["person"] else row["note"]}
        bars += _bars(Bar(office["label"], "head", row["state"]), told, rows, until)
    gap = Bar(office["label"], "unknown", "unknown", text("life_unknown"), text("life_unknown_time"))
    return bars + [replace(gap, start=start, end=end) for start, end in unknown(rows, *life)]


def _bars(look: Bar, row: dict[str, str], rows: Sequence[dict[str, str]], until: str) -> list[Bar]:
    """Return the bars of one dated row among the rows of its line, in the look of `look`."""
    following = min((other["start_day"] for other in rows if other["start_day"] >= row["end_day"]), default=OPEN_END)
    time = say_interval(row["start"], row["end"])
    told = replace(look, words=row["words"], time=time, note=row["note"], verified=row["verified"])
    return [replace(told, start=start, end=end, soft=soft) for start, end, soft in softened(row, until, following)]


def _state_on(bars: Sequence[Bar], day: str) -> str:
    """Return in words what the bars of a lane show on an ISO day; empty if they show nothing."""
    told = [bar.words for bar in bars if bar.start <= day < bar.end and bar.soft != "tail"]
    return " · ".join(dict.fromkeys(told))


def _rows(dataset: Dataset, table: str) -> list[dict[str, Any]]:
    frame = dataset.tables.get(table)
    return [] if frame is None else frame.to_dict("records")


def posts_at(dataset: Dataset, day: str) -> list[tuple[str, str]]:
    """Return every office of one state in another that is held on an ISO day, or whose mission then has a state.

    The second part names who holds it, or says that the record does not know.
    """
    found = []
    for office in representing(dataset):
        current = [row for row in entries.holders_of(dataset, office["office_id"]) if is_in_force(row, day)]
        standing = any(is_in_force(row, day) for row in entries.periods_of(dataset, office["mission_id"]))
        if current:
            found.append((office["label"], say_series(_with_rank(row) for row in current)))
        elif standing:
            found.append((office["label"], text("missions_answer_unknown")))
    return found


def _with_rank(row: dict[str, str]) -> str:
    name = holder_name(row)
    return text("holder_line", person=name, rank=row["rank"]) if row["person"] else name
