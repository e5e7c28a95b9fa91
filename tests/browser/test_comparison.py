"""Two dates side by side in a real browser: the maps move together, and each shows what differs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from geo import Dataset, differences_between, territories_at
from tests.browser.conftest import Visit

WIDE, PHONE = (1280, 800), (360, 740)


class Comparison:
    """The page of a comparison: two maps, two time bars."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def map(self, side: str) -> FrameLocator:
        """Return the frame of one map."""
        return self.page.frame_locator(f".st-key-atlas_map_{side} iframe")

    def shows(self, side: str, day: str) -> None:
        """Wait until one map shows a day."""
        expect(self.map(side).locator("body")).to_have_attribute("data-date", day)

    def differing(self, side: str, parts: set[str]) -> None:
        """Wait until one map marks these parts of the land."""
        expect(self.map(side).locator("body")).to_have_attribute("data-differing", " ".join(sorted(parts)))

    def ask(self, side: str, script: str) -> object:
        """Run script in the frame of one map."""
        return self.map(side).locator("body").evaluate(f"() => {script}")


Compare = Callable[..., Comparison]


@pytest.fixture
def compare(walk: Visit) -> Compare:
    """Return a function that opens a comparison."""

    def opened(a: str, b: str, size: tuple[int, int] = WIDE) -> Comparison:
        comparison = Comparison(walk("/comparison", size=size, **{"date": a, "with": b, "at": "region"}).page)
        for side in "ab":
            expect(comparison.map(side).locator("body.ready")).to_be_attached()
        return comparison

    return opened


def parts_of(dataset: Dataset, a: str, b: str) -> set[str]:
    """Return the parts of the land that differ between two days."""
    differences = differences_between(dataset, a, b)
    return {part for parts in differences.loc[differences["role"] == "base", "parts"] for part in parts}


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_each_map_shows_its_day_and_both_mark_what_differs(
    compare: Compare, dataset: Dataset, size: tuple[int, int]
) -> None:
    comparison = compare("1913", "1925", size)
    for side, day in (("a", "1913-12-31"), ("b", "1925-12-31")):
        comparison.shows(side, day)
        territories = str(comparison.map(side).locator("body").get_attribute("data-territories"))
        assert set(territories.split()) == set(territories_at(dataset, day)["territory_id"])
        comparison.differing(side, parts_of(dataset, "1913", "1925"))
        expect(comparison.map(side).locator(".number", has_text="5")).to_be_attached()
    expect(comparison.page.locator(".st-key-answer")).to_contain_text("31 December 1913")
    assert comparison.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_maps_look_at_the_same_place_whichever_is_moved(compare: Compare) -> None:
    comparison = compare("1913", "1925")
    where = "[atlas.map.getCenter().lat, atlas.map.getCenter().lng, atlas.map.getZoom()]"
    for side, other in (("a", "b"), ("b", "a")):
        comparison.map(side).get_by_role("button", name="Belgium", exact=True).click()
        comparison.page.wait_for_function("() => new URLSearchParams(location.search).get('at') === 'belgium'")
        assert comparison.ask(other, where) == comparison.ask(side, where)
        comparison.map(side).get_by_role("button", name="Great Lakes").click()
        comparison.page.wait_for_function("() => new URLSearchParams(location.search).get('at') === 'lakes'")
        assert comparison.ask(other, where) == comparison.ask(side, where)


def test_a_step_of_one_bar_changes_both_maps_without_a_reload(compare: Compare, dataset: Dataset) -> None:
    comparison = compare("1913", "1916")
    for side in "ab":
        comparison.ask(side, "window.__mark = 'here'")
    comparison.page.locator(".st-key-side_b input[type=range]").focus()
    comparison.page.keyboard.press("ArrowRight")
    comparison.shows("b", "1917-12-31")
    for side in "ab":
        comparison.differing(side, parts_of(dataset, "1913", "1917"))
    comparison.page.wait_for_function("() => new URLSearchParams(location.search).get('with') === '1917'")
    expect(comparison.page.locator(".st-key-answer")).to_contain_text("31 December 1917")
    assert [comparison.ask(side, "window.__mark") for side in "ab"] == ["here", "here"]


def test_swapped_dates_swap_the_maps_and_one_date_twice_differs_in_nothing(compare: Compare) -> None:
    comparison = compare("1913", "1925")
    comparison.page.get_by_role("button", name="Swap the dates").click()
    comparison.shows("a", "1925-12-31")
    comparison.shows("b", "1913-12-31")
    same = compare("1925", "1925-12-31")
    same.differing("a", set())
    expect(same.map("a").locator(".veil")).to_have_count(0)
    expect(same.page.locator(".st-key-answer")).to_contain_text("Both maps show 31 December 1925")
