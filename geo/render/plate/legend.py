"""The legend of a plate: only what its map shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from geo.dataset import Dataset
from geo.render.orders import PlateWords
from geo.render.plate import inks
from geo.render.plate.fonts import MM, face, wrap
from geo.render.plate.ground import WINDOW
from geo.render.plate.marks import draw_mark, shape_of
from geo.render.plate.patterns import draw_pattern
from geo.render.symbology import SYMBOLOGY, colour, pattern_of

_LEFT, _RIGHT, _TOP, _BOTTOM = WINDOW[2] + 6, 287.0, WINDOW[3], WINDOW[1]
_SWATCH = (8.0, 3.6)
_SIZE, _HEAD = 7.4, 8.6
_STEPS = 5  # in which the swatch of a soft extent fades
Sign = Callable[[Axes, float, float], None]


@dataclass(frozen=True)
class Row:
    """One row: what it says, and the sign that is drawn at the left and middle of it (mm)."""

    label: str
    sign: Sign


def legend_groups(
    dataset: Dataset, gdf: Any, certainties: list[str], missions: Any, words: PlateWords
) -> dict[str, list[Row]]:
    """Return the rows of the legend by heading, of what stands in the frame.

    Parameters
    ----------
    gdf
        The territories in the frame, with ``colour``, ``pattern`` and ``line``.
    certainties
        Of the borders in the frame.
    missions
        In the frame, with the state of the day.
    """
    lands = gdf[gdf["role"] != "context"]
    labels = dict(zip(dataset.tables["colours"]["light"], dataset.tables["colours"]["label"], strict=True))
    colours = sorted(set(lands["colour"]), key=labels.__getitem__)
    groups = {
        words.powers: [Row(labels[colour], _fill(colour)) for colour in colours],
        words.statuses: _statuses(lands, words),
        words.lines: _lines(dataset, lands, certainties),
        words.marks: _marks(missions, words),
    }
    return {heading: rows for heading, rows in groups.items() if rows}


def _statuses(gdf: Any, words: PlateWords) -> list[Row]:
    """Return one row for each way in which a status is drawn, with all statuses drawn so."""
    signs: dict[tuple[str, str], tuple[Sign, set[str]]] = {}
    for row in gdf.itertuples():
        key = (row.role if row.role != "base" else "", "" if row.role in {"inner", "core"} else row.pattern)
        if key not in signs:
            signs[key] = (_status_sign(row), set())
        signs[key][1].add(words.claim if row.role == "claim" else row.status)
    labels_by_sign = {sign: ", ".join(sorted(names)) for sign, names in signs.values()}
    return sorted((Row(label, sign) for sign, label in labels_by_sign.items()), key=lambda row: row.label)


def _status_sign(row: Any) -> Sign:
    if row.role == "inner":
        return _stroke(inks.outline_of("inner", "inner", ""), {})
    if row.role == "core":
        return _soft(row.colour)
    pattern = pattern_of(row.role, row.pattern)
    return _claim(pattern) if row.role == "claim" else _fill(inks.KEY, pattern)


def _lines(dataset: Dataset, gdf: Any, certainties: list[str]) -> list[Row]:
    """Return the kinds of lines in the frame, surest first; soft extents among them."""
    soft = set(gdf.loc[(gdf["role"] == "core") & (gdf["line"] == "none"), "certainty"])
    rows = []
    for row in dataset.records["certainties"]:
        label = f"{row['label']}: {row['gist']}"
        if row["certainty_id"] in certainties:
            rows.append(Row(label, _stroke(inks.line_of(row["line"]), inks.band_of(row["line"]))))
        elif row["certainty_id"] in soft:
            rows.append(Row(label, _soft(inks.KEY)))
    return rows


def _marks(missions: Any, words: PlateWords) -> list[Row]:
    kinds = {"embassy": words.embassy, "seat": words.seat, "place": words.place}
    rows = {}
    for row in missions.itertuples():
        shape = shape_of(row.kind)
        label = f"{kinds[shape]}: {row.state_label}" if shape == "embassy" else kinds[shape]
        rows[label] = Row(label, _mark(row.kind, row.symbol))
    return [rows[label] for label in sorted(rows)]


# Signs


def _fill(land_colour: str, pattern: str = "") -> Sign:
    def draw(page: Axes, x: float, y: float) -> None:
        box = _box(page, x, y, inks.fill_of(land_colour, "swatch"))
        if pattern:
            draw_pattern(page, box, pattern, inks.pattern_of(land_colour, "swatch"), zorder=1.1)

    return draw


def _claim(pattern: str) -> Sign:
    def draw(page: Axes, x: float, y: float) -> None:
        ink, share = colour("var(--c-ink)")
        look = {"alpha": share * SYMBOLOGY["swatch"]["fillOpacity"], "zorder": 1.1}
        draw_pattern(page, _box(page, x, y, inks.LAND), pattern, ink, **look)

    return draw


def _box(page: Axes, x: float, y: float, fill: str) -> Path:
    """Draw the box of a swatch and return its outline (mm)."""
    box = Rectangle((x, y - _SWATCH[1] / 2), *_SWATCH, facecolor=fill, edgecolor=inks.LINE, linewidth=inks.POINT)
    page.add_patch(box)
    return box.get_path().transformed(box.get_patch_transform())


def _soft(land_colour: str) -> Sign:
    def draw(page: Axes, x: float, y: float) -> None:
        look = {"facecolor": land_colour, "linewidth": 0}
        alpha = inks.step_of(SYMBOLOGY["swatch"]["soft"]["fillOpacity"], _STEPS)
        page.add_patch(Rectangle((x, y - _SWATCH[1] / 2), *_SWATCH, facecolor=inks.LAND, linewidth=0))
        for step in range(_STEPS):
            inset = 0.3 * step
            box = (x + inset, y - _SWATCH[1] / 2 + inset)
            page.add_patch(Rectangle(box, _SWATCH[0] - 2 * inset, _SWATCH[1] - 2 * inset, alpha=alpha, **look))

    return draw


def _stroke(line: dict[str, Any], band: dict[str, Any]) -> Sign:
    def draw(page: Axes, x: float, y: float) -> None:
        for look in filter(None, (band, line)):
            style = {"dash_capstyle": look.get("capstyle", "butt"), "solid_capstyle": "butt"}
            line_style = {name: value for name, value in look.items() if name != "capstyle"}
            page.add_line(Line2D([x, x + _SWATCH[0]], [y, y], **line_style, **style))

    return draw


def _mark(kind: str, symbol: str) -> Sign:
    def draw(page: Axes, x: float, y: float) -> None:
        draw_mark(page, (x + _SWATCH[0] / 2, y), kind, symbol, inks.FAINT)

    return draw


# Layout


def draw_legend(page: Axes, groups: dict[str, list[Row]], note: str) -> None:
    """Draw the legend beside the map, smaller if it would be too long, and a note below it."""
    shrink = 1.2
    while shrink > 0.55 and _height(groups, note, shrink) > _TOP - _BOTTOM:
        shrink -= 0.05
    y = _TOP
    for heading, rows in groups.items():
        y -= 4.0 * shrink
        page.text(_LEFT, y, heading, font=face("Serif Bold", _HEAD * shrink), color=inks.ACCENT, va="center")
        y -= 3.1 * shrink
        for row in rows:
            lines = _wrapped(row.label, shrink)
            high = _row_height(len(lines), shrink)
            row.sign(page, _LEFT, y - high / 2)
            label = {"font": face("Sans", _SIZE * shrink), "color": inks.INK, "va": "center", "linespacing": 0.98}
            page.text(_LEFT + _SWATCH[0] + 2, y - high / 2, "\n".join(lines), **label)
            y -= high
        y -= 1.2 * shrink
    if note:
        lines = wrap(note, "Serif Italic", 6.6 * shrink, _RIGHT - _LEFT)
        page.text(
            _LEFT, y - 1, "\n".join(lines), font=face("Serif Italic", 6.6 * shrink), color=inks.FAINT, va="top",
            linespacing=1.05,
        )  # fmt: skip


def _height(groups: dict[str, list[Row]], note: str, shrink: float) -> float:
    rows = sum(_row_height(len(_wrapped(row.label, shrink)), shrink) for group in groups.values() for row in group)
    noted = len(wrap(note, "Serif Italic", 6.6 * shrink, _RIGHT - _LEFT)) * 6.6 * shrink * MM * 1.25
    return rows + 8.3 * shrink * len(groups) + noted + 1


def _wrapped(label: str, shrink: float) -> list[str]:
    return wrap(label, "Sans", _SIZE * shrink, _RIGHT - _LEFT - _SWATCH[0] - 2)


def _row_height(lines: int, shrink: float) -> float:
    return max(4.9 * shrink, lines * _SIZE * shrink * MM * 1.18 + 1.1)
