"""Sources: what was read, what was not, what is left out, and every row of the record with its sources."""

import streamlit as st
from markupsafe import Markup

from geo.dates import first_day
from pages.shared.data.dataset import atlas_dataset, has_rows
from pages.shared.language.words import for_markdown, say_date, text
from pages.shared.layout import content_notes
from pages.shared.layout.frame import answer, page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.record import cards, entries
from pages.shared.record.entries import Entry
from pages.shared.record.html import tag
from pages.shared.view.routes import page_link
from pages.shared.view.session import current_view, today

SEARCH, QUERY = "works_search", "works_words"
SELECT, TABLE = "record_table", "record_kept"
FIRST = 30  # rows of a list shown at first

dataset = atlas_dataset()


def sources() -> None:
    """Show how sure the record is, its works, its rows, and what it leaves out."""
    with st.container(key="sources"):
        st.markdown(f"## {text('sources_title')}")
        as_of = say_date(dataset.about["as_of"])
        how_sure(text("sources_purpose", mark=text("badge_no"), day=as_of))
        works()
        rows_of_record()
        omissions()


def how_sure(purpose: str) -> None:
    """Count the rows that rest on a source that was read, say what that means, and list those that do not."""
    counts = entries.counts(dataset)
    if not counts:
        answer(text("sources_total_none"))
        st.markdown(purpose)
        return
    total = entries.total_of(counts)
    key = "sources_total" if total.no else "sources_total_all"
    sentence = text(key, total=total.total, yes=total.yes, partly=total.partly, no=total.no, mark=text("badge_no"))
    answer(sentence)
    st.markdown(purpose)
    html_block(cards.count_table(counts, total))
    not_verified()


@st.fragment
def not_verified() -> None:
    """List every row that is not verified, each with the link of its day."""
    rows = entries.unverified(dataset, today())
    if not rows:
        st.caption(text("unverified_none"))
        return
    with st.expander(text("unverified_heading", count=len(rows))):
        visible = without_hidden(rows, "unverified")
        for table in dict.fromkeys(entry.table for entry in visible):
            st.markdown(f"**{text(f'table_{table}')}**")
            for entry in visible:
                if entry.table == table:
                    unverified_line(entry)


def unverified_line(entry: Entry) -> None:
    """Show one row that is not verified: a link to its day, if it has one."""
    time = cards.say_time(entry)
    label = for_markdown(f"{entry.title} — {time}" if time else entry.title)
    if entry.query:
        query = entries.view_of(current_view(), entry.query, dataset)
        page_link("pages/map/page.py", label=label, query_params=query)
    else:
        st.markdown(label)


def without_hidden(rows: list[Entry], key: str) -> list[Entry]:
    """Return the visible entries; show the content note that stands before the others."""
    hidden = [entry for entry in rows if entry.start and not content_notes.is_visible(dataset, note_time(entry))]
    if not hidden:
        return rows
    content_notes.content_note(dataset, note_time(hidden[0]), key)
    st.caption(text("hidden_rows", count=len(hidden)))
    return [entry for entry in rows if entry not in hidden]


def note_time(entry: Entry) -> str:
    """Return the time of an entry for content notes: that of an event, the first day of anything else."""
    return entry.start if entry.table == "events" else first_day(entry.start)


def keep(widget: str, key: str) -> None:
    """Keep the value of a widget while another page is open."""
    st.session_state[key] = st.session_state.get(widget)


@st.fragment
def works() -> None:
    """Show the works, searched by their words; a search reruns only this."""
    st.markdown(f"### {text('works_heading')}")
    st.session_state[SEARCH] = st.session_state.get(QUERY) or ""
    words = st.text_input(
        text("works_search"),
        key=SEARCH,
        placeholder=text("works_search_hint"),
        max_chars=200,
        on_change=keep,
        args=(SEARCH, QUERY),
    )
    matching, total = entries.find_works(dataset, words), len(dataset.tables["sources"])
    st.caption(text("works_found", found=len(matching), total=total) if matching else text("works_none"))
    first = matching if words or st.session_state.get("works_all") else matching[:FIRST]
    html_block(cards.works(first, entries.uses(dataset)))
    if len(first) < len(matching):
        st.button(text("works_all", count=len(matching)), key="works_more", on_click=show_all, args=("works_all",))


def show_all(key: str) -> None:
    """Show a list in full."""
    st.session_state[key] = True


@st.fragment
def rows_of_record() -> None:
    """Show the rows of the table chosen, each with its sources; a choice reruns only this."""
    st.markdown(f"### {text('record_heading')}")
    tables = entries.tables_of_record(dataset)
    last = st.session_state.get(TABLE)
    st.session_state[SELECT] = last if last in tables else tables[0]
    table = st.selectbox(
        text("record_choose"),
        tables,
        format_func=lambda name: text(f"table_{name}"),
        key=SELECT,
        on_change=keep,
        args=(SELECT, TABLE),
    )
    rows = entries.entries(dataset, table, today())
    st.caption(text("record_rows" if rows else "record_empty", count=len(rows)))
    visible = without_hidden(rows, "record")
    first = visible if st.session_state.get(f"record_all_{table}") else visible[:FIRST]
    html_block(tag("div", *(card(entry) for entry in first), class_="record"))
    if len(first) < len(visible):
        label = text("record_all", count=len(visible))
        st.button(label, key="record_more", on_click=show_all, args=(f"record_all_{table}",))
    content_notes.remember_dismissed()


def card(entry: Entry) -> Markup:
    """Return one row; its link keeps the visitor's place and layers."""
    query = entries.view_of(current_view(), entry.query, dataset) if entry.query else {}
    return cards.card(dataset, entry, query)


def omissions() -> None:
    """Show what is left out, and why."""
    st.markdown(f"### {text('omissions_heading')}")
    if not has_rows(dataset, "omissions"):
        st.caption(text("omissions_none"))
        return
    rows = dataset.records["omissions"]
    st.markdown("\n".join(f"- **{for_markdown(row['what'])}** — {for_markdown(row['why'])}" for row in rows))


def search_source_of_link() -> None:
    """Search for the source that the link names (``?source=``), if the record has it."""
    source_id = st.query_params.get("source", "")
    if dataset.row("sources", source_id):
        st.session_state[QUERY] = source_id


search_source_of_link()
page_head(dataset)
sources()
page_foot(dataset)
