"""Charts say what Vega-Lite knows, in one style, and cost the server little."""

import copy
from typing import Any

import pytest

from geo import Dataset
from pages.chronology import chart
from pages.shared.layout import charts
from pages.shared.record.events import events_of
from tests.app.atlas import page
from tests.app.charts import assert_sound, charts_of, rows_of


@pytest.fixture(scope="module")
def timeline(dataset: Dataset) -> dict[str, Any]:
    """Return the chart of all events."""
    return chart.timeline(dataset, events_of(dataset), set(), "1925-12-31", (1884, 2026))


@pytest.mark.parametrize(
    ("name", "date", "count"),
    [("chronology", "1925", 1), ("cooperation", "1985", 3), ("missions", "1925", 2), ("missions", "1962-07-01", 5)],
)
def test_the_charts_of_a_page_keep_to_the_schema_and_the_style(name: str, date: str, count: int) -> None:
    drawn = charts_of(page(name, date=date))
    assert len(drawn) == count
    for spec in drawn:
        assert_sound(spec)
        assert list(rows_of(spec))
        assert spec["config"]["font"] == charts.FONT
        assert spec["config"]["mark"] == {"aria": False}


@pytest.mark.parametrize(
    ("part", "value"), [("mark", {"type": "cirle"}), ("encoding", {"x": {"fild": "low"}}), ("height", "tall")]
)
def test_a_chart_that_vega_lite_does_not_know_is_found(timeline: dict[str, Any], part: str, value: Any) -> None:
    assert_sound(timeline)
    spoilt = copy.deepcopy(timeline)
    (spoilt if part == "height" else spoilt["layer"][0])[part] = value
    with pytest.raises(AssertionError, match=r"^\$"):
        assert_sound(spoilt)


def test_what_a_frame_lacks_is_null_in_the_chart(dataset: Dataset) -> None:
    frame = dataset.tables["aid"][["year"]].assign(number=float("nan"), sure=True).head(1)
    assert charts.records(frame) == [{"year": frame["year"].iloc[0], "number": None, "sure": True}]
