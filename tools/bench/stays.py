"""A long stay: a second visit, pages opened one after the other, half an hour of playback."""

import time
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle, islice
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page

from pages.shared.language.words import text
from pages.shared.view.routes import PAGES
from tests.browser import MAP, PLAYBACK
from tools.bench.apps import App
from tools.bench.measures import FIRST_YEAR, PATIENCE_MS, RECORDER, VIEWPORT
from tools.bench.traffic import Counts, Traffic

ROUNDS = 3
MINUTES = 30
YEARS_A_SECOND = 4  # as the time bar plays
WARM_STEPS = 600
SWITCHED = ("pages/chronology/page.py", "pages/missions/page.py", "pages/cooperation/page.py")


@dataclass
class Stay:
    """What was seen: bytes of the second visit, ms to open a page, counts before and after the playback."""

    second: Counts = field(default_factory=Counts)
    switches: list[float] = field(default_factory=list)
    steps: int = 0
    before: dict[str, float] = field(default_factory=dict)
    after: dict[str, float] = field(default_factory=dict)


def measure_stay(browser: Browser, atlas: App) -> Stay:
    """Visit the atlas twice with one browser cache; on the second visit open pages, then play."""
    stay = Stay()
    context = browser.new_context(viewport=VIEWPORT)
    context.add_init_script(RECORDER)
    try:
        open_page(context.new_page(), atlas)
        page = context.new_page()
        traffic = open_page(page, atlas)
        stay.second = traffic.counts
        for _ in range(ROUNDS):
            for path in SWITCHED:
                stay.switches += [switch(page, path), switch(page, "pages/map/page.py")]
        traffic.settle()
        play(page, traffic.session, stay)
    finally:
        context.close()
    return stay


def open_page(page: Page, atlas: App) -> Traffic:
    """Open the atlas and wait until it has come to rest."""
    page.set_default_timeout(PATIENCE_MS)
    traffic = Traffic(page)
    page.goto(atlas.link(1925))
    page.evaluate("(patience) => window.bench.within(patience, window.bench.liveMap)", PATIENCE_MS)
    traffic.settle()
    return traffic


def switch(page: Page, path: str) -> float:
    """Open a page by its link in the head; return the time (ms) until its own part can be seen."""
    started = time.perf_counter()
    page.locator(".st-key-links").get_by_role("link", name=text(PAGES[path].label), exact=True).click()
    page.locator(f".st-key-{PAGES[path].url_path or 'panel'}").wait_for()
    return (time.perf_counter() - started) * 1000


def play(page: Page, session: CDPSession, stay: Stay) -> None:
    """Let the map go through as many years as in `MINUTES` of playback, as fast as it can; count before and after."""
    frame = page.locator(MAP).element_handle().content_frame()
    assert frame is not None
    frame.wait_for_function("document.body.classList.contains('ready') && atlas.preparing === null")
    stay.steps = MINUTES * 60 * YEARS_A_SECOND
    ends = cycle(f"{year}-12-31" for year in range(FIRST_YEAR, date.today().year + 1))
    frame.evaluate(PLAYBACK, [*islice(ends, WARM_STEPS)])
    stay.before = counted(session)
    frame.evaluate(PLAYBACK, [*islice(ends, stay.steps)])
    frame.wait_for_function("!atlas.settling && atlas.preparing === null")
    stay.after = counted(session)


def counted(session: CDPSession) -> dict[str, float]:
    """Return heap (bytes), nodes and listeners of the whole page, after a collection of garbage."""
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    values: list[dict[str, Any]] = session.send("Performance.getMetrics")["metrics"]
    metrics = {item["name"]: float(item["value"]) for item in values}
    return {name: metrics[name] for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners")}
