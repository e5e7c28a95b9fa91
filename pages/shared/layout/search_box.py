"""The link to the search in the head of every page, and the field for a query."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.shared.components.mounted import mounted
from pages.shared.language.words import text
from pages.shared.view.link import LONGEST_QUERY, encode_link, read_query
from pages.shared.view.routes import page_link
from pages.shared.view.session import current_view


def search_link() -> None:
    """Show the link to the search."""
    page_link(
        "pages/find/page.py", label=text("nav_find"), icon=":material/search:", query_params=encode_link(current_view())
    )


def query_field(key: str, label: str, hint: str, on_change: Callable[[], None], *, focus: bool = False) -> None:
    """Show a field with the query of the link; `on_change` is called while the visitor types."""
    query = current_view().query
    if read_query(str(st.session_state.get(key) or ""), []) != query:
        # Not while the visitor types: it would remove a space at the end.
        st.session_state[key] = query
    st.text_input(
        label,
        key=key,
        type="search",
        max_chars=LONGEST_QUERY,
        placeholder=hint,
        on_change=on_change,
        live="250ms",
    )
    _typing()(key=f"{key}_typing", data={"field": key, "focus": focus}, height=0)


@st.cache_resource(show_spinner=False)
def _typing() -> Callable[..., Any]:
    return mounted("typing", "typing")
