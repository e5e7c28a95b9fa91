"""A preview has an address of its own; what cannot be made is said in a sentence and logged in a line."""

import asyncio
import logging
from collections.abc import MutableMapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from geo import Dataset
from geo.errors import DrawingBusyError, DrawingError, DrawingLateError
from geo.render.orders import Order
from pages.shared.language.languages import language
from pages.shared.record.files import DownloadError, made
from server import downloads
from tests.hostile import ALL_PARAMETERS, HOSTILE_TEXTS


class FakePool:
    """Notes what is ordered, and gives the same answer to all."""

    def __init__(self, error: Exception | None = None) -> None:
        self.orders: list[tuple[Dataset, Order]] = []
        self.error = error

    def submit(self, dataset: Dataset, order: Order) -> Future[bytes]:
        """Answer."""
        self.orders.append((dataset, order))
        job: Future[bytes] = Future()
        if isinstance(self.error, DrawingBusyError):
            raise self.error
        if self.error:
            job.set_exception(self.error)
        else:
            job.set_result(b"picture")
        return job


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch, dataset: Dataset) -> FakePool:
    """Let a fake draw, for one test."""
    fake = FakePool()
    monkeypatch.setattr(downloads, "POOL", fake)
    monkeypatch.setattr(downloads, "dataset_in", lambda code: replace(dataset, language=code))
    return fake


def get(**query: str) -> tuple[int, dict[str, str], str]:
    """Return status, headers and body of the preview of a link."""
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": "/plate.webp", "headers": []}
    scope["query_string"] = urlencode(query).encode()
    asyncio.run(Starlette(routes=downloads.ROUTES)(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(part.get("body", b"") for part in sent[1:]).decode()


def test_a_preview_shows_what_the_link_asks_for_in_its_language(pool: FakePool, dataset: Dataset) -> None:
    rival = dataset.rivals.iloc[0]["position"]
    status, headers, body = get(date="1962-07-01", at="belgium", lang="fr", layers=f"missions {rival}")
    assert (status, headers["content-type"], body) == (200, "image/webp", "picture")
    assert headers["cache-control"] == "public, max-age=3600"
    ((shown, order),) = pool.orders
    assert shown.language == "fr"
    assert (order.day, order.view, order.position, order.fmt) == ("1962-07-01", "belgium", rival, "webp")
    assert order.words.date == "1er juillet 1962"


def test_links_that_show_the_same_have_the_same_order_whatever_else_they_say(pool: FakePool) -> None:
    for more in ({}, {"at": "-1.95_30.06_8"}, {"territory": "belgium", "q": "x", "url": "https://example.com"}):
        assert get(date="1925", **more)[0] == 200
    assert len({order for _, order in pool.orders}) == 1
    assert pool.orders[0][1].link == ""


@pytest.mark.parametrize("name", ALL_PARAMETERS)
def test_no_text_of_a_link_reaches_a_preview(pool: FakePool, name: str) -> None:
    for words in HOSTILE_TEXTS[:30]:
        assert get(**{name: words})[0] == 200
    assert len({replace(order, words=pool.orders[0][1].words) for _, order in pool.orders}) == 1
    assert not any(words in repr(order) for _, order in pool.orders for words in HOSTILE_TEXTS[:30])


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (DrawingBusyError("five"), 429, "Too many maps are being drawn; try again"),
        (DrawingLateError("60"), 500, "Drawing the map took too long; try again"),
        (DrawingError("KeyError"), 500, "This map could not be drawn."),
    ],
)
def test_a_preview_that_is_not_drawn_is_a_sentence_and_a_line_in_the_log(
    pool: FakePool, error: Exception, status: int, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    pool.error = error
    code, headers, body = get(date="1925")
    assert (code, headers["content-type"], headers["cache-control"]) == (status, "image/svg+xml", "no-store")
    assert sentence in body
    assert sentence not in get(date="1925", lang="nl")[2]
    assert [record.atlas["error"] for record in caplog.records] == [type(error).__name__] * 2  # type: ignore[attr-defined]


def test_a_sentence_is_shown_as_text() -> None:
    assert "<b>" not in downloads.picture_of("<b>bold</b> & more")


def fails(_dataset: Dataset, error: Exception) -> bytes:
    """Fail."""
    raise error


@pytest.mark.parametrize(
    ("code", "error", "sentence"),
    [
        ("en", OSError("disk is full"), "This file could not be created; reload the page and try again."),
        ("en", DrawingBusyError("five"), "Too many maps are being drawn; try again in a moment."),
        ("fr", OSError("disk is full"), "fichier"),
    ],
)
def test_a_download_that_fails_says_the_atlas_s_sentence_and_logs_one_line(
    dataset: Dataset, caplog: pytest.LogCaptureFixture, code: str, error: Exception, sentence: str
) -> None:
    with pytest.raises(DownloadError) as raised:
        made(replace(dataset, language=code), fails, error)
    assert language() == code
    assert sentence in downloads.tell_failure(raised.value)
    (record,) = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.ERROR, "a download failed")
    assert record.atlas["error"] == type(error).__name__  # type: ignore[attr-defined]
    assert "disk is full" not in str(record.atlas)  # type: ignore[attr-defined]


def test_a_button_of_a_page_that_is_gone_says_so_too(caplog: pytest.LogCaptureFixture) -> None:
    assert "reload the page" in downloads.tell_failure(KeyError("Deferred file not found"))
    assert len(caplog.records) == 1


def test_what_is_made_is_passed_on(dataset: Dataset) -> None:
    assert made(dataset, lambda shown, day: f"{shown is dataset} {day}".encode(), "1925") == b"True 1925"
