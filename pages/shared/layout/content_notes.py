"""Content notes: shown before material that is hard to read, dismissed once, remembered if the visitor wishes."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from geo import Dataset
from pages.shared.components.mounted import mounted
from pages.shared.language.words import for_markdown, text
from pages.shared.record.notes import notes_on

_COOKIE = "atlas_notes"
_YEAR_S = 31_536_000
_DISMISSED = "notes_passed"
_REMEMBER = "notes_remember"


def is_visible(dataset: Dataset, start: str, end: str = "") -> bool:
    """Return whether material from `start` to before `end` is visible: the visitor has dismissed every note on it.

    Parameters
    ----------
    start, end
        Dates of any precision; without `end`, the whole of `start` (a day, a month, a year).
    """
    return not _open_notes(dataset, start, end)


def content_note(dataset: Dataset, start: str, key: str, end: str = "") -> bool:
    """Show the content notes on a time that the visitor has not dismissed.

    Parameters
    ----------
    start, end
        As for `is_visible`.
    key
        Names the place on the page; unique there.

    Returns
    -------
    :
        Whether the material is visible.
    """
    notes = _open_notes(dataset, start, end)
    for note in notes:
        with st.container(border=True, key=f"content_note_{key}_{note['note_id']}"):
            st.markdown(f"**{for_markdown(note['title'])}**")
            st.markdown(for_markdown(note["text"]))
            remember = st.checkbox(text("content_note_remember"), key=f"content_note_remember_{key}_{note['note_id']}")
            st.button(
                text("content_note_dismiss"),
                key=f"content_note_dismiss_{key}_{note['note_id']}",
                on_click=_dismiss,
                args=(note["note_id"],),
                kwargs={"remember": remember},
            )
    return not notes


def remember_dismissed() -> None:
    """Let the browser remember the dismissed notes if the visitor has asked for it; called once on a page."""
    if st.session_state.get(_REMEMBER):
        value = ".".join(sorted(_dismissed()))
        _component()(key="content_note_memory", data={"name": _COOKIE, "value": value, "seconds": _YEAR_S}, height=0)


def _dismiss(note_id: str, *, remember: bool) -> None:
    st.session_state[_DISMISSED] = _dismissed() | {note_id}
    st.session_state[_REMEMBER] = remember or st.session_state.get(_REMEMBER, False)


def _dismissed() -> set[str]:
    """Return the notes that the visitor has dismissed, on this visit or an earlier one."""
    if _DISMISSED not in st.session_state:
        cookie = st.context.cookies.get(_COOKIE) or ""
        st.session_state[_DISMISSED] = set(cookie.split("."))
    dismissed: set[str] = st.session_state[_DISMISSED]
    return dismissed


def _open_notes(dataset: Dataset, start: str, end: str) -> list[dict[str, str]]:
    """Return the notes on a time that the visitor has not dismissed."""
    return [note for note in notes_on(dataset, start, end) if note["note_id"] not in _dismissed()]


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    # The browser keeps what was passed; nothing else is stored, and only if the visitor asks for it.
    return mounted("content_note_memory", "cookie")
