"""How the atlas is served: what stands between the network and Streamlit, what caches may keep, whose layers."""

import re
import sys
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.responses import FileResponse, Response
from streamlit.runtime.pages_manager import PagesManager

from pages.shared.data.assets import STATIC, layers_folder, static_url, static_version
from server.asgi import Message, Receive, Send, Serve
from server.compression import FRAME, Lean
from server.security import Guard

FOR_EVER = b"public, max-age=31536000, immutable"
ASK_FIRST = b"no-cache"
_TURN_SECONDS = 0.02  # of a thread, if others wait
_LAYER = re.compile(
    r"(atlas|physical|timeline|words)(\.[a-z]{2})?\.json|territories\.geojson|version\.txt|checksums\.csv"
)


class Keep:
    """ASGI middleware: files asked for under the version that they have may be kept for ever, others not unasked.

    So may the scripts of the map's frame, whose names are their version. A font never changes under its name. The
    version is that of this very server: during an update a page of the new version can reach a server of the old
    one, and what it answers must not be kept under the new name.
    """

    def __init__(self, app: Serve) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request, with a rule for caches if it asks for a file of `static/`."""
        is_frame = scope["type"] == "http" and FRAME.search(scope["path"])
        if scope["type"] != "http" or not (is_frame or scope["path"].startswith(f"{static_url()}/")):
            await self.app(scope, receive, send)
            return
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("v")
        is_named = is_frame or asked == [static_version()] or scope["path"].startswith(f"{static_url()}/fonts/")
        rule = FOR_EVER if is_named else ASK_FIRST

        async def send_ruled(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = rule if message["status"] in {200, 206, 304} else b"no-store"
                headers = [pair for pair in message["headers"] if pair[0].lower() != b"cache-control"]
                message = {**message, "headers": [*headers, (b"cache-control", kept)]}
            await send(message)

        await self.app(scope, receive, send_ruled)


class OwnLayers:
    """ASGI middleware: serves the layers of another data package where those of `static/` would be."""

    def __init__(self, app: Serve) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request; for a layer that the package lacks the answer is 404, never a file of `static/`."""
        folder, name = scope.get("path", "").rpartition("/")[::2]
        if scope["type"] != "http" or folder != static_url() or not _LAYER.fullmatch(name):
            await self.app(scope, receive, send)
            return
        path = layers_folder() / name
        answer = FileResponse(path) if path.is_file() else Response(status_code=404)
        await answer(scope, receive, send)


def leave_pages_to_navigation() -> None:
    """Have Streamlit show no page of the folder pages/ by itself, as it would until `st.navigation` is called.

    A server that is started anew would else give open tabs the page without the dashboard and its link.
    """
    PagesManager.uses_pages_directory = False


def let_runs_end() -> None:
    """Have Python change between threads less often: a run of a few milliseconds is not cut in two by others.

    With runs of many visitors at once all of them would else end late, and none soon.
    """
    sys.setswitchinterval(_TURN_SECONDS)


MIDDLEWARE = [Middleware(Guard), Middleware(Keep), Middleware(Lean)]
if layers_folder() != STATIC:
    MIDDLEWARE.append(Middleware(OwnLayers))
