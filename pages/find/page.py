"""Find: one search of territories, places, people, events, missions and eras; each hit is a dated link."""

import streamlit as st

from geo.dates import link_date, shown_day
from geo.search import Hit, close_names, events_on, everything, examples, search
from pages.find import results
from pages.shared.data.dataset import atlas_dataset
from pages.shared.language.words import for_markdown, months, say_date, text
from pages.shared.language.written_dates import read_written
from pages.shared.layout.frame import answer, page_foot, page_head
from pages.shared.layout.search_box import query_field
from pages.shared.layout.tables import table_twin
from pages.shared.view.link import encode_link, read_query
from pages.shared.view.routes import page_link
from pages.shared.view.session import change_view, current_view, today

FIELD, WHOLE = "find_query", "find_whole"
FIRST = 6  # hits of a kind shown at first
EXTRA = ("q",)

dataset = atlas_dataset()


def on_query_change() -> None:
    """Search for the words that the visitor has typed."""
    look_for(str(st.session_state.get(FIELD) or ""))


def look_for(words: str) -> None:
    """Search for words."""
    st.session_state[WHOLE] = set()
    change_view(steer=False, query=read_query(words, []))


def show_whole(kind: str) -> None:
    """Show all hits of a kind."""
    st.session_state[WHOLE] = st.session_state.get(WHOLE, set()) | {kind}


@st.fragment
def find() -> None:
    """Show field, answer and hits; every step of the visitor reruns only this."""
    page_head(dataset, EXTRA)
    with st.container(key="find"):
        st.markdown(f"## {text('find_title')}")
        query = current_view().query
        # Whoever opens this page wants to type.
        query_field(FIELD, text("find_field"), text("find_hint"), on_query_change, focus=not query)
        dates = [date for date in read_written(query, months()) if results.is_covered(dataset, date, today())]
        matching = matches(query, dates) if query else everything(dataset)
        groups = results.by_kind(matching)
        answer(result_sentence(query, dates, groups))
        maps(dates)
        if not query:
            offer(text("find_examples"), examples(dataset))
        elif matching or dates:
            hits(groups)
        else:
            st.markdown(text("find_none_help"))
            offer(text("find_close"), close_names(dataset, query))
        table_twin(results.table(dataset, matching), "found.csv")


def matches(query: str, dates: list[str]) -> list[Hit]:
    """Return what has the words of a query, after the events of the dates that it may mean and what names these."""
    hits = [hit for date in dates for hit in events_on(dataset, date)]
    hits += [hit for words in (*map(say_date, dates), query) for hit in search(dataset, words)]
    return list(dict.fromkeys(hits))


def maps(dates: list[str]) -> None:
    """Show links to the map on the dates that a query may mean."""
    if len(dates) > 1:
        st.markdown(for_markdown(text("find_two_days", query=current_view().query)))
    for date in dates:
        query = {**encode_link(current_view()), "date": link_date(date, today())}
        page_link(results.MAP, label=f"**{for_markdown(text('find_map', day=say_date(date)))}**", query_params=query)


def result_sentence(query: str, dates: list[str], groups: dict[str, list[Hit]]) -> str:
    """Return the result of a search in one sentence."""
    matching = [hit for hits in groups.values() for hit in hits]
    if dates and not matching:
        return text("find_answer_day", day=" / ".join(map(say_date, dates)))
    if not query:
        return text("find_answer_empty", groups=results.say_groups(groups))
    if len(matching) == 1:
        return text("find_answer_one", query=query, name=results.name_of(dataset, matching[0]))
    key = "find_answer" if matching else "find_answer_none"
    return text(key, query=query, count=len(matching), groups=results.say_groups(groups))


def offer(heading: str, names: list[str]) -> None:
    """Offer names to search for."""
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="offers"):
        st.markdown(heading, width="content")
        for index, name in enumerate(names):
            st.button(for_markdown(name), key=f"offer_{index}", on_click=look_for, args=(name,))


def hits(groups: dict[str, list[Hit]]) -> None:
    """Show the hits kind by kind, the first of each until the visitor wants all."""
    view, day = current_view(), shown_day(current_view().date, today())
    whole = st.session_state.get(WHOLE, set())
    for kind, members in groups.items():
        st.markdown(f"### {text('find_group', kind=text(f'find_kind_{kind}'), count=len(members))}")
        for hit in members if kind in whole else members[:FIRST]:
            page, query = results.target_of(dataset, hit, view, today())
            name = for_markdown(results.name_of(dataset, hit))
            page_link(page, label=f"**{name}** {for_markdown(results.line_of(hit, day))}", query_params=query)
        if len(members) > FIRST and kind not in whole:
            st.button(
                text("find_more", count=len(members)),
                key=f"find_more_{kind}",
                on_click=show_whole,
                args=(kind,),
                type="tertiary",
            )


find()
page_foot(dataset)
