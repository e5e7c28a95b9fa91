"""docs/upstream.md lists the tests of this folder, all of them and no others."""

import ast
import re
from pathlib import Path

from tests.server import ROOT

DOCUMENT = (ROOT / "docs" / "upstream.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([A-Z]\d+) \|.*\|([^|]+)\|$", re.MULTILINE)
TEST = re.compile(r"`([\w/]+\.py)::(\w+)`")
HERE = Path(__file__).parent


def names_in(path: Path) -> set[str]:
    """Return the names of the tests of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_row_names_a_test_and_every_test_has_a_row() -> None:
    rows = ROW.findall(DOCUMENT)
    assert len(rows) == len({name for name, _ in rows}) == len(re.findall(r"^\| [A-Z]\d+ ", DOCUMENT, re.MULTILINE))
    assert [name for name, tests in rows if not TEST.search(tests)] == []
    listed = TEST.findall(DOCUMENT)
    assert len(listed) == len(set(listed))
    here = {(path.name, test) for path in HERE.glob("test_*.py") for test in names_in(path)}
    assert {pair for pair in listed if "/" not in pair[0]} == here
    elsewhere = [pair for pair in listed if "/" in pair[0]]
    assert [pair for pair in elsewhere if pair[1] not in names_in(ROOT / pair[0])] == []
