"""Options of Streamlit on which a promise of SECURITY.md rests; `.streamlit/config.toml` sets them.

The environment and the command line come before that file, so a host may have set one otherwise.
"""

import streamlit as st

from server.logs import log

NEEDED = {
    "browser.gatherUsageStats": False,  # nothing is told to Streamlit's makers
    "client.showErrorDetails": "none",  # a visitor reads no trace
    "global.developmentMode": False,  # no message of the websocket ends the server
    "server.enableAgentApi": False,
    "server.enableCORS": True,  # a page of another site opens no session
    "server.enableXsrfProtection": True,
    "server.headless": True,  # no message of the websocket writes to the machine
    "server.maxMessageSize": 4,  # MB, both ways
    "server.maxUploadSize": 1,
    "server.maxWidgetStateSize": 1,
}


def report_options() -> None:
    """Log one line if an option is not as the promises need it."""
    values = {name: st.get_option(name) for name in NEEDED}
    others = {name: str(value) for name, value in values.items() if value != NEEDED[name]}
    if others:
        log.warning("options are not as SECURITY.md promises", extra={"atlas": {"options": others}})
