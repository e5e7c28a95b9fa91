"""What the server takes from the insides of Streamlit: its runtime, its files, its paths and the marks in its page.

Nothing else in `server`, `pages`, `geo` or `tools.icons` reaches into Streamlit. Each assumption has a row in
docs/upstream.md and a test in tests/upstream. What cannot be relied upon raises `UpstreamError`, and whoever calls
goes on without it.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import streamlit as st
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg

from server.logs import log_once

# Where Streamlit answers, below the base path of the server.
SCRIPTS = "/static/"
COMPONENTS = "/component/"
APP_FILES = "/app/"
INTERNAL = "/_stcore/"
METRICS = "/_stcore/metrics"
# What the atlas has no use for: files of visitors, sessions of programs, and the list of Streamlit's own files.
CLOSED = ("/_stcore/upload_file", "/_stcore/agent", "/manifest.json")
MEDIA = "/media/"
COMPONENT = "/component/streamlit_folium.st_folium/"
# What a page of the atlas says on its websocket, beside `rerun_script`: it stops a run, it is still there, it asks for
# a file that is made only then, and for more rows of a table.
MESSAGES = {"stop_script", "app_heartbeat"}
OPERATIONS = {"deferred_file", "dataframe_chunk"}
# The scripts of streamlit-folium's frame, whose names have a hash of their content.
FRAME_FILE = re.compile(r"/component/streamlit_folium\.st_folium/static/(js|css)/[\w-]+\.[0-9a-f]{8}\.(js|css)")
MAIN_SHEET = re.compile(r"/static/css/index\.[\w-]+\.css")

STATIC = Path(st.__file__).parent / "static"
INDEX = STATIC / "index.html"
_BUNDLE = STATIC / "static"
_ICON_FONT = "MaterialSymbols-Rounded.*.woff2"

_PRELOAD = re.compile(rb'<link\s+rel="preload"[^>]*SourceSans[^>]*>\s*')
_LANGUAGE = re.compile(rb'<html lang="en">')
_TITLE = re.compile(rb"<title>Streamlit</title>")
_ROOT = re.compile(rb'<div id="root"></div>')
# What the atlas says otherwise, where it is there: its licence (NOTICE has it), its icon, the way to its sessions for
# programs, which are closed, and its words for readers without scripts.
_NOT_SENT = (
    re.compile(rb"\A<!--.*?-->\s*", re.DOTALL),
    re.compile(rb'<link rel="shortcut icon"[^>]*>\s*'),
    re.compile(rb'(?:<!--(?:(?!-->).)*-->\s*)?<link rel="service-desc"[^>]*>\s*', re.DOTALL),
    re.compile(rb"<noscript>.*?</noscript>\s*", re.DOTALL),
)
_TEXT_FACE = re.compile(rb"@font-face\{font-family:Source Sans;[^}]*\}")
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_ICON_FACE = re.compile(rb"url\([^)]*/MaterialSymbols-Rounded[^)]*\)")

# How long a file is held that somebody has had made, and in whose name: nobody's session has this id.
MADE_SECONDS = 60.0
_NOBODY = "made"
_NO_RUN = "missing ScriptRunContext"
_NO_RUN_LOGGER = "streamlit.runtime.scriptrunner_utils.script_run_context"


class UpstreamError(RuntimeError):
    """Something of Streamlit is not as the atlas expects it."""


class NoRunFilter(logging.Filter):
    """Drops Streamlit's warning that no visitor's run is going on, and nothing else."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is to be logged."""
        return _NO_RUN not in record.getMessage()


def silence_no_run() -> None:
    """Drop the warning that the server's own threads, which load the dataset, have no visitor."""
    logger = logging.getLogger(_NO_RUN_LOGGER)
    if not any(isinstance(log_filter, NoRunFilter) for log_filter in logger.filters):
        logger.addFilter(NoRunFilter())


def disable_pages_directory() -> None:
    """Have Streamlit show no page of the folder pages/ by itself, as it would until a script calls `st.navigation`.

    On a server that has just started, the first visitor of any page but the map would read "Page not found". A call
    outside a run switches that off for the process and shows nothing.
    """
    try:
        st.navigation([st.Page(disable_pages_directory, title="none")], position="hidden")
    except Exception as error:  # the server has to start
        log_once("the first visitor of a page may read that it is not found", error)


def register_component(component: Any) -> None:
    """Make the files of a component (as `declare_component` returns it) known before any run has declared it.

    Streamlit registers a component when it is declared, but only within a visitor's run.

    Raises
    ------
    UpstreamError
        If Streamlit has another registry.
    """
    try:
        import_module("streamlit.runtime").get_instance().component_registry.register_component(component)
    except (ImportError, AttributeError, TypeError, RuntimeError) as error:
        raise UpstreamError(f"a component cannot be registered: {error}") from error


def decode_message(frame: bytes) -> Any:
    """Return what a frame of a visitor's websocket says (a ``BackMsg``), or nothing if it is none."""
    try:
        return BackMsg.FromString(frame)
    except DecodeError:
        return None


def inline_scripts() -> list[str]:
    """Return the scripts that stand in Streamlit's own first page."""
    return _INLINE_SCRIPT.findall(INDEX.read_text(encoding="utf-8"))


@cache
def bundle_names() -> frozenset[str]:
    """Return the paths of all files that Streamlit serves below `SCRIPTS`."""
    files = (path for path in _BUNDLE.rglob("*") if path.is_file())
    return frozenset(f"{SCRIPTS}{path.relative_to(_BUNDLE).as_posix()}" for path in files)


def tell_failed_downloads(tell: Callable[[BaseException], str]) -> None:
    """Have a download that fails say what `tell` returns for its error, in place of Streamlit's English sentence.

    Without Streamlit's handler where it is expected, that sentence stays.
    """
    try:
        handlers = import_module("streamlit.runtime.backend_operation_handler")
        respond, file = handlers.BackendOperationResponse, handlers.DeferredFileResponsePayload
        handler = handlers.DeferredFileHandler
        handler.handle  # noqa: B018  (asked for, so that what is missing is noticed)
    except (ImportError, AttributeError) as error:
        log_once("a download that fails says what Streamlit says", error)
        return

    def made(manager: Any, file_id: str) -> tuple[str, Callable[[], None]]:
        url = manager.execute_deferred(file_id)
        return url, hold_made(manager, url)

    async def handle(self: Any, request: Any, session_id: str) -> Any:
        del session_id
        try:
            url, release = await asyncio.to_thread(made, self._get_media_file_mgr(), request.deferred_file.file_id)
            asyncio.get_running_loop().call_later(MADE_SECONDS, release)
            return respond(request_id=request.request_id, deferred_file=file(url=url))
        except Exception as error:  # a visitor is always told
            return respond(request_id=request.request_id, error_msg=tell(error.__cause__ or error))

    handler.handle = handle


def hold_made(manager: Any, url: str) -> Callable[[], None]:
    """Hold a file that has just been made, until what is returned is called.

    Streamlit counts it as nobody's, and throws it away when two more runs of anybody have ended: among many visitors
    that is sooner than an answer takes to cross the network.
    """
    try:
        held, lock = manager._files_by_session_and_coord[_NOBODY], manager._lock
    except (AttributeError, TypeError) as error:
        log_once("among many visitors a file may be gone before it is fetched", error)
        return lambda: None
    key = uuid4().hex

    def release() -> None:
        with lock:
            del held[key]

    with lock:
        held[key] = url.rpartition("/")[2].partition(".")[0]
    return release


def rewrite_page(page: bytes, *, language: str, head: str, before: str, after: str) -> bytes:
    """Return Streamlit's first page in another language, without its text font and its own words; all of it or nothing.

    Parameters
    ----------
    page
        As Streamlit has it.
    language
        Code of the language of the page.
    head
        HTML in place of its title.
    before, after
        HTML around the element in which Streamlit's scripts build the page.

    Raises
    ------
    UpstreamError
        If one of the marks is not in it exactly once.
    """
    page = _without_own_words(page)
    replaced = [
        (_PRELOAD, b""),
        (_LANGUAGE, f'<html lang="{language}">'.encode()),
        (_TITLE, head.encode()),
        (_ROOT, before.encode() + b'<div id="root"></div>' + after.encode()),
    ]
    for mark, new in replaced:
        matches = list(mark.finditer(page))
        if len(matches) != 1:
            raise UpstreamError(f"{mark.pattern.decode()} is in Streamlit's first page {len(matches)} times, not once")
        page = page[: matches[0].start()] + new + page[matches[0].end() :]
    return page


def _without_own_words(page: bytes) -> bytes:
    for mark in _NOT_SENT:
        page = mark.sub(b"", page, count=1)
    return page


@cache
def first_page() -> bytes:
    """Return Streamlit's own first page, which it sends for every path that it does not know."""
    return INDEX.read_bytes()


def rewrite_sheet(sheet: bytes, icons: str) -> bytes:
    """Return Streamlit's style sheet without its text font, with another icon font; all of it or nothing.

    Parameters
    ----------
    sheet
        As Streamlit has it.
    icons
        URL of the icon font.

    Raises
    ------
    UpstreamError
        If it does not name both fonts.
    """
    without_text, faces = _TEXT_FACE.subn(b"", sheet)
    slim, fonts = _ICON_FACE.subn(f"url({icons})".encode(), without_text)
    if not faces or fonts != 1:
        raise UpstreamError(f"Streamlit's style sheet names {faces} text faces and {fonts} icon fonts")
    return slim


def icon_font() -> Path:
    """Return the file of Streamlit's icon font.

    Raises
    ------
    UpstreamError
        If there is not exactly one.
    """
    fonts = sorted((_BUNDLE / "media").glob(_ICON_FONT))
    if len(fonts) != 1:
        raise UpstreamError(f"Streamlit has {len(fonts)} icon fonts called {_ICON_FONT}, not one")
    return fonts[0]


def script_files() -> list[Path]:
    """Return the files of Streamlit's scripts in the browser."""
    return sorted((_BUNDLE / "js").glob("*.js"))


def sheet_files() -> list[Path]:
    """Return the files of Streamlit's style sheets."""
    return sorted((_BUNDLE / "css").glob("*.css"))
