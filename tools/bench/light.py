"""The light edition on a thin line and on a cheap phone.

`python -m tools.bench.light` takes these figures alone.
"""

from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.server import CHROMIUM_FLAGS, chromium_path, running_app
from tools.bench.report import Table, kb, target
from tools.bench.thin import KBITS, LATENCY_MS, PATIENCE_MS, VISITS

LINK = "/light/en/?date=1925"
PHONE, SLOWER = {"width": 360, "height": 740}, 4
MOST = {"told": 1.5, "dragged": 6.0, "again": 1.0, "phone": 2.5}  # seconds
MOST_BYTES = 300_000
# Watches, frame by frame, how far the page has come; times in ms from the start of the navigation.
WATCH = """
(() => {
  const stages = window.benchStages = {};
  const reach = (stage, has) => { if (has && !(stage in stages)) stages[stage] = performance.now(); };
  const frame = () => {
    const bar = document.querySelector("#time")?.shadowRoot?.querySelector("input[type=range]");
    reach("told", document.querySelector('[data-part="relation"]')?.getClientRects().length);
    reach("sketched", document.querySelector(".first-sight .sketch"));
    reach("dragged", bar?.getClientRects().length && window.atlas?.drawnDay);
    reach("whole", document.body?.classList.contains("ready"));
    if (!stages.whole) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})();
"""


@dataclass
class Visit:
    """One visit: seconds from the start of the navigation by stage, and bytes received."""

    stages: dict[str, float]
    received: int


def visit(context: BrowserContext, address: str, *, thin: bool = False, slower: int = 1) -> Visit:
    """Open the light edition in a new page and wait until its map is whole."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    session, sizes = page.context.new_cdp_session(page), list[float]()
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")
    if thin:
        rate = KBITS * 1000 / 8
        line = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": rate, "uploadThroughput": rate}
        session.send("Network.emulateNetworkConditions", line)
    if slower > 1:
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(f"{address}{LINK}", wait_until="commit")
    page.wait_for_function("window.benchStages?.whole")
    stages = {name: value / 1000 for name, value in page.evaluate("window.benchStages").items()}
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")  # it keeps what the page has loaded
    page.close()
    return Visit(stages, int(sum(sizes)))


def context_for(browser: Browser, viewport: dict[str, int] | None = None) -> BrowserContext:
    """Return a browser's context with nothing cached."""
    size = viewport or {"width": 1280, "height": 800}
    context = browser.new_context(viewport={"width": size["width"], "height": size["height"]}, bypass_csp=True)
    context.add_init_script(WATCH)
    return context


def measure_light(browser: Browser, address: str) -> Table:
    """Return the table of the light edition; the server is warmed before."""
    first: list[Visit] = []
    second: list[Visit] = []
    phone: list[Visit] = []
    with context_for(browser) as warm:
        visit(warm, address)
    for _ in range(VISITS):
        with context_for(browser) as context:
            first.append(visit(context, address, thin=True))
            second.append(visit(context, address, thin=True))
        with context_for(browser, PHONE) as context:
            phone.append(visit(context, address, slower=SLOWER))
    return light_table(first, second, phone)


def light_table(first: list[Visit], second: list[Visit], phone: list[Visit]) -> Table:
    """Return the table of visits: first and second on a thin line, first on a phone."""

    def at(visits: list[Visit], stage: str) -> float:
        return median(visit.stages[stage] for visit in visits)

    told, dragged, again, live = (
        at(first, "told"),
        at(first, "dragged"),
        at(second, "dragged"),
        at(phone, "dragged"),
    )
    size = max(visit.received for visit in first)
    rows: list[tuple[str, ...]] = [
        ("", "measured", "target"),
        ("First text", f"{told:.1f} s", target(f"≤ {MOST['told']} s", met=told <= MOST["told"])),
        (
            "Map drawn and draggable",
            f"{dragged:.1f} s",
            target(f"≤ {MOST['dragged']} s", met=dragged <= MOST["dragged"]),
        ),
        ("Map whole", f"{at(first, 'whole'):.1f} s", ""),
        ("All received", kb(size), target(f"≤ {kb(MOST_BYTES)}", met=size <= MOST_BYTES)),
        ("Second visit: draggable", f"{again:.1f} s", target(f"≤ {MOST['again']} s", met=again <= MOST["again"])),
        (
            f"360×740, processor {SLOWER}× slower: draggable",
            f"{live:.1f} s",
            target(f"≤ {MOST['phone']} s", met=live <= MOST["phone"]),
        ),
    ]
    return Table(f"The light edition ({KBITS} kbit/s, {LATENCY_MS} ms; {len(first)} visitors)", rows)


def main() -> None:
    """Take these figures alone and print them."""
    with TemporaryDirectory() as name, running_app(log=Path(name) / "server.log") as app, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        table = measure_light(browser, app)
        browser.close()
    print(f"## {table.title}\n\n{table.markdown()}")


if __name__ == "__main__":
    main()
