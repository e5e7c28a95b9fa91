"""Growth: the drag of the atlas's map beside that of its browser-native peer, on more and more territories.

The peer is `folium.plugins.Timeline` (Leaflet.timeline), a layer of Folium that changes its date in the browser,
without a server. Both draw the same shapes, joined from the same arcs, and both are told a year a frame. What else the
atlas draws (borders, names, missions, patterns, lakes and rivers) it draws alone, to the peer's advantage.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator
from playwright.sync_api import Browser, CDPSession, Error, Page, TimeoutError, sync_playwright

from geo.build.npm import install_modules
from geo.render.plate import inks
from geo.render.plate.fonts import face
from tests.server import CHROMIUM_FLAGS, chromium_path
from tools.bench.measures import FRAMES, HERE, VIEWPORT
from tools.bench.report import p95
from tools.bench.sizes import Size
from tools.bench.stage import ATLAS, TIMELINE, Stage, served, set_stage

DRAGGER = FRAMES + (HERE / "dragger.js").read_text(encoding="utf-8")
APPS = (ATLAS, TIMELINE)
SIZES = (1, 10, 100)
PASSES = 3
REST_FRAMES = 120
ANSWER = "bench:"
LIMIT_MS = 60_000
KB = 1_000
MB = 1_000_000


@dataclass
class Rides:
    """The drags of one map at one size, all passes together; times in ms.

    `scripts` has, for each step, the time in the map's own code: for the atlas all that its listener on the
    channel and its `draw` take, for the peer `setTime`. `busy` has, for each pass, the time of a step in which
    the main thread did anything at all. `heaps` are bytes after a collection. `fault` says why passes are missing.
    """

    app: str
    times: int
    territories: int
    data: Size
    loads: list[float] = field(default_factory=list)
    rest: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)
    scripts: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    back_frames: list[float] = field(default_factory=list)
    back_scripts: list[float] = field(default_factory=list)
    heaps: list[float] = field(default_factory=list)
    paths: list[int] = field(default_factory=list)
    fault: str = ""

    @property
    def missed(self) -> int:
        """Return how many frames more there was room for on the way forwards, by the time of one at rest."""
        frame = median(self.rest) if self.rest else 1.0
        return sum(max(0, round(time / frame) - 1) for time in self.frames)


def measure_scale(browser: Browser, sizes: Iterable[int] = SIZES, passes: int = PASSES) -> list[Rides]:
    """Drag both maps at each size, in turns, in pages opened anew; return the rides, the atlas's before its peer's.

    A map that fails, or is not there or not through within `LIMIT_MS`, gets no further pass at that size.
    """
    install_modules()
    results: list[Rides] = []
    with served() as (address, folder):
        for times in sizes:
            stage = set_stage(folder, times)
            rides = [Rides(app, times, stage.territories, stage.sizes[app]) for app in APPS]
            for number in range(passes * len(APPS)):
                ride(browser, address, stage, rides[number % len(APPS)])
            results += rides
    return results


def ride(browser: Browser, address: str, stage: Stage, rides: Rides) -> None:
    """Take one pass, unless one has failed: load, rest, forwards, back; add what was seen to `rides`."""
    if rides.fault:
        return
    step = "load"
    try:
        with opened(browser, address + stage.paths[rides.app]) as (page, session, ready):
            rides.loads.append(ready)
            step = "rest"
            rides.rest += ask(page, f"rest({REST_FRAMES})")
            step = "drag"
            before = busy(session)
            there = ask(page, f"drag(false, {LIMIT_MS})")
            rides.busy.append((busy(session) - before) / max(1, len(there["scripts"])))
            rides.frames += there["times"]
            rides.scripts += there["scripts"]
            rides.paths.append(page.evaluate("() => document.querySelectorAll('path').length"))
            if not there["whole"]:
                rides.fault = f"drag: {len(there['scripts'])} of {there['asked']} years in {LIMIT_MS // 1000} s"
                return
            step = "way back"
            back = ask(page, f"drag(true, {LIMIT_MS})")
            rides.back_frames += back["times"]
            rides.back_scripts += back["scripts"]
            step = "heap"
            session.send("HeapProfiler.collectGarbage")
            rides.heaps.append(metrics(session)["JSHeapUsedSize"])
    except TimeoutError:
        rides.fault = f"{step}: over {LIMIT_MS // 1000} s"
    except Error as error:
        rides.fault = f"{step}: {error.message.splitlines()[0]}"


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[tuple[Page, CDPSession, float]]:
    """Open a page in a context of its own, with nothing cached; yield it once its map is there, and after how long."""
    context = browser.new_context(viewport=VIEWPORT)
    context.add_init_script(DRAGGER)
    page = context.new_page()
    page.set_default_timeout(LIMIT_MS)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    try:
        with next_answer(page, LIMIT_MS) as answer:
            page.goto(url, wait_until="commit")
        yield page, session, answer[0]
    finally:
        context.close()


def ask(page: Page, call: str) -> Any:
    """Call a function of the dragger and return its answer."""
    with next_answer(page, 2 * LIMIT_MS) as answer:
        page.evaluate(f"() => window.bench.tell(window.bench.{call})")
    return answer[0]


@contextmanager
def next_answer(page: Page, limit: float) -> Iterator[list[Any]]:
    """Yield a list that has the dragger's next answer afterwards. A page that hangs is waited for `limit` ms only."""
    answer: list[Any] = []
    with page.expect_console_message(lambda message: message.text.startswith(ANSWER), timeout=limit) as reply:
        yield answer
    answer.append(json.loads(reply.value.text.removeprefix(ANSWER)))


def metrics(session: CDPSession) -> dict[str, float]:
    """Return what Chromium counts of a page, times in seconds."""
    return {row["name"]: row["value"] for row in session.send("Performance.getMetrics")["metrics"]}


def busy(session: CDPSession) -> float:
    """Return how long (ms) the main thread has been at work so far."""
    return metrics(session)["TaskDuration"] * 1000


def scale_rows(results: list[Rides]) -> list[tuple[str, ...]]:
    """Return the figures as rows of text, the first the head: a column for each map at each size.

    A ratio is the peer's figure by the atlas's: above 1 the atlas needs less.
    """
    columns = [_column(rides) for rides in results]
    rows = [(label, *(column[label] for column in columns)) for label in columns[0]]
    ratios = [text for pair in zip(results[::2], results[1::2], strict=True) for text in ("", _ratio(*pair))]
    rows.append(("Script a step, p95, ratio", *ratios))
    if any(rides.fault for rides in results):
        rows.append(("Given up", *(rides.fault for rides in results)))
    return rows


def _column(rides: Rides) -> dict[str, str]:
    due = rides.missed + len(rides.frames)
    return {
        "": f"{rides.app} {rides.times}×",
        "Territories": f"{rides.territories:,}",
        "Data, compressed": f"{rides.data.compressed / KB:,.0f} KB",
        "Load, median": _of(rides.loads, median, _ms),
        "Frame, p95": _of(rides.frames, p95, _ms),
        "Frames missed": f"{rides.missed:,} of {due:,}" if due else "–",
        "Script a step, median": _of(rides.scripts, median, _ms),
        "Script a step, p95": _of(rides.scripts, p95, _ms),
        "Script a step, longest": _of(rides.scripts, max, _ms),
        "Main thread a step, mean": _of(rides.busy, mean, _ms),
        "Way back: frame, p95": _of(rides.back_frames, p95, _ms),
        "Way back: script, p95": _of(rides.back_scripts, p95, _ms),
        "Frame at rest, p95": _of(rides.rest, p95, _ms),
        "Heap, median": _of(rides.heaps, median, lambda value: f"{value / MB:,.1f} MB"),
        "Paths": _of(rides.paths, max, lambda value: f"{value:,.0f}"),
    }


def _of(values: Sequence[float], take: Callable[[Any], float], say: Callable[[float], str]) -> str:
    return say(take(values)) if values else "–"


def _ratio(atlas: Rides, peer: Rides) -> str:
    return f"{p95(peer.scripts) / p95(atlas.scripts):.2f}×" if atlas.scripts and peer.scripts else "–"


def _ms(value: float) -> str:
    return f"{value:,.2f} ms" if value < 10 else f"{value:,.1f} ms"


def growth_picture(results: list[Rides], target: Path) -> None:
    """Draw script and frame p95 against the number of territories into an SVG file: same figures, same bytes."""
    settings = {"svg.hashsalt": "atlas", "svg.fonttype": "path", "text.parse_math": False}
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(8.6, 3.7), facecolor=inks.PAPER)
        panels = figure.subplots(1, 2)
        _panel(panels[0], "Script a step, p95 (ms)", [(rides, rides.scripts) for rides in results])
        _panel(panels[1], "Frame, p95 (ms)", [(rides, rides.frames) for rides in results])
        rest = median(time for rides in results for time in rides.rest)
        panels[1].axhline(rest, color=inks.FAINT, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
        place = {"xytext": (-2, -4), "textcoords": "offset points", "ha": "right", "va": "top"}
        words = {"color": inks.FAINT, "fontproperties": face("Sans", 9)}
        panels[1].annotate("at rest", (1, rest), xycoords=("axes fraction", "data"), **place, **words)
        figure.tight_layout(pad=1.2, w_pad=3)
        target.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None})


def _panel(axes: Axes, title: str, points: list[tuple[Rides, list[float]]]) -> None:
    """Draw one line a map on logarithmic axes, with its name and last figure at its end, the higher one above."""
    axes.set(xscale="log", yscale="log", facecolor=inks.PAPER)
    axes.set_title(title, loc="left", color=inks.INK, fontproperties=face("Sans Bold", 11))
    lines = {
        app: [(rides.territories, p95(values)) for rides, values in points if rides.app == app and values]
        for app in APPS
    }
    highest = max((app for app in lines if lines[app]), key=lambda app: lines[app][-1][1])
    for (app, line), colour in zip(lines.items(), (inks.ACCENT, inks.LAKE_NAME), strict=True):
        if line:
            axes.plot(*zip(*line, strict=True), color=colour, linewidth=1.8, marker="o", markersize=4.5)
            shift = 6 if app == highest else -6
            place = {"xytext": (8, shift), "textcoords": "offset points", "va": "center"}
            words = f"{app} {line[-1][1]:,.1f}"
            axes.annotate(words, line[-1], color=colour, fontproperties=face("Sans Bold", 10), **place)
    _scales(axes, sorted({rides.territories for rides, _ in points}))


def _scales(axes: Axes, counts: list[int]) -> None:
    """Give a panel its ticks, in the manner of the atlas's figures."""
    axes.set_xlabel("territories", color=inks.INK, fontproperties=face("Sans", 10))
    axes.set_xticks(counts, [f"{count:,}" for count in counts])
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.minorticks_off()
    axes.margins(x=0.08, y=0.12)
    axes.grid(axis="y", color=inks.RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(color=inks.RULE)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set(color=inks.INK, fontproperties=face("Sans", 9))
    for side, spine in axes.spines.items():
        spine.set(visible=side in ("left", "bottom"), color=inks.RULE)


def main() -> None:
    """Measure all sizes and print the figures."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        rows = scale_rows(measure_scale(browser))
        browser.close()
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for label, *cells in rows:
        print(
            label.ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)),
            sep="  ",
        )


if __name__ == "__main__":
    main()
