"""Disputes: questions on which sources or states differ, with every position and who holds it."""

from datetime import date

import pandas as pd

from geo.dataset import Dataset
from geo.dates import shown_day
from geo.tables import in_force

_ORDER = ("default", "rival", "text")


def disputes_at(dataset: Dataset, day: str) -> pd.DataFrame:
    """Return the disputes that bear on the map of `day`, the columns of `disputes.csv`.

    Parameters
    ----------
    day
        An ISO day; a year means its 31 December, never after today.

    Raises
    ------
    DateError
        If `day` is no date.
    """
    shown = shown_day(day, date.today().isoformat())
    return in_force(dataset.tables["disputes"], shown)


def positions_on(dataset: Dataset, dispute_id: str) -> pd.DataFrame:
    """Return the positions on one dispute, the one that the map shows first on top."""
    return pd.DataFrame(position_rows(dataset, dispute_id), columns=dataset.tables["positions"].columns)


def position_rows(dataset: Dataset, dispute_id: str) -> list[dict[str, str]]:
    """Return the rows of `positions_on` as dicts."""
    own = [row for row in dataset.records["positions"] if row["dispute_id"] == dispute_id]
    return sorted(own, key=lambda row: _ORDER.index(row["shown"]))
