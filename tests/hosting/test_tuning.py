"""The settings for many visitors at once are set, and each once."""

import gc
import sys
import tomllib
from collections.abc import Iterator

import pytest
from altair.utils import schemapi

from pages.shared.layout import charts
from server import tuning
from tests.server import ROOT


@pytest.fixture
def usual() -> Iterator[None]:
    """Give back what a test changes of the process."""
    interval = sys.getswitchinterval()
    tuning.freeze_loaded.cache_clear()
    yield
    sys.setswitchinterval(interval)
    tuning.freeze_loaded.cache_clear()
    gc.unfreeze()


@pytest.mark.usefixtures("usual")
def test_a_thread_is_not_interrupted_for_20_ms() -> None:
    tuning.set_thread_switch_interval()
    assert sys.getswitchinterval() == pytest.approx(0.02)


@pytest.mark.usefixtures("usual")
def test_what_is_loaded_is_frozen_once_for_each_language() -> None:
    loaded = [[number] for number in range(1000)]
    before = gc.get_freeze_count()
    tuning.freeze_loaded("en")
    frozen = gc.get_freeze_count()
    assert frozen >= before + len(loaded)
    later = [[number] for number in range(1000)]
    tuning.freeze_loaded("en")
    assert gc.get_freeze_count() <= frozen
    tuning.freeze_loaded("fr")
    assert gc.get_freeze_count() >= frozen + len(later) - 100


def test_charts_are_checked_unless_the_server_says_otherwise() -> None:
    assert charts.FONT  # the module is imported, and still:
    assert schemapi.DEBUG_MODE is True


def test_streamlit_collects_no_garbage_after_a_run() -> None:
    options = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert options["runner"]["postScriptGC"] is False
