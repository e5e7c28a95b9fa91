"""One visitor's page in any engine: what he does with it and what it shows him."""

import json
import time
from typing import Any

from tests.browser import GO, HAS_RUN, NAVIGATIONS, TAKEN, TOLD, TWO_FRAMES
from tests.engines.engine import PATIENCE, SIZE, Engine, GoneError, Point, script, until

REST = "page(\".stApp[data-test-script-state='notRunning']\")"
# An element is in sight and stands still, and a click would meet it and nothing that lies over it.
_STEADY = f"""
(async () => {{
  const element = %s, place = () => JSON.stringify(element.getBoundingClientRect());
  element.scrollIntoView({{ block: "nearest", inline: "nearest" }});
  const before = place();
  await ({TWO_FRAMES})();
  const {{ left, top, width, height }} = element.getBoundingClientRect();
  return place() === before
    && element.contains(element.getRootNode().elementFromPoint(left + width / 2, top + height / 2));
}})()
"""
# The middle of an element on the screen; an element of the map lies in a frame.
_MIDDLE = """
const element = %s, around = element.ownerDocument.defaultView.frameElement?.getBoundingClientRect();
const { left, top, width, height } = element.getBoundingClientRect();
return [left + width / 2 + (around?.left ?? 0), top + height / 2 + (around?.top ?? 0)];
"""
_PLACE = """
const { left, top } = page(MAP).getBoundingClientRect();
const { x, y } = page(MAP).contentWindow.atlas.map.latLngToContainerPoint(args);
return [left + x, top + y];
"""
# What is on the screen instead, for whoever reads why a test has failed.
_SIGHT = "return [location.href, innerWidth, innerHeight, document.body.innerText.slice(0, 500)].join('\\n');"


class Visit:
    """A visitor of the atlas.

    What he looks for is said in JavaScript: ``page("h1")``, ``map(".legend")``, ``bar("button")``.

    Parameters
    ----------
    engine
        His browser.
    address
        Where the atlas is served.
    """

    def __init__(self, engine: Engine, address: str) -> None:
        self.engine = engine
        self.address = address

    def open(self, link: str) -> None:
        """Open a link to the map and wait until the map is drawn and the time bar there."""
        self.engine.open(self.address + link)
        self.is_ready()

    def go(self, link: str) -> None:
        """Go to a link within the visit, as Back does, and wait until the page and its maps have taken it."""
        self.sees(f"{REST} && page('.st-key-foot') && ({NAVIGATIONS})(MAP)")
        navigation = self.run(f"return Math.max(0, ...({NAVIGATIONS})(MAP));")
        self.run(f"({GO})(args[0]);", f"{link}&walk=")
        self.sees(f"({HAS_RUN})() && await ({TWO_FRAMES})().then(() => true) && {REST} && page('.st-key-foot')")
        self.sees(f"({TAKEN})([MAP, args[0]]) && ({TOLD})(MAP)", navigation)

    def is_ready(self) -> None:
        """Wait until the map is drawn, the time bar knows its timeline and the page is at rest."""
        self.sees(f"map('body.ready') && bar('input[type=range]') && query('date') && {REST} && !page('#waits')")

    def run(self, body: str, *given: Any) -> Any:
        """Run JavaScript in the page and return what it returns."""
        return json.loads(self.engine.evaluate(script(body), json.dumps(given)))

    def sees(self, condition: str, *given: Any) -> None:
        """Wait until a condition holds, whatever document comes meanwhile."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            try:
                if self.engine.evaluate(until(condition, ends - time.monotonic()), json.dumps(given)):
                    return
            except GoneError:
                continue
        raise AssertionError(f"The visitor does not see: {condition} {given or ''}\n{self.run(_SIGHT)}")

    def sees_day(self, day: str) -> None:
        """Wait until the map shows a day."""
        self.sees("map('body').dataset.date === args[0]", day)

    def link_has(self, **values: str | None) -> None:
        """Wait until the link carries these values, and the page is at rest; None stands for no such parameter."""
        self.sees(f"Object.entries(args[0]).every(([name, value]) => query(name) === value) && {REST}", values)

    def hears_of_an_error(self) -> str:
        """Wait until the browser tells of an error, which it may do a while after; return its words."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            if complaints := self.engine.complaints():
                return complaints[0]
        raise AssertionError("The visitor hears of no error.")

    def territories(self) -> set[str]:
        """Return the territories that the map shows."""
        return set(self.run("return map('body').dataset.territories;").split())

    def click(self, element: str) -> None:
        """Click on the middle of an element."""
        self.engine.point(self.middle(element), "down", "up")

    def middle(self, element: str) -> Point:
        """Return where the middle of an element lies on the screen, once it stands still there."""
        self.sees(f"{REST} && {_STEADY % element}")
        x, y = self.run(_MIDDLE % element)
        return x, y

    def click_at(self, lat: float, lon: float) -> None:
        """Click on a place of the map."""
        self.middle("page(MAP)")
        x, y = self.run(_PLACE, lat, lon)
        self.engine.point((x, y), "down", "up")

    def tab_to(self, element: str, key: str = "Tab", limit: int = 40) -> None:
        """Press Tab (or Shift+Tab) until an element has the focus."""
        for _ in range(limit):
            self.engine.press(key)
            if self.run(f"return focused() === {element};"):
                return
        raise AssertionError(f"{limit} times {key} do not lead to {element}")

    def at_size(self, size: tuple[int, int] = SIZE) -> None:
        """Give the page a size and wait until it has it."""
        self.engine.resize(size)
        self.sees("innerWidth === args[0] && innerHeight === args[1]", *size)
