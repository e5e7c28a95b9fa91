"""Folds: parts of a page whose content is worked out and sent only while they are open."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def fold(label: str, key: str, *, is_open: bool = False) -> DeltaGenerator | None:
    """Show a fold; return it if it is open, to be filled.

    Parameters
    ----------
    label
        Its heading, which may change from run to run (a count in it, say); the fold stays as it was.
    key
        Its name, unique on the page.
    is_open
        Whether it is open until the visitor has opened or closed it.
    """
    kept = f"{key}_open"
    box = st.expander(label, expanded=st.session_state.get(kept, is_open), on_change="rerun", key=key)
    if box.open or kept in st.session_state:
        st.session_state[kept] = bool(box.open)
    return box if box.open else None
