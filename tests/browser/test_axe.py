"""No page, in any language, theme or size, breaks a rule of WCAG 2.2 AA that axe-core can check."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from geo.build.npm import MODULES, install_modules
from pages.shared.language.languages import NAMES
from pages.shared.view.routes import PAGES
from tests.browser import MAP
from tests.browser.conftest import Tab

Checked = Callable[[str], Page]

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
THEMES = ("light", "dark")
SIZES = ((1280, 800), (360, 740))
DAY = "1962-07-01"
MAPS = {"": 1, "story": 1, "comparison": 2}
ROOMS = [page.url_path for page in PAGES.values()]
# What only another link shows: an open story, a step of the tour, a note that stands before texts.
OTHERS = ("?territory=ruanda_urundi_trust", "story?step=4", "chronology?event=E001")

# A theme changes colours, and nothing else that a rule looks at.
OF_COLOUR = ("color-contrast", "link-in-text-block")

# A button without a name, and a word that is hardly to be read.
FAULTS = '<button></button><p style="color: #777; background: #888">word</p>'

AXE = """
async ([rules, colours]) => {
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const runOnly = colours.length ? { type: "rule", values: colours } : rules;
  const found = await axe.run(document, { runOnly, resultTypes: ["violations"], iframes: false, preload: false });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}
"""
THEME_HERE = "theme => getComputedStyle(document.querySelector('.stApp')).colorScheme === theme"
HAS_ITS_LOOK = "() => getComputedStyle(document.documentElement).getPropertyValue('--map-waits') !== ''"
NOTHING_MOVES = "*, ::before, ::after { transition: none !important; animation: none !important; }"


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core."""
    install_modules()
    return Path(MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def checked(tab: Tab, axe: str, address: str) -> Checked:
    """Return a function that opens a link with axe-core in the page and in its maps, and waits until all is there."""

    def open_page(link: str) -> Page:
        page = tab()
        page.goto(address + link)
        page.locator(".st-key-foot").wait_for()
        expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()
        page.wait_for_function(HAS_ITS_LOOK)
        room = urlsplit(link).path.strip("/")
        expect(page.locator(MAP)).to_have_count(MAPS.get(room, 0))
        for frame in page.locator(MAP).all():
            expect(frame.content_frame.locator("body")).to_have_class(re.compile(r"\bready\b"))
        if room == "story":
            expect(page.locator("button.previous")).to_have_attribute("aria-label", re.compile(r"\w"))
        page.add_style_tag(content=NOTHING_MOVES)
        for part in page.frames:
            part.evaluate(axe)
        return page

    return open_page


def turn(page: Page, theme: str) -> None:
    """Let the visitor's system ask for a theme, and wait until page, map and time bar have it."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(THEME_HERE, arg=theme)
    for body in page.locator(MAP).all():
        expect(body.content_frame.locator(f"html[data-theme={theme}]")).to_be_attached()
    for bar in page.locator(".time-bar").all():
        expect(bar).to_have_attribute("data-theme", theme)
    expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()


def broken_rules(page: Page) -> list[str]:
    """Return what breaks a rule, each with theme and size, in the page and in the frames of its maps."""
    found = []
    for theme in THEMES:
        turn(page, theme)
        colours = OF_COLOUR if theme != THEMES[0] else ()
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for frame in page.frames:
                found += [f"{theme} {width}: {fault}" for fault in frame.evaluate(AXE, [RULES, colours])]
    return found


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("room", ROOMS)
def test_a_page_keeps_the_rules(checked: Checked, room: str, language: str) -> None:
    page = checked(f"/{room}?date={DAY}&lang={language}")
    expect(page.locator(f"html[lang={language}]")).to_be_attached()
    assert broken_rules(page) == []


@pytest.mark.parametrize("link", OTHERS)
def test_what_a_link_opens_keeps_the_rules(checked: Checked, link: str) -> None:
    assert broken_rules(checked(f"/{link}")) == []


@pytest.mark.parametrize("room", ["", "comparison"])
def test_the_check_reaches_into_the_map(checked: Checked, room: str) -> None:
    page = checked(f"/{room}?date={DAY}")
    for frame in page.frames[1:]:
        frame.evaluate(f"document.querySelector('.views').innerHTML = `{FAULTS}`")
    found = broken_rules(page)
    assert len([fault for fault in found if "button-name" in fault]) == len(SIZES) * MAPS[room]
    assert len([fault for fault in found if "color-contrast" in fault]) == len(THEMES) * len(SIZES) * MAPS[room]
