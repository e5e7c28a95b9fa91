"""Counts what hostile texts do in every field of a data package and every link parameter."""

import tempfile
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Page, Request

from geo import load_dataset
from pages.shared.view.link import decode_link
from pages.shared.view.routes import PAGES
from pages.shared.view.session import today
from tests.browser import PATIENCE
from tests.hostile import ALL_PARAMETERS, BAD_VALUES, CONTROLS, HOSTILE_TEXTS, RAN
from tests.hostile_package import columns_read, write_hostile_catalogue, write_hostile_package
from tests.server import running_app
from tests.tiny import write_atlas
from tools.bench.report import Table

VALUES = (*HOSTILE_TEXTS, *CONTROLS, *BAD_VALUES.values())
WIDTH, HEIGHT = 360, 740


class Count:
    """What pages of hostile texts did that they should not."""

    def __init__(self) -> None:
        self.opened = self.ran = self.exceptions = self.elsewhere = self.too_wide = 0
        self.printed = self.files = 0

    def look(self, page: Page, url: str) -> None:
        """Open a link and count what happens."""
        host = urlsplit(url).netloc

        def count_request(address: str) -> None:
            self.elsewhere += urlsplit(address).netloc not in {host, ""}

        page.on("request", lambda request: count_request(request.url))
        page.goto(url)
        page.locator(".st-key-foot, .st-key-panel, .st-key-answer").first.wait_for(state="attached", timeout=PATIENCE)
        page.locator(".stApp[data-test-script-state='notRunning']").wait_for(state="attached", timeout=PATIENCE)
        self.opened += 1
        self.ran += sum(frame.evaluate(f"window.{RAN} !== undefined") for frame in page.frames)
        self.exceptions += page.locator("[data-testid=stException]").count()
        self.too_wide += page.evaluate("document.documentElement.scrollWidth > innerWidth")

    def print(self, page: Page) -> None:
        """Print the page that is open, and count whether that runs anything."""
        page.emulate_media(media="print")
        page.pdf()
        self.ran += page.evaluate(f"window.{RAN} !== undefined")
        self.printed += 1

    def look_at_plate(self, page: Page, url: str) -> None:
        """Take the plate of a data page as SVG and open it, and count what happens."""
        page.goto(url)
        with page.expect_download() as download:
            page.locator(".st-key-plate_svg button").click(timeout=PATIENCE)
        path = download.value.path().with_suffix(".svg")
        path.write_bytes(download.value.path().read_bytes())
        page.on("request", self.count_other)
        page.goto(path.as_uri())
        self.ran += page.evaluate(f"window.{RAN} !== undefined")
        self.files += 1

    def count_other(self, request: Request) -> None:
        """Count a request of a file for anything but itself."""
        self.elsewhere += not request.url.startswith(("file:", "data:"))


def spoilt(folder: Path) -> tuple[int, int]:
    """Write a package of hostile texts with a hostile catalogue into `folder`; return cells and translations."""
    return write_hostile_package(folder), write_hostile_catalogue(folder)


def malformed_links() -> int:
    """Decode every value in every parameter; return how many links that were. None may raise."""
    dataset = load_dataset()
    for name in ALL_PARAMETERS:
        for value in VALUES:
            decode_link({name: [value]}, dataset, today())
    return len(ALL_PARAMETERS) * len(VALUES)


def corpus(browser: Browser) -> Table:
    """Show every page of an atlas of hostile texts, with each hostile text in its link; return the counts."""
    count = Count()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cells, translations = write_atlas(folder, spoilt)
        with running_app(folder, log=folder / "server.log") as address:
            for route in PAGES.values():
                for first in range(0, len(HOSTILE_TEXTS), len(ALL_PARAMETERS)):
                    texts = cycle(HOSTILE_TEXTS[first : first + len(ALL_PARAMETERS)])
                    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
                    link = urlencode(dict(zip(ALL_PARAMETERS, texts, strict=False)))
                    page = context.new_page()
                    count.look(page, f"{address}/{route.url_path}?{link}")
                    count.print(page)
                    context.close()
                context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
                page = context.new_page()
                count.look(page, f"{address}/{route.url_path}?lang=fr")
                assert page.evaluate("document.documentElement.lang") == "fr"
                context.close()
            for code in ("en", "fr"):
                context = browser.new_context()
                count.look_at_plate(context.new_page(), f"{address}/data?lang={code}")
                context.close()
        log = (folder / "server.log").read_text(encoding="utf-8")
    count.exceptions += log.count("Traceback") + log.count('"level": "error"')
    assert (count.ran, count.exceptions, count.elsewhere, count.too_wide) == (0, 0, 0, 0), vars(count)
    rows = [
        ("", "count"),
        ("Hostile texts", str(len(HOSTILE_TEXTS))),
        ("Columns of a data package that hold one", str(columns_read())),
        ("Cells of a data package that hold one", str(cells)),
        ("Texts of its French catalogue that hold one", str(translations)),
        ("Malformed links decoded, without an exception", str(malformed_links())),
        (f"Pages opened in Chromium with such data and links, {WIDTH} × {HEIGHT}", str(count.opened)),
        ("Of these also printed; plates taken as SVG and opened", f"{count.printed}; {count.files}"),
        ("– that ran one", str(count.ran)),
        ("– that raised an exception", str(count.exceptions)),
        ("– that asked another host", str(count.elsewhere)),
        ("– that were wider than the window", str(count.too_wide)),
    ]
    return Table("Hostile texts", rows)
