"""A replica made ready before it is shown to visitors: its data loaded, its map known to the server."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import Any

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.runtime import get_instance

from geo.errors import AtlasError
from pages.shared.data.assets import static_url, static_version
from pages.shared.data.dataset import source_dataset
from server.asgi import Message, Receive, Send, Serve
from server.first_paint import FIRST_SIGHT

LOG = logging.getLogger(__name__)
_BASE = static_url().removesuffix("/app/static")


class Readiness:
    """Whether a replica has what a visitor needs, and if not, why.

    Parameters
    ----------
    prepare
        Does what has to be done before; called once, in a thread of its own.
    """

    def __init__(self, prepare: Callable[[], None]) -> None:
        self.prepare = prepare
        self.ended = asyncio.Event()
        self.is_ready = False

    async def get_ready(self) -> None:
        """Prepare, and let those who wait go on, also if it has failed: what fails is told on the page."""
        try:
            await asyncio.to_thread(self.prepare)
            self.is_ready = True
        except (AtlasError, OSError):
            LOG.exception("The atlas is not ready")
        finally:
            self.ended.set()

    async def answer(self, _request: Request) -> PlainTextResponse:
        """Answer whether visitors may be sent here: 200, or 503 until then."""
        status, word = (200, "ready") if self.is_ready else (503, "not ready")
        return PlainTextResponse(word, status, {"Cache-Control": "no-store"})

    @asynccontextmanager
    async def lifespan(self, _app: Any) -> AsyncIterator[None]:
        """Prepare while the server already answers."""
        task = asyncio.create_task(self.get_ready())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class Patience:
    """ASGI middleware: who asks for a component's files waits until the server knows the component.

    Streamlit knows a component only once a script has declared it, and until then answers 404, which leaves a
    visitor who comes from another replica without a map.
    """

    def __init__(self, app: Serve, readiness: Readiness) -> None:
        self.app = app
        self.readiness = readiness

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request, if need be later."""
        if scope["type"] == "http" and scope["path"].removeprefix(_BASE).startswith("/component/"):
            await self.readiness.ended.wait()
        await self.app(scope, receive, send)


def prepare() -> None:
    """Load the dataset and declare the component of the map, as the first visitor's script would."""
    # Streamlit would tell that there is no visitor yet.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
    FIRST_SIGHT.prepare(source_dataset())
    static_version()
    # Imported only here: by then the server is there with which a component is registered.
    bridge = import_module("streamlit_folium")
    get_instance().component_registry.register_component(bridge._component_func)
    import_module("pages.shared.components.map")
    import_module("pages.shared.layout.details")


READINESS = Readiness(prepare)
PATIENCE = Middleware(Patience, readiness=READINESS)
ROUTES = [Route(f"{_BASE}/ready", READINESS.answer)]
