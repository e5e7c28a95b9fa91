"""The map sends what streamlit-folium itself would send, and falls back to it when it changes."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit_folium

from geo.maps import DateState, base_map
from pages.shared.components import folium_bridge
from pages.shared.components.folium_bridge import RETURNED, Settings, map_frame
from server.upstream import FRAME_FILE
from tests.hostile import BAD_VALUES

PRIVATE = sorted(set(re.findall(r"streamlit_folium\.(\w+)", Path(folium_bridge.__file__).read_text())) - {"st_folium"})
BUILD = Path(streamlit_folium.__file__).parent / "frontend" / "build"
CONFIG = {"layers": ["/app/static/atlas.json?v=1"], "views": [], "phrases": {"legend": "</script><b>"}}
OWN_NAME = re.compile(r"(?<=_)[0-9a-f]{32}")  # Folium gives every map a name by chance


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
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


def shown_by_st_folium(state: dict[str, Any]) -> None:
    """Show the map as the documentation of streamlit-folium would."""
    streamlit_folium.st_folium(
        base_map(CONFIG, "/app/static", "1"),
        key="map",
        height=560,
        use_container_width=True,
        returned_objects=RETURNED,
        feature_group_to_add=DateState(state),
        on_change=nothing,
    )


@pytest.mark.parametrize("title", ["1925", *BAD_VALUES.values()])
def test_the_frame_sends_what_st_folium_would(messages: list[dict[str, Any]], title: str) -> None:
    state = {"day": "1925-12-31", "event": {"title": title}}
    shown_by_st_folium(state)
    settings = Settings("/app/static", "1", CONFIG)
    map_frame(settings, {"day": "1884-12-31"}, key="map", height=560, on_change=nothing)
    map_frame(settings, state, key="map", height=560, on_change=nothing)
    theirs, before, ours = messages
    assert ours == theirs
    assert before["key"] == ours["key"]
    assert before["feature_group"] != ours["feature_group"]


def test_each_map_of_a_page_has_a_frame_of_its_own(messages: list[dict[str, Any]]) -> None:
    settings = Settings("/app/static", "1", CONFIG)
    for key in ("map_a", "map_b"):
        map_frame(settings, {}, key=key, height=560, on_change=nothing)
    assert messages[0]["key"] != messages[1]["key"]


def test_the_page_of_the_frame_has_its_first_script_where_the_guard_goes_before_it() -> None:
    before, mark, after = (BUILD / "index.html").read_text(encoding="utf-8").partition("<script")
    assert mark
    assert before.endswith("</style>")
    script = re.match(r' defer="defer" src="./(static/js/main\.[0-9a-f]{8}\.js)">', after)
    assert script
    assert 'addEventListener("message"' in (BUILD / script[1]).read_text(encoding="utf-8")


def fails_to_import(*_: object, **__: object) -> None:
    """Fail as a name does whose module has moved."""
    raise ImportError("moved")


def raises_from_within(*_: object, **__: object) -> None:
    """Fail as a name does that finds something else than it expects."""
    raise KeyError("within")


BROKEN: dict[str, Callable[..., Any] | None] = {
    "gone": None,
    "takes other arguments": lambda: None,
    "has moved": fails_to_import,
    "fails within": raises_from_within,
}


@pytest.mark.parametrize("change", BROKEN)
@pytest.mark.parametrize("name", PRIVATE)
def test_without_a_private_name_the_map_is_shown_the_public_way_and_that_is_logged_once(
    messages: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    name: str,
    change: str,
) -> None:
    names = {**vars(streamlit_folium), name: BROKEN[change]}
    if change == "gone":
        del names[name]
    monkeypatch.setattr(folium_bridge, "streamlit_folium", SimpleNamespace(**names))
    folium_bridge._log_change.cache_clear()
    settings, state = Settings("/app/static", "1", CONFIG), {"day": "1925-12-31"}
    for _ in range(2):
        map_frame(settings, state, key="map", height=560, on_change=nothing)
    shown_by_st_folium(state)
    assert len(messages) == 3
    assert messages[0] == messages[1] == messages[2]
    (record,) = (record for record in caplog.records if record.name == "atlas")
    assert "rendered anew" in record.getMessage()


def test_a_script_of_a_state_without_its_place_is_no_map_that_stands_still(
    messages: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {**vars(streamlit_folium), "_get_feature_group_string": lambda *_: "no place for a state"}
    monkeypatch.setattr(folium_bridge, "streamlit_folium", SimpleNamespace(**names))
    map_frame(Settings("/app/static", "1", CONFIG), {"day": "1925-12-31"}, key="map", height=560, on_change=nothing)
    assert "1925-12-31" in messages[0]["feature_group"]


def test_a_click_is_kept_under_the_key_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    session: dict[str, Any] = {}
    messages: list[dict[str, Any]] = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **arguments: messages.append(arguments))
    for module in (streamlit_folium, folium_bridge):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=session))
    map_frame(Settings("/app/static", "1", CONFIG), {}, key="map", height=1, on_change=lambda: calls.append("ours"))
    streamlit_folium.st_folium(base_map(CONFIG, "/", "1"), key="theirs", on_change=lambda: calls.append("theirs"))
    for arguments in messages:
        session[arguments["key"]] = {"last_active_drawing": {"id": 1}}
        arguments["on_change"]()
    assert calls == ["ours", "theirs"]
    assert session["map"] == session["theirs"] == {"last_active_drawing": {"id": 1}}


def test_the_component_has_the_name_and_the_files_that_caches_are_told_of() -> None:
    name = streamlit_folium._component_func.name
    assert name == "streamlit_folium.st_folium"
    paths = [f"/component/{name}/{path.relative_to(BUILD)}" for path in BUILD.rglob("*.js")]
    assert paths
    assert all(FRAME_FILE.fullmatch(path) for path in paths)


def test_the_frame_has_the_elements_and_variables_that_the_map_counts_on() -> None:
    page = (BUILD / "index.html").read_text(encoding="utf-8")
    for part in ('<div id="root"><div id="parent"', 'class="float-child"><div id="map_div"', "<span>"):
        assert part in page
    script = "".join(path.read_text(encoding="utf-8") for path in BUILD.rglob("main.*.js"))
    for word in ("window.feature_group", "last_active_drawing"):
        assert word in script


def test_folium_s_templates_name_the_map_as_the_live_map_expects(messages: list[dict[str, Any]]) -> None:
    map_frame(Settings("/app/static", "1", CONFIG), {}, key="map", height=560, on_change=nothing)
    assert messages[0]["id"] == "map_div"
    assert "})(map_div);" in messages[0]["script"]
    assert "window.feature_group = [];" in messages[0]["feature_group"]
