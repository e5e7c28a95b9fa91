"""The simulated visitors really move the date, and report failures."""

import asyncio
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from tests.server import running_process
from tools.bench.protocol import HOST, Client, Page, fault_in
from tools.bench.visitors import Memory, Server, Visits, measure_visitors, served, walk


@pytest.fixture(scope="module")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Visits:
    """Return what three visitors of the atlas met in two moves each."""
    log: Path = tmp_path_factory.mktemp("visitors") / "server.log"
    with running_process(log=log) as (address, process):
        return measure_visitors(Server("atlas", address, process), sessions=3, moves=2, think=0.0, keep=True)


def test_every_run_of_every_visitor_finishes(visits: Visits) -> None:
    assert visits.faults == []
    assert len(visits.firsts) == 3
    assert len(visits.moves) == 6
    assert all(run.took > 0 and run.received > 0 for run in [*visits.firsts, *visits.moves])


def test_the_answer_to_a_move_is_for_the_year_moved_to(visits: Visits) -> None:
    years = {run.label for run in visits.moves}
    assert len(years) == 6
    for run in visits.moves:
        years_told = {year for year in years | {"1925"} if run.says(f"## 31 December {year}")}
        assert years_told == {run.label}


def test_the_server_and_the_client_are_watched(visits: Visits) -> None:
    assert 0 < visits.memory.before <= visits.memory.peak
    assert 0 < visits.memory.after <= visits.memory.peak
    assert visits.cores > 0


def test_a_move_of_the_usual_app_brings_another_map() -> None:
    with served("usual app") as server:
        met = measure_visitors(server, sessions=1, moves=2, think=0.0, keep=True)
    assert met.faults == []
    shapes = [delta.new_element.component_instance.json_args for run in met.moves for delta in run.deltas]
    maps = [arguments for arguments in shapes if arguments]
    assert len(set(maps)) == 2


def test_a_page_is_as_a_browser_knows_it() -> None:
    page = Page("http://127.0.0.1/")
    large = ForwardMsg(hash="large")
    large.metadata.cacheable = True
    large.delta.new_element.slider.id = "slider-None"
    large.delta.new_element.slider.default.append(1925)
    finished, session = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY), ForwardMsg()
    session.new_session.config.max_cached_message_age = 2
    reference = ForwardMsg(ref_hash="large").SerializeToString()
    messages = [page.hear(message.SerializeToString()) for message in (session, large, finished)]
    assert page.hear(reference) == messages[1]
    assert page.states["slider-None"].double_array_value.data == [1925]
    for message in (session, finished) * 3:
        page.hear(message.SerializeToString())
    assert page.widget("-None") is None
    with pytest.raises(KeyError):
        page.hear(reference)


def test_what_fails_is_told() -> None:
    failure, unfinished = ForwardMsg(), ForwardMsg(script_finished=ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
    failure.delta.new_element.exception.type = "ValueError"
    assert fault_in(failure) == "exception ValueError"
    assert fault_in(unfinished) == "FINISHED_WITH_COMPILE_ERROR"
    assert fault_in(ForwardMsg(script_finished=ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)) == ""


def test_a_server_that_hangs_up_is_told_with_the_moves_it_cost() -> None:
    met = Visits("atlas", sessions=1, planned=2, memory=Memory(0))

    async def hang_up(socket: ServerConnection) -> None:
        await socket.recv()

    async def come() -> None:
        async with serve(hang_up, HOST, 0) as server:
            port = server.sockets[0].getsockname()[1]
            client = Client(await connect(f"ws://{HOST}:{port}", proxy=None), Page(f"http://{HOST}:{port}/"))
            met.firsts.append(await client.open())
            await walk(client, met, [1926, 1927], [0.0, 0.0])

    asyncio.run(come())
    assert len(met.faults) == 3
    assert met.faults[0].startswith("first run: ConnectionClosed")
    assert met.faults[1:] == ["never made"] * 2
