"""Patterns: sentences of the data with places for names, such as “{name}: guarded by {administering_power}”.

A place holds a name and nothing else. Attributes, conversions and formats, which Python would follow into
its own objects, are faults of the data.
"""

from collections.abc import Iterator
from string import Formatter

import pandas as pd

# The columns that hold patterns, and the places that each may have.
PLACES = {
    ("statuses", "sentence"): ("name", "administering_power", "sovereign"),
    ("offices", "sentence"): ("person", "rank"),
}


def check(tables: dict[str, pd.DataFrame]) -> list[str]:
    """Return every pattern that cannot be filled in, by file, row and column."""
    return [
        f"{table}.csv, row {int(str(index)) + 2}, column {column}: {problem}"
        for (table, column), places in PLACES.items()
        for index, pattern in tables[table][column].items()
        for problem in _problems(str(pattern), places)
    ]


def check_translation(context: str, pattern: str) -> str:
    """Return what is wrong with a pattern in another language, or an empty text; `context` is ``table.column``."""
    table, _, column = context.partition(".")
    places = PLACES.get((table, column))
    return "; ".join(_problems(pattern, places)) if places else ""


def _problems(pattern: str, places: tuple[str, ...]) -> Iterator[str]:
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        yield f"the braces do not match ({error}); write {{{{ for a brace"
        return
    for _, name, form, conversion in parts:
        if name is not None and (name not in places or form or conversion):
            asked = f"{{{name}{'!' if conversion else ''}{conversion or ''}{':' if form else ''}{form or ''}}}"
            yield f"unknown place {asked}; known are {', '.join(f'{{{place}}}' for place in places)}"
