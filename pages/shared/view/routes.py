"""The pages of the atlas, and links to them."""

from dataclasses import dataclass

import streamlit as st

from geo import Dataset
from pages.shared.language.words import text

_PAGES = "pages"


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
    has_map
        Whether the live map is on it.
    """

    url: str
    label: str
    title: str
    table: str = "sources"
    has_map: bool = False


PAGES = {
    "pages/map/page.py": Room("", "nav_atlas", "nav_atlas", has_map=True),
    "pages/tour/page.py": Room("story", "nav_tour", "tour_title", "story_steps", has_map=True),
    "pages/chronology/page.py": Room("chronology", "nav_chronology", "chronology_title"),
    "pages/missions/page.py": Room("missions", "nav_missions", "missions_page"),
    "pages/cooperation/page.py": Room("cooperation", "nav_cooperation", "cooperation_title", "aid"),
    "pages/comparison/page.py": Room("comparison", "nav_comparison", "comparison_title", has_map=True),
    "pages/article/page.py": Room("article", "nav_article", "article_title", "claims"),
    "pages/sources/page.py": Room("sources", "nav_sources", "nav_sources"),
    "pages/data/page.py": Room("data", "nav_data", "data_title"),
    "pages/about/page.py": Room("about", "nav_about", "nav_about"),
    "pages/find/page.py": Room("find", "", "find_title"),
}
# The paths of the pages with a map.
WITH_MAP = frozenset(room.url for room in PAGES.values() if room.has_map)


def pages_of(dataset: Dataset) -> list[st.Page]:
    """Return every page for `st.navigation`; the map, which bears the title of the atlas, is the first."""
    pages = {
        page: st.Page(
            page,
            title=text(room.title) if room.url else str(dataset.about["title"]),
            url_path=room.url or None,
            default=not room.url,
        )
        for page, room in PAGES.items()
    }
    st.session_state[_PAGES] = pages
    return list(pages.values())


def page_link(page: str, *, label: str, query_params: dict[str, str], icon: str | None = None) -> None:
    """Show a link to a page of `PAGES`, as `st.page_link` does.

    Given a file's name, Streamlit asks the disk for its real path with every link of every run, and each
    question hands the interpreter to another visitor's run. A page that runs without the dashboard has no others.
    """
    pages = st.session_state.get(_PAGES)
    if pages:
        st.page_link(pages[page], label=label, query_params=query_params, icon=icon)
