"""Folds: parts of a page whose content is computed and sent only while they are open."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def fold(label: str, key: str, *, is_open: bool = False) -> DeltaGenerator | None:
    """Show a fold; return it, to be filled, if it is open.

    Parameters
    ----------
    label
        Its heading; it may change (a count, say) without closing the fold.
    key
        Its name, unique on the page.
    is_open
        Whether it is open at first.
    """
    first, state = f"{key}_first", f"{key}_open"
    if key not in st.session_state:  # the page is new: told another start later, the browser would undo a click
        st.session_state[first] = st.session_state.get(state, is_open)
    box = st.expander(label, expanded=st.session_state.get(first, is_open), on_change="rerun", key=key)
    if box.open or state in st.session_state:
        st.session_state[state] = bool(box.open)
    return box if box.open else None
