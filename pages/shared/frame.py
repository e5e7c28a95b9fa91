"""The frame of every page: its look, its head, its foot."""

from html import escape
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from geo import Dataset
from pages.shared.link import encode_link
from pages.shared.state import current_view
from pages.shared.words import say_date, text

_STYLE = (Path(__file__).resolve().parent / "atlas.css").read_text(encoding="utf-8")


def page_frame(dataset: Dataset, pages: list[Page]) -> None:
    """Show the style, the title and the links to the other pages, which keep the visitor's view."""
    st.html(f"<style>{_STYLE}</style>")
    query = encode_link(current_view(), str(dataset.about["default_view"]))
    labels = (text("nav_atlas"), text("nav_about"))
    with st.container(key="head", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(f"<h1>{escape(dataset.about['title'])}</h1>", width="content")
        with st.container(key="links", horizontal=True, width="content", gap="small"):
            for page, label in zip(pages, labels, strict=True):
                st.page_link(page, label=label, query_params=query)


def page_foot(dataset: Dataset) -> None:
    """Show to which day the record was checked, and the licence."""
    with st.container(key="foot"):
        st.caption(text("foot", day=say_date(dataset.about["as_of"])))
