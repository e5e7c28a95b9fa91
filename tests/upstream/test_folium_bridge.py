"""The frame of the map sends what streamlit-folium itself would send, and the state as Folium would write it."""

import re
from typing import Any

import pytest
import streamlit_folium

from geo.maps import DateState, base_map
from pages.shared.components.folium_bridge import RETURNED, Settings, map_frame
from tests.hostile import BAD_VALUES

CONFIG = {"layers": ["/app/static/atlas.json?v=1"], "views": [], "words": {"legend": "</script><b>"}}
OWN_NAME = re.compile(r"(?<=_)[0-9a-f]{32}")  # Folium gives every map a name by chance


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Return what is sent to the browser, call by call."""
    calls: list[dict[str, Any]] = []

    def keep(**arguments: Any) -> None:
        calls.append({name: _plain(value) for name, value in arguments.items() if name != "on_change"})

    monkeypatch.setattr(streamlit_folium, "_component_func", keep)
    return calls


def _plain(value: Any) -> Any:
    return OWN_NAME.sub("…", value) if isinstance(value, str) else value


def nothing() -> None:
    """Do nothing after a click."""


@pytest.mark.parametrize("title", ["1925", *BAD_VALUES.values()])
def test_the_frame_sends_what_st_folium_would(sent: list[dict[str, Any]], title: str) -> None:
    state = {"day": "1925-12-31", "event": {"title": title}}
    streamlit_folium.st_folium(
        base_map(CONFIG, "/app/static", "1"),
        key="map",
        height=560,
        use_container_width=True,
        returned_objects=RETURNED,
        feature_group_to_add=DateState(state),
        on_change=nothing,
    )
    settings = Settings("/app/static", "1", CONFIG)
    map_frame(settings, {"day": "1884-12-31"}, key="map", height=560, on_change=nothing)
    map_frame(settings, state, key="map", height=560, on_change=nothing)
    theirs, before, ours = sent
    assert ours == theirs
    assert before["key"] == ours["key"]
    assert before["feature_group"] != ours["feature_group"]


def test_each_map_of_a_page_has_a_frame_of_its_own(sent: list[dict[str, Any]]) -> None:
    settings = Settings("/app/static", "1", CONFIG)
    for key in ("map_a", "map_b"):
        map_frame(settings, {}, key=key, height=560, on_change=nothing)
    assert sent[0]["key"] != sent[1]["key"]
