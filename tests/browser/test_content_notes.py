"""The browser remembers a dismissed content note if asked to, and the map draws a rival position."""

from playwright.sync_api import expect

from geo import Dataset, territories_at
from pages.shared.language.words import text
from tests.browser.conftest import Visit


def test_a_passed_note_is_remembered_only_if_asked_for(visit: Visit) -> None:
    atlas = visit(date="1994", at="lakes")
    show = atlas.page.get_by_role("button", name=text("content_note_dismiss"))
    expect(show).to_be_visible()
    show.click()
    expect(show).to_have_count(0)
    atlas.page.reload()
    atlas.ready()
    expect(show).to_be_visible()
    atlas.page.get_by_text(text("content_note_remember")).click()
    show.click()
    expect(show).to_have_count(0)
    atlas.page.wait_for_function("document.cookie.includes('atlas_notes=')")
    atlas.page.reload()
    atlas.ready()
    expect(atlas.panel).to_contain_text("1994")
    expect(show).to_have_count(0)
    atlas.page.context.clear_cookies(name="atlas_notes")


def test_a_position_chosen_in_the_panel_is_drawn_and_in_the_link(visit: Visit, dataset: Dataset) -> None:
    atlas = visit(date="1909", at="lakes")
    atlas.page.get_by_text(text("disputes_heading")).click()
    label = dataset.row("positions", "congo_1885")["label"]
    atlas.page.get_by_role("radiogroup").get_by_text(label).first.click()
    expect(atlas.map.locator(".badge")).to_be_visible()
    assert atlas.territories() == set(territories_at(dataset, "1909", "congo_1885")["territory_id"])
    atlas.page.wait_for_function("location.search.includes('congo_1885')")
