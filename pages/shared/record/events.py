"""Events in order of time: searched by kind and words; as sentences, cards and a table."""

import pandas as pd
from markupsafe import Markup

from geo import Dataset
from geo.dataset import cached_on_dataset
from geo.dates import link_date
from geo.search import fold, has_words
from pages.shared.language.words import say_date, say_interval, text
from pages.shared.record import cards, entries
from pages.shared.record.html import EMPTY, address, tag
from pages.shared.view.link import View, encode_link

Event = dict[str, str]
_SEARCHED = ("title", "text", "place", "note", "start", "end")


@cached_on_dataset()
def events_of(dataset: Dataset) -> list[Event]:
    """Return all events in order of time; on the same date the less exact comes first."""
    rows: list[Event] = dataset.records["events"] if "events" in dataset.tables else []
    return sorted(rows, key=lambda row: (row["start_day"], row["start"], row["event_id"]))


@cached_on_dataset()
def _search_texts(dataset: Dataset) -> dict[str, str]:
    """Return the text in which each event is searched: its words, kind, and date in figures and in words."""
    return {
        row["event_id"]: fold(" ".join([*(row[name] for name in _SEARCHED), kind_of(dataset, row), say_when(row)]))
        for row in events_of(dataset)
    }


def find_events(dataset: Dataset, query: str, kinds: tuple[str, ...] = ()) -> list[Event]:
    """Return the events with every word of `query`, in order of time; only those of `kinds`, if any."""
    texts = _search_texts(dataset)
    return [
        row
        for row in events_of(dataset)
        if (not kinds or row["category"] in kinds) and has_words(texts[row["event_id"]], query)
    ]


def kind_of(dataset: Dataset, event: Event) -> str:
    """Return the kind of an event in words."""
    return dataset.row("categories", event["category"]).get("label", event["category"])


def say_when(event: Event) -> str:
    """Return the time of an event in words, in the precision it has."""
    return say_interval(event["start"], event["end"]) if event["end"] else say_date(event["start"])


def last_begun(events: list[Event], day: str) -> Event | None:
    """Return the last of some events that has begun by an ISO day."""
    return next((row for row in reversed(events) if row["start_day"] <= day), None)


def first_after(events: list[Event], day: str) -> Event | None:
    """Return the first of some events that begins after an ISO day."""
    return next((row for row in events if row["start_day"] > day), None)


def summary(dataset: Dataset, day: str, hidden: set[str]) -> str:
    """Return in one sentence how many events the record has by an ISO day, the last and the next.

    Parameters
    ----------
    hidden
        Identifiers of events behind a content note: the sentence has only their dates.
    """
    events = events_of(dataset)
    last, following = last_begun(events, day), first_after(events, day)
    values = {
        "day": say_date(day),
        "count": sum(row["start_day"] <= day for row in events),
        "total": len(events),
        "last": _name(last, hidden),
        "following": _name(following, hidden),
    }
    key = "chronology_answer" if last and following else "chronology_answer_end" if last else "chronology_answer_first"
    return text(key, **values)


def _name(event: Event | None, hidden: set[str]) -> str:
    if event is None:
        return ""
    if event["event_id"] in hidden:
        return text("chronology_hidden", day=say_date(event["start"]))
    return text("chronology_named", title=event["title"], day=say_date(event["start"]))


def by_decade(events: list[Event]) -> dict[str, list[Event]]:
    """Return events by the decade in which they begin, named by its first year."""
    decades: dict[str, list[Event]] = {}
    for row in events:
        decades.setdefault(f"{row['start'][:3]}0", []).append(row)
    return decades


def map_query(dataset: Dataset, view: View, event: Event, today: str) -> dict[str, str]:
    """Return the link that opens the map on the day of an event; it keeps the visitor's place and layers."""
    return entries.view_of(view, {"date": link_date(event["start"], today), "event": event["event_id"]}, dataset)


def event_query(view: View, event: Event) -> dict[str, str]:
    """Return the link that opens the chronology with an event, at the visitor's date."""
    return {**encode_link(view), "event": event["event_id"]}


def links(dataset: Dataset, event: Event, view: View, today: str) -> Markup:
    """Return the links of an event: to its day on the map, and to the event itself."""
    to_map = cards.map_link(text("chronology_to_map"), map_query(dataset, view, event, today))
    permalink = tag("a", text("chronology_own_link"), href=address("./chronology", event_query(view, event)))
    return tag("nav", to_map, permalink, aria_label=text("chronology_links", title=event["title"]))


def card(dataset: Dataset, event: Event, navigation: Markup = EMPTY, *, heading: str = "h4") -> Markup:
    """Return an event: time, kind and place, title, mark, text, note, links, sources.

    Parameters
    ----------
    navigation
        The links of the event; they differ between the pages and the copy without a server.
    heading
        The element of the title.
    """
    place = text("chronology_place", category=kind_of(dataset, event), place=event["place"])
    return tag(
        "article",
        tag("p", tag("time", say_when(event)), " ", tag("span", place)),
        tag(heading, event["title"], " ", cards.mark(event["verified"])),
        tag("p", event["text"], " ", cards.note_line(event)),
        tag("div", navigation, cards.sources(dataset, event["source_ids"], event["verified"], event["confidence"])),
    )


def table(dataset: Dataset, events: list[Event]) -> pd.DataFrame:
    """Return events in words, a row each; dates both as in the record and as in sentences."""
    return pd.DataFrame(
        {
            text("chronology_id"): [row["event_id"] for row in events],
            text("chronology_date"): [say_when(row) for row in events],
            text("chronology_start"): [row["start"] for row in events],
            text("chronology_end"): [row["end"] for row in events],
            text("chronology_event"): [row["title"] for row in events],
            text("field_category"): [kind_of(dataset, row) for row in events],
            text("field_place"): [row["place"] for row in events],
            text("field_text"): [row["text"] for row in events],
            text("field_verified"): [text(f"verified_{row['verified']}") for row in events],
            text("field_sources"): [entries.works_of(dataset, row["source_ids"]) for row in events],
        }
    )


def era_table(dataset: Dataset) -> pd.DataFrame:
    """Return the eras in words, a row each, in order of time."""
    eras = dataset.records["eras"]
    return pd.DataFrame(
        {
            text("chronology_era"): [row["label"] for row in eras],
            text("chronology_date"): [say_interval(row["start"], row["end"]) for row in eras],
            text("chronology_start"): [row["start"] for row in eras],
            text("chronology_end"): [row["end"] for row in eras],
        }
    )
