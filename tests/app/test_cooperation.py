"""Cooperation: sums of aid match the tables, and no cause is given without a source."""

import dataclasses

import pandas as pd
import pytest

from geo import Dataset
from geo.cooperation import aid_by_year, aid_events, aid_pairs, aid_per_head, population_figures
from pages.cooperation import charts, summary
from pages.shared.language.words import text
from tests.app.atlas import html_of, page, pass_note, sound, words_of
from tests.app.charts import assert_sound, rows_of


@pytest.fixture
def rows(dataset: Dataset) -> pd.DataFrame:
    """Return aid and population of the first pair."""
    return aid_per_head(dataset, *aid_pairs(dataset)[0])


def test_every_year_of_the_table_has_its_amount_and_no_other_year_has_one(dataset: Dataset, rows: pd.DataFrame) -> None:
    table = dataset.tables["aid"]
    assert dict(zip(rows["year"].astype(str), rows["amount_usd"], strict=True)) == {
        row.year: float(row.amount_usd) for row in table.itertuples()
    }
    assert list(rows["year"]) == list(range(rows["year"].min(), rows["year"].max() + 1))


def test_a_missing_year_stays_a_gap(dataset: Dataset) -> None:
    pair, aid = aid_pairs(dataset)[0], dataset.tables["aid"]
    tables = {**dataset.tables, "aid": aid[aid["year"] != "1985"]}
    by_year = aid_by_year(type("Part", (), {"tables": tables})(), *pair)  # type: ignore[arg-type]
    assert by_year.loc[by_year["year"] == 1985, "amount_usd"].isna().all()
    events = aid_events(dataset)
    chart = charts.aid_chart(by_year, events, "2026-01-01", "1925-12-31")
    assert_sound(chart)
    line, points = (list(rows_of(layer)) for layer in chart["layer"][0]["layer"])
    assert [row["millions"] for row in line if row["year"] == "1985"] == [None]
    assert [row for row in points if row["year"] == "1985"] == []


def test_aid_a_head_is_amount_by_people_of_the_same_year(dataset: Dataset, rows: pd.DataFrame) -> None:
    people = population_figures(dataset)
    model = people[people["kind"] == "model"].set_index("date")["high"]
    row = rows[rows["year"] == 1985].iloc[0]
    assert row["people"] == model["1985"]
    assert row["per_head"] == pytest.approx(row["amount_usd"] / model["1985"])


def test_the_figure_of_the_article_is_that_of_the_record(rows: pd.DataFrame) -> None:
    assert rows.loc[rows["year"] == 2019, "amount_usd"].tolist() == [41_835_556.0]
    app = page("cooperation", date="2019")
    assert text("cooperation_checked") in words_of(app)
    assert "41,835,556" in html_of(app)
    assert "chip-correct" in html_of(app)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("1925-12-31", "cooperation_answer_before"),
        ("1961-12-31", "cooperation_answer_doubt"),
        ("1985-12-31", "cooperation_answer"),
        ("2025-03-17", "cooperation_answer_after"),
    ],
)
def test_the_answer_says_what_the_record_has_of_the_year(rows: pd.DataFrame, day: str, key: str) -> None:
    answer = summary.answer(rows, "Aland", "Beland", day)
    begin = text(key, year=day[:4], donor="Aland", recipient="Beland", **dict.fromkeys(_BLANK, "\0")).split("\0")
    assert answer.startswith(begin[0])
    assert all(part in answer for part in begin)


_BLANK = ("first", "last", "money", "head", "people")


def test_an_event_stands_beside_aid_only_with_a_source_of_its_own(dataset: Dataset) -> None:
    events = aid_events(dataset)
    assert list(events["number"]) == list(range(1, len(events) + 1))
    assert list(events["start_day"]) == sorted(events["start_day"])
    for row in events.itertuples():
        assert all(dataset.row("sources", source) for source in row.source_ids.split())
        # Words of cause are kept for what a source connects.
        assert row.link == "stated" or "because" not in row.sentence


def test_the_events_behind_the_note_are_neither_listed_nor_drawn_until_it_is_passed(dataset: Dataset) -> None:
    app, events = page("cooperation", date="1985"), aid_events(dataset)
    titles = [row.title for row in events.itertuples() if row.title.replace("’", "’") not in html_of(app)]
    assert len(titles) == 1
    pass_note(app)
    assert titles[0] in html_of(app)


def test_the_table_is_the_record(dataset: Dataset, rows: pd.DataFrame) -> None:
    app = sound(page("cooperation", date="1985"))
    first, second = (item.value for item in app.dataframe)
    assert list(first[text("cooperation_column_amount")]) == [int(value) for value in rows["amount_usd"]]
    assert len(second) == len(population_figures(dataset))


def test_a_record_without_people_has_aid_and_no_share_of_it(dataset: Dataset) -> None:
    tables = {**dataset.tables, "population": dataset.tables["population"].iloc[:0]}
    bare = dataclasses.replace(dataset, tables=tables)
    rows = aid_per_head(bare, *aid_pairs(bare)[0])
    assert rows["amount_usd"].notna().any()
    assert rows["per_head"].isna().all()
