"""What a page shows before any script has come."""

import pytest

from geo import Dataset
from pages.shared.language.languages import phrases
from server.first_paint import FirstSight, scripts
from tests.hostile import HOSTILE_TEXTS


@pytest.fixture(scope="module")
def sight(dataset: Dataset) -> FirstSight:
    own = FirstSight()
    own.prepare(dataset)
    return own


def test_a_server_that_is_not_ready_has_a_sentence() -> None:
    seen = FirstSight().of("", b"date=1925", "en")
    assert seen == f'<div id="waits"><p role="status">{phrases("en").forms["map_waits"][0]}</p></div>'


@pytest.mark.parametrize(("room", "key"), [("story", "map_waits"), ("missions", "page_waits")])
def test_other_pages_have_a_sentence(sight: FirstSight, room: str, key: str) -> None:
    seen = sight.of(room, b"date=1925", "nl")
    assert phrases("nl").forms[key][0] in seen
    assert "<svg" not in seen


def test_the_map_s_page_has_a_sketch_of_its_link(sight: FirstSight) -> None:
    seen = sight.of("", b"date=1962-07-01&at=lakes&lang=fr", "en")
    assert "<b>1er juillet 1962</b>" in seen
    assert ">Rwanda</text>" in seen
    assert seen != sight.of("", b"date=1962-06-30&at=lakes&lang=fr", "en")
    assert "<text" not in sight.of("", b"date=1962-07-01&layers=none", "en")


def test_a_place_by_its_coordinates_is_looked_at(sight: FirstSight) -> None:
    assert "data-zoomed" in sight.of("", b"date=1925&at=-2.000_30.000_8.5", "en")
    assert "data-box=" in sight.of("", b"date=1925", "en")


def test_in_a_frame_it_stands_where_the_frame_has_its_map(sight: FirstSight) -> None:
    assert 'class="room framed"' in sight.of("", b"date=1925&embed=true", "en")
    assert 'class="room"' in sight.of("", b"date=1925&embed=no", "en")


@pytest.mark.parametrize("name", ["date", "at", "lang", "layers", "event", "territory", "embed", "with"])
def test_a_hostile_link_gets_the_sketch_of_a_usual_one(sight: FirstSight, name: str) -> None:
    usual = sight.of("", b"", "en")
    for text in HOSTILE_TEXTS:
        assert sight.of("", f"{name}=".encode() + text.encode(), "en") == usual
    assert sight.of("", b"%ff=%fe&date=\xff\xfe&&&=&at=%00", "en") == usual


def test_what_fits_a_sketch_is_sent_only_with_one(sight: FirstSight) -> None:
    with_map, without = sight.of("", b"", "en"), sight.of("story", b"", "en")
    assert "ResizeObserver" in scripts("", with_map)
    assert "ResizeObserver" not in scripts("story", without)
    assert "atlas.json" in scripts("story", without)
    assert scripts("missions", without) == ""
