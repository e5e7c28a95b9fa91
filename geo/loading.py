"""Loading: a data package, read, checked as a whole and made a dataset."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo import checks
from geo.checksums import checksum_faults
from geo.coverage import assemble, load_layer, parts_of
from geo.dataset import DEFAULT_FOLDER, PROPERTIES, Dataset, name_powers, plain_rows, territory_words
from geo.dates import OPEN_END, first_day
from geo.descriptor import FILE, SCHEMAS, file_in_package
from geo.disputes import compose
from geo.errors import AtlasError, DatasetError, DateError
from geo.tables import add_days, load_package, with_optional

_REQUIRED = (
    *("territories", "extents", "eras", "relations", "events", "mission_periods", "borders", "content_notes"),
    *("sources", "powers", "statuses", "views", "polities", "colours", "categories", "missions", "mission_states"),
    "certainties",
)
# What a package can still be that no check has foreseen.
_UNFORESEEN = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)


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
    except _UNFORESEEN as error:
        raise DatasetError([f"{FILE}: the package {root.name} cannot be read ({type(error).__name__})"]) from error


def _load(root: Path) -> Dataset:
    package = load_package(root)
    tables, faults = with_optional(package.tables), list[str]()
    missing = [name for name in _REQUIRED if name not in tables]
    if missing:
        raise DatasetError([f"datapackage.json: no table {name}" for name in missing])
    for name, frame in tables.items():
        if name in SCHEMAS and {"start", "end"} <= set(frame):
            tables[name] = add_days(frame, f"{name}.csv", faults)
    if faults:
        raise DatasetError(faults)
    about = _about(package.descriptor, tables["views"])
    atoms, shapes, physical = _load_layers(root, tables)
    extents, rivals = _check(_join_extents(tables), atoms, shapes, first_day(about["first"]))
    faults = checks.check_references(tables, set(atoms.index)) + checks.check_sentences(tables)
    faults += checks.check_identifiers(tables)
    if faults:
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
        change_days=_change_days(extents, first_day(about["first"])),
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


def _load_layers(
    root: Path, tables: dict[str, pd.DataFrame]
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Return atoms, shapes and the physical map; say all that is wrong with their files at once."""
    layers, faults = [], []
    for name, key in (("atoms.geojson", "atom_id"), ("shapes.geojson", "shape_id"), ("physical.geojson", "")):
        try:
            layers.append(load_layer(file_in_package(root, name), key))
        except DatasetError as error:
            faults += error.faults
    if not faults:
        faults += checks.check_atoms(layers[0])
    # The package of another atlas may have layers that no build has made.
    faults += checksum_faults(root, "layers.csv", tables["layers"]) if "layers" in tables else []
    if faults:
        raise DatasetError(faults)
    return layers[0], layers[1], layers[2]


def _check(
    extents: pd.DataFrame, atoms: gpd.GeoDataFrame, shapes: gpd.GeoDataFrame, first: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the extents shown and those of rival positions, each position a whole map without gap or overlap."""
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
