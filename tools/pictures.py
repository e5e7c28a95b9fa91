"""Takes the pictures of the atlas that stand in docs/ (`make pictures`)."""

from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.server import CHROMIUM_FLAGS, ROOT, chromium_path, running_app

SIZES = {"1280x800": (1280, 800), "360x740": (360, 740)}
# As Chromium shows a page to eyes that see fewer colours, or none.
VISIONS = ("protanopia", "deuteranopia", "achromatopsia")
DOCS = ROOT / "docs"


def take_pictures(folder: Path = DOCS) -> None:
    """Write one picture per theme and size, of the page as it opens, and one per kind of vision, of 1913."""
    with running_app(log=ROOT / "tests" / "output" / "pictures.log") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        for theme in ("light", "dark"):
            for name, (width, height) in SIZES.items():
                page = opened(browser, f"{address}/?date=1925&lang=en", theme, width, height)
                page.screenshot(path=folder / f"atlas-{theme}-{name}.png")
                page.close()
        page = opened(browser, f"{address}/?date=1913&lang=en&at=region", "light", *SIZES["1280x800"])
        for vision in VISIONS:
            page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": vision})
            page.screenshot(path=folder / f"vision-{vision}.png")
        browser.close()


def opened(browser: Browser, address: str, theme: str, width: int, height: int) -> Page:
    """Return a page of the atlas with its map drawn."""
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
    page.goto(address)
    map_frame = page.frame_locator('iframe[title*="st_folium"]')
    map_frame.locator("body.ready").wait_for()
    map_frame.locator(".name").first.wait_for()
    page.get_by_text("Record checked to").wait_for()
    page.wait_for_function("document.fonts.status === 'loaded'")
    return page


if __name__ == "__main__":
    (ROOT / "tests" / "output").mkdir(exist_ok=True)
    take_pictures()
