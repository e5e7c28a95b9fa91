"""oEmbed: a link of the atlas that is pasted into a learning platform or a blog becomes a frame with the view.

What is answered follows https://oembed.com, version 1.0.
"""

import json
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.render.preview import SHAPES
from geo.translations import SOURCE
from pages.shared.data.assets import base_path
from pages.shared.data.dataset import dataset_in, source_dataset
from pages.shared.record.html import tag
from server.address import address_of, public_origin
from server.answers import answer
from server.asgi import Message
from server.asked import BY_PATH, Asked, read_request, summary_for

SIZE = (640, 640)  # pixels of a frame that nobody asks to be smaller
LEAST = (360, 520)  # pixels in which map and time bar have room
LONGEST_URL = 4096  # letters
LONGEST_NUMBER, MOST = 5, 99_999  # digits of a number of pixels, and the largest one
CACHE = "public, max-age=3600"
KINDS = {"json": "application/json", "xml": "text/xml"}


class RefusedError(ValueError):
    """A request cannot be answered; the message says why, the status stands beside it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


async def serve(request: Request) -> Response:
    """Answer with the frame of a view, for the address of a page of the atlas."""
    try:
        form = form_of(request)
        room = side(request, "maxwidth"), side(request, "maxheight")
        path, query = page_of(request.scope, request.query_params.get("url", ""))
        fields = await run_in_threadpool(embedding, path, query, public_origin(request.scope), room)
    except RefusedError as refused:
        headers = {"Cache-Control": "no-store"}
        return PlainTextResponse(f"{refused}\n", refused.status, headers)
    body = json.dumps(fields, ensure_ascii=False).encode() if form == "json" else as_xml(fields)
    return answer(request.scope, body, KINDS[form], cache=CACHE)


def form_of(request: Request) -> str:
    """Return the form of the answer: one of `KINDS`.

    Raises
    ------
    RefusedError
        If the request asks for another.
    """
    form = request.query_params.get("format", "json")
    if form not in KINDS:
        raise RefusedError(501, "Ask for format=json or format=xml.")
    return form


def side(request: Request, name: str) -> int:
    """Return the number of pixels that there is room for on one side.

    Raises
    ------
    RefusedError
        If the request says something else than a number.
    """
    value = request.query_params.get(name, "")
    if value and not (value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER and int(value)):
        raise RefusedError(400, f"{name} is a number of pixels, such as {SIZE[0]}.")
    return int(value or MOST)


def page_of(scope: Message, url: str) -> tuple[str, bytes]:
    """Return path and query of an address that is one of the atlas's own pages.

    Raises
    ------
    RefusedError
        If it is none.
    """
    try:
        parts = urlsplit(url[:LONGEST_URL])
    except ValueError:
        parts = urlsplit("")
    path = parts.path.removeprefix(base_path()).strip("/")
    is_ours = address_of(scope).is_same(f"{parts.scheme}://{parts.netloc}")
    if not is_ours or not parts.path.startswith(base_path()) or path not in BY_PATH:
        raise RefusedError(404, "The url is not the address of a page of this atlas.")
    return path, parts.query.encode("utf-8", "replace")


def embedding(path: str, query: bytes, origin: str, room: tuple[int, int]) -> dict[str, str | int]:
    """Return what oEmbed says of a page: a frame, or where that has no room, a link.

    Parameters
    ----------
    path, query
        Of the page.
    origin
        Scheme and host of the atlas.
    room
        Width and height (pixels) that the frame may have.
    """
    asked = read_request(source_dataset(), path, query, SOURCE, origin)
    dataset = dataset_in(asked.view.lang)
    title = summary_for(dataset, asked).title
    name = str(dataset.about["title"])
    fields: dict[str, str | int] = {
        "type": "link",
        "version": "1.0",
        "title": title,
        "provider_name": name,
        "provider_url": asked.links.to(""),
        "cache_age": 3600,
    }
    if has_room(LEAST, room):
        wide, high = map(min, SIZE, room)
        fields |= {"type": "rich", "width": wide, "height": high}
        fields |= {"html": frame(asked, f"{name}: {title}", (wide, high))}
    picture = SHAPES["wide"].size
    if has_room(picture, room):
        fields |= {"thumbnail_url": asked.links.preview(asked.view)}
        fields |= {"thumbnail_width": picture[0], "thumbnail_height": picture[1]}
    return fields


def has_room(size: tuple[int, int], room: tuple[int, int]) -> bool:
    """Return whether something of a size (width, height) has room."""
    return size[0] <= room[0] and size[1] <= room[1]


def frame(asked: Asked, title: str, size: tuple[int, int]) -> str:
    """Return the HTML of a frame that shows what is asked for."""
    src = asked.links.page(asked.path, asked.view, embed="true")
    sides = {"width": str(size[0]), "height": str(size[1]), "style": "max-width: 100%; border: 0"}
    return tag("iframe", src=src, title=title, **sides, loading="lazy", allowfullscreen=True)


def as_xml(fields: dict[str, str | int]) -> bytes:
    """Return what oEmbed says as XML."""
    root = ET.Element("oembed")
    for name, value in fields.items():
        ET.SubElement(root, name).text = str(value)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


ROUTES = [Route(f"{base_path()}/oembed", serve)]
