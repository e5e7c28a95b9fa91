"""A websocket hears what a page of the atlas says, and nothing else; asked of the middleware without a socket."""

import asyncio
from typing import Any

import pytest
import streamlit as st
from streamlit.proto.BackMsg_pb2 import BackMsg

from pages.shared.data.assets import static_version
from pages.shared.data.held import held
from server.messages import LARGEST, LARGEST_OF_OTHERS, CheckMessages, checked

ORIGIN = "http://atlas.example"
EMPTIES_CACHES = bytes.fromhex("2801")


def said(**fields: Any) -> bytes:
    """Return a message as a browser sends it."""
    return bytes(BackMsg(**fields).SerializeToString())


def heard(*frames: dict[str, Any]) -> tuple[list[bytes], list[dict[str, Any]], list[dict[str, Any]]]:
    """Send frames to the middleware; return what the app hears, how it ends for it, and what the client gets."""
    waiting = [{"type": "websocket.receive", **frame} for frame in frames] + [{"type": "websocket.disconnect"}]
    messages: list[dict[str, Any]] = []
    ends: list[dict[str, Any]] = []
    sent: list[dict[str, Any]] = []

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    async def app(_scope: Any, receive: Any, send: Any) -> None:
        while (message := await receive())["type"] == "websocket.receive":
            messages.append(message)
        ends.append(message)
        await send({"type": "websocket.send", "bytes": b"late"})

    headers = [(b"host", b"atlas.example"), (b"origin", b"http://atlas.example")]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers, "client": ("203.0.113.9", 1)}
    asyncio.run(CheckMessages(app)(scope, receive, send))
    return [message["bytes"] for message in messages], ends, sent


def test_two_bytes_do_not_empty_the_caches_of_everybody() -> None:
    assert said(clear_cache=True) == EMPTIES_CACHES
    step = said(rerun_script={"query_string": "date=1925"})
    messages, ends, _ = heard({"bytes": EMPTIES_CACHES}, {"bytes": step}, {"bytes": EMPTIES_CACHES})
    assert messages == [step]
    assert ends == [{"type": "websocket.disconnect"}]


@pytest.mark.parametrize(
    "fields",
    [
        {"clear_cache": True},
        {"set_run_on_save": True},
        {"load_git_info": True},
        {"debug_disconnect_websocket": True},
        {"debug_shutdown_runtime": True},
        {"file_urls_request": {"request_id": "a", "file_names": ["b"], "session_id": "c"}},
        {"backend_operation_request": {"install_skills": {}}},
        {"backend_operation_request": {"dismiss_skills_nudge": {}}},
        {"backend_operation_request": {"request_id": "a"}},
        {},
    ],
)
def test_what_no_page_says_is_dropped(fields: dict[str, Any]) -> None:
    assert checked(said(**fields), ORIGIN) == (b"", 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"rerun_script": {"query_string": "date=1925"}},
        {"stop_script": True},
        {"app_heartbeat": True},
        {"backend_operation_request": {"deferred_file": {"file_id": "a"}}},
        {"backend_operation_request": {"dataframe_chunk": {"source_id": "a", "offset": 0, "limit": 100}}},
    ],
)
def test_what_a_page_says_is_heard_as_it_is(fields: dict[str, Any]) -> None:
    assert checked(said(**fields), ORIGIN) == (said(**fields), 0)


def test_of_two_messages_in_one_frame_the_one_that_counts_is_looked_at() -> None:
    step = said(rerun_script={"query_string": "date=1925"})
    assert checked(step + EMPTIES_CACHES, ORIGIN) == (b"", 0)
    data, _ = checked(EMPTIES_CACHES + step, ORIGIN)
    assert BackMsg.FromString(data).WhichOneof("type") == "rerun_script"


def test_only_a_run_may_be_long_and_not_longer_than_the_bound() -> None:
    name = "a" * LARGEST_OF_OTHERS
    assert checked(said(backend_operation_request={"deferred_file": {"file_id": name}}), ORIGIN) == (b"", 0)
    long = said(rerun_script={"query_string": name})
    assert checked(long, ORIGIN) == (long, 0)
    assert checked(said(rerun_script={"query_string": "a" * LARGEST}), ORIGIN) == (b"", 1009)


@pytest.mark.parametrize(
    ("frame", "code"),
    [({"bytes": b"\xff" * 9}, 1002), ({"text": "words"}, 1003), ({"bytes": b"a" * (LARGEST + 1)}, 1009)],
)
def test_what_is_no_message_ends_the_connection_and_nothing_is_said_after(frame: dict[str, Any], code: int) -> None:
    messages, ends, sent = heard(frame, {"bytes": said(stop_script=True)})
    assert messages == []
    assert ends == [{"type": "websocket.disconnect", "code": code}]
    assert sent == [{"type": "websocket.close", "code": code}]


def test_what_a_client_says_of_its_address_is_replaced() -> None:
    url = "https://evil.example/data" + "x" * 60_000
    ((data,), _, _) = heard({"bytes": said(rerun_script={"context_info": {"url": url, "locale": "nl"}})})
    context = BackMsg.FromString(data).rerun_script.context_info
    assert (context.url, context.locale) == (f"{ORIGIN}/", "nl")


def test_nothing_of_streamlit_drops_what_a_process_holds() -> None:
    loads: list[str] = []

    @held
    def load(code: str) -> list[str]:
        loads.append(code)
        return [code]

    first, version = load("en"), static_version()
    st.cache_resource.clear()
    st.cache_data.clear()
    assert load("en") is first
    assert load("fr") is not first
    assert static_version() is version
    assert loads == ["en", "fr"]


def test_an_error_is_not_held() -> None:
    faults = [KeyError("once")]

    @held
    def load() -> str:
        if faults:
            raise faults.pop()
        return "loaded"

    with pytest.raises(KeyError):
        load()
    assert load() == "loaded"
