"""The pages beside the map, in Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from pages.shared.layout import frame
from tests.browser import Atlas
from tests.browser.conftest import Tab, Visit
from tests.server import HEALTH, running_app

PAGES = tuple(page.url_path for page in frame.PAGES.values() if page.url_path)
ANSWERING = tuple(name for name in PAGES if name not in ("article", "sources", "about"))
WIDE, PHONE = (1280, 800), (360, 740)


def first_claim_link(page: Page) -> Locator:
    """Return the first link from a claim to the map."""
    # By the claim's own place: while labels are still being drawn, the first link with a label may be another.
    return page.locator("[class*='st-key-claim_'][class*='_C01']").get_by_role("link", name="Show on the map on")


def test_a_claim_opens_the_map_on_its_day(walk: Visit) -> None:
    atlas = walk("/article", date="1925", layers="missions names")
    link = first_claim_link(atlas.page)
    address = str(link.get_attribute("href"))
    assert "date=2025-03-17" in address
    assert "layers=missions" in address
    link.click()
    atlas.ready()
    atlas.shows("2025-03-17")
    atlas.address_has(date="2025-03-17")


def test_the_address_of_a_claims_link_opens_the_same_map(walk: Visit) -> None:
    atlas = walk("/article", date="1925")
    address = str(first_claim_link(atlas.page).get_attribute("href"))
    atlas.page.goto(address if address.startswith("http") else atlas.address + "/" + address.lstrip("./"))
    atlas.ready()
    atlas.shows("2025-03-17")


def test_the_works_are_searched_and_named_by_the_link(walk: Visit) -> None:
    page = walk("/sources", date="1925", source="S049").page
    expect(page.locator("ol.works > li#S049")).to_be_visible()
    field = page.get_by_label("Search the works")
    expect(field).to_have_value("S049")
    field.fill("no work has these words")
    field.press("Enter")
    expect(page.get_by_text("No work contains these words.")).to_be_visible()
    expect(page.locator("ol.works > li")).to_have_count(0)


def opens(page: Page, name: str) -> None:
    """See that a page is there with its answer, its table and the date of the link."""
    expect(page.locator(".st-key-foot")).to_be_visible()
    page.wait_for_function("() => new URLSearchParams(location.search).get('date') === '1962-07-01'")
    expect(page.locator(".stException, .stAlert")).to_have_count(0)
    if name not in ANSWERING:
        return
    answer = page.locator(".st-key-answer")
    expect(answer).to_be_visible()
    assert len(answer.inner_text().split()) > 4
    expect(page.locator("[class*='st-key-'][class*='table'] details").first).to_be_attached()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_from_its_link_alone_answers_and_is_no_wider_than_a_phone(tab: Tab, name: str) -> None:
    page = tab(f"/{name}?date=1962-07-01", size=PHONE)
    opens(page, name)
    expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    wide = page.evaluate(
        "(() => { const m = document.querySelector('.stMain');"
        " return [m.scrollWidth, m.clientWidth, document.scrollingElement.scrollWidth]; })()"
    )
    assert wide[0] <= wide[1]
    assert wide[2] <= 360
    links = page.locator(".st-key-links a")
    expect(links).to_have_count(len(frame.PAGES))
    tops = {round(links.nth(index).bounding_box()["y"]) for index in range(links.count())}  # type: ignore[index]
    assert len(tops) == 1
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    opens(page, name)


def test_the_first_visitor_of_a_server_may_open_any_page(tab: Tab, tmp_path: Path) -> None:
    page = tab()
    with running_app(log=tmp_path / "fresh.log", path=HEALTH) as address:
        fresh = Atlas(page, address)
        page.goto(f"{address}/article?date=1962-07-01")
        expect(page.locator(".st-key-foot")).to_be_visible()
        fresh.at_rest()
        expect(page.get_by_role("heading", name="The article, claim by claim")).to_be_visible()
        fresh.address_has(date="1962-07-01")
        page.goto("about:blank")
