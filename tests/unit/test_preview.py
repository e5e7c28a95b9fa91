"""The preview of a view: a picture of its own day, in each shape, whose words stand whole."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageChops

from geo.render.preview import SHAPES, PreviewWords, draw_preview, preview_sheets
from geo.render.preview.paint import paint, read
from geo.render.preview.raster import Drawer
from geo.render.sketch import Sketches, Viewport
from pages.shared.data.assets import STATIC

LAKES = Viewport((27.6, -4.9, 32.2, -0.6))
ENDED = r"has ended|failed"
WORDS = PreviewWords("1925", "31 December", "Ruanda-Urundi under Belgian mandate", "An atlas")


@pytest.fixture(scope="module")
def sketches() -> Sketches:
    return Sketches(STATIC)


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_preview_has_the_size_of_its_shape_and_is_the_same_each_time(sketches: Sketches, shape: str) -> None:
    first, again = (draw_preview(sketches, "1925-12-31", LAKES, WORDS, shape=shape) for _ in range(2))
    assert picture(first).size == SHAPES[shape].size
    assert first == again


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    one = Drawer()
    yield one
    one.close()


def test_one_that_is_drawn_beside_is_the_same_and_the_next_needs_no_new_process(
    sketches: Sketches, drawer: Drawer
) -> None:
    sheets = preview_sheets(sketches, "1890-07-01", LAKES, WORDS)
    assert drawer.draw(sheets) == draw_preview(sketches, "1890-07-01", LAKES, WORDS)
    process = drawer.process
    assert drawer.draw(sheets[-1:]) is not None
    assert drawer.process is process


def test_a_process_that_has_ended_is_replaced(drawer: Drawer) -> None:
    blank = [('<svg xmlns="http://www.w3.org/2000/svg"/>', 10, 10)]
    first = drawer.draw(blank)
    assert drawer.process
    drawer.process.kill()
    drawer.process.wait()
    assert drawer.draw(blank) == first


def test_what_cannot_be_drawn_is_an_error_and_so_is_what_takes_too_long(drawer: Drawer) -> None:
    with pytest.raises(OSError, match=ENDED):
        drawer.draw([("<svg", 10, 10)])
    assert drawer.process is None
    late = Drawer(seconds=0)
    with pytest.raises(OSError, match=ENDED):
        late.draw([('<svg xmlns="http://www.w3.org/2000/svg"/>', 10, 10)])
    assert late.process is None


def test_a_place_at_a_zoom_is_looked_at(sketches: Sketches) -> None:
    near, far = (Viewport((30.06, -1.95, 30.06, -1.95), zoom) for zoom in (10.0, 5.0))
    one, other = (picture(draw_preview(sketches, "1925-12-31", look, WORDS)) for look in (near, far))
    assert ImageChops.difference(one, other).getbbox()


def test_the_maps_of_two_days_differ(sketches: Sketches) -> None:
    old, new = (picture(draw_preview(sketches, day, LAKES, WORDS)) for day in ("1913-12-31", "1925-12-31"))
    left, top, wide, high = SHAPES["wide"].map
    box = ImageChops.difference(old, new).getbbox()
    assert box is not None
    assert box[0] >= left - 4
    assert ImageChops.difference(*(image.crop((left, top, left + wide, top + high)) for image in (old, new))).getbbox()


@pytest.mark.parametrize("shape", SHAPES)
def test_words_of_any_length_keep_to_their_room(sketches: Sketches, shape: str) -> None:
    long = PreviewWords("1925", "31 December", "Rwanda " * 80 + "W" * 200, "A name of an atlas " * 12)
    short = PreviewWords("", "", "", "")
    full, empty = (picture(draw_preview(sketches, "1925-12-31", LAKES, words, shape=shape)) for words in (long, short))
    box = ImageChops.difference(full, empty).getbbox()
    left, top, wide, high = SHAPES[shape].words
    assert box is not None
    assert left <= box[0] < box[2] <= left + wide - 4
    assert top <= box[1] < box[3] <= top + high


def test_hostile_words_are_text(sketches: Sketches) -> None:
    hostile = PreviewWords("<b>", "&amp;", '"><script>x</script>', "\u202eatlas")
    assert picture(draw_preview(sketches, "1925-12-31", LAKES, hostile)).size == SHAPES["wide"].size


def test_nothing_of_the_style_of_pages_is_left_in_it(sketches: Sketches) -> None:
    root = read(sketches.draw("1894-06-01", LAKES))
    paint(root, sketches.layers.atlas["colours"], 2)
    values = [value for element in root.iter() for value in element.attrib.values()]
    assert not [value for value in values if "var(" in value or "light-dark" in value or "calc(" in value]
    fills = {element.get("fill") for element in root.iter() if "base" in element.get("class", "").split()}
    assert fills
    assert all(fill and (fill.startswith(("#", "url("))) for fill in fills)
