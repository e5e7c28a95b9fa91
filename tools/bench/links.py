"""Links outside: what the first answer and the preview of a view cost, and what fifty crawlers do to a visitor.

Alone by `python -m tools.bench.links`. Answers are asked of the server without a socket, each beside an empty answer
that goes the same way, so that a ratio holds on any machine.
"""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from statistics import median
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import brotli
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from geo.render.preview import DRAWER
from pages.shared.data.dataset import source_dataset
from pages.shared.language.languages import NAMES
from pages.shared.view.routes import PAGES
from server import previews
from server.first_paint import FIRST_PAINT
from server.previews import Order
from tests.asgi import ask, served
from tools.bench.report import Table, kb, ms, p95, target, times
from tools.bench.visitors import Server, Visits, measure_visitors
from tools.bench.visitors import served as running

VIEWS, PICTURES = 200, 40
CRAWLERS = 50
VISITORS, MOVES, THINK = 4, 8, 0.5
SEED = 1884
LARGEST, SLOWEST, SLOWEST_PICTURE = 40_000, 30.0, 150.0  # bytes, ms, ms
_PATHS = [page.url_path for page in PAGES.values()]
_VIEWS = ("lakes", "region", "belgium", "both")


@dataclass
class Answers:
    """Times (ms) and sizes (bytes) of first answers; times of empty ones, of those asked for again, of pictures."""

    first: list[float] = field(default_factory=list)
    empty: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    sizes: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)


@dataclass
class Crowd:
    """Times (ms) of a visitor's steps, alone and among crawlers, and of what the crawlers got."""

    alone: list[float]
    among: list[float]
    crawled: list[float]
    faults: int


def day_of(chance: random.Random) -> str:
    return f"{chance.randrange(1885, 2025)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"


def links(count: int, seed: int = SEED) -> Iterator[str]:
    """Give as many different links, of every page, language and part of the map."""
    chance, languages = random.Random(seed), list(NAMES)  # noqa: S311
    for _ in range(count):
        path, code, at = chance.choice(_PATHS), chance.choice(languages), chance.choice(_VIEWS)
        yield f"/{path}?date={day_of(chance)}&lang={code}&at={at}"


async def nothing(_request: Any) -> PlainTextResponse:
    """Answer with nothing."""
    return PlainTextResponse("")


def taken(app: Starlette, address: str) -> tuple[float, bytes]:
    """Return how long an answer took of this process (ms), and its body."""
    start = time.process_time()
    answer = ask(app, address, accept_encoding="br")
    assert answer.status == 200, address
    return (time.process_time() - start) * 1000, answer.body


def measure_answers() -> Answers:
    """Ask for different views, each beside an empty answer, and then for all of them again; draw previews."""
    FIRST_PAINT.prepare(source_dataset())
    app, answers = served([Route("/empty", nothing)]), Answers()
    for address in links(10, seed=1):
        taken(app, address)
    for address in links(VIEWS):
        answers.empty.append(taken(app, "/empty")[0])
        took, body = taken(app, address)
        answers.first.append(took)
        answers.sizes.append(len(body))
        answers.plain.append(len(brotli.decompress(body)))
    answers.again += [taken(app, address)[0] for address in links(VIEWS)]
    answers.pictures += list(pictures())
    return answers


def pictures() -> Iterator[float]:
    """Draw previews; give how long each took (ms)."""
    assert FIRST_PAINT.map is not None
    chance = random.Random(SEED)  # noqa: S311
    for number in range(PICTURES + 1):
        order = Order(day_of(chance), _VIEWS[number % 4], "", (), "en", "Ruanda-Urundi: a mandate", "wide")
        start = used()
        previews.draw(FIRST_PAINT.map, order)
        if number:  # the first one has to start what draws
            yield (used() - start) * 1000


def used() -> float:
    """Return for how long this process and the one that draws for it have used a core (s)."""
    drawing = DRAWER.process
    # Linux names the clock of another process by its id.
    return time.process_time() + (time.clock_gettime((~drawing.pid << 3) | 2) if drawing else 0.0)


@contextmanager
def crawlers(address: str, took: list[float], faults: list[str]) -> Iterator[None]:
    """Let crawlers ask for one view after the other, each fifth time for its picture."""
    ended = Event()

    def crawl(number: int) -> None:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=120)
        for index, link in enumerate(links(100_000, seed=1000 + number)):
            if ended.is_set():
                return
            path = f"/preview.png{link[link.index('?') :]}" if index % 5 == 4 else link
            start = time.perf_counter()
            try:
                connection.request("GET", path, headers={"User-Agent": "crawler", "Accept-Encoding": "gzip"})
                answer = connection.getresponse()
                answer.read()
            except (HTTPException, OSError) as error:
                faults.append(type(error).__name__)
                connection.close()
                continue
            took.append((time.perf_counter() - start) * 1000)
            if answer.status != 200:
                faults.append(str(answer.status))
                ended.wait(float(answer.headers.get("Retry-After", 0)))

    with ThreadPoolExecutor(CRAWLERS) as pool:
        for number in range(CRAWLERS):
            pool.submit(crawl, number)
        try:
            yield
        finally:
            ended.set()


def measure_crowd() -> Crowd:
    """Let visitors move the date alone, then among crawlers."""
    with running("atlas") as server:
        measure_visitors(server, VISITORS, 2, THINK, seed=1)
        alone = steps(server)
        took: list[float] = []
        faults: list[str] = []
        with crawlers(server.address, took, faults):
            among = steps(server)
    return Crowd(alone, among, took, len(faults))


def steps(server: Server) -> list[float]:
    """Return how long each move of some visitors took (ms)."""
    visits: Visits = measure_visitors(server, VISITORS, MOVES, THINK)
    assert visits.faults == [], visits.faults
    return [run.took for run in visits.moves]


def answer_table(answers: Answers) -> Table:
    """Return the table of answers and pictures."""
    rows = [
        ("", "median", "p95", "most", "target"),
        (
            f"first answer of {VIEWS} views, CPU",
            *(ms(value) for value in (median(answers.first), p95(answers.first), max(answers.first))),
            target(f"p95 ≤ {SLOWEST:.0f} ms", met=p95(answers.first) <= SLOWEST),
        ),
        (
            "empty answer the same way, CPU",
            *(ms(value) for value in (median(answers.empty), p95(answers.empty), max(answers.empty))),
            "",
        ),
        (
            "ratio",
            times(median(answers.empty), median(answers.first)),
            times(p95(answers.empty), p95(answers.first)),
            "",
            "",
        ),
        (
            "the same views again, CPU",
            *(ms(value) for value in (median(answers.again), p95(answers.again), max(answers.again))),
            "",
        ),
        (
            "size as sent (Brotli)",
            *(kb(value) for value in (median(answers.sizes), p95(answers.sizes), max(answers.sizes))),
            target("≤ 40 KB", met=max(answers.sizes) <= LARGEST),
        ),
        (
            "size unpacked",
            *(kb(value) for value in (median(answers.plain), p95(answers.plain), max(answers.plain))),
            "",
        ),
        (
            f"preview of {PICTURES} days, CPU, the process that draws included",
            *(ms(value) for value in (median(answers.pictures), p95(answers.pictures), max(answers.pictures))),
            target(f"p95 ≤ {SLOWEST_PICTURE:.0f} ms", met=p95(answers.pictures) <= SLOWEST_PICTURE),
        ),
    ]
    return Table("Links outside: first answers and previews", rows)


def crowd_table(crowd: Crowd) -> Table:
    """Return the table of a visitor among crawlers."""
    rows = [
        ("", "alone", f"among {CRAWLERS} crawlers", "ratio"),
        (
            f"a step of {VISITORS} visitors, median",
            ms(median(crowd.alone)),
            ms(median(crowd.among)),
            times(median(crowd.alone), median(crowd.among)),
        ),
        ("p95", ms(p95(crowd.alone)), ms(p95(crowd.among)), times(p95(crowd.alone), p95(crowd.among))),
        ("answers to crawlers, median", "", ms(median(crowd.crawled)), ""),
        ("answers to crawlers; faults", "", f"{len(crowd.crawled)}; {crowd.faults}", ""),
    ]
    return Table("Links outside: a visitor among crawlers", rows)


def measure_links() -> list[Table]:
    """Take the figures."""
    print("Links outside …", flush=True)
    return [answer_table(measure_answers()), crowd_table(measure_crowd())]


if __name__ == "__main__":
    for table in measure_links():
        print(f"\n{table.title}\n{table.markdown()}")
