"""Territories: the dated areas in force on one day."""

from datetime import date
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.dataset import Dataset
from geo.dates import shown_day
from geo.tables import in_force, rows_in_force


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
    return in_force(_features(dataset, position), shown_day(day, date.today().isoformat()))


def rows_at(dataset: Dataset, day: str, position: str = "") -> list[dict[str, Any]]:
    """Return the rows of `territories_at` on an ISO day as dicts, without their geometry.

    Raises
    ------
    KeyError
        If no extent of the dataset has that position.
    """
    return rows_in_force(_rows(dataset, position), day)


@lru_cache(maxsize=32)
def _rows(dataset: Dataset, position: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _features(dataset, position).drop(columns="geometry").to_dict("records")
    return rows


@lru_cache(maxsize=32)
def _features(dataset: Dataset, position: str) -> gpd.GeoDataFrame:
    """Return the features of all dates, as a rival position has them if one is given."""
    if not position:
        return dataset.features
    instead = dataset.rivals[dataset.rivals["position"] == position]
    if instead.empty and not any(position in unless for unless in dataset.features["unless"]):
        raise KeyError(position)
    kept = dataset.features[[position not in unless for unless in dataset.features["unless"]]]
    return pd.concat([kept, instead], ignore_index=True)
