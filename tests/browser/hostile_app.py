"""Every hostile text as Markdown and as a label, the way the pages show texts of the data."""

import streamlit as st

from pages.shared.language.words import for_markdown
from tests.hostile import HOSTILE_TEXTS

for number, words in enumerate(text.strip() for text in HOSTILE_TEXTS):
    with st.container(key=f"text_{number}"):
        st.markdown(for_markdown(words))
    with st.container(key=f"bold_{number}"):
        st.markdown(f"**{for_markdown(words)}**")
    with st.container(key=f"label_{number}"):
        st.button(for_markdown(words), key=f"button_{number}")
