"""Missions as tables, and the legend of the chart."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from geo import Dataset
from pages.shared.language.words import say_code, text
from pages.shared.record import entries
from pages.shared.record.cards import holder_name
from pages.shared.record.html import tag


def periods(dataset: Dataset) -> pd.DataFrame:
    """Return every period of every mission in words, one row each, in the order of the record."""
    rows = [
        {
            text("twin_mission"): dataset.row("missions", row["mission_id"])["name"],
            text("twin_state"): dataset.row("mission_states", row["state"])["label"],
            **_dated(dataset, row, text("twin_sentence"), row["sentence"]),
        }
        for row in dataset.records["mission_periods"]
    ]
    return pd.DataFrame(rows)


def holders(dataset: Dataset) -> pd.DataFrame:
    """Return every officeholder in words, one row each, in the order of the record."""
    rows = [
        {
            text("twin_office"): dataset.row("offices", row["office_id"])["label"],
            text("twin_person"): holder_name(row),
            **_dated(dataset, row, text("twin_rank"), row["rank"]),
        }
        for row in dataset.records["officeholders"]
    ]
    return pd.DataFrame(rows)


def legend(shapes: Sequence[str]) -> Markup:
    """Return what each shape of a bar means."""
    items = (
        tag("li", tag("i", class_=f"shape shape-{shape}", aria_hidden="true"), " ", text(f"shape_{shape}"))
        for shape in shapes
    )
    return tag("ul", *items, class_="shapes")


def years_words(first: str, last: str, until: str) -> str:
    """Return a choice of years in words, from ISO day to ISO day; today if it reaches to ISO day `until`."""
    if last >= until:
        return text("life_years_to_today", first=first[:4])
    return text("life_years_span", first=first[:4], last=str(int(last[:4]) - 1))


def _dated(dataset: Dataset, row: dict[str, str], head: str, words: str) -> dict[str, str]:
    return {
        text("twin_start"): row["start"],
        text("twin_end"): row["end"],
        head: words,
        text("twin_note"): row["note"],
        text("twin_confidence"): say_code("", "confidence", row["confidence"]),
        text("twin_verified"): say_code("", "verified", row["verified"]),
        text("twin_sources"): entries.works_of(dataset, row["source_ids"]),
    }
