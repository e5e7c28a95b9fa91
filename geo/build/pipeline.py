"""The build of the boundary layers, from pinned inputs to GeoJSON files."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np

from geo.build.atoms import Atom, cut_atoms, load_atoms, make_ground
from geo.build.drawings import Drawings, load_drawings
from geo.build.inputs import fetch_inputs, load_inputs
from geo.build.layerfiles import encode_layer
from geo.build.physical import DECIMALS as PHYSICAL_DECIMALS
from geo.build.physical import build_physical
from geo.build.progress import Progress
from geo.build.shapes import build_shapes
from geo.build.simplify import DECIMALS, area_km2, check_coverage, deviation_metres, simplify_coverage
from geo.build.sources import Sources, read_sources
from geo.checksums import checksum_table
from geo.errors import BuildError

STEPS = 8


@dataclass(frozen=True)
class Tables:
    """The hand-made data that the build follows."""

    atoms: list[Atom]
    drawings: Drawings


def build_boundaries(data: Path, cache: Path) -> dict[str, str]:
    """Build the texts of atoms.geojson, shapes.geojson, physical.geojson and layers.csv, their checksums.

    Parameters
    ----------
    data
        Folder with inputs.csv, atoms.csv and cuts.geojson.
    cache
        Folder for downloads.

    Returns
    -------
    :
        Text by file name; the same bytes on every run.

    Raises
    ------
    BuildError
        If an input, a rule or the result is at fault.
    """
    progress = Progress(STEPS)
    tables = Tables(load_atoms(data / "atoms.csv"), load_drawings(data / "cuts.geojson"))
    paths = fetch_inputs(load_inputs(data / "inputs.csv"), cache)
    progress.done(f"fetch inputs: {len(paths)} files, all hashes match")
    sources = read_sources(paths)
    counts = f"{len(sources.countries)} countries, {len(sources.land)} land polygons"
    progress.done(f"read: {counts}, {len(sources.lakes)} lakes, {len(sources.rivers)} rivers")
    atoms = _build_atoms(tables, sources, progress)
    shapes = build_shapes(tables.drawings, atoms, sources)
    progress.done(f"shapes: {len(shapes)} shapes, {round(sum(area_km2(shapes.geometry))):,} km²")
    physical = build_physical(tables.drawings.used_as("zone"), sources)
    kinds = physical.kind.value_counts()
    progress.done(f"physical: {', '.join(f'{kinds[kind]} {kind}' for kind in sorted(kinds.index))}")
    texts = {
        "atoms.geojson": _encode(atoms, "atoms", DECIMALS),
        "shapes.geojson": _encode(shapes, "shapes", DECIMALS),
        "physical.geojson": _encode(physical, "physical", PHYSICAL_DECIMALS),
    }
    texts["layers.csv"] = checksum_table(texts)
    progress.done("write: " + ", ".join(f"{name} {_sizes(text)}" for name, text in texts.items()))
    return texts


def _build_atoms(tables: Tables, sources: Sources, progress: Progress) -> gpd.GeoDataFrame:
    """Cut, simplify and check the atoms; EPSG:4326 with the properties of the layer."""
    ground = make_ground(tables.drawings, sources.countries, sources.land)
    raw = cut_atoms(tables.atoms, sources.countries, ground)
    total = round(sum(area_km2(raw.geometry)))
    progress.done(f"cut atoms: {len(raw)} atoms, {total:,} km²")
    simple = simplify_coverage(raw)
    before, after = (gdf.geometry.count_coordinates().sum() for gdf in (raw, simple))
    moved = deviation_metres(raw, simple)
    progress.done(f"simplify coverage: {before:,} to {after:,} vertices, largest deviation {moved:.0f} m")
    check_coverage(simple)
    layer = simple.assign(
        name=[atom.name for atom in tables.atoms],
        country=[atom.country for atom in tables.atoms],
        certainty=[atom.certainty for atom in tables.atoms],
        area_km2=np.rint(area_km2(simple.geometry)).astype(int),
        note=[atom.note for atom in tables.atoms],
    )
    lines = compare_areas(simple, tables.drawings)
    progress.done("check: 0 overlaps, 0 gaps; " + "; ".join(lines))
    return layer


def compare_areas(atoms: gpd.GeoDataFrame, drawings: Drawings) -> list[str]:
    """Compare sums of atoms with the areas listed in cuts.geojson.

    Parameters
    ----------
    atoms
        Columns atom_id and geometry, EPSG:4326.
    drawings
        Its `checks` name atoms, km² and a tolerance in percent.

    Returns
    -------
    :
        A phrase for each comparison.

    Raises
    ------
    BuildError
        Listing every area that is out of its tolerance.
    """
    areas = dict(zip(atoms.atom_id, area_km2(atoms.geometry), strict=True))
    phrases, faults = [], []
    for check in drawings.checks:
        if unknown := [atom_id for atom_id in check["atoms"].split() if atom_id not in areas]:
            faults.append(f"{check['check']} names the unknown atom {', '.join(unknown)}")
            continue
        expected = float(check["area_km2"])
        actual = float(sum(areas[atom_id] for atom_id in check["atoms"].split()))
        percent = 100 * (actual - expected) / expected
        phrase = f"{check['check']} {actual:,.0f} km² ({percent:+.2f} % of {expected:,.0f})"
        phrases.append(phrase)
        if abs(percent) > float(check["tolerance_percent"]):
            faults.append(phrase)
    if faults:
        msg = f"Areas out of tolerance: {'; '.join(faults)}."
        raise BuildError(msg)
    return phrases


def _sizes(text: str) -> str:
    """Say how large a text is, raw and compressed."""
    content = text.encode("utf-8")
    packed = len(gzip.compress(content, mtime=0))
    return f"{len(content) / 1000:.0f} KB ({packed / 1000:.0f} KB gzip)"


def _encode(gdf: gpd.GeoDataFrame, name: str, decimals: int) -> str:
    """Write a frame as GeoJSON text, its columns as properties."""
    columns = [column for column in gdf.columns if column != "geometry"]
    records = gdf[columns].astype(object).to_dict("records")
    return encode_layer(zip(records, gdf.geometry, strict=True), name, decimals)
