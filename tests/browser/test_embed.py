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
    # The wheel scrolls the article, and a sentence says how it becomes the map's.
    map_frame = embed.locator(MAP)
    box = map_frame.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, 100)
    expect(hint).to_have_class(re.compile("seen"))
    page.wait_for_function("scrollY > 1050")
    # After a click it is the map's.
    frame = map_frame.element_handle().content_frame()
    assert frame is not None
    zoom = frame.evaluate("atlas.map.getZoom()")
    box = map_frame.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.05, box["y"] + box["height"] * 0.9)
    scrolled = page.evaluate("scrollY")
    page.mouse.wheel(0, -200)
    frame.wait_for_function("zoom => atlas.map.getZoom() > zoom", arg=zoom)
    assert page.evaluate("scrollY") == scrolled
    # Neither loading nor steps nor the map add to the history of the article.
    for year in (1926, 1927):
        embed.locator("button[data-act=on]").click()
        expect(body).to_have_attribute("data-date", f"{year}-12-31")
        expect(embed.locator(".to-atlas")).to_have_attribute("href", re.compile(f"date={year}"))
    assert page.evaluate("history.length") == before
