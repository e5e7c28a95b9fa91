"""Visitors of the container, without a browser: they look at every page and take every file that a page makes for them.

They speak Streamlit's websocket protocol (`tools/bench/protocol.py`).
"""

import asyncio
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg, DeferredFileRequestPayload
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed

from tests.server import READY
from tools.bench.protocol import FINISHED, Client, connected, fault_in

PATIENCE_SECONDS = 120.0
ANSWER_SECONDS = 30.0


@dataclass(frozen=True)
class Took:
    """How long a thing took: its name, its seconds, the bytes that came."""

    name: str
    seconds: float
    size: int


@dataclass(frozen=True)
class Probed:
    """What was taken, the longest that `/ready` took to answer meanwhile, and the most of each measure."""

    taken: list[Took]
    longest: float
    most: list[int]


class Visitor:
    """A visitor with a page open.

    Parameters
    ----------
    client
        His websocket.
    address
        That of the atlas.
    """

    def __init__(self, client: Client, address: str) -> None:
        self.client = client
        self.address = address
        self.session = ""
        self.script = ""
        self.files: dict[str, str] = {}

    async def open(self, page: str, query: str = "") -> Took:
        """Look at a page; remember the files that it makes for who asks, by the last part of their button's key.

        Raises
        ------
        RuntimeError
            If the page has failed.
        """
        start = time.perf_counter()
        context = ContextInfo(timezone="UTC", locale="en-US", url=f"{self.address}/{page}", color_scheme="light")
        wish = ClientState(query_string=query, page_name=page, context_info=context)
        await self.client.socket.send(BackMsg(rerun_script=wish).SerializeToString())
        size, begun = 0, False
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                payload = await self.client.socket.recv(decode=False)
                size += len(payload)
                message = ForwardMsg.FromString(payload)
                kind = message.WhichOneof("type")
                if fault := fault_in(message):
                    raise RuntimeError(f"/{page}: {fault}")
                if kind == "page_not_found":
                    raise RuntimeError(f"/{page} is not there.")
                if kind == "new_session":
                    begun, self.session = True, message.new_session.initialize.session_id
                if kind == "navigation":
                    self.script = message.navigation.page_script_hash
                if kind == "delta":
                    self._remember(message)
                if begun and kind == "script_finished" and message.script_finished in FINISHED:
                    return Took(f"/{page}", time.perf_counter() - start, size)

    async def take(self, names: list[str]) -> list[Took]:
        """Ask for files by name, all at once; return how long each took from then to its last byte.

        Raises
        ------
        RuntimeError
            If one has failed, or is empty.
        """
        start = time.perf_counter()
        await self.ask(names)
        taken = [asyncio.create_task(self._fetch(name, url, start)) async for name, url in self.answers(len(names))]
        return await asyncio.gather(*taken)

    async def ask(self, names: list[str]) -> None:
        """Ask for files by name."""
        for name in names:
            wish = BackendOperationRequest(
                request_id=name,
                session_id=self.session,
                deferred_file=DeferredFileRequestPayload(file_id=self.files[name]),
            )
            await self.client.socket.send(BackMsg(backend_operation_request=wish).SerializeToString())

    async def answers(self, count: int) -> AsyncIterator[tuple[str, str]]:
        """Yield name and address of each file that was asked for, when it is made."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while count:
                message = ForwardMsg.FromString(await self.client.socket.recv(decode=False))
                if message.WhichOneof("type") != "backend_operation_response":
                    continue
                answer = message.backend_operation_response
                if not answer.deferred_file.url:
                    raise RuntimeError(f"{answer.request_id}: {answer.error_msg}")
                count -= 1
                yield answer.request_id, answer.deferred_file.url

    async def closed(self) -> tuple[float, int]:
        """Wait until the server closes the websocket; return the seconds this took, and the code it gave."""
        start = time.perf_counter()
        async with asyncio.timeout(PATIENCE_SECONDS):
            try:
                while True:
                    await self.client.socket.recv(decode=False)
            except ConnectionClosed as end:
                return time.perf_counter() - start, end.rcvd.code if end.rcvd else 0

    def _remember(self, message: ForwardMsg) -> None:
        button = message.delta.new_element.download_button
        if button.deferred_file_id and not button.disabled:
            self.files[button.id.split("-")[-1]] = button.deferred_file_id

    async def _fetch(self, name: str, url: str, start: float) -> Took:
        _, body = await asyncio.to_thread(ask, f"{self.address}{url}")
        if not body:
            raise RuntimeError(f"{name} is empty.")
        return Took(name, time.perf_counter() - start, len(body))


async def visitor(address: str) -> Visitor:
    """Return a new visitor of the atlas at an address of this machine."""
    return Visitor(await connected(address), address)


def ask(url: str) -> tuple[int, bytes]:
    """Ask for an address; return the status and the body of the answer."""
    try:
        with urllib.request.urlopen(url, timeout=ANSWER_SECONDS) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def seconds_until_ready(address: str, is_running: Callable[[], bool], most: float) -> float:
    """Ask until the atlas is ready; return the seconds this took.

    Raises
    ------
    RuntimeError
        If it has ended, or is not ready after `most` seconds.
    """
    start = time.perf_counter()
    while time.perf_counter() - start < most and is_running():
        with suppress(OSError):
            if ask(f"{address}{READY}")[0] == 200:
                return time.perf_counter() - start
        time.sleep(0.05)
    raise RuntimeError(f"Not ready after {time.perf_counter() - start:.0f} s.")


async def with_probe(address: str, work: Awaitable[list[Took]], *measures: Callable[[], int]) -> Probed:
    """Do `work` while somebody asks for `/ready`, as Kubernetes does, and takes measures each time."""
    task = asyncio.ensure_future(work)
    longest, most = 0.0, [0 for _ in measures]
    while not task.done():
        start = time.perf_counter()
        status, _ = await asyncio.to_thread(ask, f"{address}{READY}")
        if status != 200:
            raise RuntimeError(f"/ready has answered {status}.")
        longest = max(longest, time.perf_counter() - start)
        most = [max(before, measure()) for before, measure in zip(most, measures, strict=True)]
        await asyncio.wait([task], timeout=0.1)
    return Probed(await task, longest, most)
