"""Labels: names of lands where they have the most room, towns with their names, marks of missions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from geo.dataset import Dataset
from geo.missions import missions_at
from geo.places import places_at
from geo.render.label_points import WIDE, label_point
from geo.render.plate import inks
from geo.render.plate.fonts import MM, face, width
from geo.render.plate.ground import SCALE, WINDOW, Ground
from geo.render.plate.marks import SIZE, draw_mark

_SIZES = {"base": (5.6, 17), "inner": (5.2, 8.5), "core": (6, 11), "claim": (5.6, 8.5)}
_FACES = {"base": "Serif Bold", "inner": "Serif Italic", "core": "Serif Italic", "claim": "Serif Italic"}
_WITHOUT_DOT = {"lake", "river", "mountain"}
_SMALLEST = 2  # mm²: a part of a land that may bear a name
_LINE = 1.02  # height of a line, in sizes of the font


@dataclass
class Sheet:
    """The page on which labels are put, and the boxes (mm) already taken: all, by names of lands, by marks."""

    page: Axes
    taken: list[Any] = field(default_factory=list)
    names: list[Any] = field(default_factory=list)
    marks: list[Any] = field(default_factory=list)

    def is_free(self, box: Any) -> bool:
        """Return whether a box lies in the window and touches nothing."""
        return bool(shapely.box(*WINDOW).contains(box)) and not any(box.intersects(other) for other in self.taken)

    def write(self, x: float, y: float, words: str, name: str, size: float, **look: Any) -> None:
        """Write words with a halo, centred unless `look` says otherwise, and keep their place."""
        halo = [withStroke(linewidth=size * 0.22, foreground=inks.PAPER, alpha=0.75)]
        self.page.text(
            x, y, words, font=face(name, size), path_effects=halo, zorder=20,
            **{"ha": "center", "va": "center", "color": inks.INK, "linespacing": 0.95, **look},
        )  # fmt: skip


def label_map(page: Axes, dataset: Dataset, day: str, gdf: Any, ground: Ground) -> tuple[Any, list[str]]:
    """Put marks, towns and names on the map of a day.

    Returns
    -------
    The missions in the frame, and the names of territories for which there was no room.
    """
    sheet = Sheet(page)
    left, bottom, _, _ = WINDOW
    sheet.taken.append(shapely.box(left, bottom, left + SCALE[0], bottom + SCALE[1]))  # the scale bar
    missions = _marks(sheet, dataset, missions_at(dataset, day), ground)
    places = places_at(dataset, day)
    reach = _reach(ground)
    first, later = places[places["rank"] == 1], places[(places["rank"] > 1) & (places["rank"] <= reach)]
    if reach:
        _towns(sheet, first, ground)
    unnamed = _names(sheet, gdf, ground)
    _towns(sheet, later, ground)
    return missions, unnamed


def _reach(ground: Ground) -> int:
    """Return up to which rank places are named at the scale of the map."""
    kilometres = (ground.bounds[2] - ground.bounds[0]) / 1000
    return next((rank for rank, most in ((3, 900), (2, 2200), (1, 5000)) if kilometres <= most), 0)


def _names(sheet: Sheet, gdf: Any, ground: Ground) -> list[str]:
    """Write the names of lands, the largest first; return those that found no room."""
    lands = gdf[gdf["role"].isin(_SIZES)]
    pieces = ground.on_page(lands.geometry)
    order = {"base": 0, "claim": 1, "core": 2, "inner": 3}
    rows = sorted(
        zip(lands["name"], lands["role"], pieces, strict=True),
        key=lambda row: (order[row[1]], -shapely.area(row[2])),
    )
    cores = shapely.union_all([land for _, role, land in rows if role == "core"])
    missing, placed = dict[str, None](), set[str]()
    for name, role, land in rows:
        # The name of a land keeps off the kingdoms that lie in it, if it can.
        clear = shapely.difference(land, cores) if role == "base" else land
        is_named = _name(sheet, str(name), str(role), clear) or (
            clear is not land and _name(sheet, str(name), str(role), land)
        )
        placed |= {str(name)} if is_named else set()
        missing |= {} if is_named else {str(name): None}
    return [name for name in missing if name not in placed]


def _name(sheet: Sheet, name: str, role: str, land: Any) -> bool:
    """Write a name where its land has the most room; return whether there was enough."""
    least, most = _SIZES[role]
    clear = shapely.difference(land, shapely.union_all(sheet.taken))
    best = (0.0, 0.0, 0.0, "")
    for words in _splits(name):
        lines = words.split("\n")
        across = max(width(line, _FACES[role], 1) for line in lines)
        high = len(lines) * _LINE * MM
        x, y, room = label_point(
            [part for part in shapely.get_parts(clear) if part.geom_type == "Polygon" and part.area > _SMALLEST], 0.15
        )
        # A claim is often narrow: its name may reach beyond it.
        slack = 2.4 if role == "claim" else 1.12
        size = slack * room / float(np.hypot(across / 2 / WIDE, high / 2))
        if size > best[2] * 1.12:
            best = (x, y, size, words)
    x, y, size, words = best
    size = min(size, most)
    if size < least:
        return False
    lines = words.split("\n")
    half = (max(width(line, _FACES[role], size) for line in lines) / 2, len(lines) * _LINE * MM * size / 2)
    if role == "claim" and not sheet.is_free(_box(x, y, *half)):
        return False
    sheet.taken.append(_box(x, y, *half))
    sheet.names.append(sheet.taken[-1])
    sheet.write(x, y, words, _FACES[role], size)
    return True


def _splits(name: str) -> Iterable[str]:
    """Return a name in one line, and in two of nearly the same length."""
    yield name
    gaps = [index for index, letter in enumerate(name) if letter == " "]
    if gaps:
        middle = min(gaps, key=lambda index: abs(index - len(name) / 2))
        yield f"{name[:middle]}\n{name[middle + 1 :]}"


def _box(x: float, y: float, half_wide: float, half_high: float) -> Any:
    return shapely.box(x - half_wide, y - half_high, x + half_wide, y + half_high)


def _towns(sheet: Sheet, places: Any, ground: Ground) -> None:
    """Write the names of places beside their dots where there is room, the most important first."""
    ordered = places.sort_values("rank", kind="stable")
    xs, ys = ground.project(ordered.geometry.x.to_numpy(), ordered.geometry.y.to_numpy())
    for row, x, y in zip(ordered.to_dict("records"), xs, ys, strict=True):
        if shapely.box(*WINDOW).contains(shapely.Point(x, y)):
            _town(sheet, row, float(x), float(y))


def _town(sheet: Sheet, row: dict[str, Any], x: float, y: float) -> None:
    is_dotted, dot = row["kind"] not in _WITHOUT_DOT, _box(x, y, 0.5, 0.5)
    if is_dotted and any(dot.intersects(name) for name in sheet.names):
        return
    name = "Serif Italic" if not is_dotted else "Sans Bold" if row["kind"] == "capital" else "Sans"
    size = {1: 7.0, 2: 6.3, 3: 5.8}[int(row["rank"])]
    half_wide, half_high = width(row["name"], name, size) / 2 + 0.2, size * MM * 0.45
    # Beside the dot, or beside the marks of missions that lie on it.
    is_marked = any(dot.intersects(mark) for mark in sheet.marks)
    gaps = (1.0, *((SIZE / 2 + 0.3, SIZE + 0.3) if is_marked else ())) if is_dotted else (0.0,)
    sides = ((1, 0), (-1, 0), (0, 1), (0, -1))
    spots = [(dx * (half_wide + gap), dy * (half_high + gap)) for gap in gaps for dx, dy in sides]
    for dx, dy in spots if is_dotted else [(0.0, 0.0), *spots]:
        box = _box(x + dx, y + dy, half_wide, half_high)
        if sheet.is_free(box):
            sheet.taken.append(box)
            if is_dotted:
                _dot(sheet, row["kind"], x, y)
            colour = inks.LAKE_NAME if row["kind"] in {"lake", "river"} else inks.INK
            sheet.write(x + dx, y + dy, row["name"], name, size, color=colour)
            return


def _dot(sheet: Sheet, kind: str, x: float, y: float) -> None:
    """Draw a town; a capital has a ring, a court is a hollow square."""
    fill = inks.PAPER if kind in {"capital", "court"} else inks.INK
    look = {"marker": "s" if kind in {"post", "court"} else "o", "markeredgecolor": inks.INK, "zorder": 15}
    sheet.page.plot(x, y, markersize=3.4 if kind == "capital" else 2.2, markerfacecolor=fill, mew=0.5, **look)
    if kind == "capital":
        sheet.page.plot(x, y, markersize=1.3, color=inks.INK, marker="o", zorder=16)
    sheet.taken.append(_box(x, y, 0.5, 0.5))


def _marks(sheet: Sheet, dataset: Dataset, missions: Any, ground: Ground) -> Any:
    """Draw the missions in the frame, those that would lie on one another side by side; return them."""
    visible = missions[missions["on_map"] == "yes"]
    xs, ys = ground.project(visible["lon"].astype(float).to_numpy(), visible["lat"].astype(float).to_numpy())
    visible = visible.assign(x=xs, y=ys)
    left, bottom, right, top = WINDOW
    inside = visible["x"].between(left + 2, right - 2) & visible["y"].between(bottom + 2, top - 2)
    visible = visible[inside]
    cells: dict[tuple[int, int], list[Any]] = {}
    for row in visible.to_dict("records"):
        cells.setdefault((round(row["x"] / SIZE), round(row["y"] / SIZE)), []).append(row)
    for members in cells.values():
        wide = min(len(members), 4)
        for index, row in enumerate(members):
            x = row["x"] + (index % 4 - (wide - 1) / 2) * SIZE
            y = row["y"] - (index // 4) * SIZE
            draw_mark(sheet.page, (x, y), row["kind"], row["symbol"], _sender_colour(dataset, row["sending"]))
            sheet.marks.append(_box(x, y, SIZE / 2, SIZE / 2))
    sheet.taken += sheet.marks
    return visible


def _sender_colour(dataset: Dataset, name: str) -> str:
    """Return the colour of the power that sends a mission; ink if it is no power of the map."""
    for row in dataset.records["powers"]:
        if row["name"] == name:
            return inks.colour_of(dataset, row["power_id"])
    return inks.FAINT
