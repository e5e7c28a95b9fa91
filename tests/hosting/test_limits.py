"""Heads of requests and frames of websockets have bounds, also without a proxy; asked of uvicorn by a socket."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

from server import limits, logs
from server.address import PEER
from server.messages import LARGEST
from server.security import LARGEST_HEAD
from tests.server import END_SECONDS

Open = Callable[[], socket.socket]
seen: list[Any] = []


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answer every request, and hear every frame."""
    seen.append(scope)
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            await send({"type": "websocket.send", "text": "heard"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Serve the app as Streamlit lets uvicorn serve; return the port."""
    patch = pytest.MonkeyPatch()
    patch.setattr(limits, "HEAD_SECONDS", 0.5)
    patch.setattr(uvicorn.Server, "startup", uvicorn.Server.startup)
    limits.bound_network()
    config = uvicorn.Config(app, ws="websockets-sansio", lifespan="off", log_level="critical")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(END_SECONDS)
    patch.undo()


@pytest.fixture
def client(port: int) -> Iterator[socket.socket]:
    """Return a connection to the server."""
    with socket.create_connection(("127.0.0.1", port), timeout=END_SECONDS) as connection:
        yield connection


def answer_to(client: socket.socket, request: bytes) -> None:
    """Send a request and take in the answer of the app."""
    client.sendall(request)
    answer = b""
    while not answer.endswith(b"ok"):
        part = client.recv(65536)
        assert part
        answer += part
    assert answer.startswith(b"HTTP/1.1 200 ")


def rest(client: socket.socket) -> bytes:
    """Return what comes until the server hangs up."""
    parts = []
    try:
        while part := client.recv(65536):
            parts.append(part)
    except ConnectionResetError:  # it has hung up while the client was still sending
        pass
    return b"".join(parts)


def test_a_head_that_does_not_end_is_answered_and_its_connection_closed(client: socket.socket) -> None:
    client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
    assert rest(client).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("begun", [b"", b"\r\n", b"G"])
def test_a_connection_that_does_not_begin_is_closed(client: socket.socket, begun: bytes) -> None:
    client.sendall(begun)
    assert rest(client).startswith(b"HTTP/1.1 408 ")


def test_after_an_answer_a_head_has_its_time_as_well(client: socket.socket) -> None:
    answer_to(client, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    client.sendall(b"\r\n")
    assert rest(client).startswith(b"HTTP/1.1 408 ")


def test_a_head_that_is_too_large_is_refused_before_it_ends(client: socket.socket) -> None:
    client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nA: ")
    try:
        for _ in range(2 * LARGEST_HEAD // 8192):
            client.sendall(b"a" * 8192)
    except (BrokenPipeError, ConnectionResetError):
        pass
    answer = rest(client)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 431 ")


def test_usual_requests_are_answered_one_after_the_other(client: socket.socket) -> None:
    for _ in range(3):
        answer_to(client, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
    assert seen[-1][PEER][0][0] == "127.0.0.1"


def test_a_websocket_on_a_connection_that_has_answered_before_is_no_head(client: socket.socket, port: int) -> None:
    answer_to(client, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    # As a proxy does that keeps its connections.
    with connect(f"ws://127.0.0.1:{port}/", sock=client, proxy=None) as websocket:
        with socket.create_connection(("127.0.0.1", port), timeout=END_SECONDS) as another:
            assert rest(another).startswith(b"HTTP/1.1 408 ")  # so much later
        websocket.send("words")
        assert websocket.recv(timeout=END_SECONDS) == "heard"


def test_a_frame_that_is_too_large_is_refused_by_what_it_says_of_its_length(port: int) -> None:
    with connect(f"ws://127.0.0.1:{port}/", proxy=None) as websocket:
        websocket.send(b"a" * LARGEST)
        assert websocket.recv() == "heard"
        # A frame's head that promises 150 MB, and nothing of it.
        websocket.socket.sendall(b"\x82\xff" + (150_000_000).to_bytes(8, "big") + b"mask")
        with pytest.raises(ConnectionClosedError) as closed:
            websocket.recv(timeout=END_SECONDS)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009


def test_a_message_of_many_frames_has_the_same_bound(port: int) -> None:
    with connect(f"ws://127.0.0.1:{port}/", proxy=None) as websocket:
        with pytest.raises(ConnectionClosedError) as closed:
            websocket.send([b"a" * 65536] * (LARGEST // 65536 + 1))
            websocket.recv(timeout=END_SECONDS)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009


def test_another_http_is_left_as_it_is_and_that_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logs, "_logged", set())
    monkeypatch.setattr(logs.log, "propagate", True)
    config = uvicorn.Config(app, http=H11Protocol, lifespan="off")
    config.load()
    limits.bound(config)
    assert config.http_protocol_class is H11Protocol
    assert config.ws_max_size == LARGEST
    assert "let a proxy stand before" in caplog.text


def test_the_bound_is_set_before_the_server_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    async def startup(_server: uvicorn.Server) -> None:
        order.append("listens")

    monkeypatch.setattr(uvicorn.Server, "startup", startup)
    monkeypatch.setattr(limits, "bound", lambda _config: order.append("bound"))
    limits.bound_network()
    asyncio.run(uvicorn.Server(uvicorn.Config(app)).startup())
    assert order == ["bound", "listens"]
