"""Many visitors at once: how long a step of the date takes when others step too, and what memory they cost.

Each visitor is a session over a websocket, without a browser (`tools/bench/protocol.py`): it opens the app
and moves the date `moves` times, each visitor through other years, with `think` seconds between the end of
a run and the next move. In the atlas a move reruns the fragment, in the usual app the script. Visitors come
at random, one in `ARRIVAL_SECONDS` on average; they begin to move when all are there, so that moves meet
moves and not first runs, each at a moment of its own. The seed makes this the same every time. A visitor
closes the websocket after the last move. Times are those of all runs, failed ones too.

Streamlit keeps a session that was closed for two minutes (``server.disconnectedSessionTTL``), at most 128
of them, in case the browser comes back. So memory rises with the first 128 visitors that leave, whatever an
app does; what it grows by after these is what `measure_sequence` is for.

Streamlit's socket leaves Nagle's algorithm on, so a run that follows upon another without a pause, as first
runs and those of the sequence do, can wait 40 ms for the client's system to acknowledge. A browser waits too.

Memory is read from ``/proc``, so this runs on Linux. Client and server share one machine; the client's
own lag is measured to tell whether it kept up.
"""

import asyncio
import http.client
import json
import os
import random
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.Common_pb2 import DoubleArray
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import WebSocketException

from tests.server import running_process
from tools.bench.apps import usual_folder
from tools.bench.protocol import Client, Run, connected

YEARS = range(1885, 2025)  # the apps open at 1925, which is left out, so that each move is one
OPENING_YEAR = 1925
SEED = 1884
SESSIONS = 50
CROWD = 200
CROWDS = 3  # how often it is measured
THINK_SECONDS = 2.0
MOVES = 4
ARRIVAL_SECONDS = 0.2
SEQUENCE = 400
AT_ONCE = 8
LAG_SECONDS = 0.05
MB = 1_000_000


@dataclass(frozen=True)
class Control:
    """How the date of an app is moved: the end of its widget's id, its state at a year, words that prove the year."""

    ending: str
    state: Callable[[str, int], WidgetState]
    proof: str = ""

    def words(self, year: int) -> str:
        """Return words that the answer to a move to `year` has."""
        return self.proof.format(year=year)


def bar_state(widget: str, year: int) -> WidgetState:
    """Return what the atlas's time bar sends at `year`."""
    return WidgetState(
        id=widget, json_value=json.dumps({"date": {"value": str(year), "number": year}}, separators=(",", ":"))
    )


def slider_state(widget: str, year: int) -> WidgetState:
    """Return what Streamlit's slider sends at `year`."""
    return WidgetState(id=widget, double_array_value=DoubleArray(data=[year]))


CONTROLS = {
    "atlas": Control("-time_bar", bar_state, "## 31 December {year}"),
    "usual app": Control("-None", slider_state),  # a slider without a key; no text tells the year
}


@dataclass(frozen=True)
class Server:
    """A running app: which of the two, its address, the id of its process."""

    name: str
    address: str
    process: int


@dataclass
class Memory:
    """Resident memory of a server (bytes), before and after, and the most it has ever had."""

    before: int
    after: int = 0
    peak: int = 0


@dataclass
class Visits:
    """What visitors met: first runs, moves, the client's lags (ms), and what the server needed.

    ``cores`` is how many cores the server used on average while visitors moved.
    """

    name: str
    sessions: int
    planned: int
    memory: Memory
    firsts: list[Run] = field(default_factory=list)
    moves: list[Run] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    cores: float = 0.0

    @property
    def faults(self) -> list[str]:
        """What has failed, a line each; a move that was never made because its session was lost is a fault too."""
        faults = [f"{run.label or 'first run'}: {run.fault}" for run in [*self.firsts, *self.moves] if run.fault]
        return faults + ["never made"] * (self.planned - len(self.moves))


@dataclass
class Sequence:
    """Visitors one after the other: the server's memory (bytes) when each had left, and what they met."""

    memory: list[int]
    visits: Visits

    def growth(self, first: int, last: int) -> float:
        """Return by how many bytes a visitor the memory grew from visitor `first` to visitor `last`."""
        return (self.memory[last - 1] - self.memory[first - 1]) / (last - first)


@contextmanager
def served(name: str) -> Iterator[Server]:
    """Start one of the two apps; yield it. If something fails meanwhile, show what the server said."""
    with ExitStack() as stack:
        log = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "server.log"
        if name == "atlas":
            address, process = stack.enter_context(running_process(log=log))
        else:
            folder = stack.enter_context(usual_folder(with_files=False))
            address, process = stack.enter_context(running_process(folder, "usual_app.py", log))
        try:
            yield Server(name, address, process)
        except Exception:
            print(log.read_text(encoding="utf-8"))
            raise


def resident(process: int) -> tuple[int, int]:
    """Return the resident memory of a process and the most it has ever had (bytes)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    sizes = dict(line.split(":", 1) for line in lines)
    now, peak = (int(sizes[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))
    return now, peak


def use_of(process: int) -> tuple[float, float]:
    """Return the time now, and that for which a process has used a core (s)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return time.perf_counter(), (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def cores_since(start: tuple[float, float], process: int) -> float:
    """Return how many cores a process has used on average since `use_of` gave `start`."""
    now = use_of(process)
    return (now[1] - start[1]) / (now[0] - start[0])


def years_of(seed: int, visitor: int, moves: int) -> list[int]:
    """Return the years that a visitor moves to, in order."""
    known = [year for year in YEARS if year != OPENING_YEAR]
    return random.Random(f"{seed}-{visitor}").sample(known, moves)  # noqa: S311


async def watch_lag(lags: list[float]) -> None:
    """Note how late (ms) this task is woken, until it is cancelled."""
    while True:
        due = time.perf_counter() + LAG_SECONDS
        await asyncio.sleep(LAG_SECONDS)
        lags.append(max(0.0, time.perf_counter() - due) * 1000)


@asynccontextmanager
async def observed(server: Server, visits: Visits) -> AsyncIterator[None]:
    """Watch the client's lag while visitors are there, then see what memory the server has."""
    lag = asyncio.create_task(watch_lag(visits.lags))
    try:
        yield
    finally:
        lag.cancel()
        visits.memory.after, visits.memory.peak = resident(server.process)


async def enter(server: Server, visits: Visits) -> Client | None:
    """Open the app; add the first run to `visits`; return the client if it has got in."""
    try:
        client = await connected(server.address)
    except (WebSocketException, http.client.HTTPException, OSError) as error:
        visits.firsts.append(Run("", fault=f"{type(error).__name__}: {error}"))
        return None
    run = await client.open()
    run.deltas.clear()
    visits.firsts.append(run)
    return client


async def walk(client: Client, visits: Visits, years: list[int], pauses: list[float], *, keep: bool = False) -> None:
    """Move the date through `years`, each after its pause (s), then leave; add the runs to `visits`.

    Parameters
    ----------
    client
        A client that has opened the app of `visits`.
    visits
        What to add to.
    years, pauses
        The years and the pauses before them.
    keep
        Whether the runs keep the deltas that they brought.
    """
    control = CONTROLS[visits.name]
    for year, pause in zip(years, pauses, strict=True):
        await asyncio.sleep(pause)
        if client.lost:
            break
        run = await step(client, control, year)
        visits.moves.append(run)
        if not keep:
            run.deltas.clear()
    await client.leave()


async def step(client: Client, control: Control, year: int) -> Run:
    """Move the date to `year`; an answer for another year is a fault."""
    widget = client.page.widget(control.ending)
    if widget is None:
        return Run(str(year), fault="the page has no control of the date")
    run = await client.move(str(year), control.state(widget, year))
    if not run.fault and not run.says(control.words(year)):
        run.fault = "the answer is for another date"
    return run


def measure_visitors(
    server: Server, sessions: int, moves: int, think: float, seed: int = SEED, *, keep: bool = False
) -> Visits:
    """Let visitors come one by one, and when all are there, let them use the app at the same time.

    Parameters
    ----------
    server
        The app.
    sessions, moves
        How many visitors there are, and how often each moves the date.
    think
        Seconds from the end of a run to the next move; before the first a random part of it.
    seed
        Decides when visitors come and begin, and which years they look at.
    keep
        Whether the moves keep the deltas that they brought.
    """
    visits = Visits(server.name, sessions, sessions * moves, Memory(resident(server.process)[0]))
    chance = random.Random(seed)  # noqa: S311
    arrivals = [chance.uniform(0, ARRIVAL_SECONDS * sessions) if think else 0.0 for _ in range(sessions)]
    pauses = [[chance.uniform(0, think), *[think] * (moves - 1)] for _ in range(sessions)]

    async def arrive(after: float) -> Client | None:
        await asyncio.sleep(after)
        return await enter(server, visits)

    async def come() -> None:
        async with observed(server, visits):
            clients = await asyncio.gather(*map(arrive, arrivals))
            walks = [
                walk(client, visits, years_of(seed, visitor, moves), pauses[visitor], keep=keep)
                for visitor, client in enumerate(clients)
                if client
            ]
            start = use_of(server.process)
            await asyncio.gather(*walks)
            visits.cores = cores_since(start, server.process)

    asyncio.run(come())
    return visits


def measure_sequence(server: Server, visitors: int = SEQUENCE, seed: int = SEED) -> Sequence:
    """Let visitors come one after the other, `AT_ONCE` at a time, each for two moves; note the memory after each."""
    visits = Visits(server.name, visitors, visitors * 2, Memory(resident(server.process)[0]))
    sequence = Sequence([], visits)
    waiting = iter(range(visitors))

    async def come_and_go() -> None:
        for visitor in waiting:
            client = await enter(server, visits)
            if client:
                await walk(client, visits, years_of(seed, visitor, 2), [0.0, 0.0])
            sequence.memory.append(resident(server.process)[0])

    async def come() -> None:
        async with observed(server, visits):
            start = use_of(server.process)
            await asyncio.gather(*(come_and_go() for _ in range(AT_ONCE)))
            visits.cores = cores_since(start, server.process)

    asyncio.run(come())
    return sequence
