"""About the atlas: what it is, how to read it."""

import streamlit as st

from pages.shared.data.dataset import atlas_dataset, has_rows
from pages.shared.language.words import text
from pages.shared.layout.frame import answer, page_foot, page_head
from pages.shared.layout.html_block import html_block
from pages.shared.record.glossary import glossary_list
from pages.shared.record.html import terms
from pages.shared.view.link import encode_link
from pages.shared.view.routes import page_link
from pages.shared.view.session import current_view

dataset = atlas_dataset()


def about() -> None:
    """Show the purpose, the reading rules, the terms and the sources."""
    with st.container(key="about"):
        st.markdown(f"## {text('about_heading')}")
        answer(text("about_purpose"))
        st.markdown(text("about_reading"))
        st.markdown(f"### {text('legend_statuses')}")
        definitions("statuses")
        st.markdown(f"### {text('legend_lines')}")
        definitions("certainties")
        if has_rows(dataset, "glossary"):
            st.markdown(f"### {text('glossary_heading')}")
            html_block(glossary_list(dataset.records["glossary"]))
        st.markdown(f"### {text('details_sources')}")
        st.markdown(text("about_sources", count=len(dataset.tables["sources"])))
        link = encode_link(current_view())
        page_link(
            "pages/sources/page.py", label=text("about_sources_link"), icon=":material/menu_book:", query_params=link
        )


def definitions(table: str) -> None:
    """Show the terms of a table and what they mean."""
    rows = dataset.tables[table][["label", "definition"]].itertuples(index=False)
    html_block(terms(rows, "facts terms"))


page_head(dataset)
about()
page_foot(dataset)
