"""The measurements: steps, a drag through all years, cold loads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from tools.bench.apps import App, changed_years
from tools.bench.traffic import Counts, Traffic

HERE = Path(__file__).resolve().parent
# Each script of the bench has the times of frames at rest before it.
FRAMES = (HERE / "frames.js").read_text(encoding="utf-8")
RECORDER = FRAMES + (HERE / "recorder.js").read_text(encoding="utf-8")
VIEWPORT = ViewportSize(width=1280, height=800)
FIRST_YEAR = 1884
STEPS = 30
PASSES = 5
COLD_LOADS = 5
REST_FRAMES = 120
PATIENCE_MS = 20_000


@dataclass
class Step:
    """One year step: until the new map (ms), without any shape (ms, frames of all watched), bytes received."""

    until_map: float
    blank: float
    blank_frames: int
    frames: int
    received: Counts


@dataclass
class Drag:
    """Drags through all `years`: times (ms) of frames and scripts, of frames on the way back, of frames at rest."""

    years: int = 0
    rest: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    scripts: list[float] = field(default_factory=list)
    return_frames: list[float] = field(default_factory=list)


@dataclass
class Load:
    """One cold load: until the first map, and one that can be moved (ms from the start), bytes received."""

    until_map: float
    live: float
    received: Counts


@contextmanager
def opened(browser: Browser, app: App, year: int) -> Iterator[tuple[Page, Traffic]]:
    """Open `app` at `year` in a context of its own, with nothing cached; yield the page once it has come to rest."""
    context = browser.new_context(viewport=VIEWPORT)
    context.add_init_script(RECORDER)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    traffic = Traffic(page)
    try:
        page.goto(app.link(year))
        page.evaluate("(patience) => window.bench.within(patience, window.bench.liveMap)", PATIENCE_MS)
        traffic.settle()
        yield page, traffic
    finally:
        context.close()


def measure_steps(browser: Browser, apps: tuple[App, App]) -> dict[str, list[Step]]:
    """Step both apps from year to year, in turns; return the steps into years with other territories, by app.

    A step without a change gives the usual app nothing to draw, so it is walked and not counted.
    """
    steps: dict[str, list[Step]] = {app.name: [] for app in apps}
    changed = changed_years(FIRST_YEAR + 1, FIRST_YEAR + 100)
    with opened(browser, apps[0], FIRST_YEAR) as atlas, opened(browser, apps[1], FIRST_YEAR) as usual:
        for year in range(FIRST_YEAR + 1, sorted(changed)[STEPS - 1] + 1):
            for app, (page, traffic) in zip(apps, (atlas, usual), strict=True):
                step = take_step(page, traffic, counted=year in changed)
                steps[app.name] += [step] if step else []
    return steps


def take_step(page: Page, traffic: Traffic, *, counted: bool) -> Step | None:
    """Press the right arrow on the slider and watch until the app has come to rest; return the step if `counted`."""
    page.bring_to_front()
    page.locator("input[type=range]").focus()
    traffic.start()
    page.evaluate("() => { window.benchWatch = window.bench.watch(); }")
    page.keyboard.press("ArrowRight")
    if counted:
        page.evaluate("(patience) => window.bench.within(patience, window.benchWatch.shown)", PATIENCE_MS)
    received = traffic.settle()
    record: dict[str, Any] = page.evaluate("() => window.benchWatch.stop()")
    if not counted:
        return None
    return Step(record["shown"], record["blank"], record["blankFrames"], record["frames"], received)


def measure_drag(browser: Browser, atlas: App) -> Drag:
    """Drag the atlas through all years in `PASSES` pages opened anew: forwards, then back, one step a frame."""
    drag = Drag()
    for _ in range(PASSES):
        with opened(browser, atlas, FIRST_YEAR) as (page, traffic):
            page.bring_to_front()
            drag.rest += page.evaluate("(count) => window.bench.rest(count)", REST_FRAMES)
            there = drag_once(page, back=False)
            drag.years = len(there["years"])
            drag.frames += there["times"]
            drag.scripts += there["scripts"]
            traffic.start()
            page.evaluate("() => window.bench.release()")
            traffic.settle()
            drag.return_frames += drag_once(page, back=True)["times"]
    return drag


def drag_once(page: Page, *, back: bool) -> dict[str, Any]:
    """Drag through all years once; return ``times``, ``scripts`` (ms), ``years`` and the ``date`` shown at the end.

    Raises
    ------
    AssertionError
        If the map shows another year at the end than the slider, or has drawn more or fewer dates than years.
    """
    record: dict[str, Any] = page.evaluate("(back) => window.bench.drag(back)", back)
    assert record["date"].startswith(str(record["years"][-1])), f"The drag ended on {record['date']}."
    assert len(record["scripts"]) == len(record["years"]), f"{len(record['scripts'])} dates drawn"
    return record


def measure_loads(browser: Browser, apps: tuple[App, App]) -> dict[str, list[Load]]:
    """Open both apps `COLD_LOADS` times with nothing cached, in turns, after once to warm the servers."""
    loads: dict[str, list[Load]] = {app.name: [] for app in apps}
    for turn in range(COLD_LOADS + 1):
        for app in apps:
            with opened(browser, app, 1925) as (page, traffic):
                if turn:
                    first, live = page.evaluate("() => Promise.all([window.bench.firstMap, window.bench.liveMap])")
                    loads[app.name].append(Load(first, live, traffic.counts))
    return loads
