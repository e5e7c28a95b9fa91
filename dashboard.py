"""The atlas: page configuration, the visitor's link, navigation; and the server that `streamlit run` finds here."""

import streamlit as st

from geo.errors import AtlasError
from pages.shared.data.dataset import atlas_dataset, source_dataset
from pages.shared.layout.frame import page_style
from pages.shared.view.routes import pages_of
from pages.shared.view.session import go_on_elsewhere, open_link
from server.logs import open_log, tell_fault
from server.middleware import MIDDLEWARE, leave_pages_to_navigation, let_runs_end
from server.readiness import PATIENCE, READINESS, ROUTES


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
