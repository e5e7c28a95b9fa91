"""The pool draws in other processes, keeps the line before them short, and outlives each of them."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from geo import Dataset
from geo.errors import DrawingBusyError, DrawingError, DrawingLateError
from geo.render import pool as pools
from geo.render.orders import LONGEST_LINK, Order
from geo.render.plate import draw_map
from geo.render.pool import Pool, workers_for
from pages.shared.record.plate import plate_words

# A worker that draws nothing: an order's kind says what becomes of it, and its link how often it is asked for.
_SCRIPT = """
import os, pathlib, pickle, signal, sys
from geo.render.worker import DRAWN, FAILED, read_message, write_message
while message := read_message(sys.stdin.buffer):
    dataset, order = pickle.loads(message)
    if order.kind == "end once" and not pathlib.Path(order.link).exists():
        pathlib.Path(order.link).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if order.kind == "end":
        os.kill(os.getpid(), signal.SIGKILL)
    if order.kind == "wait":
        with open(order.link) as gate:
            gate.read()
    if order.kind == "never":
        signal.pause()
    name = dataset.about["title"] if dataset else "known"
    write_message(sys.stdout.buffer, DRAWN + f"{os.getpid()} {order.kind} {order.day} {name}".encode())
"""
FAKE = (sys.executable, "-c", _SCRIPT)
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600.0  # seconds; far beyond what a busy machine takes
DAY = "1950-12-31"


@pytest.fixture
def order(tiny_dataset: Dataset) -> Order:
    """Return the order of a small plate."""
    view = str(tiny_dataset.about["default_view"])
    return Order(DAY, view, plate_words(tiny_dataset, DAY, view, ""), link="https://atlas.example/?date=1950", dpi=40)


@pytest.fixture
def fresh(tiny_dataset: Dataset) -> Dataset:
    """Return the tiny dataset with nothing drawn of it."""
    return replace(tiny_dataset)


@pytest.fixture
def fake() -> Iterator[Pool]:
    """Return a pool of one worker that draws nothing, with two places in line."""
    with closing(Pool(1, waiting=2, command=FAKE)) as pool:
        yield pool


class Gate:
    """What keeps an order of the kind ``wait`` from being drawn."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        os.mkfifo(path)

    def open(self) -> None:
        """Let the order be drawn."""
        Path(self.path).write_text("", encoding="utf-8")


def test_a_worker_hears_no_ctrl_c_and_steps_back_behind_those_who_do_not_draw(fresh: Dataset, order: Order) -> None:
    worker = pools._Worker((sys.executable, "-m", "geo.render.worker"))
    worker.draw(fresh, order, PATIENCE)
    process = worker._process.pid
    assert os.getpgid(process) != os.getpgid(0)
    assert os.getsid(process) == os.getsid(0)
    assert os.getpriority(os.PRIO_PROCESS, process) > os.getpriority(os.PRIO_PROCESS, 0)
    worker.end()


def test_a_pool_draws_what_the_library_draws(fresh: Dataset, order: Order) -> None:
    with closing(Pool(1, seconds=PATIENCE)) as pool:
        for fmt in ("webp", "pdf"):
            options = {"words": order.words, "link": order.link, "fmt": fmt, "dpi": order.dpi}
            assert pool.draw(fresh, replace(order, fmt=fmt)) == draw_map(fresh, DAY, order.view, **options)


def test_a_worker_has_neither_streamlit_nor_the_server_s_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREAMLIT_SERVER_COOKIE_SECRET", "secret")
    seen: list[dict[str, str]] = []
    monkeypatch.setattr(pools.subprocess, "Popen", lambda *_, env, **__: seen.append(env) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        pools._Worker(FAKE)
    assert not any(name.startswith("STREAMLIT_") for name in seen[0])
    monkeypatch.undo()
    loads = "import sys, geo.render.worker, geo.render.plate; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loads], cwd=ROOT, check=False).returncode == 0


def test_a_dataset_is_sent_to_a_worker_once(fake: Pool, fresh: Dataset, order: Order, dataset: Dataset) -> None:
    titles = [
        fake.draw(one, replace(order, day=day)).decode().split(" ", 3)
        for one, day in ((fresh, "1"), (fresh, "2"), (dataset, "3"), (dataset, "4"), (fresh, "5"))
    ]
    assert [title[3] for title in titles] == [
        fresh.about["title"],
        "known",
        dataset.about["title"],
        "known",
        fresh.about["title"],
    ]
    assert len({title[0] for title in titles}) == 1


def test_what_two_ask_for_at_once_is_drawn_once_and_then_kept(
    fake: Pool, fresh: Dataset, order: Order, tmp_path: Path
) -> None:
    gate = Gate(tmp_path / "gate")
    waiting = replace(order, kind="wait", link=gate.path)
    first = fake.submit(fresh, waiting)
    assert fake.submit(fresh, replace(waiting)) is first
    assert not first.cancel()
    gate.open()
    drawn = first.result()
    assert fake.draw(fresh, waiting) == drawn  # the gate is shut: it was not drawn again
    assert list(fresh.cache[Pool]) == [waiting]


def test_what_was_last_asked_for_is_kept_longest(
    fake: Pool, fresh: Dataset, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [replace(order, day=str(number)) for number in range(4)]
    sizes = [len(fake.draw(fresh, one)) for one in days[:2]]
    monkeypatch.setattr(pools, "KEPT_BYTES", sum(sizes) + 8)
    fake.draw(fresh, days[0])
    fake.draw(fresh, days[2])
    assert list(fresh.cache[Pool]) == [days[0], days[2]]


def test_the_line_is_short_and_who_would_stand_behind_it_is_told(
    fake: Pool, fresh: Dataset, order: Order, tmp_path: Path
) -> None:
    gate = Gate(tmp_path / "gate")
    jobs = [fake.submit(fresh, replace(order, kind="wait", link=gate.path))]
    jobs.append(fake.submit(fresh, replace(order, day="1"), spare=1))
    with pytest.raises(DrawingBusyError):
        fake.submit(fresh, replace(order, day="2"), spare=1)
    jobs.append(fake.submit(fresh, replace(order, day="2")))
    assert fake.submit(fresh, replace(order, day="2"), spare=1) is jobs[-1]  # it takes no place of its own
    with pytest.raises(DrawingBusyError):
        fake.submit(fresh, replace(order, day="3"))
    gate.open()
    assert [job.result()[-5:] for job in jobs[1:]] == [b"known", b"known"]
    assert fake.draw(fresh, replace(order, day="3"))


def test_a_drawing_that_takes_too_long_is_given_up_and_the_next_is_drawn(
    fresh: Dataset, order: Order, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(Pool(1, seconds=0.5, command=FAKE)) as pool:
        with pytest.raises(DrawingLateError):
            pool.draw(fresh, replace(order, kind="never"))
        pool.seconds = 60
        assert pool.draw(fresh, order)
    assert [record.getMessage() for record in caplog.records] == ["a drawing took too long"]


def test_who_has_stood_in_line_too_long_is_told(fake: Pool, fresh: Dataset, order: Order, tmp_path: Path) -> None:
    gate = Gate(tmp_path / "gate")
    first = fake.submit(fresh, replace(order, kind="wait", link=gate.path))
    with Path(gate.path).open("w", encoding="utf-8"):  # which waits until the worker reads there
        fake.seconds = 0.2
        with pytest.raises(DrawingBusyError, match="no turn"):
            fake.draw(fresh, order)
    assert first.result()


def test_a_worker_that_is_killed_is_replaced_and_the_log_says_so(
    fake: Pool, fresh: Dataset, order: Order, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = fake.draw(fresh, order).split()[0]
    drawn = fake.draw(fresh, replace(order, kind="end once", link=str(tmp_path / "ended")))
    assert drawn.split()[0] != before
    assert str(fresh.about["title"]).encode() in drawn  # the new one was given the dataset again
    (record,) = caplog.records
    assert (record.levelno, record.atlas) == (logging.WARNING, {"status": -signal.SIGKILL})  # type: ignore[attr-defined]


def test_a_drawing_that_ends_its_worker_is_tried_twice_and_no_more(fake: Pool, fresh: Dataset, order: Order) -> None:
    with pytest.raises(DrawingError, match="ended twice"):
        fake.draw(fresh, replace(order, kind="end"))
    assert fake.draw(fresh, order)


def test_what_cannot_be_drawn_is_an_error_with_a_line_in_the_log(
    fresh: Dataset, order: Order, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(Pool(1, seconds=PATIENCE)) as pool:
        with pytest.raises(DrawingError, match="not drawn: KeyError"):
            pool.draw(fresh, replace(order, view="nowhere"))
        with pytest.raises(DrawingError, match="not drawn: KeyError"):
            pool.draw(fresh, replace(order, kind="film"))
        assert pool.draw(fresh, order)  # by the same worker, which goes on
    assert [record.atlas["error"] for record in caplog.records] == ["KeyError", "KeyError"]  # type: ignore[attr-defined]
    assert any("ground_of:" in place for place in caplog.records[0].atlas["at"])  # type: ignore[attr-defined]


def test_a_link_that_is_too_long_is_refused_before_anything_is_drawn(fake: Pool, fresh: Dataset, order: Order) -> None:
    with pytest.raises(DrawingError, match="a link of 2001 letters"):
        fake.submit(fresh, replace(order, link="x" * (LONGEST_LINK + 1)))
    assert not fake._workers


def test_a_pool_that_is_closed_ends_its_workers_and_what_waits_fails(fake: Pool, fresh: Dataset, order: Order) -> None:
    process = int(fake.draw(fresh, order).split()[0])
    jobs: list[Future[bytes]] = [fake.submit(fresh, replace(order, kind="never", day=day)) for day in ("1", "2")]
    ended = Event()
    jobs[1].add_done_callback(lambda _job: ended.set())
    fake.close()
    assert ended.wait(60)
    for job in jobs:
        with pytest.raises(DrawingError):
            job.result()
    assert not Path(f"/proc/{process}").exists()
    assert fake.draw(fresh, order)  # kept
    assert fake.draw(fresh, replace(order, day="3"))  # and open again


def test_a_worker_that_was_ended_just_now_counts_as_gone(fresh: Dataset, order: Order) -> None:
    worker = pools._Worker(FAKE)
    worker.end()
    with pytest.raises(BrokenPipeError):
        worker.draw(fresh, order, PATIENCE)


def test_a_worker_ends_when_the_server_is_gone() -> None:
    worker = pools._Worker((sys.executable, "-m", "geo.render.worker"))
    worker._orders.close()
    assert worker.end(patience=PATIENCE) == 0


def test_one_core_is_left_to_visitors() -> None:
    assert [workers_for(cores) for cores in (1, 2, 3, 4, 64)] == [1, 1, 2, 2, 2]
