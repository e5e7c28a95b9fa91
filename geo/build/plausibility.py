"""Plausibility: what a data package may say and probably does not mean."""

from collections.abc import Iterator
from math import cos, hypot, radians

import pandas as pd
import shapely

from geo.loading import Parts

MOST_EVENTS = 20_000  # a timeline with more takes seconds to load
FARTHEST_KM = 40.0  # of a mission from the place that bears the name of its city
NEAR_DEGREES = 0.5  # a point so near a land lies in it: islands and coasts are simplified
KM_PER_DEGREE = 111.32
_POINTS = ("events", "missions", "places", "disputes")
_SOURCED = ("territories", "events", "relations", "missions", "borders")
Point = tuple[float, float]  # longitude and latitude, degrees


def doubts(parts: Parts) -> Iterator[str]:
    """Yield a sentence for everything in a package that is allowed and probably wrong."""
    if not parts.about or "territories" not in parts.tables:
        return
    yield from _late_default(parts)
    yield from _points(parts)
    yield from _powers(parts.tables)
    yield from _partners(parts.tables)
    yield from _far_missions(parts.tables)
    yield from _without_sources(parts.tables)
    events = len(parts.tables["events"])
    if events > MOST_EVENTS:
        yield f"events.csv: {events:,} events lie in one timeline; more than {MOST_EVENTS:,} take seconds to show"


def _late_default(parts: Parts) -> Iterator[str]:
    default, as_of = (str(parts.about.get(key, "")) for key in ("default_date", "as_of"))
    if default[:4] > as_of[:4] > "":
        yield f"datapackage.json, block atlas: default_date: {default} lies after as_of, {as_of}"


def _located(frame: pd.DataFrame) -> Iterator[tuple[int, Point]]:
    """Yield row number and point of every row that has one."""
    degrees = frame[["lon", "lat"]].apply(pd.to_numeric, errors="coerce").dropna()
    for index, lon, lat in zip(degrees.index, degrees["lon"], degrees["lat"], strict=True):
        yield int(index) + 2, (float(lon), float(lat))


def _points(parts: Parts) -> Iterator[str]:
    """Yield every point outside all views and lands, and whether it lies in a land with its two numbers exchanged."""
    if not parts.layers:
        return
    atoms = parts.layers[0]
    tree = shapely.STRtree(atoms.geometry.array)
    views = parts.tables["views"][["left", "bottom", "right", "top"]].apply(pd.to_numeric, errors="coerce").dropna()
    boxes = shapely.STRtree(shapely.box(*views.to_numpy().T)) if len(views) else shapely.STRtree([])

    def land_at(point: Point) -> str:
        near = tree.query(shapely.Point(point), predicate="dwithin", distance=NEAR_DEGREES)
        return str(atoms.index[near[0]]) if len(near) else ""

    for name in _POINTS:
        for row, (lon, lat) in _located(parts.tables[name]):
            if land_at((lon, lat)):
                continue
            where, place = f"{name}.csv, row {row}, columns lat and lon", f"{lat:g}, {lon:g}"
            swapped = land_at((lat, lon)) if abs(lon) <= 90 else ""
            if swapped:
                yield f"{where}: {place} lies in no land; exchanged, {lon:g}, {lat:g} lies in {swapped}: exchange them"
            elif not len(boxes.query(shapely.Point(lon, lat))) and not _is_dry(parts, (lon, lat)):
                yield f"{where}: {place} lies in the sea and in no view of views.csv"


def _is_dry(parts: Parts, point: Point) -> bool:
    """Return whether a point lies on the land of the physical map, or near it."""
    physical = parts.layers[2]
    land = physical.geometry[physical["kind"] == "land"] if "kind" in physical else physical.geometry
    return bool(shapely.dwithin(land.array, shapely.Point(point), NEAR_DEGREES).any())


def _powers(tables: dict[str, pd.DataFrame]) -> Iterator[str]:
    """Yield every power that holds no land and keeps no mission."""
    held = set(tables["territories"]["sovereign"]) | set(tables["territories"]["administering_power"])
    sending = set(tables["missions"]["sending"]) | set(tables["missions"]["receiving"])
    for index, row in tables["powers"].iterrows():
        if row["power_id"] not in held and row["name"] not in sending:
            where = f"powers.csv, row {int(str(index)) + 2}, column power_id"
            yield f"{where}: “{row['power_id']}” holds no territory and keeps no mission; leave it out or use it"


def _partners(tables: dict[str, pd.DataFrame]) -> Iterator[str]:
    """Yield every mission both of whose states have the name of no power, so that it has no colour of its own."""
    names = set(tables["powers"]["name"])
    for index, row in tables["missions"].iterrows():
        if not {row["sending"], row["receiving"]} & names:
            where = f"missions.csv, row {int(str(index)) + 2}, columns sending and receiving"
            neither = f"neither “{row['sending']}” nor “{row['receiving']}” is a name in powers.csv"
            yield f"{where}: {neither}, such as {', '.join(sorted(names)[:5])}"


def _far_missions(tables: dict[str, pd.DataFrame]) -> Iterator[str]:
    """Yield every mission far from the place that bears the name of its city."""
    points = dict(zip(tables["places"]["place_id"], _points_of(tables["places"]), strict=True))
    cities: dict[str, list[Point]] = {}
    for row in tables["place_names"].itertuples():
        point = points.get(row.place_id)
        for name in [row.name, *row.also.split("; ")] if point else []:
            cities.setdefault(name.partition(" (")[0].casefold(), []).append(point)  # type: ignore[arg-type]
    missions = tables["missions"]
    for index, city, point in zip(missions.index, missions["city"], _points_of(missions), strict=True):
        near = cities.get(city.partition(" (")[0].casefold())
        if near and point:
            away = min(distance_km(point, place) for place in near)
            if away > FARTHEST_KM:
                where = f"missions.csv, row {int(str(index)) + 2}, columns lat and lon"
                yield f"{where}: {point[1]:g}, {point[0]:g} lies {away:,.0f} km from {city} as places.csv has it"


def _points_of(frame: pd.DataFrame) -> list[Point | None]:
    """Return the point of every row, or None."""
    found = dict(_located(frame))
    return [found.get(int(index) + 2) for index in frame.index]


def distance_km(one: Point, other: Point) -> float:
    """Return the distance of two points (lon, lat) in km, good for short distances."""
    east = ((one[0] - other[0] + 180) % 360 - 180) * cos(radians((one[1] + other[1]) / 2))
    return hypot(east, one[1] - other[1]) * KM_PER_DEGREE


def _without_sources(tables: dict[str, pd.DataFrame]) -> Iterator[str]:
    """Yield for every table how many of its rows name no source."""
    for name in _SOURCED:
        count = int((tables[name]["source_ids"] == "").sum())
        if count:
            yield f"{name}.csv, column source_ids: {count} of {len(tables[name])} rows name no source"
