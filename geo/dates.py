"""Dates of the precision their source gives: a year, a month or a day.

Intervals are half-open: ``[start, end)``. A *day* is an ISO string such as
``"1962-07-01"``, so that days compare as text. An open end is `OPEN_END`.
"""

import re
from datetime import UTC, date, datetime, timedelta

from geo.errors import DateError

OPEN_END = "9999-12-31"
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_PRECISIONS = {4: "year", 7: "month", 10: "day"}


def today() -> str:
    """Return today's ISO day in UTC, the same for every visitor and every server."""
    return datetime.now(UTC).date().isoformat()


def precision(text: str) -> str:
    """Return ``"year"``, ``"month"`` or ``"day"``, the precision in which `text` is written.

    Raises
    ------
    DateError
        If `text` is not ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or no such day exists.
    """
    first_day(text)
    return _PRECISIONS[len(text)]


def first_day(text: str) -> str:
    """Return the first day that `text` covers, as an ISO day.

    Raises
    ------
    DateError
        If `text` is not ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or no such day exists.
    """
    match = PARTIAL.fullmatch(text)
    if match is None:
        raise DateError(f"“{text[:40]}” is not a date; write 1925, 1925-07 or 1925-07-01.")
    year, month, day = match.groups()
    try:
        return date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        raise DateError(f"“{text}” is no day of the calendar.") from None


def end_day(text: str) -> str:
    """Return the first day no longer true of an interval's `end`; empty text means `OPEN_END`."""
    return first_day(text) if text else OPEN_END


def last_day(text: str) -> str:
    """Return the last day that `text` covers: 1925 is 1925-12-31, 1925-06 is 1925-06-30."""
    start = date.fromisoformat(first_day(text))
    if len(text) == 4:
        return start.replace(month=12, day=31).isoformat()
    if len(text) == 7:
        following = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
        return (following - timedelta(days=1)).isoformat()
    return text


def shown_day(text: str, today: str) -> str:
    """Return the day that a date of the atlas shows.

    A year means its 31 December and a month its last day, but never a day after `today`.
    """
    return min(last_day(text), today) if first_day(text) <= today else first_day(text)


def link_date(partial: str, today: str) -> str:
    """Return how a link names a date: a year or a day as it is, a month as its last day."""
    return shown_day(partial, today) if len(partial) == 7 else partial


def day_before(day: str) -> str:
    """Return the ISO day before `day`."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def day_after(day: str) -> str:
    """Return the ISO day after an ISO day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def last_true(end: str) -> str:
    """Return the last date, in the precision of `end`, at which a half-open interval still holds.

    An interval that ends (excluded) on 1946-12-13 holds to 1946-12-12; one that ends
    in 1932 holds to 1931, and one that ends in 1995-01 to 1994-12.
    """
    return day_before(first_day(end))[: len(end)]
