"""The phrases of the panel beside the map of the site without a server."""

from typing import Any

from geo import Dataset
from pages.shared.language.words import phrase, say_date, text

_PLAIN = {
    "missions": "missions_heading",
    "no_missions": "no_missions",
    "offices": "office_heading",
    "far": "elsewhere",
    "disputes": "disputes_heading",
    "next_change": "next_change",
    "close": "close_details",
    "before": "details_before",
    "after": "details_after",
    "sources": "details_sources",
    "dismiss_note": "content_note_dismiss",
}
_FILLED = ("headed", "this_year", "nothing_this_year")


def panel_phrases(dataset: Dataset) -> dict[str, Any]:
    """Return the phrases of `browser/light/panel.js`; the browser fills in the placeholders."""
    phrases = {name: text(key) for name, key in _PLAIN.items()} | {name: phrase(name) for name in _FILLED}
    day = say_date(str(dataset.about["as_of"]))
    marks = {mark: text(f"badge_{mark}") for mark in ("no", "partly")}
    return phrases | {"no_next": text("no_next", day=day), "after_as_of": text("after_as_of", day=day), "marks": marks}
