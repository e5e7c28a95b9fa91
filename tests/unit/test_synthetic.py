"""The enlarged atlases of the bench are valid atlases."""

import json
from collections import Counter
from typing import Any

import pytest

from tests.server import ROOT
from tools.bench.synthetic import multiplied

DAYS = ["1890-01-01", "1925-12-31", "2020-06-30"]
ATLAS: dict[str, Any] = json.loads((ROOT / "static" / "atlas.json").read_text(encoding="utf-8"))


def copies() -> dict[str, Any]:
    """Return ten times the atlas, made from a copy of it."""
    return multiplied(json.loads(json.dumps(ATLAS)), 10)


def test_once_is_the_atlas_itself() -> None:
    assert multiplied(json.loads(json.dumps(ATLAS)), 1) == ATLAS


@pytest.mark.parametrize("day", DAYS)
def test_every_part_of_every_copy_has_one_answer(day: str) -> None:
    many = copies()
    held = Counter(
        part
        for row in many["features"]
        if row["role"] == "base" and not row.get("position") and row["start"] <= day < row["end"]
        for part in row["parts"]
    )
    parts = {part for row in many["features"] if row["role"] == "base" for part in row["parts"]}
    assert set(held) == parts
    assert set(held.values()) == {1}


def test_ten_copies_have_ten_times_the_rows_and_come_out_the_same_twice() -> None:
    many = copies()
    assert len(many["features"]) == 10 * len(ATLAS["features"])
    assert len(many["borders"]) == 10 * len(ATLAS["borders"])
    assert json.dumps(many) == json.dumps(copies())
