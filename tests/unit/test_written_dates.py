"""Dates as people write them: the browser reads the same table in tests/js/written_dates.test.mjs."""

import json
from pathlib import Path

import pytest

from geo.dates import first_day
from pages.shared.language.languages import NAMES, speak
from pages.shared.language.words import months, say_date
from pages.shared.language.written_dates import read_written
from pages.shared.view.link import read_date
from tests.datasets import atlas_dataset

CASES = json.loads((Path(__file__).parents[1] / "data" / "written_dates.json").read_text(encoding="utf-8"))
TODAY = "2026-03-05"


def test_a_written_date_is_read_where_it_is_certain() -> None:
    wrong = [(words, read_written(words)) for words, expected in CASES if list(read_written(words)) != expected]
    assert wrong == []


def test_a_name_of_a_month_in_another_language_is_read_if_it_is_given() -> None:
    given = [f"måned{number}" for number in range(1, 13)]
    assert read_written("3 Måned7 1922") == ()
    assert read_written("3 Måned7 1922", given) == ("1922-07-03",)


@pytest.mark.parametrize("code", NAMES)
def test_every_date_that_the_atlas_writes_it_reads(code: str) -> None:
    speak(code)
    try:
        assert [read_written(say_date(f"1962-{month:02}-01")) for month in range(1, 13)] == [
            (f"1962-{month:02}-01",) for month in range(1, 13)
        ]
        assert len(set(months())) == 12
    finally:
        speak("")


def test_a_link_takes_what_is_certain_and_offers_both_days_of_what_is_not() -> None:
    notices: list[str] = []
    dataset = atlas_dataset()
    for words, expected in CASES:
        date = read_date(words, "1925", dataset, TODAY, notices)
        assert len(date) in {4, 10}
        if len(expected) == 1 and expected[0] >= "1884":
            assert first_day(date)[:4] == expected[0][:4], words
    notices.clear()
    assert read_date("20/7/1922", "1925", dataset, TODAY, notices) == "1922-07-20"
    assert notices == []
    assert read_date("7/8/1922", "1925", dataset, TODAY, notices) == "1925"
    (sentence,) = notices
    assert "7 August 1922 or 8 July 1922" in sentence
