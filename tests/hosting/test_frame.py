"""The page of the map's frame has the script that drops what other sites say, before any other."""

import asyncio
from typing import Any

import pytest

from pages.shared.data.assets import STATIC
from server.frame import GuardFrame
from server.middleware import MIDDLEWARE
from server.upstream import COMPONENT

GUARD = (STATIC / "map-frame.js").read_text(encoding="utf-8")
PAGE = b'<!doctype html><head><script defer src="./static/js/main.js"></script></head><body></body>'
HTML = b"text/html; charset=utf-8"


def answer(path: str, content_type: bytes, *, method: str = "GET") -> tuple[dict[bytes, bytes], bytes, list[Any]]:
    """Return headers and body of the answer to a request, and the headers with which Streamlit was asked.

    Streamlit sends its page in two parts.
    """
    sent: list[Any] = []
    asked: list[Any] = []

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        asked.extend(scope["headers"])
        headers = [(b"content-type", content_type), (b"content-length", str(len(PAGE)).encode()), (b"etag", b'"1"')]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": PAGE[:30], "more_body": True})
        await send({"type": "http.response.body", "body": PAGE[30:]})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "headers": [(b"if-none-match", b'"1"'), (b"host", b"a")]}
    asyncio.run(GuardFrame(app)(scope, None, send))  # type: ignore[arg-type]
    return dict(sent[0]["headers"]), b"".join(message["body"] for message in sent[1:]), asked


@pytest.mark.parametrize("path", ["index.html", "", "./index.html", "static/../index.html", "anything"])
def test_whatever_the_path_of_the_page_its_first_script_is_the_guard(path: str) -> None:
    headers, body, asked = answer(COMPONENT + path, HTML)
    assert body == PAGE.replace(b"<script", f"<script>{GUARD}</script><script".encode(), 1)
    assert headers[b"content-length"] == str(len(body)).encode()
    assert b"etag" not in headers
    assert asked == [(b"host", b"a")]  # a browser that has the page without the guard gets it anew


def test_scripts_and_other_pages_go_out_as_they_are() -> None:
    assert answer(f"{COMPONENT}static/js/main.js", b"text/javascript")[1] == PAGE
    assert answer("/", HTML)[1] == PAGE


def test_every_answer_passes_the_guard() -> None:
    assert GuardFrame in [middleware.cls for middleware in MIDDLEWARE]
