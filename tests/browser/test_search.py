"""Chronology, missions, cooperation and search in a real Chromium: keyboard, clicks, links to the map."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from geo import Dataset
from pages.shared.language.words import text
from pages.shared.record import events
from tests.browser.conftest import Tab, Visit

PHONE = (360, 740)


def drawn(page: Page) -> Locator:
    """Return the drawings of the charts on a page, once the first is there."""
    charts = page.locator("[data-testid='stVegaLiteChart'] svg")
    expect(charts.first).to_be_visible()
    return charts


def wait_for_query(page: Page, name: str, value: str) -> None:
    """Wait until a parameter of the address has a value."""
    page.wait_for_function(f"() => new URLSearchParams(location.search).get('{name}') === '{value}'")


def test_the_chronology_is_searched_and_filtered_with_the_keyboard(tab: Tab, dataset: Dataset) -> None:
    page = tab("/chronology?date=1962-07-01")
    drawn(page)
    page.get_by_label(text("chronology_search")).focus()
    page.keyboard.type("kigali")
    wait_for_query(page, "q", "kigali")
    matches = events.find_events(dataset, "kigali")
    expect(page.locator(".st-key-found")).to_contain_text(text("chronology_found", count=len(matches)))
    kind = matches[0]["category"]
    pill = page.get_by_role("button", name=re.compile(re.escape(events.kind_of(dataset, matches[0]))))
    pill.focus()
    page.keyboard.press("Enter")
    wait_for_query(page, "kinds", kind)
    some = events.find_events(dataset, "kigali", (kind,))
    key = "chronology_found_one" if len(some) == 1 else "chronology_found"
    expect(page.locator(".st-key-found")).to_contain_text(text(key, count=len(some)))
    page.reload()
    expect(page.locator(".st-key-found")).to_contain_text(text(key, count=len(some)))
    expect(page.get_by_label(text("chronology_search"))).to_have_value("kigali")


def test_a_mark_opens_its_event_and_the_event_its_map(walk: Visit, dataset: Dataset) -> None:
    event = dataset.tables["events"].query("start == '1962-07-01'").iloc[0]
    page = walk("/chronology", date="1962-07-01", q=event["title"]).page
    chart = drawn(page).first
    expect(page.locator(".st-key-chosen")).to_contain_text(event["title"])
    chart.locator(".mark-symbol path").click()
    wait_for_query(page, "event", event["event_id"])
    expect(page.locator(".st-key-chronology h3").first).to_contain_text(text("chronology_chosen"))
    page.get_by_role("link", name=text("chronology_to_map")).first.click()
    expect(page.locator(".st-key-atlas_map iframe")).to_be_visible()
    wait_for_query(page, "event", event["event_id"])
    wait_for_query(page, "date", "1962-07-01")


def test_the_wheel_over_the_timeline_moves_the_page_not_the_years(walk: Visit) -> None:
    page = walk("/chronology", date="1962-07-01").page
    box = drawn(page).first.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => document.querySelector('.stMain').scrollTop > 100")


def test_the_missions_page_draws_bars_and_plans_and_leads_to_the_live_map(walk: Visit) -> None:
    page = walk("/missions", size=PHONE, date="1975").page
    expect(page.locator("[data-testid='stVegaLiteChart']").nth(2)).to_be_attached()
    drawn(page)
    link = page.get_by_role("link", name="on the live map").first
    at = re.search(r"at=([-\d]+\.\d)", str(link.get_attribute("href")))
    assert at
    link.click()
    expect(page.locator(".st-key-atlas_map iframe")).to_be_visible()
    page.wait_for_function("at => new URLSearchParams(location.search).get('at').startsWith(at)", arg=at[1])
    wait_for_query(page, "date", "1975")
    expect(page.locator(".stAlert")).to_have_count(0)


def test_other_missions_are_drawn_when_they_are_opened(walk: Visit) -> None:
    page = walk("/missions", date="1975").page
    drawn(page)
    box = page.locator("[class*='st-key-life_more_']").first
    expect(box.locator("[data-testid='stVegaLiteChart']")).to_have_count(0)
    box.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(box.locator("[data-testid='stVegaLiteChart'] svg").first).to_be_visible()


def test_the_aid_is_drawn_and_its_note_passed_with_the_keyboard(tab: Tab) -> None:
    page = tab("/cooperation?date=2019", size=PHONE)
    assert drawn(page).count() >= 1
    before = page.locator(".aid-events > li").count()
    button = page.get_by_role("button", name=text("content_note_dismiss"))
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".aid-events > li")).to_have_count(before + 1)


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_a_visitor_finds_a_thing_from_any_page_and_opens_it_on_its_day(
    tab: Tab, dataset: Dataset, size: tuple[int, int]
) -> None:
    event = dataset.tables["events"].query("start == '1916-05-06'").iloc[0]
    page = tab("/about?date=1925", size=size)
    page.get_by_role("link", name=text("nav_find"), exact=True).click()
    field = page.get_by_label(text("find_field"))
    expect(field).to_be_focused()
    page.keyboard.type(event["title"][:-3].upper())
    link = page.get_by_role("link", name=re.compile(re.escape(event["title"]))).first
    expect(link).to_be_visible()
    page.keyboard.type(event["title"][-3:].upper())
    link.click()  # before the last words are sent
    wait_for_query(page, "event", event["event_id"])
    expect(page.locator(".st-key-atlas_map iframe")).to_be_visible()
    wait_for_query(page, "date", "1916-05-06")
