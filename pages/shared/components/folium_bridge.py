"""The frame of the map: streamlit-folium's component, given a base map that is rendered once for all visitors.

No other file touches the private names of streamlit-folium. If one is gone or takes other arguments, the map goes
through the public `st_folium`, which takes longer.
"""

import dataclasses
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st
import streamlit_folium
from jinja2.utils import htmlsafe_json_dumps

from geo.maps import DateState, base_map

RETURNED = ["last_active_drawing"]
_PLACEHOLDER = {"state": "of the visitor"}
log = logging.getLogger("atlas")


@dataclasses.dataclass(frozen=True, eq=False)
class Settings:
    """What a base map is made of: URL path and version of the static files, settings of `browser/map/index.js`."""

    url: str
    version: str
    config: dict[str, Any]


def map_frame(
    settings: Settings, state: dict[str, Any], *, key: str, height: int, on_change: Callable[[], None]
) -> None:
    """Show the map in the state of one visitor.

    `st_folium` renders the map, its header and every template anew on each run, which is half of what a
    step costs the server (23 ms, and 13 without). Here that is done once; a step fills in the state.

    Parameters
    ----------
    settings
        Of the base map; the same object on every run, since it is rendered once for each.
    state
        As for `geo.maps.DateState`.
    key
        Under which the session has what the visitor clicked, as for `st_folium`.
    height
        Pixels.
    on_change
        Called after a click.
    """
    try:
        _rendered_once(settings, state, key, height, on_change)
    except Exception as error:  # whatever has changed inside, the map must come
        _log_change(type(error).__name__, str(error))
        _rendered_anew(settings, state, key, height, on_change)


def component() -> Any:
    """Return the component of streamlit-folium, for a server that makes it known before any visitor comes."""
    return streamlit_folium._component_func


def _rendered_once(
    settings: Settings, state: dict[str, Any], key: str, height: int, on_change: Callable[[], None]
) -> None:
    """Show the map through the private parts of streamlit-folium."""
    arguments, group = _base(settings, key)
    component_key = arguments["key"]

    def on_click() -> None:
        st.session_state[key] = st.session_state.get(component_key, {})
        on_change()

    # As Folium's templates write JSON: what ends a script or begins markup is escaped.
    filled = group.replace(htmlsafe_json_dumps(_PLACEHOLDER), htmlsafe_json_dumps(state))
    streamlit_folium._component_func(**arguments, height=height, feature_group=filled, on_change=on_click)


def _rendered_anew(
    settings: Settings, state: dict[str, Any], key: str, height: int, on_change: Callable[[], None]
) -> None:
    """Show the map as streamlit-folium's own documentation would."""
    streamlit_folium.st_folium(
        base_map(settings.config, settings.url, settings.version),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=RETURNED,
        feature_group_to_add=DateState(state),
        on_change=on_change,
    )


@lru_cache(maxsize=16)
def _base(settings: Settings, key: str) -> tuple[dict[str, Any], str]:
    """Return what `st_folium` would send for the base map, and its script of a state with the state left out."""
    base = base_map(settings.config, settings.url, settings.version)
    base.get_root().render()
    html, header = streamlit_folium._get_html(base), streamlit_folium._get_header(base)
    script = streamlit_folium._get_map_string(base)
    arguments = {
        "script": script,
        "header": header,
        "html": html,
        "id": streamlit_folium.get_full_id(base),
        "key": streamlit_folium.generate_js_hash(script, key, False),
        "width": None,
        "returned_objects": RETURNED,
        "default": dict.fromkeys(RETURNED),
        "zoom": None,
        "center": None,
        "return_on_hover": False,
        "layer_control": None,
        "pixelated": False,
        "css_links": [href for _, href in base.default_css],
        "js_links": [src for _, src in base.default_js],
        "wrap_longitude": False,
    }
    group = streamlit_folium._get_feature_group_string(DateState(_PLACEHOLDER), base)
    places = group.count(htmlsafe_json_dumps(_PLACEHOLDER))
    if places != 1:
        raise TypeError(f"the script of a state has {places} places for it, not one")
    return arguments, group


@lru_cache(maxsize=16)
def _log_change(error: str, reason: str) -> None:
    """Log once what has changed in streamlit-folium."""
    log.warning("the map is rendered anew on every run", extra={"atlas": {"error": error, "reason": reason}})
