"""The atlas without a mouse: every path by keyboard, and what a screen reader announces."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser import MAP, PLAYBACK, Atlas
from tests.browser.conftest import Tab, Visit

HAS_FOCUS = "element => element === element.getRootNode().activeElement && element.ownerDocument.hasFocus()"
# The element that has the focus, through shadow roots and frames, and whether anything shows that it has.
FOCUSED = """
() => {
  let element = document.activeElement;
  const within = () => (element.shadowRoot || element.contentDocument)?.activeElement;
  while (within()) element = within();
  const style = getComputedStyle(element);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return {
    name: `${element.tagName} ${element.className} ${element.textContent}`.slice(0, 90),
    seen: seen && right > left && bottom > top,
    left: element === document.body,
  };
}
"""
# Keeps the days that the map shows, and presses a button on one of them.
STOP_ON = """
(button, [map, last]) => {
  const { body } = document.querySelector(map).contentDocument;
  window.days = [];
  new MutationObserver((_, watch) => {
    window.days.push(body.dataset.date);
    if (body.dataset.date !== last) return;
    watch.disconnect();
    button.click();
  }).observe(body, { attributeFilter: ["data-date"] });
}
"""
COUNT_WORDS = """
() => {
  const status = document.querySelector("#map_div > [role=status]");
  window.said = [];
  new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
}
"""


def tab_to(page: Page, target: Locator, key: str = "Tab", limit: int = 90) -> None:
    """Press Tab (or Shift+Tab) until an element has the focus."""
    for _ in range(limit):
        page.keyboard.press(key)
        if target.count() and target.evaluate(HAS_FOCUS):
            return
    raise AssertionError(f"{target} is not reached by {limit} times {key}")


def entry(atlas: Atlas, name: str) -> Locator:
    """Return an entry of the list of what the map shows."""
    return atlas.map.locator(".map-list button").filter(
        has=atlas.page.locator("strong", has_text=re.compile(f"^{name}$"))
    )


def button(atlas: Atlas, act: str) -> Locator:
    """Return a button of the time bar."""
    return atlas.page.locator(f"button[data-act={act}]")


def test_a_visit_by_keys_alone(visit: Visit) -> None:
    atlas = visit(date="1925")
    page, keyboard = atlas.page, atlas.page.keyboard

    keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the map")).to_be_focused()
    keyboard.press("Enter")
    assert entry(atlas, "Kingdom of Rwanda").evaluate(HAS_FOCUS)
    expect(atlas.map.locator(".map-list")).to_have_css("clip-path", "none")
    keyboard.press("ArrowDown")
    assert entry(atlas, "Ruanda-Urundi").evaluate(HAS_FOCUS)
    expect(atlas.map.locator("path.outline.pointed")).to_have_count(1)
    keyboard.press("Enter")
    atlas.address_has(territory="ruanda_urundi_mandate_b", date="1925")
    expect(atlas.details).to_have_text("Ruanda-Urundi")
    expect(entry(atlas, "Ruanda-Urundi")).to_have_attribute("aria-current", "true")
    assert entry(atlas, "Ruanda-Urundi").evaluate(HAS_FOCUS)

    tab_to(page, button(atlas, "next"))
    expect(atlas.map.locator("path.outline.pointed")).to_have_count(0)
    keyboard.press("Enter")
    atlas.shows("1926-02-01")
    assert button(atlas, "next").evaluate(HAS_FOCUS)
    tab_to(page, atlas.slider)
    keyboard.press("ArrowRight")
    atlas.shows("1927-12-31")
    atlas.address_has(date="1927")
    assert atlas.slider.evaluate(HAS_FOCUS)

    tab_to(page, page.get_by_role("button", name="Close"))
    keyboard.press("Enter")
    atlas.address_has(territory=None)
    expect(atlas.details).to_have_count(0)
    atlas.at_rest()

    tab_to(page, button(atlas, "edit"), "Shift+Tab")
    keyboard.press("Enter")
    assert page.locator(".typed-text").evaluate(HAS_FOCUS)
    keyboard.type("1 July 1962")
    keyboard.press("Enter")
    atlas.shows("1962-07-01")
    atlas.address_has(date="1962-07-01")
    assert button(atlas, "edit").evaluate(HAS_FOCUS)
    atlas.at_rest()

    tab_to(page, page.locator(".st-key-links a", has_text="Chronology"), "Shift+Tab")
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Chronology")).to_be_visible()
    tab_to(page, page.locator(".st-key-links a", has_text="Map"))
    keyboard.press("Enter")
    atlas.ready()
    atlas.shows("1962-07-01")


def test_a_page_of_text_is_reached_past_its_head(tab: Tab) -> None:
    page = tab("/sources")
    page.locator(".st-key-foot").wait_for()
    expect(page.locator("#waits")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_be_focused()


@pytest.mark.parametrize("words", ["EN", "Chronology"])
def test_who_has_come_to_a_link_before_the_page_is_there_goes_on_from_it(tab: Tab, address: str, words: str) -> None:
    page = tab()
    held: list[Route] = []
    page.route("**/static/js/index*.js", lambda route: held.append(route))
    page.goto(f"{address}/sources?lang=en", wait_until="commit")
    page.locator("#waits footer").wait_for()
    tab_to(page, page.locator("#waits a").filter(has_text=re.compile(f"^{words}$")))
    for route in held:
        route.continue_()
    expect(page.locator("#waits")).to_have_count(0)
    expect(page.locator("#root :focus")).to_have_text(words)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_has_the_focus_shows_it(visit: Visit, theme: str) -> None:
    atlas = visit(date="1962-07-01", territory="rwanda_republic")
    atlas.page.emulate_media(color_scheme=theme)
    expect(atlas.map.locator(f"html[data-theme={theme}]")).to_be_attached()
    unseen, stops = [], 0
    for _ in range(120):
        atlas.page.keyboard.press("Tab")
        stop = atlas.page.evaluate(FOCUSED)
        if stop["left"]:
            break
        stops += 1
        unseen += [] if stop["seen"] else [stop["name"]]
    atlas.page.close()  # the focus is at its window now
    assert stops > 40
    assert "\n".join(unseen) == ""


def test_the_years_of_the_chronology_show_which_end_has_the_focus(tab: Tab) -> None:
    page = tab("/chronology?date=1962-07-01")
    page.locator(".st-key-foot").wait_for()
    end = page.locator(".stSlider input").last
    end.wait_for(state="attached")  # Streamlit fetches it by itself
    tab_to(page, end)
    thumb = end.locator("xpath=../..")
    expect(thumb).to_have_css("outline-style", "solid")
    expect(page.locator(".stSlider input").first.locator("xpath=../..")).to_have_css("outline-style", "none")


def test_the_list_follows_the_date_and_leaves_the_focus_where_it_is(walk: Visit) -> None:
    atlas = walk(date="1950")
    land = entry(atlas, "Ruanda-Urundi")
    land.focus()
    atlas.frame.evaluate(PLAYBACK, ["1955-12-31", "1963-12-31"])
    expect(land).to_contain_text("no longer on the map")
    expect(entry(atlas, "Rwanda")).to_have_count(1)
    assert land.evaluate(HAS_FOCUS)
    land.press("ArrowDown")
    expect(land).to_have_count(0)
    assert entry(atlas, "Rwanda").evaluate(HAS_FOCUS)
    missions = atlas.map.locator(".map-list [data-key^=mission]")
    assert missions.count() == len(atlas.missions())


def test_a_drag_is_told_once_when_it_rests(walk: Visit) -> None:
    atlas = walk(date="1950")
    box = atlas.slider.bounding_box()
    assert box is not None
    atlas.frame.evaluate(COUNT_WORDS)
    before, mouse, y = atlas.slider.get_attribute("aria-valuetext"), atlas.page.mouse, box["y"] + 20
    mouse.move(box["x"] + box["width"] * 0.47, y)
    mouse.down()
    for part in (0.5, 0.53, 0.56, 0.6):
        mouse.move(box["x"] + box["width"] * part, y)
        atlas.shows(f"{atlas.slider.input_value()}-12-31")
        atlas.settled()
    assert atlas.slider.get_attribute("aria-valuetext") == before
    assert atlas.frame.evaluate("window.said") == []
    mouse.up()
    year = atlas.slider.input_value()
    expect(atlas.slider).to_have_attribute("aria-valuetext", f"31 December {year}, Independent Rwanda")
    expect(atlas.map.locator("#map_div > [role=status]")).to_contain_text("New on the map: ")
    atlas.address_has(date=year)
    atlas.at_rest()
    announcements = atlas.frame.evaluate("window.said")
    assert len(announcements) == 1
    assert re.search(r"New on the map: .*Rwanda.*\. No longer on the map: .*Ruanda-Urundi", announcements[0])


@pytest.mark.parametrize("key", ["Escape", "Space"])
def test_a_key_stops_what_a_key_has_started(walk: Visit, key: str) -> None:
    atlas = walk(date="1900")
    play = button(atlas, "play")
    play.focus()
    atlas.page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-label", "Pause")
    atlas.frame.wait_for_function("document.body.dataset.date >= '1902-12-31'")
    atlas.page.keyboard.press(key)
    expect(play).to_have_attribute("aria-label", "Play")
    assert play.evaluate(HAS_FOCUS)
    year = atlas.slider.input_value()
    expect(atlas.page.locator(".time-bar [role=status]").last).to_contain_text(f"31 December {year}")
    atlas.address_has(date=year)


def test_with_less_motion_play_goes_from_change_to_change(walk: Visit) -> None:
    atlas = walk(date="1961")
    atlas.page.emulate_media(reduced_motion="reduce")
    atlas.page.locator(".speed").select_option("4")
    play = button(atlas, "play")
    play.evaluate(STOP_ON, [MAP, "1962-10-09"])
    play.click()
    atlas.address_has(date="1962-10-09")
    expect(play).to_have_attribute("aria-label", "Play")
    assert atlas.page.evaluate("[...new Set(window.days)]") == ["1962-07-01", "1962-10-09"]


@pytest.mark.parametrize(("size", "least"), [((1280, 800), 24), ((360, 740), 36)])
def test_buttons_are_large_enough_for_an_unsteady_hand(walk: Visit, size: tuple[int, int], least: int) -> None:
    atlas = walk(size=size)
    small = {}
    for control in (*atlas.page.locator(".time-bar button:visible, .time-bar select").all(),):
        box = control.bounding_box()
        assert box is not None
        if min(box["width"], box["height"]) < least:
            small[control.get_attribute("data-act")] = box
    assert small == {}


def test_the_time_bar_is_a_slider_with_a_name_and_a_value(walk: Visit) -> None:
    atlas = walk(date="1925")
    expect(atlas.page.locator(".time-bar")).to_match_aria_snapshot("""
    - group "Time":
      - button /31 December 1925.*, type another date/
      - paragraph: Mandate
      - button "First year"
      - button "Previous change"
      - button "One year back"
      - button "Play"
      - button "One year forward"
      - button "Next change"
      - button "Today"
      - combobox "Speed"
      - slider "Year": "1925"
      - status
    """)
    session = atlas.page.context.new_cdp_session(atlas.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    sliders = [node for node in nodes if node["role"]["value"] == "slider"]
    assert [node["name"]["value"] for node in sliders] == ["Year"]
    assert sliders[0]["value"]["value"] == 1925


def test_the_map_is_a_region_with_a_list(walk: Visit) -> None:
    atlas = walk(date="1925")
    expect(atlas.map.locator("body")).to_match_aria_snapshot("""
    - region "Map of lands and missions"
    """)


@pytest.mark.parametrize("url", ["chronology", "missions", "cooperation"])
def test_a_chart_is_one_picture_with_a_sentence(walk: Visit, url: str) -> None:
    page = walk(f"/{url}", date="1962-07-01").page
    chart = page.locator("[data-testid='stVegaLiteChart']", has=page.locator("svg")).first
    expect(chart).to_have_attribute("aria-label", re.compile(r"\w+ \w+.{30,}"))
    expect(chart.locator("svg [aria-label], svg [role='graphics-symbol']")).to_have_count(0)
