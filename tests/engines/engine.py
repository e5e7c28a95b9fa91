"""A browser engine, as far as the visit needs it: open, ask the page, point, press keys."""

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

PATIENCE = 180
SIZE = (1280, 800)

# What every script can use: the three documents of the atlas, each asked for its first element that fits a selector.
_FINDERS = """
const MAP = "iframe[title='streamlit_folium.st_folium']";
const page = (selector) => document.querySelector(selector);
const map = (selector) => page(MAP)?.contentDocument?.querySelector(selector);
const bar = (selector) => [...document.querySelectorAll(".st-key-time_bar *")]
  .find(({ shadowRoot }) => shadowRoot)?.shadowRoot.querySelector(selector);
const query = (name) => new URLSearchParams(location.search).get(name);
const focused = () => {
  let element = document.activeElement;
  const within = () => (element?.shadowRoot ?? element?.contentDocument)?.activeElement;
  while (within()) element = within();
  return element;
};
"""
# Both protocols carry text without loss, and each its own notation of everything else.
SCRIPT = f"async (given) => {{ const args = JSON.parse(given); {_FINDERS} %s }}"
# A document that is still being built lacks what a condition asks about: then it does not hold yet.
_UNTIL = """
const late = performance.now() + %d;
while (performance.now() < late) {
  try { if (await (async () => (%s))()) return "seen"; } catch { /* not yet */ }
  await new Promise((next) => setTimeout(next, 16));
}
return "";
"""

KEYS = {
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Shift": "\ue008",
    "Tab": "\ue004",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}
Action = dict[str, Any]
Point = tuple[float, float]


class GoneError(Exception):
    """The document in which a script ran has been replaced by another."""


class Engine(ABC):
    """One window of a browser. Scripts and actions go to the document of the window, or to that of `inside`."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Open an address and wait until it is loaded."""

    @abstractmethod
    def back(self) -> None:
        """Press the browser's Back."""

    @abstractmethod
    def resize(self, size: tuple[int, int]) -> None:
        """Give the page a size, in pixels."""

    @abstractmethod
    def evaluate(self, function: str, given: str) -> str:
        """Call a function of JavaScript with a text, wait for its promise and return the text that it promises.

        Raises
        ------
        GoneError
            If the document goes away meanwhile.
        """

    @abstractmethod
    def act(self, source: Action) -> None:
        """Perform actions of one source, in the form that both protocols share."""

    @abstractmethod
    def inside(self) -> AbstractContextManager[None]:
        """Let scripts and actions go to the first frame of the window, of whatever origin, meanwhile."""

    @abstractmethod
    def complaints(self) -> list[str]:
        """Return the errors of scripts since the last call."""

    def sheets(self) -> bytes | None:
        """Return the page as a printer gets it, a PDF; None if the engine prints for people only."""
        return None

    def press(self, *keys: str) -> None:
        """Press keys one after another; ``Shift+Tab`` is both at once, a text is typed."""
        steps: list[Action] = []
        for key in keys:
            held = [KEYS.get(name, name) for name in key.split("+")]
            steps += [{"type": "keyDown", "value": value} for value in held]
            steps += [{"type": "keyUp", "value": value} for value in reversed(held)]
        self.act({"type": "key", "id": "keyboard", "actions": steps})

    def point(self, *steps: Point | str) -> None:
        """Move the mouse to points, and press (``down``) or let go (``up``) its button between."""
        actions = [
            {"type": f"pointer{step.title()}", "button": 0}
            if isinstance(step, str)
            else {"type": "pointerMove", "x": round(step[0]), "y": round(step[1]), "duration": 0, "origin": "viewport"}
            for step in steps
        ]
        mouse = {"pointerType": "mouse"}
        self.act({"type": "pointer", "id": "mouse", "parameters": mouse, "actions": actions})


def script(body: str) -> str:
    """Return a function of JavaScript with the finders at hand; it promises a text of JSON."""
    return SCRIPT % f"return JSON.stringify((await (async () => {{ {body} }})()) ?? null);"


def until(condition: str, seconds: float = PATIENCE) -> str:
    """Return a function that waits until a condition holds; an empty text says that it never did."""
    return SCRIPT % (_UNTIL % (seconds * 1000, condition))


def program(*patterns: str) -> str:
    """Return the first program of this machine that one of some patterns finds.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    for pattern in patterns:
        for path in sorted(Path("/").glob(pattern.lstrip("/"))):
            return str(path)
    raise FileNotFoundError(f"No {' or '.join(patterns)}: make engines")
