"""Compression: static files are compressed once and kept.

Streamlit sends its scripts as they are, since compressing them for every visitor costs more than it saves, and counts
on a proxy to do better.
"""

import asyncio
import gzip
import hashlib
import re
import zlib
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs

import brotli

from pages.shared.data.assets import STATIC, base_path, static_url, static_version
from server.asgi import Message, Receive, Send, Serve
from server.logs import log_once
from server.upstream import FRAME_FILE, MAIN_SHEET, bundle_names, rewrite_sheet

Header = tuple[bytes, bytes]
MOST_FILES = 2000  # Streamlit has some 300 scripts and sheets, in two codings

# Where what has taken seconds to compress waits for the next start of a server.
KEPT = Path(__file__).resolve().parent.parent / ".cache" / "compressed"

_BODY_HEADERS = {b"content-length", b"content-encoding", b"etag", b"last-modified", b"accept-ranges", b"vary"}
_NOT_PASSED_ON = {b"if-none-match", b"if-modified-since", b"range", b"accept-encoding"}
_NEVER = re.compile(r"q=0(\.0*)?")


class Response:
    """A response that is collected whole before it is sent on."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: list[Header] = []
        self.body = b""

    async def collect(self, message: Message) -> None:
        """Add a part of it."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    def header(self, name: bytes) -> bytes:
        """Return a header, or nothing."""
        return dict(self.headers).get(name, b"")

    @property
    def is_whole(self) -> bool:
        """Whether its body is as long as it says."""
        return self.header(b"content-length") in {b"", str(len(self.body)).encode()}

    def with_body(self, body: bytes, encoding: str) -> "Response":
        """Return the same response with another body, compressed by `encoding` if that is not empty."""
        new = Response()
        new.status, new.body = self.status, body
        new.headers = [pair for pair in self.headers if pair[0].lower() not in _BODY_HEADERS]
        new.headers += [(b"content-length", str(len(body)).encode()), (b"vary", b"Accept-Encoding")]
        new.headers += [(b"content-encoding", encoding.encode())] if encoding else []
        return new

    async def send(self, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


class CompressStatic:
    """ASGI middleware: compresses static files once.

    A file is compressed quickly for its first visitor, then as well as can be while nobody waits for it, and kept on
    the disk for the servers to come.
    """

    def __init__(self, app: Serve) -> None:
        self.app = app
        self.compressed: dict[tuple[str, str], Response] = {}
        self.one_at_a_time = asyncio.Semaphore()
        self.background: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        path, headers = scope["path"].removeprefix(base_path()), dict(scope["headers"])
        encoding = encoding_for(headers.get(b"accept-encoding", b""))
        if encoding and is_immutable(path, scope["query_string"]):
            await (await self.compressed_file(scope, encoding)).send(send)
        else:
            await self.app(scope, receive, send)

    async def compressed_file(self, scope: Message, encoding: str) -> Response:
        """Return a file that never changes under its name, compressed."""
        path, key = scope["path"], (scope["path"], encoding)
        if key not in self.compressed:
            response = await self.full_response(scope)
            if response.status != 200 or not response.is_whole or len(self.compressed) >= MOST_FILES:
                return response
            is_sheet = MAIN_SHEET.fullmatch(path.removeprefix(base_path()))
            plain = slim_sheet(response.body) if is_sheet else response.body
            best = await asyncio.to_thread(kept, plain, encoding)
            body = best or await asyncio.to_thread(compress, plain, encoding)
            self.compressed[key] = response.with_body(body, encoding)
            if best:
                return self.compressed[key]
            task = asyncio.create_task(self.recompress(key, plain))
            self.background.add(task)
            task.add_done_callback(self.background.discard)
        return self.compressed[key]

    async def recompress(self, key: tuple[str, str], plain: bytes) -> None:
        """Compress a file as well as can be, one at a time."""
        async with self.one_at_a_time:
            body = await asyncio.to_thread(compress, plain, key[1], best=True)
            self.compressed[key] = self.compressed[key].with_body(body, key[1])
            await asyncio.to_thread(keep, plain, key[1], body)

    async def full_response(self, scope: Message) -> Response:
        """Return the whole response to a request, not compressed, whatever of it the browser has cached.

        It is collected to its end even if the browser goes away meanwhile: others will ask for the same.
        """
        response, request = Response(), [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Message:
            if request:
                return request.pop()
            never: asyncio.Future[Message] = asyncio.Future()
            return await never

        headers = [pair for pair in scope["headers"] if pair[0] not in _NOT_PASSED_ON]
        await self.app({**scope, "headers": headers}, receive, response.collect)
        return response


def encoding_for(accepted: bytes) -> str:
    """Return how to compress for a browser that accepts these encodings; empty for not at all."""
    parts = [part.decode("latin-1").lower().replace(" ", "").partition(";") for part in accepted.split(b",")]
    names = {name for name, _, quality in parts if not _NEVER.fullmatch(quality)}
    return next((encoding for encoding in ("br", "gzip") if encoding in names), "")


def compress(plain: bytes, encoding: str, *, best: bool = False) -> bytes:
    """Return bytes compressed, quickly or as well as can be."""
    if encoding == "br":
        return bytes(brotli.compress(plain, quality=11 if best else 5))
    return gzip.compress(plain, 9 if best else 6) if encoding else plain


def kept(plain: bytes, encoding: str) -> bytes:
    """Return bytes as an earlier server has compressed them, or nothing; not what does not unpack to them."""
    with suppress(OSError, EOFError, zlib.error, brotli.error):
        body = _file_of(plain, encoding).read_bytes()
        if (brotli.decompress if encoding == "br" else gzip.decompress)(body) == plain:
            return body
    return b""


def keep(plain: bytes, encoding: str, body: bytes) -> None:
    """Keep compressed bytes on the disk, where it can be written to and has room; no half of them is left."""
    path = _file_of(plain, encoding)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=path.parent) as folder:
            file = Path(folder) / path.name
            file.write_bytes(body)
            file.replace(path)


def _file_of(plain: bytes, encoding: str) -> Path:
    return KEPT / f"{hashlib.sha256(plain).hexdigest()}.{encoding}"


def is_immutable(path: str, query: bytes) -> bool:
    """Return whether a URL names a text whose content never changes under that URL."""
    if not path.endswith((".js", ".css", ".json")):
        return False
    if path.startswith("/app/static/"):
        return parse_qs(query.decode("latin-1")).get("v") == [static_version()]
    return path in bundle_names() or bool(FRAME_FILE.fullmatch(path))


def slim_sheet(sheet: bytes) -> bytes:
    """Return Streamlit's style sheet without its text font and with the icons in use; as it is if that fails."""
    try:
        icons = next(STATIC.glob("fonts/icons-*.woff2"))
        return rewrite_sheet(sheet, f"{static_url()}/fonts/{icons.name}")
    except Exception as error:  # whatever fails here, the style sheet itself must come
        log_once("Streamlit's style sheet goes out as it is", error)
        return sheet
