"""Atoms: the countries of today cut once into small pieces that never overlap."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geopandas as gpd
import shapely
from shapely import MultiPolygon, STRtree
from shapely.geometry.base import BaseGeometry

from geo.build.drawings import Drawings
from geo.build.rules import Ground, Rule, parse_rule, rule_cuts, rule_holds
from geo.errors import BuildError

COLUMNS = ("atom_id", "country", "rule", "certainty", "name", "note")


@dataclass(frozen=True)
class Atom:
    """A row of atoms.csv; the rules of a country are tried in the order of the rows."""

    atom_id: str
    country: str
    rule: Rule
    certainty: str
    name: str
    note: str


def load_atoms(path: Path) -> list[Atom]:
    """Read the table of atoms.

    Raises
    ------
    BuildError
        If the file is missing, its header differs, an id is used twice or a
        rule cannot be read; the text names the row.
    """
    if not path.is_file():
        msg = f"The table of atoms {path.name} is missing from {path.parent.name}/."
        raise BuildError(msg)
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            msg = f"{path.name} must have the columns {', '.join(COLUMNS)}."
            raise BuildError(msg)
        atoms = [_atom(row, number, path.name) for number, row in enumerate(reader, start=2)]
    ids = [atom.atom_id for atom in atoms]
    if len(ids) != len(set(ids)):
        twice = sorted({atom_id for atom_id in ids if ids.count(atom_id) > 1})
        msg = f"{path.name} names {', '.join(twice)} more than once."
        raise BuildError(msg)
    return atoms


def _atom(row: dict[str, str], number: int, file: str) -> Atom:
    """Turn a row of the table into an atom."""
    try:
        return Atom(**{**row, "rule": parse_rule(row["rule"])})  # type: ignore[arg-type]
    except BuildError as error:
        msg = f"{file}, row {number}, column rule: {error}"
        raise BuildError(msg) from None


def make_ground(drawings: Drawings, countries: gpd.GeoSeries, land: gpd.GeoSeries) -> Ground:
    """Prepare what the rules refer to.

    Parameters
    ----------
    drawings
        The drawn cuts.
    countries
        Borders by country code, EPSG:4326.
    land
        Land polygons, EPSG:4326; their outline is the coast.
    """

    @cache
    def coast(country: str, kilometres: float) -> BaseGeometry:
        return coast_strip(countries[country], land, kilometres)

    cuts = {drawing.cut_id: drawing.geometry for drawing in drawings.used_as("cut")}
    return Ground(cuts=cuts, coast=coast)


def coast_strip(country: BaseGeometry, land: gpd.GeoSeries, kilometres: float) -> BaseGeometry:
    """Return the strip within a distance of the sea, on both sides of the coast.

    Parameters
    ----------
    country
        Its outline, EPSG:4326; only the coast near it counts.
    land
        Land polygons, EPSG:4326.
    kilometres
        Distance, measured in an azimuthal equidistant projection about the
        middle of the country.
    """
    middle = country.centroid
    plane = f"+proj=aeqd +lat_0={middle.y:.3f} +lon_0={middle.x:.3f} +units=m"
    window = shapely.box(*country.buffer(0.5).bounds)
    coast = land.boundary[land.intersects(window)].intersection(window)
    metres = 1000 * kilometres
    strip = coast.to_crs(plane).union_all().buffer(metres)
    # A treaty distance is not finer than this: the wiggles of each cove go.
    smooth = strip.buffer(metres / 4).buffer(-metres / 2).buffer(metres / 4).simplify(200)
    back: BaseGeometry = gpd.GeoSeries([smooth], crs=plane).to_crs(land.crs).iloc[0]
    return back


def cut_atoms(atoms: list[Atom], countries: gpd.GeoSeries, ground: Ground) -> gpd.GeoDataFrame:
    """Cut the countries into atoms.

    Borders and cuts are noded together, so neighbours keep the same vertices.

    Parameters
    ----------
    atoms
        Rows of the table; within a country the first rule that holds takes a face.
    countries
        Borders by country code, EPSG:4326.
    ground
        Cuts and coast.

    Returns
    -------
    :
        One row an atom in the order of the table, columns atom_id and geometry.

    Raises
    ------
    BuildError
        If a country is unknown, land is left over or an atom is empty.
    """
    used = _used_countries(atoms, countries)
    lines = [border.boundary for border in used.values()]
    for atom in atoms:
        lines.extend(rule_cuts(atom.rule, atom.country, ground))
    noded = shapely.unary_union(lines)
    faces = list(shapely.get_parts(shapely.polygonize(shapely.get_parts([noded]))))
    faces_of = _assign_faces(atoms, faces, used, ground)
    empty = [atom.atom_id for atom in atoms if not faces_of[atom.atom_id]]
    if empty:
        msg = f"No land is left for {', '.join(empty)}: its rule holds nowhere in its country."
        raise BuildError(msg)
    geometry = [_join(faces_of[atom.atom_id]) for atom in atoms]
    ids = [atom.atom_id for atom in atoms]
    return gpd.GeoDataFrame({"atom_id": ids}, geometry=geometry, crs=countries.crs)


def _used_countries(atoms: list[Atom], countries: gpd.GeoSeries) -> dict[str, BaseGeometry]:
    """Return the borders of the countries that the table names."""
    codes = list(dict.fromkeys(atom.country for atom in atoms))
    unknown = [code for code in codes if code not in countries.index]
    if unknown:
        msg = f"The source has no country {', '.join(unknown)}."
        raise BuildError(msg)
    return {code: countries[code] for code in codes}


def _assign_faces(
    atoms: list[Atom],
    faces: list[BaseGeometry],
    countries: Mapping[str, BaseGeometry],
    ground: Ground,
) -> dict[str, list[BaseGeometry]]:
    """Give every face inside a country to the first atom whose rule holds there."""
    owners = [(code, part) for code, whole in countries.items() for part in shapely.get_parts(whole)]
    tree = STRtree([part for _, part in owners])
    assigned: dict[str, list[BaseGeometry]] = {atom.atom_id: [] for atom in atoms}
    for face in faces:
        point = face.representative_point()
        for index in tree.query(point, predicate="within"):
            country, part = owners[index]
            for atom in atoms:
                if atom.country == country and rule_holds(atom.rule, point, part, country, ground):
                    assigned[atom.atom_id].append(face)
                    break
            else:
                msg = f"No atom of {country} takes the land at {point.x:.3f}, {point.y:.3f}: end its rules with rest."
                raise BuildError(msg)
    return assigned


def _join(faces: list[BaseGeometry]) -> MultiPolygon:
    """Join faces that share edges into one multipolygon."""
    joined = shapely.coverage_union_all(faces)
    return MultiPolygon(list(shapely.get_parts(joined)))
