"""The ground of a plate: its projection, its frame, and what of the map lies in it."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer

from geo.dataset import Dataset

# The window of the map on the page, in mm: left, bottom, right, top.
WINDOW = (10.0, 45.0, 202.0, 190.0)
SCALE = (56.0, 10.6)  # mm of the window, at its left foot, that the scale bar takes
_MARGIN = 0.02


@dataclass(frozen=True)
class Ground:
    """The frame of a map.

    Attributes
    ----------
    crs
        Lambert azimuthal equal-area around the middle of the view (metres): areas are true everywhere,
        lengths in the middle.
    bounds
        The frame in `crs` (left, bottom, right, top).
    degrees
        A box of longitudes and latitudes (EPSG:4326) around the frame.
    """

    crs: str
    bounds: tuple[float, float, float, float]
    degrees: tuple[float, float, float, float]

    @property
    def per_metre(self) -> float:
        """Mm on the page for a metre in the middle of the map."""
        return (WINDOW[2] - WINDOW[0]) / (self.bounds[2] - self.bounds[0])

    def project(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Return where points (EPSG:4326, degrees) lie on the page, in mm."""
        x, y = Transformer.from_crs("EPSG:4326", self.crs, always_xy=True).transform(lon, lat)
        return WINDOW[0] + (x - self.bounds[0]) * self.per_metre, WINDOW[1] + (y - self.bounds[1]) * self.per_metre

    def clip(self, gdf: Any) -> Any:
        """Return what lies in the frame, or a little outside it, of a layer (EPSG:4326), in `crs`; rows kept."""
        left, bottom, right, top = self.bounds
        margin = _MARGIN * (right - left)
        near = gdf.set_geometry(gdf.geometry.clip_by_rect(*self.degrees)).to_crs(self.crs)
        within = near.geometry.clip_by_rect(left - margin, bottom - margin, right + margin, top + margin)
        near = near.set_geometry(within)
        return near[~near.geometry.is_empty]

    def on_page(self, geometries: Any) -> Any:
        """Return geometries of `crs` in mm of the page, cut to the window."""
        moved = shapely.transform(
            np.asarray(geometries, dtype=object),
            lambda points: (points - self.bounds[:2]) * self.per_metre + WINDOW[:2],
        )
        return shapely.clip_by_rect(moved, *WINDOW)


def ground_of(dataset: Dataset, view: str) -> Ground:
    """Return the frame that shows the whole of a view of `views.csv`.

    Raises
    ------
    KeyError
        If the dataset has no such view.
    """
    row = dataset.rows["views"][view]
    left, bottom, right, top = (float(row[side]) for side in ("left", "bottom", "right", "top"))
    crs = f"+proj=laea +lat_0={(bottom + top) / 2:.4f} +lon_0={(left + right) / 2:.4f} +ellps=WGS84 +units=m +no_defs"
    outline = shapely.segmentize(shapely.box(left, bottom, right, top), (right - left) / 20)
    bounds = _shaped(gpd.GeoSeries([outline], crs="EPSG:4326").to_crs(crs).total_bounds)
    frame = shapely.segmentize(shapely.box(*bounds), (bounds[2] - bounds[0]) / 20)
    west, south, east, north = gpd.GeoSeries([frame], crs=crs).to_crs("EPSG:4326").total_bounds
    wide, high = 0.05 * (east - west), 0.05 * (north - south)
    return Ground(crs, bounds, (west - wide, max(-90.0, south - high), east + wide, min(90.0, north + high)))


def _shaped(bounds: Any) -> tuple[float, float, float, float]:
    """Return bounds made wider or higher to the shape of the window."""
    left, bottom, right, top = map(float, bounds)
    shape = (WINDOW[2] - WINDOW[0]) / (WINDOW[3] - WINDOW[1])
    high = max((right - left) / shape, top - bottom) * 1.01
    x, y = (left + right) / 2, (bottom + top) / 2
    return x - high * shape / 2, y - high / 2, x + high * shape / 2, y + high / 2
