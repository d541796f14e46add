"""Answers that take long to work out, kept until the record changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from typing import Generic, TypeVar

from fastapi import HTTPException

from sayso.record import Record
from sayso.record.stamp import stamp

_ANSWERS = 64  # that are kept, of what takes long
_WAITING = 4  # questions that may wait while one is worked out
_ASKING_THE_SAME = 20  # who may wait for one that is; the server has 40 threads for all
T = TypeVar("T")


class Kept(Generic[T]):
    """The last answers of one kind, each worked out once for all who ask the same meanwhile. `size` is how large one
    is, `most` how large all that are kept may be together, and `answers` how many. Such as take `long` are worked out
    one at a time, and few may wait."""

    def __init__(self, size: Callable[[T], int], most: int, answers: int = _ANSWERS, *, long: bool = True) -> None:
        self._size, self._most, self._answers, self._long = size, most, answers, long
        self._kept: OrderedDict[Hashable, tuple[Hashable, T]] = OrderedDict()
        self._places = threading.BoundedSemaphore(1 + _WAITING)
        self._beside = threading.BoundedSemaphore(_ASKING_THE_SAME)
        self._turn, self._lock = threading.Lock(), threading.Lock()
        self._making: dict[Hashable, Future[T]] = {}

    def answer(self, record: Record, question: Hashable, make: Callable[[], T]) -> T:
        """The answer to a question about a record as it is now. Answers 503 where too many wait."""
        now = stamp(record.connection)
        key = (record.path, question)
        with self._lock:
            if (found := self._found(key, now)) is not None:
                return found
            theirs = self._making.get((key, now))
            making = theirs or self._making.setdefault((key, now), Future())
        if theirs:
            with _place(self._beside) if self._long else nullcontext():
                return theirs.result()
        try:
            with self._alone() if self._long else nullcontext():
                made = make()
        except BaseException as error:
            making.set_exception(error)
            raise
        else:
            making.set_result(made)
            return made
        finally:
            with self._lock:
                if making.exception() is None:
                    self._keep(key, now, making.result())
                del self._making[key, now]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with _place(self._places), self._turn:
            yield

    def _found(self, key: Hashable, stamp: Hashable) -> T | None:
        kept = self._kept.get(key)
        if kept is None or kept[0] != stamp:
            return None
        self._kept.move_to_end(key)
        return kept[1]

    def _keep(self, key: Hashable, stamp: Hashable, made: T) -> None:
        self._kept.pop(key, None)
        self._kept[key] = stamp, made
        while len(self._kept) > self._answers or sum(self._size(of) for _, of in self._kept.values()) > self._most:
            self._kept.popitem(last=False)


@contextmanager
def _place(places: threading.BoundedSemaphore) -> Iterator[None]:
    if not places.acquire(blocking=False):
        raise HTTPException(503, "Too many such questions wait: try again in a minute.", {"Retry-After": "30"})
    try:
        yield
    finally:
        places.release()
