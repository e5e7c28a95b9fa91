"""Tables: what can be asked for by address, and the rows that answer a question."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo import Dataset, changes_between, exports
from geo.borders import borders_at
from geo.dates import day_before, last_day
from geo.places import places_at
from geo.tables import in_force
from server.api.parameters import Query

_TIME = ("date", "from", "to")
_DAYS = ("start_day", "end_day")


@dataclass(frozen=True)
class Table:
    """One table that can be asked for.

    Attributes
    ----------
    title
        What it holds, in one sentence.
    rows
        Answers a question: a DataFrame, or a GeoDataFrame (EPSG:4326) where rows have a place.
    parameters
        Those it takes.
    has_places
        Whether it can be had as GeoJSON.
    """

    title: str
    rows: Callable[[Dataset, Query], pd.DataFrame]
    parameters: tuple[str, ...]
    has_places: bool = False


def answer(table: Table, dataset: Dataset, query: Query) -> pd.DataFrame:
    """Return the rows of a table that answer a question, with nothing where there is no value."""
    frame = table.rows(dataset, query)
    if query.bbox and isinstance(frame, gpd.GeoDataFrame):
        frame = frame[frame.geometry.notna() & frame.intersects(shapely.box(*query.bbox))]
    frame = frame.reset_index(drop=True)
    cells = frame.drop(columns="geometry", errors="ignore").astype(object)
    cells = cells.where(cells.notna() & (cells != ""), None)
    return gpd.GeoDataFrame(cells, geometry=frame.geometry) if isinstance(frame, gpd.GeoDataFrame) else cells


def _territories(dataset: Dataset, query: Query) -> pd.DataFrame:
    if query.date:
        return exports.shown_layers(dataset, query.date, query.position)["territories"]
    return _between(exports.all_territories(dataset), query)


def _missions(dataset: Dataset, query: Query) -> pd.DataFrame:
    """Return every mission in each of its states, a row a state."""
    states = dataset.tables["mission_states"].rename(columns={"label": "state_label"})
    periods = dataset.tables["mission_periods"].merge(states, left_on="state", right_on="state_id")
    named = dataset.tables["missions"].drop(columns=["confidence", "verified", "source_ids", "note"])
    frame = _held(periods.drop(columns="state_id").merge(named, on="mission_id"), query)
    return _placed(dataset, frame, frame["on_map"] == "yes")


def _events(dataset: Dataset, query: Query) -> pd.DataFrame:
    events = dataset.tables["events"]
    # An event without an end took the day, month or year of its start.
    last = [last_day(start) if not end else day_before(day) for start, end, day in _ends(events)]
    begin, end = (query.date, query.date) if query.date else (query.begin or "0", query.end or "9")
    frame = events[(pd.Series(last, index=events.index) >= begin) & (events["start_day"] <= end)]
    return _placed(dataset, frame.drop(columns="end_day"), frame["lat"] != "")


def _ends(events: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(zip(events["start"], events["end"], events["end_day"], strict=True))


def _borders(dataset: Dataset, query: Query) -> pd.DataFrame:
    if query.date:
        return exports.shown_layers(dataset, query.date, query.position)["borders"]
    return _between(exports.all_borders(dataset), query)


def _officeholders(dataset: Dataset, query: Query) -> pd.DataFrame:
    offices = dataset.tables["offices"][["office_id", "label", "kind", "sending", "receiving"]]
    return _cited(dataset, _held(offices.merge(dataset.tables["officeholders"], on="office_id"), query))


def _places(dataset: Dataset, query: Query) -> pd.DataFrame:
    if query.date:
        return _cited(dataset, places_at(dataset, query.date))
    places = dataset.tables["places"].drop(columns="source_ids")
    frame = _held(places.merge(dataset.tables["place_names"], on="place_id"), query)
    return _placed(dataset, frame, frame["lat"] != "")


def _changes(dataset: Dataset, query: Query) -> pd.DataFrame:
    begin = day_before(query.date or query.begin or str(dataset.change_days[0]))
    changes = changes_between(dataset, begin, query.date or query.end or dataset.change_days[-1])
    return changes.assign(parts=[" ".join(parts) for parts in changes["parts"]])


def _claims(dataset: Dataset, query: Query) -> pd.DataFrame:
    return _cited(dataset, dataset.tables["claims"])


def _aid(dataset: Dataset, query: Query) -> pd.DataFrame:
    aid = dataset.tables["aid"]
    begin, end = (query.date, query.date) if query.date else (query.begin or "0", query.end or "9")
    return _cited(dataset, _numbers(dataset, "aid", aid[aid["year"].between(begin[:4], end[:4])]))


def _held(frame: Any, query: Query) -> Any:
    """Return the rows of a table that hold at the time asked for, their empty last days empty."""
    rows = in_force(frame, query.date) if query.date else frame
    return _between(rows.assign(end_day=rows["end_day"].where(rows["end"] != "", "")), query)


def _between(frame: Any, query: Query) -> Any:
    """Return the rows that hold at some time between two days."""
    is_on = (frame["end_day"] == "") | (frame["end_day"] > query.begin)
    return frame[is_on & (frame["start_day"] <= (query.end or "9"))]


def _cited(dataset: Dataset, frame: Any) -> Any:
    return exports.cited(dataset, frame)


def _numbers(dataset: Dataset, table: str, frame: pd.DataFrame) -> pd.DataFrame:
    columns = exports.number_columns(dataset).get(table, set()) & set(frame)
    return frame.assign(**{column: pd.to_numeric(frame[column]) for column in columns})


def _placed(dataset: Dataset, frame: pd.DataFrame, has_place: Any) -> gpd.GeoDataFrame:
    return _cited(dataset, exports.points(frame, has_place))


# By the name that stands in the address.
TABLES = {
    "territories": Table(
        "Territories: the dated areas, a row a period, each with its status, who held it and how sure that is.",
        _territories,
        (*_TIME, "bbox", "position", "lang"),
        has_places=True,
    ),
    "missions": Table("Missions and seats, a row a state.", _missions, (*_TIME, "bbox", "lang"), has_places=True),
    "events": Table("Events.", _events, (*_TIME, "bbox", "lang"), has_places=True),
    "borders": Table(
        "Borders, with what they rest on and how sure they are.",
        _borders,
        (*_TIME, "bbox", "position", "lang"),
        has_places=True,
    ),
    "officeholders": Table("Who held which office.", _officeholders, (*_TIME, "lang")),
    "places": Table("Places and their names, a row a name.", _places, (*_TIME, "bbox", "lang"), has_places=True),
    "changes": Table("What passed from whom to whom, day by day.", _changes, (*_TIME, "lang")),
    "claims": Table("The statements of the article, each with a verdict.", _claims, ("lang",)),
    "aid": Table("Aid, a row a year.", _aid, (*_TIME, "lang")),
}
