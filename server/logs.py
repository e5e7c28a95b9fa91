"""Watching: a line in the log for each fault, with the link that leads to it and nothing of the visitor."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.shared.language.words import text
from pages.shared.view.link import PAGE_PARAMETERS, encode_link

_FRAMES = 12
log = logging.getLogger("atlas")


class JsonLines(logging.Formatter):
    """Writes each record as a line of JSON: time (UTC), level, message and what ``extra={"atlas": …}`` gives."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"time": time, "level": record.levelname.lower(), "message": record.getMessage()}
        return json.dumps(told | getattr(record, "atlas", {}), ensure_ascii=False)


def open_log() -> None:
    """Let the faults of the atlas be written to the standard error, a line of JSON each; once for a process."""
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        log.addHandler(handler)
        log.propagate = False


def tell_fault(error: Exception) -> bool:
    """Log a fault of a page, and show the visitor a sentence in place of what could not be shown.

    Returns
    -------
    True: Streamlit shows no message of its own.
    """
    log.error("a page failed", extra={"atlas": {**fault(error), **where()}})
    st.error(text("page_fault"), icon=":material/build:")
    return True


def fault(error: Exception) -> dict[str, Any]:
    """Return what is logged of an error: its kind, and the places in the code it came through, the last one first.

    What it says is left out: it may repeat what a visitor has typed.
    """
    frames = reversed(traceback.extract_tb(error.__traceback__)[-_FRAMES:])
    return {"error": type(error).__name__, "at": [f"{frame.name}:{frame.lineno}" for frame in frames]}


def where() -> dict[str, str]:
    """Return the link of the run that failed, without the words that a visitor has looked for."""
    context = get_script_run_ctx(suppress_warning=True)
    view = st.session_state.get("view") if context else None
    if view is None:
        return {}
    own = [name for name in PAGE_PARAMETERS if name != "q"]
    return {"link": f"?{urlencode(encode_link(view, own))}"}
