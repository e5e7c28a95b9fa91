"""Faults made on purpose: `python -m tools.faults` runs them all and writes docs/reliability.md.

Each function of these modules makes a fault, looks at what a visitor sees and returns a `Fault`; it raises
AssertionError if anything is lost that should not be. What is quick is also a test
(`tests/app/test_reliability.py`, `tests/browser/test_faults.py`).
"""

from dataclasses import dataclass
from pathlib import Path

from tests.tiny import CODE, copy_atlas

VIEW = {"date": "1962-07-01", "territory": "rwanda_republic", "layers": "missions names", "at": "belgium"}


@dataclass(frozen=True)
class Fault:
    """A fault: its cause, what the visitor saw of it, what was lost."""

    cause: str
    effect: str
    loss: str


def copy_of_atlas(folder: Path) -> Path:
    """Return a copy of the atlas in `folder`, to be spoilt."""
    tree = folder / "atlas"
    tree.mkdir()
    copy_atlas(tree, (*CODE, "data", "LICENSE", "NOTICE"))
    return tree
