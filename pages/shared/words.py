"""Words: the phrases of the interface by key, dates and intervals in words, text made safe for Markdown."""

from datetime import date

from geo.dates import first_day, last_true, precision
from pages.shared.phrases import WORDS

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ESCAPED = {ord(char): f"\\{char}" for char in "\\`*_{}[]()<>#+-.!|$~:&"}


def text(key: str, **values: object) -> str:
    """Return the words for `key` with `values` filled in."""
    return WORDS[key].format(**values)


def say_date(partial: str) -> str:
    """Return a date in words, in the precision it has: 1925, July 1962, 1 July 1962."""
    day = date.fromisoformat(first_day(partial))
    kind = precision(partial)
    if kind == "year":
        return str(day.year)
    if kind == "month":
        return f"{_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_interval(start: str, end: str) -> str:
    """Return a half-open interval in words, naming the last date on which it still held."""
    if not end:
        return text("since", start=say_date(start))
    last = last_true(end)
    return say_date(start) if last <= start else text("from_to", start=say_date(start), end=say_date(last))


def for_markdown(words: str) -> str:
    """Return `words` so that Markdown shows them as they are, whatever they contain."""
    return words.translate(_ESCAPED)
