"""The page of the map: Folium's map, the time bar, and the places of the texts that follow it."""

from pathlib import Path
from typing import Any

from markupsafe import Markup

from geo.maps import map_parts
from pages.shared.language.words import text
from pages.shared.light.shell import Part
from pages.shared.record.html import join, tag, trusted
from pages.shared.view.link import LAYERS

_BAR = trusted((Path(__file__).resolve().parents[1] / "components" / "time_bar.html").read_text(encoding="utf-8"))
_SCRIPTS = ("leaflet.js", "data.js", "light.js")
_MAIN = Markup("""<div class="map-and-bar">
<div class="map">{map}</div>
<div id="time"><template><link rel="stylesheet" href="time-bar.css">{bar}</template></div>
</div>
{panel}""")
_PANEL = Markup("""<section id="panel">
<noscript><p>{no_script}</p></noscript>
<section class="details" data-part="details" hidden></section>
<h1 data-part="day"></h1>
<p data-part="relation"></p>
<ul class="near" data-part="near"></ul>
{folds}<p class="small" data-part="after" hidden></p>
<h2 data-part="year"></h2>
<ul class="steps" data-part="steps"></ul>
<p data-part="following"></p>
<fieldset data-part="layers"><legend>{layers}</legend>{boxes}</fieldset>
</section>""")


def map_page(config: dict[str, Any]) -> Part:
    """Return the page of the map, for `browser/light/index.js` to fill.

    Parameters
    ----------
    config
        As for `geo.maps.map_parts`.
    """
    folium_map = map_parts(config)
    scripts = (tag("script", src=name) + "\n" for name in _SCRIPTS)
    return Part(
        main=_MAIN.format(map=trusted(folium_map.html), bar=_BAR, panel=_panel()),
        head=tag("link", rel="stylesheet", href="map.css"),
        scripts=join(scripts) + tag("script", trusted(f"\n{folium_map.script}\n")),
    )


def _panel() -> Markup:
    """Return the places of the texts, each named by ``data-part``."""
    folds = (
        tag("details", tag("summary"), tag("ul"), data_part=name, open=name == "missions") + "\n"
        for name in ("missions", "offices", "far", "disputes")
    )
    boxes = (tag("label", tag("input", type="checkbox", value=layer), " ", text(f"layer_{layer}")) for layer in LAYERS)
    return _PANEL.format(no_script=text("site_no_script"), folds=join(folds), layers=text("layers"), boxes=join(boxes))
