"""The plate has the right size and text; it changes with the date and with nothing else."""

import io
import struct
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from geo import Dataset
from geo.build.fonts import fonts
from geo.errors import DateError, DrawingError
from geo.render.orders import FORMATS, LONGEST_LINK, PlateWords
from geo.render.plate import draw_map
from geo.render.plate.fonts import file_of
from geo.render.plate.ground import WINDOW, ground_of
from geo.render.plate.margins import short_citation
from pages.shared.language.words import say_date
from pages.shared.record.plate import plate_words

A4 = (841.9, 595.3)
LINK = "https://atlas.example/?date=1925"
SAMPLE = [
    ("1884-12-31", "lakes"),
    ("1916-09-20", "region"),
    ("1946-12-13", "belgium"),
    ("1962-07-01", "both"),
    ("1994-07-04", "lakes"),
    ("2025-03-18", "region"),
]


def words_for(dataset: Dataset, day: str, view: str = "lakes") -> PlateWords:
    return plate_words(dataset, day, view, "")


def text_of(content: bytes) -> str:
    page = pypdfium2.PdfDocument(content)[0]
    return " ".join(page.get_textpage().get_text_range().split())


def picture_of(content: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(content)[0].render(scale=0.5).to_pil().convert("RGB")


@pytest.mark.exhaustive
@pytest.mark.parametrize(("day", "view"), SAMPLE)
def test_a_pdf_is_a_page_of_a4_with_the_day_on_it(dataset: Dataset, day: str, view: str) -> None:
    content = draw_map(dataset, day, view, words=words_for(dataset, day, view), link=LINK)
    assert pypdfium2.PdfDocument(content)[0].get_size() == pytest.approx(A4, abs=1)
    words = text_of(content)
    assert say_date(day) in words
    assert dataset.about["title"] in words
    assert dataset.row("views", view)["label"] in words
    assert LINK in words
    assert len(picture_of(content).getcolors(1_000_000) or []) > 100


@pytest.mark.exhaustive
def test_the_same_day_gives_the_same_bytes_and_another_day_others(dataset: Dataset) -> None:
    def drawn(day: str, fmt: str) -> bytes:
        return draw_map(dataset, day, "belgium", words=words_for(dataset, "1925-12-31"), fmt=fmt, dpi=60)

    for fmt in FORMATS:
        assert drawn("1925-12-31", fmt) == drawn("1925-12-31", fmt)
    assert drawn("1925-12-31", "png") != drawn("1913-12-31", "png")


def test_a_png_has_the_dots_it_promises(dataset: Dataset) -> None:
    content = draw_map(dataset, "1925-12-31", "lakes", words=words_for(dataset, "1925-12-31"), fmt="png")
    assert struct.unpack(">II", content[16:24]) == pytest.approx((3508, 2480), abs=1)
    info = Image.open(io.BytesIO(content)).info
    assert info["Title"].startswith("31 December 1925")
    assert "Creation Time" not in info


def test_the_colour_of_the_power_lies_on_its_land(dataset: Dataset) -> None:
    """A place far from names, lines and marks has the colour of who administered it."""
    ground = ground_of(dataset, "lakes")
    x, y = ground.project(28.0, -2.5)
    colours = set()
    for day in ("1925-12-31", "1975-12-31"):
        picture = picture_of(draw_map(dataset, day, "lakes", words=words_for(dataset, day)))
        at = (int(x / 297 * picture.width), int((210 - y) / 210 * picture.height))
        colours.add(picture.getpixel(at))
    assert len(colours) == 2


def test_text_is_never_taken_for_mathematics_or_markup(dataset: Dataset) -> None:
    words = replace(words_for(dataset, "1925-12-31"), title="$\\frac{1}{0}$ <b>& {x} %s")
    assert "$\\frac{1}{0}$ <b>& {x} %s" in text_of(draw_map(dataset, "1925-12-31", "lakes", words=words))
    svg = draw_map(dataset, "1925-12-31", "lakes", words=words, fmt="svg").decode()
    assert "<b>" not in svg


def test_a_rival_position_changes_the_plate(dataset: Dataset) -> None:
    rival = dataset.rivals.iloc[0]
    words = plate_words(dataset, rival["start_day"], "lakes", rival["position"])
    assert dataset.row("positions", rival["position"])["label"] in words.subtitle
    plates = [
        draw_map(dataset, rival["start_day"], "lakes", words=words, position=position, fmt="png", dpi=50)
        for position in ("", rival["position"])
    ]
    assert plates[0] != plates[1]


def test_the_whole_view_lies_in_the_frame(dataset: Dataset) -> None:
    for row in dataset.tables["views"].to_dict("records"):
        ground = ground_of(dataset, row["view_id"])
        for lon in (row["left"], row["right"]):
            for lat in (row["bottom"], row["top"]):
                x, y = ground.project(float(lon), float(lat))
                assert WINDOW[0] <= x <= WINDOW[2]
                assert WINDOW[1] <= y <= WINDOW[3]


def test_what_cannot_be_drawn_says_so(dataset: Dataset) -> None:
    words = words_for(dataset, "1925-12-31")
    with pytest.raises(DateError):
        draw_map(dataset, "yesterday", "lakes", words=words)
    with pytest.raises(KeyError):
        draw_map(dataset, "1925-12-31", "nowhere", words=words)
    with pytest.raises(KeyError):
        draw_map(dataset, "1925-12-31", "lakes", words=words, fmt="gif")


def test_a_link_that_is_too_long_is_not_drawn(dataset: Dataset) -> None:
    with pytest.raises(DrawingError, match="a link of 2001 letters"):
        draw_map(dataset, "1925-12-31", "lakes", words=words_for(dataset, "1925-12-31"), link="x" * (LONGEST_LINK + 1))


def test_a_long_citation_is_cut_at_a_word() -> None:
    cited = short_citation("An author, " + "a long title of many words " * 9 + "(Place: Press, 1999)")
    assert len(cited) <= 86
    assert cited.endswith(" …")
    assert short_citation("An author, A book of its own (Place: Press, 1999)") == "An author, A book of its own"


def test_tiny_has_its_plate(tiny_dataset: Dataset) -> None:
    view = tiny_dataset.about["default_view"]
    words = plate_words(tiny_dataset, "1950-12-31", view, "")
    words_drawn = text_of(draw_map(tiny_dataset, "1950-12-31", view, words=words))
    assert "31 December 1950" in words_drawn
    assert tiny_dataset.about["title"] in words_drawn


def test_the_fonts_of_the_plate_are_those_of_the_pages() -> None:
    different = [family for family, content in fonts() if file_of(family).read_bytes() != content]
    assert different == [], "python -m geo.build fonts makes others"
