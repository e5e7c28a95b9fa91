"""Previews: the picture that stands for a link in a chat or a feed, at an address of its own.

A preview is put together here, from the sketch of the map, and drawn in a process beside this one: its renderer holds
the interpreter, and drawn here it made a visitor's step wait a second among fifty crawlers.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.render.preview import DRAWER, SHAPES, PreviewWords, preview_sheets
from geo.translations import SOURCE
from pages.shared.data.assets import base_path, static_version
from pages.shared.data.dataset import dataset_in
from pages.shared.language.languages import speak
from pages.shared.language.words import say_date
from server.answers import answer, etag_of, has_current
from server.asked import read_request, summary_for
from server.first_paint import FIRST_PAINT, MapSketches, left_out, viewport_of
from server.logs import error_record, log
from server.recent import Recent

KEPT_BYTES = 12_000_000  # of pictures: a hundred
WAITING = 32  # pictures in line, the one being drawn included: some four seconds
_KIND = "image/png"
CACHE = "public, max-age=3600"  # what a link shows can change with the next version of the record
_AGAIN = {"Retry-After": "5", "Cache-Control": "no-store"}
_DECIMALS, _STEPS = 2, 4  # of degrees and of a zoom: two links that look alike share a picture


@dataclass(frozen=True)
class Order:
    """All that is seen on a preview: two links that show the same have the same order."""

    day: str
    at: str
    position: str
    without: tuple[str, ...]
    lang: str
    line: str
    shape: str


class Previews:
    """Previews of links: drawn one at a time, and kept for a while."""

    def __init__(self) -> None:
        self.recent = Recent[bytes](KEPT_BYTES, len)
        self.drawer = ThreadPoolExecutor(1, "preview")
        self.drawings: dict[Order, asyncio.Future[bytes]] = {}

    async def serve(self, request: Request) -> Response:
        """Answer with the preview of a link."""
        sketches = FIRST_PAINT.map
        if sketches is None:
            return PlainTextResponse("The atlas has no map yet; ask again.", 503, _AGAIN)
        if len(self.drawings) >= WAITING:
            # Before anything is worked out: what many ask for at once must cost next to nothing.
            return PlainTextResponse("Too many pictures are asked for; ask again.", 429, _AGAIN)
        try:
            order = await run_in_threadpool(order_of, sketches, request)
            etag = etag_of(f"{static_version()} {order}".encode())
            if has_current(request.scope, etag):
                return answer(request.scope, b"", _KIND, cache=CACHE, etag=etag)
            content = self.recent.get(order) or await self.drawn(sketches, order)
        except Exception as error:  # whoever shows a link shows it without a picture
            log.error("a preview was not drawn", extra={"atlas": error_record(error)})
            return PlainTextResponse("This picture could not be drawn.", 500, {"Cache-Control": "no-store"})
        return answer(request.scope, content, _KIND, cache=CACHE, etag=etag)

    async def drawn(self, sketches: MapSketches, order: Order) -> bytes:
        """Return a preview when it is drawn; one that is being drawn already is not drawn twice."""
        if order not in self.drawings:
            drawing = asyncio.get_running_loop().run_in_executor(self.drawer, draw, sketches, order)
            drawing.add_done_callback(lambda _: self.drawings.pop(order, None))
            self.drawings[order] = drawing
        # One who goes away does not take it from the others.
        content = await asyncio.shield(self.drawings[order])
        self.recent.keep(order, content)
        return content


def order_of(sketches: MapSketches, request: Request) -> Order:
    """Return what a link asks for; one that cannot be used asks for what a browser would show of it."""
    asked = read_request(sketches.dataset, "", request.scope["query_string"], SOURCE)
    view, summary = asked.view, summary_for(dataset_in(asked.view.lang), asked)
    shape = request.query_params.get("shape", "")
    return Order(
        day=summary.day,
        at=_rounded(view.at),
        position=view.position,
        without=left_out(view),
        lang=view.lang,
        line=summary.subject,
        shape=shape if shape in SHAPES else next(iter(SHAPES)),
    )


def _rounded(at: str) -> str:
    """Return a place of a link, rounded to what is seen of it on a preview."""
    parts = at.split("_")
    if len(parts) != 3:
        return at
    lat, lon, zoom = map(float, parts)
    return f"{lat:.{_DECIMALS}f}_{lon:.{_DECIMALS}f}_{round(zoom * _STEPS) / _STEPS:g}"


def draw(sketches: MapSketches, order: Order) -> bytes:
    """Return a preview as PNG."""
    speak(order.lang)
    year = order.day[:4]
    sheets = preview_sheets(
        sketches.sketches,
        order.day,
        viewport_of(sketches.dataset, order.at),
        PreviewWords(
            year=year,
            day=say_date(order.day).removesuffix(year).strip(),
            line=order.line,
            name=str(dataset_in(order.lang).about["title"]),
        ),
        shape=order.shape,
        position=order.position,
        without=order.without,
        lang=order.lang,
    )
    return DRAWER.draw(sheets)


PREVIEWS = Previews()
ROUTES = [Route(f"{base_path()}/preview.png", PREVIEWS.serve)]
