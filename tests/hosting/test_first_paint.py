"""What a page shows before any script runs."""

import pytest

from geo import Dataset, DatasetError
from pages.shared.data.dataset import source_dataset
from pages.shared.language.languages import phrases
from pages.shared.record.html import EMPTY
from server import first_paint, logs
from server.first_paint import FirstPaint, scripts
from server.upstream import INDEX
from tests.hostile import HOSTILE_TEXTS


@pytest.fixture(scope="module")
def paint() -> FirstPaint:
    paint = FirstPaint()
    paint.prepare(source_dataset())
    return paint


def page_of(paint: FirstPaint, path: str, query: bytes, language: str = "en") -> str:
    """Return the page of a link, from its body on."""
    asked = paint.ask(path, query, language)
    assert asked is not None
    return paint.page(INDEX.read_bytes(), asked).decode().partition("<body>")[2]


def test_a_server_that_is_not_ready_has_a_sentence() -> None:
    paint = FirstPaint()
    assert paint.ask("", b"date=1925", "en") is None
    waits = f'<div id="waits"><p role="status">{phrases("en").forms["map_waits"][0]}</p></div>'
    assert f'{waits}<div id="root"></div>' in paint.sentence(INDEX.read_bytes(), "", "en").decode()


@pytest.mark.parametrize("page", ["story", "missions"])
def test_other_pages_say_that_they_are_on_their_way(paint: FirstPaint, page: str) -> None:
    html = page_of(paint, page, b"date=1925", "nl")
    assert f'<p class="scripted" role="status">{phrases("nl").forms["page_waits"][0]}</p>' in html
    assert '<div id="waits" class="of-text">' in html


def test_the_map_s_page_has_a_sketch_of_its_link(paint: FirstPaint) -> None:
    html = page_of(paint, "", b"date=1962-07-01&at=lakes&lang=fr")
    assert "<b>1er juillet 1962</b>" in html
    assert ">Rwanda</text>" in html
    assert html != page_of(paint, "", b"date=1962-06-30&at=lakes&lang=fr")
    assert "<text" not in page_of(paint, "", b"date=1962-07-01&layers=none")


def test_a_place_by_its_coordinates_is_looked_at(paint: FirstPaint) -> None:
    assert "data-zoomed" in page_of(paint, "", b"date=1925&at=-2.000_30.000_8.5")
    assert "data-box=" in page_of(paint, "", b"date=1925")


def test_in_a_frame_it_stands_where_the_frame_has_its_map(paint: FirstPaint) -> None:
    framed, whole = (page_of(paint, "", f"date=1925&embed={value}".encode()) for value in ("true", "no"))
    assert '<div class="room framed">' in framed
    assert '<div id="waits" class="of-map framed">' in framed
    assert '<div class="room">' in whole


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_has_the_theme_that_the_link_asks_for(paint: FirstPaint, theme: str) -> None:
    for page, kind in (("", "of-map"), ("story", "of-text")):
        query = f"date=1925&embed=true&embed_options=hide_loading_screen&embed_options={theme}_theme"
        html = page_of(paint, page, query.encode())
        assert f'<div id="waits" class="{kind} framed" style="color-scheme: {theme}">' in html
    assert '<div id="waits" class="of-map">' in page_of(paint, "", b"date=1925&embed_options=red_theme")


@pytest.mark.parametrize(
    "name", ["date", "at", "lang", "embed_options", "layers", "event", "territory", "embed", "with"]
)
def test_a_hostile_link_gets_the_page_of_a_usual_one(paint: FirstPaint, name: str) -> None:
    default = paint.ask("", b"", "en")
    for text in HOSTILE_TEXTS:
        assert paint.ask("", f"{name}=".encode() + text.encode(), "en") == default
    assert paint.ask("", b"%ff=%fe&date=\xff\xfe&&&=&at=%00", "en") == default


def test_files_of_the_map_are_asked_for_only_where_there_is_one() -> None:
    assert "atlas.json" in scripts("story")
    assert "pushState" in scripts("missions")
    assert "atlas.json" not in scripts("missions")


@pytest.mark.parametrize("error", [ValueError, KeyError, RecursionError])
@pytest.mark.parametrize("part", ["draw", "summary_for"])
def test_what_fails_costs_nobody_the_page_and_is_logged_once(
    paint: FirstPaint,
    error: type[Exception],
    part: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    index = INDEX.read_bytes()
    assert paint.map is not None

    def fail(*_: object, **__: object) -> str:
        raise error("what was asked")

    monkeypatch.setattr(*((paint.map, "sketch") if part == "draw" else (first_paint, "summary_for")), fail)
    monkeypatch.setattr(logs, "_logged", set())
    monkeypatch.setattr(logs.log, "propagate", True)
    for date in (b"date=1901", b"date=1902"):
        asked = paint.ask("", date, "en")
        assert asked is not None
        page = paint.page(index, asked)
        if part == "draw":  # its words come all the same
            assert b"German East Africa" in page
            assert b'class="sketch"' not in page
        else:
            assert page == index
    (record,) = caplog.records
    assert record.atlas["error"] == error.__name__  # type: ignore[attr-defined]
    assert "what was asked" not in caplog.text


def test_layers_that_no_sketch_can_read_cost_a_replica_its_sketches_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def read(_: Dataset) -> None:
        raise KeyError("topology")

    monkeypatch.setattr(first_paint, "MapSketches", read)
    monkeypatch.setattr(logs, "_logged", set())
    monkeypatch.setattr(logs.log, "propagate", True)
    paint = FirstPaint()
    paint.prepare(source_dataset())
    (record,) = caplog.records
    assert record.atlas["error"] == "KeyError"  # type: ignore[attr-defined]
    asked = paint.ask("", b"date=1925", "en")
    assert asked is not None
    assert paint.picture(asked, "1925-12-31") == EMPTY
    assert "Belgium rules Ruanda-Urundi" in page_of(paint, "", b"date=1925")


@pytest.mark.parametrize("error", [OSError, DatasetError])
def test_a_damaged_layer_keeps_a_replica_from_being_ready(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: Dataset) -> None:
        raise error(["atlas.json"])

    monkeypatch.setattr(first_paint, "MapSketches", read)
    with pytest.raises(error):
        FirstPaint().prepare(source_dataset())
