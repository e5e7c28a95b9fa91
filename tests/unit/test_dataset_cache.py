"""Results are cached on their dataset: computed once, and freed with it."""

import dataclasses
import gc
import weakref

import pytest

from geo import Dataset, changes_between, differences_between, holders_now, territories_at
from geo.changes import changes_by_day
from geo.dataset import cached_on_dataset
from geo.search import search
from geo.territories import rows_at
from geo.translations import in_language

CALLS: list[tuple[str, str]] = []


@cached_on_dataset()
def greeting(dataset: Dataset, name: str) -> list[str]:
    """Return a list of one word, and note that it was made."""
    CALLS.append((dataset.language, name))
    return [name]


@cached_on_dataset(limit=2)
def latest(dataset: Dataset, name: str) -> list[str]:
    """Return a list of two words; each dataset keeps two such lists."""
    return [dataset.language, name]


@cached_on_dataset()
def failing(dataset: Dataset) -> None:
    """Fail, and note that it was tried."""
    CALLS.append((dataset.language, "failing"))
    raise KeyError(dataset.language)


@pytest.fixture
def copy(dataset: Dataset) -> Dataset:
    """Return a dataset of this test alone."""
    CALLS.clear()
    return dataclasses.replace(dataset)


def test_a_result_is_worked_out_once(copy: Dataset) -> None:
    assert greeting(copy, "amahoro") is greeting(copy, "amahoro")
    assert greeting(copy, name="amahoro") is greeting(copy, name="amahoro")
    assert CALLS == [("en", "amahoro")] * 2  # one for each way to call it


def test_an_error_is_not_kept(copy: Dataset) -> None:
    for _ in range(2):
        with pytest.raises(KeyError):
            failing(copy)
    assert CALLS == [("en", "failing")] * 2


def test_a_dataset_keeps_no_more_than_the_limit(copy: Dataset) -> None:
    first, second = latest(copy, "a"), latest(copy, "b")
    latest(copy, "c")
    assert latest(copy, "b") is second
    assert latest(copy, "a") is not first
    assert [len(results) for results in copy.cache.values()] == [2]


def test_another_language_neither_shares_nor_displaces_results(copy: Dataset) -> None:
    first = greeting(copy, "a")
    others = [dataclasses.replace(copy, language=code) for code in ("fr", "nl", "rw", "es", "sw", "ln", "pt", "it")]
    for other in others:
        assert greeting(other, "a") is not first
    assert greeting(copy, "a") is first
    assert len(CALLS) == 1 + len(others)
    french = in_language(copy, "fr")
    assert french.cache == {}
    assert changes_by_day(french) is not changes_by_day(copy)
    assert changes_by_day(copy) is changes_by_day(copy)


def test_all_results_go_with_their_dataset_at_once(dataset: Dataset) -> None:
    copy = dataclasses.replace(dataset)  # not a fixture's: those are held for as long as the test runs
    territory_id = str(copy.features["territory_id"].iloc[0])
    territories_at(copy, "1925"), changes_between(copy, "1925", "1965"), differences_between(copy, "1925", "1965")
    search(copy, "kigali"), holders_now(copy, territory_id), rows_at(copy, "1925")
    assert copy.cache
    reference = weakref.ref(copy)
    gc.disable()  # A server freezes what it has loaded: no collector would ever find a circle.
    try:
        del copy
        assert reference() is None
    finally:
        gc.enable()
