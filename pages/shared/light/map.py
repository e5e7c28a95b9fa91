"""The page of the map: Folium's map, the time bar, and the texts that follow it."""

from pathlib import Path

from markupsafe import Markup

from geo.maps import MapParts
from pages.shared.language.words import text
from pages.shared.light.shell import Part, scripts, sheet, versioned
from pages.shared.record.html import tag, trusted

_BAR = trusted((Path(__file__).resolve().parents[1] / "components" / "time_bar.html").read_text(encoding="utf-8"))
_START = "map-start.js"
_SCRIPTS = ("leaflet.js", "data/days.js", "data/map.js", "light.js", _START)
# All that the map needs, so that a device that has it opens it without a network.
FILES = (
    "index.html",
    "light.css",
    "map.css",
    "time-bar.css",
    "icon.svg",
    *_SCRIPTS,
    "data/physical.js",
    "data/details.js",
)
_MAIN = Markup("""<div class="map-and-bar">
<div class="map">{picture}{map}</div>
<div id="time"><template><link rel="stylesheet" href="{bar_style}">{bar}</template></div>
</div>
<noscript><p>{no_script}</p></noscript>
{panel}""")


def start_script(folium_map: MapParts) -> dict[str, bytes]:
    """Return the script with which Folium makes the map, by the name of its file."""
    return {_START: f"{folium_map.script}\n".encode()}


def map_page(folium_map: MapParts, panel: Markup, picture: Markup) -> Part:
    """Return the page of the map, for `browser/light/index.js` to bring to life.

    Parameters
    ----------
    folium_map
        As `geo.maps.map_parts` gives it.
    panel
        The texts of the day.
    picture
        The sketch of the day, which stands where the map will be.
    """
    drawn = tag("div", picture, class_="first-sight") if picture else picture
    return Part(
        main=_MAIN.format(
            map=trusted(folium_map.html),
            bar=_BAR,
            panel=panel,
            picture=drawn,
            bar_style=versioned("time-bar.css"),
            no_script=text("site_no_script"),
        ),
        head=sheet("map.css"),
        scripts=scripts(*_SCRIPTS),
    )
