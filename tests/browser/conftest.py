"""One Chromium for all browser tests, whose tabs are used by one test after the other."""

import re
from collections.abc import Callable, Generator, Iterator
from typing import Any
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

from geo.translations import SOURCE
from tests.browser import PATIENCE, Atlas
from tests.server import CHROMIUM_FLAGS, OUTPUT, SERVER_LOG, chromium_path

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


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Return Playwright, which drives Chromium."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="package")
def profile(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Start Chromium with a fresh profile, once for all browser tests.

    The profile lies on the disk, as a visitor's does, and so the browser keeps there what it has compiled. Playwright
    evaluates as text what a test waits for, which the policy of the pages forbids: it does not hold here. What it
    blocks is asked by `test_policy.py`, in a context of its own.
    """
    folder = tmp_path_factory.mktemp("profile")
    context = playwright.chromium.launch_persistent_context(
        folder, executable_path=chromium_path(), args=CHROMIUM_FLAGS, bypass_csp=True
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
        self._followed: list[tuple[Page, str, Callable[[Any], None]]] = []

    def follow(self, page: Page) -> None:
        """Watch a page from now on."""
        for event, hear in (
            ("request", lambda request: self.hosts.add(urlsplit(request.url).netloc)),
            ("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).netloc)),
            ("pageerror", lambda error: self.complaints.append(error.stack or str(error))),
            ("console", self.hear),
            ("dialog", self.dismiss),
        ):
            page.on(event, hear)  # type: ignore[call-overload]
            self._followed.append((page, event, hear))

    def leave(self) -> None:
        """Watch none of the pages any longer."""
        for page, event, hear in self._followed:
            page.remove_listener(event, hear)
        self._followed.clear()

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


class Tabs:
    """The tabs of a browser, used by one test after the other.

    A tab that has opened the atlas before opens it at half the cost of a new one. Each opening is whole: another
    document, another session of the server.

    Parameters
    ----------
    profile
        The browser.
    """

    def __init__(self, profile: BrowserContext) -> None:
        self.profile = profile
        self.free: list[Page] = []
        self.open: dict[str, Page] = {}  # by the address of its server: a tab that stays in the atlas
        self.first = set(profile.pages)  # empty; it stays, for without a tab Chromium ends

    def take(self) -> Page:
        """Return a tab that shows nothing."""
        page = self.free.pop() if self.free else self.profile.new_page()
        page.bring_to_front()  # to a tab behind another Chromium gives idle time every few seconds only
        return page

    def used(self) -> list[Page]:
        """Return the tabs that are neither free nor kept open."""
        return [page for page in self.profile.pages if page not in {*self.first, *self.free, *self.open.values()}]

    def put_back(self) -> None:
        """Empty the tabs that a test has used, for the next."""
        for page in self.used():
            page.unroute_all()
            page.mouse.up()
            page.goto("about:blank")
            as_new(page)
            self.free.append(page)

    def throw_away(self) -> None:
        """Close the tabs of a test that has failed, and those that it may have left in the atlas."""
        for page in [*self.used(), *self.open.values()]:
            page.close()
        self.open.clear()


def as_new(page: Page) -> None:
    """Undo what a test has set for a tab."""
    page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
    session = page.context.new_cdp_session(page)
    session.send("Page.resetNavigationHistory")  # Chromium counts to fifty and no further
    session.detach()


@pytest.fixture(scope="package")
def tabs(profile: BrowserContext) -> Tabs:
    """Return the tabs of the browser."""
    return Tabs(profile)


@pytest.fixture
def tab(request: pytest.FixtureRequest, tabs: Tabs, address: str, watch: Watch) -> Iterator[Tab]:
    """Return a function that opens a page of the atlas in a tab; keep pictures of the tabs if the test fails."""

    def open_tab(path: str = "", *, size: tuple[int, int] = SIZE) -> Page:
        page = tabs.take()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        watch.follow(page)
        if path:
            page.goto(address + path)
        return page

    yield open_tab
    watch.leave()
    report = request.node.stash.get(REPORT, None)
    if report is None or not report.failed:
        tabs.put_back()
        return
    for index, page in enumerate([*tabs.used(), *tabs.open.values()]):
        page.screenshot(path=OUTPUT / f"{re.sub(r'[^a-z0-9_]+', '-', request.node.name)[:100]}-{index}.png")
    tabs.throw_away()
    report.sections.append(("Log of the server", SERVER_LOG.read_text(encoding="utf-8")[-4000:]))


@pytest.fixture
def visit(tab: Tab, address: str) -> Visit:
    """Return a function that opens the map, as one who comes by its link."""

    def open_atlas(path: str = "/", *, server: str = address, size: tuple[int, int] = SIZE, **query: str) -> Atlas:
        return Atlas(tab(size=size), server).open(path, **query)

    return open_atlas


@pytest.fixture
def walk(visit: Visit, tabs: Tabs, address: str, watch: Watch) -> Visit:
    """Return a function that goes to a page of an atlas that is open already, for what no opening decides.

    Server and browser take the link as they take the one that Back returns to; that costs a tenth of an opening.
    """

    def go(path: str = "/", *, server: str = address, size: tuple[int, int] = SIZE, **query: str) -> Atlas:
        if server not in tabs.open:
            tabs.open[server] = visit(server=server, size=size).page
        else:
            watch.follow(tabs.open[server])
        page = tabs.open[server]
        page.bring_to_front()
        as_new(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.mouse.move(0, 0)
        return Atlas(page, server).go(path, **{"lang": SOURCE, **query})

    return go
