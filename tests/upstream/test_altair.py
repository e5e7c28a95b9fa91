"""Altair can skip the validation of charts."""

from collections.abc import Iterator

import altair as alt
import pytest
from altair.utils import schemapi

from server import logs
from server.tuning import disable_chart_validation


@pytest.fixture
def checked() -> Iterator[None]:
    """Let Altair check charts before and after a test."""
    schemapi.enable_debug_mode()
    yield
    schemapi.enable_debug_mode()


@pytest.mark.usefixtures("checked")
def test_charts_can_be_shown_without_the_check_of_their_schema() -> None:
    with pytest.raises(schemapi.SchemaValidationError):
        alt.Bin(maxbins="many")
    disable_chart_validation()
    assert alt.Bin(maxbins="many")


def test_without_it_they_are_checked_and_that_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logs, "_logged", set())
    monkeypatch.delattr(schemapi, "disable_debug_mode")
    disable_chart_validation()
    disable_chart_validation()
    assert [record.getMessage() for record in caplog.records] == ["charts are checked against their schema"]
