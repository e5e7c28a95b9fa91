"""Print and embedding: the map page fits on one sheet, and fills an iframe."""

import io
import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from geo import Dataset
from pages.map.print_sheet import works_at
from pages.shared.language.languages import NAMES
from tests.browser import MAP, Atlas
from tests.browser.conftest import Tab, Visit

# The days with the most to say, in the languages that need most words for it, and one with little.
FULL = [
    ("en", "2025-04-08"),
    ("fr", "2025-12-31"),
    ("nl", "2025-04-08"),
    ("rw", "2025-04-08"),
    ("de", "2025-04-08"),
    ("en", "1884"),
]
A4 = (595, 842)
FRAMES = [(640, 480), (360, 520)]
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
    walk: Visit, dataset: Dataset, lang: str, date: str
) -> None:
    atlas = walk(date=date, lang=lang)
    sentences = atlas.page.locator(".st-key-day li").all_inner_texts()
    day = atlas.page.locator(".st-key-day h2").inner_text()
    sheets = Sheets(atlas.page)
    assert (sheets.count, sheets.size) == (1, A4)
    sheet = squeezed(sheets.words)
    for words in (day, atlas.page.url, *sentences, "CC BY 4.0", "Natural Earth"):
        assert squeezed(words) in sheet, words
    works = works_at(dataset, atlas.day())
    assert works
    for row in dataset.records["sources"]:
        assert (squeezed(row["citation"]) in sheet) is (row["source_id"] in works), row["source_id"]
    expect(atlas.page.locator(".paper-works")).to_be_hidden()


def test_open_details_and_a_phone_do_not_need_a_second_sheet(walk: Visit) -> None:
    atlas = walk(size=(360, 740), date="2025-04-08", lang="fr", territory="rwanda_republic")
    assert Sheets(atlas.page).count == 1


def test_the_map_is_as_it_was_once_it_is_printed(walk: Visit) -> None:
    atlas = walk(size=(360, 740), date="1925", at="belgium")
    atlas.mark()
    before, size = atlas.view(), atlas.page.locator(MAP).bounding_box()
    Sheets(atlas.page)
    expect(atlas.map.locator(".views button[data-view=belgium]")).to_have_attribute("aria-pressed", "true")
    assert atlas.page.locator(MAP).bounding_box() == size
    assert atlas.view() == pytest.approx(before, abs=0.01)
    expect(atlas.map.locator("details.legend")).not_to_have_attribute("open", "")
    atlas.address_has(at="belgium")
    assert atlas.is_marked()


def test_what_is_pressed_is_not_printed(walk: Visit) -> None:
    page = walk(date="1925").page
    page.emulate_media(media="print")
    for part in (".st-key-links", ".languages a:not([aria-current])", ".st-key-time_bar", ".st-key-panel button"):
        for element in page.locator(part).all():
            expect(element).to_be_hidden()
    page.emulate_media(media=None)


@pytest.mark.parametrize("name", ["", *PAGES])
def test_a_dark_page_is_printed_black_on_white(walk: Visit, name: str) -> None:
    page = walk(f"/{name}", date="1962-07-01").page
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stApp")).to_have_css("color-scheme", "dark")
    expect(page.locator("h1")).to_be_visible()
    heading = page.locator("h2").first
    expect(heading).to_be_visible()
    sheets = Sheets(page)
    assert squeezed(heading.inner_text()) in squeezed(sheets.words)
    assert sheets.share_of_dark() < 0.2


def test_a_step_of_the_story_is_one_sheet_with_its_map_question_and_sources(walk: Visit, dataset: Dataset) -> None:
    page = walk("/story", step="4").page
    row = dataset.row("story_steps", "4")
    expect(page.get_by_role("heading", name=row["title"])).to_be_visible()
    sheets = Sheets(page)
    assert sheets.count == 1
    sheet = squeezed(sheets.words)
    for words in (row["title"], row["text"], row["question"], "German East Africa", "CC BY 4.0"):
        assert squeezed(words) in sheet, words
    for source in row["source_ids"].split():
        assert squeezed(dataset.row("sources", source)["citation"]) in sheet, source


def framed(visit: Visit, size: tuple[int, int], lang: str = "en") -> Atlas:
    """Return the atlas as the frame of another site shows it."""
    return visit(size=size, embed="true", date="1925", lang=lang)


@pytest.mark.parametrize("lang", NAMES)
def test_a_frame_shows_title_map_time_bar_and_the_way_to_the_atlas(visit: Visit, lang: str) -> None:
    page = framed(visit, FRAMES[0], lang).page
    for width, height in FRAMES:
        page.set_viewport_size({"width": width, "height": height})
        boxes = [page.locator(part).bounding_box() for part in ("h1", MAP, ".face")]
        bottoms = [box["y"] + box["height"] for box in boxes if box]
        assert bottoms == sorted(bottoms)
        assert bottoms[-1] <= height
        assert boxes[1] is not None
        assert boxes[1]["height"] >= 200
        for part in (MAP, ".face", ".to-atlas"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= width
        expect(page.locator(".st-key-links, .st-key-panel")).to_have_count(0)


def test_the_way_from_a_frame_opens_the_same_view_without_the_frame(visit: Visit) -> None:
    atlas = framed(visit, (640, 480), "fr")
    atlas.press("next")
    atlas.shows("1926-02-01")
    way = atlas.page.locator(".to-atlas")
    expect(way).to_have_attribute("href", "?date=1926-02-01&lang=fr&at=lakes")
    expect(way).to_have_attribute("target", "_blank")
    atlas.address_has(embed="true", date="1926-02-01")


def test_another_language_stays_in_the_frame(visit: Visit) -> None:
    atlas = framed(visit, (640, 480))
    atlas.page.locator(".languages").get_by_role("link", name="Nederlands").click()
    expect(atlas.page.locator(".to-atlas")).to_have_text("Openen in de atlas ↗")
    atlas.address_has(embed="true", lang="nl", date="1925")


def test_the_code_of_the_data_page_shows_the_view_in_an_article(walk: Visit, tab: Tab) -> None:
    page = walk("/data", date="1950", lang="nl", at="belgium").page
    code = page.locator(".st-key-embed_code code").inner_text()
    assert code.count("<iframe") == 1
    article = tab("/_stcore/health", size=(800, 700))
    article.set_content(f"<main style='width: 700px'>{code}</main>")
    frame = article.locator("iframe")
    assert frame.get_attribute("title")
    inner = article.frame_locator("iframe")
    expect(inner.frame_locator(MAP).locator("body")).to_have_attribute("data-date", "1950-12-31")
    expect(inner.locator(".to-atlas")).to_have_attribute("href", "?date=1950&lang=nl&at=belgium")
