"""Borders: the lines between base territories on one day, each with its certainty and its basis."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import geopandas as gpd
import pandas as pd
import shapely

from geo.dataset import Dataset, cached_on_dataset
from geo.dates import OPEN_END, first_day, shown_day, today
from geo.errors import DatasetError
from geo.territories import rows_at

COLUMNS = ["border_id", "name", "left_id", "right_id", "certainty", "basis", "source_ids"]
Pair = tuple[str, str]


class Answer(NamedTuple):
    """What is known of the border between two atoms.

    Attributes
    ----------
    border_id
        The row of `borders.csv` that describes the line; empty if there is none.
    name
        Name of the line, or the names of the two territories.
    left_id, right_id
        The base territories on its two sides, in the order of the row, else in that of the alphabet.
    certainty
        Identifier of the certainty: of the row, else the worse of those of the two extents.
    basis, source_ids
        Of the row: treaty, map or practice, and its sources; empty if there is none.
    """

    border_id: str
    name: str
    left_id: str
    right_id: str
    certainty: str
    basis: str
    source_ids: str


class Period(NamedTuple):
    """One answer, from an ISO day to the first day on which it no longer holds."""

    start: str
    end: str
    answer: Answer


def borders_at(dataset: Dataset, day: str, position: str = "") -> gpd.GeoDataFrame:
    """Return the lines between base territories on `day`, one row each (EPSG:4326).

    Parameters
    ----------
    dataset
        A loaded dataset.
    day
        An ISO day; a year means its 31 December, a month its last day, never after today.
    position
        Identifier of a rival position: the map as it has it. Empty: as the map shows it first.

    Returns
    -------
    GeoDataFrame, one row per pair of neighbours and row of `borders.csv`: ``border_id``, ``name``,
    ``left_id``, ``right_id`` (territories), ``certainty``, ``basis``, ``source_ids`` and the exact
    shared line. Coasts and the outer edge of the coverage are no borders.

    Raises
    ------
    DateError
        If `day` is no date.
    KeyError
        If no extent of the dataset has that position.
    DatasetError
        If two rows of `borders.csv` answer for one line on one day.
    """
    current_day = shown_day(day, today())
    lines = neighbours(dataset)
    grouped: dict[Answer, list[Any]] = defaultdict(list)
    for pair, answer in _answers(dataset, current_day, position).items():
        grouped[answer].append(lines[pair])
    rows = pd.DataFrame([answer._asdict() for answer in grouped], columns=COLUMNS)
    merged = [_merge(members) for members in grouped.values()]
    return gpd.GeoDataFrame(rows, geometry=merged, crs="EPSG:4326")


def border_periods(dataset: Dataset, position: str = "") -> dict[Pair, list[Period]]:
    """Return, for each pair of atoms with a common line, when it is a border and what is known of it.

    Parameters
    ----------
    dataset
        A loaded dataset.
    position
        Identifier of a rival position; empty for the map as it is shown first.

    Returns
    -------
    Periods of each pair in order, without those in which one territory holds both atoms. A pair
    that is never a border has none.

    Raises
    ------
    KeyError
        If no extent of the dataset has that position.
    DatasetError
        If two rows of `borders.csv` answer for one line on one day.
    """
    periods: dict[Pair, list[Period]] = {pair: [] for pair in neighbours(dataset)}
    days = [first_day(dataset.about["first"]), *border_days(dataset)]
    for start, end in pairwise([*days, OPEN_END]):
        for pair, answer in _answers(dataset, start, position).items():
            earlier = periods[pair]
            if earlier and earlier[-1].end == start and earlier[-1].answer == answer:
                earlier[-1] = earlier[-1]._replace(end=end)
            else:
                earlier.append(Period(start, end, answer))
    return periods


def border_days(dataset: Dataset) -> list[str]:
    """Return every ISO day on which a border of any version may change, sorted."""
    days = set(dataset.change_days)
    for frame in (dataset.rivals, dataset.tables["borders"]):
        days |= {*frame["start_day"], *frame["end_day"]}
    return sorted(day for day in days if first_day(dataset.about["first"]) < day < OPEN_END)


@cached_on_dataset()
def neighbours(dataset: Dataset) -> dict[Pair, Any]:
    """Return the common line (EPSG:4326) of every pair of atoms that have one, by their sorted identifiers.

    The atoms are a coverage: both sides of a common line have the same vertices, so the line is
    made of the very segments that both outlines have.
    """
    holders: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for atom_id, geometry in dataset.atoms.geometry.items():
        for segment in _segments(geometry):
            holders[segment].append(str(atom_id))
    shared: dict[Pair, list[Any]] = defaultdict(list)
    for segment, atoms in holders.items():
        if len(atoms) == 2:
            left, right = sorted(atoms)
            shared[left, right].append(segment)
    return {pair: _merge([shapely.multilinestrings(segments)]) for pair, segments in sorted(shared.items())}


def _segments(geometry: Any) -> Iterator[tuple[Any, ...]]:
    """Return every segment of the outline, its two ends in sorted order."""
    for ring in shapely.get_parts(shapely.boundary(geometry)):
        points = [tuple(point) for point in shapely.get_coordinates(ring).tolist()]
        yield from (tuple(sorted(ends)) for ends in pairwise(points))


def _merge(lines: list[Any]) -> Any:
    """Return lines that meet end to end as the fewest lines."""
    parts = shapely.get_parts(lines)
    return shapely.line_merge(shapely.multilinestrings(list(parts)))


def _answers(dataset: Dataset, day: str, position: str) -> dict[Pair, Answer]:
    """Return what is known on an ISO day of each pair of atoms that different territories hold."""
    holders = _holders(dataset, day, position)
    answers = {}
    for pair in neighbours(dataset):
        left, right = holders.get(pair[0]), holders.get(pair[1])
        if left and right and left[0] != right[0]:
            row = _row(dataset, pair, day)
            answers[pair] = _from_row(row, holders) if row else _without_row(dataset, left, right)
    return answers


def _holders(dataset: Dataset, day: str, position: str) -> dict[str, tuple[str, str]]:
    """Return the territory that holds each atom on an ISO day, and the certainty of its extent."""
    return {
        part: (row["territory_id"], row["certainty"])
        for row in rows_at(dataset, shown_day(day, today()), position)
        if row["role"] == "base"
        for part in row["parts"]
    }


def _from_row(row: dict[str, Any], holders: dict[str, tuple[str, str]]) -> Answer:
    words = {name: row[name] for name in ("border_id", "name", "certainty", "basis", "source_ids")}
    return Answer(left_id=holders[row["left_atom"]][0], right_id=holders[row["right_atom"]][0], **words)


def _without_row(dataset: Dataset, left: tuple[str, str], right: tuple[str, str]) -> Answer:
    """Return the answer where no row speaks of the line: the worse certainty of the two extents."""
    left, right = sorted((left, right))
    order = _order_of_certainties(dataset)
    name = " – ".join(dataset.rows["territories"][side[0]]["name"] for side in (left, right))
    return Answer("", name, left[0], right[0], max(left[1], right[1], key=order.__getitem__), "", "")


@cached_on_dataset()
def _order_of_certainties(dataset: Dataset) -> dict[str, int]:
    """Return the place of each certainty in its table, the best first."""
    return {name: index for index, name in enumerate(dataset.tables["certainties"]["certainty_id"])}


def _row(dataset: Dataset, pair: Pair, day: str) -> dict[str, Any]:
    """Return the row of `borders.csv` that answers for a pair of atoms on an ISO day, or an empty dict."""
    for row in _rows(dataset).get(pair, ()):
        if row["start_day"] <= day < row["end_day"]:
            return row
    return {}


@cached_on_dataset()
def _rows(dataset: Dataset) -> dict[Pair, list[dict[str, Any]]]:
    """Return the rows of `borders.csv` by pair of atoms, in order of time."""
    rows: dict[Pair, list[dict[str, Any]]] = defaultdict(list)
    faults = []
    for index, record in dataset.tables["borders"].iterrows():
        pairs = [(left, right) for left in record["left"].split() for right in record["right"].split()]
        touching = [pair for pair in pairs if (min(pair), max(pair)) in neighbours(dataset)]
        if not touching:
            faults.append(f"borders.csv, row {int(str(index)) + 2}, column left: no atom of it meets one of right")
        for left, right in touching:
            rows[min(left, right), max(left, right)].append({**record, "left_atom": left, "right_atom": right})
    for pair, of_pair in rows.items():
        of_pair.sort(key=lambda row: str(row["start_day"]))
        faults += [
            f"borders.csv, column start: {before['border_id']} and {after['border_id']} "
            f"both answer for {' and '.join(pair)}"
            for before, after in pairwise(of_pair)
            if after["start_day"] < before["end_day"]
        ]
    if faults:
        raise DatasetError(faults)
    return rows
