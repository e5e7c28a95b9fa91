"""The frame of every page: its look, its head, the sentence that answers it, its foot."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

import streamlit as st

from geo import Dataset
from pages.shared.find_box import find_box
from pages.shared.link import encode_link
from pages.shared.loading import static_url
from pages.shared.rooms import PAGES, page_link
from pages.shared.state import current_view, write_link
from pages.shared.words import for_markdown, say_date, text

_STYLES = Path(__file__).resolve().parent / "styles"


def page_style(url: str) -> None:
    """Give the page at `url` its look; outside a fragment, so that a rerun does not send it again."""
    sheets = [_STYLES / f"{name}.css" for name in ("fonts", "base", url or "map")]
    style = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.exists())
    st.html(f"<style>{style.replace('{static}', static_url())}</style>")


def page_head(dataset: Dataset, own: Sequence[str] = ()) -> None:
    """Show the title, the links to the other pages, which keep the visitor’s view, and what a link asked in vain.

    It belongs inside a page's fragment, so that the links carry each change of the view. The address is
    written before the first link can be seen: written at the end of a slow page, it would overwrite that
    of the page that a visitor has gone on to meanwhile.

    Parameters
    ----------
    own
        The parameters of the address that only this page reads, as `encode_link` takes them.
    """
    run_by_dashboard()
    write_link(own)
    title, subtitle = str(dataset.about["title"]), str(dataset.about["subtitle"])
    query = encode_link(current_view())
    with st.container(key="head", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(f"<h1>{escape(title)} <span>{escape(subtitle)}</span></h1>", width="content")
        with st.container(key="links", horizontal=True, width="content", gap="small"):
            for page, room in PAGES.items():
                if room.label and has_rows(dataset, room.table):
                    page_link(page, label=text(room.label), query_params=query)
            find_box(dataset)
    # A place of their own: a notice that comes or goes must not move a map, or it would be mounted anew.
    with st.container(key="notices"):
        for notice in st.session_state["notices"]:
            st.warning(for_markdown(notice), icon=":material/info:")


def run_by_dashboard() -> None:
    """See that the dashboard, not Streamlit by itself, has run this page.

    Until `st.navigation` has been called once on a server, Streamlit takes a folder named pages/ for its
    own kind of pages, and a first visitor who asks for one of them gets it without the dashboard.
    """
    if "view" not in st.session_state:
        st.navigation([st.Page(page) for page in PAGES], position="hidden")
        st.rerun()


def has_rows(dataset: Dataset, table: str) -> bool:
    """Return whether the data package has a table and rows in it."""
    frame = dataset.tables.get(table)
    return frame is not None and not frame.empty


def answer(sentence: str) -> None:
    """Show the one sentence that answers the question of the page, as plain text."""
    with st.container(key="answer"):
        st.markdown(for_markdown(sentence))


def page_foot(dataset: Dataset) -> None:
    """Show to which day the record was checked, and the licence."""
    with st.container(key="foot"):
        st.caption(text("foot", day=say_date(dataset.about["as_of"])))
