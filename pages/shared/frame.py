"""The frame of every page: its look, its head, its foot."""

from html import escape
from pathlib import Path

import streamlit as st

from geo import Dataset
from pages.shared.link import encode_link
from pages.shared.state import current_view
from pages.shared.words import say_date, text

PAGES = {
    "pages/atlas.py": "nav_atlas",
    "pages/missions.py": "nav_missions",
    "pages/article.py": "nav_article",
    "pages/sources.py": "nav_sources",
    "pages/about.py": "nav_about",
}
# A page without its table has nothing to show, and no link in the head.
_TABLES = {"pages/article.py": "claims"}
_STYLE = (Path(__file__).resolve().parent / "atlas.css").read_text(encoding="utf-8")


def page_style() -> None:
    """Give the page its look; outside a fragment, so that a rerun does not send it again."""
    st.html(f"<style>{_STYLE}</style>")


def page_head(dataset: Dataset) -> None:
    """Show the title and the links to the other pages, which keep the visitor's view.

    It belongs inside a page's fragment, so that the links carry each change of the view.
    """
    _run_by_dashboard()
    title, subtitle = str(dataset.about["title"]), str(dataset.about["subtitle"])
    query = encode_link(current_view())
    with st.container(key="head", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(f"<h1>{escape(title)} <span>{escape(subtitle)}</span></h1>", width="content")
        with st.container(key="links", horizontal=True, width="content", gap="small"):
            shown = {page: label for page, label in PAGES.items() if _has_table(dataset, page)}
            for page, label in shown.items():
                st.page_link(page, label=text(label), query_params=query)


def _run_by_dashboard() -> None:
    """See that the dashboard, not Streamlit by itself, has run this page.

    Until `st.navigation` has been called once on a server, Streamlit takes a folder named pages/ for its
    own kind of pages, and a first visitor who asks for one of them gets it without the dashboard.
    """
    if "view" not in st.session_state:
        st.navigation([st.Page(page) for page in PAGES], position="hidden")
        st.rerun()


def _has_table(dataset: Dataset, page: str) -> bool:
    frame = dataset.tables.get(_TABLES.get(page, "sources"))
    return frame is not None and not frame.empty


def page_foot(dataset: Dataset) -> None:
    """Show to which day the record was checked, and the licence."""
    with st.container(key="foot"):
        st.caption(text("foot", day=say_date(dataset.about["as_of"])))
