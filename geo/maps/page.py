"""The base map as a part of a page that has Leaflet and the live map itself, to be opened without a server."""

from typing import Any, NamedTuple

from geo.maps.live import base_map

_CONTAINER = "div"  # makes it #map_div, as streamlit-folium calls it and the style sheet of the live map does


class MapParts(NamedTuple):
    """Folium's own HTML of a map, and its script, to stand after all others."""

    html: str
    script: str


def map_parts(config: dict[str, Any]) -> MapParts:
    """Return the base map in parts.

    Parameters
    ----------
    config
        Settings for `LiveMap`, without ``layers``: the page has them at hand.
    """
    base = base_map({**config, "layers": []}, static_url="", version="")
    base._id = _CONTAINER
    figure: Any = base.get_root()
    figure.render()
    return MapParts(figure.html.render().strip(), figure.script.render().strip())
