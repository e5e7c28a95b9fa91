"""The time bar: drag, play, step and type a date; the map follows each step by itself."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from pages.shared.components.phrases import WORDS
from pages.shared.data.assets import static_json, static_url, static_version
from pages.shared.language.words import first_of_month, months, phrase
from pages.shared.view.session import current_view, today

KEY = "time_bar"
_HTML = (Path(__file__).resolve().parent / "time_bar.html").read_text(encoding="utf-8")
# Streamlit sends a component's script and style with every rerun: they only point to static/, where the browser
# keeps them.
_STYLE = '<link rel="stylesheet" href="{url}/time-bar.css?v={version}">'
_SCRIPT = """
const loaded = import(new URL("{url}/time-bar.js?v={version}", window.location.origin).href);
export default function (component) {{
  let clean = null, gone = false;
  loaded.then((bar) => {{ if (!gone) clean = bar.default(component); }});
  return () => {{ gone = true; if (clean) clean(); }};
}}
"""


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    """Return the component, declared once: its address is known when the first page runs."""
    address = {"url": static_url(), "version": static_version()}
    return st.components.v2.component("time_bar", html=_STYLE.format(**address) + _HTML, js=_SCRIPT.format(**address))


def time_bar(
    on_date: Callable[[], None],
    on_at: Callable[[], None],
    *,
    key: str = KEY,
    own: dict[str, str] | None = None,
) -> None:
    """Show the time bar at a date.

    Parameters
    ----------
    on_date
        Called when the visitor rests at another date; `st.session_state[key]` then has ``date``,
        a year or an ISO day.
    on_at
        Called when the visitor has moved the map; the state then has ``at``.
    key, own
        Of one of two bars on a page: its ``date``, the ``channel`` of its own map, and its ``name`` in words.
        Without them the bar stands at the visitor's date and drives the map of the page.
    """
    _component()(
        key=key,
        data={
            "date": current_view().date,
            "today": today(),
            "completed": st.session_state["completed"],
            "channel": st.session_state["channel"],
            "timeline_url": static_json("timeline"),
            "words": bar_words(current_view().lang),
            "locale": current_view().lang,
            **(own or {}),
        },
        on_date_change=on_date,
        on_at_change=on_at,
    )


@lru_cache(maxsize=8)
def bar_words(_language: str) -> dict[str, str]:
    """Return the words of the bar in the language that is spoken, which is also what they are kept under."""
    words = {key.removeprefix("bar_"): phrase(key) for key in WORDS}
    return words | {"headed": phrase("headed"), "months": ",".join(months()), "first_of_month": first_of_month()}
