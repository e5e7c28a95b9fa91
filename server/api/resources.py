"""Resources: what is read at an address by programs of any site, with a tag, and what they are told if they cannot."""

import hashlib
import logging
import re
from collections.abc import Awaitable, Callable, Hashable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geo import Dataset
from geo.dates import today
from geo.errors import AtlasError, DatasetError, DrawingBusyError
from geo.exports import FORMATS
from pages.shared.data.assets import base_path
from pages.shared.data.dataset import dataset_in, source_dataset
from pages.shared.record.files import say_fault
from server.address import public_origin
from server.answers import has_current
from server.api.desk import DESK, Answer
from server.api.parameters import Parameter, Query, read_query
from server.api.problems import MEDIA_TYPE, ProblemError, problem_fields
from server.asgi import Message, Receive, Send
from server.compression import compress, encoding_for
from server.links import Links
from server.logs import error_record, log

SECONDS = 3600  # that an answer may be kept elsewhere: what it says can change with the next version of the record
_METHODS = "GET, HEAD, OPTIONS"
# Any site may read and show it.
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Range, ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_ASKED_BEFORE = {
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
    "Allow": _METHODS,
}
# Compressed already.
_NOT_COMPRESSED = {"image/png", "application/pdf"} | {
    FORMATS[ending].media for ending in ("parquet", "xlsx", "shp.zip")
}
_BUSY_SECONDS = 5
_PART = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


class Resource:
    """An ASGI app that answers one kind of address.

    Parameters
    ----------
    give
        Gives the answer to a request, or raises a ProblemError or an error of the atlas.
    is_indexed
        Whether search engines may list it.
    """

    def __init__(self, give: Callable[[Request], Awaitable[Answer]], *, is_indexed: bool = False) -> None:
        self.give = give
        self.headers = _OPEN | ({} if is_indexed else {"X-Robots-Tag": "noindex"})

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request."""
        response = await self.response(Request(scope))
        await response(scope, receive, send)

    async def response(self, request: Request) -> Response:
        """Return the answer to a request, or what is wrong with it."""
        if request.method == "OPTIONS":
            return Response(None, 204, self.headers | _ASKED_BEFORE)
        if request.method not in {"GET", "HEAD"}:
            return self.problem(request, ProblemError("The record is only read: GET, HEAD and OPTIONS.", status=405))
        try:
            answer = await self.give(request)
        except Exception as error:  # whatever fails is told in a sentence
            return self.problem(request, problem_of(error))
        return self.answered(request, answer)

    def answered(self, request: Request, answer: Answer) -> Response:
        """Return an answer as a response: 304 if the client has it, without a body if it asks for the head alone."""
        headers = self.headers | {
            "ETag": answer.tag,
            "Cache-Control": f"public, max-age={SECONDS}",
            "Vary": "Accept-Encoding",
            "Accept-Ranges": "bytes",
            "Link": f'<{base_path()}/api/openapi.json>; rel="service-desc", <{base_path()}/api>; rel="service-doc"',
        }
        if has_current(request.scope, answer.tag):
            return Response(None, 304, headers)
        headers |= {"Content-Encoding": answer.encoding} if answer.encoding else {}
        headers |= {"Content-Language": answer.language} if answer.language else {}
        headers |= {"Content-Disposition": f'inline; filename="{answer.name}"'} if answer.name else {}
        status, body = 200, answer.body
        if part := part_asked(request, answer):
            headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(answer.body)}"
            status, body = 206, answer.body[part.start : part.stop]
        headers["Content-Length"] = str(len(body))
        return Response(None if request.method == "HEAD" else body, status, headers, answer.media)

    def problem(self, request: Request, problem: ProblemError) -> Response:
        """Return a problem as a response (RFC 9457)."""
        headers = self.headers | {"Cache-Control": "no-store"}
        headers |= {"Retry-After": str(problem.retry)} if problem.retry else {}
        headers |= {"Allow": _METHODS} if problem.status == 405 else {}
        example = problem.example
        if example:
            here = request.scope["path"].removeprefix(base_path())
            example = f"{address_of_atlas(request)}{example if example.startswith('/') else f'{here}?{example}'}"
        return JSONResponse(problem_fields(problem, example), problem.status, headers, MEDIA_TYPE)


def problem_of(error: Exception) -> ProblemError:
    """Return what is said of an error; one that is no fault of the request is logged."""
    if isinstance(error, ProblemError):
        return error
    level = logging.WARNING if isinstance(error, DrawingBusyError) else logging.ERROR
    log.log(level, "an answer could not be given", extra={"atlas": error_record(error)})
    if isinstance(error, DatasetError):
        return ProblemError("The record cannot be read; the first page of the atlas says why.", status=503)
    if isinstance(error, DrawingBusyError):
        return ProblemError(say_fault(error), status=429, retry=_BUSY_SECONDS)
    detail = say_fault(error) if isinstance(error, AtlasError) else "The atlas could not answer; the fault is logged."
    return ProblemError(detail, status=500)


def part_asked(request: Request, answer: Answer) -> range | None:
    """Return the bytes of an answer that are asked for, or nothing for all: GDAL reads a file in parts.

    One part is given; who asks for several, or for what is not there, or for a part of what is no longer so, gets all.
    """
    match = _PART.fullmatch(request.headers.get("range", ""))
    is_same = request.headers.get("if-range", answer.tag) == answer.tag
    if request.method != "GET" or not match or not is_same:
        return None
    first, last = match.groups()
    size = len(answer.body)
    if first:
        part = range(int(first), min(int(last or size), size - 1) + 1)
    else:
        part = range(max(size - int(last or 0), 0), size)
    return part if part and part.start < size else None


def address_of_atlas(request: Request) -> str:
    """Return the address of the atlas as whoever asks knows it, without a slash at its end."""
    return Links(public_origin(request.scope)).home


async def asked(request: Request, parameters: tuple[Parameter, ...]) -> tuple[Dataset, Query]:
    """Return the dataset in the language that a request asks for, and what it asks; not on the event loop.

    Raises
    ------
    ProblemError
        If it asks for what cannot be answered.
    DatasetError
        If the atlas has no dataset.
    """
    text = request.scope["query_string"].decode("latin-1")

    def read() -> tuple[Dataset, Query]:
        query = read_query(text, parameters, source_dataset(), today())
        return dataset_in(query.lang), query

    return await run_in_threadpool(read)


async def made(request: Request, dataset: Dataset, key: Hashable, make: Callable[[], bytes], **fields: str) -> Answer:
    """Return an answer of bytes that are made in the desk's thread, compressed as the client takes it.

    Parameters
    ----------
    key
        Stands for the bytes.
    fields
        Of `Answer`: its media type at least.
    """
    encoding = encoding_for(request.headers.get("accept-encoding", "").encode("latin-1"))
    return await DESK.answer(dataset, (key, encoding), lambda: packed(make(), encoding, **fields))


def packed(body: bytes, encoding: str, **fields: str) -> Answer:
    """Return bytes as an answer, compressed; its tag is that of the bytes and of the encoding."""
    encoding = "" if fields["media"] in _NOT_COMPRESSED else encoding
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}{"-" + encoding if encoding else ""}"'
    return Answer(compress(body, encoding), tag=tag, encoding=encoding, **fields)
