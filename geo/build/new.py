"""New: a whole data package of two countries, made of their codes and a year, that runs at once."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.build import newfiles
from geo.build.inputs import Input, fetch_inputs, load_inputs
from geo.build.pipeline import build_boundaries
from geo.build.sources import read_named_countries
from geo.dataset import DEFAULT_FOLDER
from geo.errors import BuildError

NEAR_DEGREES = 3.0  # islands and parts so near the largest part of a country are seen with it
TOUCHING_DEGREES = 0.01
MARGIN, LEGEND = 0.12, 0.35  # of the width of a view: beside the land, and for the legend at its left
HIGHEST = 85.0  # degrees of latitude that a web map shows
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Country:
    """A country of today: identifier made of its name, code of the source (ADM0_A3), name, and where it is shown."""

    country_id: str
    code: str
    name: str
    box: Box


def new_package(codes: tuple[str, str], first: int, folder: Path, cache: Path) -> tuple[Country, Country]:
    """Write a data package of two countries into an empty folder, with its borders but without browser layers.

    Parameters
    ----------
    codes
        Two codes of countries (ISO 3166-1 alpha-3), in upper or lower case.
    first
        The first year of the atlas.
    folder
        Where it goes; created if missing. Nothing is left there if the package cannot be made.
    cache
        Folder for downloads.

    Raises
    ------
    BuildError
        If a code is unknown, the folder is not empty, the year lies outside the calendar or an input cannot be had.
    """
    today = datetime.now(UTC).date()
    if not 1 <= first <= today.year:
        raise BuildError(f"--from {first}: the first year is one from 1 to {today.year}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BuildError(f"{folder} is not an empty folder; name one that is new")
    if codes[0].casefold() == codes[1].casefold():
        raise BuildError(f"{codes[0]} stands twice; an atlas has two countries")
    inputs = _inputs(cache)
    countries = read_named_countries(fetch_inputs(inputs, cache))
    rows = [_find(code, countries) for code in codes]
    pair = (_country(countries, rows[0]), _country(countries, rows[1]))
    around = _neighbours(countries, rows)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        package = Path(made) / "package"
        package.mkdir()
        texts = newfiles.texts_of(pair, around, first, today.isoformat())
        texts["inputs.csv"] = newfiles.table([list(Input.__dataclass_fields__), *map(_cells, inputs)])
        for name, text in texts.items():
            (package / name).write_text(text, encoding="utf-8", newline="\n")
        for name, text in build_boundaries(package, cache).items():
            (package / name).write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rmdir()
        shutil.move(package, folder)
    return pair


def _cells(item: Input) -> list[str]:
    return [str(getattr(item, name)) for name in Input.__dataclass_fields__]


def _inputs(cache: Path) -> list[Input]:
    """Return the pinned inputs of the atlas, without the rivers where they cannot be had."""
    inputs = load_inputs(DEFAULT_FOLDER / "inputs.csv")
    needed, rivers = ([item for item in inputs if item.input_id.startswith("rivers") == wanted] for wanted in (0, 1))
    try:
        fetch_inputs(rivers, cache)
    except BuildError:
        return needed
    return inputs


def _find(code: str, countries: gpd.GeoDataFrame) -> int:
    """Return the row of a country by its code.

    Raises
    ------
    BuildError
        If there is none, with codes and names that are near.
    """
    wanted = code.upper()
    for column in ("iso3", "code"):
        found = countries.index[countries[column] == wanted]
        if len(found):
            return int(found[0])
    names = {name.casefold(): f"{iso} ({name})" for iso, name in zip(countries["iso3"], countries["name"], strict=True)}
    by_name = get_close_matches(code.casefold(), names, 3, 0.6)
    labels = dict(zip(countries["iso3"], names.values(), strict=True))
    near = [names[name] for name in by_name] or [labels[iso] for iso in get_close_matches(wanted, labels, 3, 0.5)]
    hint = f"; near are {', '.join(near)}" if near else ""
    raise BuildError(f"No country has the code {code[:20]}: three letters are expected, such as NLD{hint}")


def _country(countries: gpd.GeoDataFrame, row: int) -> Country:
    code, name = str(countries["code"][row]), str(countries["name"][row])
    return Country(newfiles.identifier(name, code), code, name, view_box(main_part(countries.geometry[row])))


def _neighbours(countries: gpd.GeoDataFrame, rows: list[int]) -> list[Country]:
    """Return the countries with a border to one of the rows, by name."""
    tree = shapely.STRtree(countries.geometry.array)
    near = {
        int(index)
        for row in rows
        for index in tree.query(countries.geometry[row], predicate="dwithin", distance=TOUCHING_DEGREES)
    }
    around = [_country(countries, row) for row in sorted(near - set(rows))]
    return sorted(around, key=lambda country: country.name)


def main_part(land: BaseGeometry) -> BaseGeometry:
    """Return the largest part of a country (EPSG:4326) and all parts that lie near it, one from the other."""
    parts = sorted(shapely.get_parts(land), key=lambda part: -part.area)
    chosen, others = [parts[0]], parts[1:]
    while near := [part for part in others if part.dwithin(shapely.MultiPolygon(chosen), NEAR_DEGREES)]:
        chosen += near
        others = [part for part in others if part not in near]
    return shapely.MultiPolygon(chosen)


def view_box(land: BaseGeometry) -> Box:
    """Return left, bottom, right, top (degrees) of a view of a land, with room for the legend at its left."""
    left, bottom, right, top = land.bounds
    margin = MARGIN * max(right - left, top - bottom, 0.5)
    wide = right - left + 2 * margin
    return (
        max(round(left - margin - LEGEND * wide, 1), -180.0),
        max(round(bottom - margin, 1), -HIGHEST),
        min(round(right + margin, 1), 180.0),
        min(round(top + margin, 1), HIGHEST),
    )
