"""No visitor's browser talks to anyone but the atlas."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import Visit, Watch


def test_a_whole_visit_asks_no_other_host_and_complains_of_nothing(visit: Visit, address: str, watch: Watch) -> None:
    atlas = visit()
    atlas.press("next")
    atlas.heading("1 February 1926")
    atlas.slider.fill("1962")
    atlas.shows("1962-12-31")
    atlas.click_at(-2.4, 29.9)
    expect(atlas.details).to_be_visible()
    atlas.map.locator(".views button[data-view=belgium]").click()
    atlas.address_has(at="belgium")
    atlas.page.get_by_role("link", name="About", exact=True).click()
    expect(atlas.page.get_by_role("heading", name="What this atlas is")).to_be_visible()
    atlas.page.get_by_role("link", name="Map", exact=True).click()
    atlas.ready()
    atlas.shows("1962-12-31")
    assert watch.hosts - {""} == {urlsplit(address).netloc}
    assert watch.complaints == []


def test_every_file_of_the_page_is_found(visit: Visit, address: str) -> None:
    atlas = visit()
    failed: list[str] = []
    atlas.page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    atlas.page.reload()
    atlas.ready()
    atlas.page.wait_for_function("document.fonts.status === 'loaded'")
    assert failed == []
    fetched = set(
        atlas.frame.evaluate("performance.getEntriesByType('resource').map(entry => new URL(entry.name).pathname)")
    )
    assert {"/app/static/atlas.json", "/app/static/physical.json", "/app/static/vendor/leaflet.js"} <= fetched
    assert atlas.frame.url.startswith(address)
