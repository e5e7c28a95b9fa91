"""The live map: a Folium map that never changes, and a few bytes of state that do.

The base map is rendered once. One macro element hands it to `browser/map/index.js`, which
fetches every territory of every date and shows those in force. State reaches a map that is
already in the browser through streamlit-folium's feature group.
"""

from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template


class LiveMap(MacroElement):
    """Hands the Leaflet map to `atlasMap`, with a group that passes clicks on to streamlit-folium.

    Parameters
    ----------
    config
        JSON-ready settings of `browser/map/index.js`: ``layers`` (URLs of the lands, of the physical map and, in
        another language than that of the layers, of their words), ``views``, ``phrases``, their ``language`` and
        ``first``, the territories that the list begins with.
        Nothing of a visitor stands here: the base map is one for all, and state would mount it anew.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    (function (map) {
      var config = {{ this.config|tojson }};
      config.group = L.featureGroup().addTo(map);
      atlasMap(map, config);
    })({{ this._parent.get_name() }});
    {% endmacro %}""")

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "LiveMap"
        self.config = config


class DateState(folium.FeatureGroup):
    """The state to show, carried by `feature_group_to_add` in a few bytes.

    streamlit-folium keeps every group it was ever given in `window.feature_group`; starting
    that list anew keeps a long playback from growing it.

    Parameters
    ----------
    state
        JSON-ready: ``channel`` (of this session, on which the time bar sends), ``day`` (ISO), ``at``,
        ``territory``, ``mission``, ``event``, ``layers``, ``position``, ``theme`` and ``nav``, the count of
        navigations: within one, the date only echoes what the time bar has sent. One of two maps also
        has ``pair`` (its ``channel``, ``side`` and ``name``), ``other`` and ``differences``.
    """

    _template = Template("""
    {% macro script(this, kwargs) %}
    var {{ this.get_name() }} = L.featureGroup();
    window.feature_group = [];
    window.atlasState = {{ this.state|tojson }};
    if (window.atlas) window.atlas.receive(window.atlasState);
    {% endmacro %}""")

    def __init__(self, state: dict[str, Any]) -> None:
        super().__init__()
        self.state = state


def base_map(config: dict[str, Any], static_url: str, version: str) -> folium.Map:
    """Return the base map, the same for every visitor: no tiles, no third party, everything from `static_url`.

    Parameters
    ----------
    config
        Settings for `LiveMap`.
    static_url
        URL path of the folder that the browser fetches from, such as ``/app/static``.
    version
        Any text that changes when a file of that folder does.
    """
    base = folium.Map(
        tiles=None,
        zoom_start=5,
        location=(0, 20),
        control_scale=True,
        min_zoom=2,
        max_zoom=11,
        zoom_snap=0.25,
        zoom_delta=0.75,
        world_copy_jump=False,
        track_resize=False,  # the live map fits itself to its frame
    )
    layers = "&".join(f"layer={layer}" for layer in config["layers"])
    base.default_js = [
        # First: it asks for all the others at once.
        ("atlas_map", f"{static_url}/atlas-map.js?v={version}&{layers}"),
        ("leaflet", f"{static_url}/vendor/leaflet.js?v={version}"),
    ]
    base.default_css = []  # the first script asks for them as well, and waits until they are there
    LiveMap(config).add_to(base)
    return base
