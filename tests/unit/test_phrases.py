"""Every phrase is used: by its key, by a computed key, or by a script."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from geo import Dataset
from pages.shared.components.map_phrases import PHRASES as MAP
from pages.shared.components.phrases import PHRASES as BAR
from pages.shared.components.time_bar import bar_phrases
from pages.shared.language.phrases import BY_PAGE, PHRASES
from pages.shared.record.entries import FORMS
from pages.shared.view.link import LAYERS

ROOT = Path(__file__).resolve().parents[2]
_CODES = {"state", "verified", "consulted", "confidence", "verdict", "kind", "link"}  # columns that keys are built of


@cache
def strings_of(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    """Return the texts that stand in a module, and patterns of those that it puts together; no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts, patterns = set[str](), set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (str(part.value) if isinstance(part, ast.Constant) else None for part in node.values)
            patterns.add("".join(r"(\w+)" if part is None else re.escape(part) for part in parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            texts.add(node.value)
    return frozenset(texts), frozenset(patterns)


def modules() -> list[Path]:
    """Return the modules that show phrases."""
    files = [path for folder in ("pages", "server") for path in (ROOT / folder).rglob("*.py")]
    return [path for path in files if not path.name.endswith("phrases.py") and path.name != "codes.py"]


@pytest.fixture(scope="module")
def values(dataset: Dataset) -> set[str]:
    """Return what keys are built of besides words of the pages: words of the library, tables, codes in cells."""
    words = {word for path in (ROOT / "geo").rglob("*.py") for word in strings_of(path)[0]} | set(dataset.tables)
    for frame in dataset.tables.values():
        for column in _CODES & set(frame):
            words.update(frame[column])
    words |= {word.replace(".", "_") for word in words}  # endings of files
    return words | set(LAYERS) | set(dataset.tables["verdicts"]["verdict_id"])


def is_built(key: str, values: set[str]) -> bool:
    """Return whether a module puts a key together of its own words, of those beside it, or of `values`."""
    for path in modules():
        beside = {word for other in path.parent.glob("*.py") for word in strings_of(other)[0]}
        for pattern in strings_of(path)[1]:
            match = re.fullmatch(pattern, key) if re.match("[a-z]", pattern) else None
            if match and all(group in values | beside or set(group.split("_")) <= beside for group in match.groups()):
                return True
    return False


def test_every_phrase_is_used(values: set[str]) -> None:
    texts = {text for path in modules() for text in strings_of(path)[0]}
    texts |= set(MAP)  # of which the next test asks the scripts
    others = [key for key in PHRASES if not key.startswith(("code_", "field_", "bar_", "share_")) and key not in texts]
    assert [key for key in others if not is_built(key, values)] == []


def test_every_phrase_of_the_map_is_used_by_a_script() -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "browser").rglob("*.js"))
    computed = re.findall(r"`(\w+_)\$\{", scripts)
    names = {key: "failed" if key == "map_failed" else key for key in MAP}
    unused = [key for key, name in names.items() if not re.search(rf"\b{name}\b", scripts)]
    assert [key for key in unused if not key.startswith(tuple(computed))] == []


def test_every_name_of_a_column_is_that_of_a_fact_or_of_a_table_of_a_page() -> None:
    facts = {f"field_{column}" for form in FORMS.values() for column in form.facts}
    texts = {text for path in modules() for text in strings_of(path)[0]}
    claims = {f"field_{name}" for name in strings_of(ROOT / "pages" / "article" / "page.py")[0]}
    names = {key for key in PHRASES if key.startswith("field_")}
    assert names - facts - claims <= texts
    assert facts <= names


@pytest.mark.parametrize("key", BAR)
def test_the_time_bar_uses_every_word_that_it_is_given(key: str) -> None:
    folders = [ROOT / "browser" / name for name in ("time-bar", "lib")]
    sources = "".join(path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.js"))
    name = key.removeprefix("bar_")
    assert name in bar_phrases("en")
    assert re.search(rf"\b{name}\b", sources)


@pytest.mark.parametrize("key", [key for key in PHRASES if key.startswith("share_")])
def test_the_menu_to_share_uses_every_word_that_it_is_given(key: str) -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "browser" / "share").rglob("*.js"))
    assert re.search(rf"\b{key.removeprefix('share_')}\b", sources)


def test_no_two_modules_have_words_under_one_key() -> None:
    assert sum(map(len, BY_PAGE)) == len(PHRASES) > 250


def test_every_phrase_that_a_module_asks_for_is_there() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"text", "phrase", "fill"}:
                key = node.args[0]
                assert not isinstance(key, ast.Constant) or key.value in PHRASES, f"{path}: {ast.unparse(node)}"
