"""The frame of every page: its look, its head, the sentence that answers it, its foot."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

from geo import Dataset
from pages.shared.find_box import find_box
from pages.shared.link import encode_link
from pages.shared.state import current_view, write_link
from pages.shared.words import for_markdown, say_date, text


@dataclass(frozen=True)
class Room:
    """One page of the atlas.

    Attributes
    ----------
    url
        Its path; empty for the map, which is the first page.
    label, title
        Keys of its words in the head and as the title of the window.
    table
        The table without which it has nothing to show, and no link in the head.
    """

    url: str
    label: str
    title: str
    table: str = "sources"


PAGES = {
    "pages/atlas.py": Room("", "nav_atlas", "nav_atlas"),
    "pages/story.py": Room("story", "nav_story", "story_page", "story_steps"),
    "pages/chronology.py": Room("chronology", "nav_chronology", "chronology_title"),
    "pages/missions.py": Room("missions", "nav_missions", "missions_page"),
    "pages/cooperation.py": Room("cooperation", "nav_cooperation", "cooperation_title", "aid"),
    "pages/comparison.py": Room("comparison", "nav_comparison", "comparison_title"),
    "pages/article.py": Room("article", "nav_article", "article_title", "claims"),
    "pages/sources.py": Room("sources", "nav_sources", "nav_sources"),
    "pages/data.py": Room("data", "nav_data", "data_title"),
    "pages/about.py": Room("about", "nav_about", "nav_about"),
    "pages/find.py": Room("find", "", "find_title"),
}
_STYLES = Path(__file__).resolve().parent / "styles"


def pages_of(dataset: Dataset) -> list[st.Page]:
    """Return every page for `st.navigation`; the map, which bears the title of the atlas, is the first."""
    return [
        st.Page(
            page,
            title=text(room.title) if room.url else str(dataset.about["title"]),
            url_path=room.url or None,
            default=not room.url,
        )
        for page, room in PAGES.items()
    ]


def page_style(url: str) -> None:
    """Give the page at `url` its look; outside a fragment, so that a rerun does not send it again."""
    names = ("base", url or "map")
    sheets = [_STYLES / f"{name}.css" for name in names]
    style = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.exists())
    st.html(f"<style>{style}</style>")


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
                    st.page_link(page, label=text(room.label), query_params=query)
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
