"""Aid in words: the answer for a year, and tables of what the charts draw."""

from typing import Any

import pandas as pd

from geo import Dataset
from geo.cooperation import population_figures
from pages.cooperation.charts import is_doubtful
from pages.shared.language.words import say_code, say_date, say_number, text
from pages.shared.record.entries import works_of


def money(amount: float) -> str:
    """Return an amount in US$ in words, in millions with one decimal."""
    return text("cooperation_money", amount=say_number(amount / 1e6, 1))


def answer(rows: pd.DataFrame, donor: str, recipient: str, day: str) -> str:
    """Return what the record has on the year of an ISO day, in one sentence.

    Parameters
    ----------
    rows
        As `geo.cooperation.aid_per_head` gives them.
    """
    year, words = int(day[:4]), {"year": day[:4], "donor": donor, "recipient": recipient}
    first, last = rows.iloc[0], rows.iloc[-1]
    if year < first["year"]:
        return text("cooperation_answer_before", **words, first=first["year"], money=money(first["amount_usd"]))
    if year > last["year"]:
        return text("cooperation_answer_after", **words, last=last["year"], money=money(last["amount_usd"]))
    row = rows[rows["year"] == year].iloc[0].to_dict()
    if pd.isna(row["amount_usd"]):
        return text("cooperation_answer_gap", **words)
    words["money"] = money(row["amount_usd"])
    if pd.isna(row["per_head"]):
        return text("cooperation_answer_no_people", **words)
    key = "cooperation_answer_doubt" if is_doubtful(row) else "cooperation_answer"
    return text(key, **words, head=say_number(row["per_head"], 2), people=say_number(row["people"] / 1e6, 1))


def people_near(dataset: Dataset, rows: pd.DataFrame, day: str) -> str:
    """Return the population figure closest to a day before the first year of aid; empty from that year on."""
    figures = population_figures(dataset)
    if int(day[:4]) >= int(rows["year"].min()) or figures.empty:
        return ""
    distance = (figures["start_day"].str[:4].astype(int) - int(day[:4])).abs()
    row = figures.loc[distance.idxmin()]
    return text(
        "cooperation_people_then",
        place=row["place"],
        date=say_date(row["date"]),
        people=say_number(row["high"]),
        kind=say_code("population", "kind", row["kind"]),
    )


def aid_table(dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a year in words: amount, amount for each inhabitant, people, trust and sources."""
    return pd.DataFrame(
        {
            text("cooperation_column_year"): row["year"],
            text("cooperation_column_amount"): _whole(row["amount_usd"]),
            text("cooperation_column_head"): None if pd.isna(row["per_head"]) else round(row["per_head"], 2),
            text("cooperation_column_people"): _whole(row["people"]),
            **_trust(dataset, row, f"{row['source_ids']} {row['population_source_ids']}"),
        }
        for row in rows.to_dict("records")
    )


def people_table(dataset: Dataset, figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row a figure of people in words."""
    return pd.DataFrame(
        {
            text("cooperation_column_place"): row["place"],
            text("cooperation_column_date"): row["date"],
            text("cooperation_column_low"): row["low"],
            text("cooperation_column_high"): row["high"],
            text("cooperation_column_kind"): say_code("population", "kind", row["kind"]),
            **_trust(dataset, row, row["source_ids"]),
        }
        for row in figures.to_dict("records")
    )


def _whole(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def _trust(dataset: Dataset, row: dict[str, Any], source_ids: str) -> dict[str, str]:
    return {
        text("cooperation_column_confidence"): say_code("", "confidence", row["confidence"]),
        text("cooperation_column_verified"): say_code("", "verified", row["verified"]),
        text("cooperation_column_sources"): works_of(dataset, source_ids),
        text("cooperation_column_note"): row["note"],
    }
