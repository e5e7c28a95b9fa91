"""A visitor in Chromium loses the line, the server, a replica or some of the files."""

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import MAP, PATIENCE, Atlas
from tests.replicas import running_nginx, running_replicas
from tests.server import ROOT, free_port, running_process
from tools.faults import VIEW, Fault

Act = Callable[[], None]

BACK_SECONDS = 5.0
ZONES = ("UTC", "Africa/Kigali", "Pacific/Kiritimati")
NEW_YEAR = "2027-01-01T00:30:00+14:00"  # in Kiritimati; elsewhere it is still 2026
# What a browser may fail to get, and what it then still has to show.
PARTS = {
    "the map's layers": r"atlas\.json",
    "the map's script": r"map\.js",
    "the time bar's timeline": r"timeline\.fr\.json",
    "land and water": r"physical\.json",
    "the words of the language": r"words\.fr\.json",
    "the fonts": r"fonts/.*",
}


class Restartable:
    """The atlas at one address, to be stopped and started."""

    def __init__(self, logs: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = logs / "restartable.log"
        self._running = ExitStack()

    def start(self) -> None:
        """Start the server and wait until it is ready."""
        self._running.enter_context(running_process(ROOT, log=self._log, port=self.port, path="/ready"))

    def stop(self) -> None:
        """Stop it with SIGTERM and wait for its end."""
        self._running.close()


@contextmanager
def restartable() -> Iterator[Restartable]:
    """Run a server that can be stopped and started."""
    with tempfile.TemporaryDirectory() as folder:
        server = Restartable(Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def opened(page: Page, address: str, **query: str) -> Atlas:
    """Open the atlas at the view of the faults."""
    page.goto(f"{address}/?{urlencode(VIEW | query)}")
    return Atlas(page, address).ready()


def at_view(atlas: Atlas, date: str, heading: str) -> None:
    """Wait until map, panel and link are those of a date, and of the land that was open."""
    atlas.shows(date)
    atlas.heading(heading)
    atlas.address_has(**{**VIEW, "date": date})
    expect(atlas.details).to_have_text("Rwanda")


def step_while_lost(context: BrowserContext, server: Restartable, lose: Act, restore: Act) -> float:
    """Lose the server, step, get it back; return how long (s) it then takes until the step is in text and link."""
    atlas = opened(context.new_page(), server.address)
    atlas.mark()
    lose()
    atlas.press("next")
    atlas.shows("1962-10-09")
    restore()
    start = perf_counter()
    at_view(atlas, "1962-10-09", "9 October 1962")
    took = perf_counter() - start
    assert atlas.is_marked()
    atlas.page.close()
    return took


def line_cut(context: BrowserContext) -> Fault:
    """Cut the line, step, restore it: the step is told to the server then."""
    with restartable() as server:
        cut, mend = (partial(context.set_offline, offline) for offline in (True, False))
        took = step_while_lost(context, server, cut, mend)
    effect = f"the map steps on; the text follows {took:.1f} s after the line is back"
    return Fault("the line is cut, the visitor steps on, the line comes back", effect, "nothing")


def server_restarted(context: BrowserContext) -> Fault:
    """Stop the server with SIGTERM while a tab is open, step, start it again."""
    with restartable() as server:
        took = step_while_lost(context, server, server.stop, server.start)
    effect = f"the map steps on meanwhile; the text follows {took:.1f} s after the server is ready; no reload"
    return Fault("the server is stopped (SIGTERM) and started again under an open tab", effect, "nothing")


def replica_killed(context: BrowserContext) -> Fault:
    """Kill the replica that has the visitor's session while he holds the slider; time how soon he is back."""
    with tempfile.TemporaryDirectory() as folder, running_replicas(Path(folder)) as replicas:
        (Path(folder) / "nginx").mkdir()
        with running_nginx(Path(folder) / "nginx", replicas.addresses) as address:
            atlas = opened(context.new_page(), address)
            atlas.mark()
            sessions = replicas.visitors()
            killed: list[float] = []

            def kill() -> None:
                replicas.kill(sessions.index(max(sessions)))
                killed.append(perf_counter())

            year = atlas.drag(kill)
            atlas.shows(f"{year}-12-31")
            atlas.heading(f"31 December {year}")
            atlas.address_has(**{**VIEW, "date": year})
            took = perf_counter() - killed[0]
            assert atlas.is_marked()
            atlas.page.close()
    assert took < BACK_SECONDS, f"{took:.1f} s"
    effect = f"the map follows the hand; the text of the year let go is there {took:.1f} s after the kill"
    return Fault("one of two replicas behind nginx is killed (SIGKILL) during a drag", effect, "nothing")


def parts_missing(context: BrowserContext, address: str) -> Iterator[Fault]:
    """Let the browser fail to get one part after the other."""
    for part, pattern in PARTS.items():
        page = context.new_page()
        page.route(re.compile(rf"^[^?]*/app/static/{pattern}(\?|$)"), lambda route: route.abort())
        page.goto(f"{address}/?{urlencode(VIEW | {'lang': 'fr'})}")
        expect(page.locator(".st-key-panel h2").first).to_be_visible(timeout=PATIENCE)
        expect(page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()
        body = page.frame_locator(MAP).locator("body")
        page.frame_locator(MAP).locator("body.ready, .failed").first.wait_for()
        messages = body.locator(".failed").all_inner_texts() + page.locator("[role=alert]:visible").all_inner_texts()
        effect = f"“{messages[0].strip()}”" if messages else "the page as ever, without what is missing"
        yield Fault(f"the browser does not get {part}", effect, "nothing: the text beside the map is complete")
        page.close()


def years_end(browser: Browser, address: str) -> Fault:
    """Open a link and step, with browsers in zones where the year has ended and where it has not."""
    states: set[Any] = set()
    for zone in ZONES:
        context = browser.new_context(timezone_id=zone)
        page = context.new_page()
        page.clock.set_system_time(NEW_YEAR)
        atlas = opened(page, address)
        atlas.press("next")
        at_view(atlas, "1962-10-09", "9 October 1962")
        states.add(
            (page.locator(".time-bar").inner_text(), atlas.slider.get_attribute("max"), atlas.panel.inner_text())
        )
        context.close()
    assert len(states) == 1
    zones = ", ".join(re.sub(r".*/", "", zone).replace("_", " ") for zone in ZONES)
    return Fault(
        f"half an hour into 2027 in Kiritimati, browsers in {zones}",
        "the same days, texts and last year in each: days are those of UTC",
        "nothing",
    )
