"""The frame of the map: it hears the page of the atlas, and no other window."""

from pages.shared.data.assets import STATIC, base_path
from server.asgi import Message, Receive, Send, Serve
from server.compression import Response
from server.upstream import COMPONENTS

_CONDITIONS = {b"if-none-match", b"if-modified-since", b"range"}
_SCRIPT = f"<script>{(STATIC / 'map-frame.js').read_text(encoding='utf-8')}</script>".encode()


class GuardFrame:
    """ASGI middleware: puts a script before those of a component's page, which drops what other sites say to it.

    streamlit-folium evaluates what a message brings and does not ask where it comes from. Whoever shows the atlas, or
    this page alone, in a frame of his own could run what he likes in its name.
    """

    def __init__(self, app: Serve) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request; whatever path a page of a component is found under, it gets the script."""
        path = scope.get("path", "").removeprefix(base_path())
        if scope["type"] != "http" or scope["method"] != "GET" or not path.startswith(COMPONENTS):
            await self.app(scope, receive, send)
            return
        page: Response | None = None

        async def send_with_script(message: Message) -> None:
            nonlocal page
            if message["type"] == "http.response.start" and is_page(message):
                page = Response()
            if page is None:
                await send(message)
                return
            await page.collect(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                await page.with_body(page.body.replace(b"<script", _SCRIPT + b"<script", 1), "").send(send)

        headers = [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]
        await self.app({**scope, "headers": headers}, receive, send_with_script)


def is_page(start: Message) -> bool:
    """Return whether an answer that begins is a page."""
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in start["headers"])
