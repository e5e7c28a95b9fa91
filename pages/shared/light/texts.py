"""The texts beside the map, computed ahead: for every day, every year, and all that can be selected."""

from collections.abc import Callable
from typing import Any

from geo import Dataset
from geo.dates import OPEN_END, first_day, link_date
from geo.disputes import position_rows
from geo.tables import rows_in_force
from pages.shared.language.words import say_date, say_interval, text
from pages.shared.record import entries, sentences
from pages.shared.record.events import events_of, say_when
from pages.shared.record.facts import territory_facts
from pages.shared.record.notes import notes_on
from pages.shared.view.link import rival_positions

_DATED = ("relations", "mission_periods", "officeholders", "disputes")

Json = dict[str, Any]


def days(dataset: Dataset, index: Callable[[str], int]) -> list[Json]:
    """Return what the map shows in sentences, for each span of days with the same sentences.

    Parameters
    ----------
    index
        Stores a text and returns its number.

    Returns
    -------
    ``from`` (ISO day) and, as numbers of texts, ``relation``, ``near`` and ``far``; ``missions`` as pairs
    of name and sentence, ``offices`` as pairs of sentence and state of verification; ``disputes`` by identifier.
    """
    spans: list[Json] = []
    for day in _days_of_change(dataset):
        content = _day(dataset, day, index)
        if not spans or content != {name: spans[-1][name] for name in content}:
            spans.append({"from": day, **content})
    return spans


def rivals(dataset: Dataset, index: Callable[[str], int]) -> dict[str, list[Json]]:
    """Return by rival position the sentences on lands where they differ from those of `days`.

    Returns
    -------
    Spans of days: ``from`` (ISO day), and ``near`` and ``far`` as numbers of texts; without these nothing differs.
    """
    return {position: _rival_spans(dataset, position, index) for position in rival_positions(dataset)}


def _rival_spans(dataset: Dataset, position: str, index: Callable[[str], int]) -> list[Json]:
    spans: list[Json] = []
    for day in _days_of_change(dataset):
        followed = sentences.territory_sentences(dataset, day, position)
        lands: Json = {}
        if followed != sentences.territory_sentences(dataset, day):
            lands = {name: list(map(index, lines)) for name, lines in zip(("near", "far"), followed, strict=True)}
        if lands != {name: spans[-1][name] for name in spans[-1] if name != "from"} if spans else lands:
            spans.append({"from": day, **lands})
    return spans


def _days_of_change(dataset: Dataset) -> list[str]:
    """Return every day on which a sentence can change, the first of the atlas included."""
    first = first_day(str(dataset.about["first"]))
    rows = [row for name in _DATED for row in dataset.records[name]]
    edges = {first, *dataset.change_days, *(row[edge] for row in rows for edge in ("start_day", "end_day"))}
    return sorted(day for day in edges if first <= day < OPEN_END)


def _day(dataset: Dataset, day: str, index: Callable[[str], int]) -> Json:
    near, far = sentences.territory_sentences(dataset, day)
    return {
        "relation": index(sentences.relation_at(dataset, day)),
        "near": [index(sentence) for sentence in near],
        "far": [index(sentence) for sentence in far],
        "missions": [[index(name), index(sentence)] for name, sentence in sentences.mission_sentences(dataset, day)],
        "offices": [[index(sentence), mark] for sentence, mark in sentences.officeholder_sentences(dataset, day)],
        "disputes": [row["dispute_id"] for row in rows_in_force(dataset.records["disputes"], day)],
    }


def years(dataset: Dataset) -> dict[str, list[Json]]:
    """Return the changes of each year, line by line, each with its date and its content note."""
    until = str(dataset.about["as_of"])
    lines = {}
    for year in range(int(str(dataset.about["first"])[:4]), int(until[:4]) + 1):
        steps = sentences.steps_of_year(dataset, str(year), until)
        lines[str(year)] = [_step(dataset, step, until) for step in steps]
    return {year: steps for year, steps in lines.items() if steps}


def _step(dataset: Dataset, step: sentences.Step, until: str) -> Json:
    return {
        "when": say_date(step.date),
        "text": step.sentence,
        "date": link_date(step.date, until),
        "event": step.event_id,
        "verified": step.verified,
        "content_note": _note_on(dataset, step.date),
    }


def _note_on(dataset: Dataset, start: str, end: str = "") -> str:
    """Return the content note on a time; empty if there is none."""
    return next((note["note_id"] for note in notes_on(dataset, start, end)), "")


def disputes(dataset: Dataset) -> dict[str, Json]:
    """Return the questions on which sources differ, with who holds which position."""
    return {
        row["dispute_id"]: {
            "title": row["title"],
            "sentence": row["sentence"],
            "positions": [_position(position) for position in position_rows(dataset, row["dispute_id"])],
        }
        for row in dataset.records["disputes"]
    }


def _position(row: dict[str, str]) -> Json:
    who = text("position_held", label=row["label"], by=row["held_by"])
    return {"who": who, "says": row["position"], "verified": row["verified"]}


def territories(dataset: Dataset) -> dict[str, Json]:
    """Return the details of every territory."""
    return {name: _territory(dataset, name) for name in dataset.territories}


def _territory(dataset: Dataset, territory_id: str) -> Json:
    row = dataset.row("territories", territory_id)
    before, after = sentences.neighbours_in_time(dataset, territory_id)
    facts = territory_facts(dataset, territory_id).items()
    return {
        "title": row["name"],
        "subtitle": row["status_text"],
        "facts": [[text(key), fact] for key, fact in facts if fact],
        "before": [_neighbour(dataset, name) for name in before],
        "after": [_neighbour(dataset, name) for name in after],
        **_evidence(row),
    }


def _neighbour(dataset: Dataset, territory_id: str) -> Json:
    row = dataset.row("territories", territory_id)
    begin = first_day(str(dataset.about["first"]))
    name = f"{row['name']} ({say_interval(row['start'], row['end'])})"
    return {"id": territory_id, "name": name, "date": max(row["start_day"], begin)}


def _evidence(row: dict[str, str]) -> Json:
    return {"verified": row["verified"], "sources": list(dict.fromkeys(row["source_ids"].split()))}


def missions(dataset: Dataset) -> dict[str, Json]:
    """Return the details of every mission: place and periods."""
    return {row["mission_id"]: _mission(dataset, row) for row in dataset.records["missions"]}


def _mission(dataset: Dataset, row: dict[str, str]) -> Json:
    periods = entries.periods_of(dataset, row["mission_id"])
    return {
        "title": row["name"],
        "subtitle": entries.address_of(row),
        "facts": [[say_interval(period["start"], period["end"]), period["sentence"]] for period in periods],
        "note": row["note"],
        **_evidence(row),
    }


def events(dataset: Dataset) -> dict[str, Json]:
    """Return the details of every event: when, where, what happened, and its content note."""
    return {row["event_id"]: _event(dataset, row) for row in events_of(dataset)}


def _event(dataset: Dataset, row: dict[str, str]) -> Json:
    place = {"lat": float(row["lat"]), "lon": float(row["lon"]), "place": row["place"]} if row["lat"] else {}
    return {
        "title": row["title"],
        "subtitle": " · ".join(filter(None, [say_when(row), row["place"]])),
        "text": row["text"],
        "note": row["note"],
        "content_note": _note_on(dataset, row["start"], row["end"]),
        **place,
        **_evidence(row),
    }


def notes(dataset: Dataset) -> dict[str, Json]:
    """Return title and text of every content note."""
    return {row["note_id"]: {"title": row["title"], "text": row["text"]} for row in dataset.records["content_notes"]}


def sources(dataset: Dataset) -> dict[str, str]:
    """Return the citation of every source."""
    return {row["source_id"]: row["citation"] for row in dataset.records["sources"]}
