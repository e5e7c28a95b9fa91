"""The plate of a view: what is written on it, and the order by which it is drawn."""

from dataclasses import dataclass
from typing import Any

from geo import Dataset
from geo.dataset import cached_on_dataset
from geo.descriptor import load_descriptor
from geo.render.orders import PREVIEW_DPI, Order, PlateWords
from pages.shared.language.words import say_date, text


@dataclass(frozen=True)
class Package:
    """Version and licence of the data package, and the address of the licence; empty if it has none."""

    version: str
    licence: str
    licence_url: str = ""


@cached_on_dataset()
def package_of(dataset: Dataset) -> Package:
    """Return version and licence from the descriptor of the dataset."""
    descriptor = load_descriptor(dataset.folder)
    licence: dict[str, Any] = next(iter(descriptor.get("licenses") or []), {})
    path, name = str(licence.get("path", "")), str(licence.get("title") or licence.get("name", ""))
    return Package(str(descriptor.get("version", "")), name, path if path.startswith("https://") else "")


def view_of(dataset: Dataset, at: str) -> str:
    """Return the view of `views.csv` of which there is a plate for where a link looks."""
    return at if dataset.row("views", at) else str(dataset.about["default_view"])


def preview_order(dataset: Dataset, day: str, view: str, position: str) -> Order:
    """Return the order of a plate as a small picture (WebP) for a page, without a link on it."""
    words = plate_words(dataset, day, view, position)
    return Order(day, view, words, position, fmt="webp", dpi=PREVIEW_DPI)


def plate_words(dataset: Dataset, day: str, view: str, position: str) -> PlateWords:
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
        foot=text("plate_foot" if licence else "plate_foot_plain", as_of=as_of, licence=licence, link="").strip(),
        alt=text("data_figure_alt", view=label, day=say_date(day)),
        licence=licence,
    )
