"""Layers: everything that holds on one day, and all rows of a kind in all their times.

All layers are EPSG:4326 (longitude, latitude).
"""

from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.borders import border_periods, borders_at, neighbours
from geo.dataset import PROPERTIES, Dataset
from geo.dates import OPEN_END, day_after, last_day
from geo.missions import mission_periods, missions_at
from geo.places import COLUMNS, place_periods
from geo.tables import in_force
from geo.territories import features_of, territories_at

CRS = "EPSG:4326"
LAYERS = ("territories", "missions", "borders", "places", "events", "relations")
DAYS = ["start_day", "end_day"]
_IDS = ["polity", "status_id", "sovereign_id", "administering_power_id"]
_MORE = [
    "role",
    "status_text",
    "ruler",
    "area_km2",
    "lon",
    "lat",
    "confidence",
    "verified",
    "source_ids",
    "note",
    "wikidata",
]
_DECIMALS = 6


def shown_layers(dataset: Dataset, day: str, position: str = "") -> dict[str, pd.DataFrame]:
    """Return everything that holds on a day, by the names of `LAYERS`.

    Parameters
    ----------
    dataset
        A loaded dataset.
    day
        An ISO day.
    position
        Identifier of a rival position; empty for the map as it is shown first.

    Returns
    -------
    GeoDataFrames (EPSG:4326); relations, which lie nowhere, as a DataFrame. Dates stand as the data has
    them and as ISO days (``start_day``, ``end_day``, half-open); what is still true has empty ends.

    Raises
    ------
    DateError
        If `day` is no date.
    KeyError
        If no extent of the dataset has that position.
    """
    events = in_force(dataset.tables["events"], day)
    # An event without an end took the day, month or year of its start.
    happened = (events["end"] != "") | (events["start"].map(last_day) >= day)
    return {
        "territories": _territories(dataset, territories_at(dataset, day, position)),
        "missions": _missions(dataset, missions_at(dataset, day)),
        "borders": cited(dataset, borders_at(dataset, day, position)),
        "places": _places(dataset, in_force(place_periods(dataset), day)),
        "events": _events(dataset, events[happened.astype(bool)]),
        "relations": cited(dataset, dated(in_force(dataset.tables["relations"], day))),
    }


def all_territories(dataset: Dataset, position: str = "") -> gpd.GeoDataFrame:
    """Return every period of every territory (EPSG:4326), first to last, as the map shows it or a position has it."""
    return _territories(dataset, features_of(dataset, position))


def all_missions(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return every mission in each of its states (points, EPSG:4326)."""
    return _missions(dataset, mission_periods(dataset))


def all_places(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return every place under each of its names (points, EPSG:4326)."""
    return _places(dataset, place_periods(dataset))


def all_events(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return every event (points, EPSG:4326); one without an end takes the day, month or year of its start."""
    return _events(dataset, dataset.tables["events"])


def all_borders(dataset: Dataset, position: str = "") -> gpd.GeoDataFrame:
    """Return every border between two atoms in each of its periods (lines, EPSG:4326), as shown or under a position."""
    lines = neighbours(dataset)
    rows = [
        {**period.answer._asdict(), "start_day": period.start, "end_day": period.end, "geometry": lines[pair]}
        for pair, periods in border_periods(dataset, position).items()
        for period in periods
    ]
    return cited(dataset, dated(gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS)))


def _territories(dataset: Dataset, features: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    points = features.geometry.representative_point()
    areas = [round(sum(dataset.areas[part] for part in parts), 1) for parts in features["parts"]]
    frame = features.assign(area_km2=areas, lon=points.x.round(_DECIMALS), lat=points.y.round(_DECIMALS))
    layer = frame[[*PROPERTIES, *DAYS, *_IDS, *_MORE, "geometry"]]
    return dated(layer.sort_values(["start_day", "territory_id"], kind="stable").reset_index(drop=True))


def _missions(dataset: Dataset, missions: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return missions in their state of a day; one without a known place has no point."""
    ids = [" ".join(dict.fromkeys(f"{ids} {period_ids}".split())) for ids, period_ids in _pairs(missions)]
    frame = missions.assign(source_ids=ids).drop(columns="period_source_ids")
    return cited(dataset, with_points(dated(frame), frame["on_map"] == "yes"))


def _pairs(missions: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(missions["source_ids"], missions["period_source_ids"], strict=True))


def _events(dataset: Dataset, events: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return events with their places; one without an end takes the day, month or year of its start."""
    spans = zip(events["start"], events["end"], events["end_day"], strict=True)
    end_days = [day if end else day_after(last_day(start)) for start, end, day in spans]
    dated_events = events.assign(end_day=pd.Series(end_days, index=events.index, dtype=object))
    return cited(dataset, with_points(dated_events, events["lat"] != ""))


def _places(dataset: Dataset, places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return places, each with the time of its name."""
    frame = places.assign(lon=pd.to_numeric(places["lon"]), lat=pd.to_numeric(places["lat"]))
    return cited(dataset, dated(frame[[*COLUMNS, *DAYS, "lon", "lat", "geometry"]]))


def with_points(frame: pd.DataFrame, placed: "pd.Series[bool]") -> gpd.GeoDataFrame:
    """Return a frame whose rows in `placed` have a point at their ``lon`` and ``lat`` (EPSG:4326)."""
    lon, lat = (pd.to_numeric(frame[name].where(placed)) for name in ("lon", "lat"))
    points = shapely.points(lon, lat)
    points[lon.isna().to_numpy()] = None
    return gpd.GeoDataFrame(frame.assign(lon=lon, lat=lat), geometry=points, crs=CRS)


def dated(frame: Any) -> Any:
    """Return a frame with an empty last day where a row is still true."""
    return frame.assign(end_day=frame["end_day"].where(frame["end_day"] != OPEN_END, ""))


def cited(dataset: Dataset, frame: Any) -> Any:
    """Return a frame with the citations of its sources beside their identifiers."""
    texts = dataset.lookup("sources", "source_id", "citation")
    citations = [
        "; ".join(texts.get(part, part) for part in str(ids).split())
        for ids in (frame["source_ids"] if "source_ids" in frame else [""] * len(frame))
    ]
    return frame.assign(sources=pd.Series(citations, index=frame.index, dtype=object)).reset_index(drop=True)
