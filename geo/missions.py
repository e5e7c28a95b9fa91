"""Missions: embassies, residencies and seats as dated institutions, and who held which office."""

import pandas as pd

from geo.dataset import Dataset, cached_on_dataset
from geo.dates import shown_day, today
from geo.tables import in_force, rows_in_force

EMBASSY = "embassy"  # a kind of mission


def missions_at(dataset: Dataset, day: str) -> pd.DataFrame:
    """Return the missions that have a state on `day`, one row each, with that state in words.

    Parameters
    ----------
    dataset
        A loaded dataset.
    day
        An ISO day; a year means its 31 December, never after today.

    Returns
    -------
    DataFrame with the columns of `missions.csv`, then ``state``, ``state_label``, ``symbol``,
    ``sentence``, ``since``, ``until`` and ``period_*`` of the period in force.

    Raises
    ------
    DateError
        If `day` is no date.
    """
    current: pd.DataFrame = in_force(mission_periods(dataset), shown_day(day, today()))
    return current.reset_index(drop=True)


@cached_on_dataset()
def mission_periods(dataset: Dataset) -> pd.DataFrame:
    """Return the missions in each of their states, with the columns of `missions_at`, mission by mission."""
    of_period = {name: f"period_{name}" for name in ("source_ids", "confidence", "verified", "note")}
    periods = dataset.tables["mission_periods"].rename(columns={"start": "since", "end": "until", **of_period})
    states = dataset.tables["mission_states"].rename(columns={"label": "state_label"})
    periods = periods.merge(states, left_on="state", right_on="state_id").drop(columns="state_id")
    return dataset.tables["missions"].merge(periods, on="mission_id")


def has_embassy(dataset: Dataset, day: str) -> bool:
    """Return whether an embassy, open or closed, has a state on an ISO day."""
    periods = rows_in_force(dataset.records["mission_periods"], day)
    return any(dataset.row("missions", period["mission_id"])["kind"] == EMBASSY for period in periods)


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
    current_day = shown_day(day, today())
    current = in_force(dataset.tables["officeholders"], current_day)
    return dataset.tables["offices"].merge(current, on="office_id")
