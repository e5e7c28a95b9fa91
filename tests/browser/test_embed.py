"""The atlas in the frame of another site: that site keeps its history and its wheel."""

import re

from playwright.sync_api import expect

from tests.browser import MAP
from tests.browser.conftest import Tab

LINK = "/?date=1925&lang=en&at=lakes&embed=true"
HOST = """
<h1>An article</h1><p style="height: 1000px">Above the map.</p>
<iframe src="{}" width="640" height="760"></iframe><p style="height: 2000px">Below the map.</p>
"""


def test_an_embed_leaves_its_host_its_wheel_and_its_history(tab: Tab, address: str) -> None:
    page = tab("/app/static/version.txt")
    before = page.evaluate("history.length")
    page.set_content(HOST.format(address + LINK))
    embed = page.frame_locator("iframe")
    body, hint = embed.frame_locator(MAP).locator("body"), embed.frame_locator(MAP).locator(".fingers").last
    expect(body).to_have_class(re.compile(r"\bready\b"))
    page.evaluate("scrollTo(0, 1000)")
    map_frame = embed.locator(MAP)
    frame = map_frame.element_handle().content_frame()
    box = map_frame.bounding_box()
    assert frame is not None
    assert box is not None
    # Leaflet keeps the event of a wheel that it takes from going further.
    frame.evaluate(
        "window.taken = []; addEventListener('wheel',"
        " (event) => setTimeout(() => taken.push(event.defaultPrevented)), { capture: true, passive: true })"
    )
    corner = box["x"] + box["width"] * 0.05, box["y"] + box["height"] * 0.6
    # The wheel is the article's, and a sentence says how it becomes the map's: by a click.
    page.mouse.move(*corner)
    page.mouse.wheel(0, 5)
    expect(hint).to_have_class(re.compile("seen"))
    frame.wait_for_function("taken.length === 1")
    page.mouse.click(*corner)
    page.mouse.wheel(0, -5)
    frame.wait_for_function("taken.length === 2")
    # A pointer that leaves the map gives it back.
    page.mouse.move(5, 5)
    page.mouse.move(*corner)
    page.mouse.wheel(0, 5)
    frame.wait_for_function("taken.length === 3")
    assert frame.evaluate("taken") == [False, True, False]
    # Neither loading nor steps nor the map add to the history of the article.
    for year in (1926, 1927):
        embed.locator("button[data-act=on]").click()
        expect(body).to_have_attribute("data-date", f"{year}-12-31")
        expect(embed.locator(".to-atlas")).to_have_attribute("href", re.compile(f"date={year}"))
    assert page.evaluate("history.length") == before
