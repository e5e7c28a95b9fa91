"""Other data packages: where they load from, what errors say, and the committed example."""

import asyncio
import io
import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib import request

import pytest
from streamlit.testing.v1 import AppTest

from geo import Dataset, DatasetError, load_dataset, territories_at
from geo.build.__main__ import main
from geo.build.layers import build_layers
from geo.tables import load_descriptor
from pages.shared.data import assets, dataset, package_source
from pages.shared.view.routes import PAGES
from server import middleware
from tests.app.atlas import ROOT, TIMEOUT, headings, opened, sound

EXAMPLE = ROOT / "examples" / "germany-namibia"
CACHES = (package_source._outcome, assets.static_version, dataset.dataset_in)


@pytest.fixture(scope="module")
def example() -> Dataset:
    """Return the example as a notebook would load it."""
    return load_dataset(EXAMPLE)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Serve a folder by HTTP with the example in it, as a folder and as a ZIP; return folder and address."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(EXAMPLE, folder / "example")
    shutil.make_archive(str(folder / "example"), "zip", EXAMPLE.parent, EXAMPLE.name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let one test set `ATLAS_DATA`, with every cache empty."""
    for cache in CACHES:
        getattr(cache, "cache_clear", getattr(cache, "clear", None))()
    yield monkeypatch
    monkeypatch.undo()
    for cache in CACHES:
        getattr(cache, "cache_clear", getattr(cache, "clear", None))()


def fault_of(address: str | Path, largest: int = package_source.LARGEST) -> str:
    """Return the error of a package that cannot be loaded."""
    with pytest.raises(DatasetError) as raised:
        package_source.fetch_package(str(address), largest)
    return "\n".join(raised.value.faults)


def zipped(path: Path, **files: bytes) -> Path:
    """Write a ZIP file with these files."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_folder_is_used_where_it_lies() -> None:
    assert package_source.fetch_package(str(EXAMPLE)) == EXAMPLE


@pytest.mark.parametrize("name", ["example.zip", "example"])
def test_a_package_behind_an_address_is_fetched_whole(served: tuple[Path, str], name: str) -> None:
    folder = package_source.fetch_package(f"{served[1]}/{name}")
    assert folder != EXAMPLE
    paths = {path.relative_to(EXAMPLE) for path in EXAMPLE.rglob("*") if path.is_file() and path.suffix != ".md"}
    assert [path for path in paths if (folder / path).read_bytes() != (EXAMPLE / path).read_bytes()] == []
    assert load_dataset(folder).about["title"] == load_dataset(EXAMPLE).about["title"]
    assert not any(path.suffix == ".zip" for path in (folder, *folder.parents[0].iterdir()))


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.zip", "nothing was found at http"), ("none", "datapackage.json: there is no such file at http")],
)
def test_what_is_not_there_is_said_to_be_missing(served: tuple[Path, str], name: str, message: str) -> None:
    assert message in fault_of(f"{served[1]}/{name}")


def test_a_folder_that_is_not_there_or_holds_no_package_is_named(tmp_path: Path) -> None:
    for name in ("none", "none.zip"):
        assert f"nothing was found at {tmp_path / name}" in fault_of(tmp_path / name)
    assert "datapackage.json: there is no such file in the package" in fault_of(tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        "nosuch://place/package.zip",
        "s3://place/package.zip",
        "ftp://127.0.0.1/package.zip",
        "http://example.org/package.zip",
        "https+file://x/package",
        f"file://{EXAMPLE}",
        f"file://{EXAMPLE}/package.zip",
        "simplecache::https://127.0.0.1/package.zip",
        "http://127.0.0.1.example.org/package.zip",
        "http://127.0.0.1@example.org/package.zip",
    ],
)
def test_nothing_is_asked_but_https_and_this_machine(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def connect(*_args: object, **_settings: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.create_connection", connect)
    assert "cannot be read (only https://" in fault_of(address)


class Moved(BaseHTTPRequestHandler):
    """Sends on to the address in its path; with no address, breaks its answer off."""

    def do_GET(self) -> None:
        """Answer."""
        target = self.path.split("?to=")[1] if "?to=" in self.path else ""
        self.send_response(302 if target else 200)
        self.send_header("Location" if target else "Content-Length", target or "1000")
        self.end_headers()
        self.wfile.write(b"" if target else b"PK")

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def moved() -> Iterator[str]:
    """Serve redirects and broken answers; return the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Moved)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/a.zip"
    server.shutdown()
    server.server_close()


def test_a_redirect_leads_to_no_other_protocol(served: tuple[Path, str], moved: str) -> None:
    assert load_dataset(package_source.fetch_package(f"{moved}?to={served[1]}/example.zip")).folder != EXAMPLE
    for target in (f"file://{served[0]}/example.zip", "ftp://127.0.0.1/a.zip", "http://example.org/a.zip"):
        assert "cannot be read (" in fault_of(f"{moved}?to={target}")


@pytest.mark.parametrize("target", ["http://127.0.0.1/a.zip", "http://localhost/a.zip", "file:///a.zip", "ftp://x/a"])
def test_an_address_elsewhere_does_not_lead_to_this_machine(target: str) -> None:
    asked = request.Request("https://example.org/a.zip")
    with pytest.raises(OSError, match="only https://"):
        package_source._Redirects().redirect_request(asked, io.BytesIO(), 302, "", HTTPMessage(), target)
    onward = package_source._Redirects().redirect_request(
        asked, io.BytesIO(), 302, "", HTTPMessage(), "https://example.com/b.zip"
    )
    assert onward
    assert onward.full_url == "https://example.com/b.zip"


def test_an_answer_that_breaks_off_is_no_package(moved: str) -> None:
    assert "cannot be read (the answer broke off)" in fault_of(moved)


def test_a_zip_of_this_machine_is_unpacked_elsewhere(tmp_path: Path) -> None:
    path = Path(shutil.make_archive(str(tmp_path / "example"), "zip", EXAMPLE.parent, EXAMPLE.name))
    folder = package_source.fetch_package(str(path))
    assert tmp_path not in folder.parents
    assert same(folder / "territories.csv", EXAMPLE / "territories.csv")


def test_a_file_that_is_no_zip_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("Once upon a time")
    assert "is not a ZIP file" in fault_of(tmp_path / "a.zip")


def test_a_damaged_zip_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{"datapackage.json": b"{}" * 50})
    content = path.read_bytes()
    path.write_bytes(content.replace(b"{}{}", b"{}[]", 1))
    assert "damaged" in fault_of(path)


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "a\\..\\x", "c:x"])
def test_a_name_that_leads_out_of_the_package_is_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", **{"datapackage.json": b"{}", name: b"out"})
    assert f"the name “{name}” leads out of the package" in fault_of(path)
    assert not (tmp_path / "x").exists()


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("link")
    entry.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    assert "is a link" in fault_of(tmp_path / "a.zip")


def test_a_package_beyond_the_limit_is_refused_packed_and_unpacked(tmp_path: Path, served: tuple[Path, str]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", b" " * 100_000)
    (tmp_path / "a.zip").write_bytes(stream.getvalue())
    assert len(stream.getvalue()) < 10_000
    assert "too large; at most 200 MB" in fault_of(tmp_path / "a.zip", 10_000)
    assert "too large" in fault_of(f"{served[1]}/example.zip", 10_000)
    assert "too large" in fault_of(f"{served[1]}/example", 100_000)


def test_a_zip_without_a_package_is_said_to_hold_none(tmp_path: Path) -> None:
    assert "datapackage.json: there is no such file" in fault_of(zipped(tmp_path / "a.zip", **{"a.csv": b""}))


def test_a_package_without_layers_says_how_to_make_them(tmp_path: Path, environment: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "package", ignore=shutil.ignore_patterns("layers"))
    environment.setenv("ATLAS_DATA", str(tmp_path / "package"))
    with pytest.raises(DatasetError, match=r"python -m geo\.build layers --data"):
        package_source.own_data()
    assert assets.layers_folder() == assets.STATIC
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=TIMEOUT).run()
    assert not app.exception
    assert "geo.build layers" in app.error[0].value


def test_the_atlas_without_the_variable_is_its_own(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("ATLAS_DATA", raising=False)
    assert package_source.own_data() is None
    assert assets.layers_folder() == assets.STATIC
    assert middleware.PackageLayers not in [part.cls for part in middleware.MIDDLEWARE]
    assert middleware.MIDDLEWARE[0].cls is middleware.Guard  # before all else


@pytest.mark.parametrize(("name", "status"), [("atlas.json", 200), ("words.fr.json", 404), ("map.js", 299)])
def test_layers_come_from_the_package_and_scripts_from_the_atlas(
    environment: pytest.MonkeyPatch, name: str, status: int
) -> None:
    environment.setenv("ATLAS_DATA", str(EXAMPLE))
    sent: list[dict[str, object]] = []

    async def app(_scope: object, _receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 299, "headers": []})  # type: ignore[operator]

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    async def receive() -> dict[str, object]:
        await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": f"/app/static/{name}", "headers": [], "query_string": b""}
    asyncio.run(middleware.PackageLayers(app)(scope, receive, send))
    assert sent[0]["status"] == status
    if status == 200:
        assert b"".join(part.get("body", b"") for part in sent[1:]) == (EXAMPLE / "layers" / name).read_bytes()


def test_the_version_in_addresses_is_that_of_the_package(environment: pytest.MonkeyPatch) -> None:
    version = assets.static_version()
    assets.static_version.clear()
    package_source._outcome.cache_clear()
    environment.setenv("ATLAS_DATA", str(EXAMPLE))
    assert assets.static_version() != version


def test_the_pages_of_the_example_run(environment: pytest.MonkeyPatch, example: Dataset) -> None:
    environment.setenv("ATLAS_DATA", str(EXAMPLE))
    app = opened(date="1904")
    assert any(str(example.about["title"]) in item.value for item in [*app.markdown, *app.get("html")] if item.value)
    for page in PAGES:
        sound(app.switch_page(page).run())
        assert page == "pages/map/page.py" or headings(app)


def test_an_atlas_runs_without_the_tables_that_it_may_leave_out(
    environment: pytest.MonkeyPatch, example: Dataset, tmp_path: Path
) -> None:
    package = Path(shutil.copytree(EXAMPLE, tmp_path / "bare"))
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    whole = descriptor["resources"]
    optional = {resource["name"] for resource in load_descriptor(package)["resources"] if is_optional(resource)}
    left_out = optional - NAMED
    descriptor["resources"] = [resource for resource in whole if resource["name"] not in left_out]
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    bare = load_dataset(package)
    empty = {name for name in left_out if bare.tables[name].empty}
    assert {"places", "place_names", "events", "missions"} <= empty == left_out - DERIVED
    assert {name: list(bare.tables[name]) for name in left_out} == {
        name: list(example.tables[name]) for name in left_out
    }
    build_layers(package, package / "layers")
    environment.setenv("ATLAS_DATA", str(package))
    app = opened(date="1904")
    for page in PAGES:
        sound(app.switch_page(page).run())


# Lists whose rows the territories and settings of the example name, and tables that have rows of their own without it.
NAMED = {"statuses", "certainties", "sources", "views"}
DERIVED = {"powers", "polities", "colours", "categories", "mission_states"}


def is_optional(resource: dict[str, Any]) -> bool:
    """Return whether the schema of a resource says that a package may leave it out."""
    return bool(resource.get("schema", {}).get("optional"))


def test_the_layers_of_the_example_are_those_that_its_data_make(tmp_path: Path) -> None:
    build_layers(EXAMPLE, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in (EXAMPLE / "layers").iterdir()}
    assert [path.name for path in tmp_path.iterdir() if not same(path, EXAMPLE / "layers" / path.name)] == []


def same(one: Path, other: Path) -> bool:
    """Return whether two files hold the same."""
    return one.read_bytes() == other.read_bytes()


def test_layers_of_a_package_go_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "package", ignore=shutil.ignore_patterns("layers"))
    assert main(["layers", "--data", str(tmp_path / "package")]) == 0
    assert "layers/atlas.json: changed" in capsys.readouterr().out
    assert same(tmp_path / "package" / "layers" / "version.txt", EXAMPLE / "layers" / "version.txt")
    assert main(["layers", "--check", "--data", str(EXAMPLE)]) == 0
    assert main(["scripts", "--data", str(EXAMPLE)]) == 1


@pytest.mark.parametrize(
    ("day", "land", "status"),
    [
        ("1884-08-06", "peoples", "Under its own peoples"),
        ("1884-08-07", "gswa_claimed", "Colony"),
        ("1915-07-08", "gswa", "Colony"),
        ("1915-07-09", "swa_occupied", "Occupied in war"),
        ("1920-12-17", "swa_mandate", "Mandate of the League of Nations"),
        ("1966-10-27", "swa_revoked", "Held after the mandate was ended"),
        ("1990-03-21", "namibia", "Independent state"),
    ],
)
def test_the_example_says_who_held_the_land(example: Dataset, day: str, land: str, status: str) -> None:
    lands = territories_at(example, day).set_index("territory_id")
    assert lands.loc[land, "status"] == status
    assert ("walvis_held" in lands.index) == ("1990-03-21" <= day < "1994-03-01")


def test_walvis_bay_joins_namibia_on_its_day(example: Dataset) -> None:
    before, after = (territories_at(example, day).set_index("territory_id") for day in ("1994-02-28", "1994-03-01"))
    assert "walvis_held" in before.index
    assert "walvis_held" not in after.index
    gain = after.loc["namibia"].geometry.area - before.loc["namibia"].geometry.area
    assert gain == pytest.approx(example.atoms.loc["nam_walvis"].geometry.area)


def test_the_example_says_of_every_source_whether_it_was_opened(example: Dataset) -> None:
    opened_sources = {row["source_id"] for row in example.records["sources"] if row["consulted"] == "yes"}
    for table in ("territories", "events", "relations", "mission_periods", "officeholders"):
        for row in example.records[table]:
            assert row["verified"] == "no" or set(row["source_ids"].split()) <= opened_sources
