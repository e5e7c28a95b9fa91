"""Care: a note before material that is hard to read, passed once and remembered if the visitor wishes."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from geo import Dataset
from pages.shared.components.mounted import mounted
from pages.shared.language.words import for_markdown, text
from pages.shared.record.notes import notes_on

_COOKIE = "atlas_notes"
_YEAR_S = 31_536_000
_PASSED = "notes_passed"
_REMEMBER = "notes_remember"


def may_show(dataset: Dataset, start: str, end: str = "") -> bool:
    """Return whether the visitor may be shown material that dates from `start` to before `end`.

    Parameters
    ----------
    start, end
        Dates of any precision; without `end`, the whole of `start` (a day, a month, a year).
    """
    return not _open_notes(dataset, start, end)


def content_note(dataset: Dataset, start: str, key: str, end: str = "") -> bool:
    """Show the note that stands before material of a time, until it has been passed.

    Parameters
    ----------
    start, end
        As for `may_show`.
    key
        Where on the page the note stands; unique there.

    Returns
    -------
    :
        Whether the material may be shown.
    """
    notes = _open_notes(dataset, start, end)
    for note in notes:
        with st.container(border=True, key=f"care_{key}_{note['note_id']}"):
            st.markdown(f"**{for_markdown(note['title'])}**")
            st.markdown(for_markdown(note["text"]))
            remember = st.checkbox(text("content_note_remember"), key=f"care_remember_{key}_{note['note_id']}")
            st.button(
                text("content_note_dismiss"),
                key=f"care_pass_{key}_{note['note_id']}",
                on_click=_pass,
                args=(note["note_id"],),
                kwargs={"remember": remember},
            )
    return not notes


def keep_passed() -> None:
    """Let the browser remember what was passed, if the visitor has asked for it; to be called once on a page."""
    if st.session_state.get(_REMEMBER):
        value = ".".join(sorted(_passed()))
        _component()(key="care_memory", data={"name": _COOKIE, "value": value, "seconds": _YEAR_S}, height=0)


def _pass(note_id: str, *, remember: bool) -> None:
    st.session_state[_PASSED] = _passed() | {note_id}
    st.session_state[_REMEMBER] = remember or st.session_state.get(_REMEMBER, False)


def _passed() -> set[str]:
    """Return the notes that the visitor has passed, here or on an earlier visit."""
    if _PASSED not in st.session_state:
        cookie = st.context.cookies.get(_COOKIE) or ""
        st.session_state[_PASSED] = set(cookie.split("."))
    passed: set[str] = st.session_state[_PASSED]
    return passed


def _open_notes(dataset: Dataset, start: str, end: str) -> list[dict[str, str]]:
    """Return the notes on a time that the visitor has not passed."""
    return [note for note in notes_on(dataset, start, end) if note["note_id"] not in _passed()]


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    # The browser keeps what was passed; nothing else is stored, and only if the visitor asks for it.
    return mounted("care_memory", "cookie")
