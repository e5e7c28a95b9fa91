"""The map reacts to mouse and touch, and shows on each day what the library says."""

import re

import pytest
from playwright.sync_api import expect

from geo import Dataset, territories_at
from geo.dates import shown_day
from tests.browser import MAP, Atlas
from tests.browser.conftest import Visit

# Whether the link has the place at which the map looks, as near as the link says it.
LINK_TELLS_WHERE_THE_MAP_LOOKS = """
(map) => {
  const { atlas } = document.querySelector(map).contentWindow, { lat, lng } = atlas.map.getCenter();
  const told = (new URLSearchParams(location.search).get("at") ?? "").split("_").map(Number);
  return [lat, lng, atlas.map.getZoom()].every((value, index) => Math.abs(value - told[index]) < 0.02);
}
"""
LAND = -3.2, 31.6  # west of Lake Victoria, clear of marks and inner lines
BY_LINK = ["1884", "1916-05-07", "2025-03-18"]
BY_TYPING = [
    "1885-08-01",
    "1890-06-30",
    "1890-07-01",
    "1891-01-01",
    "1897-03-22",
    "1916-05-05",
    "1975",
    "1910-05-13",
    "1910-05-14",
    "1916-09-04",
    "1923-06-30",
    "1924-01-01",
    "1940-05-18",
    "1946-12-12",
    "1946-12-13",
    "1962-06-30",
]
BY_SLIDER = ["1886", "1900", "1913", "1918", "1925", "1944", "1950", "1962", "1994", "2025"]


def expected_at(dataset: Dataset, date: str) -> set[str]:
    """Return the territories that the library has for a date."""
    return set(territories_at(dataset, date)["territory_id"])


def assert_shows(atlas: Atlas, dataset: Dataset, date: str) -> None:
    """Fail unless the map shows the territories of a date."""
    atlas.shows(shown_day(date, "2026-01-01"))
    assert atlas.territories() == expected_at(dataset, date), date


@pytest.mark.parametrize("date", BY_LINK)
def test_a_date_in_the_link_shows_the_territories_of_that_day(visit: Visit, dataset: Dataset, date: str) -> None:
    assert_shows(visit(date=date), dataset, date)


def test_a_typed_date_shows_the_territories_of_that_day(walk: Visit, dataset: Dataset) -> None:
    atlas = walk(date="1925")
    for date in BY_TYPING:
        atlas.type_date(date)
        assert_shows(atlas, dataset, date)


def test_a_year_of_the_slider_shows_the_territories_of_its_last_day(walk: Visit, dataset: Dataset) -> None:
    atlas = walk(date="1925")
    for date in BY_SLIDER:
        atlas.slider.fill(date)
        assert_shows(atlas, dataset, date)


def test_every_territory_that_is_shown_is_drawn_once(walk: Visit, dataset: Dataset) -> None:
    atlas = walk(date="1913", at="both")
    features = territories_at(dataset, "1913")
    expect(atlas.map.locator("path.territory")).to_have_count(len(features))
    expect(atlas.map.locator("path.outer")).to_have_count(1)
    expect(atlas.map.locator("path.outline")).to_have_count(0)


def test_a_click_on_a_territory_opens_its_details_and_writes_the_link(walk: Visit) -> None:
    atlas = walk(date="1913")
    atlas.click_at(*LAND)
    expect(atlas.details).to_have_text("German East Africa")
    expect(atlas.panel.get_by_text("Colony", exact=True)).to_be_visible()
    atlas.address_has(date="1913", territory="gea_1910")


def test_details_that_were_closed_open_again_with_the_same_click(walk: Visit) -> None:
    atlas = walk(date="1913")
    atlas.mark()
    for _ in range(3):
        atlas.click_at(*LAND)
        atlas.address_has(territory="gea_1910")
        expect(atlas.details).to_have_text("German East Africa")
        atlas.at_rest()
        atlas.panel.get_by_role("button", name="Close").click()
        atlas.address_has(territory=None)
        expect(atlas.details).to_have_count(0)
        atlas.at_rest()
    assert atlas.is_marked()


def test_another_click_opens_other_details(walk: Visit) -> None:
    atlas = walk(date="1913", at="region")
    atlas.click_at(*LAND)
    atlas.address_has(territory="gea_1910")
    atlas.click_at(-4.5, 18.0)
    atlas.address_has(territory="belgian_congo_b")
    expect(atlas.details).to_have_text("Belgian Congo")
    expect(atlas.map.locator("path.chosen")).to_have_count(1)


def test_the_pointer_over_a_territory_shows_its_name_and_status(walk: Visit) -> None:
    atlas = walk(date="1950")
    atlas.page.mouse.move(*atlas.point(-3.3, 30.2))
    tooltip = atlas.map.locator(".leaflet-tooltip")
    expect(tooltip).to_contain_text("Ruanda-Urundi")
    expect(tooltip).to_contain_text("Trust territory of the United Nations")
    expect(tooltip).to_contain_text("Belgium")
    expect(atlas.map.locator("path.territory.hovered")).to_have_count(1)


def test_a_click_on_an_embassy_opens_its_details(walk: Visit, dataset: Dataset) -> None:
    atlas = walk(date="1975", at="-1.953_30.061_11")
    mark = atlas.map.locator(".mark-box .mark.embassy").first
    mark.click()
    atlas.address_has(mission="M01")
    expect(atlas.details).to_have_text(dataset.row("missions", "M01")["name"])


def test_the_embassies_stand_open_on_one_day_and_severed_two_days_later(walk: Visit) -> None:
    atlas = walk(date="2025-03-16", at="both")
    assert {atlas.missions()[mission] for mission in ("M01", "M02")} == {"half"}
    expect(atlas.map.locator(".mark-box .mark.embassy.half")).to_have_count(2)
    expect(atlas.map.locator(".mark-box .mark.embassy.cross")).to_have_count(0)
    atlas.type_date("2025-03-18")
    atlas.shows("2025-03-18")
    assert {atlas.missions()[mission] for mission in ("M01", "M02")} == {"cross"}
    expect(atlas.map.locator(".mark-box .mark.embassy.cross")).to_have_count(2)
    expect(atlas.map.locator(".mark-box .mark.embassy.half")).to_have_count(0)


def test_both_regions_are_one_step_away_and_write_the_link_without_a_way_back(walk: Visit) -> None:
    atlas = walk(date="1925")
    before = atlas.history()
    for view, place in (
        ("belgium", (50.8, 4.4)),
        ("both", (-1.95, 30.06)),
        ("region", (-4.3, 15.3)),
        ("lakes", (-1.95, 30.06)),
    ):
        button = atlas.map.locator(f".views button[data-view={view}]")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(atlas.map.locator(".views button[aria-pressed=true]")).to_have_count(1)
        atlas.address_has(at=view, date="1925")
        assert atlas.frame.evaluate("([lat, lon]) => atlas.map.getBounds().contains([lat, lon])", list(place))
    assert atlas.history() == before


def test_panning_writes_the_link_without_a_way_back(walk: Visit) -> None:
    atlas = walk(date="1925")
    atlas.mark()
    before = atlas.history()
    x, y = atlas.point(*LAND)
    atlas.page.mouse.move(x, y)
    atlas.page.mouse.down()
    for step in range(1, 9):
        atlas.page.mouse.move(x - 20 * step, y)
    atlas.page.mouse.up()
    atlas.page.wait_for_function(LINK_TELLS_WHERE_THE_MAP_LOOKS, arg=MAP)
    assert atlas.view()[1] > 30.5, "the map has moved with the mouse"
    assert atlas.history() == before
    expect(atlas.details).to_have_count(0)
    assert atlas.is_marked()


def test_the_place_stays_where_it_was_put_when_the_date_moves(walk: Visit) -> None:
    atlas = walk(date="1925")
    atlas.map.locator(".views button[data-view=belgium]").click()
    atlas.address_has(at="belgium")
    place = atlas.view()
    atlas.press("next")
    atlas.shows("1926-02-01")
    atlas.address_has(date="1926-02-01", at="belgium")
    atlas.at_rest()
    assert atlas.view() == pytest.approx(place, abs=0.001)
    atlas.address_has(date="1926-02-01", at="belgium")


def test_zooming_writes_the_link(walk: Visit) -> None:
    atlas = walk(date="1925")
    zoom = atlas.view()[2]
    atlas.map.locator(".leaflet-control-zoom-in").click()
    atlas.page.wait_for_function("() => /_[\\d.]+$/.test(new URLSearchParams(location.search).get('at'))")
    assert atlas.view()[2] > zoom


def test_layers_are_switched_off_on_the_map_and_in_the_link(walk: Visit) -> None:
    atlas = walk(date="1900")
    expect(atlas.map.locator("path.territory.claim").first).to_be_attached()
    atlas.panel.get_by_role("button", name="Rival claims").click()
    atlas.address_has(layers="missions seats names towns")
    expect(atlas.map.locator("path.territory.claim")).to_have_count(0)
    atlas.panel.get_by_role("button", name="Rival claims").click()
    atlas.address_has(layers=None)
    expect(atlas.map.locator("path.territory.claim").first).to_be_attached()


def test_the_legend_names_what_is_on_the_map_in_the_words_of_the_map(walk: Visit) -> None:
    atlas = walk(date="1925")
    legend = atlas.map.locator("details.legend")
    expect(legend).to_contain_text("Mandate of the League of Nations")
    expect(legend).not_to_contain_text("Trust territory")
    atlas.type_date("1950")
    expect(legend).to_contain_text("Trust territory of the United Nations")
    expect(legend).not_to_contain_text("Mandate of the League of Nations")


def test_names_on_the_map_are_those_then_in_use(walk: Visit) -> None:
    atlas = walk(date="1975", at="region")
    expect(atlas.map.locator(".name", has_text=re.compile("^Zaire$"))).to_be_visible()
    atlas.type_date("1950")
    expect(atlas.map.locator(".name", has_text=re.compile("^Belgian Congo$"))).to_be_visible()
    expect(atlas.map.locator(".name", has_text=re.compile("^Zaire$"))).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/?date=1962-06-30&territory=ruanda_urundi_trust"])
def test_on_a_phone_nothing_is_cut_off_and_map_and_time_bar_are_in_sight(visit: Visit, path: str) -> None:
    atlas = visit(path, size=(360, 740))
    too_wide = atlas.page.evaluate(
        "[document.scrollingElement, ...document.querySelectorAll('section, .stMain, .stAppViewContainer')]"
        ".filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.className)"
    )
    assert too_wide == []
    for part in (atlas.page.locator("iframe[title='streamlit_folium.st_folium']"), atlas.slider):
        box = part.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 740
    for act in ("previous", "back", "play", "on", "next"):
        expect(atlas.page.locator(f"button[data-act={act}]")).to_be_in_viewport(ratio=1)


def test_two_visitors_of_one_browser_do_not_drive_each_other(walk: Visit) -> None:
    first = walk(date="1913")
    second = Atlas(first.page.context.new_page(), first.address).open(date="1950")
    second.press("on")
    second.shows("1951-12-31")
    second.address_has(date="1951")
    first.shows("1913-12-31")
    assert first.slider.input_value() == "1913"


def test_an_atlas_of_the_usual_size_does_not_fetch_the_script_for_canvases(walk: Visit) -> None:
    fetched = walk(date="1925").frame.evaluate(
        "performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname.split('/').pop())"
    )
    assert "map.js" in fetched
    assert "map-canvas.js" not in fetched
