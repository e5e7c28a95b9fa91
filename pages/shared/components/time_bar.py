"""The time bar: drag, play, step and type a date; the map follows each step by itself."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.shared.components.mounted import mounted
from pages.shared.components.phrases import PHRASES
from pages.shared.data.assets import static_json
from pages.shared.language.words import day_pattern, first_of_month, months, phrase
from pages.shared.view.session import current_view, today

KEY = "time_bar"
_HTML = (Path(__file__).resolve().parent / "time_bar.html").read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    return mounted("time_bar", "time-bar", _HTML, has_style=True)


def time_bar(
    on_date: Callable[[], None],
    on_at: Callable[[], None],
    *,
    key: str = KEY,
    extra: dict[str, str] | None = None,
) -> None:
    """Show the time bar at a date.

    The bar adopts the date only if the visitor has navigated (`nav`); otherwise it is the echo of a date of its own.

    Parameters
    ----------
    on_date
        Called when the visitor rests at another date; read it with `sent_date`.
    on_at
        Called when the visitor has moved the map; read it with `sent_place`.
    key, extra
        Of one of two bars on a page: its ``date``, the ``channel`` of its own map, and its ``name`` in words.
        Without them the bar stands at the visitor's date and drives the map of the page.
    """
    _component()(
        key=key,
        data={
            "date": current_view().date,
            "nav": st.session_state["nav"],
            "answered": _message(key, "date").get("number", 0),
            "today": today(),
            "channel": st.session_state["channel"],
            "timeline_url": static_json("timeline"),
            "phrases": bar_phrases(current_view().lang),
            "locale": current_view().lang,
            **({"play": current_view().play} if current_view().play else {}),
            **(extra or {}),
        },
        on_date_change=on_date,
        on_at_change=on_at,
    )


def sent_date(key: str = KEY) -> str:
    """Return the date that a bar has sent: a year or an ISO day, as the browser says it."""
    return str(_message(key, "date").get("value") or "")


def sent_place(key: str = KEY) -> str:
    """Return where the map of a bar has been moved to, as the browser says it."""
    return str(_message(key, "at").get("value") or "")


def _message(key: str, name: str) -> dict[str, Any]:
    """Return the last message of a bar: its ``value`` and its ``number``, by which no two are the same."""
    message = (st.session_state.get(key) or {}).get(name)
    return message if isinstance(message, dict) else {}


@cache
def bar_phrases(_language: str) -> dict[str, str]:
    """Return the phrases of the bar; the language is only the key of the cache."""
    phrases = {key.removeprefix("bar_"): phrase(key) for key in PHRASES}
    dates = {"months": ",".join(months()), "day_pattern": day_pattern(), "first_of_month": first_of_month()}
    return phrases | {"headed": phrase("headed")} | dates
