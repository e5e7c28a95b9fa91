"""The record as the pages show it: entries of every table, counts of what was verified, claims and their links."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from geo import Dataset
from geo.dataset import cached_on_dataset
from geo.dates import end_day, first_day, link_date, shown_day
from pages.shared.language.words import say_code, say_number
from pages.shared.view.link import LAYERS, View, encode_link

VERIFIED = ("yes", "partly", "no")


@dataclass(frozen=True)
class Form:
    """How the rows of a table are shown: the columns of the title, what the link opens, the facts."""

    title: tuple[str, ...]
    facts: tuple[str, ...]
    opens: str = ""


FORMS = {
    "territories": Form(
        ("name",),
        ("status_text", "sovereign", "administering_power", "ruler", "certainty", "note"),
        "territory",
    ),
    "territory_names": Form(("name",), ("territory_id", "language", "used_by"), "territory"),
    "events": Form(("title",), ("text", "category", "place", "note"), "event"),
    "missions": Form(("name",), ("kind", "sending", "receiving", "city", "address", "note"), "mission"),
    "mission_periods": Form(("mission_id",), ("state", "sentence", "note"), "mission"),
    "relations": Form(("state",), ("sentence", "note")),
    "officeholders": Form(("person", "rank"), ("office_id", "state", "note")),
    "aid": Form(("donor", "recipient", "year"), ("amount_usd", "note")),
    "population": Form(("place", "date"), ("kind", "value_low", "value_high", "note")),
    "place_names": Form(("name",), ("used_by", "also", "note")),
    "borders": Form(("name",), ("left", "right", "certainty", "basis", "note")),
    "positions": Form(("label",), ("dispute_id", "held_by", "position", "shown", "note")),
    "claims": Form(("claim_id", "claim"), ("part", "verdict", "better", "note"), "claim"),
    "story_steps": Form(("title",), ("text", "look", "question", "note")),
}
# Columns that hold an identifier, by table and column or by column alone, and where its words stand.
_WORDS = {
    "sovereign": ("powers", "name"),
    "administering_power": ("powers", "name"),
    "certainty": ("certainties", "label"),
    "category": ("categories", "label"),
    "territory_id": ("territories", "name"),
    "mission_id": ("missions", "name"),
    "office_id": ("offices", "label"),
    "dispute_id": ("disputes", "title"),
    "left": ("atoms", "name"),
    "right": ("atoms", "name"),
    "verdict": ("verdicts", "label"),
    "mission_periods.state": ("mission_states", "label"),
}
_CODES = {
    *(("missions", "kind"), ("population", "kind"), ("officeholders", "state"), ("positions", "shown")),
    ("territory_names", "language"),
}
_NUMBERS = {"amount_usd", "value_low", "value_high"}
_SEATS = {"residency", "seat", "post"}


@dataclass(frozen=True)
class Entry:
    """One row of the record, in words.

    Attributes
    ----------
    start, end
        Dates of any precision, half-open; empty `end` if the row is of one date or still true.
    facts
        Column and words, without those that are empty.
    query
        The link that shows the row on the map, without layers and place; empty if it has no date.
    """

    table: str
    title: str
    start: str
    end: str
    facts: tuple[tuple[str, str], ...]
    verified: str
    confidence: str
    source_ids: str
    query: dict[str, str]


@dataclass(frozen=True)
class Count:
    """How many rows of a table rest on a source that was read, rest on it in part, or do not."""

    table: str
    yes: int
    partly: int
    no: int

    @property
    def total(self) -> int:
        """All rows."""
        return self.yes + self.partly + self.no


def tables_of_record(dataset: Dataset) -> list[str]:
    """Return the tables of the record of which the data package has rows, in the order in which pages show them."""
    return [name for name in FORMS if not dataset.tables[name].empty]


def counts(dataset: Dataset) -> list[Count]:
    """Return the counts of every table of the record that has a column ``verified``."""
    rows = []
    for table in tables_of_record(dataset):
        frame = dataset.tables[table]
        if "verified" in frame and not frame.empty:
            marks = Counter(frame["verified"])
            rows.append(Count(table, *(marks[mark] for mark in VERIFIED)))
    return rows


def total_of(counts: Iterable[Count]) -> Count:
    """Return the sum of counts, without the name of a table."""
    rows = list(counts)
    return Count("", sum(row.yes for row in rows), sum(row.partly for row in rows), sum(row.no for row in rows))


def entries(dataset: Dataset, table: str, today: str) -> list[Entry]:
    """Return every row of a table of the record, in the order of the table.

    Parameters
    ----------
    table
        One of `tables_of_record`.
    today
        ISO day; no link leads past it.
    """
    return [_entry(dataset, table, row, today) for row in dataset.tables[table].to_dict("records")]


def unverified(dataset: Dataset, today: str) -> list[Entry]:
    """Return every row of the record that is not verified."""
    tables = [count.table for count in counts(dataset) if count.no]
    return [entry for table in tables for entry in entries(dataset, table, today) if entry.verified == "no"]


def _entry(dataset: Dataset, table: str, row: dict[str, str], today: str) -> Entry:
    form = FORMS[table]
    evidence = row if "source_ids" in row else dataset.row("territories", row.get("territory_id", ""))
    start, end = _time(dataset, table, row)
    title = ", ".join(words for column in form.title if (words := _words(dataset, table, column, row[column])))
    facts = ((column, _words(dataset, table, column, row[column])) for column in form.facts)
    return Entry(
        table=table,
        title=title,
        start=start,
        end=end,
        facts=tuple((column, words) for column, words in facts if words),
        verified=evidence["verified"],
        confidence=evidence["confidence"],
        source_ids=evidence["source_ids"],
        query=_query(dataset, form, row, (start, end), today) if start else {},
    )


def _words(dataset: Dataset, table: str, column: str, value: str) -> str:
    """Return a cell in words: the label of an identifier, a number with separators."""
    target = _WORDS.get(f"{table}.{column}") or _WORDS.get(column)
    if target and target[0] in dataset.rows:
        return dataset.row(target[0], value).get(target[1], value)
    if (table, column) in _CODES:
        return say_code(table, column, value)
    if column in _NUMBERS and value:
        return say_number(int(value))
    return value


def _time(dataset: Dataset, table: str, row: dict[str, str]) -> tuple[str, str]:
    """Return start and end of a row: its own, or those of what it belongs to."""
    if "start" in row:
        return row["start"], row["end"]
    if table == "territory_names":
        owner = dataset.row("territories", row["territory_id"])
        return owner["start"], owner["end"]
    if table == "positions":
        owner = dataset.row("disputes", row["dispute_id"])
        return owner["start"], owner["end"]
    if table == "missions":
        periods = periods_of(dataset, row["mission_id"])
        return (periods[0]["start"], periods[-1]["end"]) if periods else ("", "")
    return row.get("date", row.get("year", "")), ""


def _query(dataset: Dataset, form: Form, row: dict[str, str], time: tuple[str, str], today: str) -> dict[str, str]:
    """Return the link of a row: the first date on which the map shows it, and what it opens."""
    if form.opens == "claim":
        return claim_query(dataset, row, today)
    start, end = time
    begin = str(dataset.about["first"])
    if first_day(start) < first_day(begin):
        if end_day(end) <= shown_day(begin, today):
            return {}
        start = begin
    query = {"date": _date_shown(start, end, today)}
    if form.opens == "territory":
        query = {"date": _territory_date(dataset, row["territory_id"], query["date"], today)}
    return {**query, form.opens: row[f"{form.opens}_id"]} if form.opens else query


def _date_shown(start: str, end: str, today: str) -> str:
    """Return a date on which an interval is in force: its start, to the day if the year's end is too late."""
    day = shown_day(start, today)
    return link_date(start, today) if day < end_day(end) else first_day(start)


def _territory_date(dataset: Dataset, territory_id: str, date: str, today: str) -> str:
    """Return `date`, or the first day on which a territory holds land if it holds none on it."""
    day, spans = shown_day(date, today), _spans_of_land(dataset).get(territory_id, [])
    is_there = any(start <= day < end for start, end in spans)
    return min(start for start, _ in spans) if spans and not is_there else date


@cached_on_dataset()
def _spans_of_land(dataset: Dataset) -> dict[str, list[tuple[str, str]]]:
    """Return by territory the half-open spans of ISO days in which it holds land."""
    spans: dict[str, list[tuple[str, str]]] = {}
    features = dataset.features
    for name, start, end in zip(features["territory_id"], features["start_day"], features["end_day"], strict=True):
        spans.setdefault(name, []).append((str(start), str(end)))
    return spans


def claim_query(dataset: Dataset, claim: dict[str, str], today: str) -> dict[str, str]:
    """Return the link of a claim: its date, its territory or mission, and the event nearest to that date."""
    query = {"date": link_date(claim["date"], today)}
    day = shown_day(claim["date"], today)
    events = [dataset.row("events", event) for event in claim["event_ids"].split()]
    if events:
        # An event that has begun by the day comes before one that has not.
        nearest = min(events, key=lambda event: (event["start_day"] > day, -int(event["start_day"].replace("-", ""))))
        query["event"] = nearest["event_id"]
    query |= {name: claim[f"{name}_id"] for name in ("territory", "mission") if claim[f"{name}_id"]}
    return query


def view_of(view: View, query: dict[str, str], dataset: Dataset) -> dict[str, str]:
    """Return the whole link of an entry's `query`, with place and layers of the visitor's `view`.

    It switches on the layer that the chosen mission needs, and leaves a rival position, which may lack what the link
    opens.
    """
    chosen: dict[str, Any] = {name: query.get(name, "") for name in ("territory", "mission", "event")}
    mission = dataset.row("missions", chosen["mission"])
    visible = {*view.layers, *([layer_of(mission["kind"])] if mission else [])}
    layers = tuple(name for name in LAYERS if name in visible)
    return encode_link(replace(view, date=query["date"], layers=layers, position="", **chosen))


def layer_of(kind: str) -> str:
    """Return the layer of the map that shows a kind of mission."""
    if kind.endswith("embassy"):
        return "missions"
    return "seats" if kind in _SEATS else "places"


def periods_of(dataset: Dataset, mission_id: str) -> list[dict[str, str]]:
    """Return the dated periods of a mission, first to last."""
    return _dated(dataset, "mission_periods", "mission_id").get(mission_id, [])


def holders_of(dataset: Dataset, office_id: str) -> list[dict[str, str]]:
    """Return all who held an office, vacant times included, first to last."""
    return _dated(dataset, "officeholders", "office_id").get(office_id, [])


@cached_on_dataset()
def _dated(dataset: Dataset, table: str, owner: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of a dated table by the column `owner`, first to last; not to be changed."""
    frame = dataset.tables.get(table)
    groups: dict[str, list[dict[str, str]]] = {}
    for row in [] if frame is None else frame.sort_values("start_day", kind="stable").to_dict("records"):
        groups.setdefault(row[owner], []).append(row)
    return groups


def address_of(mission: dict[str, str]) -> str:
    """Return address and city of a mission in a line, as far as the record has them."""
    return ", ".join(part for part in (mission["address"], mission["city"]) if part and part != "—")


def works_of(dataset: Dataset, source_ids: str) -> str:
    """Return the works that a cell of source identifiers names, each once, as one line of text."""
    return "; ".join(dataset.row("sources", source)["citation"] for source in dict.fromkeys(source_ids.split()))


def uses(dataset: Dataset) -> Counter[str]:
    """Return how many rows of all tables name each source."""
    counts: Counter[str] = Counter()
    for frame in dataset.tables.values():
        if "source_ids" in frame:
            counts.update(source for cell in frame["source_ids"] for source in set(cell.split()))
    return counts


def find_works(dataset: Dataset, words: str) -> list[dict[str, str]]:
    """Return the sources whose row contains every one of `words`, in any case."""
    needles = words.casefold().split()
    rows = dataset.records["sources"]
    return [row for row in rows if all(word in " ".join(row.values()).casefold() for word in needles)]


def verdict_counts(dataset: Dataset) -> dict[str, int]:
    """Return the number of claims of each verdict, in the order of the verdicts."""
    counts = Counter(dataset.tables["claims"]["verdict"])
    return {verdict: counts[verdict] for verdict in dataset.tables["verdicts"]["verdict_id"]}


def claims_by_part(dataset: Dataset, verdicts: Iterable[str] = ()) -> dict[str, list[dict[str, str]]]:
    """Return the claims of each part of the article, in its order; only those with one of `verdicts`, if any."""
    chosen, parts = set(verdicts), dict[str, list[dict[str, str]]]()
    for claim in dataset.records["claims"]:
        if not chosen or claim["verdict"] in chosen:
            parts.setdefault(claim["part"], []).append(claim)
    return parts


def noted_claims(dataset: Dataset) -> dict[str, dict[str, str]]:
    """Return the content note of each claim that has one, by the claim's identifier.

    A note concerns a claim of its time, and a whole part of the article if at least half of it is of its time.
    """
    notes: dict[str, dict[str, str]] = {}
    for note in dataset.records["content_notes"]:
        for claims in claims_by_part(dataset).values():
            matching = [claim for claim in claims if _falls_into(claim["date"], note)]
            for claim in claims if 2 * len(matching) >= len(claims) else matching:
                notes.setdefault(claim["claim_id"], note)
    return notes


def _falls_into(date: str, note: dict[str, str]) -> bool:
    """Return whether a date lies in the time of a note; a whole year never does."""
    return len(date) > 4 and first_day(date) < note["end_day"] and note["start_day"] <= first_day(date)
