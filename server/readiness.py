"""Readiness: a replica loads its data and makes its map known before it is shown to visitors."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from geo.render.pool import POOL
from pages.shared.data.assets import base_path, static_version
from pages.shared.data.dataset import source_dataset
from server.asgi import Message, Receive, Send, Serve
from server.first_paint import FIRST_PAINT
from server.logs import error_record, log, log_once
from server.tuning import freeze_loaded
from server.upstream import COMPONENTS, register_component

_BRIDGE = "pages.shared.components.folium_bridge"


class Readiness:
    """Whether a replica has what a visitor needs, and if not, why.

    Parameters
    ----------
    prepare
        Does what has to be done before; called once, in a thread of its own.

    Attributes
    ----------
    ended
        Set when preparing has ended, well or badly.
    state
        In words: ``ready``, ``not ready: preparing``, or ``failed:`` and the kind of the error.
    """

    def __init__(self, prepare: Callable[[], None]) -> None:
        self.prepare = prepare
        self.ended = asyncio.Event()
        self.state = "not ready: preparing"

    async def run(self) -> None:
        """Prepare, then let those who wait go on, also if it has failed: the page says what is wrong."""
        try:
            await asyncio.to_thread(self.prepare)
            self.state = "ready"
        except Exception as error:
            self.state = f"failed: {type(error).__name__}"
            log.exception("the atlas is not ready", extra={"atlas": error_record(error)})
        finally:
            self.ended.set()

    async def answer(self, _request: Request) -> PlainTextResponse:
        """Answer whether visitors may be sent here: 200, or 503 and the reason."""
        status = 200 if self.state == "ready" else 503
        return PlainTextResponse(self.state, status, {"Cache-Control": "no-store"})

    @asynccontextmanager
    async def lifespan(self, _app: Any) -> AsyncIterator[None]:
        """Prepare while the server already answers."""
        task = asyncio.create_task(self.run())
        yield
        POOL.close()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class WaitForComponents:
    """ASGI middleware: a request for a component's files waits until the server knows the component.

    Streamlit knows a component only once a script has declared it, and until then answers 404, which leaves a
    visitor who comes from another replica without a map.
    """

    def __init__(self, app: Serve, readiness: Readiness) -> None:
        self.app = app
        self.readiness = readiness

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request, if need be later."""
        if scope["type"] == "http" and scope["path"].removeprefix(base_path()).startswith(COMPONENTS):
            await self.readiness.ended.wait()
        await self.app(scope, receive, send)


def prepare() -> None:
    """Load the dataset, the first paint and the map, as the first visitor's run would."""
    dataset = source_dataset()
    FIRST_PAINT.prepare(dataset)
    static_version()
    declare_map()
    import_module("pages.shared.layout.details")
    freeze_loaded(dataset.language)


def declare_map() -> None:
    """Make the component of the map known to the server; if that fails, leave it to the first visitor's run.

    streamlit-folium declares its component when it is first imported, and Streamlit takes note of that only within a
    run. So what could not be registered here is forgotten, to be imported anew by a run.
    """
    try:
        register_component(import_module(_BRIDGE).component())
        import_module("pages.shared.components.map")
    except Exception as error:  # a map that comes late is better than none
        log_once("the map is made known by the first visitor", error)
        for name in [name for name in sys.modules if name.startswith(("streamlit_folium", _BRIDGE))]:
            del sys.modules[name]


READINESS = Readiness(prepare)
WAIT_FOR_COMPONENTS = Middleware(WaitForComponents, readiness=READINESS)
ROUTES = [Route(f"{base_path()}/ready", READINESS.answer)]
