"""Parameters: what a request asks for, read strictly: what the record cannot answer is a problem, never ignored."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from geo import Dataset
from geo.dates import first_day, shown_day
from geo.errors import DateError
from geo.translations import SOURCE
from pages.shared.view.link import languages_of, rival_positions
from server.api.problems import ProblemError

BBox = tuple[float, float, float, float]
LONGEST = 200  # characters of a value
_NUMBER = re.compile(r"-?\d{1,3}(\.\d{1,9})?", re.ASCII)
DESCRIPTIONS = {
    "date": "A year (its 31 December) or a day: only what holds on it.",
    "from": "A year or a day: only what holds on it or later.",
    "to": "A year or a day: only what has begun by it.",
    "bbox": "West, south, east and north in degrees (EPSG:4326): only what lies in or crosses that box.",
    "position": "A rival position in a dispute, whose map is given instead; with `date` only.",
    "lang": "The language of names and sentences.",
}
EXAMPLES = {
    "date": "1925-07-01",
    "from": "1913",
    "to": "1925",
    "bbox": "28.8,-2.9,30.9,-1.0",
    "position": "gisaka_1921",
    "lang": "fr",
}


@dataclass(frozen=True)
class Query:
    """What a request asks for.

    Attributes
    ----------
    date, begin, end
        ISO days; empty if not asked for.
    bbox
        Left, bottom, right, top (EPSG:4326, degrees), or None.
    position
        A rival position; empty if none.
    lang
        Code of a language of the atlas.
    """

    date: str = ""
    begin: str = ""
    end: str = ""
    bbox: BBox | None = None
    position: str = ""
    lang: str = SOURCE


def read_query(pairs: Sequence[tuple[str, str]], known: Sequence[str], dataset: Dataset, today: str) -> Query:
    """Return what a request asks for.

    Parameters
    ----------
    pairs
        Names and values as they stand in the address.
    known
        The parameters that the table takes.

    Raises
    ------
    ProblemError
        If a parameter is unknown, stands there twice, or has a value that the atlas cannot use.
    """
    values: dict[str, str] = {}
    for name, value in pairs:
        if name not in known:
            raise ProblemError(f"This table takes no parameter of that name; it takes {_listed(known)}.", name[:40])
        if name in values:
            raise ProblemError("The parameter stands in the address twice.", name, EXAMPLES[name])
        if len(value) > LONGEST:
            raise ProblemError(f"The value is longer than {LONGEST} characters.", name, EXAMPLES[name])
        values[name] = value
    if "date" in values and ("from" in values or "to" in values):
        raise ProblemError("Ask either for a `date` or for a time `from` … `to`.", "date", "from=1913&to=1925")
    if "position" in values and "date" not in values:
        raise ProblemError("A position is that of one day: give a `date` as well.", "position", "date=1921&position=…")
    begin = _day("from", values, dataset, today, is_first=True)
    end = _day("to", values, dataset, today)
    if begin and end and begin > end:
        raise ProblemError("`from` lies after `to`.", "from", "from=1913&to=1925")
    return Query(
        date=_day("date", values, dataset, today),
        begin=begin,
        end=end,
        bbox=_bbox(values),
        position=_one_of("position", values, rival_positions(dataset)),
        lang=_one_of("lang", values, languages_of(dataset)) or SOURCE,
    )


def _day(name: str, values: Mapping[str, str], dataset: Dataset, today: str, *, is_first: bool = False) -> str:
    """Return the ISO day of a parameter; a year means its last day, or its first if `is_first`."""
    if name not in values:
        return ""
    try:
        begin = first_day(values[name])
    except DateError:
        sentence = "The value is no date: write a year (1925), a month (1925-07) or a day (1925-07-01)."
        raise ProblemError(sentence, name, EXAMPLES[name]) from None
    first = first_day(str(dataset.about["first"]))
    if not first <= begin <= today:
        raise ProblemError(f"The record covers {first} to {today}.", name, EXAMPLES[name])
    return begin if is_first else shown_day(values[name], today)


def _bbox(values: Mapping[str, str]) -> BBox | None:
    if "bbox" not in values:
        return None
    parts = values["bbox"].split(",")
    sentence = "Write west, south, east and north in degrees, with commas between them."
    if len(parts) != 4 or not all(_NUMBER.fullmatch(part.strip()) for part in parts):
        raise ProblemError(sentence, "bbox", EXAMPLES["bbox"])
    left, bottom, right, top = map(float, parts)
    if not (all(map(isfinite, (left, bottom, right, top))) and -180 <= left < right <= 180 and -90 <= bottom < top <= 90):
        raise ProblemError(f"{sentence} West lies left of east, south below north.", "bbox", EXAMPLES["bbox"])
    return left, bottom, right, top


def _one_of(name: str, values: Mapping[str, str], known: Sequence[str]) -> str:
    if name not in values:
        return ""
    if values[name] not in known:
        raise ProblemError(f"The atlas has {_listed(known) or 'none'}.", name, f"{name}={next(iter(known), '')}")
    return values[name]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
