"""The summary of a view: title, description and sentences, for whoever gets a link and does not open it.

Previews in chats, search engines, feeds, catalogues and the first answer of every page say the same words.
"""

from dataclasses import dataclass
from typing import Any

from geo import Dataset
from geo.dates import shown_day
from geo.tables import rows_in_force
from geo.territories import rows_at
from pages.shared.language.words import say_date, say_list, say_series, text
from pages.shared.record.events import say_when
from pages.shared.record.facts import territory_facts
from pages.shared.record.notes import notes_on
from pages.shared.record.sentences import (
    Step,
    land_sentence,
    mission_sentences,
    officeholder_sentences,
    relation_at,
    steps_of_year,
    territory_sentences,
)
from pages.shared.view.link import View

LONGEST_DESCRIPTION = 200  # characters, of which most previews show fewer
Fact = tuple[str, str]  # a term, empty if it needs none, and what it stands for


@dataclass(frozen=True)
class Summary:
    """What a view of a page says.

    Attributes
    ----------
    day
        The ISO day that the map shows.
    subject
        What the map is about: what is chosen, what happened on that very day, or the land whose status is the youngest.
    title
        The page, or the subject, with its day: without the name of the atlas.
    description
        How the two states stood to each other and what changed in the year; at most `LONGEST_DESCRIPTION` characters.
    chosen
        What the record says of what is chosen.
    relation
        How the two states stood to each other; empty if the record does not say.
    lands, others
        Sentences on the lands of the day: those of the two states, and the rest.
    missions, offices
        Missions on the map with their sentences, and sentences on who was in office.
    disputes
        Questions on which sources differ on this day: title and sentence.
    steps, hidden
        What the record has for the year, day by day, and how many of its texts stand behind a content note.
    notes
        The content notes on the year, or on what is chosen: title and text.
    """

    day: str
    subject: str
    title: str
    description: str
    chosen: tuple[Fact, ...]
    relation: str
    lands: tuple[str, ...]
    others: tuple[str, ...]
    missions: tuple[Fact, ...]
    offices: tuple[str, ...]
    disputes: tuple[Fact, ...]
    steps: tuple[Step, ...]
    hidden: int
    notes: tuple[Fact, ...]


def summary_of(dataset: Dataset, view: View, today: str, page: str = "") -> Summary:
    """Return the summary of a view, in the language of the dataset, which must be spoken.

    Parameters
    ----------
    dataset
        In the language of the view.
    view
        What the link asks for; a second date only if the page compares two.
    today
        ISO day, after which nothing is shown.
    page
        The title of the page, in that language; empty for the map.
    """
    day = shown_day(view.date, today)
    lands, others = territory_sentences(dataset, day, view.position)
    # What stands behind a content note on the page is not told before it.
    steps = steps_of_year(dataset, day[:4], today)
    shown = [step for step in steps if not notes_on(dataset, step.date)]
    relation = relation_at(dataset, day)
    happened = next((step.sentence for step in shown if step.event_id and step.date == view.date), "")
    subject = (_name(dataset, view, day) or happened or _youngest(dataset, day, view.position)).rstrip(".")
    days = say_list([say_date(shown_day(date, today)) for date in (view.date, view.other) if date])
    return Summary(
        day=day,
        subject=subject,
        title=text("summary_title", subject=page or subject, day=days),
        description=_shortened(" ".join(filter(None, [relation or next(iter(lands), ""), _of_year(shown, day)]))),
        chosen=tuple(_chosen(dataset, view, day)),
        relation=relation,
        lands=tuple(lands),
        others=tuple(others),
        missions=tuple(mission_sentences(dataset, day)),
        offices=tuple(sentence for sentence, _ in officeholder_sentences(dataset, day)),
        disputes=tuple((row["title"], row["sentence"]) for row in rows_in_force(dataset.records["disputes"], day)),
        steps=tuple(shown),
        hidden=len(steps) - len(shown),
        notes=tuple((note["title"], note["text"]) for note in _notes(dataset, view, day)),
    )


def _event(dataset: Dataset, view: View) -> dict[str, str]:
    """Return the event that is chosen; nothing if none is, or if it stands behind a content note."""
    row = dataset.row("events", view.event)
    return {} if row and notes_on(dataset, row["start"], row["end"]) else row


def _name(dataset: Dataset, view: View, day: str) -> str:
    """Return the name of what is chosen, or an empty text; that of an event with its time, if that is not the day."""
    if event := _event(dataset, view):
        when = say_when(event)
        return event["title"] if when == say_date(day) else text("summary_event", title=event["title"], when=when)
    row = dataset.row("missions", view.mission) or dataset.row("territories", view.territory)
    return str(row.get("name", ""))


def _chosen(dataset: Dataset, view: View, day: str) -> list[Fact]:
    """Return what the record says of what is chosen."""
    if event := _event(dataset, view):
        return [("", event["text"])]
    if dataset.row("territories", view.territory):
        return [(text(key), words) for key, words in territory_facts(dataset, view.territory).items() if words]
    periods = rows_in_force(dataset.records["mission_periods"], day) if view.mission else []
    return [("", row["sentence"]) for row in periods if row["mission_id"] == view.mission]


def _notes(dataset: Dataset, view: View, day: str) -> list[dict[str, str]]:
    row = dataset.row("events", view.event)
    notes = notes_on(dataset, day[:4]) + (notes_on(dataset, row["start"], row["end"]) if row else [])
    return list({note["note_id"]: note for note in notes}.values())


def _youngest(dataset: Dataset, day: str, position: str) -> str:
    """Return the sentence on that land of the two states whose status is the youngest, else the title of the atlas."""
    first = dataset.protagonists
    rows = [row for row in rows_at(dataset, day, position) if row["polity"] in first]
    # Of several that began on one day the whole land comes before a part of it, and what lasts less before the rest.
    youngest = max(
        rows, key=lambda row: (_start(dataset, row), row["role"] != "inner", row["role"] != "base"), default=None
    )
    return land_sentence(dataset, youngest) if youngest else str(dataset.about["title"])


def _start(dataset: Dataset, row: dict[str, Any]) -> str:
    return str(dataset.row("territories", row["territory_id"])["start_day"])


def _of_year(steps: list[Step], day: str) -> str:
    """Return what the record has for a year in one line, or an empty text."""
    sentences = say_series(dict.fromkeys(step.sentence.rstrip(".") for step in steps))
    return text("summary_year", year=day[:4], steps=sentences) if steps else ""


def _shortened(words: str) -> str:
    """Return words, cut after the last that has room."""
    if len(words) <= LONGEST_DESCRIPTION:
        return words
    return words[: LONGEST_DESCRIPTION - 2].rsplit(" ", 1)[0].rstrip(" ,;:–\u202f\u00a0") + " …"
