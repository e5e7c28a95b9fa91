"""Loading: a data package, read, checked as a whole and made a dataset."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import checks
from geo.checksums import checksum_faults
from geo.coverage import assemble, load_layer, parts_of
from geo.dataset import DEFAULT_FOLDER, PROPERTIES, Dataset, name_powers, plain_rows, territory_words
from geo.dates import OPEN_END, first_day, last_day
from geo.defaults import view_of_everything, with_optional
from geo.descriptor import FILE, SCHEMAS, file_in_package
from geo.disputes import compose
from geo.errors import AtlasError, DatasetError, DateError
from geo.tables import Package, add_days, read_package

_REQUIRED = ("territories", "extents")
# What a package can still be that no check has foreseen.
UNFORESEEN = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)


def load_dataset(folder: str | Path | None = None) -> Dataset:
    """Load and check the data package in `folder` (default: the atlas's own ``data/``).

    Raises
    ------
    DatasetError
        Naming file, row and column of every fault: schema, dates, unknown identifiers and places
        of a sentence, unanswered or doubly held atoms, invalid geometry.
    """
    root = Path(folder) if folder is not None else DEFAULT_FOLDER
    try:
        return _load(root)
    except AtlasError:
        raise
    except UNFORESEEN as error:
        raise DatasetError([f"{FILE}: the package {root.name} cannot be read ({type(error).__name__})"]) from error


def _load(root: Path) -> Dataset:
    parts = read_parts(root)
    if parts.faults:
        raise DatasetError(parts.faults)
    tables, about, first = parts.tables, parts.about, first_day(parts.about["first"])
    atoms, shapes, physical = parts.layers
    extents, rivals = check_land(join_extents(tables), atoms, shapes, first)
    if faults := reference_faults(tables, set(atoms.index)):
        raise DatasetError(faults)
    features = _build_features(extents, atoms, shapes, tables)
    records, rows = plain_rows(tables)
    return Dataset(
        about=about,
        tables=tables,
        features=features,
        rivals=_build_features(rivals, atoms, shapes, tables),
        atoms=atoms,
        shapes=shapes,
        physical=physical,
        change_days=_change_days(extents, first),
        areas={**_areas(atoms), **_areas(shapes)},
        territories=territory_words(features),
        records=records,
        rows=rows,
        folder=root,
    )


@dataclass(frozen=True)
class Parts:
    """A package as far as its parts can be read one by one, before they are held against each other.

    Attributes
    ----------
    descriptor
        As `geo.descriptor.load_descriptor` returns it.
    tables
        With what was left out and is optional, and with days.
    about
        The ``atlas`` block with its defaults.
    layers
        Atoms, shapes and the physical map (EPSG:4326); fewer if one cannot be read.
    faults
        All that is wrong with them, each a sentence.
    """

    descriptor: dict[str, Any]
    tables: dict[str, pd.DataFrame]
    about: dict[str, Any]
    layers: list[gpd.GeoDataFrame]
    faults: list[str]


def read_parts(root: Path) -> Parts:
    """Read the tables and layers of a package, and collect every fault of each.

    Raises
    ------
    DatasetError
        If the descriptor is not of its form.
    """
    package, faults = read_package(root)
    listed = {resource["name"] for resource in package.descriptor["resources"]}
    faults += [f"{FILE}: no table {name}" for name in _REQUIRED if name not in listed]
    layers = _load_layers(root, package, faults)
    tables = with_optional(package.tables)
    if "views" not in package.tables and layers:
        tables["views"] = view_of_everything(layers[0])
    for name, frame in tables.items():
        if name in SCHEMAS and {"start", "end"} <= set(frame):
            known, fresh = set(map(place_of, faults)), list[str]()
            tables[name] = add_days(frame, f"{name}.csv", fresh)
            # A date that has no form, or two meanings, was named when the table was read.
            faults += [fault for fault in fresh if not known & set(_cells_of(fault))]
    faults += checks.check_views(tables)
    return Parts(package.descriptor, tables, _about(package, tables, faults), layers, faults)


def place_of(fault: str) -> str:
    """Return the file, row and column that a fault names."""
    return fault.partition(": ")[0]


def _cells_of(fault: str) -> list[str]:
    """Return the cells of dates that a fault of `add_days` may be about."""
    row = ", ".join(place_of(fault).split(", ")[:2])
    return [f"{row}, column start", f"{row}, column end"]


def reference_faults(tables: dict[str, pd.DataFrame], atoms: set[str]) -> list[str]:
    """Return what is wrong between tables: identifiers that no row has, sentences, items of Wikidata."""
    return [
        *checks.check_references(tables, atoms),
        *checks.check_sentences(tables),
        *checks.check_identifiers(tables),
    ]


def _about(package: Package, tables: dict[str, pd.DataFrame], faults: list[str]) -> dict[str, Any]:
    """Return the block ``atlas`` with its defaults; add to `faults` what is wrong with it."""
    block = package.descriptor.get("atlas")
    if not isinstance(block, dict):
        faults.append(f"{FILE}: the block “atlas” is missing")
        return {}
    where = f"{FILE}, block atlas"
    missing = [key for key in ("title", "first", "as_of") if not block.get(key)]
    faults += [f"{where}: {key} is missing" for key in missing]
    views = list(tables["views"]["view_id"])
    defaults = {"subtitle": "", "default_date": block.get("as_of", ""), "default_view": views[0] if views else ""}
    about = defaults | {key: value for key, value in block.items() if value}
    days = {key: _day_of(about, key, faults) for key in ("first", "default_date", "as_of") if about.get(key)}
    if days.get("first") and not re.fullmatch(r"\d{4}", about["first"]):
        faults.append(f"{where}: first: “{about['first']}” is not a year; write {about['first'][:4]}")
    elif (first := days.get("first")) and days.get("default_date") and last_day(about["default_date"]) < first:
        faults.append(f"{where}: default_date: {about['default_date']} lies before the first year, {first[:4]}")
    if about["default_view"] not in views:
        faults.append(f"{where}: default_view “{about['default_view']}” is not in views.csv")
    return about


def _day_of(about: dict[str, Any], key: str, faults: list[str]) -> str:
    """Return the first day of a date of the block ``atlas``; empty, and a fault, if it is none."""
    try:
        return first_day(str(about[key]))
    except DateError as error:
        faults.append(f"{FILE}, block atlas: {key}: {error}")
        return ""


def join_extents(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the extents, each with the columns of its territory and the tuple of its parts."""
    extents = tables["extents"].assign(parts=parts_of(tables["extents"]))
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


def _load_layers(root: Path, package: Package, faults: list[str]) -> list[gpd.GeoDataFrame]:
    """Return atoms, shapes and the physical map; add to `faults` all that is wrong with their files."""
    layers, fresh = list[gpd.GeoDataFrame](), list[str]()
    for name, key in (("atoms.geojson", "atom_id"), ("shapes.geojson", "shape_id"), ("physical.geojson", "")):
        try:
            layers.append(load_layer(file_in_package(root, name), key, may_be_empty=key == "shape_id"))
        except DatasetError as error:
            fresh += error.faults
    if not fresh:
        fresh += checks.check_atoms(layers[0])
    # The package of another atlas may have layers that no build has made.
    if "layers" in package.tables:
        fresh += checksum_faults(root, "layers.csv", package.tables["layers"])
    faults += fresh
    return [] if fresh else layers


def check_land(
    extents: pd.DataFrame, atoms: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame, first: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the extents shown and those of rival positions, each position a whole map without gap or overlap.

    Parameters
    ----------
    extents
        As `join_extents` returns them.
    atoms, shapes
        Layers of the package (EPSG:4326).
    first
        The first ISO day that must be answered.

    Raises
    ------
    DatasetError
        Naming every unknown part, gap and overlap.
    """
    faults = checks.check_extents(extents, atoms, shapes)
    if faults:
        raise DatasetError(faults)
    main, rivals = compose(extents)
    faults = checks.check_simultaneous(main) or checks.check_coverage(main, list(atoms.index), first)
    # A position changes the version shown first: of a faulty one there is nothing more to say.
    for position, rows in () if faults else rivals.groupby("position"):
        others = main[[position not in unless for unless in main["unless"]]]
        whole = pd.concat([others, rows], ignore_index=True)
        faults_here = checks.check_simultaneous(whole) or checks.check_coverage(whole, list(atoms.index), first)
        faults += [f"{fault} (position {position})" for fault in faults_here]
    if faults:
        raise DatasetError(faults)
    return main, rivals


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
    return gpd.GeoDataFrame(frame, geometry=assemble(extents, atoms, shapes), crs="EPSG:4326")


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
