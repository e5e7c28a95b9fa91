"""Tables: what can be asked for by address, and the rows that answer a question.

A column keeps its name and its meaning as long as the interface keeps its version.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo import Dataset, borders_at, exports
from geo.changes import changes_by_day
from geo.dates import OPEN_END, day_after, first_day, last_day
from pages.shared.record.entries import noted_claims
from pages.shared.record.notes import notes_on
from pages.shared.record.sentences import change_sentence, land_sentence, office_sentence
from server.api.columns import DAYS, Column, cell_of, columns_of
from server.api.parameters import BBOX, DATE, FROM, LANG, POSITION, TO, Parameter, Query

_TIME = (DATE, FROM, TO)
_DATED = ("start", "end", *exports.EDTF, *DAYS)
_CHECKED = ("confidence", "verified", "source_ids", "sources", "note")


@dataclass(frozen=True)
class Table:
    """One table that can be asked for.

    Attributes
    ----------
    title
        What it holds, in one sentence.
    rows
        Gives all rows that a question may concern, with the time of each in `DAYS`: ISO days, half-open.
    names
        Its columns, in their order.
    of
        The tables of the data package whose columns they are.
    parameters
        Those it takes.
    has_geometry
        Whether it can be had as GeoJSON.
    own
        What it says of columns otherwise than others.
    """

    title: str
    rows: Callable[[Dataset, Query], pd.DataFrame]
    names: tuple[str, ...]
    of: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    has_geometry: bool = False
    own: tuple[tuple[str, Column], ...] = ()

    @cached_property
    def columns(self) -> dict[str, Column]:
        """What stands in its columns, by their names."""
        return columns_of(self.names, self.of, self.own)


def tables_of(dataset: Dataset) -> dict[str, "Table"]:
    """Return the tables of which a data package has rows, by their names."""
    return {name: table for name, table in TABLES.items() if not any(dataset.tables[part].empty for part in table.of)}


def rows_of(table: Table, dataset: Dataset, query: Query) -> pd.DataFrame:
    """Return the rows of a table that answer a question.

    Parameters
    ----------
    dataset
        In the language of the question, which must be spoken.

    Returns
    -------
    The columns of the table, every cell a number, a text or None; with geometry a GeoDataFrame (EPSG:4326).
    """
    frame: Any = exports.with_edtf(_at_time(table.rows(dataset, query), query))
    if query.bbox:
        frame = frame[frame.geometry.notna() & frame.intersects(shapely.box(*query.bbox))]
    cells = {name: [cell_of(value, column.kind) for value in frame[name]] for name, column in table.columns.items()}
    rows = pd.DataFrame(cells, dtype=object)
    return gpd.GeoDataFrame(rows, geometry=list(frame.geometry), crs=exports.CRS) if table.has_geometry else rows


def _at_time(frame: Any, query: Query) -> Any:
    """Return the rows that hold on the day, or at some time between the days, that a question names."""
    if not (query.date or query.begin or query.end):
        return frame
    first, last = (query.date, query.date) if query.date else (query.begin, query.end or OPEN_END)
    start, end = frame["start_day"], frame["end_day"]
    return frame[(start <= last) & ((end == "") | (end > first))]


def _territories(dataset: Dataset, query: Query) -> pd.DataFrame:
    frame = exports.all_territories(dataset, query.position)
    sentences = [land_sentence(dataset, row) for row in frame.drop(columns="geometry").to_dict("records")]
    return _labelled(dataset, frame.assign(sentence=sentences), "certainty", "certainties")


def _missions(dataset: Dataset, _query: Query) -> pd.DataFrame:
    return exports.all_missions(dataset).rename(columns={"since": "start", "until": "end"})


def _events(dataset: Dataset, _query: Query) -> pd.DataFrame:
    frame = exports.all_events(dataset)
    spans = zip(frame["start"], frame["end"], strict=True)
    frame = frame.assign(content_note=[_note(dataset, start, end) for start, end in spans])
    return _labelled(dataset, frame, "category", "categories")


def _borders(dataset: Dataset, query: Query) -> pd.DataFrame:
    """Return the lines of one day, each whole and without a time of its own, or every stretch in each of its times."""
    if query.date:
        lines = exports.cited(dataset, borders_at(dataset, query.date, query.position))
        frame = lines.assign(**dict.fromkeys(DAYS, ""))
    else:
        frame = exports.all_borders(dataset, query.position)
    return _labelled(dataset, frame, "certainty", "certainties")


def _officeholders(dataset: Dataset, _query: Query) -> pd.DataFrame:
    offices = dataset.rows["offices"]
    rows = [
        {**holder, **{name: office[name] for name in ("kind", "sending", "receiving", "mission_id")}}
        | {"office": office["label"], "sentence": office_sentence(office, holder)}
        for holder in dataset.records["officeholders"]
        if (office := offices[holder["office_id"]])
    ]
    return _frame(dataset, "officeholders", rows)


def _places(dataset: Dataset, _query: Query) -> pd.DataFrame:
    return exports.all_places(dataset).rename(columns={"since": "start", "until": "end"})


def _changes(dataset: Dataset, _query: Query) -> pd.DataFrame:
    rows = [
        {**row, "parts": " ".join(row["parts"]), "sentence": change_sentence(row)} | _span(day)
        for day, changes in changes_by_day(dataset).items()
        for row in changes
    ]
    return pd.DataFrame(rows, columns=[*_CHANGE, *DAYS], dtype=object)


def _claims(dataset: Dataset, _query: Query) -> pd.DataFrame:
    notes = noted_claims(dataset)
    rows = [
        {**row, "content_note": notes.get(row["claim_id"], {}).get("text", "")} | _span(row["date"])
        for row in dataset.records["claims"]
    ]
    return _labelled(dataset, _frame(dataset, "claims", rows), "verdict", "verdicts")


def _aid(dataset: Dataset, _query: Query) -> pd.DataFrame:
    return _frame(dataset, "aid", [row | _span(row["year"]) for row in dataset.records["aid"]])


def _span(date: str) -> dict[str, str]:
    """Return the time that a date of any precision covers, as ISO days, half-open."""
    return dict(zip(DAYS, (first_day(date), day_after(last_day(date))), strict=True))


def _frame(dataset: Dataset, table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return rows made of those of a table, which may have none, with their citations."""
    columns = dict.fromkeys([*dataset.tables[table], *DAYS, *(rows[0] if rows else ())])
    frame: pd.DataFrame = exports.cited(dataset, pd.DataFrame(rows, columns=list(columns), dtype=object))
    return frame


def _labelled(dataset: Dataset, frame: Any, column: str, table: str) -> Any:
    """Return a frame with the label of an identifier, from the table of its terms, in ``<column>_label``."""
    labels = dataset.lookup(table, f"{column}_id", "label")
    return frame.assign(**{f"{column}_label": frame[column].map(labels)})


def _note(dataset: Dataset, start: str, end: str) -> str:
    """Return what the atlas says before it shows what is of a time."""
    return " ".join(note["text"] for note in notes_on(dataset, start, end))


_SIDES = ("id", "name", "status", "power")
_CHANGE = (
    *("date", "role", "sentence", *(f"from_{side}" for side in _SIDES), *(f"to_{side}" for side in _SIDES)),
    *("area_km2", "parts"),
)

# By the name that stands in the address.
TABLES = {
    "territories": Table(
        "Territories: a row for each time in which one had the same land, with its status, who held it, and how sure"
        " that is.",
        _territories,
        (
            *("territory_id", "name", *_DATED, "polity", "role", "status_id", "status", "status_text"),
            *("sovereign_id", "sovereign", "administering_power_id", "administering_power", "ruler"),
            *("certainty", "certainty_label", "area_km2", "lon", "lat", "sentence", *_CHECKED, "wikidata"),
        ),
        of=("territories", "extents"),
        parameters=(*_TIME, BBOX, POSITION, LANG),
        has_geometry=True,
    ),
    "missions": Table(
        "Missions and seats: a row for each state in which one was.",
        _missions,
        (
            *("mission_id", "name", *_DATED, "sending", "receiving", "kind", "state", "state_label", "sentence"),
            *("city", "address", "lat", "lon", "accuracy_m", "on_map", *_CHECKED),
            *("period_confidence", "period_verified", "period_note", "wikidata"),
        ),
        of=("missions", "mission_periods"),
        parameters=(*_TIME, BBOX, LANG),
        has_geometry=True,
    ),
    "events": Table(
        "Events; one without an end takes the day, the month or the year of its start.",
        _events,
        (
            *("event_id", "title", *_DATED, "text", "category", "category_label", "place", "lat", "lon"),
            *(*_CHECKED, "content_note"),
        ),
        of=("events",),
        parameters=(*_TIME, BBOX, LANG),
        has_geometry=True,
    ),
    "borders": Table(
        "Borders: with a date a row for each line, as the map draws it, without days of its own; else a row for each"
        " stretch and time.",
        _borders,
        (
            *("border_id", "name", *DAYS, "left_id", "right_id", "certainty", "certainty_label", "basis"),
            *("source_ids", "sources"),
        ),
        of=("borders",),
        parameters=(*_TIME, BBOX, POSITION, LANG),
        has_geometry=True,
    ),
    "officeholders": Table(
        "Who held which office, vacant posts included.",
        _officeholders,
        (
            *("holder_id", "office_id", "office", "kind", "sending", "receiving", "mission_id", "person", "rank"),
            *("state", *_DATED, "sentence", *_CHECKED, "wikidata"),
        ),
        of=("officeholders", "offices"),
        parameters=(*_TIME, LANG),
    ),
    "places": Table(
        "Places: a row for each name and its time.",
        _places,
        (
            *("place_id", "name", *_DATED, "used_by", "also", "today", "kind", "rank", "lat", "lon", *_CHECKED),
            *("wikidata", "geonames"),
        ),
        of=("place_names", "places"),
        parameters=(*_TIME, BBOX, LANG),
        has_geometry=True,
    ),
    "changes": Table(
        "Changes of the map: on which day what passed from whom to whom.",
        _changes,
        _CHANGE,
        of=("extents",),
        parameters=(*_TIME, LANG),
        own=(("date", Column("date", "Day of the change")),),
    ),
    "claims": Table(
        "The statements of the article, each with a verdict and the better statement; their time is the date on which"
        " the map shows them.",
        _claims,
        (
            *("claim_id", "part", "claim", "verdict", "verdict_label", "better", "date", "event_ids"),
            *("territory_id", "mission_id", *_CHECKED, "content_note"),
        ),
        of=("claims", "verdicts"),
        parameters=(*_TIME, LANG),
    ),
    "aid": Table(
        "Aid: a row a year.",
        _aid,
        ("year", "donor", "recipient", "amount_usd", *_CHECKED),
        of=("aid",),
        parameters=(*_TIME, LANG),
    ),
}
