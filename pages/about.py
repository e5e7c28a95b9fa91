"""About the atlas: what it is, how to read it, where its lines and sentences come from."""

from html import escape

import streamlit as st

from pages.shared.frame import page_foot, page_head
from pages.shared.loading import atlas_dataset
from pages.shared.state import write_link
from pages.shared.words import text

dataset = atlas_dataset()


def about() -> None:
    """Show the purpose, the reading rules and the sources."""
    with st.container(key="about"):
        st.markdown(f"## {text('about_heading')}")
        st.markdown(text("about_purpose"))
        st.markdown(text("about_reading"))
        st.markdown(f"### {text('legend_statuses')}")
        terms("statuses")
        st.markdown(f"### {text('legend_lines')}")
        terms("certainties")
        st.markdown(f"### {text('story_sources')}")
        st.markdown(text("about_sources", count=len(dataset.tables["sources"])))
    sources()


def terms(table: str) -> None:
    """Show the terms of a table and what they mean."""
    rows = dataset.tables[table][["label", "definition"]].itertuples(index=False)
    items = "".join(f"<dt>{escape(label)}</dt><dd>{escape(meaning)}</dd>" for label, meaning in rows)
    st.html(f'<dl class="facts terms">{items}</dl>')


def sources() -> None:
    """Show every source, whether the passage was read, and its address."""
    labels = {"citation": text("source_citation"), "consulted": text("story_verified"), "url": text("source_url")}
    st.dataframe(
        dataset.tables["sources"][list(labels)].rename(columns=labels),
        hide_index=True,
        column_config={labels["url"]: st.column_config.LinkColumn(width="medium")},
    )


page_head(dataset)
about()
write_link()
page_foot(dataset)
