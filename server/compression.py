"""What Streamlit sends of its own, made small: its scripts compressed once, its first page with words in it.

Streamlit leaves its scripts as they are, since compressing them for every visitor costs more than it saves, and
counts on a proxy to do better. Here each is compressed once and kept, and so are the files of the atlas.
"""

import asyncio
import gzip
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

import brotli
import streamlit

from pages.shared.data.assets import STATIC, base_path, static_url, static_version
from pages.shared.language.languages import NAMES, preferred
from pages.shared.view.routes import WITH_MAP
from server.asgi import Message, Receive, Send, Serve
from server.first_paint import FIRST_SIGHT, scripts

Header = tuple[bytes, bytes]

# The scripts of streamlit-folium's frame, whose names have a hash of what they hold.
FRAME = re.compile(r"/component/streamlit_folium\.st_folium/static/\S+\.[0-9a-f]{8}\.(js|css)")
# The parts of Streamlit's script that a page with a map needs, which it would ask for one after the other.
PARTS = (
    *("styled-components", "Html", "purify.es", "PageLink", "ComponentInstance", "IFrameUtil", "urls"),
    *("withCalculatedWidth", "BidiComponent", "_arrayReduce", "serialization", "recordbatch"),
    *("Button", "ButtonGroup", "WidgetLabel", "WidgetLabelHelpIconInline", "useBasicWidgetState"),
)
# Streamlit asks for its own text font before anything else, and the atlas never uses it.
_FONT = re.compile(rb'<link\s+rel="preload"[^>]*SourceSans[^>]*>\s*')
_TEXT_FACES = re.compile(rb"@font-face\{font-family:Source Sans;[^}]*\}")
_ICONS = re.compile(rb"url\([^)]*/MaterialSymbols-Rounded[^)]*\)")
_NAMED_ANEW = {b"content-length", b"content-encoding", b"etag", b"last-modified", b"accept-ranges", b"vary"}
_NOT_PASSED_ON = {b"if-none-match", b"if-modified-since", b"range", b"accept-encoding"}


class Answer:
    """An answer that is kept whole before it is sent on."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: list[Header] = []
        self.body = b""

    async def take(self, message: Message) -> None:
        """Take a part of it."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    def header(self, name: bytes) -> bytes:
        """Return a header, or nothing."""
        return dict(self.headers).get(name, b"")

    @property
    def is_whole(self) -> bool:
        """Whether all of what it announces has come."""
        return self.header(b"content-length") in {b"", str(len(self.body)).encode()}

    def renew(self, body: bytes, coding: str) -> "Answer":
        """Return the same answer with another body, compressed by `coding` if that is not empty."""
        new = Answer()
        new.status, new.body = self.status, body
        own = [pair for pair in self.headers if pair[0].lower() not in _NAMED_ANEW]
        own += [(b"content-length", str(len(body)).encode()), (b"vary", b"Accept-Encoding, Accept-Language")]
        new.headers = own + ([(b"content-encoding", coding.encode())] if coding else [])
        return new

    async def send(self, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


class Lean:
    """ASGI middleware: scripts, styles and layers compressed, Streamlit's first page with words and without its font.

    What is asked for the first time is compressed quickly, then as well as can be while nobody waits for it.
    """

    def __init__(self, app: Serve) -> None:
        self.app = app
        self.packed: dict[tuple[str, str], Answer] = {}
        self.one_at_a_time = asyncio.Semaphore()
        self.later: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        path, asked = scope["path"].removeprefix(base_path()), dict(scope["headers"])
        coding = coding_for(asked.get(b"accept-encoding", b""))
        if coding and never_changes(path, scope["query_string"]):
            await (await self.kept(scope, coding)).send(send)
        elif b"text/html" in asked.get(b"accept", b"") and not path.startswith(("/component/", "/app/", "/_stcore/")):
            answer = await self.whole(scope)
            if answer.status == 200 and answer.header(b"content-type").startswith(b"text/html"):
                query = scope["query_string"]
                body = await asyncio.to_thread(first_page, answer.body, path.strip("/"), query, _language(query, asked))
                answer = answer.renew(pack(body, coding), coding)
            await answer.send(send)
        else:
            await self.app(scope, receive, send)

    async def kept(self, scope: Message, coding: str) -> Answer:
        """Return a file that never changes under its name, compressed."""
        path, key = scope["path"], (scope["path"], coding)
        if key not in self.packed:
            answer = await self.whole(scope)
            if answer.status != 200 or not answer.is_whole:
                return answer
            plain = style(answer.body) if path.startswith(f"{base_path()}/static/css/") else answer.body
            self.packed[key] = answer.renew(await asyncio.to_thread(pack, plain, coding), coding)
            task = asyncio.create_task(self.improve(key, plain))
            self.later.add(task)
            task.add_done_callback(self.later.discard)
        return self.packed[key]

    async def improve(self, key: tuple[str, str], plain: bytes) -> None:
        """Compress what is kept as well as can be, one file at a time."""
        async with self.one_at_a_time:
            body = await asyncio.to_thread(pack, plain, key[1], best=True)
            self.packed[key] = self.packed[key].renew(body, key[1])

    async def whole(self, scope: Message) -> Answer:
        """Return the whole answer to a request, not compressed, whatever of it the browser may have.

        It is answered to the end even if the browser goes away meanwhile: others will ask for the same.
        """
        answer, asked = Answer(), [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Message:
            if asked:
                return asked.pop()
            gone: asyncio.Future[Message] = asyncio.Future()
            return await gone

        headers = [pair for pair in scope["headers"] if pair[0] not in _NOT_PASSED_ON]
        await self.app({**scope, "headers": headers}, receive, answer.take)
        return answer


def coding_for(accepted: bytes) -> str:
    """Return how to compress for a browser that accepts these codings; empty for not at all."""
    names = {part.split(b";")[0].strip().decode("latin-1") for part in accepted.split(b",")}
    return next((coding for coding in ("br", "gzip") if coding in names), "")


def pack(plain: bytes, coding: str, *, best: bool = False) -> bytes:
    """Return bytes compressed, quickly or as well as can be."""
    if coding == "br":
        return bytes(brotli.compress(plain, quality=11 if best else 5))
    return gzip.compress(plain, 9 if best else 6) if coding else plain


def never_changes(path: str, query: bytes) -> bool:
    """Return whether a text is asked for under a name that tells what it holds."""
    if not path.endswith((".js", ".css", ".json")):
        return False
    if path.startswith("/app/static/"):
        return parse_qs(query.decode("latin-1")).get("v") == [static_version()]
    return path.startswith("/static/") or bool(FRAME.search(path))


def style(sheet: bytes) -> bytes:
    """Return Streamlit's style sheet without its text font, and with the icons that are used in place of all."""
    icons = next(STATIC.glob("fonts/icons-*.woff2"))
    return _ICONS.sub(f"url({static_url()}/fonts/{icons.name})".encode(), _TEXT_FACES.sub(b"", sheet))


def _language(query: bytes, headers: dict[bytes, bytes]) -> str:
    """Return the language in which a request wants to be answered."""
    asked = parse_qs(query.decode("latin-1")).get("lang", [""])[0]
    wanted = re.split(r"[,;]", headers.get(b"accept-language", b"").decode("latin-1"))[0].strip()
    return asked if asked in NAMES else preferred(wanted if re.fullmatch(r"[A-Za-z-]{2,20}", wanted) else None)


def first_page(page: bytes, room: str, query: bytes, language: str) -> bytes:
    """Return Streamlit's page with what is seen until its scripts are there, which then ask for the map at once.

    Parameters
    ----------
    page
        As Streamlit has it.
    room
        Path of the page of the atlas that it will show.
    query
        Of the link.
    language
        Code of the language to speak.
    """
    seen = FIRST_SIGHT.of(room, query, language)
    page = _FONT.sub(b"", page, count=1)
    page = page.replace(b'<html lang="en">', f'<html lang="{language}">'.encode(), 1)
    if room in WITH_MAP:
        page = page.replace(b"</head>", parts_ahead() + b"</head>", 1)
    head = f"<title>Atlas</title><style>{FIRST_SIGHT.style()}</style>"
    page = page.replace(b"<title>Streamlit</title>", head.encode(), 1)
    body = f'{seen}<div id="root"></div>{scripts(room, seen)}'
    return page.replace(b'<div id="root"></div>', body.encode(), 1)


@lru_cache(maxsize=1)
def parts_ahead() -> bytes:
    """Return links that have the browser fetch and read parts of Streamlit's script while the first ones start."""
    scripts = Path(streamlit.__file__).parent / "static" / "static" / "js"
    names = [path.name for part in PARTS for path in sorted(scripts.glob(f"{part}.????????.js"))]
    return "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in names).encode()
