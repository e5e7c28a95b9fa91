"""A block of HTML on a page."""

import streamlit as st
from markupsafe import Markup, escape


def html_block(markup: Markup, *, with_script: bool = False) -> None:
    """Show markup; text that reaches this place by mistake is shown as text.

    Parameters
    ----------
    with_script
        Whether the browser runs the scripts in it.
    """
    st.html(str(escape(markup)), unsafe_allow_javascript=with_script)
