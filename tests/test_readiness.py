"""A replica says that it is ready when it is, and not before; asked over HTTP without a server."""

import asyncio
from threading import Event

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.errors import AtlasError
from pages.shared.readiness import Patience, Readiness


def served(readiness: Readiness) -> TestClient:
    """Return a client of an app with one component's file and the route of readiness."""

    async def answer(_request: object) -> PlainTextResponse:
        return PlainTextResponse("file" if readiness.ended.is_set() else "too early")

    routes = [Route("/ready", readiness.answer), Route("/component/x/index.html", answer), Route("/page", answer)]
    middleware = [Middleware(Patience, readiness=readiness)]
    return TestClient(Starlette(routes=routes, middleware=middleware, lifespan=readiness.lifespan))


def test_a_replica_is_not_ready_until_it_has_prepared() -> None:
    may_end = Event()
    readiness = Readiness(lambda: None if may_end.wait(10) else None)
    with served(readiness) as client:
        assert client.get("/ready").status_code == 503
        assert client.get("/page").text == "too early"
        may_end.set()
        assert client.get("/component/x/index.html").text == "file"
        answer = client.get("/ready")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


def test_with_a_damaged_dataset_it_never_is_and_nobody_waits(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise AtlasError("extents.csv, row 3: wrong")

    readiness = Readiness(fail)
    with served(readiness) as client:
        assert client.get("/component/x/index.html").text == "file"
        assert client.get("/ready").status_code == 503
    assert "extents.csv, row 3" in caplog.text


def test_who_asks_for_a_component_waits_for_it() -> None:
    async def come() -> bool:
        readiness = Readiness(lambda: None)
        reached = asyncio.Event()

        async def app(_scope: object, _receive: object, _send: object) -> None:
            reached.set()

        scope = {"type": "http", "path": "/component/x/index.html"}
        request = asyncio.create_task(Patience(app, readiness)(scope, None, None))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        early = reached.is_set()
        await readiness.get_ready()
        await request
        return not early and reached.is_set()

    assert asyncio.run(come())
