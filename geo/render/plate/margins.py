"""Margins of a plate: heading, scale bar, date rule, sources, foot."""

from datetime import date
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon, Rectangle

from geo.dataset import Dataset
from geo.dates import OPEN_END, first_day
from geo.errors import DrawingError
from geo.render.orders import LONGEST_LINK, PlateWords
from geo.render.plate import inks
from geo.render.plate.fonts import face, width, wrap
from geo.render.plate.ground import SCALE, WINDOW, Ground

LEFT, RIGHT = 10.0, 287.0
_RULE = (31.6, 35.4)
_SOURCES_TOP, _FOOT = 23.2, 5.4
_SIZE, _LEADING = 5.6, 2.3
_SHORT = 84  # letters of a citation


def draw_heading(page: Axes, words: PlateWords) -> None:
    """Write the day, what is shown, and the title of the atlas, over a double rule."""
    page.text(LEFT, 195.6, words.date, font=face("Serif Bold", 23), color=inks.INK)
    page.text(RIGHT, 199.4, words.title, font=face("Serif", 12), color=inks.INK, ha="right")
    page.text(RIGHT, 195.2, words.subtitle, font=face("Serif Italic", 9), color=inks.FAINT, ha="right")
    for y, wide in ((193.2, 1.1), (192.5, 0.4)):
        page.plot([LEFT, RIGHT], [y, y], color=inks.INK, linewidth=wide)


def draw_scale(page: Axes, ground: Ground, words: PlateWords) -> None:
    """Draw a bar of kilometres, true in the middle of the map, and name the projection."""
    x, y = WINDOW[0] + 3, WINDOW[1] + 4.6
    per_km = ground.per_metre * 1000
    length = max(step * 10**power for power in range(5) for step in (1, 2, 5) if step * 10**power * per_km <= 40)
    page.add_patch(Rectangle(WINDOW[:2], *SCALE, facecolor=inks.PAPER, edgecolor=inks.RULE, linewidth=0.5, zorder=22))
    for part in range(4):
        box = {"facecolor": inks.INK if part % 2 == 0 else inks.PAPER, "edgecolor": inks.INK, "linewidth": 0.4}
        page.add_patch(Rectangle((x + part * length * per_km / 4, y), length * per_km / 4, 1.1, zorder=23, **box))
    for share in (0, 0.5, 1):
        says = f"{length * share:g}" + (" km" if share == 1 else "")
        at = x + share * length * per_km
        look = {"font": face("Sans", 6.4), "color": inks.INK, "zorder": 23}
        page.text(at, y + 1.8, says, ha="left" if share == 0 else "center", **look)
    note = {"font": face("Sans", 5), "color": inks.FAINT, "zorder": 23, "va": "top", "linespacing": 0.98}
    page.text(x, y - 0.5, f"{words.projection}\n{words.scale}", **note)


def draw_rule(page: Axes, dataset: Dataset, day: str) -> None:
    """Draw the years that the atlas covers, its eras as bands, and a pointer at the day."""
    first, last = first_day(str(dataset.about["first"])), max(str(dataset.about["as_of"]), day)
    begin, end = _years(first), _years(last)

    def at(value: float) -> float:
        return LEFT + (value - begin) / (end - begin) * (RIGHT - LEFT)

    low, high = _RULE
    for era in dataset.records["eras"]:
        left = at(max(begin, _years(era["start_day"])))
        right = at(end if era["end_day"] == OPEN_END else min(end, _years(era["end_day"])))
        if right > left:
            _era(page, era, inks.fill_of(dataset.row("colours", era["colour"])["light"]), left, right)
    page.add_patch(
        Rectangle((LEFT, low), RIGHT - LEFT, high - low, facecolor="none", edgecolor=inks.INK, linewidth=0.6)
    )
    years = range(int(np.ceil(begin)), int(end) + 1)
    ticks = [[(at(year), low), (at(year), low - (0.5 if year % 10 else 1.1))] for year in years]
    page.add_collection(LineCollection(ticks, colors=inks.INK, linewidths=0.4), autolim=False)
    for year in years:
        if year % 10 == 0:
            page.text(at(year), low - 1.5, str(year), font=face("Sans", 6.2), color=inks.INK, ha="center", va="top")
    x = at(_years(day))
    page.plot([x, x], [low - 1.1, high + 0.6], color=inks.ACCENT, linewidth=0.8, zorder=5)
    page.add_patch(Polygon([(x, high), (x - 1.3, high + 2.3), (x + 1.3, high + 2.3)], color=inks.ACCENT, zorder=6))


def _era(page: Axes, era: dict[str, Any], fill: str, left: float, right: float) -> None:
    low, high = _RULE
    look = {"facecolor": fill, "edgecolor": inks.LINE, "linewidth": 0.35}
    page.add_patch(Rectangle((left, low), right - left, high - low, **look))
    for size in (6.6, 5.8, 5.0):
        if width(era["label"], "Serif", size) < right - left - 1:
            middle = ((left + right) / 2, (low + high) / 2)
            page.text(
                *middle, era["label"], font=face("Serif", size), color=inks.INK, ha="center", va="center_baseline"
            )
            return


def _years(day: str) -> float:
    date_of_day = date.fromisoformat(day)
    begin, following = date(date_of_day.year, 1, 1).toordinal(), date(date_of_day.year + 1, 1, 1).toordinal()
    return date_of_day.year + (date_of_day.toordinal() - begin) / (following - begin)


def draw_sources(page: Axes, dataset: Dataset, gdf: Any, words: PlateWords) -> None:
    """Write the works on which the lands in the frame rest, the largest first, as many as there is room for."""
    ordered = gdf.assign(area=gdf.geometry.area).sort_values("area", ascending=False, kind="stable")
    ids = list(dict.fromkeys(part for cell in ordered["source_ids"] for part in str(cell).split()))
    works = [short_citation(dataset.row("sources", source)["citation"]) for source in ids]
    heading = {"font": face("Serif Bold", 7.2), "color": inks.ACCENT, "va": "top"}
    page.text(LEFT, _SOURCES_TOP + 3.7, words.sources, **heading)
    room, gap = (RIGHT - LEFT - 6) / 2, 6
    fits = int((_SOURCES_TOP - _FOOT - 2.4) / _LEADING) * 2
    for count in range(len(works), -1, -1):
        rest = len(works) - count
        parts = [*works[:count], *([words.more.format(count=rest)] if rest else [])]
        lines = wrap("  ·  ".join(parts), "Sans", _SIZE, room)
        if len(lines) <= fits:
            break
    half = max(-(-len(lines) // 2), 1)
    for column in range(2):
        x = LEFT + column * (room + gap)
        for number, line in enumerate(lines[column * half : (column + 1) * half]):
            look = {"font": face("Sans", _SIZE), "color": inks.INK, "va": "top"}
            page.text(x, _SOURCES_TOP - number * _LEADING, line, **look)


def short_citation(citation: str) -> str:
    """Return author and title of a work, without place and publisher, cut at a word if still long."""
    head = citation.split(" (")[0] if citation.find(" (") >= 24 else citation
    if len(head) <= _SHORT:
        return head
    return head[:_SHORT].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def draw_foot(page: Axes, words: PlateWords, link: str) -> None:
    """Write licence, the day of checking and the link below everything.

    Raises
    ------
    DrawingError
        If the link has more than `LONGEST_LINK` letters.
    """
    if len(link) > LONGEST_LINK:
        raise DrawingError(f"a link of {len(link)} letters; at most {LONGEST_LINK} may be drawn")
    page.plot([LEFT, RIGHT], [_FOOT + 1.9] * 2, color=inks.RULE, linewidth=0.5)
    lines = wrap(f"{words.foot} {link}", "Sans", 6, RIGHT - LEFT)
    look = {"font": face("Sans", 6), "color": inks.FAINT, "va": "top", "linespacing": 1.0}
    page.text(LEFT, _FOOT + 1.2, "\n".join(lines[:2]), **look)
