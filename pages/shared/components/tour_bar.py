"""The tour: its steps in order, and the bar of buttons, keys and swipes that leads through them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from geo import Dataset
from geo.dates import shown_day
from pages.shared.components.mounted import mounted
from pages.shared.language.words import text
from pages.shared.record.tour import steps_of
from pages.shared.view.link import LAST_CARD

KEY = "tour_card"
COVER = ""
_HTML = (Path(__file__).resolve().parent / "tour_bar.html").read_text(encoding="utf-8")


def step_on(dataset: Dataset, day: str, today: str) -> str:
    """Return the identifier of the last step that shows an ISO `day` or an earlier one, else of the first step."""
    steps = steps_of(dataset)
    begun = [row["step_id"] for row in steps if shown_day(row["date"], today) <= day]
    return begun[-1] if begun else steps[0]["step_id"]


def cards_of(dataset: Dataset) -> list[dict[str, str]]:
    """Return every card of the tour, cover and closing card included: what the link calls it, and its name in words."""
    steps = steps_of(dataset)
    numbered = [
        {"step": row["step_id"], "label": text("tour_label", number=number, total=len(steps), title=row["title"])}
        for number, row in enumerate(steps, start=1)
    ]
    cover, closing = text("tour_title"), text("tour_end_title")
    return [{"step": COVER, "label": cover}, *numbered, {"step": LAST_CARD, "label": closing}]


def tour_card(dataset: Dataset, step: str, on_step: Callable[[], None]) -> None:
    """Show where in the tour the visitor is, and let buttons, keys and swipes lead to another card.

    Parameters
    ----------
    step
        Of the card that is open, as in the link.
    on_step
        Called when the visitor has asked for another card; read it with `asked_step`.
    """
    cards = cards_of(dataset)
    index, last = [card["step"] for card in cards].index(step), len(cards) - 1
    data = {
        "cards": cards,
        "step": step,
        "phrases": {
            "tour": text("tour_steps_label"),
            "previous": text("tour_previous"),
            "next": text("tour_start" if index == 0 else "tour_next"),
            "count": text("tour_count", number=index, total=last - 1) if 0 < index < last else "",
        },
    }
    _component()(key=KEY, data=data, on_step_change=on_step)


def asked_step(dataset: Dataset) -> str | None:
    """Return the card that the visitor has asked for, or nothing if there is no such card."""
    step = (st.session_state.get(KEY) or {}).get("step")
    return step if step in {card["step"] for card in cards_of(dataset)} else None


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    return mounted(KEY, "tour", _HTML, has_style=True)
