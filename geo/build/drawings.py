"""Hand-drawn lines and polygons of the dataset: the cuts, the shapes and the map zones."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.errors import BuildError

REQUIRED = ("cut_id", "use", "title", "source", "source_url", "certainty", "note")
USES = ("cut", "shape", "zone")


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
    if not path.is_file():
        msg = f"The drawings {path.name} are missing from {path.parent.name}/."
        raise BuildError(msg)
    content = json.loads(path.read_text(encoding="utf-8"))
    faults = list(_faults(content["features"]))
    if faults:
        msg = f"{path.name}: {'; '.join(faults)}."
        raise BuildError(msg)
    return Drawings(
        features=tuple(_drawing(feature) for feature in content["features"]),
        checks=tuple(content.get("checks", ())),
    )


def _faults(features: Iterable[dict[str, Any]]) -> Iterable[str]:
    """Yield a phrase for each feature that cannot be used."""
    for number, feature in enumerate(features, start=1):
        properties = feature["properties"]
        name = properties.get("cut_id") or f"feature {number}"
        missing = [key for key in REQUIRED if key not in properties]
        if missing:
            yield f"{name} lacks {', '.join(missing)}"
        elif properties["use"] not in USES:
            yield f"{name} has the use {properties['use']}, not one of {', '.join(USES)}"
        elif not shape(feature["geometry"]).is_valid:
            yield f"{name} crosses itself"


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
