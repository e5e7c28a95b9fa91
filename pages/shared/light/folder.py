"""The folder: every file of the site without a server, as bytes by name, on a disk or in a ZIP."""

import io
import json
import zipfile
from functools import partial
from pathlib import Path
from textwrap import fill
from typing import Any

from geo import Dataset
from geo.translations import SOURCE, file_in
from pages.shared.components.map import map_config, views
from pages.shared.components.time_bar import bar_phrases
from pages.shared.data.assets import STATIC, layers_folder
from pages.shared.language.languages import speak
from pages.shared.language.words import say_date, text
from pages.shared.light import chapters, look
from pages.shared.light.map import map_page
from pages.shared.light.panel import panel_phrases
from pages.shared.light.shell import Chapter, page
from pages.shared.light.texts import days, disputes, events, missions, notes, sources, territories, years
from pages.shared.view.link import DEFAULT_LAYERS

_ROOT = STATIC.parent
_LINE = 78  # characters
_CREATED = (2000, 1, 1, 0, 0, 0)  # the time of files in the ZIP, so that the same data gives the same bytes


def build_site(dataset: Dataset, static: Path = STATIC) -> dict[str, bytes]:
    """Return the files of the site in the language of a dataset, by their names in its folder.

    They name no other host, except in the addresses of sources. The same data gives the same bytes.

    Parameters
    ----------
    dataset
        In the language of the site, as `geo.translations.in_language` gives it.
    static
        The folder of the layers and scripts that the app's browsers fetch.
    """
    speak(dataset.language)
    pages = [Chapter("index.html", "nav_atlas", map_page(map_config(dataset))), *chapters.chapters(dataset)]
    files = {chapter.file: page(dataset, pages, chapter).encode() for chapter in pages}
    files |= look.sheets(static) | look.scripts(static) | look.licences(static, _ROOT)
    layers = layers_folder() if static == STATIC else static
    files["data.js"] = f"window.atlasSite = {_dump(data(dataset, layers))};\n".encode()
    files["README.txt"] = readme(dataset).encode()
    return files


def data(dataset: Dataset, static: Path) -> dict[str, Any]:
    """Return what `browser/light/index.js` shows: layers, timeline, words, and the texts of every day, JSON-ready."""
    code = dataset.language
    layers = ["atlas.json", "physical.json"] + ([file_in("words", code)] if code != SOURCE else [])
    pool: dict[str, int] = {}
    about = dataset.about
    return {
        "layers": [json.loads((static / name).read_text(encoding="utf-8")) for name in layers],
        "timeline": json.loads((static / file_in("timeline", code)).read_text(encoding="utf-8")),
        "locale": code,
        "first": str(about["first"]),
        "as_of": str(about["as_of"]),
        "date": str(about["default_date"]),
        "at": str(about["default_view"]),
        "views": [view["id"] for view in views(dataset)],
        "layers_shown": list(DEFAULT_LAYERS),
        "phrases": {"bar": bar_phrases(dataset.language), "panel": panel_phrases(dataset)},
        "days": days(dataset, partial(_index, pool)),
        "texts": list(pool),
        "years": years(dataset),
        "disputes": disputes(dataset),
        "territories": territories(dataset),
        "missions": missions(dataset),
        "events": events(dataset),
        "notes": notes(dataset),
        "sources": sources(dataset),
    }


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


def write_site(dataset: Dataset, folder: Path, static: Path = STATIC) -> int:
    """Write the site into a folder, made if it is not there, and return its size in bytes."""
    files = build_site(dataset, static)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return sum(map(len, files.values()))


def site_zip(dataset: Dataset) -> bytes:
    """Return the site as a ZIP with one folder in it, named by its language."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in build_site(dataset).items():
            entry = zipfile.ZipInfo(f"atlas-{dataset.language}/{name}", _CREATED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return stream.getvalue()
