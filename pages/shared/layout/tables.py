"""Tables: what a page draws, as rows to read, sort and download."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from geo.exports import to_csv
from pages.shared.language.words import text


def table_twin(frame: pd.DataFrame, file_name: str, *, key: str = "table", notes: Sequence[str] = ()) -> None:
    """Show the rows that a page draws in a fold, with a download.

    Parameters
    ----------
    frame
        Rows of text and numbers; the names of the columns are the headings.
    file_name
        Of the CSV file, with its ending.
    key
        Of the container; a page with one table has ``table``.
    notes
        Sentences above the table: what is not in it, say.
    """
    label = text("table_as_table", count=len(frame))
    with st.container(key=key), st.expander(label, icon=":material/table:"):
        for note in notes:
            st.caption(note)
        st.dataframe(frame, hide_index=True, key=f"{key}_rows", alt=label)
        st.download_button(
            text("csv_download"),
            to_csv(frame),
            file_name=file_name,
            mime="text/csv",
            key=f"{key}_csv",
            icon=":material/download:",
            on_click="ignore",
        )
