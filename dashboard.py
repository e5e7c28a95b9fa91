"""The atlas: page configuration, the visitor's link, navigation; and the server that `streamlit run` finds here."""

import streamlit as st

from geo.errors import AtlasError
from pages.shared.frame import page_style
from pages.shared.hosting import MIDDLEWARE, leave_pages_to_navigation, let_runs_end
from pages.shared.loading import atlas_dataset, source_dataset
from pages.shared.readiness import PATIENCE, READINESS, ROUTES
from pages.shared.rooms import pages_of
from pages.shared.state import go_on_elsewhere, open_link
from pages.shared.watching import open_log, tell_fault


def visit() -> None:
    """Show one visitor the page that the address asks for."""
    st.set_page_config(page_icon="static/icon.svg", layout="wide", initial_sidebar_state="collapsed")
    try:
        open_link(source_dataset())
        dataset = atlas_dataset()
    except AtlasError as error:
        st.error(str(error))
        st.stop()
    page = st.navigation(pages_of(dataset), position="hidden")
    page_style(page.url_path)
    go_on_elsewhere()
    page.run()


# Streamlit runs the file as a script for every visit, and imports it once to find the app that it serves.
if __name__ == "__main__":
    visit()
else:
    open_log()
    leave_pages_to_navigation()
    let_runs_end()
    app = st.App(
        __file__,
        middleware=[PATIENCE, *MIDDLEWARE],
        routes=ROUTES,
        lifespan=READINESS.lifespan,
        on_script_error=tell_fault,
    )
