"""Measure the atlas beside the usual app, print the figures, write docs/benchmarks.md."""

import os

from playwright.sync_api import Browser, sync_playwright

from tests.bench.apps import App, both_apps
from tests.bench.measures import measure_drag, measure_loads, measure_steps
from tests.bench.report import Table, document, drag_table, load_table, machine, size_table, step_table
from tests.bench.sizes import measure_sizes
from tests.server import CHROMIUM_FLAGS, ROOT, chromium_path

TARGET = ROOT / "docs" / "benchmarks.md"


def measure(browser: Browser, apps: tuple[App, App]) -> list[Table]:
    """Take all figures, saying what is being taken; return their tables."""
    atlas, usual = (app.name for app in apps)
    print("Cold loads …", flush=True)
    loads = measure_loads(browser, apps)
    print("Drag …", flush=True)
    drag = measure_drag(browser, apps[0])
    print("Year steps …", flush=True)
    steps = measure_steps(browser, apps)
    return [
        step_table(steps[atlas], steps[usual]),
        drag_table(drag),
        load_table(loads[atlas], loads[usual]),
        size_table(measure_sizes()),
    ]


def main() -> None:
    """Run the benchmark."""
    before = os.getloadavg()[0]
    with both_apps() as apps, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        tables = measure(browser, apps)
        where = machine(browser.version, (before, os.getloadavg()[0]))
        browser.close()
    print(f"\n{where}")
    for table in tables:
        print(f"\n{table.title}\n{table.markdown()}")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(document(tables, where), encoding="utf-8")
    print(f"\nWritten to {TARGET.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
