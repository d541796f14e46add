"""Articles read by one process or several, in the order they came; one that goes wrong does not stop the others."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from threading import Lock
from typing import Protocol

from sayso.article import Article, headline
from sayso.errors import PageError, TextTooLong

# Articles that wait for a worker or for those before them: enough to keep the workers busy, few enough for memory.
_AHEAD = 8
_KILLED = "not read, a worker process was killed: read it again, with fewer --jobs"


class Reads(Protocol):
    """What reads articles."""

    def read(self, article: Article) -> Article:
        """The article with what was read in it."""


def read_all(
    found: Iterable[Article | PageError], jobs: int, make: Callable[[], Reads]
) -> Iterator[Article | PageError]:
    """The articles read, errors as they are, in the order they came."""
    if jobs == 1:
        reader = make()
        for item in found:
            yield item if isinstance(item, PageError) else read_one(reader, item)
        return
    workers = _Workers(jobs, make)
    try:
        waiting: deque[Future[Article | PageError] | PageError] = deque()
        for item in found:
            waiting.append(item if isinstance(item, PageError) else workers.submit(item))
            while len(waiting) > _AHEAD * jobs:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    finally:
        workers.close()


def _result(waiting: Future[Article | PageError] | PageError) -> Article | PageError:
    return waiting if isinstance(waiting, PageError) else waiting.result()


class _Workers:
    """Processes that read, each with a pipe of its own: what is killed takes only the article at hand with it, wherever
    it was. (A ProcessPoolExecutor has one pipe for all, and waits for ever for the rest of what a killed one wrote.)

    They are born deaf to Ctrl-C, which is for this process to answer.
    """

    def __init__(self, jobs: int, make: Callable[[], Reads]) -> None:
        heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._all = [_started(make) for _ in range(jobs)]
        signal.signal(signal.SIGINT, heard)
        self._threads = ThreadPoolExecutor(jobs, "sayso-worker")
        self._idle: SimpleQueue[Connection | None] = SimpleQueue()
        self._living, self._turn = jobs, Lock()
        for _, connection in self._all:
            self._idle.put(connection)

    def submit(self, article: Article) -> "Future[Article | PageError]":
        """Have an article read."""
        return self._threads.submit(self._read, article)

    def close(self) -> None:
        """Let the articles at hand be read, and end."""
        self._threads.shutdown(cancel_futures=True)
        for process, connection in self._all:
            connection.close()
            process.join()

    def _read(self, article: Article) -> Article | PageError:
        worker = self._idle.get()
        try:
            if worker is None:
                raise EOFError
            worker.send(article)
            read: Article | PageError = worker.recv()
        except (EOFError, OSError):
            with self._turn:
                self._living -= worker is not None
                if not self._living:
                    self._idle.put(None)  # so that nobody waits for a worker for ever
            return PageError(name_of(article), _KILLED)
        self._idle.put(worker)
        return read


def _started(make: Callable[[], Reads]) -> tuple[SpawnProcess, Connection]:
    context = get_context("spawn")
    ours, its = context.Pipe()
    process = context.Process(target=_work, args=(make, its), daemon=True)
    process.start()
    its.close()
    return process, ours


def _work(make: Callable[[], Reads], given: Connection) -> None:
    """What a worker does until nobody gives it anything any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reader = make()
    with suppress(EOFError, OSError):
        while True:
            given.send(read_one(reader, given.recv()))


def read_one(reader: Reads, article: Article) -> Article | PageError:
    """The article read; what goes wrong with it, whatever that is, as an error."""
    try:
        return reader.read(article)
    except TextTooLong as error:
        return PageError(name_of(article), f"its text {error.problem}")
    except Exception as error:  # Whatever goes wrong with one article, the others go on (law 3).
        return PageError(name_of(article), f"not read, please report this: {type(error).__name__}: {error}")


def name_of(article: Article) -> str:
    """What a person knows an article by: its address, or how it begins."""
    return article.url or headline(article)
