"""A replica reports ready when it is, and not before; asked of the middleware without a socket."""

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import Callable, MutableMapping
from threading import Event
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from geo.errors import DatasetError
from server import logs
from server.readiness import Readiness, WaitForComponents
from tests.server import ROOT

COMPONENT = "/component/x/index.html"


def app_of(readiness: Readiness) -> Starlette:
    """Return an app with a page and one component's file; both tell whether the replica has prepared."""

    async def answer(_request: object) -> PlainTextResponse:
        return PlainTextResponse("prepared" if readiness.ended.is_set() else "too early")

    routes = [Route("/ready", readiness.answer), Route(COMPONENT, answer), Route("/page", answer)]
    return Starlette(routes=routes, middleware=[Middleware(WaitForComponents, readiness=readiness)])


async def get(app: Starlette, path: str) -> tuple[int, str]:
    """Return status and text of the answer to a request."""
    messages: list[MutableMapping[str, Any]] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        messages.append(message)

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    await app({"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}, receive, send)
    return messages[0]["status"], messages[1]["body"].decode()


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

    assert asyncio.run(come()) == [
        (503, "not ready: preparing"),
        (200, "too early"),
        (200, "prepared"),
        (200, "ready"),
    ]


def damaged() -> None:
    """Fail as a damaged dataset does."""
    raise DatasetError("extents.csv, row 3: wrong")


def surprising() -> None:
    """Fail as nobody has thought of."""
    raise KeyError("extents.csv, row 3")


@pytest.mark.parametrize(("prepare", "kind"), [(damaged, "DatasetError"), (surprising, "KeyError")])
def test_what_fails_is_named_and_logged_once_with_its_trace_and_nobody_waits(
    prepare: Callable[[], None], kind: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logs.log, "propagate", True)
    readiness = Readiness(prepare)
    app = app_of(readiness)

    async def come() -> list[tuple[int, str]]:
        async with readiness.lifespan(app):
            return [await get(app, COMPONENT), await get(app, "/ready"), await get(app, "/ready")]

    assert asyncio.run(come()) == [(200, "prepared"), *[(503, f"failed: {kind}")] * 2]
    (record,) = (record for record in caplog.records if record.name == logs.log.name)
    assert record.levelno == logging.ERROR
    line = json.loads(logs.JsonLines().format(record))
    assert line["error"] == kind
    assert f"in {prepare.__name__}" in line["trace"]
    assert "extents.csv, row 3" in line["trace"]


FORGOTTEN = """
import sys
from server import upstream, readiness

def refuse(component):
    raise upstream.UpstreamError("another registry")

assert "streamlit_folium" not in sys.modules, "it is declared where no visitor's run is"
readiness.register_component = refuse
readiness.declare_map()
print(*(name for name in ("streamlit_folium", readiness._BRIDGE) if name in sys.modules))
"""


def test_a_component_that_cannot_be_registered_is_left_to_the_first_visitor() -> None:
    ran = subprocess.run([sys.executable, "-c", FORGOTTEN], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == ""
    assert "the map is made known by the first visitor" in ran.stderr
