"""The atlas: page configuration, the visitor's link, navigation; and the server that `streamlit run` finds here."""

import streamlit as st

from geo.errors import AtlasError
from pages.shared.data.dataset import atlas_dataset, source_dataset
from pages.shared.layout.frame import page_style
from pages.shared.view.routes import pages_of
from pages.shared.view.session import open_link, rerun_after_reconnect
from server.api.answers import routes as api_routes
from server.downloads import ROUTES as DOWNLOADS
from server.downloads import tell_failure
from server.feed import routes as feed_routes
from server.light import ROUTES as LIGHT
from server.limits import bound_network
from server.logs import open_log, report_error
from server.middleware import MIDDLEWARE
from server.oembed import ROUTES as OEMBED
from server.options import report_options
from server.previews import ROUTES as PREVIEWS
from server.readiness import READINESS, ROUTES, WAIT_FOR_COMPONENTS
from server.site_files import ROUTES as SITE_FILES
from server.tuning import freeze_loaded, set_thread_switch_interval
from server.upstream import disable_pages_directory, silence_no_run, tell_failed_downloads


def visit() -> None:
    """Show one visitor the page that the address asks for."""
    st.set_page_config(page_icon="static/icon.svg", layout="wide", initial_sidebar_state="collapsed")
    try:
        open_link(source_dataset())
        dataset = atlas_dataset()
    except AtlasError as error:
        st.error(str(error))
        st.stop()
    freeze_loaded(dataset.language)
    page = st.navigation(pages_of(dataset), position="hidden")
    page_style(page.url_path)
    rerun_after_reconnect()
    page.run()


# Streamlit runs the file as a script for every visit, and imports it once to find the app that it serves.
if __name__ == "__main__":
    visit()
else:
    open_log()
    report_options()
    bound_network()
    silence_no_run()
    disable_pages_directory()
    tell_failed_downloads(tell_failure)
    set_thread_switch_interval()
    app = st.App(
        __file__,
        middleware=[WAIT_FOR_COMPONENTS, *MIDDLEWARE],
        routes=[*ROUTES, *DOWNLOADS, *LIGHT, *OEMBED, *PREVIEWS, *SITE_FILES, *api_routes(), *feed_routes()],
        lifespan=READINESS.lifespan,
        on_script_error=report_error,
    )
