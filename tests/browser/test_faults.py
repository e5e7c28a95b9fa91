"""Faults while a visitor looks: the line is cut; the view stays."""

from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import PATIENCE, Atlas
from tests.browser.conftest import OUTPUT
from tests.server import ROOT, free_port, running_process

VIEW = {"date": "1962-07-01", "territory": "rwanda_republic", "layers": "missions names", "at": "belgium"}


class Restartable:
    """The atlas at one address, to be stopped and started."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._running = ExitStack()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self._running.enter_context(running_process(ROOT, log=OUTPUT / "faults-server.log", port=self.port))

    def stop(self) -> None:
        """Stop it with SIGTERM and wait for its end."""
        self._running.close()


@pytest.fixture
def server() -> Iterator[Restartable]:
    """Return a server of one's own, running."""
    server = Restartable()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def watch() -> None:
    """Watch nothing: a lost line is complained of in the console."""


def opened(page: Page, address: str) -> Atlas:
    """Open the atlas of a server that has still to load its data."""
    page.goto(f"{address}/?{urlencode(VIEW)}")
    expect(page.locator(".st-key-panel")).to_be_visible(timeout=3 * PATIENCE)
    return Atlas(page, address).ready()


def test_a_step_made_while_the_line_is_cut_is_not_lost(profile: BrowserContext, server: Restartable) -> None:
    atlas = opened(profile.new_page(), server.address)
    profile.set_offline(True)
    atlas.press("next")
    atlas.shows("1962-10-09")
    profile.set_offline(False)
    atlas.address_has(date="1962-10-09", territory=VIEW["territory"])
    atlas.heading("9 October 1962")
