"""The site without a server, opened as a file with the network off."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from geo import Dataset, territories_at
from geo.dates import shown_day
from geo.translations import in_language
from pages.shared.language.languages import speak
from pages.shared.language.words import say_date, text
from pages.shared.light.folder import Edition, write_site
from pages.shared.record import sentences
from tests.browser.conftest import SIZE, Watch

Open = Callable[..., Page]

# Drags the time bar from year to year, one a frame; returns what the map shows at the end of each of these frames.
DRAG = """
async ([first, last]) => {
  const slider = document.getElementById("time").shadowRoot.querySelector(".year");
  const shown = [];
  for (let year = first; year <= last; year += 1) {
    await new Promise((frame) => requestAnimationFrame(frame));
    slider.value = year;
    slider.dispatchEvent(new Event("input"));
    const { date, territories } = document.body.dataset;
    shown.push([date, territories]);
  }
  slider.dispatchEvent(new Event("change"));
  return shown;
}
"""


@pytest.fixture(scope="module")
def folders(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the site of two languages; return the folders."""
    by_language = {code: tmp_path_factory.mktemp(f"site {code} é") for code in ("en", "fr")}  # as people name folders
    for code, folder in by_language.items():
        write_site(Edition(in_language(dataset, code)), folder)
    return by_language


@pytest.fixture
def offline(browser: Browser, folders: dict[str, Path], watch: Watch) -> Iterator[Open]:
    """Return a function that opens a page of the site as a file, in a browser without network."""
    context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]})
    context.set_offline(True)

    def open_page(link: str = "index.html", code: str = "en") -> Page:
        page = context.new_page()
        watch.follow(page)
        file, _, query = link.partition("?")
        page.goto((folders[code] / file).as_uri() + (f"?{query}" if query else ""))
        if file == "index.html":
            expect(page.locator("body")).to_have_class(re.compile(r"\bready\b"))
        return page

    yield open_page
    context.close()
    assert watch.hosts <= {""}, "a page asked another host"


def shows(page: Page, day: str) -> None:
    """Wait until map and texts show a day."""
    expect(page.locator("body")).to_have_attribute("data-date", day)
    expect(part(page, "day")).to_have_text(say_date(day))


def part(page: Page, name: str) -> Locator:
    """Return a part of the texts beside the map."""
    return page.locator(f'[data-part="{name}"]')


def territories(page: Page) -> set[str]:
    """Return the territories that the map shows."""
    return set(str(page.locator("body").get_attribute("data-territories")).split())


@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_file_opens_as_the_atlas_of_its_language(offline: Open, dataset: Dataset, code: str) -> None:
    page, translation = offline(code=code), in_language(dataset, code)
    speak(code)
    shows(page, "1925-12-31")
    assert territories(page) == set(territories_at(dataset, "1925")["territory_id"])
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(part(page, "relation")).to_have_text(sentences.relation_at(translation, "1925-12-31"))
    near, far = sentences.territory_sentences(translation, "1925-12-31")
    expect(part(page, "near").get_by_role("listitem")).to_have_text(near)
    expect(part(page, "far").locator("summary")).to_have_text(f"{text('elsewhere')} ({len(far)})")
    expect(page.locator(".name").filter(has_text="Ruanda-Urundi").first).to_be_visible()


def test_every_year_of_a_drag_is_drawn_in_its_frame_and_the_texts_follow(offline: Open, dataset: Dataset) -> None:
    page, today = offline(), datetime.now(UTC).date().isoformat()
    first, last = 1884, int(today[:4])
    days_drawn = page.evaluate(DRAG, [first, last])
    days = [shown_day(str(year), today) for year in range(first, last + 1)]
    assert [day for day, _ in days_drawn] == days
    for day, ids in days_drawn:
        assert set(ids.split()) == set(territories_at(dataset, day)["territory_id"]), day
    shows(page, days[-1])
    expect(part(page, "relation")).to_have_text(sentences.relation_at(dataset, days[-1]))
    expect(part(page, "year")).to_have_text(text("this_year", year=last))
    expect(part(page, "after")).to_be_visible()
    assert f"date={last}" in page.url


def test_a_line_of_the_year_leads_to_its_day_and_opens_its_event(offline: Open, dataset: Dataset) -> None:
    page = offline("index.html?date=1962")
    steps = sentences.steps_of_year(dataset, "1962", "2025-12-10")
    step = next(step for step in steps if step.event_id and len(step.date) == 10)
    part(page, "steps").get_by_role("button", name=step.sentence).click()
    shows(page, step.day)
    details, event = part(page, "details"), dataset.row("events", step.event_id)
    expect(details.get_by_role("heading")).to_have_text(event["title"])
    expect(details).to_contain_text(event["text"])
    expect(page.locator("#time .date-text")).to_have_text(say_date(step.day))
    assert f"event={step.event_id}" in page.url
    details.get_by_role("button", name=text("close_details")).click()
    expect(details).to_be_hidden()


def test_a_link_into_the_map_shows_its_day_place_and_details(offline: Open, dataset: Dataset) -> None:
    page = offline("chronology.html")
    event = dataset.row("events", "E125")
    page.locator('a[href*="event=E125"]').click()
    shows(page, event["start_day"])
    expect(part(page, "details").get_by_role("heading")).to_have_text(event["title"])
    page.locator(".views button[data-view=belgium]").click()
    page.wait_for_function("() => location.search.includes('at=belgium')")
    page.reload()
    shows(page, event["start_day"])
    expect(page.locator(".views button[data-view=belgium]")).to_have_attribute("aria-pressed", "true")


def test_a_click_on_a_land_opens_its_details(offline: Open, dataset: Dataset) -> None:
    page = offline()
    x, y = page.evaluate("(() => { const p = atlas.map.latLngToContainerPoint([-1.6, 30.3]); return [p.x, p.y]; })()")
    page.locator("#map_div").click(position={"x": x, "y": y})
    row = dataset.row("territories", "ruanda_urundi_mandate_b")
    details = part(page, "details")
    expect(details.get_by_role("heading")).to_have_text(row["name"])
    expect(details.locator("dl")).to_contain_text(row["ruler"])
    expect(page.locator(".outline.chosen")).to_have_count(1)


def test_texts_on_1994_are_shown_when_they_are_asked_for(offline: Open) -> None:
    page = offline("index.html?date=1994")
    note = part(page, "steps").locator(".content-note")
    expect(note).to_have_count(1)
    expect(note.get_by_role("button").first).to_be_hidden()
    note.locator("summary").click()
    expect(note.get_by_role("button").first).to_be_visible()


def test_layers_are_switched_on_the_page(offline: Open) -> None:
    page = offline()
    expect(page.locator(".mark.seat").first).to_be_visible()
    page.get_by_label(text("layer_seats")).uncheck()
    expect(page.locator(".leaflet-pane .mark.seat")).to_have_count(0)
    shows(page, "1925-12-31")


def test_night_and_day_follow_the_system(offline: Open) -> None:
    page = offline()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#time .time-bar")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != paper


@pytest.mark.parametrize("link", ["date=1700", "date=abc", "date=2999-01-01", "date=1926-02-30", "event=__proto__"])
def test_a_link_that_cannot_be_used_shows_the_usual_view(offline: Open, link: str) -> None:
    shows(offline(f"index.html?{link}&at=nowhere"), "1925-12-31")
