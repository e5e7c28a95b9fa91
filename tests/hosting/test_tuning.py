"""The settings for many simultaneous visitors are made, each once."""

import gc
import subprocess
import sys
import tomllib
from collections.abc import Iterator

import pytest

from server import tuning
from tests.server import ROOT


@pytest.fixture
def default_settings() -> Iterator[None]:
    """Give back what a test changes of the process."""
    interval = sys.getswitchinterval()
    tuning.freeze_loaded.cache_clear()
    yield
    sys.setswitchinterval(interval)
    tuning.freeze_loaded.cache_clear()
    gc.unfreeze()


@pytest.mark.usefixtures("default_settings")
def test_a_thread_is_not_interrupted_for_20_ms() -> None:
    tuning.set_thread_switch_interval()
    assert sys.getswitchinterval() == pytest.approx(0.02)


@pytest.mark.usefixtures("default_settings")
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


def test_a_server_whose_pages_of_charts_were_opened_has_no_altair() -> None:
    script = "import sys; from tests.app.atlas import page; [page(name) for name in ('chronology', 'missions')]"
    script += "; print('altair' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_streamlit_collects_no_garbage_after_a_run() -> None:
    options = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert options["runner"]["postScriptGC"] is False
