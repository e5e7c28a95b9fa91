"""On paper: the map page is one sheet that says all, and every page is black on white."""

import io
import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from geo import Dataset
from pages.shared.paper import works_at
from tests.browser import MAP
from tests.browser.conftest import Tab, Visit

# The days with the most to say, in the languages that need most words for it, and one with little.
FULL = [("en", "2025-04-08"), ("fr", "2025-12-31"), ("nl", "2025-04-08"), ("rw", "2025-04-08"), ("en", "1884")]
A4 = (595, 842)
PAGES = ("chronology", "missions", "cooperation", "comparison", "article", "data", "about", "find")


class Sheets:
    """A page as a printer gets it: its sheets, their words, how they look."""

    def __init__(self, page: Page) -> None:
        self.document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        self.count = len(self.document)
        sheets = [self.document[number].get_textpage().get_text_bounded() for number in range(self.count)]
        self.words = " ".join(" ".join(sheets).split())
        self.size = tuple(round(side) for side in self.document[0].get_size())

    def share_of_dark(self) -> float:
        """Return how much of the first sheet is darker than half."""
        grey = self.document[0].render(scale=0.5).to_pil().convert("L")
        return sum(grey.histogram()[:128]) / (grey.width * grey.height)


def squeezed(words: str) -> str:
    """Return the letters and digits of words: where lines end a PDF leaves out spaces and hyphens."""
    return re.sub(r"\W", "", words)


@pytest.mark.parametrize(("lang", "date"), FULL)
def test_the_map_page_is_one_sheet_with_map_date_sentences_sources_and_address(
    visit: Visit, dataset: Dataset, lang: str, date: str
) -> None:
    atlas = visit(date=date, lang=lang)
    sentences = atlas.page.locator(".st-key-day li").all_inner_texts()
    day = atlas.page.locator(".st-key-day h2").inner_text()
    sheets = Sheets(atlas.page)
    assert (sheets.count, sheets.size) == (1, A4)
    said = squeezed(sheets.words)
    for words in (day, atlas.page.url, *sentences, "CC BY 4.0", "Natural Earth"):
        assert squeezed(words) in said, words
    named = works_at(dataset, atlas.day())
    assert named
    for row in dataset.records["sources"]:
        assert (squeezed(row["citation"]) in said) is (row["source_id"] in named), row["source_id"]
    expect(atlas.page.locator(".paper-works")).to_be_hidden()


def test_a_story_that_is_open_and_a_phone_do_not_need_a_second_sheet(visit: Visit) -> None:
    atlas = visit(size=(360, 740), date="2025-04-08", lang="fr", territory="rwanda_republic")
    assert Sheets(atlas.page).count == 1


def test_the_map_is_as_it_was_once_it_is_printed(visit: Visit) -> None:
    atlas = visit(size=(360, 740), date="1925", at="belgium")
    atlas.mark()
    before, size = atlas.view(), atlas.page.locator(MAP).bounding_box()
    Sheets(atlas.page)
    expect(atlas.map.locator(".views button[data-view=belgium]")).to_have_attribute("aria-pressed", "true")
    assert atlas.page.locator(MAP).bounding_box() == size
    assert atlas.view() == pytest.approx(before, abs=0.01)
    expect(atlas.map.locator("details.legend")).not_to_have_attribute("open", "")
    atlas.address_has(at="belgium")
    assert atlas.is_marked()


def test_what_is_pressed_is_not_printed(visit: Visit) -> None:
    page = visit(date="1925").page
    page.emulate_media(media="print")
    for part in (".st-key-links", ".languages a:not([aria-current])", ".st-key-time_bar", ".st-key-panel button"):
        for found in page.locator(part).all():
            expect(found).to_be_hidden()
    page.emulate_media(media=None)


@pytest.mark.parametrize("name", ["", *PAGES])
def test_a_dark_page_is_printed_black_on_white(tab: Tab, address: str, name: str) -> None:
    page = tab()
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/{name}?date=1962-07-01")
    expect(page.locator(".st-key-foot, h1")).to_have_count(2)
    expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()
    sheets = Sheets(page)
    assert "Natural Earth" in sheets.words
    assert sheets.share_of_dark() < 0.2
