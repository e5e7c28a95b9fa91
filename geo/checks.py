"""Checks of a data package as a whole: what no schema of a single table can say.

References between tables, the coverage of every day by exactly one base territory, and sentences with
places for names, such as “{name}: guarded by {administering_power}”. Each check returns its faults as
sentences that name file, row and column.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from string import Formatter
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.dates import OPEN_END, first_day
from geo.errors import DateError

_LEAST_KM2 = 0.01  # of an overlap that is told by its size
_Tables = dict[str, pd.DataFrame]
# Columns whose cells hold several identifiers, and the table that knows them.
_LISTS = {"source_ids": "sources", "event_ids": "events", "claim_ids": "claims"}
# The columns that hold sentences with places, and the places that each may have.
_PLACES = {
    ("statuses", "sentence"): ("name", "administering_power", "sovereign"),
    ("offices", "sentence"): ("person", "rank"),
}


def check_references(tables: _Tables, atoms: set[str]) -> list[str]:
    """Return every identifier that no row has.

    Parameters
    ----------
    tables
        Every table of a package by its name; the first column of a table is its identifier.
    atoms
        Identifiers of the atoms, which the columns ``left`` and ``right`` of the borders hold.
    """
    faults = []
    for name, frame in tables.items():
        for column, target in _LISTS.items():
            if column in frame and target in tables:
                known = set(tables[target].iloc[:, 0])
                faults += _unknown(name, frame[column], known, may_be_empty=True)
    for side in ("left", "right"):
        faults += _unknown("borders", tables["borders"][side], atoms, may_be_empty=False)
    return faults + (_step_faults(tables) if {"story_steps", "views"} <= set(tables) else [])


def check_views(tables: _Tables) -> list[str]:
    """Return every view whose edges are the wrong way round, with the columns to exchange."""
    faults = []
    for index, row in tables["views"].iterrows():
        for low, high in (("left", "right"), ("bottom", "top")):
            try:
                is_wrong = float(row[low]) >= float(row[high])
            except ValueError:  # named when the table was read
                continue
            if is_wrong:
                where = f"views.csv, row {int(str(index)) + 2}, column {high}"
                faults.append(f"{where}: {row[high]} is not greater than {low}, {row[low]}; exchange the two")
    return faults


def _step_faults(tables: _Tables) -> list[str]:
    """Return every step of the tour without a date or with an unknown view."""
    steps, views = tables["story_steps"], set(tables["views"]["view_id"])
    faults = _unknown("story_steps", steps.loc[~steps["at"].str.contains(r"_\d"), "at"], views, may_be_empty=False)
    for index, date in steps["date"].items():
        try:
            first_day(date)
        except DateError as error:
            faults.append(f"story_steps.csv, row {int(str(index)) + 2}, column date: {error}")
    return faults


def _unknown(name: str, cells: "pd.Series[str]", known: set[str], *, may_be_empty: bool) -> list[str]:
    faults = []
    for index, cell in cells.items():
        unknown = [part for part in cell.split() if part not in known]
        if unknown or not (cell or may_be_empty):
            what = f"unknown {', '.join(unknown)}" if unknown else "is empty"
            faults.append(f"{name}.csv, row {int(str(index)) + 2}, column {cells.name}: {what}")
    return faults


def check_extents(extents: pd.DataFrame, atoms: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame) -> list[str]:
    """Return what is wrong with single extents: unknown parts, none, or outside their territory's time.

    `extents` has the columns of `extents.csv` joined with the days of its territory
    (`territory_start_day`, `territory_end_day`).
    """
    faults = []
    known = set(atoms.index) | set(shapes.index)
    for index, row in extents.iterrows():
        where = f"extents.csv, row {int(str(index)) + 2}"
        unknown = [part for part in row["parts"] if part not in known]
        if unknown:
            faults.append(f"{where}, column atoms or shape: unknown {', '.join(unknown)}")
        # Under a rival position a territory other than a base one may be absent: a row without land says so.
        absent = row["position"] and row["role"] != "base"
        if bool(row["atoms"]) == bool(row["shape"]) and not (absent and not row["atoms"]):
            faults.append(f"{where}, column atoms: give either atoms or a shape")
        outside = row["start_day"] < row["territory_start_day"] or row["end_day"] > row["territory_end_day"]
        if outside and not row["position"]:
            faults.append(f"{where}, column start or end: outside the time of {row['territory_id']}")
    return faults


def check_coverage(extents: pd.DataFrame, atom_ids: list[str], first: str) -> list[str]:
    """Return every atom and day without exactly one base territory, from `first` (ISO day) on.

    Intervals of one atom are sorted and walked once, so that every single day is covered.
    """
    faults = []
    held: dict[str, list[tuple[str, str, str, int]]] = defaultdict(list)
    base = extents[extents["role"] == "base"]
    for parts, span in zip(base["parts"], _spans(base), strict=True):
        for part in parts:
            held[part].append(span)
    for atom in atom_ids:
        expected, last = first, -1
        for start, end, territory_id, index in sorted(held[atom]):
            if start > expected:
                faults.append(_gap(atom, index, "start", f"from {expected} to {start}"))
            elif start < expected and expected != first:
                faults.append(
                    f"extents.csv, row {index + 2}, column atoms: {atom} overlaps another territory "
                    f"from {start} ({territory_id})"
                )
            expected, last = max(expected, end), index
        if expected != OPEN_END:
            faults.append(_gap(atom, last, "end", f"from {expected} on"))
    return faults


def _spans(extents: pd.DataFrame) -> list[tuple[str, str, str, int]]:
    """Return start and end day, territory and index of every row: plain tuples are walked faster than frames."""
    columns = (extents[name] for name in ("start_day", "end_day", "territory_id"))
    return list(zip(*columns, extents.index, strict=True))


def _gap(atom: str, index: int, column: str, when: str) -> str:
    return f"extents.csv, row {index + 2}, column {column}: atom {atom} has no answer {when}"


def check_simultaneous(extents: pd.DataFrame) -> list[str]:
    """Return every territory that has two extents on one day."""
    by_territory: dict[str, list[tuple[str, str, str, int]]] = defaultdict(list)
    for span in sorted(_spans(extents)):
        by_territory[span[2]].append(span)
    return [
        f"extents.csv, row {index + 2}, column start: {territory_id} has two extents on one day"
        for territory_id, spans in sorted(by_territory.items())
        for (_, end, *_), (start, _, _, index) in pairwise(spans)
        if start < end
    ]


def check_atoms(atoms: gpd.GeoDataFrame) -> list[str]:
    """Return what is wrong with the atoms (EPSG:4326): each overlap with its size and place, borders that differ."""
    geometries = list(atoms.geometry)
    if shapely.coverage_is_valid(geometries):
        return []
    faults = []
    for one, other in _overlapping(geometries):
        common = shapely.intersection(geometries[one], geometries[other])
        size = float(gpd.GeoSeries([common], crs="EPSG:4326").to_crs("EPSG:6933").area.iloc[0]) / 1e6
        if size >= _LEAST_KM2:
            point, names = common.representative_point(), f"{atoms.index[one]} and {atoms.index[other]}"
            faults.append(f"{names} overlap by {size:,.2f} km² near {point.y:.3f}, {point.x:.3f} (latitude, longitude)")
    if not faults:
        edges = shapely.coverage_invalid_edges(geometries)
        wrong = [(str(name), edge) for name, edge in zip(atoms.index, edges, strict=True) if not edge.is_empty]
        point = wrong[0][1].representative_point()
        names = ", ".join(name for name, _ in wrong)
        faults.append(f"{names} overlap or do not share their border, first near {point.y:.3f}, {point.x:.3f}")
    return [f"atoms.geojson, column geometry: {'; '.join(faults)}"]


def _overlapping(geometries: list[Any]) -> list[tuple[int, int]]:
    """Return the pairs of geometries that have more in common than a border."""
    tree = shapely.STRtree(geometries)
    pairs = {tuple(sorted(pair)) for pair in tree.query(geometries, predicate="intersects").T.tolist()}
    return [(one, other) for one, other in sorted(pairs) if one != other]


def check_identifiers(tables: _Tables) -> list[str]:
    """Return every item of Wikidata that stands for two, and every person who has two or is without it in a row.

    The rows of a territory's polity may share an item, those of two polities may not; nor may two persons.
    """
    holders, territories, polities = (tables[name] for name in ("officeholders", "territories", "polities"))
    known = {row.wikidata: (row.polity_id, f"polities.csv, row {row.Index + 2}") for row in polities.itertuples()}
    persons = holders[holders["person"] != ""]
    first = persons.drop_duplicates("person").set_index("person")["wikidata"]
    differing = persons[persons["wikidata"] != persons["person"].map(first)]
    return [
        *_shared("territories", territories, "polity", known),
        *_shared("officeholders", persons, "person", {}),
        *(
            f"officeholders.csv, row {row.Index + 2}, column wikidata: “{row.wikidata}”, but “{first[row.person]}” in "
            f"another row of {row.person}"
            for row in differing.itertuples()
        ),
    ]


def _shared(name: str, frame: pd.DataFrame, owner: str, known: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Yield every row whose item of Wikidata is that of another owner, in `known` or in a row before it."""
    seen = dict(known)
    filled = frame[frame["wikidata"] != ""]
    for index, item, own in zip(filled.index, filled["wikidata"], filled[owner], strict=True):
        other, where = seen.setdefault(item, (own, f"{name}.csv, row {index + 2}"))
        if other != own:
            yield f"{name}.csv, row {index + 2}, column wikidata: {item} stands for {other} ({where})"


def check_sentences(tables: _Tables) -> list[str]:
    """Return every sentence whose places cannot be filled in."""
    return [
        f"{table}.csv, row {int(str(index)) + 2}, column {column}: {problem}"
        for (table, column), places in _PLACES.items()
        for index, sentence in tables[table][column].items()
        for problem in _sentence_problems(str(sentence), places)
    ]


def check_sentence(context: str, sentence: str) -> str:
    """Return what is wrong with a translated sentence, or an empty text; `context` is ``table.column``."""
    table, _, column = context.partition(".")
    places = _PLACES.get((table, column))
    return "; ".join(_sentence_problems(sentence, places)) if places else ""


def _sentence_problems(sentence: str, places: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with the places of a sentence.

    A place holds a name and nothing else: Python would follow attributes, conversions and formats into its
    own objects.
    """
    try:
        parts = list(Formatter().parse(sentence))
    except ValueError as error:
        yield f"the braces do not match ({error}); write {{{{ for a brace"
        return
    for _, name, form, conversion in parts:
        if name is not None and (name not in places or form or conversion):
            place = f"{{{name}{'!' if conversion else ''}{conversion or ''}{':' if form else ''}{form or ''}}}"
            yield f"unknown place {place}; known are {', '.join(f'{{{known}}}' for known in places)}"
