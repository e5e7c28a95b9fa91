"""No page, in any language, theme or size, breaks a rule of axe-core: neither of WCAG 2.2 AA nor of its best practices.

Every page is opened in every language, but a rule is asked only where its answer can be another one:

- all rules in English, in the light theme, at both sizes: a phone folds and shows other things than a desk;
- `COLOUR` in the dark theme as well: a theme changes colours and nothing else;
- `WORDS` and `FLOW` in the other languages: a translation changes the words, how long they are and so where lines
  break and buttons stand, and the language that is declared; elements, roles, states and colours are made by the same
  code in each language. A phone has the least room for words.

The last two are asked on a phone of the whole page; at a desk, where every word has more room, of what the phone does
not show or colours otherwise, and in the language whose words are the longest. The light edition says the same in the
same words: besides English it is asked in that language.

`STRUCTURE` is what is left. `test_every_rule_of_axe_has_its_place` fails if a new axe-core has a rule that none of
the four names.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.build.npm import MODULES, install_modules
from pages.shared.language.languages import NAMES, phrases
from pages.shared.view.routes import PAGES
from tests.browser import MAP
from tests.browser.conftest import Tab, Visit

Open = Callable[..., Page]
Rules = Iterable[str]
Size = tuple[int, int]

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What a page has once: the frame of a map has it from the page around it.
OF_A_PAGE = ("landmark-one-main", "page-has-heading-one", "region")
COLOUR = {"color-contrast", "link-in-text-block"}
FLOW = {"avoid-inline-spacing", "scrollable-region-focusable", "target-size"}
WORDS = {
    *("area-alt", "aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-meter-name"),
    *("aria-progressbar-name", "aria-tab-name", "aria-toggle-field-name", "aria-tooltip-name", "aria-treeitem-name"),
    *("button-name", "bypass", "document-title", "empty-heading", "empty-table-header", "frame-title"),
    *("frame-title-unique", "html-has-lang", "html-lang-valid", "html-xml-lang-mismatch", "image-alt"),
    *("image-redundant-alt", "input-button-name", "input-image-alt", "label", "label-content-name-mismatch"),
    *("label-title-only", "landmark-unique", "link-name", "object-alt", "role-img-alt", "select-name"),
    *("summary-name", "svg-img-alt", "table-duplicate-name", "valid-lang"),
}
STRUCTURE = {
    *("accesskeys", "aria-allowed-attr", "aria-allowed-role", "aria-braille-equivalent", "aria-conditional-attr"),
    *("aria-deprecated-role", "aria-hidden-body", "aria-hidden-focus", "aria-prohibited-attr", "aria-required-attr"),
    *("aria-required-children", "aria-required-parent", "aria-roles", "aria-text", "aria-valid-attr"),
    *("aria-valid-attr-value", "autocomplete-valid", "blink", "definition-list", "dlitem", "duplicate-id-aria"),
    *("form-field-multiple-labels", "frame-focusable-content", "frame-tested", "heading-order", "list", "listitem"),
    *("landmark-banner-is-top-level", "landmark-contentinfo-is-top-level", "landmark-main-is-top-level"),
    *("landmark-no-duplicate-banner", "landmark-no-duplicate-contentinfo", "landmark-no-duplicate-main"),
    *("landmark-one-main", "marquee", "meta-refresh", "meta-viewport", "meta-viewport-large", "nested-interactive"),
    *("no-autoplay-audio", "page-has-heading-one", "presentation-role-conflict", "region", "scope-attr-valid"),
    *("server-side-image-map", "skip-link", "tabindex", "td-headers-attr", "th-has-data-cells", "video-caption"),
}

THEMES = ("light", "dark")
DESK, PHONE = (1280, 800), (360, 740)
DAY = "1962-07-01"
MAPS = {"": 1, "story": 1, "comparison": 2}
ADDRESSES = [page.url_path for page in PAGES.values()]
FIRST, *OTHERS = NAMES
LONGEST = max(OTHERS, key=lambda code: len("".join(chain.from_iterable(phrases(code).forms.values()))))
# What only another link shows: open details, a step of the tour, a note that stands before texts.
LINKS = [
    ("/", {"territory": "ruanda_urundi_trust"}),
    ("/story", {"step": "4"}),
    ("/chronology", {"event": "E001"}),
]

# A button without a name, and a word that is hardly to be read.
FAULTS = '<button></button><p style="color: #777; background: #888">word</p>'

# Words that a phone does not show, and words that a wide window gives another ground.
SIZED = """<style>
.sized { color: #777; background: #fff }
@media (width < 600px) { .sized { display: none } }
.ground { color: #000; background: #fff }
@media (width > 600px) { .ground { background: #222 } }
</style><p class="sized" style="background: #888">word</p><p class="ground">word</p>"""

AXE = """
async ([tags, rules, isNew, ofAPage]) => {
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  const before = window.looks ?? new Map();
  window.looks = new Map();
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { color, backgroundColor, backgroundImage, fill, opacity } = getComputedStyle(element);
    window.looks.set(element, [color, backgroundColor, backgroundImage, fill, opacity].join());
  }
  const include = [...window.looks.keys()].filter((element) => before.get(element) !== window.looks.get(element));
  if (isNew && !include.length) return [];
  const runOnly = rules.length ? { type: "rule", values: rules } : tags;
  const left = window === top ? [] : ofAPage.map((rule) => [rule, { enabled: false }]);
  const rulesLeft = Object.fromEntries(left);
  const options = { runOnly, rules: rulesLeft, resultTypes: ["violations"], iframes: false, preload: false };
  const found = await axe.run(isNew ? { include } : document, options);
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
# Lets nothing move, or again what moves otherwise.
STAND_STILL = """
(isStill) => {
  document.querySelector("style.still")?.remove();
  if (!isStill) return;
  const sheet = Object.assign(document.createElement("style"), { className: "still" });
  sheet.textContent = "*, ::before, ::after { transition: none !important; animation: none !important; }";
  document.head.append(sheet);
}
"""


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script of axe-core."""
    install_modules()
    return Path(MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def open_link(axe: str, walk: Visit) -> Iterator[Open]:
    """Return a function that goes to a link with axe-core in the page and in its maps, and waits until all is there."""
    opened: list[Page] = []

    def open_page(path: str, size: Size = DESK, **query: str) -> Page:
        page = walk(path, size=size, **query).page
        expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()
        page.wait_for_function(HAS_ITS_LOOK)
        expect(page.locator(MAP)).to_have_count(MAPS.get(path.strip("/"), 0))
        for frame in page.locator(MAP).all():
            expect(frame.content_frame.locator("body")).to_have_class(re.compile(r"\bready\b"))
        if path == "/story":
            expect(page.locator("button.previous")).to_have_attribute("aria-label", re.compile(r"\w"))
        opened.append(page)
        page.evaluate(STAND_STILL, True)
        for part in page.frames:
            if part.evaluate("typeof axe === 'undefined'"):
                part.evaluate(axe)
        return page

    yield open_page
    for page in opened[:1]:
        page.evaluate(STAND_STILL, False)


def set_theme(page: Page, theme: str) -> None:
    """Let the visitor's system ask for a theme, and wait until page, map and time bar have it."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(THEME_HERE, arg=theme)
    for body in page.locator(MAP).all():
        expect(body.content_frame.locator(f"html[data-theme={theme}]")).to_be_attached()
    for bar in page.locator(".time-bar").all():
        expect(bar).to_have_attribute("data-theme", theme)
    expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()


def broken_rules(page: Page, size: Size, theme: str = THEMES[0], rules: Rules = (), *, new: bool = False) -> list[str]:
    """Return what breaks one of some rules, or of all, in the page and in the frames of its maps.

    If only what is `new` is asked, it is what was not seen, or had other colours, when this was called before.
    """
    set_theme(page, theme)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    options = [RULES, sorted(rules), new, OF_A_PAGE]
    return [f"{theme} {size[0]}: {fault}" for frame in page.frames for fault in frame.evaluate(AXE, options)]


def broken_in_both_themes(page: Page) -> list[str]:
    """Return what breaks a rule in the light theme, and a rule on colours in the dark one."""
    faults = broken_rules(page, DESK) + broken_rules(page, PHONE)
    return faults + broken_rules(page, PHONE, "dark", COLOUR) + broken_rules(page, DESK, "dark", COLOUR, new=True)


def broken_by_words(page: Page, sizes: Iterable[Size] = (PHONE, DESK)) -> list[str]:
    """Return what breaks a rule on words and their flow, at the first size and in what is new at the others."""
    faults: list[str] = []
    for index, size in enumerate(sizes):
        faults += broken_rules(page, size, rules=WORDS | FLOW, new=index > 0)
    return faults


@pytest.mark.parametrize("url", ADDRESSES, ids=[url or "map" for url in ADDRESSES])
def test_a_page_keeps_the_rules(open_link: Open, url: str) -> None:
    page = open_link(f"/{url}", date=DAY, lang=FIRST)
    expect(page.locator(f"html[lang={FIRST}]")).to_be_attached()
    assert broken_in_both_themes(page) == []


@pytest.mark.parametrize("url", ADDRESSES, ids=[url or "map" for url in ADDRESSES])
def test_a_page_keeps_the_rules_on_words_in_other_languages(open_link: Open, url: str) -> None:
    for language in OTHERS:
        page = open_link(f"/{url}", size=PHONE, date=DAY, lang=language)
        expect(page.locator(f"html[lang={language}]")).to_be_attached()
        assert broken_by_words(page, (PHONE, DESK) if language == LONGEST else (PHONE,)) == [], language


@pytest.mark.parametrize(("path", "query"), LINKS)
def test_what_a_link_opens_keeps_the_rules(open_link: Open, path: str, query: dict[str, str]) -> None:
    assert broken_in_both_themes(open_link(path, date=DAY, **query)) == []


@pytest.mark.parametrize("url", ADDRESSES, ids=[url or "map" for url in ADDRESSES])
def test_a_page_of_the_light_edition_keeps_the_rules(tab: Tab, address: str, axe: str, url: str) -> None:
    page = tab()
    for code in (FIRST, LONGEST):
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        page.emulate_media(color_scheme="light")
        page.goto(f"{address}/light/{code}/{url}?date={DAY}&territory=ruanda_urundi_trust")
        if not url:
            expect(page.locator("body")).to_have_class(re.compile(r"\bready\b"))
            expect(page.locator('[data-part="details"] h2')).to_be_visible()
        page.evaluate(axe)
        rules = WORDS | FLOW if code != FIRST else ()
        faults = light_faults(page, rules)
        if code == FIRST:
            page.emulate_media(color_scheme="dark")
            faults += light_faults(page, COLOUR)
            page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
            faults += light_faults(page, (), new=True)
        assert faults == [], code


def light_faults(page: Page, rules: Rules, *, new: bool = False) -> list[str]:
    """Return what breaks one of some rules, or of all, in a page without frames; see `broken_rules`."""
    found: list[str] = page.evaluate(AXE, [RULES, sorted(rules), new, OF_A_PAGE])
    return found


def test_the_check_reaches_into_the_maps(open_link: Open) -> None:
    page = open_link("/comparison", date=DAY)
    for frame in page.frames[1:]:
        frame.evaluate(f"document.querySelector('.views').innerHTML = `{FAULTS}`")
    faults = broken_in_both_themes(page) + broken_by_words(page)
    page.reload()
    expect(page.locator(MAP)).to_have_count(MAPS["comparison"])
    assert len([fault for fault in faults if "button-name" in fault]) == 3 * MAPS["comparison"]
    assert len([fault for fault in faults if "color-contrast" in fault]) == 3 * MAPS["comparison"]


def test_what_another_size_shows_or_colours_anew_is_asked_again(open_link: Open) -> None:
    page = open_link(f"/{ADDRESSES[-1]}", date=DAY)
    page.locator(".st-key-foot").evaluate("(foot, words) => foot.insertAdjacentHTML('beforeend', words)", SIZED)
    assert broken_rules(page, PHONE, "dark", COLOUR) == []
    faults = broken_rules(page, DESK, "dark", COLOUR, new=True)
    page.reload()
    assert len([fault for fault in faults if "color-contrast" in fault]) == 2


def test_every_rule_of_axe_has_its_place(tab: Tab, axe: str) -> None:
    page = tab()
    page.evaluate(axe)
    parts = (COLOUR, FLOW, WORDS, STRUCTURE)
    assert set(page.evaluate(RULES_RUN, RULES)) == set().union(*parts)
    assert sum(map(len, parts)) == len(set().union(*parts))
