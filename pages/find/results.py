"""Search results: hits as lines with a link, in groups, and as a table."""

import pandas as pd

from geo import Dataset
from geo.dates import first_day, link_date, shown_day
from geo.search import Hit, Span
from pages.shared.language.words import say_interval, text
from pages.shared.layout import content_notes
from pages.shared.record import entries
from pages.shared.record.events import say_when
from pages.shared.view.link import LAYERS, View, encode_link

MAP, MISSIONS = "pages/map/page.py", "pages/missions/page.py"
_PLACE_ZOOM = 9


def by_kind(hits: list[Hit]) -> dict[str, list[Hit]]:
    """Return hits by kind; the kind of the best hit comes first."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.kind, []).append(hit)
    return groups


def say_groups(groups: dict[str, list[Hit]]) -> str:
    """Return how many there are of each kind, in words."""
    return ", ".join(
        text("find_group", kind=text(f"find_kind_{kind}"), count=len(hits)) for kind, hits in groups.items()
    )


def is_covered(dataset: Dataset, date: str, today: str) -> bool:
    """Return whether the map shows a date: a year, a month or an ISO day."""
    return first_day(str(dataset.about["first"])) <= first_day(date) <= today


def name_of(dataset: Dataset, hit: Hit) -> str:
    """Return the name of a hit; only the date of an event behind a content note."""
    row = dataset.row("events", hit.spans[0].row_id) if hit.kind == "event" else {}
    if row and not content_notes.is_visible(dataset, row["start"], row["end"]):
        return text("find_hidden", day=say_when(row))
    return hit.name


def line_of(hit: Hit, day: str) -> str:
    """Return what a hit was on an ISO day, or at first, when, and the name that matches, in one line."""
    span = hit.span_at(day)
    key = "find_line_called" if hit.called and hit.called != span.label else "find_line"
    if span.label in ("", hit.name):
        key = "find_line_called_bare" if hit.called else ""
    time = _time_of(hit, span)
    return text(key, called=hit.called, label=span.label, time=time) if key else time


def _time_of(hit: Hit, span: Span) -> str:
    if hit.kind == "event":
        return say_when({"start": span.start, "end": span.end})
    return say_interval(span.start, span.end)


def target_of(dataset: Dataset, hit: Hit, view: View, today: str) -> tuple[str, dict[str, str]]:
    """Return page and query of a hit: at the visitor's date if it is in force then, else on its first day."""
    day = shown_day(view.date, today)
    span = hit.span_at(day)
    is_now = hit.kind != "event" and span.start_day <= day < span.end_day
    query = {"date": view.date if is_now else link_date(_date_of(span, dataset, today), today)}
    if hit.kind == "place":
        return MAP, _place_query(dataset, span.row_id, view, query["date"])
    if hit.kind == "person":
        holder = dataset.row("officeholders", span.row_id)
        query["mission"] = dataset.row("offices", holder["office_id"])["mission_id"]
        return MISSIONS, entries.view_of(view, query, dataset)
    if hit.kind == "mission":
        page = MAP if dataset.row("missions", span.row_id)["on_map"] == "yes" else MISSIONS
        return page, entries.view_of(view, {**query, "mission": span.row_id}, dataset)
    if hit.kind in ("territory", "event"):
        query[hit.kind] = span.row_id
    return MAP, entries.view_of(view, query, dataset)


def _date_of(span: Span, dataset: Dataset, today: str) -> str:
    """Return the date of the link to a period: its start as the source gives it, if the map then shows the period."""
    first = str(dataset.about["first"])
    if span.start_day < first_day(first):
        return first[:4]
    return span.start if span.start_day <= shown_day(span.start, today) < span.end_day else span.start_day


def _place_query(dataset: Dataset, place_id: str, view: View, date: str) -> dict[str, str]:
    """Return the link to a place on the map."""
    row = dataset.row("places", place_id)
    query = entries.view_of(view, {"date": date}, dataset)
    if not row:
        return query
    layers = tuple(name for name in LAYERS if name in (*view.layers, "towns"))
    place_view = View(date=date, at=f"{row['lat']}_{row['lon']}_{_PLACE_ZOOM}", lang=view.lang, layers=layers)
    return encode_link(place_view)


def table(dataset: Dataset, hits: list[Hit]) -> pd.DataFrame:
    """Return hits in words, one row a period."""
    rows = [(hit, span) for hit in hits for span in hit.spans]
    return pd.DataFrame(
        {
            text("find_table_kind"): [text(f"find_of_{hit.kind}") for hit, _ in rows],
            text("find_table_name"): [name_of(dataset, hit) for hit, _ in rows],
            text("find_table_called"): [hit.called for hit, _ in rows],
            text("find_table_what"): [span.label for _, span in rows],
            text("find_table_when"): [_time_of(hit, span) for hit, span in rows],
        }
    )
