"""The folder: every file of a light edition, as bytes by name, on a disk or in a ZIP."""

import gzip
import io
import json
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from textwrap import fill
from typing import Any

import brotli
from markupsafe import Markup

from geo import Dataset
from geo.dataset import cached_on_dataset
from geo.maps import MapParts, map_parts
from geo.render.sketch import Sketches, Viewport
from geo.translations import SOURCE, file_in
from pages.shared.components.map import map_config, views
from pages.shared.components.time_bar import bar_phrases
from pages.shared.data.assets import STATIC, layers_folder
from pages.shared.data.editions import edition_folder
from pages.shared.language.languages import speak
from pages.shared.language.words import say_date, text
from pages.shared.light import app, chapters, look, texts
from pages.shared.light.interactive import find_entries
from pages.shared.light.map import map_page, start_script
from pages.shared.light.panel import panel, panel_phrases
from pages.shared.light.shell import Chapter, Shell, page
from pages.shared.record.html import EMPTY, trusted
from pages.shared.record.summary import Summary, summary_of
from pages.shared.view.link import DEFAULT_LAYERS, LAYERS, View

_ROOT = STATIC.parent
_LINE = 78  # characters
_CREATED = (2000, 1, 1, 0, 0, 0)  # the time of files in the ZIP, so that the same data gives the same bytes


@dataclass(frozen=True)
class Edition:
    """What a light edition is made of, and where it stands.

    Attributes
    ----------
    dataset
        In the language of the edition, as `geo.translations.in_language` gives it.
    static
        The folder of the layers and scripts that the app's browsers fetch.
    home
        The address of the full edition, with a slash at its end; empty for a copy that has none beside it.
    beside
        The languages whose editions stand beside this one.
    """

    dataset: Dataset
    static: Path = STATIC
    home: str = ""
    beside: tuple[str, ...] = ()

    @property
    def layers(self) -> Path:
        """The folder of the layers that are shown."""
        return layers_folder() if self.static == STATIC else self.static


def build_site(edition: Edition) -> dict[str, bytes]:
    """Return the files of a light edition by their names in its folder.

    They name no other host, except in the addresses of sources. The same data gives the same bytes.
    """
    dataset = edition.dataset
    speak(dataset.language)
    about = dataset.about
    view, day = View(str(about["default_date"]), str(about["default_view"]), lang=dataset.language), str(about["as_of"])
    summary = summary_of(dataset, view, day)
    sketches = Sketches(edition.layers)
    sketch = sketches.draw(summary.day, _viewport(dataset.row("views", view.at)), lang=dataset.language)
    files = {chapter.file: chapter_page(edition, chapter).encode() for chapter in text_chapters(edition)}
    files["index.html"] = map_document(edition, summary, trusted(sketch), day).encode()
    files |= (
        look.sheets(edition.static, sketches.style())
        | look.scripts(edition.static)
        | look.licences(edition.static, _ROOT)
    )
    files |= start_script(_map_parts(dataset)) | data_scripts(edition)
    files["README.txt"] = readme(dataset).encode()
    return files | app.app_files(dataset)


def _viewport(view: dict[str, str]) -> Viewport:
    return Viewport((float(view["left"]), float(view["bottom"]), float(view["right"]), float(view["top"])))


def map_document(edition: Edition, summary: Summary, picture: Markup, today: str, top: Markup = EMPTY) -> Markup:
    """Return the page of the map for a view, as a document.

    Parameters
    ----------
    summary
        Of the view.
    picture
        The sketch of its day; may be empty.
    today
        ISO day, after which nothing is shown.
    top
        What its head says to those who run no scripts; empty for a title alone.
    """
    part = map_page(_map_parts(edition.dataset), panel(edition.dataset, summary, today), picture)
    return page(shell_of(edition), Chapter("index.html", "nav_atlas", part), top)


@cached_on_dataset()
def _map_parts(dataset: Dataset) -> MapParts:
    return map_parts(map_config(dataset))


def chapter_page(edition: Edition, chapter: Chapter, top: Markup = EMPTY) -> Markup:
    """Return a page of text as a document; see `map_document`."""
    return page(shell_of(edition), chapter, top)


@cached_on_dataset()
def _chapters(dataset: Dataset) -> list[Chapter]:
    return chapters.chapters(dataset)


def text_chapters(edition: Edition) -> list[Chapter]:
    """Return the pages of text; the language of the edition is spoken."""
    return _chapters(edition.dataset)


def shell_of(edition: Edition) -> Shell:
    """Return what all pages of an edition have."""
    links = [("index.html", "nav_atlas"), *((chapter.file, chapter.label) for chapter in text_chapters(edition))]
    return Shell(edition.dataset, tuple(links), edition.home, edition.beside)


def data_scripts(edition: Edition) -> dict[str, bytes]:
    """Return the data by the name of the script that sets it: what a page needs it names, the rest is asked for."""
    return {
        f"data/{name}.js": f"Object.assign(window.atlasSite ??= {{}}, {_dump(part)});\n".encode()
        for name, part in data(edition).items()
    }


def data(edition: Edition) -> dict[str, dict[str, Any]]:
    """Return what `browser/light` shows, JSON-ready: layers, timeline, words, and the texts of every day.

    Returns
    -------
    ``days``: what every page with days needs; ``map``: the lands; ``physical``: land, lakes and rivers; ``details``:
    what can be chosen; ``find``: what can be found.
    """
    dataset = edition.dataset
    code, about = dataset.language, dataset.about
    pool: dict[str, int] = {}
    index = partial(_index, pool)
    days = {
        "locale": code,
        "first": str(about["first"]),
        "as_of": str(about["as_of"]),
        "date": str(about["default_date"]),
        "at": str(about["default_view"]),
        "views": [view["id"] for view in views(dataset)],
        "all_layers": list(LAYERS),
        "layers_shown": list(DEFAULT_LAYERS),
        "phrases": {"bar": bar_phrases(code), "panel": panel_phrases(dataset)},
        "timeline": edition_json(edition, file_in("timeline", code)),
        "days": texts.days(dataset, index),
        "rivals": texts.rivals(dataset, index),
        "texts": list(pool),
        "years": texts.years(dataset),
        "disputes": texts.disputes(dataset),
        "notes": texts.notes(dataset),
    }
    lands = {"atlas": edition_json(edition, "atlas.json")}
    lands |= {"words": edition_json(edition, file_in("words", code))} if code != SOURCE else {}
    details = {
        "territories": texts.territories(dataset),
        "missions": texts.missions(dataset),
        "events": texts.events(dataset),
        "sources": texts.sources(dataset),
    }
    return {
        "days": days,
        "map": lands,
        "physical": {"physical": edition_json(edition, "physical.json")},
        "details": {"details": details},
        "find": {"find": find_entries(dataset)},
    }


def edition_json(edition: Edition, name: str) -> Any:
    """Return a layer of an edition."""
    return json.loads((edition.layers / name).read_text(encoding="utf-8"))


def _index(pool: dict[str, int], words: str) -> int:
    """Return the number of a text in the pool of distinct texts."""
    return pool.setdefault(words, len(pool))


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def readme(dataset: Dataset) -> str:
    """Return what README.txt says, in paragraphs."""
    about = dataset.about
    words = {name: text(f"site_readme_{name}") for name in ("what", "open", "share", "licence")}
    day = text("site_readme_day", day=say_date(str(about["as_of"])))
    parts = [str(about["title"]), words["what"], words["open"], words["share"], day, words["licence"]]
    lines = "\n\n".join(fill(part, _LINE) for part in parts)
    return lines.replace("\n", "\r\n") + "\r\n"  # as every editor on every system reads it


def write_site(edition: Edition, folder: Path, *, packed: bool = False) -> int:
    """Write an edition into a folder, made if it is not there, and return its size in bytes.

    Parameters
    ----------
    packed
        Whether each file lies there compressed as well, by gzip and Brotli, as web servers look for it.
    """
    files = build_site(edition)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if packed:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
            path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content))
    return sum(map(len, files.values()))


def site_zip(dataset: Dataset) -> bytes:
    """Return an edition as a ZIP with one folder in it, named by its version, if it has one, and language."""
    name = "-".join(filter(None, ("atlas", edition_folder(dataset), dataset.language)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file, content in build_site(Edition(dataset)).items():
            entry = zipfile.ZipInfo(f"{name}/{file}", _CREATED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return stream.getvalue()
