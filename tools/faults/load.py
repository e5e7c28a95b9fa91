"""Many visitors through nginx while a replica dies or the server stops."""

import asyncio
import http.client
import random
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from websockets.exceptions import WebSocketException

from tests.replicas import running_nginx, running_replicas
from tools.bench.protocol import Client, Run, connected
from tools.bench.report import Table, ms, p95
from tools.bench.visitors import (
    ARRIVAL_SECONDS,
    CONTROLS,
    SEED,
    THINK_SECONDS,
    Visits,
    mb,
    measure_sequence,
    measure_visitors,
    served,
    step,
    years_of,
)
from tools.faults.lines import restartable

AT_ONCE, IN_SEQUENCE, MOVES = 200, 1000, 4
AGAIN_SECONDS = 0.5  # between two attempts to connect, as Streamlit's page waits at first
PATIENCE_SECONDS = 60.0
CONTROL = CONTROLS["atlas"]


@dataclass
class Return:
    """How a crowd came through: its runs, how long (s) those who lost their session took to be back, what failed."""

    moves: list[Run] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def rows(self) -> tuple[str, str, str, str, str]:
        """Return moves, faults, median and p95 of a move, and how soon the lost were back."""
        took = [run.took for run in self.moves]
        back = f"{len(self.back)} visitors, the last after {max(self.back):.1f} s" if self.back else "nobody"
        return str(len(took)), str(len(self.faults)), ms(median(took)), ms(p95(took)), back


async def come_back(address: str, query: str, year: int) -> tuple[Client, Run]:
    """Connect until it succeeds, with the link that the visitor's page has; return the client and its first run."""
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while True:
        try:
            client = await connected(address)
            client.page.query = query
            run = await client.open()
            if not run.fault:
                run.fault = "" if run.says(CONTROL.words(year)) else "back on another view"
                return client, run
        except (WebSocketException, http.client.HTTPException, OSError, KeyError):
            pass
        if time.perf_counter() > deadline:
            raise TimeoutError(f"not back within {PATIENCE_SECONDS:.0f} s")
        await asyncio.sleep(AGAIN_SECONDS)


async def stay(address: str, visitor: int, begun: asyncio.Event, here: list[int], crowd: Return) -> None:
    """Be one visitor: open the atlas, step, and if the session is lost come back and go on."""
    chance = random.Random(f"{SEED}-{visitor}")  # noqa: S311
    await asyncio.sleep(chance.uniform(0, ARRIVAL_SECONDS * AT_ONCE))
    client, _ = await come_back(address, "", 1925)
    here.append(visitor)
    await begun.wait()
    await asyncio.sleep(chance.uniform(0, THINK_SECONDS))
    for year in years_of(SEED, visitor, MOVES):
        # The page writes the address itself, before the server hears of the step.
        query = re.sub(r"date=[^&]*", f"date={year}", client.page.query)
        assert f"date={year}" in query
        closing = asyncio.ensure_future(client.socket.wait_closed())
        run = await step(client, CONTROL, year)
        if not run.fault:
            crowd.moves.append(run)
            await asyncio.wait([closing], timeout=THINK_SECONDS)
        if run.fault or closing.done():
            start = time.perf_counter()
            client, again = await come_back(address, query, year)
            crowd.back.append(time.perf_counter() - start)
            crowd.faults += [again.fault] if again.fault else []
        closing.cancel()
    await client.leave()


def measure_crowd(address: str, strike: Callable[[], None] | None = None) -> Return:
    """Let `AT_ONCE` visitors use the atlas; call `strike` in a thread of its own while they move."""
    crowd, here = Return(), []

    async def come() -> None:
        begun = asyncio.Event()
        visitors = [asyncio.create_task(stay(address, one, begun, here, crowd)) for one in range(AT_ONCE)]
        while len(here) < AT_ONCE and not any(task.done() for task in visitors):
            await asyncio.sleep(0.1)
        begun.set()
        await asyncio.sleep(THINK_SECONDS * 1.5)
        if strike:
            await asyncio.to_thread(strike)
        for outcome in await asyncio.gather(*visitors, return_exceptions=True):
            if isinstance(outcome, BaseException):
                crowd.faults.append(f"{type(outcome).__name__}: {outcome}")

    asyncio.run(come())
    return crowd


def through_nginx() -> tuple[Return, Return]:
    """Measure a crowd on two replicas behind nginx, then one of which a replica is killed."""
    with tempfile.TemporaryDirectory() as folder, running_replicas(Path(folder)) as replicas:
        (Path(folder) / "nginx").mkdir()
        # Without affinity: the whole crowd has one address, and would be sent to one replica.
        with running_nginx(Path(folder) / "nginx", replicas.addresses, affinity=False) as address:
            calm = measure_crowd(address)
            struck = measure_crowd(address, lambda: replicas.kill(1))
    return calm, struck


def stopped_under_load() -> Return:
    """Measure a crowd on one server that gets SIGTERM and is started again."""
    with restartable() as server:

        def strike() -> None:
            server.stop()
            server.start()

        return measure_crowd(server.address, strike)


def load_tables() -> tuple[Table, Table]:
    """Measure all crowds; return a table of one server, and one of visitors who lose theirs."""
    with served("atlas") as server:
        measure_visitors(server, 1, 1, 0.0)
        crowd = measure_visitors(server, AT_ONCE, MOVES, THINK_SECONDS)
    with served("atlas") as server:
        measure_visitors(server, 1, 1, 0.0)
        sequence = measure_sequence(server, IN_SEQUENCE).visits
    return _one_server(crowd, sequence), _struck(*through_nginx(), stopped_under_load())


def _one_server(crowd: Visits, sequence: Visits) -> Table:
    both = (crowd, sequence)
    rows: list[tuple[str, ...]] = [
        ("", f"{AT_ONCE} at once", f"{IN_SEQUENCE} in sequence"),
        ("Steps", *(f"{len(visits.moves)} of {visits.planned}" for visits in both)),
        ("Faults", *(str(len(visits.faults)) for visits in both)),
        ("A step, median", *(ms(median(run.took for run in visits.moves)) for visits in both)),
        ("A step, p95", *(ms(p95([run.took for run in visits.moves])) for visits in both)),
        ("Memory, most", *(mb(visits.memory.peak) for visits in both)),
    ]
    return Table("One server", rows)


def _struck(*crowds: Return) -> Table:
    heads = ("two replicas behind nginx", "one of them killed", "one server, SIGTERM and a new start")
    names = ("Steps answered", "Faults", "A step, median", "A step, p95", "Back on their view")
    columns = [crowd.rows() for crowd in crowds]
    rows = [("", *heads), *((name, *cells) for name, *cells in zip(names, *columns, strict=True))]
    return Table(f"{AT_ONCE} visitors at once, {MOVES} steps each", rows)
