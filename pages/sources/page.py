"""Sources: what was read, what was not, what is left out, and every row of the record with its sources."""

import streamlit as st
from markupsafe import Markup

from geo.dates import first_day
from pages.shared.data.dataset import atlas_dataset, has_rows
from pages.shared.language.words import for_markdown, say_date, text
from pages.shared.layout import content_notes
from pages.shared.layout.frame import page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.record import cards
from pages.shared.record import entries as record
from pages.shared.record.entries import Entry
from pages.shared.record.html import tag
from pages.shared.view.routes import page_link
from pages.shared.view.session import current_view, today

SEARCH, SEARCH_KEPT = "works_search", "works_words"
TABLE, TABLE_KEPT = "record_table", "record_kept"
FEW = 30

dataset = atlas_dataset()


def sources() -> None:
    """Show how sure the record is, its works, its rows, and what it leaves out."""
    with st.container(key="sources"):
        st.markdown(f"## {text('sources_title')}")
        as_of = say_date(dataset.about["as_of"])
        st.markdown(text("sources_purpose", mark=text("badge_no"), day=as_of))
        how_sure()
        works()
        rows_of_record()
        omissions()


def how_sure() -> None:
    """Count the rows that rest on a source that was read, and list those that do not."""
    found = record.counts(dataset)
    if not found:
        st.markdown(text("sources_total_none"))
        return
    total = record.total_of(found)
    key = "sources_total" if total.no else "sources_total_all"
    said = text(key, total=total.total, yes=total.yes, partly=total.partly, no=total.no, mark=text("badge_no"))
    st.markdown(f"**{for_markdown(said)}**")
    html_block(cards.count_table(found, total))
    not_verified()


@st.fragment
def not_verified() -> None:
    """List every row that is not verified, each with the link of its day."""
    entries = record.unverified(dataset, today())
    if not entries:
        st.caption(text("unverified_none"))
        return
    with st.expander(text("unverified_heading", count=len(entries))):
        shown = careful(entries, "unverified")
        for table in dict.fromkeys(entry.table for entry in shown):
            st.markdown(f"**{text(f'table_{table}')}**")
            for entry in shown:
                if entry.table == table:
                    unverified_line(entry)


def unverified_line(entry: Entry) -> None:
    """Show one row that is not verified: a link to its day, if it has one."""
    time = cards.say_time(entry)
    label = for_markdown(f"{entry.title} — {time}" if time else entry.title)
    if entry.query:
        query = record.view_of(current_view(), entry.query, dataset)
        page_link("pages/map/page.py", label=label, query_params=query)
    else:
        st.markdown(label)


def careful(entries: list[Entry], key: str) -> list[Entry]:
    """Return the entries that the visitor may be shown; a note stands before the others."""
    hidden = [entry for entry in entries if entry.start and not content_notes.may_show(dataset, care_time(entry))]
    if not hidden:
        return entries
    content_notes.content_note(dataset, care_time(hidden[0]), key)
    st.caption(text("hidden_rows", count=len(hidden)))
    return [entry for entry in entries if entry not in hidden]


def care_time(entry: Entry) -> str:
    """Return the time at which a note on an entry is due: that of an event, the first day of all else."""
    return entry.start if entry.table == "events" else first_day(entry.start)


def keep(widget: str, kept: str) -> None:
    """Keep what the visitor has set, also while another page is open."""
    st.session_state[kept] = st.session_state.get(widget)


@st.fragment
def works() -> None:
    """Show the works, searched by their words; a search reruns only this."""
    st.markdown(f"### {text('works_heading')}")
    st.session_state[SEARCH] = st.session_state.get(SEARCH_KEPT) or ""
    words = st.text_input(
        text("works_search"),
        key=SEARCH,
        placeholder=text("works_search_hint"),
        max_chars=200,
        on_change=keep,
        args=(SEARCH, SEARCH_KEPT),
    )
    found, total = record.find_works(dataset, words), len(dataset.tables["sources"])
    st.caption(text("works_found", found=len(found), total=total) if found else text("works_none"))
    few = found if words or st.session_state.get("works_all") else found[:FEW]
    html_block(cards.works(few, record.uses(dataset)))
    if len(few) < len(found):
        st.button(text("works_all", count=len(found)), key="works_more", on_click=show_all, args=("works_all",))


def show_all(key: str) -> None:
    """Show a list in full from now on."""
    st.session_state[key] = True


@st.fragment
def rows_of_record() -> None:
    """Show the rows of the table chosen, each with its sources; a choice reruns only this."""
    st.markdown(f"### {text('record_heading')}")
    tables = record.tables_of_record(dataset)
    kept = st.session_state.get(TABLE_KEPT)
    st.session_state[TABLE] = kept if kept in tables else tables[0]
    table = st.selectbox(
        text("record_choose"),
        tables,
        format_func=lambda name: text(f"table_{name}"),
        key=TABLE,
        on_change=keep,
        args=(TABLE, TABLE_KEPT),
    )
    entries = record.entries(dataset, table, today())
    st.caption(text("record_rows" if entries else "record_empty", count=len(entries)))
    shown = careful(entries, "record")
    few = shown if st.session_state.get(f"record_all_{table}") else shown[:FEW]
    html_block(tag("div", *(card(entry) for entry in few), class_="record"))
    if len(few) < len(shown):
        label = text("record_all", count=len(shown))
        st.button(label, key="record_more", on_click=show_all, args=(f"record_all_{table}",))
    content_notes.keep_passed()


def card(entry: Entry) -> Markup:
    """Return one row; its link keeps the visitor's place and layers."""
    query = record.view_of(current_view(), entry.query, dataset) if entry.query else {}
    return cards.card(dataset, entry, query)


def omissions() -> None:
    """Say what is left out, and why."""
    st.markdown(f"### {text('omissions_heading')}")
    if not has_rows(dataset, "omissions"):
        st.caption(text("omissions_none"))
        return
    rows = dataset.records["omissions"]
    st.markdown("\n".join(f"- **{for_markdown(row['what'])}** — {for_markdown(row['why'])}" for row in rows))


def asked_work() -> None:
    """Look for the work that the link names (``?source=``), if the record has it."""
    asked = st.query_params.get("source", "")
    if dataset.row("sources", asked):
        st.session_state[SEARCH_KEPT] = asked


asked_work()
page_head(dataset)
sources()
page_foot(dataset)
