"""Sentences of the data have placeholders for names and for nothing else."""

from pathlib import Path

import pytest

from geo import DatasetError, load_dataset
from geo.checks import check_sentence
from tests.conftest import Rewrite

GUARDED = "{name}: guarded by {administering_power}."
PERSON = "{person} is ambassador of Norland ({rank})."
BAD = {
    "{name.__class__}": "unknown place {name.__class__}",
    "{0.__class__}": "unknown place {0.__class__}",
    "{name[0]}": "unknown place {name[0]}",
    "{}": "unknown place {}",
    "{capital}": "unknown place {capital}",
    "{name!r}": "unknown place {name!r}",
    "{name:>9}": "unknown place {name:>9}",
    "{name": "the braces do not match",
    "name}": "the braces do not match",
    "${alert(1)}": "unknown place {alert(1)}",
}


@pytest.mark.parametrize(("pattern", "message"), BAD.items())
@pytest.mark.parametrize(("table", "good"), [("statuses", GUARDED), ("offices", PERSON)])
def test_a_sentence_with_another_place_is_named(
    tiny_folder: Path, rewrite: Rewrite, table: str, good: str, *, pattern: str, message: str
) -> None:
    rewrite(f"{table}.csv", good, pattern)
    with pytest.raises(DatasetError) as caught:
        load_dataset(tiny_folder)
    (fault,) = caught.value.faults
    assert fault.startswith(f"{table}.csv, row ")
    assert f"column sentence: {message}" in fault or table == "offices"
    assert "column sentence: " in fault


def test_doubled_braces_are_braces(tiny_folder: Path, rewrite: Rewrite) -> None:
    rewrite("statuses.csv", GUARDED, "{{0.__class__}} " + GUARDED)
    assert load_dataset(tiny_folder).row("statuses", "guarded")["sentence"].startswith("{{0")


def test_a_translated_sentence_is_held_to_the_same_places() -> None:
    assert check_sentence("statuses.sentence", "{name.__class__}")
    assert not check_sentence("statuses.sentence", "{name} : {sovereign}")
    assert not check_sentence("events.title", "{anything}")
