"""Downloads: the preview of a plate at an address of its own, and what is said of a file that cannot be made."""

import asyncio
from textwrap import wrap
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo import Dataset
from geo.dates import shown_day
from geo.errors import AtlasError, DrawingBusyError
from geo.render.orders import PREVIEW, Order
from geo.render.pool import POOL
from geo.translations import SOURCE
from pages.shared.data.assets import base_path
from pages.shared.data.dataset import dataset_in
from pages.shared.language.languages import speak
from pages.shared.record.files import DownloadError, say_fault
from pages.shared.record.plate import preview_order, view_of
from pages.shared.view.link import decode_link
from pages.shared.view.session import today
from server.logs import error_record, log

_KEPT = "public, max-age=3600"  # by browsers: what a link shows can change with the next version of the record
_TOO_MANY = 429  # nginx takes a 503 for a replica that is gone
_PICTURE = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 297 210" font-family="serif" font-size="9" fill="#6d6255"'
    ' text-anchor="middle"><rect width="297" height="210" fill="#fbf8f1"/>{}</svg>'
)
_LINE = Markup('<text x="148.5" y="{}">{}</text>')


async def preview(request: Request) -> Response:
    """Answer with the plate of a link as a small picture; if it cannot be drawn, with a picture of a sentence.

    Nothing stands on it but what the dataset says: the link is decoded as that of any page.
    """
    query = parse_qs(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    try:
        dataset, order = await run_in_threadpool(_order, query)
        speak(dataset.language)
        drawing = POOL.submit(dataset, order)
        return Response(await asyncio.wrap_future(drawing), 200, {"Cache-Control": _KEPT}, PREVIEW[order.fmt])
    except AtlasError as error:
        log.warning("a preview was not drawn", extra={"atlas": error_record(error)})
        status = _TOO_MANY if isinstance(error, DrawingBusyError) else 500
        return Response(picture_of(say_fault(error)), status, {"Cache-Control": "no-store"}, "image/svg+xml")


def _order(query: dict[str, list[str]]) -> tuple[Dataset, Order]:
    """Return the dataset in the language that a link asks for, and the order of its preview."""
    view, _ = decode_link(query, dataset_in(SOURCE), today())  # also speaks the link's language
    dataset = dataset_in(view.lang)
    return dataset, preview_order(dataset, shown_day(view.date, today()), view_of(dataset, view.at), view.position)


def picture_of(sentence: str) -> str:
    """Return a sheet of paper with a sentence on it, as SVG: a browser shows it in place of the picture."""
    lines = wrap(sentence, 48)
    return _PICTURE.format(Markup("").join(_LINE.format(105 + 12 * number, line) for number, line in enumerate(lines)))


def tell_failure(error: BaseException) -> str:
    """Log that a file could not be made, and return what the visitor is told."""
    cause = error.__cause__ if isinstance(error, DownloadError) else None
    log.error("a download failed", extra={"atlas": error_record(cause or error)})
    return str(error) if isinstance(error, DownloadError) else say_fault(error)


ROUTES = [Route(f"{base_path()}/plate.webp", preview)]
