"""The way to the search, in the head of every page."""

import streamlit as st

from geo import Dataset
from pages.shared.link import encode_link
from pages.shared.state import current_view
from pages.shared.words import text


def find_box(dataset: Dataset) -> None:  # noqa: ARG001
    """Show the link to the search."""
    st.page_link(
        "pages/find.py", label=text("nav_find"), icon=":material/search:", query_params=encode_link(current_view())
    )
