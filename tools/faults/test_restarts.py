"""Replicas behind nginx, started anew one after the other under load: no view fails.

It speaks Streamlit's own protocol as the bench does, so `make faults` runs it, and `make test` does not.
"""

import asyncio
import http.client
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Event

from websockets.exceptions import WebSocketException

from tests.replicas import running_nginx, running_replicas
from tools.bench.protocol import connected
from tools.bench.visitors import CONTROLS, step

COMPONENT = "/component/streamlit_folium.st_folium/index.html"


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


def test_every_replica_is_started_anew_under_load_and_no_view_fails(tmp_path: Path) -> None:
    done = Event()
    with ExitStack() as stack:
        replicas = stack.enter_context(running_replicas(tmp_path))
        through = stack.enter_context(running_nginx(tmp_path, replicas.addresses))
        pool = stack.enter_context(ThreadPoolExecutor(2))
        stack.callback(done.set)
        visitors = [pool.submit(lambda: asyncio.run(see_many(through, done))) for _ in range(2)]
        for index in range(2):
            replicas.stop(index)
            replicas.start(index)
            with urllib.request.urlopen(replicas.addresses[index] + COMPONENT) as answer:
                assert answer.status == 200
        done.set()
        faults = [fault for visitor in visitors for fault in visitor.result()]
    assert len(faults) > 5
    assert [fault for fault in faults if fault] == []
