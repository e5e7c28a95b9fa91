"""The atlas: page configuration, the visitor's link, navigation."""

import streamlit as st

from geo.errors import AtlasError
from pages.shared.frame import page_style
from pages.shared.loading import atlas_dataset
from pages.shared.state import open_link
from pages.shared.words import text

st.set_page_config(page_title="Atlas", page_icon="static/icon.svg", layout="wide", initial_sidebar_state="collapsed")

try:
    dataset = atlas_dataset()
except AtlasError as error:
    st.error(str(error))
    st.stop()

open_link(dataset)
page_style()
pages = [
    st.Page("pages/atlas.py", title=dataset.about["title"], default=True),
    st.Page("pages/missions.py", title=text("nav_missions"), url_path="missions"),
    st.Page("pages/article.py", title=text("article_title"), url_path="article"),
    st.Page("pages/sources.py", title=text("nav_sources"), url_path="sources"),
    st.Page("pages/about.py", title=text("nav_about"), url_path="about"),
]
st.navigation(pages, position="hidden").run()
