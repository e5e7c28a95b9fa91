"""Faults while a visitor looks: nothing of the view is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tools.faults import lines


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a context of one's own: its line can be cut."""
    context = browser.new_context()
    yield context
    context.close()


def test_a_step_made_while_the_line_is_cut_is_not_lost(context: BrowserContext) -> None:
    assert lines.line_cut(context).loss == "nothing"


def test_a_server_that_is_started_again_goes_on_with_open_tabs(context: BrowserContext) -> None:
    assert lines.server_restarted(context).loss == "nothing"


def test_what_the_browser_does_not_get_is_told_or_not_missed(context: BrowserContext, address: str) -> None:
    effects = {fault.cause: fault.effect for fault in lines.parts_missing(context, address)}
    assert len(effects) == len(lines.PARTS)
    for part in ("the map's layers", "the map's script"):
        assert "La carte" in effects[f"the browser does not get {part}"]
    assert "page as ever" in effects["the browser does not get the fonts"]


def test_the_year_ends_for_all_at_once(browser: Browser, address: str) -> None:
    assert lines.years_end(browser, address).loss == "nothing"
