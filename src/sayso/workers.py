"""Articles read by one process or several, in the order they came; one that goes wrong does not stop the others."""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier

from sayso.article import Article, headline
from sayso.pages import PageError
from sayso.reader import Reader

# Articles that wait for a worker or for those before them: enough to keep the workers busy, few enough for memory.
_AHEAD = 8


def read_all(
    found: Iterable[Article | PageError], jobs: int, make: Callable[[], Reader]
) -> Iterator[Article | PageError]:
    """The articles read, errors as they are, in the order they came."""
    if jobs == 1:
        reader = make()
        for item in found:
            yield item if isinstance(item, PageError) else read_one(reader, item)
        return
    pool = _started(jobs, make)
    try:
        waiting: deque[tuple[Article, Future[Article | PageError]] | PageError] = deque()
        for item in found:
            waiting.append(item if isinstance(item, PageError) else _submitted(pool, item))
            while len(waiting) > _AHEAD * jobs:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _started(jobs: int, make: Callable[[], Reader]) -> ProcessPoolExecutor:
    """The workers. They are born deaf to Ctrl-C, which is for this process to answer."""
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    context = get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, _start_worker, (make, context.Barrier(jobs)))
    for _ in range(jobs):  # each starts one, as none comes to rest before all are there
        pool.submit(int)
    signal.signal(signal.SIGINT, heard)
    return pool


def _submitted(pool: ProcessPoolExecutor, article: Article) -> tuple[Article, Future[Article | PageError]] | PageError:
    try:
        return article, pool.submit(_work, article)
    except BrokenProcessPool:
        return _died(article)


def _result(waiting: tuple[Article, Future[Article | PageError]] | PageError) -> Article | PageError:
    if isinstance(waiting, PageError):
        return waiting
    try:
        return waiting[1].result()
    except BrokenProcessPool:
        return _died(waiting[0])


def _died(article: Article) -> PageError:
    return PageError(name_of(article), "not read, a worker process was killed: read it again, with fewer --jobs")


def read_one(reader: Reader, article: Article) -> Article | PageError:
    """The article read; what goes wrong with it, whatever that is, as an error."""
    try:
        return reader.read(article)
    except Exception as error:  # Whatever goes wrong with one article, the others go on (law 3).
        return PageError(name_of(article), f"not read, please report this: {type(error).__name__}: {error}")


def name_of(article: Article) -> str:
    """What a person knows an article by: its address, or how it begins."""
    return article.url or headline(article)


_worker: Reader | None = None


def _start_worker(make: Callable[[], Reader], all_started: Barrier) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = make()
    all_started.wait()


def _work(article: Article) -> Article | PageError:
    assert _worker is not None
    return read_one(_worker, article)
