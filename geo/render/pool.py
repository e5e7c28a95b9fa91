"""The pool: drawings made in processes of their own, so that nobody waits for a drawing but who asked for it.

A worker (`geo.render.worker`) imports the library alone, is given a dataset once and draws one order after another.
It is started when it is first needed, and again when it has ended: by itself after a while without work, because it
was killed, or because a drawing took too long. In front of the workers stands a short line; who would have to wait
behind it is told so. What has been drawn of late is kept with its dataset.
"""

import atexit
import json
import logging
import os
import pickle
import subprocess
import sys
import weakref
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Semaphore, Thread, Timer
from typing import IO, cast

from geo.dataset import Dataset
from geo.errors import DrawingBusyError, DrawingError, DrawingLateError
from geo.render.orders import LONGEST_LINK, Order
from geo.render.worker import DRAWN, read_message, write_message

MOST_WORKERS = 2  # each takes 120 to 150 MB of its own
WAITING = 4  # orders in line beside those being drawn
SECONDS = 60.0  # that a drawing may take, the start of its worker included, and that it may wait before
KEPT_BYTES = 12_000_000  # of recent drawings, a dataset
_COMMAND = (sys.executable, "-m", "geo.render.worker")
_ROOT = Path(__file__).resolve().parents[2]
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # a worker is one core's work

log = logging.getLogger("atlas.drawings")


def workers_for(cores: int) -> int:
    """Return how many workers a machine gets: one core is left to those who do not draw."""
    return max(1, min(MOST_WORKERS, cores - 1))


class Pool:
    """Workers, the line before them, and what they have drawn of late.

    Parameters
    ----------
    size
        How many workers there may be; by default after the cores that this process may use.
    waiting
        How many orders may stand in line.
    seconds
        How long a drawing may take, and how long it may wait for its turn.
    command
        How a worker is started.
    """

    def __init__(
        self, size: int = 0, waiting: int = WAITING, seconds: float = SECONDS, command: Sequence[str] = _COMMAND
    ) -> None:
        self.size = size or workers_for(len(os.sched_getaffinity(0)))
        self.most = self.size + waiting
        self.seconds = seconds
        self.command = command
        self._lock, self._turns = Lock(), Semaphore(self.size)
        self._jobs: dict[tuple[int, Order], Future[bytes]] = {}
        self._idle: list[_Worker] = []
        self._workers: set[_Worker] = set()
        self._closed = 0  # times

    def draw(self, dataset: Dataset, order: Order) -> bytes:
        """Return a drawing as the bytes of a file, when it is made.

        Raises
        ------
        DrawingBusyError
            If too many wait already.
        DrawingLateError
            If it took too long.
        DrawingError
            If it cannot be made.
        """
        return self.submit(dataset, order).result()

    def submit(self, dataset: Dataset, order: Order, spare: int = 0) -> Future[bytes]:
        """Return what will be the drawing; one that is being made already is not made twice.

        Parameters
        ----------
        spare
            How many places in the line are left to others.

        Raises
        ------
        DrawingError
            As `draw` does, where that is known at once. What is found out later is raised by the result.
        """
        if len(order.link) > LONGEST_LINK:
            raise DrawingError(f"a link of {len(order.link)} letters; at most {LONGEST_LINK} may be drawn")
        key = (id(dataset), order)
        with self._lock:
            if (known := self._recent(dataset, order)) or (known := self._jobs.get(key)):
                return known
            if len(self._jobs) >= self.most - spare:
                raise DrawingBusyError(f"{len(self._jobs)} drawings are asked for already")
            job = self._jobs[key] = Future()
            asked = (job, dataset, order, self._closed)
        job.set_running_or_notify_cancel()  # one who no longer waits does not take it from the others
        Thread(target=self._run, args=asked, name="drawing", daemon=True).start()
        return job

    def close(self) -> None:
        """End every worker; what waits fails. Whoever asks again finds the pool open."""
        with self._lock:
            self._closed += 1
            workers = list(self._workers)
        for worker in workers:
            self._drop(worker)

    def _run(self, job: Future[bytes], dataset: Dataset, order: Order, closed: int) -> None:
        """Make one drawing when its turn has come, unless the pool has been closed since it was asked for."""
        error: BaseException | None = None
        content = b""
        try:
            with self._turn():
                content = self._drawn(dataset, order, closed)
        except BaseException as raised:  # whoever waits is told, whatever it is
            error = raised
        with self._lock:
            del self._jobs[id(dataset), order]
            if not error:
                self._keep(dataset, order, content)
        if error:
            job.set_exception(error)
        else:
            job.set_result(content)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for a worker to be free, and take its turn."""
        if not self._turns.acquire(timeout=self.seconds):
            raise DrawingBusyError(f"no turn within {self.seconds:g} seconds")
        try:
            yield
        finally:
            self._turns.release()

    def _drawn(self, dataset: Dataset, order: Order, closed: int) -> bytes:
        """Have a worker draw; if it ends meanwhile, another, once."""
        for _ in range(2):
            worker = self._worker(closed)
            try:
                content = worker.draw(dataset, order, self.seconds)
            except DrawingLateError:
                self._drop(worker)
                log.warning("a drawing took too long", extra={"atlas": {"seconds": self.seconds}})
                raise
            except OSError:
                status = self._drop(worker, patience=1)
                if (
                    status and closed == self._closed
                ):  # a worker ends by itself, without a status, if it has nothing to do
                    log.warning("a drawing's process ended and is replaced", extra={"atlas": {"status": status}})
                continue
            except DrawingError:
                self._give_back(worker)
                raise
            self._give_back(worker)
            return content
        raise DrawingError("the process that draws has ended twice")

    def _worker(self, closed: int) -> "_Worker":
        with self._lock:
            if closed != self._closed:
                raise DrawingError("the server ends")
            worker = self._idle.pop() if self._idle else _Worker(self.command)
            self._workers.add(worker)
        return worker

    def _give_back(self, worker: "_Worker") -> None:
        with self._lock:
            self._idle.append(worker)

    def _drop(self, worker: "_Worker", patience: float = 0.0) -> int:
        """End a worker, after `patience` seconds; return the status with which it ended."""
        with self._lock:
            self._workers.discard(worker)
            if worker in self._idle:
                self._idle.remove(worker)
        return worker.end(patience)

    def _recent(self, dataset: Dataset, order: Order) -> Future[bytes] | None:
        """Return a drawing that is still kept."""
        kept = dataset.cache.get(Pool, {})
        if order not in kept:
            return None
        kept[order] = kept.pop(order)  # the one last asked for goes last
        done: Future[bytes] = Future()
        done.set_result(kept[order])
        return done

    def _keep(self, dataset: Dataset, order: Order, content: bytes) -> None:
        kept = dataset.cache.setdefault(Pool, {})
        kept[order] = content
        while sum(map(len, kept.values())) > KEPT_BYTES:
            del kept[next(iter(kept))]


class _Worker:
    """The pool's end of the line to one worker."""

    def __init__(self, command: Sequence[str]) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env=environment | _ONE_THREAD,
            # Ctrl-C is for the server, which then hangs up. In its session all the same: Linux may share the cores by
            # sessions, and the worker would have as much as all visitors.
            process_group=0,
        )
        self._orders = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)
        self._knows: weakref.ref[Dataset] | None = None

    def draw(self, dataset: Dataset, order: Order, seconds: float) -> bytes:
        """Return a drawing.

        Raises
        ------
        DrawingLateError, DrawingError
            As `Pool.draw` does.
        OSError
            If the worker has ended.
        """
        is_late = Event()

        def give_up() -> None:
            is_late.set()
            self._process.kill()

        timer = Timer(seconds, give_up)
        timer.daemon = True
        timer.start()
        try:
            answer = self._ask(dataset, order)
        except OSError:
            if is_late.is_set():
                raise DrawingLateError(f"not drawn within {seconds:g} seconds") from None
            raise
        finally:
            timer.cancel()
        if answer[:1] != DRAWN:
            record = json.loads(answer[1:])
            log.error("a drawing failed", extra={"atlas": record})
            raise DrawingError(f"not drawn: {record['error']}")
        return answer[1:]

    def _ask(self, dataset: Dataset, order: Order) -> bytes:
        """Send an order, with the dataset if the worker has another one; return the answer."""
        is_known = self._knows is not None and self._knows() is dataset
        # A copy leaves behind what has been worked out from the dataset so far.
        message = pickle.dumps((None if is_known else replace(dataset), order))
        try:
            write_message(self._orders, message)
            self._knows = weakref.ref(dataset)
            answer = read_message(self._answers)
        except ValueError:  # its lines have been closed just now
            answer = b""
        if not answer:
            raise BrokenPipeError
        return answer

    def end(self, patience: float = 0.0) -> int:
        """Return the status with which the worker ends; it is ended after `patience` seconds."""
        try:
            status = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        for stream in (self._orders, self._answers):
            with suppress(OSError):  # what could not be written any more
                stream.close()
        return status


POOL = Pool()
atexit.register(POOL.close)
