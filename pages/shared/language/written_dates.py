"""Dates as people write them, read in every language of the atlas; `browser/lib/written-dates.js` reads the same."""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress

from geo.dates import first_day
from geo.errors import DateError

# The names of each month without accents: English, French, Dutch, German, Kinyarwanda, Roman numerals.
MONTHS = (
    "january janvier januari januar mutarama i",
    "february fevrier februari februar gashyantare ii",
    "march mars maart mrt marz maerz mrz werurwe iii",
    "april avril mata iv",
    "may mai mei gicurasi v",
    "june juin juni kamena vi",
    "july juillet juli nyakanga vii",
    "august aout augustus kanama viii",
    "september septembre nzeri ix",
    "october octobre oktober ukwakira x",
    "november novembre ugushyingo xi",
    "december decembre dezember ukuboza xii",
)
_FILLERS = frozenset(
    [
        "the",
        "of",
        "on",
        "le",
        "du",
        "la",
        "op",
        "de",
        "den",
        "am",
        "vom",
        "der",
        "dem",
        "im",
        "tariki",
        "itariki",
        "ya",
        "yo",
        "ku",
        "wa",
    ]
)
_SEPARATORS = re.compile(r"[\s,./\-–]+")
_YEAR = re.compile(r"[0-9]{4}")
_NUMBER = re.compile(r"[0-9]{1,2}")
_DAY = re.compile(r"([0-9]{1,2})[^\W\d_]{0,3}")


def read_written(words: str, months: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the dates that `words` may mean, each ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    There is none if the words are no date or no day of the calendar, and one if they are certain. ``20/7/1922`` is,
    since there is no twentieth month, and so is ``7.8.1922``, since nobody writes the month first with dots.
    ``7/8/1922`` may be two days: with the day first and with the month first, in this order.

    Parameters
    ----------
    words
        As a reader has typed them.
    months
        The names of the months in a language beyond those of `MONTHS`.
    """
    folded = _fold(words)
    tokens = [token for token in _SEPARATORS.split(folded) if token and token not in _FILLERS]
    years = [index for index, token in enumerate(tokens) if _YEAR.fullmatch(token)]
    if len(years) != 1 or len(tokens) > 3:
        return ()
    year = tokens[years[0]]
    rest = [token for token in tokens if token != year]
    if all(_NUMBER.fullmatch(token) for token in rest):
        pairs = _numbers([int(token) for token in rest], years[0], has_dots="." in folded)
    else:
        pairs = _words(rest, [_fold(name) for name in months])
    return tuple(dict.fromkeys(date for pair in pairs if (date := _date(year, pair))))


def _fold(words: str) -> str:
    plain = unicodedata.normalize("NFD", words.strip().lower())
    return "".join(char for char in plain if not unicodedata.combining(char))


def _numbers(rest: list[int], year_at: int, *, has_dots: bool) -> list[tuple[int, ...]]:
    """Return the months and days that numbers beside a year may mean."""
    if len(rest) < 2:
        return [tuple(rest)]
    if year_at == 0:
        return [(rest[0], rest[1])]
    if year_at == 1:
        return []
    day_first, month_first = (rest[1], rest[0]), (rest[0], rest[1])
    if rest[1] > 12:
        return [month_first]
    return [day_first] if rest[0] > 12 or has_dots else [day_first, month_first]


def _words(rest: list[str], given: list[str]) -> list[tuple[int, ...]]:
    """Return the month, and the day if there is one, that words beside a year mean."""
    days = [match for token in rest if (match := _DAY.fullmatch(token))]
    names = [token for token in rest if token[0] not in "0123456789"]
    month = _month(names[0], given) if len(names) == 1 else 0
    if not month or len(days) + 1 != len(rest):
        return []
    return [(month, *(int(match[1]) for match in days))]


def _month(name: str, given: list[str]) -> int:
    """Return the number of a month by its name, or by a beginning that fits no other; 0 if there is none."""
    forms = [names.split() for names in MONTHS]
    for month, extra in zip(forms, given, strict=False):
        month.append(extra)
    exact = [number for number, names in enumerate(forms, 1) if name in names]
    if exact or len(name) < 3:
        return exact[0] if exact else 0
    fitting = [number for number, names in enumerate(forms, 1) if any(form.startswith(name) for form in names)]
    return fitting[0] if len(fitting) == 1 else 0


def _date(year: str, pair: tuple[int, ...]) -> str:
    """Return a date as the atlas writes it; empty if the calendar has none such."""
    date = "-".join((year, *(f"{number:02}" for number in pair)))
    with suppress(DateError):
        first_day(date)
        return date
    return ""
