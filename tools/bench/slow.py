"""A drag on slow processors: both editions beside Leaflet.timeline on the same shapes, in one run.

The editions are dragged by their own slider, with all that stands on their pages; the peer is a bare map that is told
the year (`tools.bench.stage`), to its advantage. The processor is slowed by Chromium, for the main thread of each page.
`python -m tools.bench.slow` takes these figures alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

from geo.build.npm import install_modules
from tests.server import CHROMIUM_FLAGS, chromium_path, running_app
from tools.bench.measures import FIRST_YEAR, RECORDER, drag_once
from tools.bench.report import Table, ms, p95, target
from tools.bench.scale import DRAGGER, LIMIT_MS, ask, busy, next_answer
from tools.bench.stage import ATLAS, TIMELINE, served, set_stage

PASSES = 3
REST_FRAMES = 60
SAME_MS = 1.0  # frames that differ by less take as many turns of the screen
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)
FULL, LIGHT, MAP = "full edition", "light edition", "the map alone"


@dataclass(frozen=True)
class Setting:
    """A screen, and how many times slower the processor is."""

    screen: ViewportSize
    slower: int

    @property
    def name(self) -> str:
        """Return the setting as the head of a column says it."""
        return f"{self.screen['width']}×{self.screen['height']}, {self.slower}× slower".replace(", 1× slower", "")


SETTINGS = (Setting(WIDE, 1), Setting(WIDE, 6), Setting(PHONE, 4))


@dataclass
class Drags:
    """Drags of one page in one setting: ms of frames at rest and in a drag, and of the main thread a step."""

    rest: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)

    def add(self, session: CDPSession, rest: list[float], drag: Callable[[], tuple[list[float], int]]) -> None:
        """Drag once, and keep what was seen; `drag` returns the times of its frames and the number of its steps."""
        before = busy(session)
        frames, steps = drag()
        self.busy.append((busy(session) - before) / steps)
        self.rest += rest
        self.frames += frames

    @property
    def missed(self) -> int:
        """Return how many frames more there was room for."""
        frame = median(self.rest)
        return sum(max(0, round(time / frame) - 1) for time in self.frames)


Ride = Callable[[Browser, Setting, Drags], None]


@contextmanager
def page_in(browser: Browser, setting: Setting, script: str) -> Iterator[tuple[Page, CDPSession]]:
    """Open an empty page with nothing cached; the processor is as fast as it is until `slow` is called."""
    context = browser.new_context(viewport=setting.screen, bypass_csp=True)
    context.add_init_script(script)
    page = context.new_page()
    page.set_default_timeout(2 * LIMIT_MS)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    try:
        yield page, session
    finally:
        context.close()


def slow(session: CDPSession, setting: Setting) -> None:
    """Slow the processor of a page."""
    session.send("Emulation.setCPUThrottlingRate", {"rate": setting.slower})


def ride_edition(link: str, ready: str, browser: Browser, setting: Setting, drags: Drags) -> None:
    """Drag a page of the atlas by its slider, once it has come to rest."""
    with page_in(browser, setting, RECORDER) as (page, session):
        page.goto(link)
        page.wait_for_function(ready)
        page.wait_for_load_state("networkidle")
        slow(session, setting)

        def drag() -> tuple[list[float], int]:
            record: dict[str, Any] = drag_once(page, back=False)
            return record["times"], len(record["years"])

        drags.add(session, page.evaluate("(count) => window.bench.rest(count)", REST_FRAMES), drag)


def ride_stage(link: str, browser: Browser, setting: Setting, drags: Drags) -> None:
    """Drag a bare map that is told the year."""
    with page_in(browser, setting, DRAGGER) as (page, session):
        with next_answer(page, LIMIT_MS):
            page.goto(link, wait_until="commit")
        page.wait_for_load_state("networkidle")
        slow(session, setting)

        def drag() -> tuple[list[float], int]:
            record = ask(page, f"drag(false, {LIMIT_MS})")
            return record["times"], len(record["scripts"])

        drags.add(session, ask(page, f"rest({REST_FRAMES})"), drag)


def measure_slow(browser: Browser, address: str) -> Table:
    """Drag all four pages in every setting, in turns; return the table."""
    install_modules()
    in_frame = "document.querySelector('iframe[title*=st_folium]')?.contentDocument?.body?.matches('.ready')"
    with served() as (stage_address, folder):
        stage = set_stage(folder, 1)
        rides: dict[str, Ride] = {
            FULL: partial(ride_edition, f"{address}/?date={FIRST_YEAR}", in_frame),
            LIGHT: partial(ride_edition, f"{address}/light/en/?date={FIRST_YEAR}", "document.body.matches('.ready')"),
            MAP: partial(ride_stage, stage_address + stage.paths[ATLAS]),
            TIMELINE: partial(ride_stage, stage_address + stage.paths[TIMELINE]),
        }
        seen = {(setting.name, name): Drags() for setting in SETTINGS for name in rides}
        for setting in SETTINGS:
            for _ in range(PASSES):
                for name, ride in rides.items():
                    ride(browser, setting, seen[setting.name, name])
    return slow_table(seen)


def slow_table(seen: dict[tuple[str, str], Drags]) -> Table:
    """Return the table of the drags by setting and page."""
    rows: list[tuple[str, ...]] = [("", "frame, p95", "missed", "main thread a step", "target")]
    for (setting, name), drags in seen.items():
        late, peer = p95(drags.frames), p95(seen[setting, TIMELINE].frames)
        aim = "" if name in (MAP, TIMELINE) else target(f"≤ {ms(peer)}", met=late < peer + SAME_MS)
        due = drags.missed + len(drags.frames)
        rows.append((f"{setting}: {name}", ms(late), f"{drags.missed} of {due:,}", ms(mean(drags.busy)), aim))
    return Table(f"A drag on slow processors, beside Leaflet.timeline ({PASSES} drags each)", rows)


def main() -> None:
    """Take these figures alone and print them."""
    with TemporaryDirectory() as name, running_app(log=Path(name) / "server.log") as app, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        table = measure_slow(browser, app)
        browser.close()
    print(f"## {table.title}\n\n{table.markdown()}")


if __name__ == "__main__":
    main()
