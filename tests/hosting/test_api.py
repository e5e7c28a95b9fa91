"""The record by address over HTTP: methods, caches, other sites, faults, and other programs that read it."""

import asyncio
import gzip
import json
import logging
import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlencode

import brotli
import geopandas as gpd
import pyogrio
import pytest
import shapely
import uvicorn
from starlette.applications import Starlette

from geo import Dataset, territories_at
from geo.errors import DatasetError, DrawingBusyError
from geo.render.orders import FORMATS, Order
from pages.shared.data import assets
from server import links
from server.api import answers, page, plates, resources
from server.api.desk import Answer, Desk
from server.api.files import formats_of
from server.api.parameters import read_query
from server.api.problems import ProblemError
from server.api.tables import TABLES
from server.middleware import MIDDLEWARE
from tests.asgi import ask
from tests.hostile import BAD_VALUES, CONTROLS, HOSTILE_TEXTS
from tests.server import ROOT

LANDS = "/api/v1/territories.json"
DAY = "date=1913-06-01"


def get(path: str, query: str = "", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of an answer."""
    return ask(Starlette(routes=answers.routes()), f"{path}?{query}", method, **headers)


# What a client is told


def test_the_newest_version_answers_without_its_name_and_json_without_an_ending() -> None:
    status, headers, body = get(LANDS, DAY)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert {get(path, DAY)[2] for path in ("/api/territories.json", "/api/territories", "/api/v1/territories")} == {
        body
    }
    assert get("/api/territories.json", "date=1925")[2] != body


def test_any_site_may_read_and_ask_before() -> None:
    for path in (LANDS, "/api/v1/aid.csv", "/api/none.json", "/api/openapi.json", "/api", "/map.gif"):
        headers = get(path, origin="https://notebook.example")[1]
        assert headers["access-control-allow-origin"] == "*"
        assert headers["cross-origin-resource-policy"] == "cross-origin"
        assert "set-cookie" not in headers
    status, headers, body = get(LANDS, method="OPTIONS", access_control_request_headers="if-none-match")
    assert (status, body) == (204, b"")
    assert headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert headers["access-control-allow-headers"] == "If-None-Match, Range"


def test_the_head_is_that_of_the_answer() -> None:
    for path, query in ((LANDS, DAY), ("/api/v1/events.csv", ""), ("/api", "")):
        status, headers, body = get(path, query)
        assert get(path, query, "HEAD") == (status, headers, b"")
        assert headers["content-length"] == str(len(body))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_record_is_only_read(method: str) -> None:
    status, headers, body = get(LANDS, method=method)
    assert (status, headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    assert json.loads(body)["title"] == "Method Not Allowed"


def test_a_tag_stands_for_its_bytes_and_sent_back_spares_them() -> None:
    plain, brotlied, gzipped = (get(LANDS, DAY, accept_encoding=coding) for coding in ("identity", "br", "gzip"))
    assert brotli.decompress(brotlied[2]) == gzip.decompress(gzipped[2]) == plain[2]
    tags = {headers["etag"] for _, headers, _ in (plain, brotlied, gzipped)}
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)
    for known in (plain[1]["etag"], f'"other", W/{plain[1]["etag"]}', "*"):
        status, headers, body = get(LANDS, DAY, if_none_match=known)
        assert (status, body, headers["etag"]) == (304, b"", plain[1]["etag"])
    assert get(LANDS, DAY, if_none_match='"other"')[0] == 200
    assert get(LANDS, "date=1914", if_none_match=plain[1]["etag"])[0] == 200


@pytest.mark.parametrize(
    ("asked_for", "first", "last"),
    [("0-99", 0, 99), ("100-", 100, -1), ("-10", -10, -1), ("0-999999999", 0, -1), ("5-5", 5, 5)],
)
def test_a_part_is_given_as_programs_of_maps_ask_for_it(asked_for: str, first: int, last: int) -> None:
    whole = get(LANDS, DAY)[2]
    status, headers, body = get(LANDS, DAY, range=f"bytes={asked_for}")
    begin, end = first % len(whole), last % len(whole)
    assert (status, body) == (206, whole[begin : end + 1])
    assert headers["content-range"] == f"bytes {begin}-{end}/{len(whole)}"
    assert headers["content-length"] == str(len(body))
    assert get(LANDS, DAY, range=f"bytes={asked_for}", if_range='"other"')[2] == whole
    assert get(LANDS, DAY, range=f"bytes={asked_for}", if_range=headers["etag"])[2] == body


@pytest.mark.parametrize("asked_for", ["9-5", "999999999-", "-", "-0", "0-1,5-6", "a-b", "", "0-1" + "0" * 100])
def test_who_asks_for_no_part_gets_all(asked_for: str) -> None:
    status, headers, body = get(LANDS, DAY, range=f"bytes={asked_for}")
    assert (status, body) == (200, get(LANDS, DAY)[2])
    assert headers["accept-ranges"] == "bytes"


def test_an_answer_may_be_kept_a_while_and_a_problem_never() -> None:
    headers = get("/api/v1/aid.csv", "lang=fr")[1]
    assert (headers["cache-control"], headers["vary"]) == ("public, max-age=3600", "Accept-Encoding")
    assert headers["content-language"] == "fr"
    assert headers["content-disposition"].endswith('-aid.csv"')
    assert 'rel="service-desc"' in headers["link"]
    assert get("/api/v1/aid.csv", "date=x")[1]["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    ["/api/none.json", "/api/v2/aid.json", "/api/v1/aid.xml", "/api/aid.geojson", "/api/v1/aid.json/more", "/map.gif"],
)
def test_what_is_not_there_is_told_with_an_address_that_is(path: str) -> None:
    status, headers, body = get(path)
    problem = json.loads(body)
    assert (status, headers["content-type"], problem["title"]) == (404, "application/problem+json", "Not Found")
    assert problem["example"].startswith("http://atlas.example/")
    if path != "/map.gif":
        assert get(problem["example"].removeprefix("http://atlas.example"))[0] == 200


def test_a_problem_names_the_parameter_and_an_address_that_works() -> None:
    status, headers, body = get("/api/places.csv", "bbox=1,2,3&lang=fr")
    problem = json.loads(body)
    assert (status, headers["content-type"], problem["status"]) == (400, "application/problem+json", 400)
    assert problem["parameter"] == "bbox"
    path, _, query = problem["example"].removeprefix("http://atlas.example").partition("?")
    assert path == "/api/places.csv"
    assert get(path, query)[0] == 200


def hostile_queries() -> Iterator[tuple[str, str]]:
    """Yield addresses with every hostile value in a parameter of a table or of the plate, and with hostile names."""
    names = [*(sorted({one.name for table in TABLES.values() for one in table.parameters})), "at"]
    values = [*BAD_VALUES.values(), *HOSTILE_TEXTS[::2], *CONTROLS]
    tables = [f"/api/v1/{name}.{ending}" for name, table in TABLES.items() for ending in formats_of(table)]
    for number, (name, value) in enumerate(product(names, values)):
        path = "/map.png" if name == "at" or number % 10 == 0 else tables[number % len(tables)]
        yield path, f"{name}={quote(value)}"
    yield from ((tables[0], urlencode({value: "1"})) for value in values if value)
    yield from (
        (tables[0], f"date={raw}") for raw in ("%", "%zz", "%ff%fe", "\xff\xfe", "%00", "1925;to=1926", "a=b=c")
    )


def test_hostile_parameters_are_told_in_a_sentence_that_repeats_nothing(caplog: pytest.LogCaptureFixture) -> None:
    app, count = Starlette(routes=answers.routes()), 0
    for path, query in hostile_queries():
        status, headers, body = ask(app, f"{path}?{query}")
        problem = json.loads(body)
        assert status in {400, 414}, (path, query)
        assert headers["content-type"] == "application/problem+json"
        assert problem["detail"].endswith(".")
        assert set("<>\x00\x1b\u202e").isdisjoint(body.decode())
        assert "Traceback" not in body.decode()
        count += 1
    assert count > 300
    assert not caplog.records


def test_below_a_base_path_is_everything_and_every_address_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (answers, links, resources, page):
        monkeypatch.setattr(module, "base_path", lambda: "/atlas")
    monkeypatch.setattr(page, "static_url", lambda: "/atlas/app/static")
    page.style.cache_clear()
    assert get(LANDS)[0] == 404
    assert get(f"/atlas{LANDS}", DAY)[0] == 200
    problem = json.loads(get("/atlas/api/aid.json", "date=x")[2])
    assert problem["example"].startswith("http://atlas.example/atlas/api/aid.json?date=")
    assert json.loads(get("/atlas/api/openapi.json")[2])["servers"] == [{"url": "http://atlas.example/atlas"}]
    html = get("/atlas/api")[2].decode()
    assert 'href="/atlas/api/v1/aid.json?' in html
    assert 'href="/api' not in html
    assert "/atlas/app/static/fonts/" in html
    assert assets.base_path() == ""
    page.style.cache_clear()


def test_what_fails_is_logged_and_told_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> bytes:
        raise KeyError("secret")

    monkeypatch.setattr(answers, "table_file", fail)
    status, headers, body = get(LANDS, "date=1899")
    assert (status, headers["cache-control"]) == (500, "no-store")
    assert json.loads(body)["detail"] == "The atlas could not answer; the fault is logged."
    (record,) = caplog.records
    assert (record.levelno, record.atlas["error"]) == (logging.ERROR, "KeyError")  # type: ignore[attr-defined]
    assert "secret" not in body.decode() + str(record.atlas)  # type: ignore[attr-defined]
    assert get(LANDS, "date=1898")[0] == 500  # and the desk is free again


def test_an_atlas_whose_data_are_broken_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Dataset:
        raise DatasetError(["territories.csv, row 2: a fault"])

    for module in (answers, resources):
        monkeypatch.setattr(module, "source_dataset", broken)
    status, _, body = get(LANDS)
    assert status == 503
    assert "the first page of the atlas says why" in json.loads(body)["detail"]


# The desk


def test_an_answer_is_made_once_in_a_thread_of_its_own_however_many_ask(dataset: Dataset) -> None:
    threads: list[str] = []

    def make() -> Answer:
        threads.append(threading.current_thread().name)
        return Answer(b"x", "text/csv", '"1"')

    async def ask() -> None:
        one = Desk()
        given = await asyncio.gather(*(one.answer(dataset, "key", make) for _ in range(50)))
        assert {answer.body for answer in given} == {b"x"}
        assert (await one.answer(dataset, "key", make)).body == b"x"

    asyncio.run(ask())
    assert [name.rpartition("_")[0] for name in threads] == ["api"]


def test_too_many_at_once_are_told_to_come_again_and_nobody_else_is_touched(dataset: Dataset) -> None:
    may_go = threading.Event()

    def make() -> Answer:
        may_go.wait()
        return Answer(b"x", "text/csv", '"1"')

    async def ask() -> None:
        one = Desk(waiting=2)
        asking = [asyncio.ensure_future(one.answer(dataset, key, make)) for key in "abc"]
        await asyncio.sleep(0)
        with pytest.raises(ProblemError) as raised:
            await one.answer(dataset, "d", make)
        assert (raised.value.status, raised.value.retry) == (429, 2)
        asking[1].cancel()
        may_go.set()
        assert (await asking[0]).body == (await asking[2]).body == b"x"
        assert (await one.answer(dataset, "d", make)).body == b"x"

    asyncio.run(ask())


def test_answers_are_kept_up_to_a_bound_the_last_asked_for_longest(dataset: Dataset) -> None:
    made: list[str] = []

    async def ask() -> None:
        one = Desk(kept_bytes=25)
        for key in "abacab":
            await one.answer(dataset, key, lambda key=key: made.append(key) or Answer(b"x" * 10, "", ""))  # type: ignore[misc]

    asyncio.run(ask())
    assert made == ["a", "b", "c", "b"]


def test_requests_that_ask_the_same_in_other_words_get_the_same_bytes(dataset: Dataset) -> None:
    taken = TABLES["territories"].parameters
    ways = ("date=1925&lang=fr", "lang=fr&date=1925-12-31", "lang=%66r&date=1925-12", "date=1925-12-31&lang=fr")
    assert len({read_query(way, taken, dataset, "2026-01-01") for way in ways}) == 1


# Plates


class FakePool:
    """Notes what is ordered, and how much of the line is left to others."""

    def __init__(self, *, is_busy: bool = False) -> None:
        self.orders: list[tuple[Order, int]] = []
        self.is_busy = is_busy

    def submit(self, _dataset: Dataset, order: Order, spare: int = 0) -> Future[bytes]:
        """Answer."""
        self.orders.append((order, spare))
        if self.is_busy:
            raise DrawingBusyError("five")
        job: Future[bytes] = Future()
        job.set_result(b"drawing " * 100)
        return job


def test_a_plate_is_that_of_the_day_with_the_address_of_its_view(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = FakePool()
    monkeypatch.setattr(plates, "POOL", pool)
    status, headers, body = get("/map.svg", "date=1962-07-01&at=belgium&lang=fr", accept_encoding="br")
    assert (status, headers["content-type"], headers["content-encoding"]) == (200, "image/svg+xml", "br")
    assert brotli.decompress(body) == b"drawing " * 100
    ((order, spare),) = pool.orders
    assert (order.day, order.view, order.fmt, order.words.date) == ("1962-07-01", "belgium", "svg", "1er juillet 1962")
    assert order.link == "http://atlas.example/?date=1962-07-01&lang=fr&at=belgium"
    assert spare > 0
    assert "content-encoding" not in get("/map.png", accept_encoding="br")[1]
    assert get("/map.pdf", if_none_match=get("/map.pdf")[1]["etag"])[0] == 304


def test_a_plate_that_has_no_turn_is_told_so_in_the_language_asked_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(plates, "POOL", FakePool(is_busy=True))
    status, headers, body = get("/map.png", "lang=nl")
    assert (status, headers["retry-after"], headers["content-type"]) == (429, "5", "application/problem+json")
    assert "kaarten" in json.loads(body)["detail"]
    assert len(caplog.records) == 1


# Other programs


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """Serve the record as the atlas does, with all that stands before it; yield the address."""
    app = Starlette(routes=answers.routes(), middleware=MIDDLEWARE)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, ws="none", lifespan="off", log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def test_geopandas_reads_the_lands_of_a_day_as_the_library_has_them(served: str, dataset: Dataset) -> None:
    lands = gpd.read_file(f"{served}/api/territories.geojson?{DAY}").set_index("territory_id").sort_index()
    expected = territories_at(dataset, "1913-06-01").set_index("territory_id").sort_index()
    assert lands.crs == "EPSG:4326"
    for column in ("name", "start", "status", "sovereign", "administering_power", "certainty", "role", "polity"):
        assert list(lands[column]) == list(expected[column])
    apart = shapely.hausdorff_distance(lands.geometry.to_numpy(), expected.geometry.to_numpy())
    assert (apart < 1e-5).all()  # degrees: six decimals


def test_gdal_opens_an_address_as_it_stands(served: str) -> None:
    info = pyogrio.read_info(f"{served}/api/v1/territories.geojson?{DAY}")
    assert info["features"] > 10
    assert info["geometry_type"] in {"MultiPolygon", "Unknown"}
    assert "OFTDate" in info["ogr_types"]


def test_a_program_of_maps_reads_days_as_dates_and_numbers_as_numbers(tmp_path: Path) -> None:
    for name in ("territories", "missions", "events", "places", "borders"):
        path = tmp_path / f"{name}.geojson"
        path.write_bytes(get(f"/api/v1/{name}.geojson", "from=1910&to=1912")[2])
        info = pyogrio.read_info(path)
        kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
        assert (kinds["start_day"], kinds["end_day"]) == ("OFTDate", "OFTDate")
        assert info["layer_name"] == name
        assert all(kinds[column] == "OFTReal" for column in ("lon", "lat", "area_km2") if column in kinds)


def test_the_page_keeps_to_the_policy_of_the_atlas() -> None:
    app = Starlette(routes=answers.routes(), middleware=MIDDLEWARE)
    status, headers, body = ask(app, "/api", accept="text/html", accept_encoding="br")
    html = brotli.decompress(body).decode()
    assert (status, headers["content-type"], headers["vary"]) == (200, "text/html; charset=utf-8", "Accept-Encoding")
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "x-robots-tag" not in headers
    for forbidden in ("<script", " onclick", "url(http", "@import", 'src="'):
        assert forbidden not in html
    headers = ask(app, f"{LANDS}?{DAY}", accept="text/html", if_none_match="*").headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_the_description_says_where_it_is_and_what_is_asked_for() -> None:
    written = json.loads(get("/api/v1/openapi.json")[2])
    assert written["servers"] == [{"url": "http://atlas.example"}]
    taken = {one["name"] for one in written["paths"]["/map.png"]["get"]["parameters"]}
    assert taken == {parameter.name for parameter in plates.PLATES.parameters}


# What is written about it


def addresses_in(name: str) -> list[str]:
    """Return the addresses of the atlas in a document, below that of the atlas."""
    words = (ROOT / name).read_text(encoding="utf-8").replace('f"{atlas}/', '"https://atlas.example/api/v1/')
    found = re.findall(r"https://atlas\.example(/(?:api|map|feed)[^\s'\"`)]*)", words)
    return [address for address in found if address != "/api/v1"]


@pytest.mark.parametrize(("name", "count"), [("docs/api.md", 14), ("README.md", 3)])
def test_every_address_that_a_document_names_is_answered(
    name: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plates, "POOL", FakePool())
    addresses = addresses_in(name)
    assert len(addresses) >= count
    for address in addresses:
        path, _, query = address.partition("?")
        assert get(path, query)[0] == 200, address


def test_the_document_names_every_table_parameter_and_drawing() -> None:
    words = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    taken = {one.name for described in (*TABLES.values(), plates.PLATES) for one in described.parameters}
    named = [*(f"/api/v1/{name}" for name in TABLES), *(f"/map.{ending}" for ending in FORMATS), *taken]
    assert [name for name in named if f"`{name}`" not in words] == []
