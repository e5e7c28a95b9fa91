"""Label points: where in a land a name has the most room."""

from collections.abc import Iterable

import shapely

WIDE = 3.2  # a name is several times as wide as it is high: room is looked for with x squeezed


def label_point(polygons: Iterable[shapely.Polygon], tolerance: float) -> tuple[float, float, float]:
    """Return the point that leaves a wide name the most room, and how much above and below it; zeros if none does.

    Parameters
    ----------
    polygons
        Valid, in the caller's units.
    tolerance
        By how much, in the same units, the point may be missed.
    """
    best = (0.0, 0.0, 0.0)
    for polygon in polygons:
        squeezed = shapely.transform(polygon, lambda points: points / (WIDE, 1))
        radius = shapely.maximum_inscribed_circle(squeezed, tolerance=tolerance)
        if shapely.length(radius) > best[2]:
            x, y = shapely.get_coordinates(radius)[0]
            best = (float(x) * WIDE, float(y), float(shapely.length(radius)))
    return best
