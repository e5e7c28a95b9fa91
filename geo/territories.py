"""Territories: the dated areas in force on one day."""

from datetime import date
from functools import lru_cache

import geopandas as gpd
import pandas as pd

from geo.dataset import Dataset
from geo.dates import shown_day
from geo.tables import in_force


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
    shown = shown_day(day, date.today().isoformat())
    features = dataset.features if not position else _under(dataset, position)
    return in_force(features, shown)


@lru_cache(maxsize=32)
def _under(dataset: Dataset, position: str) -> gpd.GeoDataFrame:
    """Return the features of all dates as a rival position has them."""
    instead = dataset.rivals[dataset.rivals["position"] == position]
    if instead.empty and not any(position in unless for unless in dataset.features["unless"]):
        raise KeyError(position)
    kept = dataset.features[[position not in unless for unless in dataset.features["unless"]]]
    return pd.concat([kept, instead], ignore_index=True)
