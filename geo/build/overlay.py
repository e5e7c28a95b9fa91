"""Overlay: dated areas made one coverage of atoms that never change, and who held which of them when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import STRtree

from geo.build.simplify import EQUAL_AREA, simplify_coverage
from geo.dates import OPEN_END
from geo.errors import BuildError

LEAST_KM2 = 1.0  # of an overlap or gap that is told
History = frozenset[int]  # the areas that cover a piece of land, on one day or another


@dataclass(frozen=True)
class Overlay:
    """A coverage and who held what of it.

    Attributes
    ----------
    atoms
        Columns atom_id and geometry (EPSG:4326), without gap or overlap.
    extents
        One row an area and period: area (row of the areas; -1 for land that none of them holds then), start, end
        (ISO days, half-open, `OPEN_END` if open), atoms (tuple of identifiers).
    notes
        A sentence for every overlap and gap, with its size and place, and for slivers.
    """

    atoms: gpd.GeoDataFrame
    extents: pd.DataFrame
    notes: list[str]


def overlay(areas: gpd.GeoDataFrame, first: str, sliver_km: float) -> Overlay:
    """Cut dated areas into one coverage of timeless atoms.

    All outlines are noded together; land with the same history is one atom. Where two areas lie over each other on
    the same day, the smaller one holds the land.

    Parameters
    ----------
    areas
        Columns name, start, end (ISO days, half-open, empty if open), geometry (EPSG:4326), with a plain index.
    first
        The ISO day from which every atom needs a holder.
    sliver_km
        Land narrower than this goes to the neighbour it shares most of its border with.

    Raises
    ------
    BuildError
        If no area has land after `first`.
    """
    times = [(max(start, first), end or OPEN_END) for start, end in zip(areas["start"], areas["end"], strict=True)]
    used = [index for index, (start, end) in enumerate(times) if start < end]
    if not used:
        raise BuildError(f"No area is left after {first}: do the columns, the window and the first year fit the file?")
    noded = shapely.unary_union(list(areas.geometry.iloc[used].boundary))
    faces = np.array(shapely.get_parts(shapely.polygonize(shapely.get_parts([noded]))))
    notes = list[str]()
    groups = _grouped(faces, _histories(faces, areas, used), sliver_km, notes)
    atoms = gpd.GeoDataFrame(
        {"atom_id": [f"a{number:04d}" for number in range(1, len(groups) + 1)]},
        geometry=[_joined(faces[of]) for of in groups.values()],
        crs="EPSG:4326",
    )
    atoms = simplify_coverage(atoms)
    return Overlay(atoms, _extents(areas, times, atoms, list(groups), notes), notes)


def _joined(faces: Any) -> Any:
    return shapely.MultiPolygon(list(shapely.get_parts(shapely.coverage_union_all(list(faces)))))


def _histories(faces: Any, areas: gpd.GeoDataFrame, used: list[int]) -> list[History]:
    """Return for each face the areas that cover it."""
    tree, held = STRtree(areas.geometry.iloc[used].array), defaultdict[int, set[int]](set)
    for face, area in tree.query(shapely.point_on_surface(faces), predicate="within").T.tolist():
        held[face].add(used[area])
    return [frozenset(held[face]) for face in range(len(faces))]


def _grouped(faces: Any, histories: list[History], sliver_km: float, notes: list[str]) -> dict[History, list[int]]:
    """Return the faces of each history: narrow ones go to a neighbour, and what nobody ever holds is left out."""
    metric = gpd.GeoSeries(faces, crs="EPSG:4326").to_crs(EQUAL_AREA)
    areas_km2 = np.asarray(metric.area) / 1e6
    widths = 2 * areas_km2 / (np.asarray(metric.length) / 1000)
    broad = [face for face, history in enumerate(histories) if history and widths[face] >= sliver_km]
    tree, moved = STRtree(faces[broad]), 0
    groups: dict[History, list[int]] = defaultdict(list)
    for face, history in enumerate(histories):
        owner = history
        if widths[face] < sliver_km:
            near = [broad[index] for index in tree.query(faces[face], predicate="intersects")]
            shared = {one: shapely.intersection(faces[one], faces[face]).length for one in near}
            if shared and max(shared.values()) > 0:
                owner, moved = histories[max(shared, key=lambda one: shared[one])], moved + 1
        elif not history and areas_km2[face] >= LEAST_KM2:
            notes.append(f"gap: {areas_km2[face]:,.0f} km² {_place(faces[face])} lie between areas; none holds them")
        if owner:
            groups[owner].append(face)
    if moved:
        notes.append(f"{moved} slivers narrower than {sliver_km:g} km went to a neighbour")
    return groups


def _place(geometry: Any) -> str:
    point = geometry.representative_point()
    return f"near {point.y:.2f}, {point.x:.2f} (latitude, longitude)"


def _extents(
    areas: gpd.GeoDataFrame,
    times: list[tuple[str, str]],
    atoms: gpd.GeoDataFrame,
    histories: list[History],
    notes: list[str],
) -> pd.DataFrame:
    """Return who held which atoms from when to when; add a note for every overlap and every time without a holder."""
    size = np.asarray(areas.geometry.to_crs(EQUAL_AREA).area)
    held: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    doubled, first = defaultdict[tuple[int, int], set[int]](set), min(start for start, _ in times)
    for number, history in enumerate(histories):
        days = sorted({first, OPEN_END, *(day for area in history for day in times[area] if day > first)})
        for begin, end in pairwise(days):
            there = [area for area in history if times[area][0] <= begin < times[area][1]]
            winner, *others = sorted(there, key=lambda area: (size[area], area)) or [-1]
            held[winner].append((begin, end, str(atoms["atom_id"][number])))
            for other in others:
                doubled[winner, other].add(number)
    km2 = np.asarray(atoms.geometry.to_crs(EQUAL_AREA).area) / 1e6
    for (winner, other), numbers in sorted(doubled.items()):
        if (common := float(km2[list(numbers)].sum())) >= LEAST_KM2:
            one, two, where = areas["name"][winner], areas["name"][other], _place(atoms.geometry[min(numbers)])
            notes.append(f"overlap: {one} and {two} share {common:,.0f} km² {where}; {one}, the smaller, holds them")
    notes += _unheld(held[-1], atoms, km2)
    rows = [
        {"area": area, "start": start, "end": end, "atoms": ids}
        for area in sorted(held)
        for start, end, ids in one_at_a_time(held[area])
    ]
    return pd.DataFrame(rows, columns=["area", "start", "end", "atoms"])


def _unheld(spans: list[tuple[str, str, str]], atoms: gpd.GeoDataFrame, km2: Any) -> Iterable[str]:
    """Yield how much land no area holds, by time, with a place."""
    places = dict(zip(atoms["atom_id"], range(len(atoms)), strict=True))
    for start, end, ids in one_at_a_time(spans):
        numbers = [places[atom] for atom in ids]
        until = f"to {end}" if end != OPEN_END else "on"
        size, where = float(km2[numbers].sum()), _place(atoms.geometry[max(numbers, key=lambda one: km2[one])])
        if size >= LEAST_KM2:
            yield f"gap: {size:,.0f} km² {where} belong to no area from {start} {until}"


def one_at_a_time(spans: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return spans of single atoms as spans of all atoms held at once, one after the other, as long as they can be."""
    spans = list(spans)
    days = sorted({day for start, end, _ in spans for day in (start, end)})
    joined = list[tuple[str, str, tuple[str, ...]]]()
    for begin, end in pairwise(days):
        ids = tuple(sorted(atom for start, until, atom in spans if start <= begin < until))
        if joined and joined[-1][1:] == (begin, ids):
            joined[-1] = (joined[-1][0], end, ids)
        elif ids:
            joined.append((begin, end, ids))
    return joined
