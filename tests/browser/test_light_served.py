"""The light edition from the server: offered where the page is slow, read off line, the same view by the same link."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pages.shared.language.words import say_date, text
from tests.browser.conftest import SIZE, Tab, Visit

READY = re.compile(r"\bready\b")
WORKER_IS_THERE = "() => navigator.serviceWorker.ready.then(({ active }) => active.state === 'activated')"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser's context of its own."""
    context = browser.new_context(viewport={"width": SIZE[0], "height": SIZE[1]})
    yield context
    context.close()


def is_ready(page: Page, day: str) -> None:
    """Wait until the map of the light edition is drawn and shows a day."""
    expect(page.locator("body")).to_have_class(READY)
    expect(page.locator("body")).to_have_attribute("data-date", day)


def test_who_gets_no_websocket_reads_the_day_and_is_one_press_from_the_light_edition(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    page.clock.install()
    page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
    page.goto(f"{address}/?date=1962-07-01&territory=rwanda_republic&at=both")
    expect(page.locator("#waits h2").last).to_have_text(say_date("1962-07-01"))
    page.clock.run_for(8000)
    expect(page.get_by_text(text("light_slow"))).to_be_visible()
    page.get_by_role("link", name=text("light_offer")).click()
    is_ready(page, "1962-07-01")
    expect(page.locator('[data-part="details"] h2')).to_have_text("Rwanda")
    expect(page.locator(".views button[data-view=both]")).to_have_attribute("aria-pressed", "true")


def test_the_light_edition_opens_without_a_network_once_it_has_been_read(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/light/en/?date=1925")
    is_ready(page, "1925-12-31")
    expect(page.locator("#kept")).to_be_visible()
    page.wait_for_function(WORKER_IS_THERE)
    context.set_offline(True)
    page.goto(f"{address}/light/en/?date=1913-06-01&event=E012")
    is_ready(page, "1913-06-01")
    expect(page.locator('[data-part="details"] h2')).to_be_visible()


def test_one_path_leads_from_an_edition_to_the_other_and_loses_nothing(visit: Visit) -> None:
    atlas = visit(date="1890-06-30", territory="rwanda_kingdom_1884", at="region", layers="names missions", lang="fr")
    atlas.page.locator(".st-key-foot a.to-light").click()
    page = atlas.page
    is_ready(page, "1890-06-30")
    light = urlsplit(page.url)
    assert light.path == "/light/fr/"
    expect(page.get_by_label(text("layer_names"))).to_have_count(0)  # it speaks French
    page.locator("footer .to-full").click()
    atlas.ready()
    atlas.address_has(
        date="1890-06-30", territory="rwanda_kingdom_1884", at="region", layers="missions names", lang="fr"
    )


@pytest.mark.parametrize("size", [SIZE, (360, 740)], ids=["wide", "phone"])
def test_pages_of_text_find_what_is_asked_for(tab: Tab, address: str, size: tuple[int, int]) -> None:
    page = tab("/light/en/chronology?q=Kandt", size=size)
    shown = page.locator(".event:visible")
    expect(shown.first).to_contain_text("Kandt")
    expect(page.locator("#shown")).to_have_text(re.compile(r"^\d+ of \d{3} shown$"))
    page.locator("#filter").fill("nothing has these words")
    expect(shown).to_have_count(0)
    page.goto(f"{address}/light/en/find?q=musinga")
    expect(page.locator("#hits li").first).to_contain_text("Musinga")
    page.goto(f"{address}/light/en/comparison?date=1913&with=1925")
    expect(page.locator("[data-side=a] h2")).to_have_text("31 December 1913")
    page.locator("#day-b").fill("1 July 1962")
    page.locator("#day-b").press("Enter")
    expect(page.locator("[data-side=b] h2")).to_have_text("1 July 1962")
    expect(page.locator("#between li").first).to_be_visible()
    assert "with=1962-07-01" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
