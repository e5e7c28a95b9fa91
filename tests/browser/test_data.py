"""The data page: previews and downloads."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from pages.shared.data.editions import edition_shown
from tests.browser.conftest import Visit
from tests.datasets import atlas_dataset

SIZES = [(1280, 800), (360, 740)]


@pytest.fixture
def opened(walk: Visit) -> Callable[..., Page]:
    """Return a function that opens the data page."""
    return lambda size=SIZES[0]: walk("/data", size=size, date="1925", at="lakes").page


@pytest.mark.parametrize("size", SIZES)
def test_the_plate_is_seen_with_a_text_in_its_place(opened: Callable[..., Page], size: tuple[int, int]) -> None:
    page = opened(size)
    picture = page.locator(".st-key-plate img")
    expect(picture).to_be_visible()
    assert "31 December 1925" in str(picture.get_attribute("alt"))
    assert picture.get_attribute("loading") == "lazy"
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000
    expect(page.locator(".st-key-answer")).to_contain_text("On 31 December 1925")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.locator(".st-key-data button[data-testid^='stBaseButton']").evaluate_all(
        "buttons => buttons.filter(one => one.offsetParent && one.getBoundingClientRect().height < 24).length"
    )
    assert small == 0


def test_files_are_made_when_asked_for(opened: Callable[..., Page], tmp_path: Path) -> None:
    page = opened()
    for key, name in (
        ("plate_pdf", "belgium-rwanda-1925-12-31-lakes.pdf"),
        ("shown_gpkg", "belgium-rwanda-1925-12-31.gpkg"),
        ("all_zip", "belgium-rwanda.zip"),
        ("site_zip", "belgium-rwanda-folder-en.zip"),
    ):
        with page.expect_download() as waiting:
            page.locator(f".st-key-{key} button").click()
        assert waiting.value.suggested_filename == name
        waiting.value.save_as(tmp_path / name)
    text = pypdfium2.PdfDocument(tmp_path / "belgium-rwanda-1925-12-31-lakes.pdf")[0].get_textpage().get_text_range()
    assert "31 December 1925" in text
    assert (tmp_path / "belgium-rwanda-1925-12-31.gpkg").read_bytes().startswith(b"SQLite format 3")
    assert zipfile.ZipFile(tmp_path / "belgium-rwanda.zip").testzip() is None
    with zipfile.ZipFile(tmp_path / "belgium-rwanda-folder-en.zip") as folder:
        assert b'<html lang="en">' in folder.read(f"atlas-{edition_shown(atlas_dataset())}-en/index.html")


def test_another_part_of_the_map_is_another_picture(opened: Callable[..., Page]) -> None:
    page = opened()
    picture = page.locator(".st-key-plate img")
    before = str(picture.get_attribute("src"))
    page.get_by_role("radio", name="Belgium", exact=True).click()
    expect(picture).not_to_have_attribute("src", before)
    words = "Belgium on 31 December 1925: map with names, legend, scale bar, date rule and sources."
    expect(picture).to_have_attribute("alt", words)
