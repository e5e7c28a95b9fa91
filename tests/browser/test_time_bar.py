"""Each step of the time bar changes the map without reloading it."""

from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import expect

from tests.browser import PLAYBACK, Atlas
from tests.browser.conftest import Visit

TODAY = datetime.now(UTC).date().isoformat()
THIS_YEAR = TODAY[:4]

# Lets frames go by: long enough for a clock that still runs to move on.
FRAMES = "async (count) => { while (count--) await new Promise((next) => requestAnimationFrame(next)); }"


def year_shown(atlas: Atlas) -> int:
    """Return the year that the map shows."""
    return int(atlas.day()[:4])


def test_each_position_of_a_drag_changes_the_map_before_the_mouse_is_let_go(walk: Visit) -> None:
    atlas = walk(date="1884")
    atlas.mark()
    box = atlas.slider.bounding_box()
    assert box is not None
    mouse, y = atlas.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + 22, y)
    mouse.down()
    years = []
    for part in (0.1, 0.25, 0.4, 0.55, 0.7, 0.85):
        mouse.move(box["x"] + box["width"] * part, y)
        year = atlas.slider.input_value()
        atlas.shows(f"{year}-12-31")
        expect(atlas.page.locator(".date-text")).to_have_text(f"31 December {year}")
        years.append(year)
    assert years == sorted(set(years))
    assert atlas.query("date") == "1884"
    mouse.up()
    atlas.address_has(date=years[-1])
    atlas.heading(f"31 December {years[-1]}")
    atlas.at_rest()
    atlas.shows(f"{years[-1]}-12-31")
    assert atlas.is_marked()


def test_play_runs_year_by_year_and_stops_where_it_is_told(walk: Visit) -> None:
    atlas = walk(date="1900")
    atlas.mark()
    atlas.page.locator(".speed").select_option("4")
    play = atlas.page.locator("button[data-act=play]")
    expect(play).to_have_attribute("aria-label", "Play")
    play.click()
    expect(play).to_have_attribute("aria-label", "Pause")
    atlas.frame.wait_for_function("document.body.dataset.date >= '1905-12-31'")
    play.click()
    expect(play).to_have_attribute("aria-label", "Play")
    stopped = atlas.slider.input_value()
    atlas.shows(f"{stopped}-12-31")
    atlas.address_has(date=stopped)
    atlas.heading(f"31 December {stopped}")
    atlas.page.evaluate(FRAMES, 40)
    assert atlas.slider.input_value() == stopped
    assert atlas.day() == f"{stopped}-12-31"
    assert atlas.is_marked()


def test_play_ends_today(walk: Visit) -> None:
    atlas = walk(date=str(int(THIS_YEAR) - 3))
    atlas.page.locator(".speed").select_option("4")
    atlas.press("play")
    atlas.shows(TODAY)
    expect(atlas.page.locator("button[data-act=play]")).to_have_attribute("aria-label", "Play")
    atlas.address_has(date=THIS_YEAR)
    expect(atlas.page.locator("button[data-act=on]")).to_have_attribute("aria-disabled", "true")


def test_a_key_on_the_slider_moves_the_year(walk: Visit) -> None:
    atlas = walk(date="1925")
    atlas.slider.focus()
    for key, day in (
        ("ArrowRight", "1926-12-31"),
        ("ArrowUp", "1927-12-31"),
        ("ArrowLeft", "1926-12-31"),
        ("ArrowDown", "1925-12-31"),
        ("PageUp", "1935-12-31"),
        ("PageDown", "1925-12-31"),
        ("Home", "1884-12-31"),
        ("End", TODAY),
    ):
        atlas.slider.press(key)
        atlas.shows(day)
    atlas.address_has(date=THIS_YEAR)
    expect(atlas.slider).to_be_focused()


def test_keys_that_follow_fast_are_all_taken(walk: Visit) -> None:
    atlas = walk(date="1925")
    atlas.mark()
    atlas.slider.focus()
    for _ in range(12):
        atlas.slider.press("ArrowRight")
    atlas.shows("1937-12-31")
    atlas.address_has(date="1937")
    atlas.heading("31 December 1937")
    atlas.at_rest()
    atlas.shows("1937-12-31")
    assert atlas.is_marked()


def test_next_and_previous_change_go_to_very_days(walk: Visit) -> None:
    atlas = walk(date="1961")
    for act, day in (
        ("next", "1962-07-01"),
        ("next", "1962-10-09"),
        ("previous", "1962-07-01"),
        ("previous", "1961-12-09"),
    ):
        atlas.press(act)
        atlas.shows(day)
        atlas.address_has(date=day)
    atlas.heading("9 December 1961")


def test_a_step_of_one_year_and_the_two_ends(walk: Visit) -> None:
    atlas = walk(date="1962-06-30")
    for act, day in (
        ("on", "1963-12-31"),
        ("back", "1962-12-31"),
        ("first", "1884-12-31"),
        ("last", TODAY),
    ):
        atlas.press(act)
        atlas.shows(day)
        atlas.address_has(date=day[:4])
    atlas.at_rest()


def test_a_typed_date_is_shown_in_every_way_of_writing_it(walk: Visit) -> None:
    atlas = walk(date="1925")
    for typed, day, date in (
        ("1913", "1913-12-31", "1913"),
        ("1962-06-30", "1962-06-30", "1962-06-30"),
        ("6 May 1916", "1916-05-06", "1916-05-06"),
    ):
        atlas.type_date(typed)
        atlas.shows(day)
        atlas.address_has(date=date)


def test_a_typed_date_that_cannot_be_read_is_told_beside_the_field(walk: Visit) -> None:
    atlas = walk(date="1925")
    field, wrong = atlas.page.locator(".typed-text"), atlas.page.locator(".wrong")
    for typed in ("soon", "1962-02-30", "1066", "2525", "<img src=x onerror=alert(1)>"):
        atlas.type_date(typed)
        expect(wrong).to_be_visible()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(wrong.locator("img")).to_have_count(0)
        field.press("Escape")
        expect(wrong).to_be_hidden()
    atlas.shows("1925-12-31")
    atlas.address_has(date="1925")


def test_a_step_of_the_panel_moves_time_bar_and_map(walk: Visit) -> None:
    atlas = walk(date="1916")
    atlas.mark()
    atlas.panel.get_by_role("button", name="6 May 1916").first.click()
    atlas.shows("1916-05-06")
    expect(atlas.page.locator(".date-text")).to_have_text("6 May 1916")
    assert atlas.slider.input_value() == "1916"
    assert atlas.is_marked()


def test_a_playback_of_2000_steps_reloads_and_leaves_nothing(visit: Visit) -> None:
    atlas = visit(date="1884")
    session = atlas.page.context.new_cdp_session(atlas.page)
    years = range(1884, int(THIS_YEAR) + 1)
    tour = [f"{year}-12-31" for year in [*years, *reversed(years)]]
    steps = tour * (2000 // len(tour) + 1)
    assert len(steps) >= 2000

    def counts() -> dict[str, Any]:
        """Count layers and elements of the map, and all nodes and listeners, detached ones among them."""
        atlas.settled()
        session.send("HeapProfiler.collectGarbage")
        return {**atlas.census(), **session.send("Memory.getDOMCounters")}

    atlas.mark()
    # Once through all years first, so that every layer has been made.
    atlas.frame.evaluate(PLAYBACK, tour)
    before = counts()
    atlas.frame.evaluate(PLAYBACK, steps)
    after = counts()
    # What Chromium throws away late is in the first count and may be gone from the second.
    assert {name: count for name, count in after.items() if count > before[name]} == {}
    assert atlas.is_marked()


def test_steps_that_python_hears_of_leave_nothing_either(walk: Visit) -> None:
    atlas = walk(date="1961")
    atlas.mark()
    atlas.press("next")
    atlas.heading("1 July 1962")
    atlas.at_rest()
    before = atlas.census()
    for _ in range(5):
        atlas.press("next")
        atlas.heading("9 October 1962")
        atlas.press("previous")
        atlas.heading("1 July 1962")
    atlas.at_rest()
    atlas.shows("1962-07-01")
    assert atlas.census() == before
    assert before["groups"] <= 1
    assert atlas.is_marked()
