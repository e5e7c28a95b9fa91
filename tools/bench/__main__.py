"""Measure the atlas beside the usual app and beside its peer, print the figures, write docs/benchmarks.md."""

import os
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from tests.server import CHROMIUM_FLAGS, ROOT, chromium_path
from tools.bench.apps import both_apps
from tools.bench.light import measure_light
from tools.bench.links import measure_links
from tools.bench.measures import measure_drag, measure_loads, measure_steps
from tools.bench.report import (
    Table,
    document,
    drag_table,
    load_table,
    machine,
    size_table,
    stay_table,
    step_table,
    thin_table,
)
from tools.bench.roles import Plan
from tools.bench.scale import growth_picture, measure_scale, scale_rows
from tools.bench.sizes import measure_sizes
from tools.bench.slow import measure_slow
from tools.bench.stays import measure_stay
from tools.bench.thin import measure_thin
from tools.bench.throng import measure as measure_throng_table
from tools.bench.visitors_report import measure_crowds

TARGET = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "growth.svg"
GROWTH = (
    "![Script a step and frame times at 1, 10 and 100 times the territories, of the atlas and its peer](growth.svg)\n"
)


def in_the_browser(browser: Browser) -> Iterator[Table]:
    """Take the figures of both apps in a browser, saying what is being taken."""
    with both_apps() as apps:
        atlas, usual = (app.name for app in apps)
        print("Year steps …", flush=True)
        steps = measure_steps(browser, apps)
        yield step_table(steps[atlas], steps[usual])
        print("Drag …", flush=True)
        yield drag_table(measure_drag(browser, apps[0]))
        print("Cold loads …", flush=True)
        loads = measure_loads(browser, apps)
        yield load_table(loads[atlas], loads[usual])
        print("A thin line …", flush=True)
        yield thin_table(*measure_thin(browser, apps[0].address))
        print("The light edition …", flush=True)
        yield measure_light(browser, apps[0].address)
        print("Slow processors …", flush=True)
        yield measure_slow(browser, apps[0].address)
        print("A long stay …", flush=True)
        yield stay_table(measure_stay(browser, apps[0]))


def at_scale(browser: Browser) -> Table:
    """Drag the map beside its peer at each size, and draw the curves."""
    print("Many times the territories …", flush=True)
    rides = measure_scale(browser)
    growth_picture(rides, PICTURE)
    return Table("A drag through many times the territories, beside Leaflet.timeline", scale_rows(rides), (GROWTH,))


def main() -> None:
    """Run the benchmark."""
    before = os.getloadavg()[0]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        tables = [*in_the_browser(browser), at_scale(browser)]
        version = browser.version
        browser.close()
    tables += [*measure_crowds(), *measure_links(), size_table(measure_sizes())]
    print("A throng …", flush=True)
    tables.append(measure_throng_table(Plan()))
    where = machine(version, (before, os.getloadavg()[0]))
    print(f"\n{where}")
    for table in tables:
        print(f"\n{table.title}\n{table.markdown()}")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(document(tables, where), encoding="utf-8")
    print(f"\nWritten to {TARGET.relative_to(ROOT)} and {PICTURE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
