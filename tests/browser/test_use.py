"""What visitors did in trials, and what the atlas now does with it."""

from playwright.sync_api import expect

from tests.browser.conftest import Tab, Visit


def test_escape_stops_and_closes_wherever_the_focus_is(visit: Visit) -> None:
    atlas = visit(date="1900")
    play = atlas.page.locator("button.play")
    atlas.press("play")
    expect(play).to_have_attribute("data-playing", "true")
    atlas.page.keyboard.press("Escape")
    expect(play).to_have_attribute("data-playing", "false")
    # The focus in the frame of the map.
    atlas.press("play")
    atlas.map.locator("#map_div").focus()
    expect(play).to_have_attribute("data-playing", "true")
    atlas.page.keyboard.press("Escape")
    expect(play).to_have_attribute("data-playing", "false")
    # What Enter has opened in the list of the map.
    atlas.map.locator(".map-list button").first.press("Enter")
    expect(atlas.details).to_be_visible()
    atlas.at_rest()
    atlas.page.keyboard.press("Escape")
    expect(atlas.details).to_have_count(0)
    # Only the main button of a mouse begins a drag.
    box = atlas.slider.bounding_box()
    assert box is not None
    atlas.page.mouse.move(box["x"] + 200, box["y"] + box["height"] / 2)
    atlas.page.mouse.down(button="right")
    atlas.press("next")
    day = atlas.day()
    atlas.address_has(date=day)
    atlas.at_rest()
    atlas.page.go_back()
    atlas.page.wait_for_function("day => !location.search.includes(day)", arg=day)
    atlas.at_rest()
    expect(atlas.body).not_to_have_attribute("data-date", day)
    expect(atlas.slider).to_have_value(atlas.day()[:4])
    assert str(atlas.query("date")).startswith(atlas.day()[:4])


def test_a_page_opened_from_elsewhere_is_one_entry_of_the_history(tab: Tab, address: str) -> None:
    page = tab("/app/static/version.txt")
    before = page.evaluate("history.length")
    page.goto(f"{address}/missions")
    page.wait_for_url("**/missions?date=*")
    expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()
    page.get_by_role("link", name="Compare", exact=True).click()
    page.wait_for_url("**/comparison?*with=*")
    expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()
    assert page.evaluate("history.length") == before + 2
    page.go_back()
    page.wait_for_url("**/missions?*")
    page.go_back()
    page.wait_for_url("**/version.txt")
