"""Officeholders: heads of mission, governors, residents and monarchs, with rank and time in office."""

from datetime import date

import pandas as pd

from geo.dataset import Dataset
from geo.dates import shown_day
from geo.tables import in_force


def officeholders_at(dataset: Dataset, day: str) -> pd.DataFrame:
    """Return who held which office on `day`, one row each, in the order of `offices.csv`.

    Parameters
    ----------
    dataset
        A loaded dataset.
    day
        An ISO day; a year means its 31 December, never after today.

    Returns
    -------
    DataFrame with the columns of `offices.csv`, then those of `officeholders.csv`; vacant posts
    have an empty ``person``.

    Raises
    ------
    DateError
        If `day` is no date.
    """
    shown = shown_day(day, date.today().isoformat())
    current = in_force(dataset.tables["officeholders"], shown)
    return dataset.tables["offices"].merge(current, on="office_id")
