"""Every path that the documents name exists."""

import re
from pathlib import Path

import pytest

from tests.server import ROOT

DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "data/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
FOLDERS = ("browser", "data", "deploy", "docs", "examples", "geo", "pages", "requirements", "server", "tests", "tools")
BLOCK = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(rf"(?<![\w./-])(?:(?:{'|'.join(FOLDERS)}|static)/[\w./*-]*|[\w/-]+\.(?:py|js|mjs)\b)")
ANY = re.compile(r"<\w+>")  # stands for any name, as in pages/<page>/


def paths_in(document: Path) -> list[str]:
    """Return the project's paths in the backticks of a document; blocks of commands are for the reader's own files."""
    text = BLOCK.sub("", document.read_text(encoding="utf-8"))
    codes = [ANY.sub("*", code) for code in CODE.findall(text) if "://" not in code]
    return [path.rstrip("./") for code in codes for path in PATH.findall(code)]


def exists(path: str) -> bool:
    """Return whether a path from the root, or the bare name of a script, is in the project."""
    if "/" in path:
        return any(ROOT.glob(path))
    return (ROOT / path).exists() or any(True for folder in FOLDERS for _ in (ROOT / folder).rglob(path))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_paths_of_a_document_exist(document: Path) -> None:
    assert [path for path in paths_in(document) if not exists(path)] == []


def test_the_documents_name_enough_paths_for_this_to_mean_something() -> None:
    assert sum(len(paths_in(document)) for document in DOCUMENTS) > 100
