"""The map draws doubt: certainty of borders, rival positions, names of the time."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from geo import Dataset, borders_at, territories_at
from tests.browser import Atlas
from tests.browser.conftest import Visit

KIVU = ["cd", "rw_west"]
BORDER = "(parts) => atlas.layers.borders.borders.find((border) => border.parts.join() === parts.join())"


def border(atlas: Atlas, parts: list[str]) -> dict[str, Any]:
    """Return how the line between two atoms is drawn: its period, dash and colour; nothing if it is not."""
    lines: dict[str, Any] = atlas.frame.evaluate(
        f"(parts) => {{ const {{ period, path }} = ({BORDER})(parts); const element = period && path.getElement();"
        " return element ? { ...period, dash: element.getAttribute('stroke-dasharray'),"
        " stroke: element.getAttribute('stroke') } : {}; }",
        parts,
    )
    return lines


def drawn(atlas: Atlas) -> int:
    """Return how many lines between lands are drawn."""
    return atlas.map.locator("path.border").count()


def test_the_kivu_line_is_drawn_as_disputed_then_as_fixed(walk: Visit) -> None:
    atlas = walk(date="1909", at="lakes")
    disputed = border(atlas, KIVU)
    assert (disputed["line"], disputed["certainty"]) == ("dashdot", "Disputed")
    assert disputed["dash"]
    legend = atlas.map.locator("details.legend")
    expect(legend).to_contain_text("Disputed: claimed by more than one side")
    atlas.type_date("1912")
    atlas.shows("1912-12-31")
    fixed = border(atlas, KIVU)
    assert fixed["line"] == "solid"
    assert fixed["dash"] is None
    assert fixed["stroke"] != disputed["stroke"]


def test_the_lines_drawn_are_those_of_the_library(walk: Visit, dataset: Dataset) -> None:
    atlas = walk(date="1884", at="region")
    lines = dataset.lookup("certainties", "certainty_id", "line")
    for day in ("1884-12-31", "1916-09-20", "1923-06-30", "1962-06-30"):
        atlas.type_date(day)
        atlas.shows(day)
        names = atlas.frame.evaluate(
            "[...new Set(atlas.layers.borders.borders.map((b) => b.period).filter(Boolean)"
            ".map((p) => `${p.name}|${p.line}`))]"
        )
        gdf = borders_at(dataset, day)
        kinds = gdf["certainty"].map(lines)
        expected = {f"{name}|{line}" for name, line in zip(gdf["name"], kinds, strict=True) if line != "none"}
        assert set(names) == expected, day


def test_the_pointer_on_a_line_tells_its_certainty_and_a_click_opens_the_land_below(walk: Visit) -> None:
    atlas = walk(date="1923-06-30", at="lakes")
    x, y = atlas.frame.evaluate(
        "(() => { const line = atlas.layers.borders.borders.find((b) => b.parts.join() === 'rw_centre,rw_gisaka').path;"
        " const ring = line._parts[0], p = atlas.map.layerPointToContainerPoint(ring[Math.floor(ring.length / 2)]);"
        " return [p.x, p.y]; })()"
    )
    box = atlas.page.locator("iframe[title='streamlit_folium.st_folium']").bounding_box()
    assert box is not None
    atlas.page.mouse.move(box["x"] + x, box["y"] + y)
    tooltip = atlas.map.locator(".leaflet-tooltip")
    expect(tooltip).to_contain_text("Milner–Orts line")
    expect(tooltip).to_contain_text("Approximate")
    atlas.page.mouse.click(box["x"] + x, box["y"] + y)
    atlas.page.wait_for_function("() => new URLSearchParams(location.search).has('territory')")


def test_claims_are_named_on_the_map_while_they_are_shown(walk: Visit, dataset: Dataset) -> None:
    atlas = walk(date="1909", at="lakes")
    name = dataset.rows["territories"]["add_congo_claim_1908"]["name"]
    label = atlas.map.locator(".name.claim", has_text=re.compile(f"^{re.escape(name)}$"))
    expect(label).to_be_visible()
    expect(atlas.map.locator(".name", has_text=re.compile("^German East Africa$"))).to_be_visible()
    atlas.type_date("1911")
    atlas.shows("1911-12-31")
    expect(label).to_have_count(0)


def test_a_rival_position_takes_the_place_of_what_it_denies(walk: Visit, dataset: Dataset) -> None:
    layers = "missions seats claims names towns"
    atlas = walk(date="1900", at="lakes", layers=f"{layers} congo_1885")
    assert atlas.territories() == set(territories_at(dataset, "1900", "congo_1885")["territory_id"])
    assert "add_congo_claim_1885" not in atlas.territories()
    assert border(atlas, KIVU) == {}
    assert border(atlas, ["rw_centre", "rw_west"])["line"] == "dashdot"
    badge = atlas.map.locator(".badge")
    expect(badge).to_be_visible()
    expect(badge).to_contain_text(dataset.row("positions", "congo_1885")["held_by"])
    atlas = walk(date="1900", at="lakes", layers=layers)
    assert atlas.territories() == set(territories_at(dataset, "1900")["territory_id"])
    assert border(atlas, KIVU)["line"] == "dashdot"
    assert border(atlas, ["rw_centre", "rw_west"]) == {}
    expect(atlas.map.locator(".badge")).to_be_hidden()


def test_a_town_bears_the_name_of_the_day(walk: Visit) -> None:
    atlas = walk(date="1950", at="-3.4_29.4_9")
    towns = atlas.map.locator(".town > .label")
    expect(towns.filter(has_text=re.compile("^Usumbura$"))).to_be_visible()
    atlas.type_date("1970")
    atlas.shows("1970-12-31")
    expect(towns.filter(has_text=re.compile("^Bujumbura$"))).to_be_visible()
    expect(towns.filter(has_text=re.compile("^Usumbura$"))).to_have_count(0)


@pytest.mark.parametrize(
    ("date", "at"), [("1909", "lakes"), ("1950", "region"), ("2025", "lakes"), ("1920", "belgium")]
)
def test_names_on_the_map_do_not_cover_one_another(walk: Visit, date: str, at: str) -> None:
    atlas = walk(date=date, at=at).settled()
    expect(atlas.map.locator(".town > .label:visible").first).to_be_visible()
    covered = atlas.frame.evaluate(
        "(() => { const boxes = [...document.querySelectorAll('.town > .label, .name, .legend, .views')]"
        ".filter((e) => getComputedStyle(e).visibility !== 'hidden' && e.offsetWidth)"
        ".map((e) => [e.textContent.slice(0, 30), e.getBoundingClientRect(),"
        " e.matches('.town > .label, .name.claim')]);"
        " return boxes.flatMap(([a, p, free], i) => boxes.slice(i + 1).filter(([, q, other]) => (free || other)"
        " && p.left + 1 < q.right && q.left + 1 < p.right && p.top + 1 < q.bottom && q.top + 1 < p.bottom)"
        ".map(([b]) => `${a} / ${b}`)); })()"
    )
    assert covered == []


def test_a_visit_to_every_kind_of_day_leaves_no_layer_behind(walk: Visit) -> None:
    atlas = walk(date="1909", at="lakes").settled()
    before = {key: value for key, value in atlas.census().items() if key != "groups"}
    lines = drawn(atlas)
    for date in ("1884", "1916-09-20", "1923", "1950", "2025", "1909"):
        atlas.type_date(date)
        atlas.shows(date if len(date) > 4 else f"{date}-12-31")
    atlas.settled()
    assert drawn(atlas) == lines
    assert {key: value for key, value in atlas.census().items() if key != "groups"} == before
