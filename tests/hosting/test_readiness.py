"""A replica says that it is ready when it is, and not before; asked of the app itself without a socket."""

import asyncio
from collections.abc import MutableMapping
from threading import Event
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from geo.errors import AtlasError
from server.readiness import Patience, Readiness

COMPONENT = "/component/x/index.html"


def app_of(readiness: Readiness) -> Starlette:
    """Return an app with a page and one component's file; both tell whether the replica has prepared."""

    async def answer(_request: object) -> PlainTextResponse:
        return PlainTextResponse("prepared" if readiness.ended.is_set() else "too early")

    routes = [Route("/ready", readiness.answer), Route(COMPONENT, answer), Route("/page", answer)]
    return Starlette(routes=routes, middleware=[Middleware(Patience, readiness=readiness)])


async def get(app: Starlette, path: str) -> tuple[int, str]:
    """Return status and text of the answer to a request."""
    sent: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    await app({"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}, receive, send)
    return sent[0]["status"], sent[1]["body"].decode()


def test_a_replica_is_not_ready_until_it_has_prepared_and_a_component_is_waited_for() -> None:
    may_end = Event()

    def wait() -> None:
        may_end.wait(10)

    readiness = Readiness(wait)
    app = app_of(readiness)

    async def come() -> list[tuple[int, str]]:
        async with readiness.lifespan(app):
            component = asyncio.create_task(get(app, COMPONENT))
            before = [await get(app, "/ready"), await get(app, "/page")]
            may_end.set()
            return [*before, await component, await get(app, "/ready")]

    assert asyncio.run(come()) == [(503, "not ready"), (200, "too early"), (200, "prepared"), (200, "ready")]


def test_with_a_damaged_dataset_it_never_is_ready_and_nobody_waits(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise AtlasError("extents.csv, row 3: wrong")

    readiness = Readiness(fail)
    app = app_of(readiness)

    async def come() -> list[tuple[int, str]]:
        async with readiness.lifespan(app):
            return [await get(app, COMPONENT), await get(app, "/ready")]

    assert asyncio.run(come()) == [(200, "prepared"), (503, "not ready")]
    assert "extents.csv, row 3" in caplog.text
