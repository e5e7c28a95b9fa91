"""A thin line: how long a first and a second visit take at 400 kbit/s, and what of it costs most.

`python -m tools.bench.thin` takes these figures alone.
"""

import importlib
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.server import CHROMIUM_FLAGS, chromium_path, running_app
from tools.bench.measures import RECORDER, VIEWPORT
from tools.bench.traffic import Counts, Traffic

KBITS, LATENCY_MS = 400, 300
VISITS = 3
PATIENCE_MS = 180_000
STAGES = {
    "told": "The page says what is on its way",
    "sketched": "A sketch shows the lands of the day",
    "shown": "The live map shows them",
    "dragged": "It can be dragged through time",
    "whole": "It is whole",
}
SCRIPT = (Path(__file__).resolve().parent / "thin.js").read_text(encoding="utf-8")
# What the bytes are, by the beginning of their path; the first that fits.
KINDS = (
    ("/app/static/fonts/", "Fonts of the atlas"),
    ("/app/static/", "Map and time bar of the atlas"),
    ("/static/media/", "Fonts of Streamlit"),
    ("/component/", "Frame of streamlit-folium"),
    ("/", "Scripts of Streamlit"),
)
GAINS = """\
What each step gained, one visit each, before they were all in (the first visit's lands, and what it received):

| | lands | received |
| --- | ---: | ---: |
| As Streamlit serves it | 68.3 s | 3,404 KB |
| Its scripts compressed once, the map's files asked for while it connects | 32.3 s | 1,607 KB |
| Its text font left out, its icon font cut to the icons that are used | 22.5 s | 1,073 KB |
| Brotli in place of gzip, for the atlas's files as well | 19.8 s | 899 KB |

Without asking for the map's files while Streamlit connects, the lands come 2.2 s later (23.4 s for 21.2 s, measured
last). The page's first words came after 47.8 s and stand in Streamlit's first page now. A second visit took 4.0 s,
1.3 s of it for the script of the map's frame, which may be kept now. The line at its full rate needs 19 s for
970 KB: what costs most is Streamlit's own scripts.
"""
MESSAGES = "Messages (websocket)"


@dataclass
class Visit:
    """One visit: ms from the start of the navigation by stage (`STAGES`), bytes received."""

    stages: dict[str, float] = field(default_factory=dict)
    received: Counts = field(default_factory=Counts)

    def kinds(self) -> dict[str, int]:
        """Return the bytes received by what they are."""
        bytes_by_kind = dict.fromkeys((*(name for _, name in KINDS), MESSAGES), 0)
        for path, size in self.received.http.items():
            bytes_by_kind[next(name for start, name in KINDS if path.startswith(start))] += size
        return {**bytes_by_kind, MESSAGES: self.received.socket}


def measure_thin(browser: Browser, address: str) -> tuple[list[Visit], list[Visit]]:
    """Visit the atlas at `address` on a thin line `VISITS` times, each twice with one cache; return first and second.

    The server is warmed before.
    """
    first: list[Visit] = []
    second: list[Visit] = []
    for turn in range(VISITS + 1):
        context = browser.new_context(viewport=VIEWPORT, bypass_csp=True)
        context.add_init_script(RECORDER + SCRIPT)
        try:
            if not turn:
                visit(context, address, thin=False)
                continue
            first.append(visit(context, address))
            second.append(visit(context, address))
        finally:
            context.close()
    return first, second


def visit(context: BrowserContext, address: str, *, thin: bool = True) -> Visit:
    """Open the atlas in a new page and wait until its map is whole."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    traffic = Traffic(page)
    if thin:
        rate = KBITS * 1000 / 8
        line = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": rate, "uploadThroughput": rate}
        traffic.session.send("Network.emulateNetworkConditions", line)
    page.goto(f"{address}/?date=1925", wait_until="commit")
    page.wait_for_function("window.benchStages?.whole && window.benchStages.dragged")
    stages: dict[str, float] = page.evaluate("window.benchStages")
    counts = traffic.settle()
    page.close()
    return Visit(stages, counts)


def seconds(visits: list[Visit], stage: str) -> float:
    """Return the median time to a stage, in seconds."""
    return median(visit.stages[stage] for visit in visits) / 1000


def main() -> None:
    """Take these figures alone and print them."""
    # The report knows the tables of every part.
    report = importlib.import_module("tools.bench.report")
    with TemporaryDirectory() as name, running_app(log=Path(name) / "server.log") as app, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        table = report.thin_table(*measure_thin(browser, app))
        browser.close()
    print("\n".join([f"## {table.title}\n", f"{table.markdown()}\n", *table.after]))


if __name__ == "__main__":
    main()
