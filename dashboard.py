"""The atlas: page configuration, the visitor's link, navigation."""

import streamlit as st

from geo.errors import AtlasError
from pages.shared.frame import page_style
from pages.shared.loading import atlas_dataset
from pages.shared.rooms import pages_of
from pages.shared.state import open_link

st.set_page_config(page_title="Atlas", page_icon="static/icon.svg", layout="wide", initial_sidebar_state="collapsed")

try:
    dataset = atlas_dataset()
except AtlasError as error:
    st.error(str(error))
    st.stop()

open_link(dataset)
page = st.navigation(pages_of(dataset), position="hidden")
page_style(page.url_path)
page.run()
