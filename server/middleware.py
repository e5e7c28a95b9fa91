"""The middleware: what stands between the network and Streamlit, what caches may keep, whose layers are served."""

import re
from urllib.parse import parse_qs

from starlette.middleware import Middleware
from starlette.responses import FileResponse, Response

from pages.shared.data.assets import STATIC, base_path, layers_folder, static_url, static_version
from server.asgi import Message, Receive, Send, Serve
from server.compression import CompressStatic
from server.failures import PlainFailure
from server.first_answer import FirstAnswer
from server.frame import GuardFrame
from server.messages import CheckMessages
from server.security import Guard, reject
from server.upstream import FRAME_FILE, SCRIPTS, bundle_names

IMMUTABLE = b"public, max-age=31536000, immutable"
REVALIDATE = b"no-cache"
_LAYER = re.compile(
    r"(atlas|physical|timeline|words)(\.[a-z]{2})?\.json|territories\.geojson|version\.txt|checksums\.csv"
)


class CacheRules:
    """ASGI middleware: URLs carrying the current version are cached forever; all others must be revalidated.

    So are the scripts of the map's frame, whose names are their version, and fonts, which never change under their
    name. The version is that of this very server: during an update a page of the new version can reach a server of
    the old one, and its answer must not be cached under the new name.
    """

    def __init__(self, app: Serve) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request, with a rule for caches if it asks for a file of `static/`."""
        is_frame = scope["type"] == "http" and FRAME_FILE.fullmatch(scope["path"].removeprefix(base_path()))
        if scope["type"] != "http" or not (is_frame or scope["path"].startswith(f"{static_url()}/")):
            await self.app(scope, receive, send)
            return
        version = parse_qs(scope["query_string"].decode("latin-1")).get("v")
        is_fixed = is_frame or version == [static_version()] or scope["path"].startswith(f"{static_url()}/fonts/")
        rule = IMMUTABLE if is_fixed else REVALIDATE

        async def send_with_rule(message: Message) -> None:
            if message["type"] == "http.response.start":
                value = rule if message["status"] in {200, 206, 304} else b"no-store"
                headers = [pair for pair in message["headers"] if pair[0].lower() != b"cache-control"]
                message = {**message, "headers": [*headers, (b"cache-control", value)]}
            await send(message)

        await self.app(scope, receive, send_with_rule)


class KnownFiles:
    """ASGI middleware: a name below `SCRIPTS` that is none of Streamlit's files is answered with 404.

    Streamlit answers with its first page, also for a script of another version: a proxy then does not ask the next
    replica, and a cache keeps the page under the script's name.
    """

    def __init__(self, app: Serve) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request."""
        path = scope.get("path", "").removeprefix(base_path())
        if scope["type"] == "http" and path.startswith(SCRIPTS) and path not in bundle_names():
            await reject(scope, send, 404)
        else:
            await self.app(scope, receive, send)


class PackageLayers:
    """ASGI middleware: serves the layers of another data package where those of `static/` would be."""

    def __init__(self, app: Serve) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request; for a layer that the package lacks the answer is 404, never a file of `static/`."""
        folder, name = scope.get("path", "").rpartition("/")[::2]
        if scope["type"] != "http" or folder != static_url() or not _LAYER.fullmatch(name):
            await self.app(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD"}:
            await reject(scope, send, 405)
            return
        path = layers_folder() / name
        response = FileResponse(path) if path.is_file() else Response(status_code=404)
        await response(scope, receive, send)


# The failures come second, so that their page has the headers as well.
MIDDLEWARE = [
    *(Middleware(first) for first in (Guard, PlainFailure, CheckMessages, KnownFiles)),
    *(Middleware(then) for then in (CacheRules, FirstAnswer, CompressStatic, GuardFrame)),
]
if layers_folder() != STATIC:
    MIDDLEWARE.append(Middleware(PackageLayers))
