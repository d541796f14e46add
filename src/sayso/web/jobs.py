"""Work that goes on when its request is answered: one job after the other, bounded, ended when the server ends."""

import secrets
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import suppress
from time import monotonic
from typing import Generic, Literal, TypeVar

State = Literal["waiting", "running", "done"]
T = TypeVar("T")

_OPEN = 8  # jobs that are not done
_OF_ONE = 2  # of these, for one who asks
_KEPT = 10  # jobs that are done
_REMEMBERED = 3600.0  # seconds that what was done is held


class TooMany(Exception):
    """So many jobs are not done yet: all of them, or (`own`) those of who asks."""

    def __init__(self, own: bool) -> None:
        super().__init__(own)
        self.own = own


class Job(Generic[T]):
    """Tasks that are done one after the other, and what came of those that are. `stop` is set where it is to end."""

    def __init__(self, owner: str) -> None:
        self.id = secrets.token_hex(16)  # nobody guesses it: who knows it may see the job
        self.owner = owner
        self.total = 0
        self.results: list[T] = []
        self.state: State = "waiting"
        self.stop = threading.Event()
        self.ended: float | None = None


class Jobs(Generic[T]):
    """The jobs of one server, in memory; a thread of their own does them."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, name)
        self._jobs: dict[str, Job[T]] = {}
        self._turn = threading.Lock()

    def begin(self, job: Job[T], tasks: Sequence[Callable[[], T]]) -> None:
        """Have tasks done when the jobs before are; one that raises CancelledError ends its job. Raises TooMany."""
        with self._turn:
            self._forget()
            not_done = [j.owner for j in self._jobs.values() if j.ended is None]
            if not_done.count(job.owner) >= _OF_ONE or len(not_done) >= _OPEN:
                raise TooMany(own=not_done.count(job.owner) >= _OF_ONE)
            self._jobs[job.id] = job
            job.total = len(tasks)
        self._thread.submit(_do, job, tasks)

    def find(self, id: str) -> Job[T] | None:
        """The job of this id, where it is not forgotten."""
        with self._turn:
            self._forget()
            return self._jobs.get(id)

    def cancel(self, job: Job[T]) -> None:
        """End a job where it is, and forget it."""
        job.stop.set()
        with self._turn:
            self._jobs.pop(job.id, None)

    def close(self) -> None:
        """End all jobs."""
        with self._turn:
            for job in self._jobs.values():
                job.stop.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _forget(self) -> None:
        ended = [j for j in self._jobs.values() if j.ended is not None]
        for n, job in enumerate(reversed(ended)):
            if n >= _KEPT or monotonic() - (job.ended or 0.0) > _REMEMBERED:
                del self._jobs[job.id]


def _do(job: Job[T], tasks: Sequence[Callable[[], T]]) -> None:
    job.state = "running"
    with suppress(CancelledError):
        for task in tasks:
            if job.stop.is_set():
                break
            job.results.append(task())
    job.state, job.ended = "done", monotonic()
