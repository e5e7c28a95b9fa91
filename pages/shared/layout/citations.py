"""Citations: where a statement comes from, and whether its source was read."""

import streamlit as st

from geo import Dataset
from pages.shared.language.words import text
from pages.shared.record.cards import certainty_words
from pages.shared.record.citations import badge, source_lines


def citations(dataset: Dataset, source_ids: str, verified: str, confidence: str) -> None:
    """Show the sources of a row, whether they were read, and the confidence in it."""
    mark = badge(verified)
    if mark:
        st.markdown(mark)
    with st.expander(f"{text('details_sources')} ({len(source_ids.split())})", expanded=False):
        st.markdown("\n".join(source_lines(dataset, source_ids)))
        st.caption(certainty_words(verified, confidence))
