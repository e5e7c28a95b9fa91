"""The log: a line of JSON for each fault, with the link that leads to it and nothing of the visitor."""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.shared.language.words import text
from pages.shared.view.link import PAGE_PARAMETERS, encode_link

_FRAMES = 12
log = logging.getLogger("atlas")
_logged: set[tuple[str, ...]] = set()


class JsonLines(logging.Formatter):
    """Writes a record as a line of JSON: time (UTC), level, message, what ``extra={"atlas": …}`` gives, the trace."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": time, "level": record.levelname.lower(), "message": record.getMessage()}
        line |= getattr(record, "atlas", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def open_log() -> None:
    """Write the atlas's log to the standard error as JSON lines; a second call changes nothing."""
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        log.addHandler(handler)
        log.propagate = False


def report_error(error: Exception) -> bool:
    """Log a fault of a page, and show the visitor a sentence in place of what could not be shown.

    Returns
    -------
    True: Streamlit shows no message of its own.
    """
    log.error("a page failed", extra={"atlas": {**error_record(error), **current_link()}})
    st.error(text("page_fault"), icon=":material/build:")
    return True


def log_once(message: str, error: Exception) -> None:
    """Log that the atlas goes on without something, once in a process for each kind of error and place in the code."""
    record = error_record(error)
    key = (message, record["error"], *record["at"][:1])
    if key not in _logged:
        _logged.add(key)
        log.warning(message, extra={"atlas": record})


def error_record(error: BaseException) -> dict[str, Any]:
    """Return what is logged of an error: its kind, and the places in the code it came through, the last one first.

    Its message is left out: it may repeat what a visitor has typed.
    """
    frames = reversed(traceback.extract_tb(error.__traceback__)[-_FRAMES:])
    return {"error": type(error).__name__, "at": [f"{frame.name}:{frame.lineno}" for frame in frames]}


def current_link() -> dict[str, str]:
    """Return the link of the run that failed, without the words that a visitor has looked for."""
    view = st.session_state.get("view")
    if view is None:
        return {}
    parameters = [name for name in PAGE_PARAMETERS if name != "q"]
    return {"link": f"?{urlencode(encode_link(view, parameters))}"}
