"""Atoms: the countries of today cut once into small pieces that never overlap."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import geopandas as gpd
import shapely
from shapely import MultiPolygon, STRtree
from shapely.geometry.base import BaseGeometry

from geo.build.drawings import Drawings
from geo.build.rules import Ground, Rule, parse_rule, rule_cuts, rule_holds
from geo.coverage import is_identifier
from geo.errors import BuildError, DatasetError
from geo.reading import read_cells

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
    atoms, faults = read_atoms(path)
    if faults:
        raise BuildError("\n".join(faults))
    return atoms


def read_atoms(path: Path) -> tuple[list[Atom], list[str]]:
    """Return the rows of the table of atoms that can be read, and a sentence for each that cannot."""
    try:
        cells = read_cells(path, COLUMNS)
    except DatasetError as error:
        return [], error.faults
    if sorted(cells.heads) != sorted(COLUMNS):
        return [], [f"{path.name} must have the columns {', '.join(COLUMNS)}."]
    atoms, faults = list[Atom](), list[str]()
    for number, row in enumerate(cells.rows, start=2):
        where = f"{path.name}, row {number}"
        if len(row) != len(COLUMNS):
            faults.append(f"{where}: {len(row)} cells, {len(COLUMNS)} expected")
            continue
        values = dict(zip(cells.heads, row, strict=True))
        if not is_identifier(values["atom_id"]):
            faults.append(f"{where}, column atom_id: “{values['atom_id'][:40]}” is no identifier of letters, digits, _")
        try:
            atoms.append(Atom(**{**values, "rule": parse_rule(values["rule"])}))  # type: ignore[arg-type]
        except BuildError as error:
            faults.append(f"{where}, column rule: {error}")
    ids = [atom.atom_id for atom in atoms]
    twice = sorted({atom_id for atom_id in ids if ids.count(atom_id) > 1})
    if twice:
        faults.append(f"{path.name} names {', '.join(twice)} more than once.")
    return atoms, faults


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
        near = sorted({match for code in unknown for match in get_close_matches(code, countries.index, 3, 0.5)})
        hint = f" Near are {', '.join(near)}." if near else ""
        msg = f"The source has no country {', '.join(unknown)} (atoms.csv, column country).{hint}"
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
