"""The desk: makes answers in a thread of its own, each once however many ask, and keeps the last ones."""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from geo import Dataset
from geo.dataset import cached_on_dataset
from server.api.problems import ProblemError
from server.recent import Recent

THREADS = 1  # a second would take its time from visitors' steps, not from the answers
WAITING = 32  # answers in line
KEPT_BYTES = 12_000_000  # of answers
_RETRY = 2  # seconds


@dataclass(frozen=True)
class Answer:
    """What a request gets.

    Attributes
    ----------
    body
        Compressed as `encoding` says.
    media
        Its media type.
    tag
        Stands for these very bytes.
    encoding
        ``br``, ``gzip`` or empty.
    name
        Of the file, if it is kept as one.
    language
        Of its words.
    """

    body: bytes
    media: str
    tag: str
    encoding: str = ""
    name: str = ""
    language: str = ""


class Desk:
    """Answers in the making, and a line of bounded length before them.

    Parameters
    ----------
    waiting
        How many may stand in line.
    kept_bytes
        How much of the last answers a dataset keeps.
    """

    def __init__(self, waiting: int = WAITING, kept_bytes: int = KEPT_BYTES) -> None:
        self.waiting = waiting
        self.kept_bytes = kept_bytes
        self.jobs: dict[Hashable, asyncio.Future[Answer]] = {}
        self.executor = ThreadPoolExecutor(THREADS, thread_name_prefix="api")

    async def answer(self, dataset: Dataset, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """Return the answer for `key`: kept, in the making, or made now.

        Parameters
        ----------
        dataset
            Keeps the answers, which go with it.

        Raises
        ------
        ProblemError
            If too many wait already.
        """
        kept = _kept(dataset, self)
        if known := kept.get(key):
            return known
        job = self.jobs.get(key)
        if job is None:
            if len(self.jobs) >= self.waiting + THREADS:
                detail = "Too many answers are being made; ask again in a moment."
                raise ProblemError(detail, status=429, retry=_RETRY)
            job = self.jobs[key] = asyncio.ensure_future(self._made(key, make))
            job.add_done_callback(_heard)
        answer = await asyncio.shield(job)  # one who no longer waits does not take it from the others
        kept.keep(key, answer)
        return answer

    async def _made(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        try:
            return await asyncio.get_running_loop().run_in_executor(self.executor, make)
        finally:
            del self.jobs[key]


@cached_on_dataset()
def _kept(_dataset: Dataset, desk: Desk) -> Recent[Answer]:
    """Return the last answers of a desk about a dataset."""
    return Recent(desk.kept_bytes, lambda answer: len(answer.body))


def _heard(job: asyncio.Future[Answer]) -> None:
    """Take note of an error, so that asyncio does not log it as well if nobody waits any more."""
    if not job.cancelled():
        job.exception()


DESK = Desk()
