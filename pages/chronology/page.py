"""Chronology: every event on one zoomable timeline, found by kind and words, each with a link of its own."""

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
OWN = ("q", "kinds")

dataset = atlas_dataset()


def take_words() -> None:
    """Look for the words that the visitor has typed."""
    change_view(steer=False, query=read_query(str(st.session_state.get(FIELD) or ""), []))


def take_kinds() -> None:
    """Show the kinds of events that the visitor has chosen."""
    chosen = st.session_state.get(KINDS) or []
    change_view(steer=False, kinds=tuple(name for name in labels() if name in chosen))


def take_event() -> None:
    """Open the event whose mark the visitor has chosen; a click beside the marks closes nothing."""
    found = (st.session_state.get(CHART) or {}).get("selection", {}).get(PICKED) or []
    number = str(found[0].get("event_id", "")) if found else ""
    if dataset.row("events", number):
        change_view(steer=False, event=number)


def clear() -> None:
    """Show all events again."""
    change_view(steer=False, query="", kinds=())


def labels() -> dict[str, str]:
    """Return the kinds of events in words."""
    return dataset.lookup("categories", "category_id", "label")


@st.fragment
def chronology() -> None:
    """Show answer, filters, timeline and list; every step of the visitor reruns only this."""
    page_head(dataset, OWN)
    with st.container(key="chronology"):
        st.markdown(f"## {text('chronology_title')}")
        if not has_rows(dataset, "events"):
            answer(text("chronology_none"))
        else:
            contents()


def contents() -> None:
    """Show everything of the events."""
    day, view = shown_day(current_view().date, today()), current_view()
    hidden = {
        row["event_id"]
        for row in events.events_of(dataset)
        if not content_notes.may_show(dataset, row["start"], row["end"])
    }
    answer(events.summary(dataset, day, hidden))
    filters()
    found = events.find_events(dataset, view.query, view.kinds)
    say_found(len(found))
    if found:
        chart(found, hidden, day)
    chosen(found, hidden, day)
    listed(found, hidden)
    table_twin(
        events.table(dataset, [row for row in found if row["event_id"] not in hidden]),
        "events.csv",
        notes=[text("hidden_rows", count=sum(row["event_id"] in hidden for row in found))]
        if any(row["event_id"] in hidden for row in found)
        else [],
    )
    if has_rows(dataset, "eras"):
        table_twin(events.era_table(dataset), "eras.csv", key="table_eras", notes=[text("chronology_eras_note")])
    content_notes.keep_passed()


def filters() -> None:
    """Show the field for words and the kinds of events."""
    view = current_view()
    query_field(FIELD, text("chronology_search"), text("chronology_search_hint"), take_words)
    counts = Counter(row["category"] for row in events.find_events(dataset, view.query))
    names = {name: label for name, label in labels().items() if counts[name] or name in view.kinds}
    st.session_state[KINDS] = [name for name in view.kinds if name in names]
    st.pills(
        text("chronology_kinds"),
        list(names),
        selection_mode="multi",
        format_func=lambda name: f"{for_markdown(names[name])} ({counts[name]})",
        key=KINDS,
        on_change=take_kinds,
    )


def say_found(count: int) -> None:
    """Say how many events were found, and offer all of them if some are left out."""
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


def chart(found: list[events.Event], hidden: set[str], day: str) -> None:
    """Show the timeline of what was found, and the control of its years."""
    first, last = int(str(dataset.about["first"])[:4]), int(today()[:4])
    years = st.session_state.get(YEARS) or (first, last)
    described = text("chronology_chart", first=years[0], last=years[1], count=len(found))
    with st.container(key="chart"):
        show_chart(
            timeline(dataset, found, hidden, day, years),
            key=CHART,
            described=described,
            on_select=take_event,
            selection=PICKED,
        )
    st.slider(text("chronology_years"), first, last, (first, last), key=YEARS, format="%d")
    st.caption(text("chronology_hint"))


def chosen(found: list[events.Event], hidden: set[str], day: str) -> None:
    """Show the event that is chosen, else the one nearest to the day, as a card with its link to the map."""
    event, heading = dataset.row("events", current_view().event), text("chronology_chosen")
    if not event:
        before, after = events.last_begun(found, day), events.first_after(found, day)
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


def listed(found: list[events.Event], hidden: set[str]) -> None:
    """Show the events found, decade by decade; a note stands before those of its time."""
    if not found:
        return
    st.markdown(f"### {text('chronology_list')}")
    for decade, rows in events.by_decade(found).items():
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
