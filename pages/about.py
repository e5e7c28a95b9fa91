"""About the atlas: what it is, how to read it, where its lines and sentences come from."""

import streamlit as st

from pages.shared.frame import page_foot, page_head
from pages.shared.loading import atlas_dataset
from pages.shared.state import write_link
from pages.shared.words import for_markdown, text

dataset = atlas_dataset()


def about() -> None:
    """Show the purpose, the reading rules and the sources."""
    st.markdown(f"## {text('about_heading')}")
    st.markdown(for_markdown(str(dataset.about["subtitle"])))
    st.markdown(text("about_reading"))
    st.markdown(f"### {text('legend_statuses')}")
    st.table(_table("statuses", {"label": text("about_term"), "definition": text("about_meaning")}))
    st.markdown(f"### {text('legend_lines')}")
    st.table(_table("certainties", {"label": text("about_term"), "definition": text("about_meaning")}))
    st.markdown(f"### {text('story_sources')}")
    st.dataframe(dataset.tables["sources"], hide_index=True, column_config={"url": st.column_config.LinkColumn("url")})


def _table(name: str, columns: dict[str, str]) -> object:
    frame = dataset.tables[name][list(columns)].map(for_markdown)
    return frame.rename(columns=columns).set_index(next(iter(columns.values())))


page_head(dataset)
about()
write_link()
page_foot(dataset)
