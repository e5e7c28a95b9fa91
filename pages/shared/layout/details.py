"""The details of one territory, mission or event: what it was, who held it, what came before and after, sources."""

from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from geo import Dataset
from geo.dates import OPEN_END
from geo.tables import is_in_force
from pages.shared.language.words import for_markdown, say_head, say_interval, text
from pages.shared.layout.citations import citations
from pages.shared.layout.content_notes import content_note
from pages.shared.layout.html_block import html_block
from pages.shared.record import entries
from pages.shared.record.cards import mark
from pages.shared.record.facts import territory_facts
from pages.shared.record.glossary import Explainer
from pages.shared.record.html import tag, terms
from pages.shared.record.identifiers import catalogues_in_markdown
from pages.shared.record.sentences import neighbours_in_time

_Go = Callable[..., None]
_NAMES = {"details_time", "details_other_names", "details_today"}  # facts that are no prose


def territory_details(dataset: Dataset, territory_id: str, day: str, close: _Go, go: _Go) -> None:
    """Show the details of a territory; `go` is called with ``date`` and ``territory`` of a neighbour in time."""
    row = dataset.row("territories", territory_id)
    _head(row["name"], row["status_text"], close)
    if not row["start_day"] <= day < row["end_day"]:
        st.caption(for_markdown(text("not_in_force", name=row["name"])))
    _facts(dataset, territory_facts(dataset, territory_id))
    before, after = neighbours_in_time(dataset, territory_id)
    _neighbours("details_before", [dataset.row("territories", name) for name in before], go)
    _neighbours("details_after", [dataset.row("territories", name) for name in after], go)
    citations(dataset, row["source_ids"], row["verified"], row["confidence"])
    _catalogues(row)


def mission_details(dataset: Dataset, mission_id: str, day: str, close: _Go) -> None:
    """Show the details of a mission or seat: its periods and sources."""
    row = dataset.row("missions", mission_id)
    _head(row["name"], entries.address_of(row), close)
    explainer = Explainer(dataset)
    html_block(
        tag(
            "div",
            *(_period(period, day, explainer) for period in entries.periods_of(dataset, mission_id)),
            class_="prose",
        )
    )
    _note(row["note"], explainer)
    citations(dataset, row["source_ids"], row["verified"], row["confidence"])
    _catalogues(row)


def event_details(dataset: Dataset, event_id: str, close: _Go) -> None:
    """Show the details of an event: what happened, when and where, and its sources."""
    row = dataset.row("events", event_id)
    _head(row["title"], f"{say_interval(row['start'], row['end'] or _next(row))} · {row['place']}", close)
    if not content_note(dataset, row["start"], "event", row["end"]):
        return
    explainer = Explainer(dataset)
    html_block(tag("div", explainer.explain(row["text"]), class_="prose"))
    _note(row["note"], explainer)
    citations(dataset, row["source_ids"], row["verified"], row["confidence"])


def _next(row: dict[str, str]) -> str:
    """Return an end that makes an event of one date read as that date."""
    return row["start"] if row["end_day"] == OPEN_END else row["end"]


def _head(title: str, subtitle: str, close: _Go) -> None:
    with st.container(key="details_head", horizontal=True, vertical_alignment="top"):
        st.markdown(f"## {for_markdown(title)}", width="stretch")
        st.button(text("close_details"), key="close_details", on_click=close, type="tertiary", icon=":material/close:")
    if subtitle:
        st.markdown(f"*{for_markdown(subtitle)}*")


def _facts(dataset: Dataset, facts: dict[str, str]) -> None:
    explainer = Explainer(dataset)
    pairs = ((key, value) for key, value in facts.items() if value)
    html_block(terms((text(key), value if key in _NAMES else explainer.explain(value)) for key, value in pairs))


def _period(period: dict[str, str], day: str, explainer: Explainer) -> Markup:
    interval = say_interval(period["start"], period["end"])
    time = tag("strong" if is_in_force(period, day) else "span", interval)
    return tag("div", time, " — ", explainer.explain(period["sentence"]), " ", mark(period["verified"]))


def _note(note: str, explainer: Explainer) -> None:
    if note:
        html_block(tag("div", explainer.explain(note), class_="prose small"))


def _catalogues(row: dict[str, str]) -> None:
    if words := catalogues_in_markdown(row):
        st.caption(words)


def _neighbours(heading: str, rows: list[dict[str, str]], go: _Go) -> None:
    for row in rows:
        interval = say_interval(row["start"], row["end"])
        st.button(
            f"{say_head(text(heading))} {for_markdown(row['name'])} ({interval})",
            key=f"{heading}_{row['territory_id']}",
            on_click=go,
            kwargs={"date": row["start_day"], "territory": row["territory_id"]},
            type="tertiary",
        )
