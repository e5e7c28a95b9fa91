"""Static files are compressed; asked of the middleware without a socket."""

import asyncio
import gzip
import hashlib
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import brotli
import pytest

from pages.shared.data.assets import static_version
from server import compression, logs, upstream
from server.compression import CompressStatic, encoding_for, is_immutable, slim_sheet
from server.upstream import script_files, sheet_files

SCRIPT = b"export const words = 'the same words again, the same words again, the same words again';" * 20
SCRIPT_PATH, SHEET_PATH = (f"/static/{path[0].parent.name}/{path[0].name}" for path in (script_files(), sheet_files()))
TYPES = {"js": b"application/javascript", "css": b"text/css", "json": b"application/json"}


class Server:
    """An app that answers every request with the same file, and counts how often it is asked."""

    def __init__(self, body: bytes = SCRIPT, status: int = 200) -> None:
        self.body, self.status, self.requests = body, status, 0
        self.length, self.gives_up = len(body), False
        self.middleware = CompressStatic(self.app)

    async def app(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Answer in two parts, unless the browser has gone away and that is looked for."""
        self.requests += 1
        messages = [await receive()] if self.gives_up else []
        if {"type": "http.disconnect"} in messages:
            return
        kind = TYPES.get(scope["path"].rpartition(".")[2], b"text/html; charset=utf-8")
        headers = [(b"content-type", kind), (b"content-length", b"%d" % self.length), (b"etag", b'"a"')]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body[:9], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[9:]})

    async def get(self, path: str, query: str = "", **headers_of_request: str) -> tuple[int, dict[bytes, bytes], bytes]:
        """Ask for a path; return status, headers and body of the answer."""
        messages: list[MutableMapping[str, Any]] = []

        async def send(message: MutableMapping[str, Any]) -> None:
            messages.append(message)

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.disconnect"}

        headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers_of_request.items()]
        scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": headers}
        await self.middleware(scope, receive, send)
        body = b"".join(message.get("body", b"") for message in messages[1:])
        return messages[0]["status"], dict(messages[0]["headers"]), body


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let each test begin with nothing kept; return where it is kept."""
    folder = tmp_path / "kept"
    monkeypatch.setattr(compression, "KEPT", folder)
    return folder


@pytest.mark.parametrize(("accepted", "unpack"), [("gzip, br", brotli.decompress), ("gzip;q=1", gzip.decompress)])
def test_a_script_is_compressed_once_and_then_as_well_as_can_be(accepted: str, unpack: Any) -> None:
    server = Server()

    async def ask() -> list[tuple[int, dict[bytes, bytes], bytes]]:
        first = await server.get(SCRIPT_PATH, accept_encoding=accepted)
        await asyncio.gather(*server.middleware.background)
        return [first, await server.get(SCRIPT_PATH, accept_encoding=accepted)]

    answers = asyncio.run(ask())
    assert server.requests == 1
    for status, headers, body in answers:
        assert status == 200
        assert unpack(body) == SCRIPT
        assert headers[b"content-length"] == str(len(body)).encode()
        assert b"etag" not in headers
    assert len(answers[1][2]) <= len(answers[0][2]) < len(SCRIPT)


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_the_next_server_takes_what_is_kept_if_it_is_whole(kept: Path, encoding: str, unpack: Any) -> None:
    async def first_and_best(server: Server) -> list[bytes]:
        first = await server.get(SCRIPT_PATH, accept_encoding=encoding)
        works = len(server.middleware.background)
        await asyncio.gather(*server.middleware.background)
        best = await server.get(SCRIPT_PATH, accept_encoding=encoding)
        assert unpack(first[2]) == unpack(best[2]) == SCRIPT
        return [first[2], best[2]] if works else [best[2]]

    _, best = asyncio.run(first_and_best(Server()))
    assert asyncio.run(first_and_best(Server())) == [best]
    (file,) = kept.iterdir()
    for damaged in (best[:-1], b"", compression.compress(b"another text", encoding)):
        file.write_bytes(damaged)
        assert len(asyncio.run(first_and_best(Server()))) == 2
        assert file.read_bytes() == best


def test_where_nothing_can_be_kept_files_are_compressed_all_the_same(kept: Path) -> None:
    kept.write_text("a file where the folder should be", encoding="utf-8")
    server = Server()

    async def ask() -> bytes:
        await server.get(SCRIPT_PATH, accept_encoding="br")
        await asyncio.gather(*server.middleware.background)
        return (await server.get(SCRIPT_PATH, accept_encoding="br"))[2]

    assert asyncio.run(ask()) == compression.compress(SCRIPT, "br", best=True)


def test_what_could_not_be_kept_leaves_nothing_behind(kept: Path) -> None:
    (kept / f"{hashlib.sha256(SCRIPT).hexdigest()}.br").mkdir(parents=True)  # where the file should be
    compression.keep(SCRIPT, "br", b"compressed")
    assert len(list(kept.iterdir())) == 1


def test_a_browser_that_takes_nothing_compressed_gets_it_as_it_is() -> None:
    _, headers, body = asyncio.run(Server().get(SCRIPT_PATH))
    assert body == SCRIPT
    assert b"content-encoding" not in headers


def test_half_an_answer_is_not_kept() -> None:
    server = Server()
    server.length += 1
    asyncio.run(server.get(SCRIPT_PATH, accept_encoding="br"))
    assert not server.middleware.compressed


def test_a_browser_that_goes_away_spoils_nothing_for_the_next() -> None:
    server = Server()
    server.gives_up = True
    _, _, body = asyncio.run(server.get(SCRIPT_PATH, accept_encoding="gzip"))
    assert gzip.decompress(body) == SCRIPT


def test_a_fault_is_passed_on_and_not_kept() -> None:
    server = Server(status=404)
    for _ in range(2):
        assert asyncio.run(server.get(SCRIPT_PATH, accept_encoding="br"))[0] == 404
    assert server.requests == 2
    assert not server.middleware.compressed


@pytest.mark.parametrize(
    ("path", "query", "never"),
    [
        (SCRIPT_PATH, "", True),
        (SHEET_PATH, "", True),
        ("/static/media/face.A.woff2", "", False),
        ("/component/streamlit_folium.st_folium/static/js/main.521860b0.js", "", True),
        ("/component/streamlit_folium.st_folium/index.html", "", False),
        ("/app/static/atlas.json", "v={version}", True),
        ("/app/static/atlas.json", "v=older", False),
        ("/app/static/atlas.json", "", False),
        ("/missions", "", False),
        ("/static/js/none.deadbeef.js", "", False),
        ("/static/js/../js/" + SCRIPT_PATH.rpartition("/")[2], "", False),
        ("/evil/component/streamlit_folium.st_folium/static/js/main.521860b0.js", "", False),
        ("/component/streamlit_folium.st_folium/static/js/../js/main.521860b0.js", "", False),
    ],
)
def test_only_what_never_changes_under_its_name_is_kept(path: str, query: str, *, never: bool) -> None:
    assert is_immutable(path, query.format(version=static_version()).encode()) is never


def test_codings_are_read_as_browsers_send_them() -> None:
    assert encoding_for(b"gzip, deflate, br, zstd") == "br"
    assert encoding_for(b"deflate, gzip;q=0.5") == "gzip"
    assert encoding_for(b"identity") == ""


@pytest.mark.parametrize("never", [b"br;q=0", b"br;q=0.0", b"br ; q=0.000", b"BR; Q=0"])
def test_a_coding_that_a_browser_does_not_take_is_not_used(never: bytes) -> None:
    assert encoding_for(never) == ""
    assert encoding_for(never + b", gzip;q=0.001") == "gzip"


def test_invented_names_fill_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()
    names = [f"/static/js/{'p' * 200}{number}.js" for number in range(50)]
    for name in names:
        asyncio.run(server.get(name, accept_encoding="br"))
    assert not server.middleware.compressed
    monkeypatch.setattr(compression, "MOST_FILES", 1)
    for path in (SCRIPT_PATH, SHEET_PATH):
        assert asyncio.run(server.get(path, accept_encoding="gzip"))[0] == 200
    assert len(server.middleware.compressed) == 1


def test_a_style_sheet_that_is_not_as_expected_goes_out_as_it_is(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    (name,) = (file.name for file in upstream.sheet_files() if file.name.startswith("index."))
    sheet = next(file for file in upstream.sheet_files() if file.name == name).read_bytes()
    monkeypatch.setattr(logs, "_logged", set())
    monkeypatch.setattr(logs.log, "propagate", True)
    _, _, body = asyncio.run(Server(sheet).get(f"/static/css/{name}", accept_encoding="gzip"))
    assert gzip.decompress(body) == slim_sheet(sheet) != sheet
    for changed in (sheet.replace(b"MaterialSymbols", b"Symbols"), sheet.replace(b"Source Sans;", b"Inter;")):
        _, _, body = asyncio.run(Server(changed).get(f"/static/css/{name}", accept_encoding="gzip"))
        assert gzip.decompress(body) == changed
    monkeypatch.setattr(compression, "STATIC", tmp_path)  # without the atlas's icons
    assert slim_sheet(sheet) == sheet
    assert [record.atlas["error"] for record in caplog.records] == ["UpstreamError", "StopIteration"]  # type: ignore[attr-defined]
