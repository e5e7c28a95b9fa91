"""The page of the map: Folium's map, the time bar, and the places of the texts that follow it."""

from html import escape
from pathlib import Path
from typing import Any

from geo.maps import map_parts
from pages.shared.language.words import text
from pages.shared.offline.shell import Part
from pages.shared.view.link import LAYERS

_BAR = (Path(__file__).resolve().parents[1] / "components" / "time_bar.html").read_text(encoding="utf-8")


def map_page(config: dict[str, Any]) -> Part:
    """Return the page of the map, for `browser/offline/index.js` to fill.

    Parameters
    ----------
    config
        As for `geo.maps.map_parts`.
    """
    drawn = map_parts(config)
    loaded = "".join(f'<script src="{name}"></script>\n' for name in ("leaflet.js", "data.js", "offline.js"))
    return Part(
        main=f"""<div class="map-and-bar">
<div class="map">{drawn.html}</div>
<div id="time"><template><link rel="stylesheet" href="time-bar.css">{_BAR}</template></div>
</div>
{_panel()}""",
        head='<link rel="stylesheet" href="map.css">',
        scripts=f"{loaded}<script>\n{drawn.script}\n</script>",
    )


def _panel() -> str:
    """Return the places of the texts, each named by ``data-part``."""
    folds = "".join(
        f'<details data-part="{name}"{" open" if name == "missions" else ""}><summary></summary><ul></ul></details>\n'
        for name in ("missions", "offices", "far", "disputes")
    )
    boxes = "".join(
        f'<label><input type="checkbox" value="{layer}"> {escape(text(f"layer_{layer}"))}</label>' for layer in LAYERS
    )
    return f"""<section id="panel">
<noscript><p>{escape(text("site_no_script"))}</p></noscript>
<section class="story" data-part="story" hidden></section>
<h1 data-part="day"></h1>
<p data-part="relation"></p>
<ul class="near" data-part="near"></ul>
{folds}<p class="small" data-part="after" hidden></p>
<h2 data-part="year"></h2>
<ul class="steps" data-part="steps"></ul>
<p data-part="following"></p>
<fieldset data-part="layers"><legend>{escape(text("layers"))}</legend>{boxes}</fieldset>
</section>"""
