"""The atlas in a real Chromium, as a visitor sees it."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

MAP = "iframe[title='streamlit_folium.st_folium']"
PATIENCE = 180_000  # ms: a ceiling for what never comes, far beyond what even a slow machine takes

# Tells the map day after day as the time bar does, and waits for the last one to be drawn.
PLAYBACK = """
async (days) => {
  const channel = new BroadcastChannel(atlas.opened);
  for (const date of days) channel.postMessage({ type: "date", date });
  while (document.body.dataset.date !== days.at(-1)) await new Promise((next) => requestAnimationFrame(next));
  channel.close();
}
"""

# Goes to a link as Back does.
GO = """
(link) => {
  document.activeElement.blur();
  document.querySelector(".stMain").scrollTo(0, 0);
  history.pushState({}, "", link);
  dispatchEvent(new PopStateEvent("popstate", {}));
}
"""
# A run of the script writes the link anew at its end, without what is not of the atlas. Waits for what then is drawn.
HAS_RUN = "() => !new URLSearchParams(location.search).has('walk')"
TWO_FRAMES = "() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))"
# The number of the navigation that each map of the page has taken, once each has taken one.
NAVIGATIONS = """
(map) => {
  const taken = [...document.querySelectorAll(map)].map(({ contentWindow }) => contentWindow.atlas?.state?.nav);
  return taken.every((number) => number > 0) && taken;
}
"""
# Whether every map of the page has taken what came with a navigation after the one of this number.
TAKEN = """
([map, nav]) => [...document.querySelectorAll(map)].every(({ contentWindow }) => contentWindow.atlas?.state?.nav > nav)
"""
# Whether every map of the page is laid out, and has told who listens what is new on it.
TOLD = """
(map) => [...document.querySelectorAll(map)].map(({ contentWindow: { atlas } }) => atlas).every(
  (atlas) => atlas?.mapList && !atlas.settling && !atlas.mapList.isResting)
"""


class Atlas:
    """One visitor's page: what he does with it and what it shows him.

    Parameters
    ----------
    page
        A page of Chromium.
    address
        Where the atlas is served.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    # The page

    def open(self, path: str = "/", **query: str) -> "Atlas":
        """Open the atlas with a link and wait for the map."""
        self.page.goto(self.address + path + (f"?{urlencode(query)}" if query else ""))
        return self.ready()

    def go(self, path: str = "/", **query: str) -> "Atlas":
        """Go to a link within the visit and wait for it: the page stays, and so does the map if there is one."""
        self.page.locator(".st-key-foot").wait_for()
        self.at_rest()
        nav = self.nav()
        self.page.evaluate(GO, f"{path}?{urlencode({**query, 'walk': ''})}")
        self.page.wait_for_function(HAS_RUN)
        self.page.evaluate(TWO_FRAMES)
        self.at_rest()
        self.page.locator(".st-key-foot").wait_for()
        self.page.wait_for_function(TAKEN, arg=[MAP, nav])
        if path == "/":
            self.ready()
            expect(self.slider).to_have_value(self.day()[:4])
        self.page.wait_for_function(TOLD, arg=MAP)
        return self

    def nav(self) -> int:
        """Return the number of the last navigation that the maps of the page show; 0 where there is no map."""
        return int(self.page.wait_for_function(NAVIGATIONS, arg=MAP).evaluate("(taken) => Math.max(0, ...taken)"))

    def ready(self) -> "Atlas":
        """Wait until the map is drawn, the time bar knows its timeline and the page is at rest."""
        expect(self.body).to_have_class(re.compile(r"\bready\b"))
        expect(self.slider).to_be_visible()
        expect(self.page.locator("#waits")).to_have_count(0)
        self.page.wait_for_function("() => new URLSearchParams(location.search).has('date')")
        self.at_rest()
        return self

    def at_rest(self) -> None:
        """Wait until no run of the script is under way."""
        expect(self.page.locator(".stApp[data-test-script-state='notRunning']")).to_be_attached()

    def address_has(self, **query: str | None) -> None:
        """Wait until the link carries these values; None stands for no such parameter."""
        self.page.wait_for_function(
            "wanted => { const asked = new URLSearchParams(location.search);"
            " return Object.entries(wanted).every(([name, value]) => asked.get(name) === value); }",
            arg=query,
        )

    def query(self, name: str) -> str | None:
        """Return a value of the link."""
        values = parse_qs(urlsplit(self.page.url).query).get(name)
        return values[0] if values else None

    def history(self) -> int:
        """Return how many entries the history of the page has, once the link is complete: that adds one of its own."""
        self.page.wait_for_function("new URLSearchParams(location.search).has('at')")
        return int(self.page.evaluate("history.length"))

    @property
    def panel(self) -> Locator:
        """The panel of sentences beside the map."""
        return self.page.locator(".st-key-panel")

    @property
    def details(self) -> Locator:
        """The head of the details that are open."""
        return self.page.locator(".st-key-details_head h2")

    def heading(self, words: str) -> None:
        """Wait until the panel has a heading."""
        expect(self.panel.get_by_role("heading", name=words, exact=True)).to_be_visible()

    # The time bar

    @property
    def slider(self) -> Locator:
        """The year slider."""
        return self.page.locator("input[type=range]")

    def press(self, act: str) -> None:
        """Press a button of the time bar."""
        self.page.locator(f"button[data-act={act}]").click()

    def drag(self, meanwhile: Callable[[], None]) -> str:
        """Drag the year slider, do something while it is held, drag on and let go; return the year."""
        box = self.slider.bounding_box()
        assert box is not None
        middle = box["y"] + box["height"] / 2
        self.page.mouse.move(box["x"] + box["width"] * 0.2, middle)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] * 0.4, middle)
        meanwhile()
        self.page.mouse.move(box["x"] + box["width"] * 0.6, middle, steps=5)
        self.page.mouse.up()
        return self.slider.input_value()

    def type_date(self, words: str) -> None:
        """Type a date into the time bar."""
        self.press("edit")
        field = self.page.locator(".typed-text")
        field.fill(words)
        field.press("Enter")

    # The map

    @property
    def map(self) -> FrameLocator:
        """The frame of the map, as Playwright finds it."""
        return self.page.frame_locator(MAP)

    @property
    def body(self) -> Locator:
        """The body of the map's frame, which says what the map shows."""
        return self.map.locator("body")

    @property
    def frame(self) -> Frame:
        """The frame of the map, to run script in."""
        handle = self.page.locator(MAP).element_handle()
        frame = handle.content_frame()
        assert frame is not None
        return frame

    def shows(self, day: str) -> None:
        """Wait until the map shows a day."""
        expect(self.body).to_have_attribute("data-date", day)

    def day(self) -> str:
        """Return the day that the map shows."""
        return str(self.body.get_attribute("data-date"))

    def territories(self) -> set[str]:
        """Return the territories that the map shows."""
        return set(str(self.body.get_attribute("data-territories")).split())

    def mark(self) -> None:
        """Leave a mark in the frame that a reload would wipe out."""
        self.frame.evaluate("window.__mark = 'here'")

    def is_marked(self) -> bool:
        """Say whether the frame is still the one that was marked."""
        return bool(self.frame.evaluate("window.__mark") == "here")

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where a place lies on the screen."""
        x, y = self.frame.evaluate(
            "([lat, lon]) => { const p = atlas.map.latLngToContainerPoint([lat, lon]); return [p.x, p.y]; }", [lat, lon]
        )
        box = self.page.locator(MAP).bounding_box()
        assert box is not None
        return box["x"] + x, box["y"] + y

    def click_at(self, lat: float, lon: float) -> None:
        """Click on a place of the map."""
        self.page.mouse.click(*self.point(lat, lon))

    def view(self) -> list[float]:
        """Return where the map looks: latitude, longitude, zoom."""
        values: list[float] = self.frame.evaluate(
            "(() => { const c = atlas.map.getCenter(); return [c.lat, c.lng, atlas.map.getZoom()]; })()"
        )
        return values

    def missions(self) -> dict[str, str]:
        """Return the missions on the map, each with its symbol."""
        answer: dict[str, str] = self.frame.evaluate(
            "Object.fromEntries(atlas.layers.missions.shown().map(m => [m.mission_id, m.period.symbol]))"
        )
        return answer

    def settled(self) -> "Atlas":
        """Wait until the map has laid out its labels and made ahead what other days show."""
        self.page.wait_for_function(
            "selector => { const { atlas } = document.querySelector(selector).contentWindow;"
            " return !atlas.settling && atlas.preparing === null; }",
            arg=MAP,
        )
        return self

    def census(self) -> dict[str, Any]:
        """Count what could grow: Leaflet's layers, drawn paths, elements, streamlit-folium's groups."""
        counts: dict[str, Any] = self.frame.evaluate(
            "({layers: Object.keys(atlas.map._layers).length,"
            " paths: document.querySelectorAll('.leaflet-map-pane svg path').length,"
            " marks: document.querySelectorAll('.mark-box').length,"
            " names: document.querySelectorAll('.name-box').length,"
            " groups: window.feature_group.length, day: document.body.dataset.date})"
        )
        return counts
