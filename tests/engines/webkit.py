"""WebKitGTK, driven over WebDriver, on a screen that nobody sees."""

import json
import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.engines.engine import PATIENCE, Action, Engine, GoneError, program, until
from tests.server import END_SECONDS, free_port, wait_for

# The bar of WebKit's own window is wider than a phone unless its buttons have no size.
_NARROW = "* { font-size: 1px; padding: 0; margin: 0; border-width: 0; min-width: 0; min-height: 0; }\n"
_QUIET = {"WEBKIT_DISABLE_COMPOSITING_MODE": "1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
_SCREEN = "1600x1200x24"
_ASYNC = """
const [given, done] = arguments;
(%s)(given).then((text) => done({ text }), (error) => done({ error: `${error} ${error?.stack}` }));
"""
# WebKit tells a driver of no error, so the page keeps its own: those of the window and of every frame that comes, which
# is met before any script that it fetches has run.
_LISTEN = """
async () => {
  window.complaints ??= [];
  const listen = (view) => {
    if (view.isHeard) return;
    view.isHeard = true;
    view.addEventListener("error", ({ message, filename }) => complaints.push(`${message} ${filename}`));
    view.addEventListener("unhandledrejection", ({ reason }) => complaints.push(`${reason} ${reason?.stack}`));
    const { error } = view.console;
    view.console.error = (...words) => { complaints.push(words.join(" ")); error.apply(view.console, words); };
  };
  const look = () => {
    listen(window);
    for (const { contentDocument } of document.querySelectorAll("iframe")) {
      if (contentDocument && contentDocument.URL !== "about:blank") listen(contentDocument.defaultView);
    }
  };
  if (!window.isHeard) setInterval(look, 10);
  look();
  return "";
}
"""
_FIRST = 900  # pixels: a size that no window has by itself
_HEARD = "async () => JSON.stringify((window.complaints ?? []).splice(0))"


class WebKit(Engine):
    """A window of WebKit.

    Parameters
    ----------
    driver
        The address of its WebDriver.
    browser
        The program to start, and whose window it is.
    """

    def __init__(self, driver: str, browser: str) -> None:
        self.address = f"{driver}/session"
        options = {"binary": browser, "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.address += f"/{self.ask('', wanted)['sessionId']}"
        self.ask("/timeouts", {"script": (PATIENCE + 10) * 1000})
        self.kept: list[str] = []
        self.bar = self.height_of_bar()

    def ask(self, path: str, body: dict[str, Any] | None = None, method: str = "POST") -> Any:
        """Send a command and return its answer."""
        content = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.address + path, content, method=method)
        try:
            with urllib.request.urlopen(request, timeout=2 * PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as refused:
            failure = json.load(refused)["value"]
            words = f"{failure['error']}: {failure['message']}"
            raise GoneError(words) if path == "/execute/async" else RuntimeError(words) from None

    def open(self, url: str) -> None:
        """Go to an address."""
        self.kept += self.complaints()
        self.ask("/url", {"url": url})
        self.evaluate(_LISTEN, "")

    def back(self) -> None:
        """Go back in the history of the tab."""
        self.ask("/back")

    def resize(self, size: tuple[int, int]) -> None:
        """Set the viewport: the window is taller by its bar."""
        self.ask("/window/rect", {"x": 0, "y": 0, "width": size[0], "height": size[1] + self.bar})

    def height_of_bar(self) -> int:
        """Return how much the window is taller than its page, once the page has heard of a size of its window."""
        self.ask("/window/rect", {"x": 0, "y": 0, "width": _FIRST, "height": _FIRST})
        assert self.evaluate(until(f"innerWidth === {_FIRST}"), "[]"), (
            "The page of WebKit has not got its window's size."
        )
        return _FIRST - int(self.evaluate("async () => String(innerHeight)", ""))

    def evaluate(self, function: str, given: str) -> str:
        """Run a function in the document."""
        answer = self.ask("/execute/async", {"script": _ASYNC % function, "args": [given]})
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return str(answer["text"])

    def act(self, source: Action) -> None:
        """Send the actions."""
        self.ask("/actions", {"actions": [source]})

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Work in the first frame."""
        self.ask("/frame", {"id": 0})
        try:
            yield
        finally:
            self.ask("/frame/parent")

    def complaints(self) -> list[str]:
        """Return the errors heard."""
        heard: list[str] = json.loads(self.evaluate(_HEARD, ""))
        kept, self.kept = self.kept, []
        return kept + heard


@contextmanager
def hidden_screen() -> Iterator[str]:
    """Start a screen that nobody sees; yield its name."""
    reads, writes = os.pipe()
    command = [program("/usr/bin/Xvfb"), "-displayfd", str(writes), "-screen", "0", _SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL) as process:
        os.close(writes)
        try:
            with os.fdopen(reads, encoding="utf-8") as number:
                yield f":{number.readline().strip()}"
        finally:
            process.terminate()
            process.wait(END_SECONDS)


@contextmanager
def running_webkit(folder: Path) -> Iterator[WebKit]:
    """Start WebKit with its settings in an empty folder, and end it."""
    (folder / "gtk-3.0").mkdir()
    (folder / "gtk-3.0" / "gtk.css").write_text(_NARROW, encoding="utf-8")
    browser = program("/usr/lib/*/webkit2gtk-4.1/MiniBrowser", "/usr/lib/*/webkit2gtk-4.*/MiniBrowser")
    port, log = free_port(), folder / "driver.log"
    with hidden_screen() as screen, log.open("w", encoding="utf-8") as stream:
        homes = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), str(folder))
        around = {**os.environ, **_QUIET, **homes, "DISPLAY": screen}
        command = [program("/usr/bin/WebKitWebDriver"), f"--port={port}"]
        with subprocess.Popen(command, env=around, stdout=stream, stderr=subprocess.STDOUT) as process:
            try:
                wait_for(f"http://127.0.0.1:{port}/status", process, log)
                engine = WebKit(f"http://127.0.0.1:{port}", browser)
                yield engine
                engine.ask("", method="DELETE")
            finally:
                process.terminate()
                process.wait(END_SECONDS)
