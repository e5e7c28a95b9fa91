"""Fixtures of all tests: the atlas served, its dataset, and copies of the tiny one to damage."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import app_test, local_script_runner

from geo import Dataset, load_dataset
from geo.translations import SOURCE
from pages.shared.data import dataset as shown_data
from pages.shared.language.languages import speak
from tests.datasets import atlas_dataset
from tests.server import OUTPUT, SERVER_LOG, running_app, shared
from tests.tiny import write_tiny_package

Rewrite = Callable[[str, str, str], None]

# How long one example takes depends on what else the machine does; no test is about that.
settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Let what one test has spoken not be the language of the next."""
    speak(SOURCE)


@pytest.fixture(scope="session", autouse=True)
def pages_read_once() -> Iterator[None]:
    """Let AppTest read the pages and the installed packages once for all, as a server does, and not at each opening."""
    scripts = ScriptCache()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        for module in (app_test, local_script_runner):
            patch.setattr(module, "ScriptCache", lambda: scripts)
        yield


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all workers of a run share."""
    OUTPUT.mkdir(exist_ok=True)
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def address(common: Path) -> Iterator[str]:
    """Serve the atlas; return its address."""
    with shared(common / "served-atlas", lambda: running_app(log=SERVER_LOG)) as url:
        yield url


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """Return the atlas's own dataset."""
    return atlas_dataset()


@pytest.fixture(scope="session")
def tiny_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return the dataset of two invented countries."""
    return load_dataset(write_tiny_package(tmp_path_factory.mktemp("tiny")))


@pytest.fixture
def pages_of_tiny(monkeypatch: pytest.MonkeyPatch, tiny_dataset: Dataset) -> Iterator[None]:
    """Let the pages show the tiny dataset for one test."""
    shown_data.dataset_in.clear()
    monkeypatch.setattr(shown_data, "load_dataset", lambda: tiny_dataset)
    yield
    shown_data.dataset_in.clear()


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Path:
    """Return a fresh copy of the tiny data package, for a test to spoil."""
    return write_tiny_package(tmp_path / "data")


@pytest.fixture
def rewrite(tiny_folder: Path) -> Rewrite:
    """Return a function that replaces one piece of text in a file of the tiny package."""

    def replace(name: str, old: str, new: str) -> None:
        path = tiny_folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
