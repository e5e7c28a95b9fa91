"""A throng: idle visitors, moving ones, crawlers and makers of plates at once, at two replicas behind nginx.

``python -m tools.bench.throng`` takes these figures alone; ``--help`` names the counts and the paces.

nginx runs with the configuration of `deploy/`, affinity and limits included: everybody has an address of his own
(127.0.x.y), by which `ip_hash` gives him a replica. None has a browser; websockets and pages are read as they come.

An idle visitor has opened a page, a visitor in turn each of them, and looks at it. A moving one has the map open and
lets the time bar rest at another year once in `rest` seconds: Streamlit reruns the fragment of the map, and the step
counts from the message sent to its end; an answer that does not tell the year is a fault. A crawler asks for a page
once in `crawl` seconds and runs no script; no two pages are the same. A maker opens the data page at a day of his own,
sees the preview, asks for the plate in one of its formats, has it sent, and goes on to the next day after `look`
seconds; if he is told that too many wait, he tries again after that. All moments are drawn at random, from half to one
and a half of the pace, and counted from the last moment, however long the answer took.

All arrive before it begins. Client, nginx and replicas share one machine: what each has used of it is told as well.
"""

import asyncio
import gc
import http.client
import random
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import uvloop
from websockets.exceptions import WebSocketException

from geo.render.orders import FORMATS
from pages.shared.language.languages import NAMES
from pages.shared.view.routes import PAGES
from tests.replicas import Replicas, running_nginx, running_replicas
from tools.bench.processes import Use, busy_seconds, children_of, use_of_family
from tools.bench.protocol import Run, connected
from tools.bench.visitors import CONTROLS, SEED, YEARS, step, watch_lag
from tools.container.drive import Visitor

PLATE_VIEWS = ("lakes", "region", "belgium", "both")
PATIENCE_SECONDS = 60.0
MINUTE = 60.0
ELSE = "what else the machine does"
PATHS = [page.url_path for page in PAGES.values()]
FAILURES = (WebSocketException, http.client.HTTPException, OSError, TimeoutError, RuntimeError, KeyError)
_BUSY, _BUSY_ERROR = "Too many maps are being drawn", "DrawingBusyError"


@dataclass(frozen=True)
class Plan:
    """How long it takes (s), how many there are of each, and how often (s) each of them does something."""

    seconds: float = 600.0
    idle: int = 500
    moving: int = 200
    crawlers: int = 50
    makers: int = 10
    rest: float = 10.0
    crawl: float = 10.0
    look: float = 30.0
    arrival: float = 0.1


@dataclass
class Met:
    """What the throng met, and what it cost; times in ms.

    ``pages``, ``previews`` and ``plates`` have how long each took; ``turned_away`` how often it was said that too many
    wait; ``visitors`` how many sessions each replica had; ``minutes`` at the end of each minute what each replica and
    its drawing workers used; ``cores`` how many cores each kind of process used on average; ``lags`` how late the
    client was.
    """

    plan: Plan
    steps: list[Run] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    previews: list[float] = field(default_factory=list)
    plates: list[float] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    turned_away: int = 0
    minutes: list[list[tuple[Use, Use]]] = field(default_factory=list)
    cores: dict[str, float] = field(default_factory=dict)
    lags: list[float] = field(default_factory=list)
    visitors: list[int] = field(default_factory=list)


class Throng:
    """Everybody, and the moment at which all begin.

    Parameters
    ----------
    address
        That of nginx.
    plan
        How many there are and what they do.
    """

    def __init__(self, address: str, plan: Plan) -> None:
        self.address, self.plan, self.met = address, plan, Met(plan)
        self.begun = asyncio.Event()
        self.ends = 0.0
        self.here = 0

    def everybody(self) -> list[Coroutine[Any, Any, None]]:
        """Return what each of them does, in the order in which they come."""
        plan = self.plan
        kinds = [self.move] * plan.moving + [self.idle] * plan.idle
        random.Random(SEED).shuffle(kinds)  # noqa: S311
        kinds += [self.crawl] * plan.crawlers + [self.make] * plan.makers
        return [kind(number) for number, kind in enumerate(kinds)]

    @asynccontextmanager
    async def opened(self, number: int, page: str, query: str = "") -> AsyncIterator[Visitor]:
        """Come in one's turn and open a page; leave at the end."""
        await asyncio.sleep(number * self.plan.arrival)
        client = await connected(self.address, source_of(number))
        visitor = Visitor(client, self.address)
        if page:
            await visitor.open(page, query)
        elif fault := (await client.open()).fault:
            raise RuntimeError(f"first run: {fault}")
        self.here += 1
        yield visitor
        await client.leave()

    async def moments(self, chance: random.Random, pace: float) -> AsyncIterator[None]:
        """Yield whenever one of them has to do something, until the end."""
        await self.begun.wait()
        due = time.perf_counter() + chance.uniform(0, pace)
        while due < self.ends:
            await asyncio.sleep(due - time.perf_counter())
            yield
            due = max(due + chance.uniform(pace / 2, pace * 3 / 2), time.perf_counter())

    async def idle(self, number: int) -> None:
        """Open a page and look at it."""
        async with self.opened(number, PATHS[number % len(PATHS)]) as visitor:
            await self.begun.wait()
            with suppress(TimeoutError):
                await asyncio.wait_for(visitor.client.socket.wait_closed(), self.ends - time.perf_counter())
                raise RuntimeError("an idle visitor was sent away")

    async def move(self, number: int) -> None:
        """Open the map and step through the years."""
        chance = chance_of(number)
        async with self.opened(number, "") as visitor:
            async for _ in self.moments(chance, self.plan.rest):
                run = await step(visitor.client, CONTROLS["atlas"], chance.choice(YEARS))
                run.deltas.clear()
                self.met.steps.append(run)
                if run.fault:
                    raise RuntimeError(f"step: {run.fault}")

    async def crawl(self, number: int) -> None:
        """Ask for one page after the other."""
        chance = chance_of(number)
        async for _ in self.moments(chance, self.plan.crawl):
            path = chance.choice([PATHS[0], chance.choice(PATHS)])
            await self.fetch(self.met.pages, f"/{path}?{urlencode(any_view(chance))}", number)

    async def make(self, number: int) -> None:
        """Open the data page at one day after the other, and take each plate along."""
        chance = chance_of(number)
        async with self.opened(number, "data", urlencode(any_plate(chance))) as visitor:
            async for _ in self.moments(chance, self.plan.look):
                query = urlencode(any_plate(chance))
                await visitor.open("data", query)
                await self.fetch(self.met.previews, f"/plate.webp?{query}", number)
                await self.take(visitor, f"plate_{chance.choice(list(FORMATS))}", number)

    async def take(self, visitor: Visitor, name: str, number: int) -> None:
        """Ask for a file and have it sent."""
        start = time.perf_counter()
        await visitor.ask([name])
        try:
            _, url = await anext(visitor.answers(1))
        except RuntimeError as error:
            if _BUSY not in str(error):
                raise
            self.met.turned_away += 1
            return
        got: list[float] = []
        await self.fetch(got, url, number)
        self.met.plates += [(time.perf_counter() - start) * 1000 for _ in got]

    async def fetch(self, took: list[float], path: str, number: int) -> None:
        """Ask for a page or a file as one of them; note how long the answer took, or what was wrong with it."""
        start = time.perf_counter()
        status, size = await fetched(self.address, path, source_of(number))
        if status == http.client.TOO_MANY_REQUESTS:
            self.met.turned_away += 1
        elif status != http.client.OK or not size:
            self.met.faults[f"{path.partition('?')[0]}: {status}, {size} bytes"] += 1
        else:
            took.append((time.perf_counter() - start) * 1000)

    async def told(self, deed: Coroutine[Any, Any, None]) -> None:
        """Be one of them; what fails is noted, and ends his visit."""
        try:
            await deed
        except FAILURES as error:
            self.met.faults[f"{type(error).__name__}: {error}"] += 1

    async def run(self, watch: "Watch") -> Met:
        """Let all come, begin when they are there, and wait until all have gone."""
        tasks = [asyncio.create_task(self.told(deed)) for deed in self.everybody()]
        expected = self.plan.idle + self.plan.moving + self.plan.makers
        while self.here < expected and not self.met.faults:
            await asyncio.sleep(0.2)
        gc.collect()
        gc.freeze()  # sessions that stay, which the client need not look through again and again
        self.ends = time.perf_counter() + self.plan.seconds
        self.begun.set()
        lag = asyncio.create_task(watch_lag(self.met.lags))
        await watch.through(self.met, self.ends)
        lag.cancel()
        await asyncio.gather(*tasks)
        return self.met


class Watch:
    """Looks at the processes each minute.

    Parameters
    ----------
    replicas
        The processes of the atlas.
    nginx
        The processes of nginx.
    """

    def __init__(self, replicas: Replicas, nginx: list[int]) -> None:
        self.replicas, self.nginx = replicas, nginx

    def uses(self) -> list[tuple[Use, Use]]:
        """Return what each replica and its drawing workers use."""
        return [use_of_family(process) for process in self.replicas.processes]

    def seconds(self) -> dict[str, float]:
        """Return for how long each kind of process has used a core."""
        uses = self.uses()
        ours = {
            "replicas": sum(own.seconds for own, _ in uses),
            "drawing": sum(drawing.seconds for _, drawing in uses),
            "nginx": sum(use_of_family(process)[0].seconds for process in self.nginx),
            "client": time.process_time(),
        }
        return {**ours, ELSE: busy_seconds() - sum(ours.values())}

    async def through(self, met: Met, ends: float) -> None:
        """Watch until the end."""
        start, before = time.perf_counter(), self.seconds()
        met.visitors = await asyncio.to_thread(self.replicas.visitors)
        while (now := time.perf_counter()) < ends:
            await asyncio.sleep(min(MINUTE * (len(met.minutes) + 1) - (now - start), ends - now))
            met.minutes.append(self.uses())
        took = time.perf_counter() - start
        met.cores = {kind: (used - before[kind]) / took for kind, used in self.seconds().items()}


def source_of(number: int) -> str:
    """Return the address from which one of them comes; nginx goes by its first three parts."""
    return f"127.0.{number % 250 + 1}.{number // 250 + 1}"


def chance_of(number: int) -> random.Random:
    """Return one's own chance, the same in every run."""
    return random.Random(f"{SEED}-{number}")  # noqa: S311


def any_day(chance: random.Random) -> str:
    """Return an ISO day."""
    return f"{chance.choice(YEARS)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def any_view(chance: random.Random) -> dict[str, str]:
    """Return a link to a day and a place in a language."""
    place = f"{chance.uniform(-6, 2):.3f}_{chance.uniform(26, 34):.3f}_{chance.uniform(4, 9):.1f}"
    return {"date": any_day(chance), "lang": chance.choice(list(NAMES)), "at": place}


def any_plate(chance: random.Random) -> dict[str, str]:
    """Return a link to a day and a part of the map of which there is a plate."""
    return {"date": any_day(chance), "lang": "en", "at": chance.choice(PLATE_VIEWS)}


async def come(address: str, plan: Plan, watch: Watch) -> Met:
    """Let a throng come."""
    return await Throng(address, plan).run(watch)


async def fetched(address: str, path: str, source: str) -> tuple[int, int]:
    """Ask for a page as a browser without scripts; return the status and the bytes of the answer's body."""
    parts = urlsplit(address)
    request = f"GET {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: text/html,image/webp\r\n"
    request += "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    async with asyncio.timeout(PATIENCE_SECONDS):
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port, local_addr=(source, 0))
        writer.write(request.encode())
        answer = await reader.read()
        writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ", 2)[1]) if head else 0, len(body)


def measure_throng(plan: Plan) -> Met:
    """Start two replicas behind nginx and let the throng come; print what fails, with how often it did."""
    with tempfile.TemporaryDirectory() as name, running_replicas(Path(name)) as replicas:
        folder = Path(name) / "nginx"
        folder.mkdir()
        with running_nginx(folder, replicas.addresses) as address:
            master = int((folder / "nginx.pid").read_text(encoding="ascii"))
            watch = Watch(replicas, [master, *children_of(master)])
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                met = runner.run(come(address, plan, watch))
        logs = "".join(log.read_text(encoding="utf-8") for log in folder.parent.glob("replica-*.log"))
    met.faults.update(line for line in logs.splitlines() if '"level": "error"' in line and _BUSY_ERROR not in line)
    for fault, count in met.faults.most_common(20):
        print(f"  {count} × {fault}")
    return met
