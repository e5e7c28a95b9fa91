"""Takes the pictures of the atlas that stand in docs/ (`make pictures`)."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from pages.shared.data.dataset import source_dataset
from server import oembed, previews
from server.first_paint import FIRST_PAINT
from tests.asgi import ask, served
from tests.server import CHROMIUM_FLAGS, ROOT, chromium_path, running_app

SIZES = {"1280x800": (1280, 800), "360x740": (360, 740)}
# As Chromium shows a page to eyes that see fewer colours, or none.
VISIONS = ("protanopia", "deuteranopia", "achromatopsia")
DOCS = ROOT / "docs"
# Ten links whose previews stand together, each as large as a feed shows it and as small as a chat does.
PREVIEWS = (
    *("date=1885", "date=1890-07-01&lang=fr", "date=1912&at=region", "date=1914-12-31&lang=nl", "date=1925"),
    *("date=1925-08-21&event=E041", "date=1962-07-01&lang=rw", "date=2000&mission=M01&at=belgium"),
    *("date=2025-03-17&lang=fr&at=both", "date=1931&layers=missions&at=-1.95_30.06_8.5"),
)
_SIZES = ((600, 315), (300, 158))
_GAP = 12


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


def preview_sheet() -> Image.Image:
    """Return the previews of ten links, side by side in both sizes."""
    FIRST_PAINT.prepare(source_dataset())
    app = served([*oembed.ROUTES, *previews.ROUTES])
    wide, high = sum(size[0] for size in _SIZES) + 2 * _GAP, _SIZES[0][1] + _GAP
    sheet = Image.new("RGB", (2 * wide + _GAP, len(PREVIEWS) // 2 * high + _GAP), "#8f8a80")
    for number, link in enumerate(PREVIEWS):
        picture = Image.open(io.BytesIO(ask(app, f"/preview.png?{link}").body)).convert("RGB")
        x, y = _GAP + number % 2 * wide, _GAP + number // 2 * high
        for size in _SIZES:
            sheet.paste(picture.resize(size, Image.Resampling.LANCZOS), (x, y))
            x += size[0] + _GAP
    return sheet


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
    preview_sheet().save(DOCS / "previews.webp", quality=82, method=6)
