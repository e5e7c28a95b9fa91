"""Another dataset makes another atlas: the same page, two invented countries, hostile texts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages.shared.language.words import text
from tests.browser import Atlas
from tests.browser.conftest import Visit
from tests.server import OUTPUT, running_app, shared
from tests.tiny import HOSTILE, write_atlas, write_tiny_package

MARCHES = 5.0, 9.4
SALTED = "Marches " + " ".join(HOSTILE)


@contextmanager
def tiny_atlas(folder: Path) -> Iterator[str]:
    """Serve the atlas of the tiny dataset, with layers built from it; yield its address."""
    write_atlas(folder, write_tiny_package)
    with running_app(folder, log=OUTPUT / "tiny-server.log") as url:
        yield url


@pytest.fixture(scope="session")
def tiny_address(common: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the atlas of the tiny dataset; return its address."""
    folder = tmp_path_factory.mktemp("tiny_atlas")
    with shared(common / "served-tiny", lambda: tiny_atlas(folder)) as url:
        yield url


@pytest.fixture
def tiny(walk: Visit, tiny_address: str) -> Visit:
    """Return a function that goes to a view of the tiny atlas."""

    def go_to_tiny(path: str = "/", **query: str) -> Atlas:
        return walk(path, server=tiny_address, **query)

    return go_to_tiny


def test_the_tiny_atlas_opens_on_its_own_date_under_its_own_title(visit: Visit, tiny_address: str) -> None:
    atlas = visit(server=tiny_address)
    expect(atlas.page.get_by_role("heading", level=1)).to_contain_text("Norland and Sudmark: a tiny atlas")
    atlas.shows("1950-12-31")
    atlas.address_has(date="1950", at="all")
    assert atlas.territories() == {
        "norland_republic",
        "sudmark_protectorate",
        "marches_taken",
        "sudmark_east",
        "beyond",
    }
    expect(atlas.panel).to_contain_text("Sudmark Protectorate: guarded by Norland.")
    assert atlas.slider.get_attribute("min") == "1900"


def test_the_slider_of_the_tiny_atlas_moves_its_map(tiny: Visit) -> None:
    atlas = tiny(date="1950")
    atlas.mark()
    box = atlas.slider.bounding_box()
    assert box is not None
    mouse, y = atlas.page.mouse, box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] / 2, y)
    mouse.down()
    mouse.move(box["x"] + 22, y)
    atlas.shows("1900-12-31")
    assert atlas.territories() == {"norland_kingdom", "sudmark_duchy", "marches_free", "hill_people", "beyond"}
    mouse.up()
    atlas.address_has(date="1900")
    atlas.press("next")
    atlas.shows("1905-01-01")
    assert "marches_claim" in atlas.territories()
    atlas.type_date("1930-03-15")
    atlas.shows("1930-03-15")
    atlas.heading("15 March 1930")
    assert atlas.is_marked()


def test_a_hostile_name_is_shown_as_it_is_written_on_map_and_page(tiny: Visit) -> None:
    atlas = tiny(date="1904")
    atlas.page.mouse.move(*atlas.point(*MARCHES))
    expect(atlas.map.locator(".leaflet-tooltip strong")).to_have_text(SALTED)
    atlas.click_at(*MARCHES)
    atlas.address_has(territory="marches_free")
    expect(atlas.details).to_have_text(SALTED)
    expect(atlas.panel).to_contain_text("${alert(4)} <b>no state</b>")
    expect(atlas.panel).to_contain_text("<script>alert(6)</script> [x](javascript:alert(7))")
    atlas.panel.get_by_text(text("elsewhere")).click()
    expect(atlas.panel).to_contain_text(f"{SALTED}: villages without a state.")
    atlas.panel.get_by_text("Sources (").first.click()
    expect(atlas.panel.get_by_role("link", name="Annals of Sudmark")).to_be_visible()
    expect(
        atlas.page.locator(f"img[src=x], a[href^='javascript'], {'.st-key-panel b, .st-key-panel i'}")
    ).to_have_count(0)
    expect(atlas.map.locator("img[src=x], b, i")).to_have_count(0)
    atlas = tiny(date="1945", at="4_9_9.5")  # near enough for a name of such length
    expect(atlas.map.locator(".name", has_text=SALTED)).to_have_text(f"Occupied {SALTED}")
    expect(atlas.map.locator("img[src=x], b, i")).to_have_count(0)


def test_a_hostile_event_is_shown_as_it_is_written(tiny: Visit) -> None:
    atlas = tiny(event="T2")
    atlas.shows("1930-03-15")
    expect(atlas.details).to_have_text("Treaty " + " ".join(HOSTILE))
    expect(atlas.panel).to_contain_text("A treaty <script>alert(9)</script> is signed. ${alert(10)}")
    expect(atlas.panel).to_contain_text("Sudburg <b>town</b>")
    expect(atlas.panel).to_contain_text("Norland guards Sudmark <b>for a time</b> ${alert(8)}.")
    expect(atlas.page.locator(".era")).to_have_text("Guard <b>" + " ".join(HOSTILE) + "</b>")
    expect(atlas.page.locator("img[src=x], .time-bar b")).to_have_count(0)


def test_a_hostile_mission_is_shown_as_it_is_written_open_and_severed(tiny: Visit) -> None:
    atlas = tiny(date="1979")
    assert atlas.missions() == {"N1": "full", "S1": "full"}
    atlas.map.locator(".mark-box").first.hover()
    expect(atlas.map.locator(".leaflet-tooltip strong")).to_have_text("Embassy of Norland " + " ".join(HOSTILE))
    atlas.map.locator(".mark-box").first.click()
    atlas.address_has(mission="N1")
    expect(atlas.details).to_have_text("Embassy of Norland " + " ".join(HOSTILE))
    expect(atlas.panel).to_contain_text("Norland keeps an embassy in Sudburg. ${alert(13)}")
    atlas.type_date("1980-02-01")
    atlas.shows("1980-02-01")
    assert atlas.missions() == {"N1": "cross", "S1": "cross"}
    expect(atlas.page.locator("img[src=x], .st-key-panel b")).to_have_count(0)


def test_a_hostile_view_is_a_button_with_its_words(tiny: Visit) -> None:
    atlas = tiny(date="1950")
    button = atlas.map.locator(".views button[data-view=north]")
    expect(button).to_contain_text("${alert(1")
    expect(button.locator("b, i")).to_have_count(0)
    button.click()
    atlas.address_has(at="north")


def test_the_about_page_of_the_tiny_atlas_runs(tiny: Visit) -> None:
    atlas = tiny(date="1950")
    atlas.page.get_by_role("link", name="About", exact=True).click()
    expect(atlas.page.get_by_role("heading", name="What this atlas is")).to_be_visible()
    expect(atlas.page.get_by_text("Held by an army.")).to_be_visible()
    expect(atlas.page.get_by_text("Mandate of the League of Nations")).to_have_count(0)


def test_a_seat_of_a_sender_without_a_colour_is_drawn_in_a_colour_that_exists(tiny: Visit) -> None:
    atlas = tiny(date="1910")
    assert atlas.missions() == {"G1": "square"}
    colour = atlas.frame.evaluate(
        "(() => { const mark = document.querySelector('.mark-box .mark');"
        " return getComputedStyle(document.documentElement)"
        ".getPropertyValue(mark.style.getPropertyValue('--mark').slice(4, -1)); })()"
    )
    assert colour


def test_hostile_names_of_places_borders_and_positions_are_text(tiny: Visit) -> None:
    atlas = tiny(date="1950", layers="missions seats claims names towns taken_1939")
    town = atlas.map.locator(".town > .label", has_text="Guardburg <b>${alert(17)}</b>")
    expect(town).to_have_count(1)
    names = atlas.frame.evaluate("atlas.layers.places.places.map((place) => place.named.name)")
    assert names[1] == "Norstad"
    expect(atlas.map.locator(".badge")).to_contain_text("1939 <i>`${alert(21)}`</i>")
    expect(atlas.map.locator("img[src=x], b, .badge *, .town > .label *")).to_have_count(0)
    atlas.type_date("1920")
    atlas.shows("1920-12-31")
    expect(atlas.map.locator(".town > .label", has_text=re.compile("^Sudburg$"))).to_have_count(1)
    atlas.page.mouse.move(*atlas.point(4, 3.5))
    expect(atlas.map.locator(".leaflet-tooltip")).to_contain_text(
        "Middle Line <img src=x onerror=alert(1)> ${alert(19)}"
    )
    expect(atlas.map.locator("img[src=x]")).to_have_count(0)


def test_the_tiny_rival_position_takes_the_marches_a_year_earlier(tiny: Visit) -> None:
    assert "marches_taken" not in tiny(date="1939-06-01").territories()
    rival = tiny(date="1939-06-01", layers="missions seats claims names towns taken_1939")
    assert "marches_taken" in rival.territories()
    assert "marches_claim" not in rival.territories()
