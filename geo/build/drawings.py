"""Hand-drawn lines and polygons of the dataset: the cuts, the shapes and the map zones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.coverage import geometry_problem, is_identifier, read_json
from geo.errors import BuildError, DatasetError

REQUIRED = ("cut_id", "use", "title", "source", "source_url", "certainty", "note")
USES = ("cut", "shape", "zone")
# What a feature needs beside `REQUIRED`: numbers, by its use, and numbers that it may have.
ZONE_NUMBERS = ("tolerance_degrees", "islands_min_km2", "lakes_min_km2", "rivers_max_scalerank")
MAY_BE_NUMBERS = ("extend_degrees", "smooth_km", "inset_km")
CHECK_NUMBERS = ("area_km2", "tolerance_percent")


@dataclass(frozen=True)
class Drawing:
    """A feature of cuts.geojson: its geometry in EPSG:4326 (lon, lat) and its properties."""

    cut_id: str
    use: str
    geometry: BaseGeometry
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawings:
    """All drawings in the order of the file, and the areas the result must have."""

    features: tuple[Drawing, ...]
    checks: tuple[dict[str, Any], ...]

    def used_as(self, use: str) -> list[Drawing]:
        """Return the drawings of one use, in the order of the file."""
        return [drawing for drawing in self.features if drawing.use == use]


def load_drawings(path: Path) -> Drawings:
    """Read cuts.geojson.

    Parameters
    ----------
    path
        GeoJSON file in EPSG:4326. Each feature has the properties of `REQUIRED`;
        the member `checks` beside `features` lists areas to compare with.

    Raises
    ------
    BuildError
        Naming every faulty feature at once.
    """
    content = _content(path)
    faults = drawing_faults(path)
    if faults:
        raise BuildError("\n".join(faults))
    return Drawings(
        features=tuple(_drawing(feature) for feature in content["features"]),
        checks=tuple(content.get("checks", ())),
    )


def _content(path: Path) -> dict[str, Any]:
    """Return the file as JSON.

    Raises
    ------
    BuildError
        If it is missing, or no JSON object with a list of features; the text names row and column.
    """
    if not path.is_file():
        msg = f"The drawings {path.name} are missing from {path.parent.name}/."
        raise BuildError(msg)
    try:
        content = read_json(path)
    except DatasetError as error:
        raise BuildError("\n".join(error.faults)) from None
    if not isinstance(content.get("features"), list):
        raise BuildError(f"{path.name}, row 1, column 1: a GeoJSON collection with a list of features is expected")
    return content


def drawing_faults(path: Path) -> list[str]:
    """Return everything that is wrong with the drawings, each with file, feature, column and value.

    Raises
    ------
    BuildError
        If the file cannot be read at all.
    """
    content = _content(path)
    faults = [
        f"{path.name}, feature {number}{fault}"
        for number, feature in enumerate(content["features"], start=1)
        for fault in _faults(feature)
    ]
    checks = content.get("checks", [])
    if not isinstance(checks, list):
        return [*faults, f"{path.name}, checks: a list is expected"]
    return faults + [
        f"{path.name}, check {number}{fault}"
        for number, check in enumerate(checks, start=1)
        for fault in _check_faults(check)
    ]


def _check_faults(check: Any) -> Iterator[str]:
    """Yield what is wrong with an area to compare with."""
    if not isinstance(check, dict):
        yield ": an object is expected"
        return
    for name in ("check", "atoms"):
        if not isinstance(check.get(name), str) or not check[name].strip():
            yield f", column {name}: a text is expected"
    yield from (f", column {name}: a number is expected" for name in CHECK_NUMBERS if not _is_number(check.get(name)))
    if _is_number(check.get("area_km2")) and float(check["area_km2"]) <= 0:
        yield f", column area_km2: {check['area_km2']} is not greater than 0"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12


def _faults(feature: Any) -> Iterable[str]:
    """Yield what is wrong with a feature, as the rest of a sentence that begins with its number."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        yield ", column properties: an object is expected"
        return
    name = f" ({str(properties['cut_id'])[:40]})" if properties.get("cut_id") else ""
    missing = [key for key in REQUIRED if key not in properties]
    if missing:
        yield f"{name}: lacks {', '.join(missing)}"
        return
    yield from (f"{name}{fault}" for fault in _property_faults(properties))
    if problem := _shape_problem(feature.get("geometry")):
        yield f"{name}, column geometry: {problem}"
    elif properties["use"] != "cut" and not shape(feature["geometry"]).geom_type.endswith("Polygon"):
        yield f"{name}, column geometry: a {properties['use']} is a polygon, not a {feature['geometry'].get('type')}"


def _property_faults(properties: dict[str, Any]) -> Iterator[str]:
    if not is_identifier(properties["cut_id"]):
        yield ", column cut_id: an identifier of letters, digits and _ . - is expected"
    use = properties["use"]
    if use not in USES:
        yield f", column use: “{use}” is not one of {', '.join(USES)}"
    if use == "shape" and not is_identifier(properties.get("shape_id")):
        yield ", column shape_id: is missing; a shape needs an identifier of letters, digits and _ . -"
    if use == "zone":
        wrong = [key for key in ZONE_NUMBERS if not _is_number(properties.get(key))]
        yield from (f", column {key}: a number is expected, such as {_SUCH_AS[key]}" for key in wrong)
        if not isinstance(properties.get("river_names", []), list):
            yield ", column river_names: a list of names is expected"
        if not isinstance(properties.get("rename", {}), dict):
            yield ", column rename: an object of names is expected"
    wrong = [key for key in MAY_BE_NUMBERS if key in properties and not _is_number(properties[key])]
    yield from (f", column {key}: a number is expected" for key in wrong)


_SUCH_AS = {"tolerance_degrees": 0.01, "islands_min_km2": 50, "lakes_min_km2": 100, "rivers_max_scalerank": 6}


def _shape_problem(value: Any) -> str:
    """Return what is wrong with the geometry of a feature, or an empty text."""
    try:
        geometry = shape(value)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, shapely.errors.ShapelyError) as error:
        return f"is not readable ({str(error)[:80]})"
    return geometry_problem(geometry)


def _drawing(feature: dict[str, Any]) -> Drawing:
    """Turn a GeoJSON feature into a drawing, its ends extended where it asks for that."""
    properties = feature["properties"]
    geometry = shape(feature["geometry"])
    if isinstance(geometry, LineString):
        geometry = extend_line(geometry, float(properties.get("extend_degrees", 0)))
    return Drawing(properties["cut_id"], properties["use"], geometry, properties)


def extend_line(line: LineString, degrees: float) -> LineString:
    """Lengthen both ends of a line in their own direction.

    A cut must pass the border: an end point that only touches it misses it by
    a rounding error, and the face is never closed.

    Parameters
    ----------
    line
        At least two vertices, EPSG:4326.
    degrees
        Length added at each end; 0 leaves the line alone.
    """
    if degrees == 0:
        return line
    vertices = shapely.get_coordinates(line)
    ends = []
    for end, inner in ((vertices[0], vertices[1]), (vertices[-1], vertices[-2])):
        direction = (end - inner) / float(((end - inner) ** 2).sum() ** 0.5)
        ends.append(end + direction * degrees)
    return LineString([ends[0], *vertices, ends[1]])
