"""Words in the visitor's language: phrases, dates, intervals, numbers and lists; text made safe for Markdown."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from geo.dates import first_day, last_true, precision
from pages.shared.language.languages import language, phrases

_ESCAPED = {ord(char): f"\\{char}" for char in "\\`*_{}[]()<>#+-.!|$~:&/="}
# Streamlit turns these into arrows and pictures after Markdown is read; an invisible word joiner prevents it.
_SIGNS = re.compile(r"(?<!\S)(?=(?:->|<-|--|>=|<=|~=)(?!\S))|(?<=:)(?=streamlit:)")
_LINE_ENDS = re.compile(r"[\t\r\n]+")
# CLDR has no pattern of its own for dates in Kinyarwanda: its texts write day, month, year.
_LOCALES = {"en": "en_GB", "rw": "rw"}
_PATTERNS = {"rw": "d MMMM y"}
_FIRST_OF_MONTH = {"fr": "1er"}
_FIELDS = re.compile(r"'([^']*)'|MMMM|d|y")
_PLACES = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}
_SEMICOLON = {"fr": "\u202f;"}


def text(key: str, **values: object) -> str:
    """Return the words for `key` with `values` filled in, in the form that ``count`` asks for if it has several."""
    return phrase(key, values.get("count")).format(**values)


def phrase(key: str, count: object = None) -> str:
    """Return the words for `key` as they are, placeholders included."""
    catalogue = phrases(language())
    forms = catalogue.forms[key]
    return forms[0] if len(forms) == 1 else forms[catalogue.form_of(count if isinstance(count, int) else 2)]


def say_code(table: str, column: str, value: str) -> str:
    """Return the words for a code of a table; one without words, of other data, as it is."""
    forms = phrases(language()).forms
    keys = (f"code_{table}_{column}_{value}", f"code_{column}_{value}", f"{column}_{value}")
    return next((forms[key][0] for key in keys if key in forms), value.replace("_", " "))


def say_date(partial: str) -> str:
    """Return a date in words, in the precision it has: 1925, July 1962, 1 July 1962."""
    return _say_date(partial, language())


@lru_cache(maxsize=4096)
def _say_date(partial: str, code: str) -> str:
    day = date.fromisoformat(first_day(partial))
    kind = precision(partial)
    if kind == "year":
        return str(day.year)
    locale = _LOCALES.get(code, code)
    if kind == "month":
        return str(format_date(day, "MMMM y", locale=locale))
    words = str(format_date(day, _PATTERNS.get(code, "long"), locale=locale))
    return words.replace("1", _FIRST_OF_MONTH[code], 1) if day.day == 1 and code in _FIRST_OF_MONTH else words


def months() -> list[str]:
    """Return the names of the months."""
    locale = _LOCALES.get(language(), language())
    return [str(format_date(date(2001, month, 1), "MMMM", locale=locale)) for month in range(1, 13)]


def first_of_month() -> str:
    """Return how the first day of a month is written."""
    return _FIRST_OF_MONTH.get(language(), "1")


def day_pattern() -> str:
    """Return how a day is written, with places for {day}, {month} (its name) and {year}."""
    code = language()
    pattern = _PATTERNS.get(code) or Locale.parse(_LOCALES.get(code, code)).date_formats["long"].pattern
    return _FIELDS.sub(lambda match: _PLACES.get(match[0]) or match[1], pattern)


def say_interval(start: str, end: str) -> str:
    """Return a half-open interval in words, naming the last date on which it still held."""
    if not end:
        return text("since_day" if precision(start) == "day" else "since", start=say_date(start))
    last = last_true(end)
    return say_date(start) if last <= start else text("from_to", start=say_date(start), end=say_date(last))


def say_number(value: float, decimals: int = 0) -> str:
    """Return a number as the language writes it, rounded to `decimals`."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(value, pattern, locale=_LOCALES.get(language(), language())))


def say_head(label: str) -> str:
    """Return a label before what it labels: French has a space before the colon."""
    return text("headed", label=label)


def say_list(parts: Sequence[str]) -> str:
    """Return parts as a list in words: a, b and c."""
    return str(format_list(parts, locale=_LOCALES.get(language(), language())))


def say_series(parts: Iterable[str]) -> str:
    """Return parts that are sentences, or contain commas, in a row: a; b; c."""
    return (_SEMICOLON.get(language(), ";") + " ").join(parts)


def for_markdown(words: str) -> str:
    """Return `words` escaped, so that Markdown shows them literally and in one paragraph."""
    return _SIGNS.sub("\u2060", _LINE_ENDS.sub(" ", words)).translate(_ESCAPED)
