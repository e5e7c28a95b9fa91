"""A page in one language has no word of another, except in citations and quotations."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from geo import Dataset
from geo.translations import SOURCE
from pages.shared.language.languages import NAMES, TO_REVIEW
from pages.shared.view.routes import PAGES
from tests.app.atlas import opened, sound

# Words that no German, French or Dutch sentence has.
ENGLISH = re.compile(r"\b(the|and|with|which|from|this|that|were|has|have|by|to|nor|its|their)\b")
MARKUP = re.compile(r"<(style|script)\b[^>]*>.*?</\1>|<[^>]+>|\]\(\S+\)|\S*lang=\w\w\S*", re.DOTALL)
LINK = {"date": "1962-07-01", "with": "1925", "step": "3", "q": "Musinga", "territory": "ruanda_urundi_trust"}
# Titles of works that notes name.
TITLES = re.compile("German History in Documents and Images")


def texts(block: Any) -> Iterator[str]:
    """Yield every text of a page: what elements say, their labels, hints and HTML."""
    for child in block.children.values():
        values = [getattr(child, name, None) for name in ("value", "label", "placeholder", "help")]
        values += [getattr(getattr(child, "proto", None), name, None) for name in ("body", "label", "alt")]
        yield from (text for text in values if isinstance(text, str))
        if hasattr(child, "children"):
            yield from texts(child)


@pytest.mark.exhaustive
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("code", [code for code in NAMES if code != SOURCE and code not in TO_REVIEW])
def test_a_page_in_another_language_has_no_english_sentence(dataset: Dataset, code: str, page: str) -> None:
    citations = sorted((row["citation"] for row in dataset.records["sources"]), key=len, reverse=True)
    app = sound(opened(lang=code, **LINK).switch_page(page).run())
    untranslated = []
    for text in texts(app._tree):
        words = html.unescape(MARKUP.sub(" ", text).replace("\\", ""))
        for citation in citations if ENGLISH.search(words) else ():
            words = words.replace(citation, "")
        words = TITLES.sub("", words)
        untranslated += [words[max(0, match.start() - 40) : match.end() + 40] for match in ENGLISH.finditer(words)]
    assert untranslated == []
