"""The first paint: a sketch of the map that the link asks for, or a sentence, in Streamlit's own first page.

Streamlit's scripts have to come before a page can show anything, on a thin line for twenty seconds. A sketch of five
kilobytes comes with the first answer, where the live map will lie over it.
"""

import json
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from geo import Dataset
from geo.dates import shown_day
from geo.errors import AtlasError
from geo.render.sketch import Sketches, Viewport
from geo.render.symbology import page_css
from pages.shared.data.assets import STATIC, layers_folder, static_url, static_version
from pages.shared.language.languages import phrases
from pages.shared.language.words import say_date, text
from pages.shared.view.link import View, decode_link
from pages.shared.view.routes import WITH_MAP
from pages.shared.view.session import today
from server.logs import log_once
from server.upstream import rewrite_page

_COLOURS = ("ink", "page", "paper", "border")
STYLE = (
    f"#waits, .first-sight {{ {page_css(_COLOURS)} }}\n"
    f"{Path(__file__).with_name('first_paint.css').read_text(encoding='utf-8')}"
)
_FIT_SCRIPT = (STATIC / "first-paint.js").read_text(encoding="utf-8")
_FETCH_SCRIPT = (
    "{ const { files } = document.currentScript.dataset; "
    'addEventListener("load", () => JSON.parse(files).forEach((url) => fetch(url, { priority: "low" }))); }'
)
_START_SCRIPT = (STATIC / "start.js").read_text(encoding="utf-8")
_MAP_FILES = ("vendor/leaflet.js", "map.js", "atlas.json", "time-bar.js")


class MapSketches:
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

    def html(self, query: bytes, language: str) -> str:
        """Return the sketch of a link and its date in words, as HTML."""
        parameters = parse_qs(query.decode("latin-1"), keep_blank_values=True)
        view, _ = decode_link(parameters, self.dataset, today(), language)  # also speaks the link's language
        hidden = tuple(name for name in ("claims", "names") if name not in view.layers)
        day = shown_day(view.date, today())
        sketch = self.sketch(day, self.look(view), view.position, hidden, view.lang)
        status = f'<p role="status"><b>{escape(say_date(day))}</b> {escape(text("map_waits"))}</p>'
        framed = " framed" if parameters.get("embed") == ["true"] else ""
        return f'<div class="room{framed}"><div class="first-sight">{sketch}{status}</div></div>'

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


class FirstPaint:
    """What a visitor sees first: sentences, and sketches once the server has its data."""

    def __init__(self) -> None:
        self.map: MapSketches | None = None

    def prepare(self, dataset: Dataset) -> None:
        """Read the layers of a dataset; without a sketch, and with a line in the log, if that fails.

        A file that is missing or damaged is no matter of the sketch: the replica is not ready without it.
        """
        try:
            self.map = MapSketches(dataset)
        except (AtlasError, OSError):
            raise
        except Exception as error:  # the sketch is for show: a replica goes on without it
            log_once("no page has a sketch of the map", error)

    def page(self, page: bytes, path: str, query: bytes, language: str) -> bytes:
        """Return Streamlit's first page with the first paint in it; as it is, and a line in the log, if that fails.

        Parameters
        ----------
        page
            As Streamlit has it.
        path
            Path of the atlas's page that it will show; empty for the map.
        query
            Of the link, as a browser sends it: anything may stand here.
        language
            Code of the language to speak.
        """
        try:
            html = self.html(path, query, language)
            head = f"<title>Atlas</title><style>{self.style()}</style>"
            return rewrite_page(page, language=language, head=head, before=html, after=scripts(path, html))
        except Exception as error:  # whatever fails here, the page itself must come
            log_once("a page goes out without its first paint", error)
            return page

    def html(self, path: str, query: bytes, language: str) -> str:
        """Return what a page shows first, as HTML; see `page`."""
        (sentence,) = phrases(language).forms["map_waits" if path in WITH_MAP else "page_waits"]
        content = (
            self.map.html(query, language) if self.map and not path else f'<p role="status">{escape(sentence)}</p>'
        )
        return f'<div id="waits"{_scheme(query)}>{content}</div>'

    def style(self) -> str:
        """Return the style of the first paint."""
        return STYLE + (self.map.sketches.style() if self.map else "")


def _scheme(query: bytes) -> str:
    """Return the attribute that gives the first paint the theme that a link asks for, as Streamlit's page has it."""
    options = [value.lower() for value in parse_qs(query.decode("latin-1")).get("embed_options", [])]
    theme = next((theme for theme in ("light", "dark") if f"{theme}_theme" in options), "")
    return f' style="color-scheme: {theme}"' if theme else ""


def scripts(path: str, html: str) -> str:
    """Return a page's first scripts: they keep its history short, fit a sketch, and ask for the files of the map."""
    inline = [_START_SCRIPT, *([_FIT_SCRIPT] if 'class="sketch"' in html else [])]
    first = "".join(f"<script>{script}</script>" for script in inline)
    if path not in WITH_MAP:
        return first
    urls = [f"{static_url()}/{name}?v={static_version()}" for name in _MAP_FILES]
    return f'{first}<script data-files="{escape(json.dumps(urls))}">{_FETCH_SCRIPT}</script>'


def first_scripts() -> list[str]:
    """Return the scripts that may stand in a first page: the policy lets them run by their hashes."""
    return [_START_SCRIPT, _FIT_SCRIPT, _FETCH_SCRIPT]


FIRST_PAINT = FirstPaint()
