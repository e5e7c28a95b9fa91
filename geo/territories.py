"""Territories: the dated areas in force on one day, what else they were called, and who holds their land now."""

from typing import Any

import geopandas as gpd
import pandas as pd

from geo.dataset import Dataset, cached_on_dataset
from geo.dates import shown_day, today
from geo.tables import in_force, rows_in_force

_LEAST_SHARE = 0.02  # of a territory's land; smaller overlaps come from soft outlines and are left out


def territories_at(dataset: Dataset, day: str, position: str = "") -> gpd.GeoDataFrame:
    """Return the territories in force on `day`, one row each (EPSG:4326).

    Parameters
    ----------
    dataset
        A loaded dataset.
    day
        An ISO day; a year means its 31 December, a month its last day, never after today.
    position
        Identifier of a rival position (`positions.csv`): the map as it has it. Empty: as the map
        shows it first.

    Returns
    -------
    GeoDataFrame with ``territory_id``, ``name``, ``start``, ``end`` (of the extent, half-open),
    ``status``, ``sovereign``, ``administering_power``, ``certainty``, ``sources``, then the
    identifiers behind the words, ``role`` (base, inner, claim, core, context) and ``parts``.

    Raises
    ------
    DateError
        If `day` is no date.
    KeyError
        If no extent of the dataset has that position.
    """
    return in_force(features_of(dataset, position), shown_day(day, today()))


def rows_at(dataset: Dataset, day: str, position: str = "") -> list[dict[str, Any]]:
    """Return the rows of `territories_at` on an ISO day as dicts, without their geometry.

    Raises
    ------
    KeyError
        If no extent of the dataset has that position.
    """
    return rows_in_force(_rows(dataset, position), day)


@cached_on_dataset()
def _rows(dataset: Dataset, position: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = features_of(dataset, position).drop(columns="geometry").to_dict("records")
    return rows


@cached_on_dataset()
def features_of(dataset: Dataset, position: str) -> gpd.GeoDataFrame:
    """Return the features of all dates (EPSG:4326), as a rival position has them if one is given; not to be changed.

    Raises
    ------
    KeyError
        If no extent of the dataset has that position.
    """
    if not position:
        return dataset.features
    instead = dataset.rivals[dataset.rivals["position"] == position]
    if instead.empty and not any(position in unless for unless in dataset.features["unless"]):
        raise KeyError(position)
    unchanged = dataset.features[[position not in unless for unless in dataset.features["unless"]]]
    return pd.concat([unchanged, instead], ignore_index=True)


def other_names(dataset: Dataset, territory_id: str) -> list[tuple[str, str]]:
    """Return the other names of a territory, each with those who called it so."""
    rows = dataset.records["territory_names"]
    return [(row["name"], row["used_by"]) for row in rows if row["territory_id"] == territory_id]


@cached_on_dataset()
def holders_now(dataset: Dataset, territory_id: str) -> list[str]:
    """Return the names of the states that hold a territory's land on the day of checking, largest part first.

    Shares are areas in km² (EPSG:6933, equal area); less than 2 % is left out.
    """
    now = _lands_now(dataset)
    extents = dataset.features[dataset.features["territory_id"] == territory_id]
    land = extents.geometry.to_crs(now.crs).union_all()
    shares = now.iloc[now.sindex.query(land)].intersection(land).area / land.area
    return [str(name) for name in shares[shares > _LEAST_SHARE].sort_values(ascending=False).index]


@cached_on_dataset()
def _lands_now(dataset: Dataset) -> gpd.GeoSeries:
    """Return the base territories on the day of checking (EPSG:6933) by their names."""
    now = territories_at(dataset, dataset.about["as_of"])
    now = now[now["role"] == "base"]
    return now.set_index("name").geometry.to_crs("EPSG:6933")
