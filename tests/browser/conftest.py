"""One server and one Chromium for all browser tests; each test opens its own tabs."""

import os
import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser import PATIENCE, Atlas
from tests.server import CHROMIUM_FLAGS, ROOT, chromium_path, running_app

OUTPUT = ROOT / "tests" / "output"
REPORT = pytest.StashKey[pytest.TestReport]()
SIZE = (1280, 800)
Visit = Callable[..., Atlas]
Tab = Callable[..., Page]

expect.set_options(timeout=PATIENCE)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep the outcome of a test for the fixtures that clean up after it."""
    report = yield
    if report.when == "call":
        item.stash[REPORT] = report
    return report


@pytest.fixture(scope="session")
def server_log() -> Path:
    """Return the file that the server writes to."""
    OUTPUT.mkdir(exist_ok=True)
    return OUTPUT / f"server-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}.log"


@pytest.fixture(scope="session")
def address(server_log: Path) -> Iterator[str]:
    """Serve the atlas; return its address."""
    with running_app(log=server_log) as url:
        yield url


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Return Playwright, which drives Chromium."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def profile(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Start Chromium with a fresh profile, once for all browser tests.

    The profile lies on the disk, as a visitor's does, and so the browser keeps there what it has compiled.
    """
    folder = tmp_path_factory.mktemp("profile")
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=chromium_path(), args=CHROMIUM_FLAGS
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Start Chromium for tests that need contexts of their own: without a line, elsewhere, with nothing cached."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
    yield browser
    browser.close()


class Watch:
    """What the browser asks for and complains of while a test runs."""

    def __init__(self) -> None:
        self.hosts: set[str] = set()
        self.complaints: list[str] = []

    def follow(self, page: Page) -> None:
        """Watch a page from now on."""
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).netloc))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self.hear)
        page.on("dialog", self.dismiss)

    def hear(self, message: ConsoleMessage) -> None:
        """Keep an error of the console, but not that Streamlit looked for its server below a page's path first."""
        address = urlsplit(str(message.location.get("url", "")))
        looked_for = "404" in message.text and re.fullmatch(r"/\w+/_stcore/.*", address.path)
        if message.type == "error" and not looked_for:
            self.complaints.append(f"{message.text} {message.location}")

    def dismiss(self, dialog: Dialog) -> None:
        """Keep a dialog as a complaint, and close it."""
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Return what the pages of a test ask for and complain of; fail if they complain of anything."""
    watch = Watch()
    yield watch
    assert watch.complaints == []


@pytest.fixture
def tab(
    request: pytest.FixtureRequest, profile: BrowserContext, address: str, server_log: Path, watch: Watch
) -> Iterator[Tab]:
    """Return a function that opens a page of the atlas in a tab; keep pictures of the tabs if the test fails."""

    def open_tab(path: str = "", *, size: tuple[int, int] = SIZE) -> Page:
        page = profile.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        watch.follow(page)
        if path:
            page.goto(address + path)
        return page

    yield open_tab
    report = request.node.stash.get(REPORT, None)
    # The first tab, which is empty, stays: without a tab Chromium ends.
    for index, page in enumerate(profile.pages[1:]):
        if report is not None and report.failed:
            page.screenshot(path=OUTPUT / f"{re.sub(r'[^a-z0-9_]+', '-', request.node.name)[:100]}-{index}.png")
        page.close()
    if report is not None and report.failed:
        log = server_log.read_text(encoding="utf-8")[-4000:]
        report.sections.append(("Log of the server", log))


@pytest.fixture
def visit(tab: Tab, address: str) -> Visit:
    """Return a function that opens the map in a tab of its own."""

    def open_atlas(path: str = "/", *, server: str = address, size: tuple[int, int] = SIZE, **query: str) -> Atlas:
        return Atlas(tab(size=size), server).open(path, **query)

    return open_atlas
