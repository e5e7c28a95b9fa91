"""Search: the things of a dataset whose names or texts have the words of a query, nearest name first."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from geo.dataset import Dataset, cached_on_dataset
from geo.dates import day_after, first_day, last_day

KINDS = ("territory", "place", "person", "event", "mission", "era")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼʻ`´")
_NO_WORD = re.compile(r"[^\w]+|_+")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_CLOSE = 74  # of 100: nearer names are offered where there are no hits


@dataclass(frozen=True)
class Span:
    """A thing in one period.

    Attributes
    ----------
    row_id
        Its identifier in its own table in that period.
    label
        What it was then, in the words of the data: a status, an office, a name of the time.
    start, end
        Dates of any precision, half-open; an empty `end` is open. An event of one date has no end either.
    start_day, end_day
        ISO days, half-open.
    """

    row_id: str
    label: str
    start: str
    end: str
    start_day: str
    end_day: str


@dataclass(frozen=True)
class Hit:
    """One thing that matches a query.

    Attributes
    ----------
    kind
        One of `KINDS`.
    name
        As the dataset calls it; of a place the name that it bears last.
    called
        The other name that matches; empty if `name` or the text does.
    spans
        Its periods, first to last.
    """

    kind: str
    name: str
    called: str
    spans: tuple[Span, ...]

    def span_at(self, day: str) -> Span:
        """Return the period in force on an ISO day, else the first one."""
        return next((span for span in self.spans if span.start_day <= day < span.end_day), self.spans[0])


@dataclass(frozen=True)
class _Thing:
    kind: str
    names: tuple[str, ...]
    spans: tuple[Span, ...]
    folded: tuple[str, ...]
    text: str
    proper: tuple[str, ...]  # words of its text that are names, or begin a sentence


def fold(words: str) -> str:
    """Return words without case, accents, apostrophes and punctuation, one space between them."""
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_APOSTROPHES))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _NO_WORD.sub(" ", plain).strip()


def has_words(folded: str, query: str) -> bool:
    """Return whether a text that `fold` returned contains every word of `query`, within its words as well."""
    return all(word in folded for word in fold(query).split())


def search(dataset: Dataset, words: str, limit: int | None = None) -> list[Hit]:
    """Return the things that have all `words`, each once, nearest first.

    A name that equals the words comes first, then one that begins with them, then names with every
    word, then texts; a word counts at the beginning of a word before it counts within one, a single letter
    only as a word beside others. Case, accents and apostrophes make no difference.

    Parameters
    ----------
    dataset
        A loaded dataset; its index is built once.
    words
        What a reader has typed; without a word there are no hits.
    limit
        How many to return at most.
    """
    query = fold(words)
    query_words = query.split()
    if all(len(word) == 1 for word in query_words):
        return []
    ranked = [(rank, thing) for thing in _index(dataset) if (rank := _rank(thing, query, query_words)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    return [_hit(thing, rank[1]) for rank, thing in ranked[:limit]]


def close_names(dataset: Dataset, words: str, limit: int = 3) -> list[str]:
    """Return names that look like `words`, nearest first: for a reader whose search has no hits."""
    names, query = _vocabulary(dataset), fold(words)
    near = process.extract(query, names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=2 * limit)
    for word in query.split() if not near else ():
        near += (
            process.extract(word, names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE, limit=1)
            if len(word) > 3
            else []
        )
    return list(dict.fromkeys(names[name] for name, _, _ in near))[:limit]


def events_on(dataset: Dataset, date: str) -> list[Hit]:
    """Return the events that certainly fall into a date, then those that last through all of it, each first to last.

    Parameters
    ----------
    date
        A year, a month or a day, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    """
    first, after = first_day(date), day_after(last_day(date))

    def is_on(span: Span) -> bool:
        lasts = bool(span.end) and last_day(span.start) <= first and first_day(span.end) >= after
        return span.start.startswith(date) or lasts

    on = [thing for thing in _index(dataset) if thing.kind == "event" and is_on(thing.spans[0])]
    return [_hit(thing, 0) for thing in sorted(on, key=lambda thing: not thing.spans[0].start.startswith(date))]


def _rank(thing: _Thing, query: str, query_words: list[str]) -> tuple[int, int, int] | None:
    """Return how near a thing is (0 is nearest), by which of its names, and its kind; None if it lacks a word."""
    for at, name in enumerate(thing.folded):
        if name == query:
            return 0, at, KINDS.index(thing.kind)
    for at, name in enumerate(thing.folded):
        if name.startswith(query):
            return 1, at, KINDS.index(thing.kind)
    for at, name in enumerate(thing.folded):
        if all(_begins(word, name) for word in query_words):
            return 2, at, KINDS.index(thing.kind)
    is_whole = all(_begins(word, thing.text) for word in query_words)
    if not is_whole and not all(len(word) > 1 and word in thing.text for word in query_words):
        return None
    return 3 if is_whole else 4, 0, KINDS.index(thing.kind)


def _begins(word: str, text: str) -> bool:
    """Return whether a word of a text begins with `word`; a single letter has to be one."""
    return f" {word}" in f" {text}" if len(word) > 1 else f" {word} " in f" {text} "


def _hit(thing: _Thing, name: int) -> Hit:
    return Hit(thing.kind, thing.names[0], thing.names[name] if name else "", thing.spans)


@cached_on_dataset()
def _index(dataset: Dataset) -> tuple[_Thing, ...]:
    """Return every thing of a dataset, ready to be searched."""
    things = (_territories, _places, _people, _events, _missions, _eras)
    return tuple(thing for things_of in things for thing in things_of(dataset))


@cached_on_dataset()
def _vocabulary(dataset: Dataset) -> dict[str, str]:
    """Return the names that may be meant, whole and by word, and those in texts, each as it is written."""
    names: dict[str, str] = {}
    for thing in _index(dataset):
        for folded, name in zip(thing.folded, thing.names, strict=True):
            names.setdefault(folded, name)
    for thing in _index(dataset):
        if thing.kind in ("territory", "place", "person"):
            for folded, name in zip(thing.folded, thing.names, strict=True):
                names |= {word: name for word in folded.split() if len(word) > 3 and word not in names}
    for thing in _index(dataset):
        for word in thing.proper:
            names.setdefault(fold(word), word)
    return names


def _thing(kind: str, names: Iterable[str], spans: Iterable[Span], texts: Iterable[str]) -> _Thing:
    distinct = tuple(dict.fromkeys(name for name in names if name))
    folded, text = tuple(fold(name) for name in distinct), " ".join(texts)
    proper = tuple(dict.fromkeys(word for word in _LONG_WORD.findall(text) if word[0].isupper()))
    return _Thing(kind, distinct, tuple(spans), folded, f" {' '.join(folded)} {fold(text)}", proper)


def _span(row: dict[str, str], row_id: str, label: str) -> Span:
    return Span(row_id, label, row["start"], row["end"], row["start_day"], row["end_day"])


def _rows(dataset: Dataset, table: str) -> list[dict[str, str]]:
    if table not in dataset.tables:
        return []
    rows: list[dict[str, str]] = dataset.tables[table].to_dict("records")
    return sorted(rows, key=lambda row: row["start_day"]) if "start_day" in dataset.tables[table] else rows


def _grouped(rows: list[dict[str, str]], *columns: str) -> Iterator[list[dict[str, str]]]:
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return iter(groups.values())


def _parts(cell: str) -> list[str]:
    """Return the names of a cell that holds several."""
    return [name.strip() for name in cell.replace(",", ";").split(";")]


def _territories(dataset: Dataset) -> Iterator[_Thing]:
    """Return the territories: one of the same polity and name is one thing, however often its status changed."""
    land = dataset.features.groupby("territory_id")["start_day"].min().to_dict()
    others: dict[str, list[str]] = {}
    for row in _rows(dataset, "territory_names"):
        others.setdefault(row["territory_id"], []).append(row["name"])
    status = dataset.lookup("statuses", "status_id", "label")
    powers = dataset.lookup("powers", "power_id", "name")
    for rows in _grouped(_rows(dataset, "territories"), "polity", "name"):
        spans, texts, names = [], list[str](), [rows[0]["name"]]
        for row in rows:
            number = row["territory_id"]
            # A row may begin before the land is held: its link opens on the day when there is something to see.
            begin = max(row["start_day"], str(land.get(number, row["start_day"])))
            spans.append(_span({**row, "start_day": begin}, number, status[row["status"]]))
            names += others.get(number, [])
            texts += [status[row["status"]], row["status_text"], row["ruler"]]
            texts += [powers.get(row[column], "") for column in ("sovereign", "administering_power")]
        yield _thing("territory", names, spans, texts)


def _places(dataset: Dataset) -> Iterator[_Thing]:
    for rows in _grouped(_rows(dataset, "place_names"), "place_id"):
        names = [rows[-1]["name"], *(row["name"] for row in rows)]
        also = [name for row in rows for name in _parts(row["also"])]
        yield _thing("place", [*names, *also], (_span(row, row["place_id"], row["name"]) for row in rows), also)


def _people(dataset: Dataset) -> Iterator[_Thing]:
    offices = dataset.lookup("offices", "office_id", "label")
    known = [row for row in _rows(dataset, "officeholders") if row["person"]]
    for rows in _grouped(known, "person"):
        texts = [words for row in rows for words in (row["rank"], offices[row["office_id"]])]
        spans = (_span(row, row["holder_id"], offices[row["office_id"]]) for row in rows)
        yield _thing("person", [rows[0]["person"]], spans, texts)


def _events(dataset: Dataset) -> Iterator[_Thing]:
    labels = dataset.lookup("categories", "category_id", "label")
    for row in _rows(dataset, "events"):
        label = labels.get(row["category"], "")
        yield _thing(
            "event",
            [row["title"]],
            [_span(row, row["event_id"], label)],
            [row["text"], row["place"], label, row["start"], row["end"]],
        )


def _missions(dataset: Dataset) -> Iterator[_Thing]:
    states = dataset.lookup("mission_states", "state_id", "label")
    periods: dict[str, list[Span]] = {}
    for row in _rows(dataset, "mission_periods"):
        periods.setdefault(row["mission_id"], []).append(_span(row, row["mission_id"], states.get(row["state"], "")))
    for row in _rows(dataset, "missions"):
        if spans := periods.get(row["mission_id"]):
            yield _thing(
                "mission", [row["name"]], spans, [row["city"], row["address"], row["sending"], row["receiving"]]
            )


def _eras(dataset: Dataset) -> Iterator[_Thing]:
    for row in _rows(dataset, "eras"):
        yield _thing("era", [row["label"]], [_span(row, row["era_id"], "")], [])


def everything(dataset: Dataset) -> list[Hit]:
    """Return everything that `search` can return, kind by kind in the order of `KINDS`."""
    return [_hit(thing, 0) for thing in _index(dataset)]


def text_of(dataset: Dataset, hit: Hit) -> str:
    """Return all that one of `everything` is found by: its names and its text, as `fold` writes them."""
    return _texts(dataset)[hit.kind, hit.spans[0].row_id, hit.name]


@cached_on_dataset()
def _texts(dataset: Dataset) -> dict[tuple[str, str, str], str]:
    return {(thing.kind, thing.spans[0].row_id, thing.names[0]): thing.text.strip() for thing in _index(dataset)}


def examples(dataset: Dataset) -> list[str]:
    """Return a name worth looking for of each of the first kinds: the one with most periods and names."""
    best: dict[str, _Thing] = {}
    for thing in _index(dataset):
        if thing.kind in KINDS[:3] and _weight(thing) > (_weight(best[thing.kind]) if thing.kind in best else 0):
            best[thing.kind] = thing
    return [thing.names[0] for thing in best.values()]


def _weight(thing: _Thing) -> int:
    return len(thing.spans) + len(thing.names)
