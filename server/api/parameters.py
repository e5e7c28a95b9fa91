"""Parameters: each is declared once, and its declaration reads a request, describes itself and gives an example.

They are read strictly: what the record cannot answer is a problem, never ignored.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from geo import Dataset
from geo.dates import PARTIAL, first_day, shown_day
from geo.errors import DateError
from geo.translations import SOURCE
from pages.shared.view.link import languages_of, rival_positions
from server.api.problems import ProblemError

BBox = tuple[float, float, float, float]
LONGEST_QUERY = 2_000  # characters
MOST_PARAMETERS = 12
_NAME = re.compile("[a-z_]{1,20}", re.ASCII | re.IGNORECASE)
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,15})?", re.ASCII)


@dataclass(frozen=True)
class Query:
    """What a request asks for, however it is written.

    Attributes
    ----------
    date, begin, end
        ISO days; empty if not asked for.
    bbox
        Left, bottom, right, top (EPSG:4326, degrees), or None.
    position
        A rival position; empty for the map as it is shown first.
    lang
        Code of a language of the atlas.
    view
        A view of `views.csv`; empty for the default one.
    """

    date: str = ""
    begin: str = ""
    end: str = ""
    bbox: BBox | None = None
    position: str = ""
    lang: str = SOURCE
    view: str = ""


@dataclass(frozen=True)
class Parameter(ABC):
    """One parameter of an address.

    Attributes
    ----------
    name
        As it stands in the address.
    field
        Of `Query`.
    what
        What it asks for, in one sentence.
    """

    name: str
    field: str
    what: str

    @abstractmethod
    def read(self, value: str, dataset: Dataset, today: str) -> Any:
        """Return a value as `Query` has it.

        Raises
        ------
        ProblemError
            If it is none that the atlas can use.
        """

    @abstractmethod
    def schema(self, dataset: Dataset) -> dict[str, Any]:
        """Return the form of its values as JSON Schema."""

    @abstractmethod
    def example(self, dataset: Dataset) -> str:
        """Return a value that works, as it stands in the address."""

    def is_known(self, _dataset: Dataset) -> bool:
        """Return whether an atlas has any value for it."""
        return True

    def problem(self, detail: str, dataset: Dataset) -> ProblemError:
        """Return what is wrong with its value, with one that works."""
        return ProblemError(detail, self.name, f"{self.name}={self.example(dataset)}")


@dataclass(frozen=True)
class Day(Parameter):
    """A day, or a month or a year, which stand for their last day, or for their first if `is_first`."""

    is_first: bool = False

    def read(self, value: str, dataset: Dataset, today: str) -> str:
        """Return an ISO day that the record covers."""
        try:
            begin = first_day(value)
        except DateError:
            detail = "This is no date: write a year, a month or a day (YYYY, YYYY-MM, YYYY-MM-DD)."
            raise self.problem(detail, dataset) from None
        first = first_day(str(dataset.about["first"]))
        if not first <= begin <= today:
            raise self.problem(f"The record covers {first} to {today}.", dataset)
        return begin if self.is_first else shown_day(value, today)

    def schema(self, dataset: Dataset) -> dict[str, Any]:
        """Return the form of a date of any precision."""
        del dataset
        return {"type": "string", "pattern": f"^{PARTIAL.pattern}$"}

    def example(self, dataset: Dataset) -> str:
        """Return the first year of the record for a first day, else the date that the atlas opens with."""
        return str(dataset.about["first" if self.is_first else "default_date"])


@dataclass(frozen=True)
class Box(Parameter):
    """Four numbers: west, south, east and north in degrees."""

    def read(self, value: str, dataset: Dataset, today: str) -> BBox:
        """Return left, bottom, right and top."""
        del today
        parts = value.split(",")
        detail = "Write west, south, east and north in degrees, with commas between them"
        if len(parts) != 4 or not all(map(_DEGREES.fullmatch, parts)):
            raise self.problem(f"{detail}.", dataset)
        left, bottom, right, top = map(float, parts)
        if not (-180 <= left < right <= 180 and -90 <= bottom < top <= 90):
            raise self.problem(f"{detail}: from -180 to 180 and from -90 to 90, west before east.", dataset)
        return left, bottom, right, top

    def schema(self, dataset: Dataset) -> dict[str, Any]:
        """Return the form of a box."""
        del dataset
        return {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}

    def example(self, dataset: Dataset) -> str:
        """Return the box of the default view."""
        view = dataset.row("views", str(dataset.about["default_view"]))
        return ",".join(view[side] for side in ("left", "bottom", "right", "top"))


@dataclass(frozen=True)
class Choice(Parameter):
    """One of a few words that the dataset has."""

    choices: Callable[[Dataset], Sequence[str]]

    def read(self, value: str, dataset: Dataset, today: str) -> str:
        """Return the word."""
        del today
        known = self.choices(dataset)
        if value not in known:
            raise self.problem(f"The atlas has {listed(known)}.", dataset)
        return value

    def schema(self, dataset: Dataset) -> dict[str, Any]:
        """Return the words."""
        return {"type": "string", "enum": list(self.choices(dataset))}

    def example(self, dataset: Dataset) -> str:
        """Return the last word, which is not what holds without the parameter."""
        return self.choices(dataset)[-1]

    def is_known(self, dataset: Dataset) -> bool:
        """Return whether there is a word."""
        return bool(self.choices(dataset))


def _views(dataset: Dataset) -> list[str]:
    return [row["view_id"] for row in dataset.records["views"]]


DATE = Day("date", "date", "Only what holds on this day; a year or a month stands for its last day.")
FROM = Day("from", "begin", "Only what holds on this day or later; a year stands for its first day.", is_first=True)
TO = Day("to", "end", "Only what has begun by this day; a year stands for its last day.")
BBOX = Box("bbox", "bbox", "Only what lies in this box or crosses it: west, south, east, north in degrees (EPSG:4326).")
POSITION = Choice("position", "position", "A rival position in a dispute, whose map is given instead.", rival_positions)
LANG = Choice("lang", "lang", "The language of names and sentences.", languages_of)
DRAWN_DATE = Day("date", "date", "The day that the map shows; a year or a month stands for its last day.")
AT = Choice("at", "view", "The part of the map that is drawn.", _views)


def parameters_of(parameters: Sequence[Parameter], dataset: Dataset) -> list[Parameter]:
    """Return those parameters for which a dataset has a value."""
    return [parameter for parameter in parameters if parameter.is_known(dataset)]


def read_query(text: str, parameters: Sequence[Parameter], dataset: Dataset, today: str) -> Query:
    """Return what a request asks for.

    Parameters
    ----------
    text
        The query of the address, as it came: anything may stand here.
    parameters
        Those that are taken.
    today
        ISO day; the record covers nothing later.

    Raises
    ------
    ProblemError
        If it is too long, or a parameter is unknown, stands there twice or has a value that cannot be used.
    """
    taken = {parameter.name: parameter for parameter in parameters_of(parameters, dataset)}
    example = "&".join(f"{name}={one.example(dataset)}" for name, one in list(taken.items())[:1])
    values: dict[str, Any] = {}
    for name, value in _pairs(text, example):
        parameter = taken.get(name)
        if parameter is None:
            detail = f"There is no such parameter here; this address takes {listed(list(taken))}."
            raise ProblemError(detail, name if _NAME.fullmatch(name) else "", example)
        if parameter.field in values:
            raise parameter.problem("The parameter stands in the address twice.", dataset)
        values[parameter.field] = parameter.read(value, dataset, today)
    query = Query(**values)
    _check_time(query, dataset)
    return query


def _pairs(text: str, example: str) -> list[tuple[str, str]]:
    """Return the names and values of a query; `example` is one that works."""
    if len(text) > LONGEST_QUERY:
        raise ProblemError(f"The query is longer than {LONGEST_QUERY} characters.", "", example, 414)
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError:
        raise ProblemError("The query is not text in UTF-8.", "", example) from None
    if len(pairs) > MOST_PARAMETERS:
        raise ProblemError(f"There are more than {MOST_PARAMETERS} parameters.", "", example)
    return pairs


def _check_time(query: Query, dataset: Dataset) -> None:
    """Raise a problem for days that go together with no answer."""
    example = f"{FROM.name}={FROM.example(dataset)}&{TO.name}={TO.example(dataset)}"
    if query.date and (query.begin or query.end):
        raise ProblemError("Ask either for a date or for a time from one day to another.", DATE.name, example)
    if query.begin and query.end and query.begin > query.end:
        raise ProblemError("The first day lies after the last.", FROM.name, example)


def listed(names: Sequence[str]) -> str:
    """Return names in a row."""
    return ", ".join(f"`{name}`" for name in names) or "none"
