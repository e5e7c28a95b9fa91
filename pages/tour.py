"""The page tour."""

import streamlit as st

from pages.shared.frame import page_foot, page_head
from pages.shared.loading import atlas_dataset
from pages.shared.state import write_link
from pages.shared.words import text

dataset = atlas_dataset()

page_head(dataset)
with st.container(key="story"):
    st.markdown(f"## {text('story_page')}")
write_link()
page_foot(dataset)
