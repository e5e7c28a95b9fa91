"""The plate: the map of one day at print quality, on a page of A4 across."""

import io
from threading import Lock
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from geo.dataset import Dataset
from geo.render.orders import DPI, PAGE, Order, PlateWords
from geo.render.plate import inks
from geo.render.plate.fonts import face
from geo.render.plate.ground import WINDOW, Ground, ground_of
from geo.render.plate.labels import label_map
from geo.render.plate.lands import draw_borders, draw_graticule, draw_physical, draw_territories, visible_territories
from geo.render.plate.legend import draw_legend, legend_groups
from geo.render.plate.margins import draw_foot, draw_heading, draw_rule, draw_scale, draw_sources

# Matplotlib keeps its settings for the whole process: in one of several threads one plate is drawn at a time.
_LOCK = Lock()
_QUALITY = 86  # of a WebP
_SETTINGS: dict[str, Any] = {
    "text.parse_math": False,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "atlas",
    "lines.solid_capstyle": "butt",
    "lines.scale_dashes": True,
}


def draw_order(dataset: Dataset, order: Order) -> bytes:
    """Draw the plate that is ordered; `draw_map` says more."""
    options: dict[str, Any] = {name: getattr(order, name) for name in ("words", "position", "link", "fmt", "dpi")}
    return draw_map(dataset, order.day, order.view, **options)


def draw_map(  # noqa: PLR0913
    dataset: Dataset,
    day: str,
    view: str,
    *,
    words: PlateWords,
    position: str = "",
    link: str = "",
    fmt: str = "pdf",
    dpi: int = DPI,
) -> bytes:
    """Draw the map of a day as a file: same input, same bytes.

    Parameters
    ----------
    dataset
        A loaded dataset.
    day
        An ISO day.
    view
        A view of `views.csv`. The map is Lambert azimuthal equal-area around its middle.
    words
        What is written beside the names that the data has.
    position
        Identifier of a rival position; empty for the map as it is shown first.
    link
        Address of what is shown, at most `LONGEST_LINK` letters; empty for none.
    fmt
        One of `FORMATS` or `PREVIEW`. Text of a PDF can be read and searched; an SVG has it as outlines, so that it
        looks the same where the fonts are missing.
    dpi
        Dots per inch of a PNG or WebP.

    Raises
    ------
    DateError
        If `day` is no date.
    DrawingError
        If the link is too long.
    KeyError
        If the dataset has no such view, position or format.
    """
    options = _options(words)[fmt]
    ground = ground_of(dataset, view)
    stream = io.BytesIO()
    with _LOCK, mpl.rc_context(_SETTINGS):
        figure = _draw(dataset, day, position, ground, words, link)
        figure.savefig(stream, format=fmt, dpi=dpi, facecolor=inks.PAPER, **options)
        figure.clear()
    return stream.getvalue()


def _draw(  # noqa: PLR0913, PLR0917
    dataset: Dataset, day: str, position: str, ground: Ground, words: PlateWords, link: str
) -> Figure:
    figure = Figure(figsize=(PAGE[0] / 25.4, PAGE[1] / 25.4))
    axes, page = _axes(figure, ground)
    gdf = visible_territories(dataset, day, position, ground)
    draw_physical(axes, dataset, ground)
    draw_territories(axes, gdf)
    certainties = draw_borders(axes, dataset, day, position, ground)
    axes.set(xlabel="", ylabel="")  # GeoPandas names the axes of a projection
    draw_graticule(axes, page, ground, face("Sans", 5.6))
    missions, unnamed = label_map(page, dataset, day, gdf, ground)
    note = words.unnamed.format(names=", ".join(unnamed)) if unnamed else ""
    draw_legend(page, legend_groups(dataset, gdf, certainties, missions, words), note)
    draw_heading(page, words)
    draw_scale(page, ground, words)
    draw_rule(page, dataset, day)
    draw_sources(page, dataset, gdf, words)
    draw_foot(page, words, link)
    return figure


def _axes(figure: Figure, ground: Ground) -> tuple[Axes, Axes]:
    """Return the map's axes in metres, and over it the page's in mm."""
    left, bottom, right, top = WINDOW
    wide, high = PAGE
    axes = figure.add_axes((left / wide, bottom / high, (right - left) / wide, (top - bottom) / high))
    axes.set(xlim=ground.bounds[::2], ylim=ground.bounds[1::2], xticks=[], yticks=[], facecolor=inks.SEA)
    axes.spines[:].set(linewidth=0, visible=False)
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, wide), ylim=(0, high))
    page.axis("off")
    for grow, width in ((0.0, 1.0), (0.9, 0.35)):
        box = ((left - grow, bottom - grow), right - left + 2 * grow, top - bottom + 2 * grow)
        page.add_patch(Rectangle(*box, facecolor="none", edgecolor=inks.INK, linewidth=width, zorder=25))
    return axes, page


def _options(words: PlateWords) -> dict[str, dict[str, Any]]:
    """Return how each format is written, with what it keeps beside the picture: no time, so that files compare."""
    title, by = f"{words.date} – {words.title}", {"Creator": words.title}
    metadata: dict[str, dict[str, Any]] = {
        "pdf": {"Title": title, "Subject": f"{words.alt} {words.licence}", "CreationDate": None, **by},
        "svg": {"Title": title, "Description": words.alt, "Rights": words.licence, "Date": None, **by},
        "png": {"Title": title, "Description": words.alt, "Copyright": words.licence, "Software": None},
    }
    written: dict[str, dict[str, Any]] = {fmt: {"metadata": kept} for fmt, kept in metadata.items()}
    return written | {"webp": {"pil_kwargs": {"quality": _QUALITY}}}
