"""Downloads: the view as a citation, a plate or files, each computed on demand and kept for a while."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from geo import Dataset, exports
from geo.dataset import cached_on_dataset
from geo.render.orders import Order
from geo.render.pool import POOL
from pages.shared.language.words import say_date, text
from pages.shared.light.folder import site_zip
from pages.shared.record.edition import edition_of
from pages.shared.record.html import tag
from pages.shared.record.plate import package_of
from pages.shared.record.reference import reference

_KEY: dict[str | type[Any], Callable[[Any], Any]] = {Dataset: lambda dataset: f"{dataset.folder} {dataset.language}"}
# What LaTeX takes for a command. BibTeX counts braces also behind a backslash, so a brace is a command of its own.
_LATEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "%&#_$"}
    | {"{": r"{\textbraceleft}", "}": r"{\textbraceright}", "\\": r"{\textbackslash}"}
    | {"~": r"{\textasciitilde}", "^": r"{\textasciicircum}"}
)
# What a page that embeds the atlas lets it do, and the script by which that page follows the height of its content.
_ALLOWED = "clipboard-write; fullscreen; web-share"
_HOST_SCRIPT = Path(__file__).with_name("host.html").read_text(encoding="utf-8").strip()
MIME = {"zip": "application/zip"} | {ending: one.media for ending, one in exports.FORMATS.items()}
OF_ALL = ("gpkg", "xlsx")  # what holds all layers of a day at once


# Files


@cached_on_dataset(limit=8)
def layers_of_day(dataset: Dataset, day: str, position: str) -> dict[str, pd.DataFrame]:
    """Return all rows in force on an ISO day, by layer; not to be changed."""
    return exports.shown_layers(dataset, day, position)


def formats_of(layer: pd.DataFrame) -> list[str]:
    """Return the endings of the files in which a layer can be had."""
    return exports.formats_for(str(layer.columns[0]), has_places="geometry" in layer)


class Rows(NamedTuple):
    """Rows of a layer in force on an ISO day, as a rival position has them if one is given."""

    day: str
    layer: str
    position: str = ""


def day_file(dataset: Dataset, rows: Rows, ending: str, address: str = "") -> bytes:
    """Return a layer of a day as a file; a GeoPackage and a workbook (`OF_ALL`) hold all layers.

    Parameters
    ----------
    address
        Of the atlas, without a slash at its end.
    """
    layers = layers_of_day(dataset, rows.day, rows.position)
    if ending not in OF_ALL:
        return _written(dataset, rows.layer, layers[rows.layer], ending, address)
    typed = {name: exports.typed(layer) for name, layer in layers.items()}
    return exports.geopackage(dataset, typed, rows.day) if ending == "gpkg" else exports.to_xlsx(typed)


@st.cache_data(max_entries=4, show_spinner=False, hash_funcs=_KEY)
def whole_file(dataset: Dataset, ending: str, address: str = "") -> bytes:
    """Return the whole record as a file, or all territories in a format that holds one layer.

    Parameters
    ----------
    ending
        ``zip`` for the data package, or one of `geo.exports.FORMATS`.
    address
        Of the atlas, without a slash at its end.
    """
    write: dict[str, Callable[[Dataset], bytes]] = {
        "zip": exports.everything_zip,
        "gpkg": exports.everything_geopackage,
        "xlsx": exports.everything_workbook,
        "shp.zip": exports.everything_shapefiles,
    }
    if ending in write:
        return write[ending](dataset)
    if ending in {"lpf.json", "lp.tsv"}:
        return exports.everything_linked(dataset, edition_of(dataset), address, is_table=ending == "lp.tsv")
    return _written(dataset, exports.LAYERS[0], exports.all_territories(dataset), ending, address)


def _written(dataset: Dataset, name: str, rows: pd.DataFrame, ending: str, address: str) -> bytes:
    sheet = exports.Sheet(name, exports.typed(rows), dataset, edition_of(dataset), address)
    return exports.FORMATS[ending].write(sheet)


@st.cache_data(max_entries=4, show_spinner=False, hash_funcs=_KEY)
def site_folder(dataset: Dataset) -> bytes:
    """Return the atlas in the language of a dataset as a folder that needs no server, in a ZIP."""
    return site_zip(dataset)


# Plates


def plate(dataset: Dataset, order: Order) -> bytes:
    """Return a plate at print quality."""
    return POOL.draw(dataset, order)


# Citation


def embed_html(dataset: Dataset, day: str, link: str) -> str:
    """Return the HTML that embeds the view of a link, which shows an ISO day, in another page."""
    title = text("data_cite_title", title=dataset.about["title"], day=say_date(day))
    size = {"width": "640", "height": "640", "style": "max-width: 100%; border: 0"}
    frame = tag("iframe", src=f"{link}&embed=true", title=title, **size, loading="lazy", allow=_ALLOWED)
    return f"{frame}\n{_HOST_SCRIPT}"


def citation(dataset: Dataset, day: str, link: str, accessed: str) -> str:
    """Return the citation of a view in a sentence; `accessed` is an ISO day."""
    what = text("cite_map", title=dataset.about["title"], day=say_date(day))
    return reference(dataset, what, link, say_date(accessed))


def bibtex(dataset: Dataset, day: str, link: str, accessed: str) -> str:
    """Return the citation of a view as BibTeX."""
    name = exports.file_name(dataset, day, ending="bib").removesuffix(".bib")
    rows = [f"  {key} = {{{_for_bibtex(key, value)}}}" for key, value in _fields(dataset, day, link, accessed).items()]
    return f"@misc{{{name},\n" + ",\n".join(rows) + "\n}\n"


def ris(dataset: Dataset, day: str, link: str, accessed: str) -> str:
    """Return the citation of a view as RIS."""
    fields = _fields(dataset, day, link, accessed)
    tags = {"TI": "title", "PY": "year", "ET": "edition", "N1": "note", "UR": "url", "Y2": "urldate"}
    rows = [f"{tag}  - {_plain(fields[name])}" for tag, name in tags.items() if fields.get(name)]
    return "\r\n".join(["TY  - MAP", *rows, "ER  - ", ""])


def _fields(dataset: Dataset, day: str, link: str, accessed: str) -> dict[str, str]:
    package, as_of = package_of(dataset), str(dataset.about["as_of"])
    note = ". ".join(filter(None, [text("data_cite_note", as_of=say_date(as_of)), package.licence]))
    fields = {
        "title": text("data_cite_title", title=dataset.about["title"], day=say_date(day)),
        "year": as_of[:4],
        "edition": package.version,
        "note": note,
        "url": link,
        "urldate": accessed,
    }
    return {name: value for name, value in fields.items() if value}


def _for_bibtex(key: str, value: str) -> str:
    """Return a value of BibTeX as LaTeX writes it; an address stays as it is, but for what would end its braces."""
    line = _plain(value)
    return re.sub(r"[{}\\\s]", lambda sign: f"%{ord(sign[0]):02X}", line) if key == "url" else line.translate(_LATEX)


def _plain(value: str) -> str:
    """Return a value in one line."""
    return " ".join(value.split())
