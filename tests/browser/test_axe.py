"""No page, in any language, theme or size, breaks a rule of WCAG 2.2 AA that axe-core can check.

Every page is opened in every language, but a rule is asked only where its answer can be another one:

- all rules in English, in the light theme, at both sizes: a phone folds and shows other things than a desk;
- `COLOUR` in the dark theme as well, at both sizes: a theme changes colours and nothing else;
- `WORDS` and `FLOW` in the other languages, at both sizes: a translation changes the words, how long they are and so
  where lines break and buttons stand, and the language that is declared; elements, roles, states and colours are made
  by the same code in each language.

`STRUCTURE` is what is left. `test_every_rule_of_axe_has_its_place` fails if a new axe-core has a rule that none of
the four names.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from geo.build.npm import MODULES, install_modules
from pages.shared.language.languages import NAMES
from pages.shared.view.routes import PAGES
from tests.browser import MAP
from tests.browser.conftest import Tab

Open = Callable[[Page, str], None]

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
COLOUR = {"color-contrast", "link-in-text-block"}
FLOW = {"avoid-inline-spacing", "scrollable-region-focusable", "target-size"}
WORDS = {
    *("area-alt", "aria-command-name", "aria-input-field-name", "aria-meter-name", "aria-progressbar-name"),
    *("aria-toggle-field-name", "aria-tooltip-name", "button-name", "bypass", "document-title", "frame-title"),
    *("frame-title-unique", "html-has-lang", "html-lang-valid", "html-xml-lang-mismatch", "image-alt"),
    *("input-button-name", "input-image-alt", "label", "link-name", "object-alt", "role-img-alt", "select-name"),
    *("summary-name", "svg-img-alt", "valid-lang"),
}
STRUCTURE = {
    *("aria-allowed-attr", "aria-braille-equivalent", "aria-conditional-attr", "aria-deprecated-role"),
    *("aria-hidden-body", "aria-hidden-focus", "aria-prohibited-attr", "aria-required-attr"),
    *("aria-required-children", "aria-required-parent", "aria-roles", "aria-valid-attr", "aria-valid-attr-value"),
    *("autocomplete-valid", "blink", "definition-list", "dlitem", "duplicate-id-aria", "form-field-multiple-labels"),
    *("frame-focusable-content", "list", "listitem", "marquee", "meta-refresh", "meta-viewport"),
    *("nested-interactive", "no-autoplay-audio", "server-side-image-map", "td-headers-attr", "th-has-data-cells"),
    "video-caption",
}

THEMES = ("light", "dark")
SIZES = ((1280, 800), (360, 740))
DAY = "1962-07-01"
MAPS = {"": 1, "story": 1, "comparison": 2}
ADDRESSES = [page.url_path for page in PAGES.values()]
FIRST, *OTHERS = NAMES
# What only another link shows: open details, a step of the tour, a note that stands before texts.
LINKS = ("?territory=ruanda_urundi_trust", "story?step=4", "chronology?event=E001")

# A button without a name, and a word that is hardly to be read.
FAULTS = '<button></button><p style="color: #777; background: #888">word</p>'

AXE = """
async ([tags, rules]) => {
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const runOnly = rules.length ? { type: "rule", values: rules } : tags;
  const found = await axe.run(document, { runOnly, resultTypes: ["violations"], iframes: false, preload: false });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`));
}
"""
# The rules that these tags run: axe-core leaves out what is on trial and what is given up.
RULES_RUN = """
(tags) => axe.getRules(tags).filter(({ tags: of }) => !of.includes("experimental") && !of.includes("deprecated"))
  .map(({ ruleId }) => ruleId)
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
def open_link(axe: str, address: str) -> Open:
    """Return a function that opens a link with axe-core in the page and in its maps, and waits until all is there."""

    def open_page(page: Page, link: str) -> None:
        page.goto(address + link)
        page.locator(".st-key-foot").wait_for()
        expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()
        page.wait_for_function(HAS_ITS_LOOK)
        url = urlsplit(link).path.strip("/")
        expect(page.locator(MAP)).to_have_count(MAPS.get(url, 0))
        for frame in page.locator(MAP).all():
            expect(frame.content_frame.locator("body")).to_have_class(re.compile(r"\bready\b"))
        if url == "story":
            expect(page.locator("button.previous")).to_have_attribute("aria-label", re.compile(r"\w"))
        page.add_style_tag(content=NOTHING_MOVES)
        for part in page.frames:
            part.evaluate(axe)

    return open_page


def set_theme(page: Page, theme: str) -> None:
    """Let the visitor's system ask for a theme, and wait until page, map and time bar have it."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(THEME_HERE, arg=theme)
    for body in page.locator(MAP).all():
        expect(body.content_frame.locator(f"html[data-theme={theme}]")).to_be_attached()
    for bar in page.locator(".time-bar").all():
        expect(bar).to_have_attribute("data-theme", theme)
    expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()


def broken_rules(page: Page, theme: str = THEMES[0], rules: Iterable[str] = ()) -> list[str]:
    """Return what breaks one of some rules, or of all, at each size, in the page and in the frames of its maps."""
    set_theme(page, theme)
    faults = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for frame in page.frames:
            faults += [f"{theme} {width}: {fault}" for fault in frame.evaluate(AXE, [RULES, sorted(rules)])]
    return faults


def broken_in_both_themes(page: Page) -> list[str]:
    """Return what breaks a rule in the light theme, and a rule on colours in the dark one."""
    return broken_rules(page) + broken_rules(page, "dark", COLOUR)


@pytest.mark.parametrize("url", ADDRESSES, ids=[url or "map" for url in ADDRESSES])
def test_a_page_keeps_the_rules(tab: Tab, open_link: Open, url: str) -> None:
    page = tab()
    open_link(page, f"/{url}?date={DAY}&lang={FIRST}")
    expect(page.locator(f"html[lang={FIRST}]")).to_be_attached()
    assert broken_in_both_themes(page) == []


@pytest.mark.parametrize("url", ADDRESSES, ids=[url or "map" for url in ADDRESSES])
def test_a_page_keeps_the_rules_on_words_in_other_languages(tab: Tab, open_link: Open, url: str) -> None:
    page = tab()
    for language in OTHERS:
        open_link(page, f"/{url}?date={DAY}&lang={language}")
        expect(page.locator(f"html[lang={language}]")).to_be_attached()
        assert broken_rules(page, rules=WORDS | FLOW) == [], language


@pytest.mark.parametrize("link", LINKS)
def test_what_a_link_opens_keeps_the_rules(tab: Tab, open_link: Open, link: str) -> None:
    page = tab()
    open_link(page, f"/{link}")
    assert broken_in_both_themes(page) == []


@pytest.mark.parametrize("url", ["", "comparison"], ids=["map", "comparison"])
def test_the_check_reaches_into_the_map(tab: Tab, open_link: Open, url: str) -> None:
    page = tab()
    open_link(page, f"/{url}?date={DAY}")
    for frame in page.frames[1:]:
        frame.evaluate(f"document.querySelector('.views').innerHTML = `{FAULTS}`")
    faults = broken_in_both_themes(page) + broken_rules(page, rules=WORDS | FLOW)
    assert len([fault for fault in faults if "button-name" in fault]) == 2 * len(SIZES) * MAPS[url]
    assert len([fault for fault in faults if "color-contrast" in fault]) == len(THEMES) * len(SIZES) * MAPS[url]


def test_every_rule_of_axe_has_its_place(tab: Tab, axe: str) -> None:
    page = tab()
    page.evaluate(axe)
    parts = (COLOUR, FLOW, WORDS, STRUCTURE)
    assert set(page.evaluate(RULES_RUN, RULES)) == set().union(*parts)
    assert sum(map(len, parts)) == len(set().union(*parts))
