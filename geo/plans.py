"""Plans: where the missions of one day stand, city by city, each with the circle within which it lies."""

import math
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.dataset import Dataset
from geo.missions import EMBASSY, missions_at
from geo.tables import in_force

_CITY_M = 15_000  # Two missions no farther apart stand in one city.
_LEAST_M = 1_200  # No plan shows less land around its middle.


@dataclass(frozen=True)
class Plan:
    """One city, or the land, with the missions that stand there.

    Attributes
    ----------
    city
        Its name on the day; empty for the land.
    points
        One row a mission: the columns of `missions_at`, ``number`` from 1, ``accuracy_m`` (float), ``nearest``
        and ``nearest_m`` (number and distance of the nearest other mission on the plan, in metres to the hundred;
        0 if there is none, or if it is no farther than both places are uncertain). Points, EPSG:4326.
    circles
        Within which each mission lies, in the order of `points`. Polygons, EPSG:4326.
    labels
        Where the number of each mission is written, clear of its neighbours. Points, EPSG:4326.
    frame
        The land that is shown. Polygon, EPSG:4326.
    scale, scale_m
        A line as long as `scale_m` metres in the lower left corner. EPSG:4326.
    width_m
        How wide the land shown is, in whole metres.
    """

    city: str
    points: gpd.GeoDataFrame
    circles: gpd.GeoSeries
    labels: gpd.GeoSeries
    frame: shapely.Polygon
    scale: shapely.LineString
    scale_m: int
    width_m: int


def plans_at(dataset: Dataset, day: str) -> tuple[list[Plan], pd.DataFrame]:
    """Return a plan of every city with an embassy or several missions on `day`, then one of the land with the rest.

    Parameters
    ----------
    dataset
        A loaded dataset.
    day
        An ISO day.

    Returns
    -------
    The plans, and the missions that stand outside all of them (rows of `missions_at`): beyond the default view.
    """
    current = missions_at(dataset, day)
    current = current[(current["on_map"] == "yes") & (current["lat"] != "")]
    cities, single = list[pd.DataFrame](), list[Any]()
    for rows in _cities(current):
        is_plan = len(rows) > 1 or EMBASSY in set(rows["kind"])
        (cities if is_plan else single).append(rows)
    plans = [_plan(_name_then(dataset, str(rows.iloc[0]["city"]).split(" (")[0], day), rows) for rows in cities]
    rest = pd.concat(single) if single else current.iloc[:0]
    view = dataset.row("views", str(dataset.about["default_view"]))
    box = [float(view[name]) for name in ("left", "bottom", "right", "top")]
    lon, lat = rest["lon"].astype(float), rest["lat"].astype(float)
    inside = (lon > box[0]) & (lon < box[2]) & (lat > box[1]) & (lat < box[3])
    if inside.any():
        plans.append(_plan("", rest[inside]))
    return plans, rest[~inside]


def _name_then(dataset: Dataset, city: str, day: str) -> str:
    """Return the name that a city bears on an ISO day, if the record has its names; else as it is called."""
    names = dataset.tables["place_names"]
    then = in_force(names[names["place_id"].isin(names.loc[names["name"] == city, "place_id"])], day)
    return city if then.empty else str(then.iloc[0]["name"])


def _cities(current: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the missions gathered by city, in the order of the record."""
    cities: list[list[int]] = []
    points = gpd.GeoSeries(gpd.points_from_xy(current["lon"].astype(float), current["lat"].astype(float)))
    for index, point in enumerate(points):
        near = next((city for city in cities if _metres(points[city[0]], point) < _CITY_M), None)
        if near is None:
            cities.append([index])
        else:
            near.append(index)
    return [current.iloc[city] for city in cities]


def _metres(a: shapely.Point, b: shapely.Point) -> float:
    """Return the distance of two places (EPSG:4326) on a sphere of the earth’s mean radius, in metres."""
    lat_a, lat_b = math.radians(a.y), math.radians(b.y)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.x - a.x) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(half))


def _plan(city: str, rows: pd.DataFrame) -> Plan:
    """Return the plan of some missions, measured in a projection centred on them."""
    places = gpd.points_from_xy(rows["lon"].astype(float), rows["lat"].astype(float), crs="EPSG:4326")
    points = gpd.GeoDataFrame(rows.reset_index(drop=True), geometry=places)
    points = points.assign(
        number=range(1, len(points) + 1), accuracy_m=pd.to_numeric(points["accuracy_m"], errors="coerce").fillna(0.0)
    )
    middle = points.geometry.union_all().envelope.centroid
    crs = f"+proj=aeqd +lat_0={middle.y} +lon_0={middle.x} +datum=WGS84 +units=m"
    flat = points.geometry.to_crs(crs)
    circles = flat.buffer(points["accuracy_m"].clip(lower=1.0))
    frame = _frame(circles)
    left, bottom, right, _ = frame.bounds
    length = _round_length((right - left) / 4)
    inset = (right - left) * 0.04
    scale = shapely.LineString([(left + inset, bottom + inset), (left + inset + length, bottom + inset)])
    frame_on_earth, scale_on_earth = gpd.GeoSeries([frame, scale], crs=crs).to_crs("EPSG:4326")
    return Plan(
        city=city,
        points=points.assign(**_nearest(points)),
        circles=circles.to_crs("EPSG:4326"),
        labels=_labels(flat, (right - left) * 0.055).to_crs("EPSG:4326"),
        frame=frame_on_earth,
        scale=scale_on_earth,
        scale_m=length,
        width_m=round(right - left),
    )


def _frame(circles: gpd.GeoSeries) -> shapely.Polygon:
    """Return the land around circles (metres): 1.6 times as wide as it is high, with a margin."""
    left, bottom, right, top = circles.total_bounds
    high = max((top - bottom) / 2, (right - left) / 3.2, _LEAST_M) * 1.25
    x, y = (left + right) / 2, (bottom + top) / 2
    return shapely.box(x - 1.6 * high, y - high, x + 1.6 * high, y + high)


def _round_length(metres: float) -> int:
    """Return the longest of 1, 2 or 5 times a power of ten that is no longer than `metres`."""
    power = 10 ** math.floor(math.log10(metres))
    return int(next(step * power for step in (5, 2, 1) if step * power <= metres))


def _labels(flat: gpd.GeoSeries, step: float) -> gpd.GeoSeries:
    """Return where the numbers stand: `step` metres from their points, away from the points nearby."""
    labels = []
    for index, point in enumerate(flat):
        near = [other for at, other in enumerate(flat) if at != index and other.distance(point) < 4 * step]
        x = point.x - sum(other.x for other in near) / len(near) if near else step
        y = point.y - sum(other.y for other in near) / len(near) if near else step
        length = math.hypot(x, y) or 1.0
        labels.append(shapely.Point(point.x + step * x / length, point.y + step * y / length))
    return gpd.GeoSeries(labels, crs=flat.crs)


def _nearest(points: gpd.GeoDataFrame) -> dict[str, list[int]]:
    """Return number and distance (to 100 m) of the mission nearest to each; 0 where none is surely apart."""
    numbers, metres = [], []
    for index, point in enumerate(points.geometry):
        others = [(_metres(point, other), at + 1) for at, other in enumerate(points.geometry) if at != index]
        sure = points["accuracy_m"]
        others = [(length, at) for length, at in others if length > sure[index] + sure[at - 1]]
        distance, number = min(others, default=(0.0, 0))
        numbers.append(number)
        metres.append(round(distance / 100) * 100)
    return {"nearest": numbers, "nearest_m": metres}
