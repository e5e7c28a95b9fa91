"""The dataset of an atlas: every table and layer of one data package, loaded once and checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import checks as references
from geo import coverage, patterns
from geo.dates import OPEN_END, first_day
from geo.errors import DatasetError, DateError
from geo.integrity import check_lines
from geo.positions import compose
from geo.tables import add_days, load_package

DEFAULT_FOLDER = Path(__file__).resolve().parent.parent / "data"
PROPERTIES = [
    "territory_id",
    "name",
    "start",
    "end",
    "status",
    "sovereign",
    "administering_power",
    "certainty",
    "sources",
]
_DATED = (
    *("territories", "extents", "eras", "relations", "events", "mission_periods", "borders"),
    *("place_names", "disputes", "officeholders", "content_notes"),
)
_UNDATED = ("sources", "powers", "statuses", "views", "places", "positions", "offices", "territory_names")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Everything that one data package says.

    Attributes
    ----------
    about
        The ``atlas`` block of `datapackage.json`: title, first year, default date, ``as_of``, …
    tables
        One DataFrame of text per table, dated ones with ``start_day`` and ``end_day``
        (ISO days, half-open).
    features
        GeoDataFrame (EPSG:4326), one row per territory and period of one extent, with the
        properties of the contract, identifiers, ``role``, ``parts`` (atoms or shape) and
        ``unless``, the rival positions under which the row is not shown.
    rivals
        The same columns: the rows that stand on the map instead under a ``position``.
    atoms, shapes, physical
        GeoDataFrames (EPSG:4326).
    change_days
        Every ISO day on which an extent begins or ends, sorted.
    areas
        Area in km² (EPSG:6933, equal area) of every atom and shape.
    territories
        The words of each territory by its identifier: name, status, powers, polity, …
    records
        The rows of each table in its order, for what is asked on every step of a visitor: looking
        through them takes a hundredth of the time of a DataFrame.
    rows
        The same rows by their identifier, the table's first column.
    folder
        Where the data package lies.
    language
        Of its texts; `geo.translations.in_language` gives them in another.
    """

    about: dict[str, Any]
    tables: dict[str, pd.DataFrame]
    features: gpd.GeoDataFrame
    rivals: gpd.GeoDataFrame
    atoms: gpd.GeoDataFrame
    shapes: gpd.GeoDataFrame
    physical: gpd.GeoDataFrame
    change_days: list[str]
    areas: dict[str, float]
    territories: dict[str, dict[str, str]]
    records: dict[str, list[dict[str, str]]]
    rows: dict[str, dict[str, dict[str, str]]]
    folder: Path
    language: str = "en"

    def row(self, table: str, value: str) -> dict[str, str]:
        """Return the row of `table` whose identifier (its first column) is `value`, or an empty dict."""
        return self.rows[table].get(value, {})

    @property
    def protagonists(self) -> list[str]:
        """The polities that the atlas is about, in their order."""
        return [row["polity_id"] for row in self.records["polities"] if row["rank"] == "1"]

    def lookup(self, table: str, key: str, column: str) -> dict[str, str]:
        """Return `column` of `table` by `key`."""
        return {row[key]: row[column] for row in self.records[table]}


def load_dataset(folder: str | Path | None = None) -> Dataset:
    """Load and check the data package in `folder` (default: the atlas's own ``data/``).

    Raises
    ------
    DatasetError
        Naming file, row and column of every fault: schema, dates, unknown identifiers and places
        of a sentence, unanswered or doubly held atoms, invalid geometry.
    """
    root = Path(folder) if folder is not None else DEFAULT_FOLDER
    package = load_package(root)
    tables, faults = dict(package.tables), list[str]()
    missing = [name for name in (*_DATED, *_UNDATED) if name not in tables]
    if missing:
        raise DatasetError([f"datapackage.json: no table {name}" for name in missing])
    for name in _DATED:
        tables[name] = add_days(tables[name], f"{name}.csv", faults)
    if faults:
        raise DatasetError(faults)
    about = _about(package.descriptor, tables["views"])
    atoms, shapes, physical = _load_layers(root, tables)
    shown, rivals = _check(_join_extents(tables), atoms, shapes, first_day(about["first"]))
    faults = references.check(tables, set(atoms.index)) + patterns.check(tables)
    if faults:
        raise DatasetError(faults)
    features = _build_features(shown, atoms, shapes, tables)
    records, rows = plain_rows(tables)
    return Dataset(
        about=about,
        tables=tables,
        features=features,
        rivals=_build_features(rivals, atoms, shapes, tables),
        atoms=atoms,
        shapes=shapes,
        physical=physical,
        change_days=_change_days(shown, first_day(about["first"])),
        areas={**_areas(atoms), **_areas(shapes)},
        territories=territory_words(features),
        records=records,
        rows=rows,
        folder=root,
    )


def _about(descriptor: dict[str, Any], views: pd.DataFrame) -> dict[str, Any]:
    about = descriptor.get("atlas")
    required = ("title", "subtitle", "first", "default_date", "as_of", "default_view")
    if not isinstance(about, dict):
        raise DatasetError(["datapackage.json: the block “atlas” is missing"])
    missing = [key for key in required if not about.get(key)]
    if missing:
        raise DatasetError([f"datapackage.json, block atlas: {key} is missing" for key in missing])
    faults = [fault for key in ("first", "default_date", "as_of") if (fault := _date_fault(key, str(about[key])))]
    if about["default_view"] not in set(views["view_id"]):
        faults.append(f"datapackage.json, block atlas: default_view “{about['default_view']}” is not in views.csv")
    if faults:
        raise DatasetError(faults)
    return about


def _date_fault(key: str, value: str) -> str:
    try:
        first_day(value)
    except DateError as error:
        return f"datapackage.json, block atlas: {key}: {error}"
    return ""


def _join_extents(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the extents, each with the columns of its territory and the tuple of its parts."""
    extents = tables["extents"].assign(parts=coverage.parts_of(tables["extents"]))
    territories = (
        tables["territories"]
        .set_index("territory_id")
        .rename(columns={"start_day": "territory_start_day", "end_day": "territory_end_day"})
    )
    territories = territories.drop(columns=["start", "end"]).rename(
        columns={"certainty": "territory_certainty", "note": "territory_note"}
    )
    joined = extents.join(territories, on="territory_id")
    filled = joined["certainty"] != ""
    return joined.assign(certainty=joined["certainty"].where(filled, joined["territory_certainty"]))


def _load_layers(
    root: Path, tables: dict[str, pd.DataFrame]
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return atoms, shapes and the physical map; say all that is wrong with their files at once."""
    layers, faults = [], []
    for name, key in (("atoms.geojson", "atom_id"), ("shapes.geojson", "shape_id"), ("physical.geojson", "")):
        try:
            layers.append(coverage.load_layer(root / name, key))
        except DatasetError as error:
            faults += error.faults
    if not faults:
        faults += coverage.check_atoms(layers[0])
    # The package of another atlas may have layers that no build has made.
    faults += check_lines(root, tables["layers"]) if "layers" in tables else []
    if faults:
        raise DatasetError(faults)
    return layers[0], layers[1], layers[2]


def _check(
    extents: pd.DataFrame, atoms: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame, first: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the extents shown and those of rival positions, each position a whole map without gap or overlap."""
    faults = coverage.check_extents(extents, atoms, shapes)
    if faults:
        raise DatasetError(faults)
    shown, rivals = compose(extents)
    faults = coverage.check_simultaneous(shown) or coverage.check_coverage(shown, list(atoms.index), first)
    # A position changes the version shown first: of a faulty one there is nothing more to say.
    for position, rows in () if faults else rivals.groupby("position"):
        kept = shown[[position not in unless for unless in shown["unless"]]]
        whole = pd.concat([kept, rows], ignore_index=True)
        found = coverage.check_simultaneous(whole) or coverage.check_coverage(whole, list(atoms.index), first)
        faults += [f"{fault} (position {position})" for fault in found]
    if faults:
        raise DatasetError(faults)
    return shown, rivals


def _build_features(
    extents: pd.DataFrame, atoms: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame, tables: dict[str, pd.DataFrame]
) -> gpd.GeoDataFrame:
    """Return one feature per extent, with ids (``*_id``) beside the words that people read."""
    frame = extents.rename(
        columns={"status": "status_id", "sovereign": "sovereign_id", "administering_power": "administering_power_id"}
    )
    frame = frame.assign(
        feature_id=frame["territory_id"]
        + "@"
        + frame["start_day"]
        + ("~" + frame["position"]).where(frame["position"] != "", ""),
        sources=_citations(frame["source_ids"], tables["sources"]),
    )
    frame = name_powers(frame, tables)
    others = [column for column in frame.columns if column not in PROPERTIES]
    frame = frame[PROPERTIES + others].reset_index(drop=True)
    return gpd.GeoDataFrame(frame, geometry=coverage.assemble(extents, atoms, shapes), crs="EPSG:4326")


def name_powers(frame: Any, tables: Mapping[str, pd.DataFrame]) -> Any:
    """Return rows with the words of ``status``, ``sovereign`` and ``administering_power`` beside their ids."""
    powers = dict(zip(tables["powers"]["power_id"], tables["powers"]["name"], strict=True))
    labels = dict(zip(tables["statuses"]["status_id"], tables["statuses"]["label"], strict=True))
    return frame.assign(
        status=frame["status_id"].map(labels),
        sovereign=frame["sovereign_id"].map(powers),
        administering_power=frame["administering_power_id"].map(powers),
    )


def _citations(ids: "pd.Series[str]", sources: pd.DataFrame) -> "pd.Series[str]":
    texts = {
        row.source_id: f"{row.citation} <{row.url}>" if row.url else str(row.citation) for row in sources.itertuples()
    }
    return ids.map(lambda text: "; ".join(texts[part] for part in text.split()))


def _change_days(extents: pd.DataFrame, first: str) -> list[str]:
    days = set(extents["start_day"]) | set(extents["end_day"])
    return sorted(day for day in days if first < day < OPEN_END)


def _areas(gdf: gpd.GeoDataFrame) -> dict[str, float]:
    return dict(gdf.geometry.to_crs("EPSG:6933").area / 1e6)


def plain_rows(
    tables: Mapping[str, pd.DataFrame],
) -> tuple[dict[str, list[dict[str, str]]], dict[str, dict[str, dict[str, str]]]]:
    """Return the rows of tables in their order, and the same rows by their identifier, as `Dataset` has them."""
    records = {name: frame.to_dict("records") for name, frame in tables.items()}
    return records, {name: {row[tables[name].columns[0]]: row for row in rows} for name, rows in records.items()}


def territory_words(features: gpd.GeoDataFrame) -> dict[str, dict[str, str]]:
    """Return the words of each territory by its identifier, as `Dataset.territories` has them."""
    columns = ["name", "status", "sovereign", "administering_power", "polity", "administering_power_id", "status_id"]
    firsts = features.drop_duplicates("territory_id").set_index("territory_id")
    return {str(key): dict(row) for key, row in firsts[columns].iterrows()}
