"""A link is the whole view: open it, reload it, go back, share it."""

import re

import pytest
from playwright.sync_api import expect

from geo import Dataset
from tests.browser import Atlas
from tests.browser.conftest import Tab, Visit

LAND = -3.2, 31.6  # west of Lake Victoria, clear of marks and inner lines


def pixel(zoom: float) -> float:
    """Return how many degrees of longitude a pixel of the map covers: it may be all that rounding moves the map."""
    return 360 / (256 * 2**zoom)


def test_without_a_link_the_atlas_opens_on_1925_and_says_so_in_the_address(visit: Visit) -> None:
    atlas = visit()
    atlas.shows("1925-12-31")
    atlas.heading("31 December 1925")
    atlas.address_has(date="1925")
    expect(atlas.page.locator(".date-text")).to_have_text("31 December 1925")


def test_a_reload_leaves_no_way_back(visit: Visit) -> None:
    atlas = visit()
    before = atlas.history()
    atlas.page.reload()
    atlas.ready()
    assert atlas.history() == before


@pytest.mark.parametrize("path", ["/", "/?date=1925&at=lakes", "/?date=abc", "/?date=1962-06"])
def test_back_leads_out_of_the_atlas_to_where_the_visitor_came_from(visit: Visit, address: str, path: str) -> None:
    atlas = visit(date="1913")
    atlas.page.goto(f"{address}/app/static/version.txt")
    atlas.page.goto(address + path)
    atlas.ready()
    atlas.page.go_back()
    atlas.page.wait_for_url("**/version.txt")


def test_a_full_link_opens_the_same_view_for_the_other(visit: Visit, dataset: Dataset) -> None:
    link = {"date": "1913", "territory": "gea_1910", "at": "-3.000_33.000_6"}
    atlas = visit(**link)
    atlas.shows("1913-12-31")
    expect(atlas.details).to_have_text(dataset.territories["gea_1910"]["name"])
    assert atlas.view() == pytest.approx([-3, 33, 6], abs=0.01)
    assert {name: atlas.query(name) for name in link} == link
    expect(atlas.map.locator("path.outline.chosen")).to_have_count(1)


def test_what_one_visitor_sets_the_next_sees_from_the_address_alone(visit: Visit) -> None:
    first = visit(date="1962-06-30")
    first.click_at(*LAND)
    expect(first.details).to_be_visible()
    first.map.locator(".views button[data-view=region]").click()
    first.press("next")
    first.shows("1962-07-01")
    first.address_has(date="1962-07-01", at="region")
    first.at_rest()
    second = visit(f"/?{first.page.url.split('?')[1]}")
    second.shows("1962-07-01")
    assert second.territories() == first.territories()
    assert second.view() == pytest.approx(first.view(), abs=pixel(first.view()[2]))
    expect(second.details).to_have_text(first.details.inner_text())


def test_back_and_forward_restore_date_and_map(walk: Visit) -> None:
    atlas = walk(date="1913")
    atlas.mark()
    atlas.type_date("1962-06-30")
    atlas.shows("1962-06-30")
    atlas.address_has(date="1962-06-30")
    atlas.at_rest()
    atlas.type_date("1975")
    atlas.address_has(date="1975")
    atlas.at_rest()
    for step, day, date in (
        (atlas.page.go_back, "1962-06-30", "1962-06-30"),
        (atlas.page.go_back, "1913-12-31", "1913"),
        (atlas.page.go_forward, "1962-06-30", "1962-06-30"),
        (atlas.page.go_forward, "1975-12-31", "1975"),
    ):
        step()
        atlas.shows(day)
        atlas.address_has(date=date)
        atlas.at_rest()
        assert atlas.slider.input_value() == date[:4]
    atlas.heading("31 December 1975")
    assert atlas.is_marked()


def test_back_closes_the_details_that_a_click_has_opened(walk: Visit) -> None:
    atlas = walk(date="1913")
    atlas.click_at(*LAND)
    atlas.address_has(territory="gea_1910")
    expect(atlas.details).to_have_text("German East Africa")
    atlas.at_rest()
    atlas.page.go_back()
    expect(atlas.details).to_have_count(0)
    atlas.shows("1913-12-31")
    atlas.at_rest()
    atlas.page.go_forward()
    expect(atlas.details).to_have_text("German East Africa")


def test_a_reload_keeps_everything(visit: Visit) -> None:
    atlas = visit(date="1946-12-12")
    atlas.click_at(*LAND)
    expect(atlas.details).to_be_visible()
    atlas.map.locator(".views button[data-view=both]").click()
    atlas.address_has(at="both", date="1946-12-12")
    atlas.at_rest()
    before = atlas.page.url, atlas.details.inner_text(), atlas.territories(), atlas.view()
    atlas.page.reload()
    atlas.ready()
    atlas.shows("1946-12-12")
    expect(atlas.details).to_have_text(before[1])
    assert (atlas.page.url, atlas.territories()) == (before[0], before[2])
    assert atlas.view() == pytest.approx(before[3], abs=pixel(before[3][2]))


def test_the_about_page_and_back_keep_date_and_details(walk: Visit) -> None:
    atlas = walk(date="1962-06-30", territory="ruanda_urundi_trust")
    atlas.page.get_by_role("link", name="About", exact=True).click()
    expect(atlas.page.get_by_role("heading", name="What this atlas is")).to_be_visible()
    atlas.page.wait_for_url("**/about?*")
    atlas.address_has(date="1962-06-30")
    atlas.page.get_by_role("link", name="Map", exact=True).click()
    atlas.ready()
    atlas.shows("1962-06-30")
    atlas.address_has(date="1962-06-30", territory="ruanda_urundi_trust")
    expect(atlas.details).to_have_text("Ruanda-Urundi")


def test_the_about_page_leads_to_the_date_that_was_set_last(walk: Visit) -> None:
    atlas = walk(date="1925")
    atlas.type_date("1975")
    atlas.shows("1975-12-31")
    atlas.heading("31 December 1975")
    atlas.at_rest()
    atlas.page.get_by_role("link", name="About", exact=True).click()
    expect(atlas.page.get_by_role("heading", name="What this atlas is")).to_be_visible()
    atlas.address_has(date="1975")
    atlas.page.go_back()
    atlas.ready()
    atlas.shows("1975-12-31")


def test_a_link_to_the_map_opens_the_map_in_another_tab(tab: Tab) -> None:
    page = tab("/missions?date=1975")
    with page.context.expect_page() as opened:
        page.locator(".st-key-links").get_by_role("link", name="Map", exact=True).click(modifiers=["Control"])
    opened.value.wait_for_url(re.compile(r":\d+/\?date=1975&"))


def test_a_link_to_the_about_page_alone_works(tab: Tab, address: str) -> None:
    atlas = Atlas(tab("/about?date=1975"), address)
    expect(atlas.page.get_by_role("heading", name="What this atlas is")).to_be_visible()
    atlas.address_has(date="1975")
    atlas.page.get_by_role("link", name="Map", exact=True).click()
    atlas.ready()
    atlas.shows("1975-12-31")


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("date=abc", "1925-12-31"),
        ("date=" + "9" * 12_000, "1925-12-31"),
        ("date=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "1925-12-31"),
        ("date=1913&territory=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%00%F0%9F%97%BA", "1913-12-31"),
        ("date=1913&at=1e9_1e9_99", "1913-12-31"),
    ],
    ids=lambda value: value[:40],
)
def test_a_bad_link_shows_a_sentence_and_a_working_map(visit: Visit, query: str, day: str) -> None:
    atlas = visit(f"/?{query}")
    atlas.shows(day)
    expect(atlas.page.get_by_test_id("stAlert")).to_have_count(1)
    expect(atlas.page.get_by_test_id("stAlert")).to_contain_text("atlas")
    assert len(atlas.page.url) < 300
    atlas.type_date("1962-06-30")
    atlas.address_has(date="1962-06-30")
    expect(atlas.page.get_by_test_id("stAlert")).to_have_count(0)
    atlas.heading("30 June 1962")
    atlas.shows("1962-06-30")


def test_a_warning_that_goes_away_leaves_the_map_as_it_is(visit: Visit) -> None:
    atlas = visit(date="abc")
    atlas.mark()
    expect(atlas.page.get_by_test_id("stAlert")).to_have_count(1)
    atlas.type_date("1962-06-30")
    expect(atlas.page.get_by_test_id("stAlert")).to_have_count(0)
    atlas.at_rest()
    atlas.shows("1962-06-30")
    assert atlas.is_marked()


def test_an_address_of_80_kilobytes_within_the_visit_is_told_too(walk: Visit) -> None:
    atlas = walk(date="1913")
    atlas.page.evaluate(
        "history.pushState({}, '', '/?date=' + '9'.repeat(80000)); history.pushState({}, '', '/?date=1913');"
        " history.back()"
    )
    expect(atlas.page.get_by_test_id("stAlert")).to_have_count(1)
    atlas.shows("1925-12-31")
    atlas.address_has(date="1925")


def test_a_second_visit_fetches_no_layer_no_script_and_no_font_again(visit: Visit) -> None:
    visit(date="1925")
    atlas = visit(date="1950")
    script = (
        "() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/app/static/'))"
        ".map(({ name, transferSize }) => [new URL(name).pathname, transferSize])"
    )
    frame = atlas.frame
    entries = [*atlas.page.evaluate(script), *frame.evaluate(script)]
    assert len(entries) > 8
    assert [path for path, size in entries if size] == []
