"""Altair can be told not to check charts."""

from collections.abc import Iterator

import altair as alt
import pytest
from altair.utils import schemapi

from server.tuning import disable_chart_validation


@pytest.fixture
def checked() -> Iterator[None]:
    """Let Altair check charts again after a test."""
    yield
    schemapi.enable_debug_mode()


@pytest.mark.usefixtures("checked")
def test_charts_can_be_shown_without_the_check_of_their_schema() -> None:
    with pytest.raises(schemapi.SchemaValidationError):
        alt.Bin(maxbins="many")
    disable_chart_validation()
    assert alt.Bin(maxbins="many")
