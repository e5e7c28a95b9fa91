"""The way to the search in the head of every page, and the field for words."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from geo import Dataset
from pages.shared.link import LONGEST_QUERY, encode_link, read_query
from pages.shared.rooms import page_link
from pages.shared.state import current_view
from pages.shared.words import text


def find_box(dataset: Dataset) -> None:  # noqa: ARG001
    """Show the link to the search."""
    page_link(
        "pages/find.py", label=text("nav_find"), icon=":material/search:", query_params=encode_link(current_view())
    )


def query_field(key: str, label: str, hint: str, take: Callable[[], None], *, focus: bool = False) -> None:
    """Show a field for the words of the link; `take` is called while the visitor types."""
    query = current_view().query
    if read_query(str(st.session_state.get(key) or ""), []) != query:
        # Not while the visitor types: a space at the end would be taken from under the fingers.
        st.session_state[key] = query
    st.text_input(
        label,
        key=key,
        type="search",
        max_chars=LONGEST_QUERY,
        placeholder=hint,
        on_change=take,
        live="250ms",
    )
    _typing()(key=f"{key}_typing", data={"field": key, "focus": focus}, height=0)


@st.cache_resource(show_spinner=False)
def _typing() -> Callable[..., Any]:
    script = Path(__file__).with_name("typing.js").read_text("utf-8")
    return st.components.v2.component("typing", js=script, html="<span></span>")
