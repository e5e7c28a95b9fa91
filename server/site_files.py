"""The small files that the web asks every site for: robots, sitemap, icons, manifest, licences."""

import io
import json
from functools import cache
from pathlib import Path

import resvg_py
from PIL import Image
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.render.symbology import PALETTE
from geo.translations import SOURCE
from pages.shared.data.assets import STATIC, base_path
from pages.shared.data.dataset import dataset_in, source_dataset
from pages.shared.language.languages import speak
from pages.shared.view.session import today
from server.address import public_origin
from server.answers import answer
from server.compression import compress, encoding_for
from server.links import Links
from server.recent import Recent
from server.sitemap import sitemap
from server.upstream import COMPONENTS, INTERNAL, MEDIA

DAY = "public, max-age=86400"
SIZES = (180, 192, 512)  # pixels of icons: for Apple, and for those who keep the atlas as an app
_NOTICE = Path(__file__).resolve().parent.parent / "NOTICE"
_SITEMAPS = Recent[bytes](2_000_000, len)  # compressed: some twenty hosts
_CLOSED = (INTERNAL, MEDIA, COMPONENTS, "/api/v1/", "/map.", "/*?*embed=")
HERE = Links()


async def robots(request: Request) -> Response:
    """Answer with what crawlers may ask for: the pages and their pictures, not what belongs to a visit."""
    lines = ["User-agent: *", *(f"Disallow: {base_path()}{path}" for path in _CLOSED), "Allow: /", ""]
    origin = public_origin(request.scope)
    lines += [f"Sitemap: {Links(origin).to('sitemap.xml')}", ""] if origin else []
    return answer(request.scope, "\n".join(lines).encode(), "text/plain", cache=DAY)


async def site_map(request: Request) -> Response:
    """Answer with the sitemap."""
    origin = public_origin(request.scope)
    if not origin:
        return PlainTextResponse("A sitemap needs the name of a host.", 400)
    encoding = encoding_for(request.headers.get("accept-encoding", "").encode("latin-1"))
    body = await run_in_threadpool(_sitemap, origin, today(), encoding)
    return answer(request.scope, body, "application/xml", cache=DAY, encoding=encoding, vary="Accept-Encoding")


def _sitemap(origin: str, day: str, encoding: str) -> bytes:
    key = origin, day, encoding
    body = _SITEMAPS.get(key)
    if body is None:
        speak(SOURCE)
        body = compress(sitemap(source_dataset(), origin, day), encoding)
        _SITEMAPS.keep(key, body)
    return body


async def manifest(request: Request) -> Response:
    """Answer with what a device needs to keep the atlas as an app."""
    about = (await run_in_threadpool(dataset_in, SOURCE)).about
    icons = [{"src": HERE.to(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES[1:]]
    fields = {
        "name": about["title"],
        "short_name": str(about["title"]).partition(":")[0],
        "description": about["subtitle"],
        "start_url": HERE.to(""),
        "scope": HERE.to(""),
        "display": "minimal-ui",
        "background_color": PALETTE["page"]["light"],
        "theme_color": PALETTE["page"]["light"],
        "icons": icons,
    }
    body = json.dumps(fields, ensure_ascii=False).encode()
    return answer(request.scope, body, "application/manifest+json", cache=DAY)


async def icon(request: Request) -> Response:
    """Answer with the icon of the atlas as PNG."""
    size = int(request.path_params["size"])
    if size not in SIZES:
        return PlainTextResponse("404 Not Found\n", 404)
    return answer(request.scope, await run_in_threadpool(icon_png, size), "image/png", cache=DAY)


async def favicon(request: Request) -> Response:
    """Answer with the icon as those ask for it who read no page."""
    return answer(request.scope, await run_in_threadpool(favicon_ico), "image/x-icon", cache=DAY)


async def small_icon(request: Request) -> Response:
    """Answer with the icon where Streamlit has its own."""
    return answer(request.scope, await run_in_threadpool(icon_png, SIZES[1]), "image/png", cache=DAY)


@cache
def icon_png(size: int) -> bytes:
    """Return the icon as PNG, so many pixels wide and high."""
    svg = (STATIC / "icon.svg").read_text(encoding="utf-8")
    return bytes(resvg_py.svg_to_bytes(svg, width=size, height=size, skip_system_fonts=True))


@cache
def favicon_ico() -> bytes:
    """Return the icon as ICO, in the two sizes that browsers show."""
    stream = io.BytesIO()
    Image.open(io.BytesIO(icon_png(SIZES[1]))).save(stream, "ICO", sizes=[(32, 32), (48, 48)])
    return stream.getvalue()


async def notice(request: Request) -> Response:
    """Answer with the licences of all that the atlas has from elsewhere."""
    return answer(request.scope, _NOTICE.read_bytes(), "text/plain", cache=DAY)


ROUTES = [
    Route(f"{base_path()}/{path}", serve)
    for path, serve in (
        ("robots.txt", robots),
        ("sitemap.xml", site_map),
        ("manifest.webmanifest", manifest),
        ("favicon.ico", favicon),
        ("favicon.png", small_icon),
        ("icon-{size:int}.png", icon),
        ("NOTICE.txt", notice),
    )
]
