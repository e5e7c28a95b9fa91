"""What the server takes from the runtime of Streamlit exists and works as the atlas expects."""

import ast
import asyncio
import logging
import re
import tomllib
from importlib import util
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.components.lib.local_component_registry import LocalComponentRegistry
from streamlit.components.v1.component_registry import declare_component
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, DeferredFileRequestPayload
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse
from streamlit.runtime import Runtime
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from server import logs, upstream
from tests.server import ROOT

REACH = re.compile(
    r"^ *(?:from|import) streamlit\.(?!delta_generator)|streamlit_folium\._|_component_func|_stcore", re.MULTILINE
)
HOUSE = [
    ROOT / "dashboard.py",
    *(path for folder in ("pages", "server", "geo") for path in (ROOT / folder).rglob("*.py")),
]
MAY_REACH = {"server/upstream.py", "pages/shared/components/folium_bridge.py"}


def test_nothing_else_reaches_into_streamlit() -> None:
    reaching = {str(path.relative_to(ROOT)) for path in HOUSE if REACH.search(path.read_text(encoding="utf-8"))}
    assert reaching == MAY_REACH


def test_a_component_that_is_declared_outside_a_run_is_known_only_once_it_is_registered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = LocalComponentRegistry()
    (tmp_path / "index.html").touch()
    component = declare_component("shown", path=str(tmp_path))
    assert registry.get_component_path(component.name) is None
    assert isinstance(Runtime.component_registry, property)
    runtime = type("Running", (), {"component_registry": registry})
    monkeypatch.setattr("streamlit.runtime.get_instance", lambda: runtime)
    upstream.register_component(component)
    assert registry.get_component_path(component.name) == str(tmp_path)


def test_another_registry_is_told_as_such(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    component = declare_component("shown", path=str(tmp_path))
    with pytest.raises(upstream.UpstreamError, match="cannot be registered"):
        upstream.register_component(component)  # no server runs
    monkeypatch.setattr("streamlit.runtime.get_instance", object)
    with pytest.raises(upstream.UpstreamError, match="component_registry"):
        upstream.register_component(component)


def test_the_folder_of_pages_is_left_to_the_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    upstream.disable_pages_directory()
    assert PagesManager.uses_pages_directory is False
    PagesManager(str(ROOT / "dashboard.py"))
    assert PagesManager.uses_pages_directory is False


def test_a_navigation_that_fails_outside_a_run_does_not_keep_the_server_from_starting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logs, "_logged", set())
    monkeypatch.delattr(st, "navigation")
    upstream.disable_pages_directory()
    assert [record.name for record in caplog.records] == ["atlas"]


def test_outside_a_run_the_session_is_empty() -> None:
    assert st.session_state.get("view") is None


def test_only_the_warning_of_no_run_is_silenced(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger(get_script_run_ctx.__module__)
    before = list(logger.filters)
    get_script_run_ctx()
    assert [record.name for record in caplog.records] == [logger.name]  # Streamlit still says so
    try:
        upstream.silence_no_run()
        upstream.silence_no_run()
        assert len(logger.filters) == len(before) + 1
        get_script_run_ctx()
        logger.warning("another warning")
        logger.error("an error")
    finally:
        logger.filters[:] = before
    assert [record.getMessage() for record in caplog.records[1:]] == ["another warning", "an error"]


def test_streamlit_answers_where_the_server_and_nginx_expect_it() -> None:
    spec = util.find_spec("streamlit.web.server.starlette")
    assert spec is not None
    (folder,) = spec.submodule_search_locations or []
    texts = {path.name: path.read_text(encoding="utf-8") for path in Path(folder).glob("*.py")}
    strings = {
        node.value
        for text in texts.values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {"_stcore", "_stcore/stream", "_stcore/health"} <= strings
    assert any(re.search(r"BASE_ROUTE_CORE}/metrics", text) for text in texts.values())
    assert any(re.search(r"BASE_ROUTE_COMPONENT.*=.*\"component\"", text) for text in texts.values())
    for name, value in (("CORE", "_stcore"), ("MEDIA", "media"), ("UPLOAD_FILE", ".*upload_file")):
        assert any(re.search(rf"BASE_ROUTE_{name}\b.*=.*{value}\"", text) for text in texts.values()), name
    assert any(string.startswith("_stcore/agent") for string in strings)


def test_streamlit_knows_every_option_of_the_configuration() -> None:
    known = config.get_config_options()
    options = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    names = [f"{section}.{name}" for section, values in options.items() for name in values]
    options_of_house = [name for name in names if name not in ("theme.light", "theme.dark")]
    options_of_house += [f"theme.{half}.{name}" for half in ("light", "dark") for name in options["theme"][half]]
    assert "runner.postScriptGC" in options_of_house
    assert [name for name in options_of_house if name not in known] == []


@pytest.fixture
def handler(monkeypatch: pytest.MonkeyPatch) -> type[DeferredFileHandler]:
    """Return Streamlit's handler of deferred files, to be changed by one test."""
    monkeypatch.setattr(DeferredFileHandler, "handle", DeferredFileHandler.handle)
    upstream.tell_failed_downloads(lambda error: f"told: {error}")
    return DeferredFileHandler


def answer_of(handler: type[DeferredFileHandler], manager: MediaFileManager, file: str) -> BackendOperationResponse:
    request = BackendOperationRequest(request_id="1", deferred_file=DeferredFileRequestPayload(file_id=file))
    return asyncio.run(handler(lambda: manager).handle(request, "session"))


def test_a_download_that_fails_says_what_the_atlas_says(handler: type[DeferredFileHandler]) -> None:
    def fail() -> bytes:
        raise OSError("disk is full")

    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    failing = manager.add_deferred(fail, "text/csv", "1")
    answer = answer_of(handler, manager, failing)
    assert (answer.request_id, answer.error_msg) == ("1", "told: disk is full")
    assert "not found" in answer_of(handler, manager, "gone").error_msg
    answer = answer_of(handler, manager, manager.add_deferred(lambda: b"made", "text/csv", "2"))
    assert answer.deferred_file.url.startswith("/media/")
    assert not answer.error_msg


def test_a_file_that_was_made_is_held_whoever_else_runs_something() -> None:
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))

    def is_there(url: str) -> bool:
        for _ in range(2):  # as after the runs of two visitors
            manager.remove_orphaned_files()
        return manager.read_file(url.removeprefix("/media/").removesuffix(".csv")) is not None

    def make() -> str:
        return manager.execute_deferred(manager.add_deferred(lambda: b"made", "text/csv", "1"))

    assert not is_there(make())  # so Streamlit by itself
    first, second = upstream.hold_made(manager, make()), upstream.hold_made(manager, url := make())
    assert is_there(url)
    first()
    assert is_there(url)
    second()
    assert not is_there(url)


def test_a_file_is_held_for_the_time_that_it_takes_to_fetch_it(
    handler: type[DeferredFileHandler], monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    file = manager.add_deferred(lambda: b"made", "text/csv", "1")

    async def held_after(seconds: float) -> int:
        monkeypatch.setattr(upstream, "MADE_SECONDS", seconds)
        request = BackendOperationRequest(request_id="1", deferred_file=DeferredFileRequestPayload(file_id=file))
        await handler(lambda: manager).handle(request, "session")
        passed = asyncio.Event()
        asyncio.get_running_loop().call_later(0, passed.set)
        await passed.wait()
        return len(manager._files_by_session_and_coord["made"])

    assert [asyncio.run(held_after(seconds)) for seconds in (0, 60)] == [0, 1]


def test_another_keeper_of_files_is_let_be(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(logs, "_logged", set())
    upstream.hold_made(object(), "/media/id.csv")()
    assert [record.name for record in caplog.records] == ["atlas"]


def test_without_streamlit_s_handler_its_own_sentence_stays(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delattr("streamlit.runtime.backend_operation_handler.DeferredFileHandler")
    upstream.tell_failed_downloads(str)
    assert [record.name for record in caplog.records] == ["atlas"]
