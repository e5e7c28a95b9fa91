"""Lands: the physical map, the territories of a day, their borders and claims, drawn into a frame."""

from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from geo.borders import borders_at
from geo.dataset import Dataset
from geo.render.plate import inks
from geo.render.plate.ground import WINDOW, Ground
from geo.territories import territories_at

_BLUR = 7  # steps in which a soft extent fades
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 15, 20)  # degrees


def visible_territories(dataset: Dataset, day: str, position: str, ground: Ground) -> gpd.GeoDataFrame:
    """Return the territories of a day that the frame shows (in its projection), with colour, pattern and line."""
    gdf = ground.clip(territories_at(dataset, day, position))
    patterns, lines = (dataset.rows["statuses"], dataset.rows["certainties"])
    return gdf.assign(
        colour=[inks.colour_of(dataset, power) for power in gdf["administering_power_id"]],
        pattern=[patterns[status]["pattern"] for status in gdf["status_id"]],
        line=[lines[certainty]["line"] for certainty in gdf["certainty"]],
    )


def draw_physical(axes: Axes, dataset: Dataset, ground: Ground) -> None:
    """Draw land below the territories, lakes and rivers above them."""
    physical = ground.clip(dataset.physical)
    looks = {
        "land": {"facecolor": inks.LAND, "edgecolor": inks.SHORE, "linewidth": 0.4, "zorder": 1},
        "lake": {"facecolor": inks.WATER, "edgecolor": inks.SHORE, "linewidth": 0.35, "zorder": 4},
        "river": {"color": inks.mix(inks.WATER, inks.SHORE, 0.45), "linewidth": 0.45, "zorder": 3.5},
    }
    for kind, look in looks.items():
        _plot(axes, physical[physical["kind"] == kind], **look)


def draw_territories(axes: Axes, gdf: gpd.GeoDataFrame) -> None:
    """Draw fills with the pattern of their status, soft cores, claims as lines, inner parts as outlines."""
    for (role, colour, pattern, line), rows in gdf.groupby(["role", "colour", "pattern", "line"], sort=True):
        if role in {"base", "context"}:
            _fill(axes, rows, inks.fill_of(str(colour), str(role)), str(pattern))
            if role == "context" and line != "none":
                _edge(axes, rows, str(line))
        elif role == "core":
            _soft(axes, rows, str(colour))
        elif role == "claim":
            edge = {} if line == "none" else {"linewidth": 0.8, "linestyle": inks.line_of(str(line))["linestyle"]}
            hatch = inks.claim_hatch(str(pattern))
            look = {"facecolor": "none", "hatch": hatch, "hatchcolor": colour, "zorder": 5}
            _plot(axes, rows, edgecolor=colour, **look, **(edge or {"linewidth": 0}))
        else:
            _plot(axes, rows, facecolor="none", edgecolor=inks.LINE, linewidth=0.7, linestyle=(0, (4, 2.2)), zorder=6)


def _fill(axes: Axes, rows: gpd.GeoDataFrame, fill: str, pattern: str) -> None:
    hatch = {"hatch": inks.HATCHES[pattern], "hatchcolor": inks.pattern_ink(fill)} if pattern in inks.HATCHES else {}
    _plot(axes, rows, facecolor=fill, linewidth=0, zorder=2, **hatch)


def _edge(axes: Axes, rows: gpd.GeoDataFrame, line: str) -> None:
    """Draw the outline of schematic land, which has no borders of its own."""
    style = inks.line_of(line)["linestyle"]
    _plot(axes, rows, facecolor="none", edgecolor=inks.LINE, linewidth=0.6, linestyle=style, zorder=5)


def _soft(axes: Axes, rows: gpd.GeoDataFrame, colour: str) -> None:
    """Draw an extent without a line: it fades outwards."""
    left, right = axes.get_xlim()
    reach = (right - left) / 90
    for step in np.linspace(1, -1, _BLUR):
        ring = rows.set_geometry(rows.geometry.buffer(step * reach))
        _plot(axes, ring[~ring.is_empty], facecolor=colour, linewidth=0, alpha=0.13, zorder=3)


def draw_borders(axes: Axes, dataset: Dataset, day: str, position: str, ground: Ground) -> list[str]:
    """Draw the borders of a day as sure as they are, and the edge of the mapped land; return their certainties."""
    edge = gpd.GeoDataFrame(geometry=[shapely.coverage_union_all(list(dataset.atoms.geometry)).boundary], crs=4326)
    _lines(axes, ground.clip(edge), color=inks.LINE, linewidth=0.55, zorder=6)
    borders = ground.clip(borders_at(dataset, day, position))
    seen = []
    for row in dataset.records["certainties"]:
        own = borders[borders["certainty"] == row["certainty_id"]]
        if row["line"] != "none" and not own.empty:
            seen.append(str(row["certainty_id"]))
            band = inks.band_of(row["line"])
            if band:
                _lines(axes, own, zorder=6.5, capstyle="butt", **band)
            _lines(axes, own, zorder=7, **inks.line_of(row["line"]))
    return seen


def draw_graticule(axes: Axes, page: Axes, ground: Ground, font: Any) -> None:
    """Draw meridians and parallels, with their degrees at the frame."""
    west, south, east, north = ground.degrees
    step = next((step for step in _STEPS if (east - west) / step <= 9), _STEPS[-1])
    lons, lats = (np.arange(np.ceil(low / step), high / step) * step for low, high in ((west, east), (south, north)))
    ups = [shapely.LineString([(lon, lat) for lat in np.linspace(south, north, 60)]) for lon in lons]
    acrosses = [shapely.LineString([(lon, lat) for lon in np.linspace(west, east, 60)]) for lat in lats]
    lines = gpd.GeoDataFrame({"at": [*lons, *lats]}, geometry=[*ups, *acrosses], crs="EPSG:4326")
    own = ground.clip(lines)
    _lines(axes, own, color=inks.INK, linewidth=0.25, alpha=0.22, zorder=4.5)
    left, bottom, right, top = WINDOW
    foot, side = shapely.box(left, bottom, right, bottom + 0.05), shapely.box(left, bottom, left + 0.05, top)
    for index, line in zip(own.index, ground.on_page(own.geometry), strict=True):
        is_up = int(str(index)) < len(lons)
        met = shapely.intersection(foot if is_up else side, line)
        if met.is_empty:
            continue
        words, at = _degrees(float(own.loc[index, "at"]), "EW" if is_up else "NS"), met.centroid
        look = {"ha": "center", "va": "top"} if is_up else {"ha": "right", "va": "center"}
        where = (at.x, bottom - 1.5) if is_up else (left - 1.5, at.y)
        page.text(*where, words, font=font, color=inks.FAINT, **look)


def _degrees(value: float, letters: str) -> str:
    letter = letters[0] if value > 0 else letters[1] if value < 0 else ""
    return f"{abs(value):g}°{letter}"


def _plot(axes: Axes, rows: Any, **look: Any) -> None:
    if not rows.empty:
        rows.geometry.plot(ax=axes, aspect=None, autolim=False, **look)


def _lines(axes: Axes, rows: Any, **look: Any) -> None:
    """Draw lines; unlike GeoPandas with one path a line, so that dashes run on."""
    parts = [part for part in shapely.get_parts(rows.geometry.to_numpy()) if part.geom_type == "LineString"]
    axes.add_collection(LineCollection([np.asarray(part.coords) for part in parts], **look), autolim=False)
