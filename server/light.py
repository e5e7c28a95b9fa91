"""The light edition: plain files for each language, and its pages for the view that a link asks for.

A page is made at once, for whoever has a thin line waits for it. The files are made by a process of its own when the
first visitor asks for one, or ahead (`python -m pages.shared.light --all`), and kept for the servers to come.
"""

import asyncio
import mimetypes
import sys
import tempfile
from functools import cache
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from geo import Dataset
from pages.shared.data.assets import base_path
from pages.shared.data.dataset import dataset_in
from pages.shared.language.languages import NAMES, speak
from pages.shared.light.folder import Edition, chapter_page, map_document, text_chapters
from pages.shared.light.identity import edition_id
from pages.shared.view.link import languages_of
from server.answers import answer, etag_of
from server.asked import Asked, summary_for
from server.compression import encoding_for
from server.head import head
from server.logs import log

ROOT = "light"
KEPT = Path(__file__).resolve().parent.parent / ".cache" / "light"
_FOREVER, _HOUR = "public, max-age=31536000, immutable", "public, max-age=3600"
_PACKED = {"br": ".br", "gzip": ".gz", "": ""}
_KINDS = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".txt": "text/plain"}
_PATIENCE = 300  # seconds that a process may take


def page_in(path: str) -> tuple[str, str] | None:
    """Return language and path of the page of the light edition at a path below the atlas; nothing if it is none."""
    root, _, rest = path.partition("/")
    code, slash, name = rest.partition("/")
    if root != ROOT or code not in NAMES or not slash:
        return None
    name = name.removesuffix(".html")
    return None if "." in name or "/" in name else (code, "" if name == "index" else name)


def page(asked: Asked, sketch: Markup) -> str:
    """Return a page of the light edition as a document; that of the map if the record has nothing for the page.

    Parameters
    ----------
    asked
        The page and its view, in whose language the page is.
    sketch
        Of the map of the day; may be empty.
    """
    speak(asked.view.lang)
    edition = _edition(asked.view.lang)
    summary = summary_for(edition.dataset, asked)
    top = head(edition.dataset, asked, summary)
    found = next((chapter for chapter in text_chapters(edition) if chapter.path == asked.path), None)
    if found and asked.path:
        return chapter_page(edition, found, top)
    return map_document(edition, summary, sketch, asked.day, top)


@cache
def _edition(code: str) -> Edition:
    dataset: Dataset = dataset_in(code)
    return Edition(dataset, home=f"{base_path()}/", beside=tuple(languages_of(dataset)))


class Files:
    """The files of every language, made when one of them is asked for first."""

    def __init__(self) -> None:
        self.made: dict[str, asyncio.Task[Path]] = {}

    async def folder(self, code: str) -> Path:
        """Return the folder of a language, once it is made."""
        if code not in self.made or (self.made[code].done() and self.made[code].exception()):
            self.made[code] = asyncio.create_task(_make(code))
        return await asyncio.shield(self.made[code])


async def _make(code: str) -> Path:
    """Make the files of a language, if no server has made them before, and return their folder.

    Raises
    ------
    RuntimeError
        If they cannot be made.
    """
    folder = place() / code
    if folder.exists():
        return folder
    unfinished = Path(tempfile.mkdtemp(dir=place()))
    command = ["-m", "pages.shared.light", code, str(unfinished / code), "--served", f"{base_path()}/"]
    process = await asyncio.create_subprocess_exec(
        "nice",
        sys.executable,
        *command,
        cwd=KEPT.parent.parent,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await asyncio.wait_for(process.communicate(), _PATIENCE)
    if process.returncode:
        raise RuntimeError(said.decode(errors="replace")[-2000:])
    if not folder.exists():
        (unfinished / code).rename(folder)
    return folder


@cache
def place() -> Path:
    """Return where the files of this edition are kept; a folder of its own for each server if nothing can be."""
    kept = KEPT / edition_id()
    try:
        kept.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="light-"))
    return kept


FILES = Files()


async def file(request: Request) -> Response:
    """Answer with a file of the light edition, compressed as the request accepts it."""
    code, name = request.path_params["code"], request.path_params["name"]
    if code not in NAMES:
        return PlainTextResponse("404 Not Found\n", 404)
    try:
        folder = await FILES.folder(code)
    except (OSError, RuntimeError, TimeoutError):
        log.exception("the light edition cannot be made")
        return PlainTextResponse("503 Service Unavailable\n", 503, {"Retry-After": "30"})
    encoding = encoding_for(request.headers.get("accept-encoding", "").encode("latin-1"))
    path = (folder / f"{name}{_PACKED[encoding]}").resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        return PlainTextResponse("404 Not Found\n", 404)
    body = await asyncio.to_thread(path.read_bytes)
    kind = _KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_versioned = request.query_params.get("v") == edition_id()
    rule = "no-cache" if name == "worker.js" else _FOREVER if is_versioned else _HOUR
    etag = etag_of(f"{edition_id()} {name} {encoding}".encode())
    return answer(request.scope, body, kind, cache=rule, encoding=encoding, vary="Accept-Encoding", etag=etag)


async def begin(request: Request) -> Response:
    """Lead to the light edition with a slash at the end, in which its files are found."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{base_path()}/{ROOT}/{request.path_params['code']}/{query}", 308)


ROUTES = [
    Route(f"{base_path()}/{ROOT}/{{code}}", begin),
    Route(f"{base_path()}/{ROOT}/{{code}}/{{name:path}}", file),
]


async def make_all() -> None:
    """Make the files of every language."""
    for code in NAMES:
        await FILES.folder(code)


if __name__ == "__main__":  # python -m server.light: in an image, so that no visitor waits for it
    asyncio.run(make_all())
