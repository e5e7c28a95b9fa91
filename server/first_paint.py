"""The first paint: a page in words and a sketch of its map, in Streamlit's own first page, before any script.

Streamlit's scripts have to come before a page can show anything, on a thin line for twenty seconds, and many readers
run none. A sketch of five kilobytes comes with the first answer, where the live map will lie over it.
"""

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from markupsafe import Markup

from geo import Dataset
from geo.dates import shown_day
from geo.errors import AtlasError
from geo.render.sketch import Sketches, Viewport
from geo.render.symbology import page_css
from pages.shared.data.assets import STATIC, layers_folder, static_url, static_version
from pages.shared.data.dataset import dataset_in
from pages.shared.language.languages import phrases, speak
from pages.shared.language.words import say_date, text
from pages.shared.layout import frame
from pages.shared.record.html import EMPTY, join, tag, trusted
from pages.shared.view.link import View, languages_of
from pages.shared.view.routes import WITH_MAP
from server.asked import Asked, read_request, summary_for
from server.document import document
from server.head import head
from server.logs import log_once
from server.upstream import rewrite_page

_COLOURS = ("ink", "page", "paper", "border", "accent", "faint")
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_STYLES = Path(frame.__file__).with_name("styles")
_SHEETS = (Path(__file__).with_name("first_paint.css"), _STYLES / "sketch.css")
STYLE = "\n".join(
    [
        f"#waits, .first-sight {{ {page_css(_COLOURS)} }}",
        *(_COMMENT.sub("", sheet.read_text(encoding="utf-8")) for sheet in _SHEETS),
    ]
)
_TAKE_OVER_SCRIPT = (STATIC / "first-paint.js").read_text(encoding="utf-8")
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
        self.sketch = lru_cache(maxsize=256)(self.sketches.draw)

    def svg(self, asked: Asked, day: str) -> Markup:
        """Return the sketch of what is asked for on an ISO day."""
        view = asked.view
        look = viewport_of(self.dataset, view.at)
        return trusted(self.sketch(day, look, position=view.position, without=left_out(view), lang=view.lang))

    def html(self, asked: Asked, day: str) -> Markup:
        """Return the sketch of what is asked for on an ISO day, and the day in words, as HTML."""
        waits = tag("b", say_date(day)) + tag("span", " ", text("map_waits"), class_="scripted")
        sight = tag("div", self.svg(asked, day), tag("p", waits, role="status"), class_="first-sight")
        return tag("div", sight, class_="room framed" if asked.is_framed else "room")


def viewport_of(dataset: Dataset, at: str) -> Viewport:
    """Return where a view looks, by its place as the link has it."""
    row = dataset.row("views", at)
    if row:
        left, bottom, right, top = (float(row[side]) for side in ("left", "bottom", "right", "top"))
        return Viewport((left, bottom, right, top))
    lat, lon, zoom = map(float, at.split("_"))
    return Viewport((lon, lat, lon, lat), zoom)


def left_out(view: View) -> tuple[str, ...]:
    """Return the layers of a sketch that a view has switched off."""
    return tuple(name for name in ("claims", "names") if name not in view.layers)


class FirstPaint:
    """What a visitor sees first: sentences, and sketches once the server has its data."""

    def __init__(self) -> None:
        self.dataset: Dataset | None = None
        self.map: MapSketches | None = None

    def prepare(self, dataset: Dataset) -> None:
        """Take a dataset, and read its layers; without a sketch, and with a line in the log, if that fails.

        A file that is missing or damaged is no matter of the sketch: the replica is not ready without it.
        """
        self.dataset = dataset
        for code in languages_of(dataset):
            dataset_in(code)
        try:
            self.map = MapSketches(dataset)
        except (AtlasError, OSError):
            raise
        except Exception as error:  # the sketch is for show: a replica goes on without it
            log_once("no page has a sketch of the map", error)

    def ask(self, path: str, query: bytes, language: str, origin: str = "") -> Asked | None:
        """Return what a request asks for (see `read_request`); nothing before the server has its data."""
        return read_request(self.dataset, path, query, language, origin) if self.dataset else None

    def page(self, page: bytes, asked: Asked) -> bytes:
        """Return Streamlit's first page with the first paint in it; as it is, and a line in the log, if that fails.

        Parameters
        ----------
        page
            As Streamlit has it.
        asked
            What the request asks for.
        """
        try:
            speak(asked.view.lang)
            dataset = dataset_in(asked.view.lang)
            summary = summary_for(dataset, asked)
            html = _waits(document(dataset, asked, summary, self.picture(asked, summary.day)), asked)
            top = join([head(dataset, asked, summary), tag("style", trusted(self.style()))], "\n")
            after = scripts(asked.path)
            return rewrite_page(page, language=asked.view.lang, head=top, before=html, after=after)
        except Exception as error:  # whatever fails here, the page itself must come
            log_once("a page goes out without its first paint", error)
            return page

    def sketch(self, asked: Asked) -> Markup:
        """Return the sketch of what is asked for, alone; see `picture`."""
        return self.picture(asked, shown_day(asked.view.date, asked.day), is_alone=True)

    def picture(self, asked: Asked, day: str, *, is_alone: bool = False) -> Markup:
        """Return the sketch of what is asked for on an ISO day; empty, and a line in the log, if that fails."""
        try:
            if not self.map:
                return EMPTY
            return self.map.svg(asked, day) if is_alone else self.map.html(asked, day)
        except Exception as error:  # the words must come
            log_once("a page goes out without its sketch", error)
            return EMPTY

    def sentence(self, page: bytes, path: str, language: str) -> bytes:
        """Return Streamlit's first page with a sentence, for a server without data; see `page`."""
        try:
            (words,) = phrases(language).forms["map_waits" if path in WITH_MAP else "page_waits"]
            html = tag("div", tag("p", words, role="status"), id="waits")
            top = tag("title", "Atlas") + tag("style", trusted(self.style()))
            return rewrite_page(page, language=language, head=top, before=html, after=scripts(path))
        except Exception as error:
            log_once("a page goes out without its first paint", error)
            return page

    def style(self) -> str:
        """Return the style of the first paint."""
        return STYLE + faces() + (self.map.sketches.style() if self.map else "")


@cache
def faces() -> str:
    """Return the faces of the fonts, for those who have them already: nobody waits for one."""
    sheet = _COMMENT.sub("", (_STYLES / "fonts.css").read_text(encoding="utf-8"))
    return sheet.replace("{static}", static_url()).replace("font-display: swap", "font-display: optional")


def _waits(content: Markup, asked: Asked) -> Markup:
    """Return a document in the element that stands in for the page, in the theme that the link asks for."""
    kind = "of-text" if asked.path else "of-map"
    style = f"color-scheme: {asked.theme}" if asked.theme else None
    return tag("div", content, id="waits", class_=f"{kind} framed" if asked.is_framed else kind, style=style)


def scripts(path: str) -> Markup:
    """Return a page's first scripts: its history stays short, it takes over the document, and asks for its map."""
    first = join(tag("script", trusted(script)) for script in (_START_SCRIPT, _TAKE_OVER_SCRIPT))
    if path not in WITH_MAP:
        return first
    urls = [f"{static_url()}/{name}?v={static_version()}" for name in _MAP_FILES]
    return first + tag("script", trusted(_FETCH_SCRIPT), data_files=json.dumps(urls))


def first_scripts() -> list[str]:
    """Return the scripts that may stand in a first page: the policy lets them run by their hashes."""
    return [_START_SCRIPT, _TAKE_OVER_SCRIPT, _FETCH_SCRIPT]


FIRST_PAINT = FirstPaint()
