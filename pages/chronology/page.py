"""Chronology: every event on one timeline, searched by kind and words, each with its own link."""

from collections import Counter

import streamlit as st
from markupsafe import Markup

from geo.dates import shown_day
from pages.chronology.chart import PICKED, timeline
from pages.shared.data.dataset import atlas_dataset, has_rows
from pages.shared.language.words import for_markdown, say_date, text
from pages.shared.layout import content_notes
from pages.shared.layout.charts import show_chart
from pages.shared.layout.frame import answer, page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.layout.search_box import query_field
from pages.shared.layout.tables import table_twin
from pages.shared.record import events
from pages.shared.record.html import join
from pages.shared.view.link import read_query
from pages.shared.view.routes import page_link
from pages.shared.view.session import change_view, current_view, today

CHART, FIELD, KINDS, YEARS = "timeline", "chronology_query", "chronology_kinds", "chronology_years"
EXTRA = ("q", "kinds")

dataset = atlas_dataset()


def on_query_change() -> None:
    """Search for the words that the visitor has typed."""
    change_view(steer=False, query=read_query(str(st.session_state.get(FIELD) or ""), []))


def on_kinds_change() -> None:
    """Show the kinds of events that the visitor has chosen."""
    chosen = st.session_state.get(KINDS) or []
    change_view(steer=False, kinds=tuple(name for name in labels() if name in chosen))


def on_event_select() -> None:
    """Open the event whose mark the visitor has chosen; a click beside the marks changes nothing."""
    selection = (st.session_state.get(CHART) or {}).get("selection", {}).get(PICKED) or []
    event_id = str(selection[0].get("event_id", "")) if selection else ""
    if dataset.row("events", event_id):
        change_view(steer=False, event=event_id)


def clear() -> None:
    """Show all events again."""
    change_view(steer=False, query="", kinds=())


def labels() -> dict[str, str]:
    """Return the kinds of events in words."""
    return dataset.lookup("categories", "category_id", "label")


@st.fragment
def chronology() -> None:
    """Show answer, filters, timeline and list; every step of the visitor reruns only this."""
    page_head(dataset, EXTRA)
    with st.container(key="chronology"):
        st.markdown(f"## {text('chronology_title')}")
        if not has_rows(dataset, "events"):
            answer(text("chronology_none"))
        else:
            contents()


def contents() -> None:
    """Show answer, filters, chart, cards and tables of the events."""
    day, view = shown_day(current_view().date, today()), current_view()
    hidden = {
        row["event_id"]
        for row in events.events_of(dataset)
        if not content_notes.is_visible(dataset, row["start"], row["end"])
    }
    answer(events.summary(dataset, day, hidden))
    filters()
    matching = events.find_events(dataset, view.query, view.kinds)
    search_result(len(matching))
    if matching:
        chart(matching, hidden, day)
    selected_event(matching, hidden, day)
    event_list(matching, hidden)
    missing = sum(row["event_id"] in hidden for row in matching)
    table_twin(
        events.table(dataset, [row for row in matching if row["event_id"] not in hidden]),
        "events.csv",
        notes=[text("hidden_rows", count=missing)] if missing else [],
    )
    if has_rows(dataset, "eras"):
        table_twin(events.era_table(dataset), "eras.csv", key="table_eras", notes=[text("chronology_eras_note")])
    content_notes.remember_dismissed()


def filters() -> None:
    """Show the field for words and the kinds of events."""
    view = current_view()
    query_field(FIELD, text("chronology_search"), text("chronology_search_hint"), on_query_change)
    counts = Counter(row["category"] for row in events.find_events(dataset, view.query))
    names = {name: label for name, label in labels().items() if counts[name] or name in view.kinds}
    st.session_state[KINDS] = [name for name in view.kinds if name in names]
    st.pills(
        text("chronology_kinds"),
        list(names),
        selection_mode="multi",
        format_func=lambda name: f"{for_markdown(names[name])} ({counts[name]})",
        key=KINDS,
        on_change=on_kinds_change,
    )


def search_result(count: int) -> None:
    """Show how many events match, and offer all of them if some do not."""
    view = current_view()
    if not (view.query or view.kinds):
        st.caption(text("chronology_found_all", count=count))
        return
    none = "chronology_found_none_kinds" if view.kinds else "chronology_found_none"
    with st.container(horizontal=True, vertical_alignment="center", key="found"):
        st.markdown(text("chronology_found" if count else none, count=count), width="content")
        st.button(
            text("chronology_clear"), on_click=clear, key="chronology_clear", type="tertiary", icon=":material/close:"
        )


def chart(matching: list[events.Event], hidden: set[str], day: str) -> None:
    """Show the timeline of the matching events, and the control of its years."""
    first, last = int(str(dataset.about["first"])[:4]), int(today()[:4])
    years = st.session_state.get(YEARS) or (first, last)
    alt_text = text("chronology_chart", first=years[0], last=years[1], count=len(matching))
    with st.container(key="chart"):
        show_chart(
            timeline(dataset, matching, hidden, day, years),
            key=CHART,
            alt_text=alt_text,
            on_select=on_event_select,
            selection=PICKED,
        )
    st.slider(text("chronology_years"), first, last, (first, last), key=YEARS, format="%d")
    st.caption(text("chronology_hint"))


def selected_event(matching: list[events.Event], hidden: set[str], day: str) -> None:
    """Show the event of the link, else the one nearest to the day, as a card with a link to the map."""
    event, heading = dataset.row("events", current_view().event), text("chronology_chosen")
    if not event:
        before, after = events.last_begun(matching, day), events.first_after(matching, day)
        event = before or after or {}
        heading = text("chronology_nearest" if before else "chronology_nearest_first", day=say_date(day))
    if not event:
        return
    st.markdown(f"### {heading}")
    with st.container(key="chosen", gap="small"):
        if event["event_id"] in hidden and not content_notes.content_note(
            dataset, event["start"], "chosen", event["end"]
        ):
            return
        html_block(events.card(dataset, event))
        page_link(
            "pages/map/page.py",
            label=text("chronology_to_map"),
            icon=":material/map:",
            query_params=events.map_query(dataset, current_view(), event, today()),
        )


def event_list(matching: list[events.Event], hidden: set[str]) -> None:
    """Show the matching events, decade by decade; a content note stands before those of its time."""
    if not matching:
        return
    st.markdown(f"### {text('chronology_list')}")
    for decade, rows in events.by_decade(matching).items():
        st.markdown(f"#### {text('chronology_decade', decade=decade)}")
        behind = [row for row in rows if row["event_id"] in hidden]
        if behind:
            content_notes.content_note(dataset, behind[0]["start"], f"decade_{decade}", behind[0]["end"])
            st.caption(text("hidden_rows", count=len(behind)))
        visible = [row for row in rows if row not in behind]
        if visible:
            html_block(join(event_card(row) for row in visible))


def event_card(event: events.Event) -> Markup:
    """Return an event with its links, which keep the visitor's view."""
    return events.card(dataset, event, events.links(dataset, event, current_view(), today()))


chronology()
page_foot(dataset)
