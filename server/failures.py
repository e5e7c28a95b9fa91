"""Unexpected failures of the server: one line in the log, a plain page, and the next request as if nothing had been."""

from server.asgi import Message, Receive, Send, Serve
from server.logs import error_record, log
from server.security import reject


class PlainFailure:
    """ASGI middleware: what fails in answering a request is logged, and said in a plain page without details."""

    def __init__(self, app: Serve) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        is_begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal is_begun
            is_begun = is_begun or message["type"] in {"http.response.start", "websocket.close"}
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception as error:
            log.error("a request failed", extra={"atlas": {"kind": scope["type"], **error_record(error)}})
            if not is_begun:
                await reject(scope, send, 500)
