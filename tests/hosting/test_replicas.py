"""Replicas behind nginx: the same view from each, and nothing lost when one dies or is started anew."""

import asyncio
import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from websockets.exceptions import WebSocketException

from pages.shared.data.assets import static_version
from tests.browser import Atlas
from tests.browser.conftest import Visit, Watch
from tests.replicas import Replicas, running_nginx, running_replicas
from tools.bench.protocol import connected
from tools.bench.visitors import CONTROLS, step

LINK = {"date": "1913", "territory": "gea_1910", "at": "-3.000_33.000_6"}
TOLD_OF_A_LOSS = ("WebSocket onclose", "Cannot send rerun backMessage", "WebSocket connection to", "Failed to load")


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    """Run two replicas."""
    with running_replicas(tmp_path_factory.mktemp("replicas")) as found:
        yield found


@pytest.fixture(scope="module")
def through(replicas: Replicas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of nginx, which keeps a visitor on one replica."""
    with running_nginx(tmp_path_factory.mktemp("nginx"), replicas.addresses) as url:
        yield url


@pytest.fixture(scope="module")
def address(replicas: Replicas) -> str:
    """Return the address of the first: no other server is needed."""
    return replicas.addresses[0]


def asked(address: str, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> http.client.HTTPResponse:
    """Return the answer to a request, sent as it stands."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_a_link_gives_the_same_view_on_each_replica_and_through_nginx_without_affinity(
    visit: Visit, replicas: Replicas, tmp_path: Path
) -> None:
    seen = []
    with running_nginx(tmp_path, replicas.addresses, affinity=False) as anywhere:
        for server in (*replicas.addresses, anywhere):
            atlas = visit(server=server, **LINK)
            atlas.shows("1913-12-31")
            seen.append((atlas.territories(), atlas.story.inner_text(), atlas.panel.inner_text(), atlas.view()))
            assert {name: atlas.query(name) for name in LINK} == LINK
            atlas.page.close()
    assert seen == seen[:1] * 3


@pytest.mark.parametrize("path", ["/_stcore/metrics", "//_stcore/metrics", "/_stcore/%6detrics", "/x/_stcore/metrics"])
def test_how_many_visitors_there_are_is_not_told_to_the_public(through: str, path: str) -> None:
    assert asked(through, path).status == 404


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://elsewhere.example", 403),
        ("null", 403),
        ("http://{host}.elsewhere.example", 403),
        ("http://{host}", 101),
    ],
)
def test_a_page_of_another_host_gets_no_session(through: str, origin: str, status: int) -> None:
    told = {
        "Origin": origin.format(host=urlsplit(through).netloc),
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Sec-WebSocket-Protocol": "streamlit",
    }
    connection = http.client.HTTPConnection(urlsplit(through).netloc, timeout=20)
    connection.request("GET", "/_stcore/stream", headers=told)
    assert connection.getresponse().status == status
    connection.close()


def test_nginx_keeps_files_under_their_version_and_no_others(through: str) -> None:
    path = "/app/static/words.nl.json"  # no visitor of these tests asks for it
    named = [asked(through, f"{path}?v={static_version()}", **{"Accept-Encoding": "br"}) for _ in range(2)]
    assert [answer.headers["X-Cache"] for answer in named] == ["MISS", "HIT"]
    assert {answer.headers["Content-Encoding"] for answer in named} == {"br"}
    other = [asked(through, f"{path}?v=older") for _ in range(2)]
    assert "HIT" not in {answer.headers["X-Cache"] for answer in other}
    assert asked(through, f"{path}?v={static_version()}").headers["Content-Encoding"] is None


def test_what_is_too_large_is_refused(through: str) -> None:
    assert asked(through, "/", "POST", b"x" * 70_000).status == 413
    assert asked(through, "/?date=" + "9" * 20_000).status == 414


def lose(atlas: Atlas, replicas: Replicas) -> None:
    """Kill the replica that has a visitor's session, and wait until the browser has found another."""
    sessions = replicas.visitors()
    with atlas.page.expect_websocket():
        replicas.kill(sessions.index(max(sessions)))


def test_a_replica_dies_during_a_drag_and_the_visitor_goes_on(
    visit: Visit, replicas: Replicas, through: str, watch: Watch
) -> None:
    atlas = visit(server=through, **LINK)
    atlas.mark()
    before = atlas.view()
    year = atlas.drag(lambda: lose(atlas, replicas))
    atlas.shows(f"{year}-12-31")
    atlas.heading(f"31 December {year}")
    atlas.address_has(**{**LINK, "date": year})
    expect(atlas.story).to_have_text("German East Africa")
    atlas.at_rest()
    assert (atlas.slider.input_value(), atlas.day(), atlas.view()) == (year, f"{year}-12-31", before)
    atlas.type_date("1975")  # the new session hears each step as well
    atlas.heading("31 December 1975")
    assert atlas.is_marked()
    watch.complaints[:] = [line for line in watch.complaints if not line.startswith(TOLD_OF_A_LOSS)]


async def see(address: str, year: int) -> str:
    """Open the atlas and move it to a year, once more if the connection is lost, as a browser does; return a fault."""
    fault = ""
    for _ in range(2):
        try:
            client = await connected(address)
        except (WebSocketException, http.client.HTTPException, OSError) as error:
            fault = f"{type(error).__name__}: {error}"
            continue
        run = await client.open()
        run = run if run.fault else await step(client, CONTROLS["atlas"], year)
        await client.leave()
        if not run.fault:
            return ""
        fault = run.fault
    return fault


async def see_many(address: str, done: Event) -> list[str]:
    """See one view after the other until it is done; return what failed of each, mostly nothing."""
    faults = []
    while not done.is_set():
        faults.append(await see(address, 1926 + len(faults) % 90))
    return faults


def test_every_replica_is_started_anew_under_load_and_no_view_fails(replicas: Replicas, through: str) -> None:
    done = Event()
    with ThreadPoolExecutor(2) as pool, ExitStack() as stack:
        stack.callback(done.set)
        visitors = [pool.submit(lambda: asyncio.run(see_many(through, done))) for _ in range(2)]
        for index in sorted(range(2), key=replicas.is_running):  # one that has died comes first
            replicas.stop(index)
            replicas.start(index)
            answer = asked(replicas.addresses[index], "/component/streamlit_folium.st_folium/index.html")
            assert answer.status == 200
        done.set()
        faults = [fault for visitor in visitors for fault in visitor.result()]
    assert len(faults) > 5
    assert [fault for fault in faults if fault] == []
