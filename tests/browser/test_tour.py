"""The tour in Chromium: keys, buttons, dots and swipes change the step, and the map is mounted once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from geo.dates import shown_day
from pages.shared.language.words import text
from tests.app.atlas import TODAY
from tests.app.test_tour_steps import NUMBERS, STEPS
from tests.browser import Atlas
from tests.browser.conftest import Tab, Visit, Watch
from tests.server import HEALTH, running_app

SIZES = [(1280, 800), (360, 740)]
Open = Callable[..., Atlas]


@pytest.fixture
def tour(walk: Visit) -> Open:
    """Return a function that goes to the tour with a link."""

    def go_to_tour(size: tuple[int, int] = SIZES[0], **query: str) -> Atlas:
        atlas = walk("/story", size=size, **query)
        at_rest(atlas)
        return atlas

    return go_to_tour


def at_rest(atlas: Atlas) -> None:
    """Wait until map and bar are drawn, the bar hears keys and no run of the script is under way."""
    expect(atlas.body).to_have_class(re.compile(r"\bready\b"))
    expect(bar(atlas.page)).to_be_visible()
    expect(bar(atlas.page).locator(".previous")).to_have_attribute("aria-label", re.compile(r"\w"))
    atlas.at_rest()


def bar(page: Page) -> Locator:
    """Return the bar that leads through the tour."""
    return page.locator("nav.tour")


def shows(atlas: Atlas, number: str) -> None:
    """Wait until a step is open: its title, its date on the map, its number in the link and on its dot."""
    row = STEPS[int(number) - 1]
    expect(atlas.page.get_by_role("heading", name=row["title"], exact=True)).to_be_visible()
    atlas.shows(shown_day(row["date"], TODAY))
    atlas.address_has(step=number, date=row["date"], at=row["at"])
    expect(bar(atlas.page).locator("[aria-current=step]")).to_have_attribute(
        "aria-label", text("tour_label", number=number, total=len(STEPS), title=row["title"])
    )


def width_fits(page: Page) -> bool:
    """Say whether nothing has to be pushed sideways."""
    wide: list[int] = page.evaluate(
        "(() => { const m = document.querySelector('.stMain');"
        " return [m.scrollWidth - m.clientWidth, document.scrollingElement.scrollWidth - innerWidth]; })()"
    )
    return max(wide) <= 0


def test_the_first_visitor_of_a_server_may_ask_for_a_step(tab: Tab, watch: Watch, tmp_path: Path) -> None:
    with running_app(log=tmp_path / "server.log", path=HEALTH) as address:
        atlas = Atlas(tab(), address)
        atlas.page.goto(f"{address}/story?step=4")
        at_rest(atlas)
        shows(atlas, "4")
        expect(atlas.page.get_by_role("dialog")).to_have_count(0)
        atlas.page.goto("about:blank")
    # Streamlit's own page looks for its server below the page's address before it finds it at the root.
    watch.complaints[:] = [line for line in watch.complaints if not ("404" in line and "/_stcore/" in line)]


def test_arrow_keys_lead_through_all_steps_and_the_map_is_mounted_once(tour: Open) -> None:
    atlas = tour(date="1925")
    atlas.mark()
    assert width_fits(atlas.page)
    for number in NUMBERS:
        atlas.page.keyboard.press("ArrowRight")
        shows(atlas, number)
        assert width_fits(atlas.page)
        assert atlas.is_marked()
    atlas.page.keyboard.press("ArrowRight")
    expect(atlas.page.get_by_role("heading", name=text("tour_end_title"))).to_be_visible()
    atlas.address_has(step="end")
    atlas.page.keyboard.press("ArrowLeft")
    shows(atlas, NUMBERS[-1])
    assert atlas.is_marked()


def test_page_keys_and_the_two_ends_turn_the_page_too(tour: Open) -> None:
    atlas = tour(step="5")
    atlas.mark()
    atlas.page.keyboard.press("PageDown")
    shows(atlas, "6")
    atlas.page.keyboard.press("PageUp")
    shows(atlas, "5")
    atlas.page.keyboard.press("End")
    expect(atlas.page.get_by_role("heading", name=text("tour_end_title"))).to_be_visible()
    atlas.page.keyboard.press("Home")
    expect(atlas.page.get_by_role("heading", name=text("tour_title"))).to_be_visible()
    atlas.address_has(step=None)
    assert atlas.is_marked()


def test_keys_pressed_faster_than_the_page_answers_are_all_counted(tour: Open) -> None:
    atlas = tour(step="1")
    for _ in range(5):
        atlas.page.keyboard.press("ArrowRight")
    shows(atlas, "6")


def test_keys_stay_with_a_field_that_has_the_focus(tour: Open) -> None:
    atlas = tour(step="3")
    atlas.page.get_by_text(text("table_as_table", count=len(STEPS))).click()
    grid = atlas.page.locator(".st-key-tour_table [data-testid=stDataFrame]")
    cells = grid.locator("[data-testid=data-grid-canvas]")
    expect(cells).to_be_visible()  # drawn by a script that Streamlit fetches by itself
    grid.click(position={"x": 60, "y": 60})
    expect(cells).to_be_focused()
    atlas.page.keyboard.press("ArrowRight")
    atlas.at_rest()
    shows(atlas, "3")


@pytest.mark.parametrize("size", SIZES, ids=["wide", "phone"])
def test_buttons_and_dots_turn_the_page_and_say_where_one_is(tour: Open, size: tuple[int, int]) -> None:
    atlas = tour(size, date="1925")
    page = atlas.page
    page.get_by_role("navigation").get_by_role("button", name=text("tour_start")).click()
    shows(atlas, "1")
    page.get_by_role("button", name=text("tour_next"), exact=True).click()
    shows(atlas, "2")
    expect(bar(page).get_by_role("status")).to_have_text(
        text("tour_label", number=2, total=len(STEPS), title=STEPS[1]["title"])
    )
    expect(bar(page).locator(".count")).to_have_text(text("tour_count", number=2, total=len(STEPS)))
    dot = bar(page).locator(".dots button").nth(6)
    box = dot.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24
    dot.click()
    shows(atlas, "7")
    page.get_by_role("button", name=text("tour_previous")).click()
    shows(atlas, "6")


def test_back_goes_back_a_step_and_forward_on_again(tour: Open) -> None:
    atlas = tour(step="2")
    shows(atlas, "2")
    atlas.mark()
    atlas.page.keyboard.press("ArrowRight")
    shows(atlas, "3")
    atlas.page.keyboard.press("ArrowRight")
    shows(atlas, "4")
    atlas.page.go_back()
    shows(atlas, "3")
    atlas.page.go_back()
    shows(atlas, "2")
    atlas.page.go_forward()
    shows(atlas, "3")
    assert atlas.is_marked()


def test_a_swipe_turns_the_page_and_a_push_up_or_down_does_not(tour: Open) -> None:
    atlas = tour(SIZES[1], step="4")
    shows(atlas, "4")
    touch = atlas.page.context.new_cdp_session(atlas.page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    swipe(touch, (300, 560), (80, 570))
    shows(atlas, "5")
    swipe(touch, (180, 640), (190, 430))
    atlas.page.wait_for_function("document.querySelector('.stMain').scrollTop > 60")
    shows(atlas, "5")
    swipe(touch, (80, 560), (300, 552))
    shows(atlas, "4")
    atlas.page.wait_for_function("document.querySelector('.stMain').scrollTop === 0")
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    touch.detach()


def swipe(touch: CDPSession, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw a finger over the screen."""
    steps = 8
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": start[0], "y": start[1]}]})
    for step in range(1, steps + 1):
        x, y = (a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_on_a_phone_map_and_text_are_seen_at_once_and_the_map_stays(tour: Open) -> None:
    atlas = tour(SIZES[1], step="7")
    shows(atlas, "7")
    page = atlas.page
    boxes = [
        page.locator(selector).bounding_box()
        for selector in (".st-key-atlas_map iframe", ".st-key-tour_text .st-key-answer", "nav.tour")
    ]
    tops = [box["y"] + box["height"] for box in boxes if box]
    assert tops == sorted(tops)
    assert tops[-1] <= 740
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 300)")
    page.wait_for_function("document.querySelector('.stMain').scrollTop > 250")
    stuck = page.locator(".st-key-atlas_map iframe").bounding_box()
    bottom = bar(page).bounding_box()
    assert stuck is not None
    assert bottom is not None
    assert 0 <= stuck["y"] < 40
    assert bottom["y"] + bottom["height"] <= 741


def test_a_passed_note_shows_the_text_and_the_map_stays(tab: Tab, address: str) -> None:
    number = next(row["step_id"] for row in STEPS if row["date"].startswith("1994"))
    row = STEPS[int(number) - 1]
    atlas = Atlas(tab(f"/story?step={number}"), address)
    at_rest(atlas)
    shows(atlas, number)
    atlas.mark()
    expect(atlas.page.get_by_text(row["question"])).to_have_count(0)
    show = atlas.page.get_by_role("button", name=text("content_note_dismiss"))
    show.focus()
    atlas.page.keyboard.press("Enter")
    expect(atlas.page.locator(".st-key-tour_question")).to_contain_text(row["question"])
    assert atlas.is_marked()
    shows(atlas, number)


def test_the_view_of_a_step_opens_on_the_map(tour: Open) -> None:
    atlas = tour(step="6")
    atlas.page.get_by_role("link", name=text("tour_open_map")).click()
    atlas.ready()
    row = STEPS[5]
    atlas.shows(row["date"])
    atlas.address_has(date=row["date"], at=row["at"], event=row["event_id"], territory=row["territory_id"], step=None)


def test_a_click_on_the_map_leads_to_the_details_of_the_land(tour: Open) -> None:
    atlas = tour(step="4")
    shows(atlas, "4")
    atlas.mark()
    atlas.click_at(-1.0, 26.0)
    link = atlas.page.locator(".st-key-tour_clicked a")
    expect(link).to_be_visible()
    assert atlas.is_marked()
    atlas.page.keyboard.press("Tab")
    link.click()
    atlas.ready()
    atlas.address_has(date=STEPS[3]["date"], step=None)
    assert atlas.query("territory") == "belgian_congo_b"
