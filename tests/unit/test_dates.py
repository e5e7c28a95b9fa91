"""Dates keep the precision of their source, and intervals are half-open."""

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import Dataset, changes_between, dates, territories_at
from geo.errors import DateError
from tests.clock import clock_at

days = st.dates(min_value=date(1800, 1, 1), max_value=date(2100, 12, 31))
texts = st.one_of(
    days.map(lambda d: d.isoformat()), days.map(lambda d: d.isoformat()[:7]), days.map(lambda d: str(d.year))
)


@given(texts)
def test_a_date_covers_its_first_and_last_day(text: str) -> None:
    first, last = dates.first_day(text), dates.last_day(text)
    assert first <= last
    assert first.startswith(text)
    assert last.startswith(text)
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    assert not after.startswith(text)


@given(texts)
def test_precision_is_that_of_the_text(text: str) -> None:
    assert dates.precision(text) == {4: "year", 7: "month", 10: "day"}[len(text)]


@given(texts)
def test_the_last_true_date_lies_just_before_the_end(end: str) -> None:
    last = dates.last_true(end)
    assert len(last) == len(end)
    assert dates.last_day(last) == dates.day_before(dates.first_day(end))


@given(texts, days.map(lambda d: d.isoformat()))
def test_the_shown_day_is_never_after_today_unless_the_date_is(text: str, today: str) -> None:
    day = dates.shown_day(text, today)
    assert day.startswith(text)
    if dates.first_day(text) <= today:
        assert day <= today


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "99999",
        "-5",
        "1962-13-40",
        "1962-02-30",
        "0000",
        "1962-6-3",
        "1925 ",
        "١٩٢٥",
        "1925-07-01T00",
        "<b>1925",
    ],
)
def test_nonsense_is_no_date(text: str) -> None:
    with pytest.raises(DateError):
        dates.first_day(text)


def test_an_open_end_lies_after_every_day() -> None:
    assert dates.end_day("") == dates.OPEN_END
    assert dates.end_day("1962-07-01") == "1962-07-01"


@pytest.mark.parametrize(
    ("end", "last"),
    [("1946-12-13", "1946-12-12"), ("1932", "1931"), ("1995-01", "1994-12"), ("1900-03-01", "1900-02-28")],
)
def test_last_true(end: str, last: str) -> None:
    assert dates.last_true(end) == last


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-12-31T23:59:59+00:00", "2026-12-31"),
        ("2027-01-01T00:00:00+00:00", "2027-01-01"),
        ("2027-01-01T00:30:00+01:00", "2026-12-31"),  # Brussels, just after its midnight
        ("2026-12-31T19:30:00-05:00", "2027-01-01"),
    ],
)
def test_today_changes_at_midnight_utc_wherever_the_server_stands(
    monkeypatch: pytest.MonkeyPatch, dataset: Dataset, moment: str, day: str
) -> None:
    monkeypatch.setattr(dates, "datetime", clock_at(moment))
    assert dates.today() == day
    # The running year means today: a change of the next day has not come yet.
    later = dates.day_after(day)
    moved = dataclasses.replace(dataset, features=dataset.features.assign(start_day=later), change_days=[later])
    assert territories_at(moved, day[:4]).empty
    assert changes_between(moved, "1884", day[:4]).empty
    assert not territories_at(moved, later).empty
