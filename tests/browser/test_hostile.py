"""Hostile texts in every field and parameter, in a browser: nothing runs, nothing leaves, nothing breaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page, expect

from pages.shared.view.routes import PAGES
from tests.browser import MAP, Atlas
from tests.browser.conftest import Tab, Watch
from tests.hostile import ALL_PARAMETERS, HOSTILE_TEXTS, RAN
from tests.hostile_package import write_hostile_package
from tests.server import OUTPUT, ROOT, running_app, shared
from tests.tiny import write_atlas

PHONE, DESK = (360, 740), (1280, 800)
STORIES = [
    {"date": "1904", "territory": "marches_free", "layers": "missions seats places claims names taken_1939"},
    {"date": "1950", "event": "T2"},
    {"date": "1960", "mission": "N1"},
]


@contextmanager
def hostile_atlas(folder: Path) -> Iterator[str]:
    """Serve an atlas of hostile texts, with layers built from it; yield its address."""
    log = OUTPUT / "hostile-server.log"
    write_atlas(folder, write_hostile_package)
    with running_app(folder, log=log) as url:
        yield url
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def hostile_address(common: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve an atlas of hostile texts; return its address."""
    folder = tmp_path_factory.mktemp("hostile_atlas")
    with shared(common / "served-hostile", lambda: hostile_atlas(folder)) as url:
        yield url


def assert_calm(page: Page, watch: Watch, address: str) -> None:
    """Fail if a text has run, has asked for anything, or has made the page wider than the window."""
    assert all(frame.evaluate(f"window.{RAN} === undefined") for frame in page.frames)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watch.hosts - {""} == {urlsplit(address).netloc}
    assert page.locator("[src*=hostile], [data-testid=stException], a[href^='javascript']").count() == 0


def with_map(page: Page) -> None:
    """Wait for the map and the time bar, both inside the window's width."""
    for place in (page.locator(MAP), page.locator("input[type=range]")):
        box = place.first.bounding_box()
        assert box is not None
        assert box["width"] > 100
        assert 0 <= box["x"] <= box["x"] + box["width"] <= page.evaluate("innerWidth")


@pytest.mark.parametrize("number", range(len(PAGES)), ids=[page.url_path or "map" for page in PAGES.values()])
def test_a_page_of_hostile_texts_with_a_hostile_link_is_calm(
    tab: Tab, watch: Watch, hostile_address: str, number: int
) -> None:
    route = list(PAGES.values())[number]
    values = islice(cycle(HOSTILE_TEXTS), number * 5, None)
    link = urlencode(dict(zip(ALL_PARAMETERS, values, strict=False)))
    page = tab(size=PHONE)
    page.goto(f"{hostile_address}/{route.url_path}?{link}")
    expect(page.locator(".st-key-foot, .st-key-panel, .st-key-answer").first).to_be_attached()
    Atlas(page, hostile_address).at_rest()
    if not route.url_path:
        Atlas(page, hostile_address).ready()
        with_map(page)
    assert_calm(page, watch, hostile_address)


@pytest.mark.parametrize(
    ("query", "size"), [*zip(STORIES, [PHONE, DESK, PHONE], strict=True)], ids=["territory", "event", "mission"]
)
def test_hostile_details_on_the_map_are_calm(
    tab: Tab, watch: Watch, hostile_address: str, query: dict[str, str], size: tuple[int, int]
) -> None:
    atlas = Atlas(tab(size=size), hostile_address).open(**query)
    with_map(atlas.page)
    for folded in atlas.page.locator("details:not([open]) > summary").all():
        if folded.is_visible():
            folded.click()
    atlas.at_rest()
    assert_calm(atlas.page, watch, hostile_address)


def test_every_hostile_text_is_shown_as_it_is_written(tab: Tab, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with running_app(ROOT, "tests/browser/hostile_app.py", OUTPUT / "texts-server.log") as address:
        page = tab()
        page.goto(address)
        expect(page.locator(".stApp[data-test-script-state='notRunning'] .st-key-label_0 button")).to_be_visible()
        texts = page.locator("[class*=st-key-text_], [class*=st-key-bold_], [class*=st-key-label_]")
        lines = [plain(words.strip()) for words in HOSTILE_TEXTS for _ in range(3)]
        expect(texts).to_have_count(len(lines))
        assert [plain(words) for words in texts.all_text_contents()] == lines
        assert_calm(page, watch, address)
        page.close()  # before its server goes


def plain(words: str) -> str:
    """Return words without the joiners that keep Streamlit from drawing signs, and with single spaces."""
    return " ".join(words.replace("\u2060", "").split())
