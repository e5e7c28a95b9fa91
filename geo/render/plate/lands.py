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
from geo.render.plate.fonts import MM
from geo.render.plate.ground import WINDOW, Ground
from geo.render.plate.patterns import draw_pattern, outline_of
from geo.render.symbology import LANDS, PHYSICAL, SYMBOLOGY, colour, pattern_of
from geo.territories import territories_at

_POLYGON = shapely.GeometryType.POLYGON
_BLUR = 7  # steps in which a soft extent fades
# What lies over what, as on the live map: the graticule between the lakes and all that is drawn over them.
_PHYSICAL = {"land": 1, "river": 3.5, "lake": 4}
_FILL, _GRATICULE, _CORE, _CLAIM, _OUTER, _BORDER = 2.0, 4.5, 4.8, 5.0, 6.0, 7.0
_OUTLINES = {"context": 2.2, "claim": _CLAIM, "inner": 5.5}
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
    """Draw land below the territories, rivers and lakes above them."""
    physical = ground.clip(dataset.physical)
    for kind, look in PHYSICAL.items():
        rows = physical[physical["kind"] == kind]
        if look.get("fill", True):
            fill, share = colour(look["fillColor"])
            solid = {"facecolor": fill, "alpha": share * look["fillOpacity"], "linewidth": 0}
            _plot(axes, rows, zorder=_PHYSICAL[kind], label=kind, **solid)
        if look.get("stroke", True):
            _outline(axes, rows, zorder=_PHYSICAL[kind], label=kind, **inks.stroke_of(look))


def draw_territories(axes: Axes, gdf: gpd.GeoDataFrame) -> None:
    """Draw fills with the pattern of their status, soft cores, claims as lines, inner parts as outlines."""
    for (role, land_colour, status, line), rows in gdf.groupby(["role", "colour", "pattern", "line"], sort=True):
        label = f"{role} {land_colour} {status} {line}"  # by which a test finds what is drawn
        if role in {"base", "context"}:
            _plot(axes, rows, facecolor=inks.fill_of(land_colour, role), linewidth=0, zorder=_FILL, label=label)
        if role == "core":
            _soft(axes, rows, land_colour, label)
        elif pattern := pattern_of(role, status):
            claim = {"ink": land_colour, "alpha": LANDS["claim"]["fillOpacity"], "zorder": _CLAIM}
            look = claim if role == "claim" else {"ink": inks.pattern_of(land_colour, role), "zorder": _FILL + 0.1}
            draw_pattern(axes, outline_of(rows.geometry), pattern, label=label, **look)
        if LANDS[role]["weight"]:
            _outline(axes, rows, zorder=_OUTLINES[role], label=label, **inks.outline_of(role, line, land_colour))


def _outline(axes: Axes, rows: gpd.GeoDataFrame, **stroke: Any) -> None:
    """Draw lines, or the outlines of lands, with a stroke; nothing if it has no width."""
    if "linewidth" in stroke:
        _lines(axes, rows, **stroke)


def _soft(axes: Axes, rows: gpd.GeoDataFrame, land_colour: str, label: str) -> None:
    """Draw an extent without a line: it fades outwards over the width of the blur of the live map."""
    left, right = axes.get_xlim()
    metres_per_point = (right - left) / (WINDOW[2] - WINDOW[0]) * MM
    # Steps of one weight over a width fade as a blur does whose deviation is smaller by the root of 3.
    reach = LANDS["core"]["blur"] * inks.POINT * metres_per_point * 3**0.5
    look = {"alpha": inks.step_of(LANDS["core"]["fillOpacity"], _BLUR), "zorder": _CORE, "label": label}
    for step in np.linspace(1, -1, _BLUR):
        ring = rows.set_geometry(rows.geometry.buffer(step * reach))
        _plot(axes, ring[~ring.is_empty], facecolor=land_colour, linewidth=0, **look)


def draw_borders(axes: Axes, dataset: Dataset, day: str, position: str, ground: Ground) -> list[str]:
    """Draw the borders of a day as sure as they are, and the edge of the mapped land; return their certainties."""
    edge = gpd.GeoDataFrame(geometry=[shapely.coverage_union_all(list(dataset.atoms.geometry)).boundary], crs=4326)
    _lines(axes, ground.clip(edge), zorder=_OUTER, label="outer", **inks.stroke_of(SYMBOLOGY["outer"]))
    borders = ground.clip(borders_at(dataset, day, position))
    certainties = []
    for row in dataset.records["certainties"]:
        rows = borders[borders["certainty"] == row["certainty_id"]]
        if row["line"] != "none" and not rows.empty:
            certainties.append(str(row["certainty_id"]))
            if band := inks.band_of(row["line"]):
                _lines(axes, rows, zorder=_BORDER - 0.5, label=f"band {row['line']}", **band)
            _lines(axes, rows, zorder=_BORDER, label=f"border {row['line']}", **inks.line_of(row["line"]))
    return certainties


def draw_graticule(axes: Axes, page: Axes, ground: Ground, font: Any) -> None:
    """Draw meridians and parallels, with their degrees at the frame."""
    west, south, east, north = ground.degrees
    step = next((step for step in _STEPS if (east - west) / step <= 9), _STEPS[-1])
    lons, lats = (np.arange(np.ceil(low / step), high / step) * step for low, high in ((west, east), (south, north)))
    ups = [shapely.LineString([(lon, lat) for lat in np.linspace(south, north, 60)]) for lon in lons]
    acrosses = [shapely.LineString([(lon, lat) for lon in np.linspace(west, east, 60)]) for lat in lats]
    lines = gpd.GeoDataFrame({"at": [*lons, *lats]}, geometry=[*ups, *acrosses], crs="EPSG:4326")
    lines_on_page = ground.clip(lines)
    _lines(axes, lines_on_page, color=inks.INK, linewidth=0.25, alpha=0.22, zorder=_GRATICULE)
    left, bottom, right, top = WINDOW
    foot, side = shapely.box(left, bottom, right, bottom + 0.05), shapely.box(left, bottom, left + 0.05, top)
    for index, line in zip(lines_on_page.index, ground.on_page(lines_on_page.geometry), strict=True):
        is_up = int(str(index)) < len(lons)
        met = shapely.intersection(foot if is_up else side, line)
        if met.is_empty:
            continue
        words, at = _degrees(float(lines_on_page.loc[index, "at"]), "EW" if is_up else "NS"), met.centroid
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
    """Draw lines and the rings of polygons; unlike GeoPandas with one path a line, so that dashes run on."""
    parts = shapely.get_parts(shapely.get_parts(rows.geometry.to_numpy()))
    polygons = parts[shapely.get_type_id(parts) == _POLYGON]
    lines = [*parts[shapely.get_dimensions(parts) == 1], *shapely.get_rings(polygons)]
    axes.add_collection(LineCollection([shapely.get_coordinates(line) for line in lines], **look), autolim=False)
