"""Glossary: the terms of the field, explained where they stand in a text."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from geo import Dataset
from geo.dataset import cached_on_dataset
from pages.shared.record.html import explained, join, tag

_NOTHING = re.compile(r"(?!)")


class Explainer:
    """Explains each term once: where it first stands in the texts that are shown together."""

    def __init__(self, dataset: Dataset) -> None:
        self._rows = dataset.rows["glossary"]
        self._pattern, self._term_of = _forms(dataset)
        self._seen: set[str] = set()

    def explain(self, words: str) -> Markup:
        """Return a text as markup in which every term that has not yet been explained opens its definition."""
        parts, done = list[str](), 0
        for match in self._pattern.finditer(words):
            term = self._term_of[match[0]]
            if term not in self._seen:
                self._seen.add(term)
                parts += [words[done : match.start()], explained(match[0], self._rows[term]["definition"])]
                done = match.end()
        return join([*parts, words[done:]])


@cached_on_dataset()
def _forms(dataset: Dataset) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern that finds the terms, the longest first, and the identifier of the term by its words."""
    term_of: dict[str, str] = {}
    for row in dataset.records["glossary"]:
        for form in row["forms"].split("; "):
            term_of.setdefault(form, row["term_id"])
            term_of.setdefault(form[0].upper() + form[1:], row["term_id"])
    longest_first = sorted(map(re.escape, term_of), key=len, reverse=True)
    return (re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)") if longest_first else _NOTHING), term_of


def glossary_list(rows: Iterable[dict[str, str]]) -> Markup:
    """Return the terms of the glossary with their definitions, each under an anchor of its own."""
    pairs = (tag("dt", row["term"], id=anchor(row["term_id"])) + tag("dd", row["definition"]) for row in rows)
    return tag("dl", *pairs, class_="facts terms")


def anchor(term_id: str) -> str:
    """Return the anchor of a term on the page about."""
    return f"term-{term_id.replace('_', '-')}"
