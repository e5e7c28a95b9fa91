"""The time bar: drag, play, step and type a date; the map follows each step by itself."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from pages.shared.loading import static_url, static_version
from pages.shared.state import current_view, today
from pages.shared.words import TIME_BAR_WORDS

_HERE = Path(__file__).resolve().parent
_TIME_BAR = st.components.v2.component(
    "time_bar",
    html=(_HERE / "time_bar.html").read_text(encoding="utf-8"),
    css=(_HERE / "time_bar.css").read_text(encoding="utf-8"),
    js=(_HERE / "time_bar.js").read_text(encoding="utf-8"),
)
KEY = "time_bar"


def time_bar(on_date: Callable[[], None], on_at: Callable[[], None]) -> None:
    """Show the time bar at the visitor's date.

    Parameters
    ----------
    on_date
        Called when the visitor rests at another date; `st.session_state[KEY]` then has ``date``,
        a year or an ISO day.
    on_at
        Called when the visitor has moved the map; the state then has ``at``.
    """
    _TIME_BAR(
        key=KEY,
        data={
            "date": current_view().date,
            "today": today(),
            "channel": st.session_state["channel"],
            "timeline_url": f"{static_url()}/timeline.json?v={static_version()}",
            "words": TIME_BAR_WORDS,
            "locale": current_view().lang,
        },
        on_date_change=on_date,
        on_at_change=on_at,
    )
