"""Downloads: the view as a citation, a plate or files, each computed on demand and cached for a while."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from PIL import Image

from geo import Dataset, exports
from geo.dataset import cached_on_dataset
from geo.render.plate import DPI, PlateWords, draw_map
from geo.tables import load_descriptor
from pages.shared.language.words import say_date, text
from pages.shared.offline.folder import site_zip
from pages.shared.record.html import tag

_PREVIEW_DPI = 110
_KEY: dict[str | type[Any], Callable[[Any], Any]] = {Dataset: lambda dataset: f"{dataset.folder} {dataset.language}"}
_HOLDING = {"csv": "text/csv", "geojson": "application/geo+json", "gpkg": "application/geopackage+sqlite3"}
MIME = {**_HOLDING, "parquet": "application/vnd.apache.parquet", "zip": "application/zip"}


# Files


@cached_on_dataset(limit=8)
def layers_of_day(dataset: Dataset, day: str, position: str) -> dict[str, pd.DataFrame]:
    """Return all rows in force on an ISO day, by layer; not to be changed."""
    return exports.shown_layers(dataset, day, position)


def day_file(dataset: Dataset, day: str, position: str, layer: str, ending: str) -> bytes:
    """Return a layer of a day as a file; a GeoPackage (``gpkg``) holds all layers."""
    layers = layers_of_day(dataset, day, position)
    if ending == "gpkg":
        return exports.to_geopackage(layers, day)
    write: dict[str, Callable[..., bytes]] = {
        "csv": exports.to_csv,
        "geojson": exports.to_geojson,
        "parquet": exports.to_geoparquet,
    }
    return write[ending](layers[layer])


@st.cache_data(max_entries=4, show_spinner=False, hash_funcs=_KEY)
def whole_file(dataset: Dataset, ending: str) -> bytes:
    """Return the whole record as a file: ``zip``, ``gpkg``, or all territories as ``geojson`` or ``parquet``."""
    if ending == "zip":
        return exports.everything_zip(dataset)
    if ending == "gpkg":
        return exports.everything_geopackage(dataset)
    write = exports.to_geojson if ending == "geojson" else exports.to_geoparquet
    return write(exports.all_territories(dataset))


@st.cache_data(max_entries=4, show_spinner=False, hash_funcs=_KEY)
def site_folder(dataset: Dataset) -> bytes:
    """Return the atlas in the language of a dataset as a folder that needs no server, in a ZIP."""
    return site_zip(dataset)


# Plates


@dataclass(frozen=True)
class Order:
    """What a plate shows: an ISO day, a view of `views.csv`, a rival position or none, and the words."""

    day: str
    view: str
    position: str
    words: PlateWords


@st.cache_data(max_entries=6, show_spinner=False, hash_funcs=_KEY)
def plate(dataset: Dataset, order: Order, fmt: str) -> bytes:
    """Return a plate at print quality."""
    return _draw(dataset, order, fmt, DPI)


@st.cache_data(max_entries=24, show_spinner=False, hash_funcs=_KEY)
def preview(dataset: Dataset, order: Order) -> bytes:
    """Return a plate as a small picture (WebP) for the page."""
    picture = _draw(dataset, order, "png", _PREVIEW_DPI)
    stream = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(stream, "webp", quality=86)
    return stream.getvalue()


def _draw(dataset: Dataset, order: Order, fmt: str, dpi: int) -> bytes:
    options: dict[str, Any] = {"words": order.words, "position": order.position, "fmt": fmt, "dpi": dpi}
    return draw_map(dataset, order.day, order.view, **options)


def plate_words(dataset: Dataset, day: str, view: str, position: str, link: str) -> PlateWords:
    """Return the words of a plate, in the language of the interface."""
    title, label = str(dataset.about["title"]), dataset.row("views", view)["label"]
    as_of, licence = say_date(str(dataset.about["as_of"])), package_of(dataset).licence
    rival = dataset.row("positions", position).get("label", "")
    return PlateWords(
        title=title,
        subtitle=text("plate_position", view=label, position=rival) if rival else label,
        date=say_date(day),
        powers=text("legend_powers"),
        statuses=text("legend_statuses"),
        lines=text("legend_lines"),
        marks=text("legend_marks"),
        claim=text("legend_claim"),
        embassy=text("mark_embassy"),
        seat=text("mark_seat"),
        place=text("mark_place"),
        unnamed=text("plate_unnamed", names="{names}"),
        scale=text("plate_scale"),
        projection=text("plate_projection"),
        sources=text("plate_sources"),
        more=text("plate_more", count="{count}"),
        foot=text("plate_foot" if licence else "plate_foot_plain", as_of=as_of, licence=licence, link=link).strip(),
        alt=text("data_figure_alt", view=label, day=say_date(day)),
        licence=licence,
    )


# Citation


@dataclass(frozen=True)
class Package:
    """Version and licence of the data package; empty if it has none."""

    version: str
    licence: str


@cached_on_dataset()
def package_of(dataset: Dataset) -> Package:
    """Return version and licence from the descriptor of the dataset."""
    descriptor = load_descriptor(dataset.folder)
    licence: dict[str, Any] = next(iter(descriptor.get("licenses") or []), {})
    return Package(str(descriptor.get("version", "")), str(licence.get("title") or licence.get("name", "")))


def embed_html(dataset: Dataset, day: str, link: str) -> str:
    """Return the HTML that embeds the view of a link, which shows an ISO day, in another page."""
    title = text("data_cite_title", title=dataset.about["title"], day=say_date(day))
    size = {"width": "640", "height": "640", "style": "max-width: 100%; border: 0"}
    return tag("iframe", src=f"{link}&embed=true", title=title, **size, loading="lazy", allowfullscreen=True)


def citation(dataset: Dataset, day: str, link: str, accessed: str) -> str:
    """Return the citation of a view in a sentence; `accessed` is an ISO day."""
    package = package_of(dataset)
    key = "data_cite_text" if package.version and package.licence else "data_cite_text_plain"
    values = {"title": dataset.about["title"], "day": say_date(day), "as_of": say_date(str(dataset.about["as_of"]))}
    return text(key, version=package.version, licence=package.licence, link=link, seen=say_date(accessed), **values)


def bibtex(dataset: Dataset, day: str, link: str, accessed: str) -> str:
    """Return the citation of a view as BibTeX."""
    name = exports.file_name(dataset, day, ending="bib").removesuffix(".bib")
    rows = [
        f"  {key} = {{{_plain(value, braces=False)}}}" for key, value in _fields(dataset, day, link, accessed).items()
    ]
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


def _plain(value: str, *, braces: bool = True) -> str:
    """Return a value in one line; for BibTeX without what would end its braces."""
    line = " ".join(value.split())
    return line if braces else re.sub(r"[{}\\]", "", line)
