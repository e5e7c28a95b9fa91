"""Every view can be taken along: by its link, a picture, a citation, a code on the wall; and fill a screen."""

import base64
import re
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from geo.build.npm import MODULES
from pages.shared.language.languages import NAMES
from pages.shared.layout.share import PICTURE
from tests.browser import MAP, Atlas
from tests.browser.conftest import Visit

PHONE = (360, 740)
ASKED = list(NAMES)[:2]  # one in each theme: a rule finds the same in the others
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
# A clipboard that keeps what is copied; and one that a browser does not give to a page.
KEEP = """
() => Object.defineProperty(navigator, "clipboard", { configurable: true, value: {
  writeText: async (text) => { window.copied = text; },
  write: async ([item]) => { window.copied = (await item.getType("image/png")).size; },
} })
"""
REFUSE = """
() => {
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined });
  document.execCommand = () => false;
}
"""
AS_BEFORE = "() => { delete navigator.clipboard; delete document.execCommand; }"
MARKED = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
AXE = "() => axe.run('.share-menu').then(({ violations }) => violations.map(({ id }) => id))"


def menu_of(page: Page) -> Locator:
    """Open the menu to share, and return it."""
    page.locator(".share-button").click()
    menu = page.locator(".share-menu[open]")
    expect(menu).to_be_visible()
    return menu


def queries(url: str) -> dict[str, str]:
    """Return the query of an address."""
    return {name: value for name, (value,) in parse_qs(urlsplit(url).query).items()}


def said(menu: Locator) -> Locator:
    """Return what the menu says of the last act."""
    return menu.get_by_role("status")


def test_the_menu_gives_the_view_that_is_shown_and_leaves_the_rest_alone(walk: Visit) -> None:
    atlas = walk(date="1913", territory="gea_1910")
    page = atlas.page
    page.evaluate(KEEP)
    page.locator(".share-button").focus()
    page.keyboard.press("Enter")
    menu = page.locator(".share-menu[open]")
    field = menu.get_by_label("Link to this view")
    expect(field).to_have_value(page.url)
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(page.locator(".share-button")).to_be_focused()
    expect(atlas.details).to_be_visible()  # Escape was for the menu
    # What plays rests, and the link follows the view to where it rests.
    atlas.press("play")
    expect(atlas.body).not_to_have_attribute("data-date", "1913-12-31")
    menu_of(page)
    expect(page.locator(".play")).to_have_attribute("data-playing", "false")
    atlas.at_rest()
    year = atlas.day()[:4]
    expect(field).to_have_value(re.compile(f"[?&]date={year}&"))
    menu.get_by_role("button", name="Copy link").click()
    expect(said(menu)).to_have_text("Link copied.")
    assert page.evaluate("copied") == field.input_value() == page.url
    menu.get_by_label("Include the version").check()
    menu.get_by_role("button", name="Copy citation").click()
    expect(said(menu)).to_have_text("Citation copied.")
    cited = page.evaluate("copied")
    assert f"Map of 31 December {year}." in cited
    assert f"{page.url}&edition=" in cited
    page.mouse.click(200, 500)  # beside it
    expect(menu).to_have_count(0)
    page.evaluate(AS_BEFORE)


def test_a_picture_of_the_view_is_copied_or_saved_or_said_to_fail(walk: Visit) -> None:
    page = walk(date="1925").page
    asked: list[str] = []

    def draw(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/png")

    page.route(f"**/{PICTURE}?**", draw)
    page.evaluate(KEEP)
    menu = menu_of(page)
    picture = menu.get_by_role("button", name="Copy picture")
    picture.click()
    expect(said(menu)).to_have_text("Picture copied.")
    assert page.evaluate("copied") == len(PIXEL)
    assert queries(asked[0]) == {**queries(page.url), "shape": "wide"}
    page.evaluate(REFUSE)
    with page.expect_download() as saved:
        picture.click()
    assert saved.value.suggested_filename == "atlas-1925.png"
    assert Path(saved.value.path()).read_bytes() == PIXEL
    page.unroute_all()
    page.route(f"**/{PICTURE}?**", lambda route: route.fulfill(body="<html>", content_type="text/html"))
    picture.click()
    expect(said(menu)).to_have_text(re.compile("could not be fetched"))
    # Without a clipboard a text is marked.
    menu.get_by_role("button", name="Copy citation").click()
    expect(said(menu)).to_have_text(re.compile("The text is selected"))
    field = menu.locator("textarea")
    expect(field).to_be_focused()
    assert field.evaluate(MARKED).startswith("Belgium–Rwanda: an atlas of relations. Map of 31 December 1925.")
    page.unroute_all()
    page.evaluate(AS_BEFORE)
    page.keyboard.press("Escape")


def test_a_code_for_the_wall_and_a_map_for_a_projector_fill_the_screen(walk: Visit) -> None:
    page = walk(date="1925").page
    page.bring_to_front()  # no other page fills the screen
    menu = menu_of(page)
    menu.get_by_role("button", name="QR code").click()
    code = page.get_by_role("img", name="QR code to display")
    page.wait_for_function("document.fullscreenElement?.parentNode.className === 'share-wall'")
    box = code.bounding_box()
    assert box is not None
    assert box["height"] == pytest.approx(box["width"])
    assert box["height"] > 0.8 * page.evaluate("innerHeight")
    expect(page.locator(".share-wall .link")).to_have_text(page.url)
    page.get_by_role("dialog", name="QR code").get_by_role("button", name="Close").click()
    page.wait_for_function("document.fullscreenElement === null")
    expect(menu.get_by_role("button", name="QR code")).to_be_focused()
    menu.get_by_role("button", name="Full screen").click()
    expect(page.locator(".st-key-links")).to_be_hidden()
    page.wait_for_function(
        "map => document.querySelector(map).offsetHeight > innerHeight * .6"
        " && document.querySelector('.st-key-time_bar').getBoundingClientRect().bottom <= innerHeight",
        arg=MAP,
    )
    menu_of(page)
    menu.get_by_role("button", name="Leave full screen").click()
    expect(page.locator(".st-key-links")).to_be_visible()


@pytest.mark.parametrize(("lang", "scheme"), [*zip(NAMES, cycle(["light", "dark"]), strict=False)])
def test_on_a_phone_the_menu_fits_in_every_language_and_keeps_the_rules(walk: Visit, lang: str, scheme: str) -> None:
    page = walk("/about", size=PHONE, date="1962-07-01", lang=lang).page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    expect(page.locator(".stApp")).to_have_css("color-scheme", scheme)
    menu = menu_of(page)
    box = menu.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    assert box["y"] + box["height"] <= PHONE[1]
    assert menu.evaluate("menu => menu.scrollWidth <= menu.clientWidth && menu.scrollHeight <= menu.clientHeight")
    if lang in ASKED:
        page.add_script_tag(content=(MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        assert page.evaluate(AXE) == []
    expect(menu.locator(".acts button")).to_have_count(4)  # a page without a map does not fill the screen
    Atlas(page, "").at_rest()
    page.keyboard.press("Escape")
