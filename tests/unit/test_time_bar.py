"""Messages of the time bar are read as text, whatever the browser sends."""

from typing import Any

import pytest

from pages.shared.components import time_bar


@pytest.mark.parametrize(
    ("state", "date", "place"),
    [
        (None, "", ""),
        ({}, "", ""),
        ({"date": {"value": "1962-07-01", "number": 3}}, "1962-07-01", ""),
        ({"date": {"value": "1913", "number": 3}, "at": {"value": "africa", "number": 4}}, "1913", "africa"),
        ({"date": {"value": None}, "at": {}}, "", ""),
        ({"date": "1913", "at": ["africa"]}, "", ""),
        ({"date": {"value": ["1913"]}}, "['1913']", ""),
    ],
)
def test_what_a_bar_sends_is_text(monkeypatch: pytest.MonkeyPatch, state: Any, date: str, place: str) -> None:
    monkeypatch.setattr(time_bar.st, "session_state", {"time_bar_a": state, time_bar.KEY: {"date": {"value": "1884"}}})
    assert (time_bar.sent_date("time_bar_a"), time_bar.sent_place("time_bar_a")) == (date, place)
    assert time_bar.sent_date() == "1884"
