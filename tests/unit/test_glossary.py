"""Each term of the field is explained once, where it first stands, in every language; no text becomes markup."""

import html
import re

import pytest

from geo import Dataset
from geo.translations import in_language
from pages.shared.language.languages import NAMES
from pages.shared.record.glossary import Explainer, anchor, glossary_list
from tests.hostile import HOSTILE_TEXTS

_OPENED = re.compile(r'<details class="term"><summary><dfn>(.*?)</dfn></summary><span>(.*?)</span></details>')


def test_a_term_is_explained_where_it_first_stands_and_only_there(dataset: Dataset) -> None:
    explainer, definition = Explainer(dataset), dataset.row("glossary", "mwami")["definition"]
    first = explainer.explain("The Mwami met the Mwamis.")
    assert _OPENED.findall(first) == [("Mwami", definition)]
    assert _OPENED.sub(r"\1", first) == "The Mwami met the Mwamis."
    assert explainer.explain("Mwami") == "Mwami"
    assert _OPENED.findall(Explainer(dataset).explain("Mwami")) == [("Mwami", definition)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Mandates, and a mandate", ["Mandates"]),
        ("the Permanent Mandates Commission", ["Permanent Mandates Commission"]),  # not the mandates in it
        ("a chartered company", []),
        ("a resident embassy of the Resident", ["Resident"]),
        ("the Residents’ Residency", ["Residents", "Residency"]),
        ("Belgian troops occupied Kigali", []),
    ],
)
def test_the_longest_words_are_found_and_no_part_of_a_word(dataset: Dataset, words: str, found: list[str]) -> None:
    assert [word for word, _ in _OPENED.findall(Explainer(dataset).explain(words))] == found


@pytest.mark.parametrize("words", [*HOSTILE_TEXTS, "{term}", "&amp;", "</details>"])
def test_a_text_around_a_term_stays_a_text(dataset: Dataset, words: str) -> None:
    markup = Explainer(dataset).explain(f"{words} Mwami {words}")
    assert len(_OPENED.findall(markup)) == 1
    assert "<" not in _OPENED.sub(r"\1", markup)
    assert html.unescape(_OPENED.sub(r"\1", markup)) == f"{words} Mwami {words}"


@pytest.mark.parametrize("code", NAMES)
def test_every_term_is_found_by_its_words_in_every_language(dataset: Dataset, code: str) -> None:
    other = in_language(dataset, code)
    for row in other.records["glossary"]:
        for form in row["forms"].split("; "):
            assert _OPENED.findall(Explainer(other).explain(form)), (row["term_id"], form)


def test_no_words_are_those_of_two_terms(dataset: Dataset) -> None:
    for code in NAMES:
        forms = [form for row in in_language(dataset, code).records["glossary"] for form in row["forms"].split("; ")]
        assert len(forms) == len(set(forms)), code


def test_every_term_has_an_anchor_of_its_own(dataset: Dataset) -> None:
    rows = dataset.records["glossary"]
    assert anchor("trust_territory") == "term-trust-territory"
    assert re.findall(r'<dt id="(.*?)">', glossary_list(rows)) == [anchor(row["term_id"]) for row in rows]


def test_a_package_without_terms_explains_nothing(tiny_dataset: Dataset) -> None:
    assert Explainer(tiny_dataset).explain("The Mwami & the mandate") == "The Mwami &amp; the mandate"
