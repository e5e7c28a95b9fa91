"""What fails unexpectedly in the server: a line in the log and a plain page; and options set otherwise are told."""

import asyncio
import json
from typing import Any

import pytest

from server import logs, options
from server.failures import PlainFailure
from server.security import Guard


def answer(kind: str, *, begun: bool = False) -> list[dict[str, Any]]:
    """Return what a visitor gets when the app fails."""
    sent: list[dict[str, Any]] = []

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        if begun:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise OSError("/app/static/what-was-asked")

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": f"{kind}.request"}

    scope = {"type": kind, "method": "GET", "path": "/", "headers": [], "client": None}
    asyncio.run(Guard(PlainFailure(app))(scope, receive, send))
    return sent


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Any:
    """Return a function that tells the lines of the log."""
    monkeypatch.setattr(logs.log, "propagate", True)
    return lambda: [json.loads(logs.JsonLines().format(record)) for record in caplog.records]


def test_a_request_that_fails_gets_a_plain_page_with_the_headers_and_one_line(lines: Any) -> None:
    start, body = answer("http")
    assert (start["status"], body["body"]) == (500, b"500 Internal Server Error\n")
    assert b"nosniff" in dict(start["headers"]).values()
    (line,) = lines()
    assert (line["level"], line["message"], line["error"]) == ("error", "a request failed", "OSError")
    assert line["at"][0].startswith("app:")
    assert "what-was-asked" not in json.dumps(line)


def test_a_websocket_is_closed_and_a_page_that_was_begun_is_not_begun_again(lines: Any) -> None:
    assert [message["type"] for message in answer("websocket")] == ["websocket.close"]
    assert [message["type"] for message in answer("http", begun=True)] == ["http.response.start"]
    assert len(lines()) == 2


def test_an_option_that_a_promise_needs_is_told_if_it_differs(lines: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {**options.NEEDED, "client.showErrorDetails": "full", "server.enableXsrfProtection": False}
    monkeypatch.setattr(options.st, "get_option", values.__getitem__)
    options.report_options()
    (line,) = lines()
    assert line["options"] == {"client.showErrorDetails": "full", "server.enableXsrfProtection": "False"}


def test_the_configuration_of_the_atlas_keeps_the_promises(lines: Any) -> None:
    options.report_options()
    assert lines() == []
