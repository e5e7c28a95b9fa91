"""What a page shows before any script runs."""

import pytest

from geo import Dataset, DatasetError
from pages.shared.language.languages import phrases
from server import first_paint, logs
from server.first_paint import FirstPaint, scripts
from server.upstream import INDEX
from tests.hostile import HOSTILE_TEXTS


@pytest.fixture(scope="module")
def paint(dataset: Dataset) -> FirstPaint:
    paint = FirstPaint()
    paint.prepare(dataset)
    return paint


def test_a_server_that_is_not_ready_has_a_sentence() -> None:
    html = FirstPaint().html("", b"date=1925", "en")
    assert html == f'<div id="waits"><p role="status">{phrases("en").forms["map_waits"][0]}</p></div>'


@pytest.mark.parametrize(("page", "key"), [("story", "map_waits"), ("missions", "page_waits")])
def test_other_pages_have_a_sentence(paint: FirstPaint, page: str, key: str) -> None:
    html = paint.html(page, b"date=1925", "nl")
    assert phrases("nl").forms[key][0] in html
    assert "<svg" not in html


def test_the_map_s_page_has_a_sketch_of_its_link(paint: FirstPaint) -> None:
    html = paint.html("", b"date=1962-07-01&at=lakes&lang=fr", "en")
    assert "<b>1er juillet 1962</b>" in html
    assert ">Rwanda</text>" in html
    assert html != paint.html("", b"date=1962-06-30&at=lakes&lang=fr", "en")
    assert "<text" not in paint.html("", b"date=1962-07-01&layers=none", "en")


def test_a_place_by_its_coordinates_is_looked_at(paint: FirstPaint) -> None:
    assert "data-zoomed" in paint.html("", b"date=1925&at=-2.000_30.000_8.5", "en")
    assert "data-box=" in paint.html("", b"date=1925", "en")


def test_in_a_frame_it_stands_where_the_frame_has_its_map(paint: FirstPaint) -> None:
    assert 'class="room framed"' in paint.html("", b"date=1925&embed=true", "en")
    assert 'class="room"' in paint.html("", b"date=1925&embed=no", "en")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_has_the_theme_that_the_link_asks_for(paint: FirstPaint, theme: str) -> None:
    for page in ("", "story"):
        query = f"date=1925&embed=true&embed_options=hide_loading_screen&embed_options={theme}_theme"
        assert f'<div id="waits" style="color-scheme: {theme}">' in paint.html(page, query.encode(), "en")
    assert '<div id="waits">' in paint.html("", b"date=1925&embed_options=red_theme", "en")


@pytest.mark.parametrize(
    "name", ["date", "at", "lang", "embed_options", "layers", "event", "territory", "embed", "with"]
)
def test_a_hostile_link_gets_the_sketch_of_a_usual_one(paint: FirstPaint, name: str) -> None:
    default = paint.html("", b"", "en")
    for text in HOSTILE_TEXTS:
        assert paint.html("", f"{name}=".encode() + text.encode(), "en") == default
    assert paint.html("", b"%ff=%fe&date=\xff\xfe&&&=&at=%00", "en") == default


def test_what_fits_a_sketch_is_sent_only_with_one(paint: FirstPaint) -> None:
    with_map, without = paint.html("", b"", "en"), paint.html("story", b"", "en")
    assert "ResizeObserver" in scripts("", with_map)
    assert "ResizeObserver" not in scripts("story", without)
    assert "atlas.json" in scripts("story", without)
    assert "pushState" in scripts("missions", without)
    assert "atlas.json" not in scripts("missions", without)


@pytest.mark.parametrize("error", [ValueError, KeyError, RecursionError])
def test_a_sketch_that_fails_costs_nobody_the_page_and_is_logged_once(
    dataset: Dataset, error: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    paint, index = FirstPaint(), INDEX.read_bytes()
    paint.prepare(dataset)
    assert paint.map is not None
    assert paint.page(index, "", b"", "en") != index

    def draw(*_: object, **__: object) -> str:
        raise error("what was asked")

    monkeypatch.setattr(paint.map.sketches, "draw", draw)
    monkeypatch.setattr(logs, "_logged", set())
    monkeypatch.setattr(logs.log, "propagate", True)
    for date in (b"date=1901", b"date=1902"):
        assert paint.page(index, "", date, "en") == index
    (record,) = caplog.records
    assert record.atlas["error"] == error.__name__  # type: ignore[attr-defined]
    assert "what was asked" not in caplog.text
    assert b'<div id="waits">' in paint.page(index, "missions", b"", "en")


def test_layers_that_no_sketch_can_read_cost_a_replica_its_sketches_alone(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def read(_: Dataset) -> None:
        raise KeyError("topology")

    monkeypatch.setattr(first_paint, "MapSketches", read)
    monkeypatch.setattr(logs, "_logged", set())
    monkeypatch.setattr(logs.log, "propagate", True)
    paint = FirstPaint()
    paint.prepare(dataset)
    (record,) = caplog.records
    assert record.atlas["error"] == "KeyError"  # type: ignore[attr-defined]
    assert b'<p role="status">' in paint.page(INDEX.read_bytes(), "", b"", "en")


@pytest.mark.parametrize("error", [OSError, DatasetError])
def test_a_damaged_layer_keeps_a_replica_from_being_ready(
    dataset: Dataset, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: Dataset) -> None:
        raise error(["atlas.json"])

    monkeypatch.setattr(first_paint, "MapSketches", read)
    with pytest.raises(error):
        FirstPaint().prepare(dataset)
