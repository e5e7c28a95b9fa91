"""One visitor's state: read from the link when a page opens, written back when it changes.

A full run of the script (a page opened, Back, Forward) takes the link as the truth if it is not
the one written last. A rerun of a fragment never does: the browser may still send an older one.
"""

import dataclasses
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import streamlit as st

from geo import Dataset
from geo.dates import today as today
from pages.shared.data.assets import base_path
from pages.shared.data.dataset import source_dataset
from pages.shared.language.languages import preferred, speak
from pages.shared.view.link import View, decode_link, encode_link

LONGEST_HOST = 255  # letters of a name in the DNS
_LONGEST_START = LONGEST_HOST + len("https://") + len(":65535/")
# A name or an address, and its port; nothing that leads elsewhere, such as a name before an @.
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_NAME = rf"(?P<name>{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9a-f:.]+\])"
_HOST = re.compile(rf"(https?://{_NAME}(?::\d{{1,5}})?)(?=[/?#]|\Z)", re.ASCII | re.IGNORECASE)


def open_link(dataset: Dataset) -> None:
    """Adopt the view that the link asks for, if it is not the visitor's view already."""
    query = {name: st.query_params.get_all(name) for name in st.query_params if not name.startswith("embed")}
    state = st.session_state
    state.setdefault("channel", f"atlas-{uuid4().hex}")
    if "view" in state and (not query or query == state.get("written")):
        speak(current_view().lang)
        return
    default = current_view().lang if "view" in state else preferred(accepted_languages())
    state["view"], state["notices"] = decode_link(query, dataset, today(), default)
    state["nav"] = state.get("nav", 0) + 1


def accepted_languages() -> str:
    """Return the visitor's languages as the browser sent them: what the server's first page went by as well."""
    return str(st.context.headers.get("Accept-Language") or st.context.locale or "")


@st.fragment(run_every=timedelta(days=1))
def rerun_after_reconnect() -> None:
    """Make the browser ask for a full run whenever it connects again.

    On another replica the session is new and has no fragments, so it would ignore every step. Streamlit’s page asks
    for a run after a reconnection if something on it runs by the clock. This fragment does.
    """


def current_view() -> View:
    """Return what the visitor sees; a page that runs without the dashboard reads its link here."""
    if "view" not in st.session_state:
        open_link(source_dataset())
    view: View = st.session_state["view"]
    return view


def change_view(*, steer: bool, **changes: Any) -> None:
    """Change the view; `steer` says that map and time bar have to follow. What the link plays ends with it."""
    complete_view(**{"play": "", **changes})
    st.session_state["notices"] = []
    if steer:
        st.session_state["nav"] += 1


def complete_view(**changes: Any) -> None:
    """Fill in values that the link omits, without clearing its notices."""
    st.session_state["view"] = dataclasses.replace(current_view(), **changes)


def write_link(extra: Sequence[str] = ()) -> None:
    """Write the view into the link, with those of `PAGE_PARAMETERS` that this page reads."""
    query = encode_link(current_view(), extra)
    # Sent even if nothing changed: an answer to the page before may still be on its way, with that page's
    # address. The browser adds no history entry for the address that it has.
    st.query_params.from_dict(query)
    st.session_state["written"] = {name: [value] for name, value in query.items()}


def public_link(view: View) -> str:
    """Return the whole address of a view on the map; without its host, if that is not known.

    The browser says at which address it has the page open. It could say anything: of its word only a host in form is
    believed, never a path.
    """
    path = f"{base_path()}/?{urlencode(encode_link(view))}"
    host = _HOST.match((st.context.url or "")[:_LONGEST_START])
    return f"{host[1]}{path}" if host and len(host["name"]) <= LONGEST_HOST else path
