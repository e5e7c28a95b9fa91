"""What is seen first, in Streamlit's own first page: a sketch of the map that the link asks for, or a sentence.

Streamlit's scripts have to come before a page can show anything, on a thin line for twenty seconds. A sketch of five
kilobytes comes with the first answer, at the place where the live map will lie over it.
"""

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from geo import Dataset
from geo.dates import shown_day
from geo.render.sketch import Sketches, Viewport
from geo.render.symbology import page_css
from pages.shared.data.assets import STATIC, layers_folder, static_url, static_version
from pages.shared.language.languages import phrases
from pages.shared.language.words import say_date, text
from pages.shared.view.link import View, decode_link
from pages.shared.view.routes import WITH_MAP
from pages.shared.view.session import today

_COLOURS = ("ink", "page", "paper", "border")
STYLE = (
    f"#waits, .first-sight {{ {page_css(_COLOURS)} }}\n"
    f"{Path(__file__).with_name('first_paint.css').read_text(encoding='utf-8')}"
)
_SCRIPT = (STATIC / "first-paint.js").read_text(encoding="utf-8")
_OF_THE_MAP = ("vendor/leaflet.js", "map.js", "atlas.json", "time-bar.js")


class MapSight:
    """Sketches of the maps that links ask for.

    Parameters
    ----------
    dataset
        A loaded dataset; its layers are read once.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.sketches = Sketches(layers_folder())
        self.sketch = lru_cache(maxsize=256)(self._sketch)

    def of(self, query: bytes, language: str) -> str:
        """Return the sketch of a link and the day that it shows in words, as HTML."""
        asked = parse_qs(query.decode("latin-1"), keep_blank_values=True)
        view, _ = decode_link(asked, self.dataset, today(), language)  # which also speaks its language from here on
        without = tuple(name for name in ("claims", "names") if name not in view.layers)
        day = shown_day(view.date, today())
        sketch = self.sketch(day, self.look(view), view.position, without, view.lang)
        told = f'<p role="status"><b>{escape(say_date(day))}</b> {escape(text("map_waits"))}</p>'
        framed = " framed" if asked.get("embed") == ["true"] else ""
        return f'<div class="room{framed}"><div class="first-sight">{sketch}{told}</div></div>'

    def look(self, view: View) -> Viewport:
        """Return where a view looks."""
        row = self.dataset.row("views", view.at)
        if row:
            left, bottom, right, top = (float(row[side]) for side in ("left", "bottom", "right", "top"))
            return Viewport((left, bottom, right, top))
        lat, lon, zoom = map(float, view.at.split("_"))
        return Viewport((lon, lat, lon, lat), zoom)

    def _sketch(self, day: str, look: Viewport, position: str, without: tuple[str, ...], language: str) -> str:
        return self.sketches.draw(day, look, position=position, without=without, lang=language)


class FirstSight:
    """What is seen first: sentences, and sketches once the server has its data."""

    def __init__(self) -> None:
        self.map: MapSight | None = None

    def prepare(self, dataset: Dataset) -> None:
        """Read the layers of a dataset."""
        self.map = MapSight(dataset)

    def of(self, room: str, query: bytes, language: str) -> str:
        """Return what is to be seen first, as HTML.

        Parameters
        ----------
        room
            Path of the page of the atlas.
        query
            Of its link, as a browser sends it: anything may stand here.
        language
            Code of the language to speak.
        """
        (words,) = phrases(language).forms["map_waits" if room in WITH_MAP else "page_waits"]
        seen = self.map.of(query, language) if self.map and not room else f'<p role="status">{escape(words)}</p>'
        return f'<div id="waits">{seen}</div>'

    def style(self) -> str:
        """Return the style of what is seen first."""
        return STYLE + (self.map.sketches.style() if self.map else "")


def scripts(room: str, html: str) -> str:
    """Return the scripts that go with what is seen first: they fit a sketch, and ask for the files of the map."""
    fit = f"<script>{_SCRIPT}</script>" if 'class="sketch"' in html else ""
    if room not in WITH_MAP:
        return fit
    urls = [f"{static_url()}/{name}?v={static_version()}" for name in _OF_THE_MAP]
    ask = f'{json.dumps(urls)}.forEach((url) => fetch(url, {{ priority: "low" }}))'
    return f'{fit}<script>addEventListener("load", () => {ask})</script>'


FIRST_SIGHT = FirstSight()
