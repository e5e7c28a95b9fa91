"""One server and one Chromium for all browser tests; every test has a fresh profile and a watched page."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import PATIENCE, Atlas
from tests.server import CHROMIUM_FLAGS, ROOT, chromium_path, running_app

OUTPUT = ROOT / "tests" / "output"
REPORT = pytest.StashKey[pytest.TestReport]()
Visit = Callable[..., Atlas]

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
    return OUTPUT / "server.log"


@pytest.fixture(scope="session")
def address(server_log: Path) -> Iterator[str]:
    """Serve the atlas; return its address."""
    with running_app(log=server_log) as url:
        yield url


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start Chromium, once for all browser tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


class Watch:
    """What the browser asks for and complains of while a test runs."""

    def __init__(self, context: BrowserContext) -> None:
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        context.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("console", lambda message: self.hear(message.type, message.text))
        context.on("dialog", self.dismiss)
        context.on("page", self.follow)

    def hear(self, kind: str, words: str) -> None:
        """Keep an error of the console."""
        if kind == "error":
            self.complaints.append(words)

    def dismiss(self, dialog: object) -> None:
        """Keep a dialog as a complaint, and close it."""
        self.complaints.append(f"dialog: {dialog}")
        dialog.dismiss()  # type: ignore[attr-defined]

    def follow(self, page: Page) -> None:
        """Watch the sockets of a page."""
        page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).netloc))


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> Iterator[list[Watch]]:
    """Collect what the pages of a test complain of, and fail if any does."""
    watches: list[Watch] = []
    yield watches
    complaints = [complaint for each in watches for complaint in each.complaints]
    if "may_complain" not in request.keywords:
        assert complaints == []


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, chromium: Browser, address: str, server_log: Path, watch: list[Watch]
) -> Iterator[Visit]:
    """Return a function that opens the atlas in a fresh profile; keep pictures if the test fails."""
    contexts: list[BrowserContext] = []

    def open_atlas(path: str = "/", *, at: str = address, size: tuple[int, int] = (1280, 800), **query: str) -> Atlas:
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watch.append(Watch(context))
        return Atlas(context.new_page(), at).open(path, **query)

    yield open_atlas
    if request.node.stash.get(REPORT, None) is not None and request.node.stash[REPORT].failed:
        for index, page in enumerate(page for context in contexts for page in context.pages):
            name = request.node.name.replace("/", "_")[:120]
            page.screenshot(path=OUTPUT / f"{name}-{index}.png")
        request.node.add_report_section("teardown", "server log", server_log.read_text(encoding="utf-8")[-4000:])
    for context in contexts:
        context.close()
