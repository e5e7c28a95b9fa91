"""The first answer: what every client gets for a page of the atlas, whether it runs scripts or not.

Who asks does not matter: a browser, a preview in a chat, a search engine, ``HEAD``. What does not exist is answered
with 404 and the way to what does, where Streamlit would send its own first page.
"""

import asyncio
import gzip
import zlib
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from time import monotonic, sleep
from urllib.parse import parse_qs

from starlette.responses import Response

from pages.shared.data.assets import base_path
from pages.shared.language.languages import NAMES, preferred, speak
from pages.shared.record.html import EMPTY
from server import light as light_edition
from server.address import public_origin
from server.answers import answer
from server.asgi import Message, Receive, Send, Serve
from server.asked import BY_PATH
from server.compression import compress, encoding_for
from server.first_paint import FIRST_PAINT
from server.lost import lost_page
from server.recent import Recent
from server.upstream import APP_FILES, COMPONENTS, INTERNAL, MEDIA, SCRIPTS, first_page

KEPT_BYTES = 6_000_000  # of compressed answers: some six hundred
_ELSEWHERE = (COMPONENTS, APP_FILES, INTERNAL, MEDIA, SCRIPTS)
_VARY = "Accept-Encoding, Accept-Language"
Make = Callable[[str, bytes, str, str, str], bytes]


class FirstAnswer:
    """ASGI middleware: answers for every page of the atlas, and for what is none of it.

    One page is made at a time, in a thread of its own, which rests afterwards as long as it has worked: crawlers that
    ask for many wait for one another, and leave half of the interpreter's time to the steps of visitors.
    """

    def __init__(self, app: Serve) -> None:
        self.app = app
        self.recent = Recent[bytes](KEPT_BYTES, len)
        self.maker = ThreadPoolExecutor(1, "first-answer")
        self.rested = 0.0  # when the thread has rested enough, by the clock of `monotonic`

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request."""
        inside = scope.get("path", "").removeprefix(base_path())
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or inside.startswith(_ELSEWHERE):
            await self.app(scope, receive, send)
            return
        page = inside.removeprefix("/")
        if page in BY_PATH:
            await (await self.made(self.page, scope, page))(scope, receive, send)
            return
        light = light_edition.page_in(page)
        if light:
            code, path = light
            is_known = path in BY_PATH
            make = self.light if is_known else self.lost
            await (await self.made(make, scope, path, 200 if is_known else 404, code))(scope, receive, send)
            return
        response = Collected(send, scope["method"])
        # Streamlit says in no header which page it sends.
        await self.app({**scope, "method": "GET"}, receive, response.take)
        if response.is_first_page:
            await (await self.made(self.lost, scope, page, 404))(scope, receive, send)

    async def made(self, make: Make, scope: Message, page: str, status: int = 200, code: str = "") -> Response:
        """Return the answer with a page, compressed as the request accepts it, in a language if the path names one."""
        headers = dict(scope["headers"])
        language = code or requested_language(scope["query_string"], headers)
        encoding = encoding_for(headers.get(b"accept-encoding", b""))
        asked = (page, scope["query_string"], language, public_origin(scope), encoding)
        body = await asyncio.get_running_loop().run_in_executor(self.maker, make, *asked)
        return answer(scope, body, "text/html", status=status, encoding=encoding, vary=_VARY)

    def page(self, path: str, query: bytes, language: str, origin: str, encoding: str) -> bytes:
        """Return a page of the atlas."""
        asked = FIRST_PAINT.ask(path, query, language, origin)
        if asked is None:
            return compress(FIRST_PAINT.sentence(first_page(), path, language), encoding)
        return self.kept((asked, encoding), lambda: FIRST_PAINT.page(first_page(), asked), encoding)

    def light(self, path: str, query: bytes, language: str, origin: str, encoding: str) -> bytes:
        """Return a page of the light edition."""
        asked = FIRST_PAINT.ask(path, query, language, origin)
        if asked is None:
            return compress(FIRST_PAINT.sentence(first_page(), path, language), encoding)
        asked = replace(asked, view=replace(asked.view, lang=language))
        key = "light", asked, encoding

        def make() -> bytes:
            speak(language)
            sketch = FIRST_PAINT.sketch(asked) if not path else EMPTY
            return light_edition.page(asked, sketch).encode()

        return self.kept(key, make, encoding)

    def kept(self, key: Hashable, make: Callable[[], bytes], encoding: str) -> bytes:
        """Return what was made for a key of late; make it, and rest as long, if nothing was."""
        body = self.recent.get(key)
        if body is None:
            sleep(max(0.0, self.rested - monotonic()))
            start = monotonic()
            body = compress(make(), encoding)
            self.rested = 2 * monotonic() - start
            self.recent.keep(key, body)
        return body

    def lost(self, path: str, query: bytes, language: str, origin: str, encoding: str) -> bytes:
        """Return the page that says that there is none at a path."""
        del path
        return compress(lost_page(FIRST_PAINT.ask("", query, language, origin), language), encoding)


class Collected:
    """A response that is sent on as it comes, unless it is Streamlit's first page.

    Parameters
    ----------
    send
        To the client.
    method
        Of the request: ``HEAD`` gets no body.
    """

    def __init__(self, send: Send, method: str) -> None:
        self.send, self.is_head = send, method == "HEAD"
        self.held: Message | None = None  # the start of a page that may be Streamlit's
        self.body = b""
        self.is_first_page = False

    async def take(self, message: Message) -> None:
        """Take a part of it."""
        if message["type"] == "http.response.start" and _may_be_first_page(message):
            self.held = message
            return
        if self.held:
            self.body += message.get("body", b"")
            if message.get("more_body"):
                return
            self.is_first_page = _unpacked(self.held, self.body) == first_page()
            if self.is_first_page:
                return
            await self.send(self.held)
            message = {**message, "body": self.body}
        if self.is_head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self.send(message)


def _may_be_first_page(start: Message) -> bool:
    return bool(start["status"] == 200) and _header(start, b"content-type").startswith(b"text/html")


def _unpacked(start: Message, body: bytes) -> bytes:
    """Return a body without the coding in which Streamlit may send it."""
    if _header(start, b"content-encoding") != b"gzip":
        return body
    with suppress(OSError, EOFError, zlib.error):
        return gzip.decompress(body)
    return body


def _header(start: Message, name: bytes) -> bytes:
    return next((value for key, value in start["headers"] if key.lower() == name), b"")


def requested_language(query: bytes, headers: dict[bytes, bytes]) -> str:
    """Return the language that a request asks for: by its link, else by its browser."""
    code = parse_qs(query.decode("latin-1")).get("lang", [""])[0]
    return code if code in NAMES else preferred(headers.get(b"accept-language", b"").decode("latin-1"))
