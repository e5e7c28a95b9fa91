"""HTML by construction: no text becomes markup, whatever it contains and wherever it goes."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from pages.shared.layout import skip_link
from pages.shared.layout.html_block import html_block
from pages.shared.record.html import EMPTY, address, css_string, fill, join, tag, terms
from tests.hostile import CONTROLS, HOSTILE_TEXTS

PAGES = Path(__file__).resolve().parents[2] / "pages"
# What the atlas itself wrote in files of its own, and the script of Folium's map.
TRUSTING = {"shared/layout/frame.py", "shared/layout/skip_link.py", "shared/light/map.py", "shared/light/folder.py"}
hostile = st.one_of(st.sampled_from([*HOSTILE_TEXTS, *CONTROLS]), st.text(), st.text(st.sampled_from("<>&'\"/= a{}\\")))


class Reader(HTMLParser):
    """What a browser reads: tags with attributes, and all text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data


@given(hostile, hostile)
def test_a_text_in_an_element_or_an_attribute_stays_that_text(words: str, title: str) -> None:
    reader = Reader(tag("p", words, tag("b", words), title=title))
    assert reader.tags == [("p", {"title": title}), ("b", {})]
    assert reader.text == words * 2


@given(hostile)
def test_no_way_of_putting_parts_together_makes_markup_of_a_text(words: str) -> None:
    for markup, tags in (
        (join([words, tag("i")], words), ["i"]),
        (terms([(words, words)]), ["dl", "dt", "dd"]),
        (tag("p", f"{tag('b')}{words}"), ["p"]),  # an f-string is a text
        (tag("p", "".join([tag("b"), words])), ["p"]),  # and so is what a plain text joins
        (fill("article_source", link=words, licence=tag("b", words)), ["b"]),
        (tag("a", href=address("./", {"q": words})), ["a"]),
    ):
        assert [name for name, _ in Reader(markup).tags] == tags


@given(hostile)
def test_a_text_in_a_style_sheet_ends_neither_its_string_nor_the_sheet(words: str) -> None:
    string = css_string(words)
    assert "<" not in string
    assert string[0] == string[-1] == '"'
    assert '"' not in string[1:-1].replace(r"\\", "").replace(r"\"", "")


@pytest.mark.parametrize("words", HOSTILE_TEXTS)
def test_words_of_a_catalogue_do_not_reach_the_script_that_shows_them(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(skip_link, "text", lambda _key: f'"></script>{words}')
    reader = Reader(skip_link.page_script("about", "nl", words))
    said = {"data-language": "nl", "data-theme": words, "data-words": f'"></script>{words}'}
    assert reader.tags == [("script", said)]
    assert reader.text == skip_link.PAGE_SCRIPT


def test_attributes_have_the_names_of_html_and_may_stand_alone_or_be_left_out() -> None:
    assert tag("i", "a", class_="x", aria_hidden="true", hidden=True, open=False, title=None) == (
        '<i class="x" aria-hidden="true" hidden>a</i>'
    )
    assert tag("br") == "<br>"
    assert (join([]), EMPTY) == ("", "")


@pytest.mark.parametrize("words", HOSTILE_TEXTS)
def test_a_block_shows_a_text_as_text(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies: list[str] = []
    monkeypatch.setattr(streamlit, "html", lambda body, **_: bodies.append(body))
    html_block(words)  # type: ignore[arg-type]
    html_block(tag("p", words))
    assert Reader(bodies[0]).tags == []
    assert [name for name, _ in Reader(bodies[1]).tags] == ["p"]
    assert Reader(bodies[0]).text == Reader(bodies[1]).text == words


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield file and call of every call of a function or method of that name in `pages`."""
    for path in sorted(PAGES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                yield path.relative_to(PAGES).as_posix(), node


def is_literal(argument: Any) -> bool:
    """Return whether an argument is written out in the code."""
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str)


def test_only_what_is_written_in_the_code_becomes_markup_unasked() -> None:
    builder = "shared/record/html.py"
    doubtful = {file for file, call in calls("Markup") if not all(map(is_literal, call.args))}
    assert doubtful <= {builder}
    assert {file for file, _ in calls("trusted")} == TRUSTING
    assert {file for file, _ in calls("st.html")} == {"shared/layout/html_block.py"}


def test_no_page_escapes_by_hand() -> None:
    for path in PAGES.rglob("*.py"):
        assert not re.search(r"^(from html|import html)\b", path.read_text(encoding="utf-8"), re.MULTILINE), path
    assert {file for file, _ in calls("escape")} == {"shared/layout/html_block.py", "shared/record/html.py"}


def test_markup_is_a_text_of_its_own_kind() -> None:
    assert isinstance(tag("p"), Markup)
    assert isinstance(fill("article_source", link="", licence=""), Markup)
