"""Territories: the dated areas in force on one day."""

from datetime import date

import geopandas as gpd

from geo.dataset import Dataset
from geo.dates import shown_day


def territories_at(dataset: Dataset, day: str) -> gpd.GeoDataFrame:
    """Return the territories in force on `day`, one row each (EPSG:4326).

    Parameters
    ----------
    dataset
        A loaded dataset.
    day
        An ISO day; a year means its 31 December, a month its last day, never after today.

    Returns
    -------
    GeoDataFrame with ``territory_id``, ``name``, ``start``, ``end`` (of the extent, half-open),
    ``status``, ``sovereign``, ``administering_power``, ``certainty``, ``sources``, then the
    identifiers behind the words, ``role`` (base, inner, claim, core, context) and ``parts``.

    Raises
    ------
    DateError
        If `day` is no date.
    """
    shown = shown_day(day, date.today().isoformat())
    features = dataset.features
    in_force = (features["start_day"] <= shown) & (shown < features["end_day"])
    return features[in_force]
