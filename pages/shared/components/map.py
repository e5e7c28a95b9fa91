"""The map panel: one Folium map for the whole session, and the state it shows."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from geo import Dataset
from geo.dataset import cached_on_dataset
from geo.dates import shown_day
from geo.translations import SOURCE, file_in
from pages.shared.components.folium_bridge import Settings, map_frame
from pages.shared.components.map_phrases import PHRASES
from pages.shared.data.assets import static_url, static_version
from pages.shared.language.words import phrase, text
from pages.shared.view.link import LAYERS, View
from pages.shared.view.session import change_view, current_view, today

KEY = "map"
# Of other rooms, which the map says as well; a layer may head its part of the legend with its own name.
_SHARED_PHRASES = ("headed", "badge_no", "badge_partly", *(f"layer_{name}" for name in LAYERS))
HEIGHT = 560  # the page's style sheet fits the frame to the window; this is the size before it does


def map_panel(dataset: Dataset, on_click: Callable[[], None]) -> None:
    """Show the map on the visitor's date.

    Parameters
    ----------
    dataset
        A loaded dataset.
    on_click
        Called after a click on a territory or a mission; read it with `clicked`.
    """
    state = {"channel": st.session_state["channel"], **map_state(dataset, current_view())}
    with st.container(key="atlas_map"):
        _mount(dataset, state, KEY, on_click)


def paired_map(dataset: Dataset, side: str, state: dict[str, Any], on_click: Callable[[], None]) -> None:
    """Show one of two maps that share a place and exchange their days.

    Parameters
    ----------
    dataset
        A loaded dataset.
    side
        ``a`` or ``b``.
    state
        As `map_state` gives it for the day of this side, with ``other``, the ISO day of the other,
        and ``differences``: JSON-ready rows of number, title, change, area, lat and lon.
    on_click
        Called after a click; read it with `clicked(f"{KEY}_{side}")`.
    """
    channel = st.session_state["channel"]
    pair = {"channel": f"{channel}-pair", "side": side, "name": text(f"comparison_side_{side}")}
    channels = {"channel": side_channel(side), "pair": pair}
    with st.container(key=f"atlas_map_{side}"):
        _mount(dataset, {**channels, **state}, f"{KEY}_{side}", on_click)


def side_channel(side: str) -> str:
    """Return the channel between the time bar and the map of one side of a comparison."""
    return f"{st.session_state['channel']}-{side}"


def _mount(dataset: Dataset, state: dict[str, Any], key: str, on_click: Callable[[], None]) -> None:
    map_frame(_settings(dataset, static_url(), static_version()), state, key=key, height=HEIGHT, on_change=on_click)


@cached_on_dataset()
def _settings(dataset: Dataset, url: str, version: str) -> Settings:
    """Return the settings of the map in the language of a dataset, which is that of the visitor."""
    layers = [f"{url}/atlas.json?v={version}", f"{url}/physical.json?v={version}"]
    layers += [f"{url}/{file_in('words', dataset.language)}?v={version}"] if dataset.language != SOURCE else []
    return Settings(url, version, {"layers": layers, **map_config(dataset)})


def map_config(dataset: Dataset) -> dict[str, Any]:
    """Return the settings of the map in the browser, without its layers."""
    return {
        "views": views(dataset),
        "phrases": map_phrases(),
        "language": dataset.language,
        "first": _protagonists(dataset),
    }


def _protagonists(dataset: Dataset) -> list[str]:
    """Return the territories that the map lists first, in the order of their polities."""
    first = dataset.protagonists
    rows = [row for row in dataset.records["territories"] if row["polity"] in first]
    return [row["territory_id"] for row in sorted(rows, key=lambda row: first.index(row["polity"]))]


def map_state(dataset: Dataset, view: View) -> dict[str, Any]:
    """Return what the map in the browser needs to show `view`."""
    return {
        "day": shown_day(view.date, today()),
        "at": view.at,
        "territory": view.territory,
        "mission": view.mission,
        "layers": list(view.layers),
        "position": view.position,
        "theme": st.context.theme.type or "",
        "event": event_place(dataset, view.event),
        "nav": st.session_state["nav"],
    }


def event_place(dataset: Dataset, event_id: str) -> dict[str, Any] | None:
    """Return where an event is marked on the map, if it has a place."""
    row = dataset.row("events", event_id) if event_id else {}
    if not row.get("lat"):
        return None
    return {"lat": float(row["lat"]), "lon": float(row["lon"]), "title": row["title"], "place": row["place"]}


def views(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the views of the dataset: id, labels and bounds (left, bottom, right, top)."""
    return [
        {
            "id": row.view_id,
            "label": row.label,
            "short": row.short_label,
            "bounds": [float(row.left), float(row.bottom), float(row.right), float(row.top)],
        }
        for row in dataset.tables["views"].itertuples()
    ]


def clicked(key: str = KEY) -> dict[str, str]:
    """Return ``territory_id`` or ``mission_id`` of what the visitor clicked last, or nothing."""
    value = st.session_state.get(key) or {}
    drawing = value.get("last_active_drawing") or {}
    properties = drawing.get("properties") if isinstance(drawing, dict) else None
    return properties if isinstance(properties, dict) else {}


def map_phrases() -> dict[str, str]:
    """Return the phrases of the map in the browser, which fills in their places."""
    phrases = {key: phrase(key) for key in (*PHRASES, *_SHARED_PHRASES)}
    return phrases | {"failed": phrases["map_failed"]}


def select_clicked(dataset: Dataset) -> None:
    """Put the land or the mission that was clicked on the map into the visitor's view."""
    properties = clicked()
    territory, mission = properties.get("territory_id", ""), properties.get("mission_id", "")
    if territory in dataset.territories:
        change_view(steer=False, territory=territory, mission="")
    elif dataset.row("missions", mission):
        change_view(steer=False, mission=mission, territory="")
