"""The pages of the atlas, and links to them."""

from dataclasses import dataclass

import streamlit as st

from geo import Dataset
from pages.shared.language.words import text

_PAGES = "pages"


@dataclass(frozen=True)
class Page:
    """One page of the atlas.

    Attributes
    ----------
    url_path
        Its address below that of the atlas; empty for the map, which is the first page.
    label, title
        Keys of its words in the head and as the title of the window.
    table
        The table without which it has nothing to show, and no link in the head.
    has_map
        Whether it shows the live map.
    """

    url_path: str
    label: str
    title: str
    table: str = "sources"
    has_map: bool = False


PAGES = {
    "pages/map/page.py": Page("", "nav_atlas", "nav_atlas", has_map=True),
    "pages/tour/page.py": Page("story", "nav_tour", "tour_title", "story_steps", has_map=True),
    "pages/chronology/page.py": Page("chronology", "nav_chronology", "chronology_title"),
    "pages/missions/page.py": Page("missions", "nav_missions", "missions_page"),
    "pages/cooperation/page.py": Page("cooperation", "nav_cooperation", "cooperation_title", "aid"),
    "pages/comparison/page.py": Page("comparison", "nav_comparison", "comparison_title", has_map=True),
    "pages/article/page.py": Page("article", "nav_article", "article_title", "claims"),
    "pages/sources/page.py": Page("sources", "nav_sources", "nav_sources"),
    "pages/data/page.py": Page("data", "nav_data", "data_title"),
    "pages/about/page.py": Page("about", "nav_about", "nav_about"),
    "pages/find/page.py": Page("find", "", "find_title"),
}
# The paths of the pages with a map.
WITH_MAP = frozenset(page.url_path for page in PAGES.values() if page.has_map)


def pages_of(dataset: Dataset) -> list[st.Page]:
    """Return every page for `st.navigation`; the map comes first and bears the title of the atlas."""
    pages = {
        file: st.Page(
            file,
            title=text(page.title) if page.url_path else str(dataset.about["title"]),
            url_path=page.url_path or None,
            default=not page.url_path,
        )
        for file, page in PAGES.items()
    }
    st.session_state[_PAGES] = pages
    return list(pages.values())


def page_link(file: str, *, label: str, query_params: dict[str, str], icon: str | None = None) -> None:
    """Show a link to a page of `PAGES`, named by its file, as `st.page_link` does.

    Given a file's name, Streamlit asks the disk for its real path with every link of every run, and each
    question hands the interpreter to another visitor's run. A page that runs without the dashboard has no others.
    """
    pages = st.session_state.get(_PAGES)
    if pages:
        st.page_link(pages[file], label=label, query_params=query_params, icon=icon)
