"""Cooperation: aid of one state to another by year, the people it reached, and the figure for each of them."""

import pandas as pd

from geo.dataset import Dataset
from geo.dates import first_day, last_day

MODEL, PEOPLE = "model", "population"
_AID = ["year", "amount_usd", "confidence", "verified", "source_ids", "note"]
_PEOPLE = ["place", "date", "start_day", "end_day", "low", "high", "kind", *_AID[2:]]


def aid_pairs(dataset: Dataset) -> list[tuple[str, str]]:
    """Return every donor with its recipient, in the order of `aid.csv`; none if there is no such table."""
    aid = dataset.tables.get("aid")
    if aid is None:
        return []
    return list(dict.fromkeys(zip(aid["donor"], aid["recipient"], strict=True)))


def aid_by_year(dataset: Dataset, donor: str, recipient: str) -> pd.DataFrame:
    """Return the aid of a donor to a recipient, one row a calendar year, years without a figure left empty.

    Parameters
    ----------
    dataset
        A loaded dataset.
    donor, recipient
        As they stand in `aid.csv`.

    Returns
    -------
    DataFrame with ``year`` (int), ``amount_usd`` (net flow in US$ of that year, float; missing where the
    record has none) and ``confidence``, ``verified``, ``source_ids``, ``note`` of its row. Without a gap from
    the first year to the last; empty if the pair is not in the record. Source: `aid.csv`.
    """
    aid = dataset.tables.get("aid", pd.DataFrame(columns=["donor", "recipient", *_AID]))
    rows = aid[(aid["donor"] == donor) & (aid["recipient"] == recipient)][_AID]
    rows = rows.assign(year=rows["year"].astype(int), amount_usd=rows["amount_usd"].astype(float))
    if rows.empty:
        return rows
    years = pd.RangeIndex(rows["year"].min(), rows["year"].max() + 1, name="year")
    filled = rows.set_index("year").reindex(years).reset_index()
    words = _AID[2:]
    return filled.assign(**{name: filled[name].fillna("") for name in words})


def population_figures(dataset: Dataset, series: str = PEOPLE) -> pd.DataFrame:
    """Return the figures of a series of `population.csv`, first to last.

    Parameters
    ----------
    series
        What is counted, as in `population.csv`.

    Returns
    -------
    DataFrame with ``place`` (under its name then), ``date`` as precise as its source, ``start_day`` and
    ``end_day`` (first and last ISO day that the date covers), ``low`` and ``high`` (people, int), ``kind``
    (census, register, estimate, model) and the columns of trust. Empty if there are none.
    """
    figures = dataset.tables.get("population", pd.DataFrame(columns=["series", "value_low", "value_high", *_PEOPLE]))
    rows = figures[figures["series"] == series]
    rows = rows.assign(
        start_day=[first_day(date) for date in rows["date"]],
        end_day=[last_day(date) for date in rows["date"]],
        low=rows["value_low"].astype(int),
        high=rows["value_high"].astype(int),
    )
    return rows.sort_values(["start_day", "kind"])[_PEOPLE].reset_index(drop=True)


def population_by_year(dataset: Dataset, place: str) -> pd.DataFrame:
    """Return the modelled population of a place: ``year`` (int), ``people`` (int), ``population_confidence``.

    A model has a figure for every year; counts and estimates have not, and are left out.
    """
    figures = population_figures(dataset)
    rows = figures[(figures["place"] == place) & (figures["kind"] == MODEL)]
    return pd.DataFrame(
        {
            "year": [int(day[:4]) for day in rows["start_day"]],
            "people": rows["high"].astype(int),
            "population_confidence": rows["confidence"],
            "population_source_ids": rows["source_ids"],
        }
    ).reset_index(drop=True)


def aid_per_head(dataset: Dataset, donor: str, recipient: str) -> pd.DataFrame:
    """Return `aid_by_year` with the modelled population of the recipient and the aid for each inhabitant.

    Returns
    -------
    DataFrame with the columns of `aid_by_year`, then ``people``, ``population_confidence``,
    ``population_source_ids`` and ``per_head`` (US$ of that year: amount divided by people of the same year;
    missing where either is).
    """
    joined = aid_by_year(dataset, donor, recipient).merge(population_by_year(dataset, recipient), on="year", how="left")
    words = ["population_confidence", "population_source_ids"]
    joined = joined.assign(**{name: joined[name].fillna("") for name in words})
    return joined.assign(per_head=joined["amount_usd"] / joined["people"])


def aid_events(dataset: Dataset) -> pd.DataFrame:
    """Return the events that stand beside the aid, first to last, numbered from 1.

    Returns
    -------
    DataFrame with ``number``, the columns of `aid_events.csv` (``link`` is ``stated`` if a source connects the
    event with the aid, ``same_time`` if it only falls into the same time) and ``title``, ``start``, ``end``,
    ``start_day``, ``verified`` and ``confidence`` of the event. Empty if there is no such table.
    """
    chosen = dataset.tables.get("aid_events", pd.DataFrame(columns=["event_id", "link", "sentence", "source_ids"]))
    columns = ["event_id", "title", "start", "end", "start_day", "verified", "confidence"]
    joined = chosen.merge(dataset.tables["events"][columns], on="event_id").sort_values("start_day", kind="stable")
    return joined.assign(number=range(1, len(joined) + 1)).reset_index(drop=True)
