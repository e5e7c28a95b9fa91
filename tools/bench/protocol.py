"""Streamlit's websocket protocol, spoken as a browser speaks it.

Imitated, after frames of a Chromium with Streamlit 1.67: the two requests before the websocket and
the cookie they set, the subprotocols with that cookie's token, the origin; each `rerun_script` with
the link, the page, the state of every widget on the page, the fragment of the widget that is
moved and the hashes of the large messages that are kept (for two runs, then forgotten). A browser
sends nothing else: the map component of streamlit-folium has no value to send until somebody
clicks, with ``returned_objects`` as both apps give it.

Not imitated: the page's files over HTTP (Streamlit's own, `static/`, the map's frame), which the
same server delivers when a page is opened and a browser keeps; drawing; reconnecting.
"""

import asyncio
import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState, ContextInfo
from streamlit.proto.Common_pb2 import DoubleArray, StringArray
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60.0
BEFORE_SOCKET = ("/_stcore/health", "/_stcore/host-config")
COOKIE = "_streamlit_xsrf"
NO_TOKEN = "PLACEHOLDER_AUTH_TOKEN"  # noqa: S105 - what a browser says that was given no cookie, as by the atlas
FINISHED = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}


@dataclass
class Run:
    """One run of the script: its label, ms until `script_finished`, bytes received, what failed, its deltas."""

    label: str
    took: float = 0.0
    received: int = 0
    fault: str = ""
    deltas: list[Delta] = field(default_factory=list)

    def says(self, words: str) -> bool:
        """Return whether a delta of this run has `words`."""
        return any(words.encode() in delta.SerializeToString() for delta in self.deltas)


@dataclass
class Kept:
    """A large message that the browser keeps, and the count of runs when it came or was last used."""

    message: ForwardMsg
    runs: int


class Page:
    """What a browser knows of a page that it has open.

    Parameters
    ----------
    url
        The address of the page, without a query.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.query = ""
        self.script = ""
        self.fragments: dict[str, str] = {}
        self.states: dict[str, WidgetState] = {}
        self._kept: dict[str, Kept] = {}
        self._runs = 0
        self._patience = 0
        self._seen: set[str] = set()

    def widget(self, ending: str) -> str | None:
        """Return the id of the widget on the page whose id ends with `ending`, if there is one."""
        return next((name for name in self.fragments if name.endswith(ending)), None)

    def first_request(self) -> bytes:
        """Return the message that asks for the first run."""
        return self._request("")

    def move(self, state: WidgetState) -> bytes:
        """Take over the new state of a widget; return the message that asks for its run."""
        self.states[state.id] = state
        return self._request(self.fragments[state.id])

    def _request(self, fragment: str) -> bytes:
        known = ContextInfo(timezone="UTC", timezone_offset=0, locale="en-US", url=self.url, color_scheme="light")
        known.is_embedded = False
        client = ClientState(
            query_string=self.query,
            widget_states=WidgetStates(widgets=self.states.values()),
            page_script_hash=self.script,
            fragment_id=fragment,
            cached_message_hashes=list(self._kept),
            context_info=known,
        )
        return BackMsg(rerun_script=client).SerializeToString()

    def hear(self, payload: bytes) -> ForwardMsg:
        """Take a message in; return it, or the message kept that it stands for.

        Raises
        ------
        KeyError
            If it stands for a message that is not kept.
        """
        message = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            message, kind = self._recall(message.ref_hash), "delta"
        elif message.metadata.cacheable:
            self._kept[message.hash] = Kept(message, self._runs)
        hearers: dict[str | None, Callable[[ForwardMsg], None]] = {
            "new_session": self._begin,
            "navigation": self._navigate,
            "page_info_changed": self._take_link,
            "delta": self._take_delta,
            "script_finished": self._finish,
        }
        if kind in hearers:
            hearers[kind](message)
        return message

    def _recall(self, key: str) -> ForwardMsg:
        cached = self._kept[key]
        cached.runs = self._runs
        return cached.message

    def _begin(self, message: ForwardMsg) -> None:
        self._patience = message.new_session.config.max_cached_message_age
        self._seen = set()
        self.script = message.new_session.page_script_hash

    def _navigate(self, message: ForwardMsg) -> None:
        self.script = message.navigation.page_script_hash

    def _take_link(self, message: ForwardMsg) -> None:
        self.query = message.page_info_changed.query_string

    def _take_delta(self, message: ForwardMsg) -> None:
        delta = message.delta
        kind = delta.new_element.WhichOneof("type") if delta.HasField("new_element") else None
        if kind not in {"bidi_component", "button_group", "radio", "slider"}:
            return
        widget = getattr(delta.new_element, kind)
        self.fragments[widget.id] = delta.fragment_id
        self._seen.add(widget.id)
        state = mounted_state(delta.new_element)
        if state and (widget.set_value or widget.id not in self.states):
            self.states[widget.id] = state

    def _finish(self, message: ForwardMsg) -> None:
        """Forget the widgets that are gone and the messages that no run has used for long."""
        if message.script_finished not in FINISHED:
            return
        running = message.metadata.run.fragment_ids  # none: all of the script
        for name, fragment in list(self.fragments.items()):
            if name not in self._seen and (not running or fragment in running):
                del self.fragments[name]
                self.states.pop(name, None)
        self._runs += 1
        for key, cached in list(self._kept.items()):
            its_run = not running or cached.message.delta.fragment_id in running
            if not its_run or self._runs - cached.runs > self._patience:
                del self._kept[key]


def mounted_state(element: Element) -> WidgetState | None:
    """Return the state that a browser gives a widget by itself when it is first drawn, if it gives one."""
    kind = element.WhichOneof("type")
    if kind == "button_group":
        chosen = StringArray(data=element.button_group.raw_values)
        return WidgetState(id=element.button_group.id, string_array_value=chosen)
    if kind == "radio" and element.radio.HasField("default"):
        return WidgetState(id=element.radio.id, string_value=element.radio.options[element.radio.default])
    if kind == "slider":
        return WidgetState(id=element.slider.id, double_array_value=DoubleArray(data=element.slider.default))
    return None


def fault_in(message: ForwardMsg) -> str:
    """Return what a message says has failed: an exception shown on the page, or a run that has not finished well."""
    kind = message.WhichOneof("type")
    if kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
        return f"exception {message.delta.new_element.exception.type}"
    if kind == "script_finished" and message.script_finished not in FINISHED:
        return ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
    return ""


class Client:
    """A browser's side of one session.

    Parameters
    ----------
    socket
        An open websocket.
    page
        The page that is open on it.
    """

    def __init__(self, socket: ClientConnection, page: Page) -> None:
        self.socket = socket
        self.page = page
        self.lost = False

    async def open(self) -> Run:
        """Run the script for the first time."""
        return await self._run(Run(""), self.page.first_request())

    async def move(self, label: str, state: WidgetState) -> Run:
        """Set a widget to a new state; `label` is what the run is then called."""
        return await self._run(Run(label), self.page.move(state))

    async def leave(self) -> None:
        """Close the websocket."""
        await self.socket.close()

    async def _run(self, run: Run, request: bytes) -> Run:
        """Send `request` and read until the run has finished; what goes wrong is told in ``run.fault``."""
        start = time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.socket.send(request)
                await self._follow(run)
        except (TimeoutError, WebSocketException, OSError, KeyError) as error:
            self.lost = True
            run.fault = f"{type(error).__name__}: {error}"
        run.took = (time.perf_counter() - start) * 1000
        return run

    async def _follow(self, run: Run) -> None:
        begun = False
        while True:
            payload = await self.socket.recv(decode=False)
            run.received += len(payload)
            message = self.page.hear(payload)
            kind = message.WhichOneof("type")
            run.fault = run.fault or fault_in(message)
            begun = begun or kind == "new_session"
            if kind == "delta":
                run.deltas.append(message.delta)
            if begun and kind == "script_finished":
                return


async def connected(address: str, source: str = HOST) -> Client:
    """Connect to the app at `address`, which has to be on this machine, from `source`, another of its addresses."""
    if urlsplit(address).hostname != HOST:
        raise ValueError(f"{address} is not on this machine.")
    token = await asyncio.to_thread(session_token, address, source)
    socket = await connect(
        f"ws{address.removeprefix('http')}/_stcore/stream",
        origin=address,
        subprotocols=["streamlit", token],
        additional_headers={} if token == NO_TOKEN else {"Cookie": f"{COOKIE}={token}"},
        open_timeout=PATIENCE_SECONDS,
        ping_interval=None,  # the server pings; a browser only answers
        max_size=None,
        proxy=None,
        local_addr=(source, 0),
    )
    return Client(socket, Page(f"{address}/"))


def session_token(address: str, source: str = HOST) -> str:
    """Ask what a browser asks before it opens the websocket; return the token of the cookie that the answers set."""
    connection = http.client.HTTPConnection(HOST, urlsplit(address).port, PATIENCE_SECONDS, (source, 0))
    cookies = SimpleCookie()
    try:
        for path in BEFORE_SOCKET:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            for line in answer.headers.get_all("Set-Cookie", []):
                cookies.load(line)
    finally:
        connection.close()
    return cookies[COOKIE].value if COOKIE in cookies else NO_TOKEN
