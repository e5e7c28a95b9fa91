"""The messages of a visitor's websocket: only those that a page of the atlas sends, each read before it is obeyed.

Streamlit obeys whoever speaks its protocol, also the message that empties its caches for everybody. What is on no list
is dropped; what is no message at all, or too large, ends the connection without a trace in the log.
"""

from urllib.parse import urlsplit

from pages.shared.data.assets import base_path
from pages.shared.view.routes import PAGES
from server.address import public_origin
from server.asgi import Message, Receive, Send, Serve
from server.upstream import MESSAGES, OPERATIONS, decode_message

# Bytes; the largest message of a page in the browser tests has some 3,000.
LARGEST = 256 * 1024
LARGEST_OF_OTHERS = 1024
_PROTOCOL_ERROR, _NO_TEXT, _TOO_LARGE = 1002, 1003, 1009
_PATHS = {page.url_path for page in PAGES.values()}


class CheckMessages:
    """ASGI middleware: a websocket hears what `checked` lets through, and nothing else."""

    def __init__(self, app: Serve) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        origin, is_closed = public_origin(scope), False

        async def receive_checked() -> Message:
            nonlocal is_closed
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                data, code = checked(message.get("bytes"), origin)
                if data:
                    return {"type": "websocket.receive", "bytes": data}
                if code:
                    is_closed = True
                    await send({"type": "websocket.close", "code": code})
                    return {"type": "websocket.disconnect", "code": code}

        async def send_open(message: Message) -> None:
            if not is_closed:
                await send(message)

        await self.app(scope, receive_checked, send_open)


def checked(frame: bytes | None, origin: str) -> tuple[bytes, int]:
    """Return what Streamlit may hear of a frame, or the code with which to close; neither for what is dropped.

    Parameters
    ----------
    frame
        As it came; nothing for a frame of text, which Streamlit does not speak.
    origin
        Scheme and host of the atlas; they take the place of what the message says of its address.
    """
    if frame is None:
        return b"", _NO_TEXT
    if len(frame) > LARGEST:
        return b"", _TOO_LARGE
    message = decode_message(frame)
    if message is None:
        return b"", _PROTOCOL_ERROR
    kind = message.WhichOneof("type")
    if kind == "rerun_script":
        state = message.rerun_script
        if state.context_info.url:
            state.context_info.url = own_url(state.context_info.url, origin)
            return bytes(message.SerializeToString()), 0
        return frame, 0
    is_known = kind in MESSAGES or (
        kind == "backend_operation_request" and message.backend_operation_request.WhichOneof("payload") in OPERATIONS
    )
    return (frame if is_known and len(frame) <= LARGEST_OF_OTHERS else b""), 0


def own_url(url: str, origin: str) -> str:
    """Return the address of the page that a client says it is on: of this host, and a page of the atlas or its first.

    Parameters
    ----------
    url
        What the client says: anything may stand here.
    origin
        Scheme and host of the atlas; if it is empty, so is the address.
    """
    try:
        path = urlsplit(url[:LARGEST_OF_OTHERS]).path
    except ValueError:
        path = ""
    name = path.removeprefix(base_path()).strip("/")
    return f"{origin}{base_path()}/{name if name in _PATHS else ''}" if origin else ""
