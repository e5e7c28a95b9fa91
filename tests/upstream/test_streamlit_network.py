"""What the server takes from Streamlit's protocol and from uvicorn, which Streamlit lets serve."""

import inspect
import re
from importlib import import_module

import uvicorn
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette import starlette_server
from uvicorn.config import HTTP_PROTOCOLS, WS_PROTOCOLS
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server import upstream
from server.limits import BoundedHeads

DROPPED = {
    *("clear_cache", "set_run_on_save", "load_git_info", "file_urls_request"),
    *("debug_disconnect_websocket", "debug_shutdown_runtime"),
}


def test_every_kind_of_message_is_let_in_or_dropped_on_purpose() -> None:
    kinds = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    assert kinds == upstream.MESSAGES | DROPPED | {"rerun_script", "backend_operation_request"}
    operations = {
        field.name for field in BackMsg().backend_operation_request.DESCRIPTOR.oneofs_by_name["payload"].fields
    }
    assert operations == upstream.OPERATIONS | {"install_skills", "dismiss_skills_nudge"}


def test_a_run_says_its_address_in_one_place() -> None:
    message = BackMsg()
    message.rerun_script.context_info.url = "https://atlas.example/"
    read = upstream.decode_message(message.SerializeToString())
    assert read.rerun_script.context_info.url == "https://atlas.example/"
    assert upstream.decode_message(b"\xff\xff") is None


def test_streamlit_lets_uvicorn_serve_and_uvicorn_asks_its_settings_when_it_listens() -> None:
    runs = inspect.getsource(starlette_server.UvicornRunner.run)
    assert "uvicorn.Server(uvicorn_config)" in runs
    assert "self._app," in runs  # by name: the app is loaded when the server already exists
    startup = inspect.getsource(uvicorn.Server.startup)
    assert "config = self.config" in startup
    assert "config.http_protocol_class(" in startup
    assert inspect.getsource(uvicorn.Server._serve).index("config.load()") < inspect.getsource(
        uvicorn.Server._serve
    ).index("self.startup(")


def test_uvicorn_reads_requests_with_httptools_and_says_where_a_head_begins_and_ends() -> None:
    module, _, name = HTTP_PROTOCOLS["auto"].partition(":")
    assert getattr(import_module(module), name) is HttpToolsProtocol
    own = {name for name in vars(BoundedHeads) if name.startswith(("connection_", "data_", "on_", "eof_"))}
    assert own == {"connection_made", "connection_lost", "data_received", "on_message_begin", "on_headers_complete"}
    assert own <= vars(HttpToolsProtocol).keys()
    source = inspect.getsource(HttpToolsProtocol)
    for attribute in ("cycle", "transport", "timeout_keep_alive_task", "loop"):
        assert f"self.{attribute}" in source
    assert "response_complete" in source


def test_the_bound_of_a_frame_is_asked_for_each_websocket() -> None:
    module, _, name = str(WS_PROTOCOLS["websockets-sansio"]).partition(":")
    assert starlette_server._get_websocket_protocol() == "websockets-sansio"
    assert "max_size=self.config.ws_max_size" in inspect.getsource(getattr(import_module(module), name))


def test_a_browser_that_was_given_no_cookie_says_so() -> None:
    scripts = [path.read_text(encoding="utf-8") for path in upstream.script_files()]
    (session,) = [script for script in scripts if "_streamlit_xsrf`" in script and "getSessionTokens" in script]
    assert "PLACEHOLDER_AUTH_TOKEN" in session


def test_the_first_page_has_one_script_of_its_own() -> None:
    page = upstream.INDEX.read_text(encoding="utf-8")
    (script,) = upstream.inline_scripts()
    assert "prerenderReady" in script
    assert len(re.findall(r"<script(?![^>]*\bsrc=)", page)) == 1
    assert not re.search(r"\son\w+=", page)


def test_a_script_of_a_page_is_made_anew_with_its_attributes_and_its_text() -> None:
    (block,) = [path for path in upstream.script_files() if path.name.startswith("Html.")]
    text = block.read_text(encoding="utf-8")
    assert re.search(r"createElement\(`script`\).{0,200}setAttribute\(.{0,100}textContent=\w+\.textContent", text)


def test_every_file_below_static_is_one_of_the_bundle() -> None:
    page = upstream.INDEX.read_text(encoding="utf-8")
    asked = {f"/{name}" for name in re.findall(r'"\./(static/[^"]+)"', page)}
    assert asked
    assert asked <= upstream.bundle_names()
