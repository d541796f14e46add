"""What is added or read again behind the pages: one input after another, in a thread that ends with the server."""

import io
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sayso.article import Article
from sayso.errors import PageError, RecordError
from sayso.linking import update
from sayso.pages import Fetcher, Found, found, in_file
from sayso.parallel import read_all, read_one
from sayso.record import Record, Run, keep_reread, stored
from sayso.record.ingest import Adding
from sayso.record.versions import latest_of
from sayso.web.reading import Readings

MAX_INPUTS = 2_000  # that wait
MAX_HELD = 128 << 20  # bytes of what waits, and of what failed and may be tried again
_TOLD = 2_000  # inputs that are remembered when they are done
_REASONS = 5  # that are told of one input
_ENDS = 10.0  # seconds that the server waits for the thread

Kind = Literal["text", "file", "address", "feed", "reread"]
State = Literal["waiting", "reading", "done", "failed"]


class Full(Exception):
    """More is given than may wait."""


@dataclass(slots=True)
class Input:
    """Something to read: `name` is its path, its address or what else a person knows it by, `data` the bytes of a text
    or file, `article` the number of what is read again. `told` is what came of it, `reasons` why what failed did."""

    kind: Kind
    name: str
    data: bytes = b""
    article: int = 0
    number: int = 0
    state: State = "waiting"
    told: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """The inputs that are remembered, in the order they were given, and whether anything is still to be done."""

    inputs: tuple[Input, ...]
    is_working: bool

    @property
    def is_linking(self) -> bool:
        """Whether all is read, and what was added is being joined with the rest."""
        return self.is_working and not self.of("waiting", "reading")

    def of(self, *states: State) -> list[Input]:
        """The inputs in these states."""
        return [one for one in self.inputs if one.state in states]


class _Closed(BaseException):
    """The server ends; no `except Exception` takes it for a fault of an article."""


class Additions:
    """The inputs of one server, read by its reader as `sayso add` reads them."""

    def __init__(self, path: Path, readings: Readings) -> None:
        self._path, self._readings = path, readings
        self._inputs: dict[int, Input] = {}
        self._queue: deque[Input] = deque()
        self._turn = threading.Condition()
        self._last = 0
        self._is_working = False
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def put(self, inputs: list[Input]) -> None:
        """Have them read. Raises Full, and takes none, where too many or too large ones wait."""
        with self._turn:
            held = sum(len(one.data) for one in self._inputs.values())
            if len(self._queue) + len(inputs) > MAX_INPUTS or held + sum(len(i.data) for i in inputs) > MAX_HELD:
                raise Full
            for one in inputs:
                self._last += 1
                one.number = self._last
                self._inputs[one.number] = one
            self._start(inputs)

    def again(self, numbers: Iterable[int]) -> None:
        """Try again those that failed."""
        with self._turn:
            some = [one for n in numbers if (one := self._inputs.get(n)) and one.state == "failed"]
            for one in some:
                one.state, one.told, one.reasons = "waiting", "", ()
            self._start(some)

    def progress(self) -> Progress:
        """How far it is."""
        with self._turn:
            return Progress(tuple(self._inputs.values()), self._is_working)

    def close(self) -> None:
        """Read no more: what is being read is given up, what was added stays."""
        with self._turn:
            self._closing.set()
            self._turn.notify_all()
        if self._thread:
            self._thread.join(_ENDS)

    def _start(self, some: list[Input]) -> None:
        self._queue += some
        self._is_working = bool(self._queue) or self._is_working
        done = [n for n, one in self._inputs.items() if one.state == "done"]
        for n in done[: max(0, len(done) - _TOLD)]:
            del self._inputs[n]
        if self._thread is None:
            # Whoever is asked for a page may take long to answer; the process does not wait for that.
            self._thread = threading.Thread(target=self._work, name="sayso-adding", daemon=True)
            self._thread.start()
        self._turn.notify_all()

    def _work(self) -> None:
        while not self._closing.is_set():
            with self._turn:
                self._turn.wait_for(lambda: self._queue or self._closing.is_set())
            try:
                self._all_that_waits()
            except _Closed:
                return
            except Exception as error:  # of the record: whatever waits is told of it, and can be tried again
                self._fail_all(_reason(error))
            with self._turn:
                self._is_working = bool(self._queue)

    def _all_that_waits(self) -> None:
        record = Record(self._path)
        try:
            runs: dict[str, Run] = {}
            engine = self._readings.reader().engine
            while (one := self._next()) is not None:
                command = "reread" if one.kind == "reread" else "add"
                if command not in runs:
                    runs[command] = record.begin(command, engine)
                self._one(record, runs[command], one)
            for run in runs.values():
                record.end(run)
            update(record, lambda done, left: self._go_on())
        finally:
            record.close()

    def _next(self) -> Input | None:
        with self._turn:
            self._go_on()
            if not self._queue:
                return None
            one = self._queue.popleft()
            one.state = "reading"
            return one

    def _one(self, record: Record, run: Run, one: Input) -> None:
        try:
            self._reread(record, run, one) if one.kind == "reread" else self._add(record, run, one)
        except Exception as error:
            self._fail(one, _reason(error))
        else:
            if one.state == "reading":
                one.state, one.data = "done", b""

    def _add(self, record: Record, run: Run, one: Input) -> None:
        said: list[str] = []
        adding = Adding(record, run, lambda line: said.append(line.removeprefix(f"{one.name}: ")))
        for _ in adding.all(self._until_closed(_found(record, one)), lambda fresh: read_all(fresh, 1, lambda: self)):
            one.told = _told(adding)
        one.told, one.reasons = _told(adding), tuple(said[:_REASONS])
        if adding.counts["failed"]:
            self._fail(one, *said)

    def _reread(self, record: Record, run: Run, one: Input) -> None:
        latest = latest_of(record.connection, one.article)
        article = stored(record, latest) if latest else None
        if latest is None or article is None:
            one.told = "is not in the record any more"
            return
        item = read_one(self, article)
        if isinstance(item, PageError):
            record.fail(run, item.name, item.problem)
            self._fail(one, item.problem)
        else:
            keep_reread(record, run, latest, item)
            one.told = f"read again, {_many(len(item.statements))}"

    def read(self, article: Article) -> Article:
        """The article read; given up where the server ends."""
        return self._readings.reader().read(article, self._go_on)

    def _until_closed(self, items: Iterable[Found | PageError]) -> Iterator[Found | PageError]:
        for item in items:
            self._go_on()
            yield item

    def _go_on(self) -> None:
        if self._closing.is_set():
            raise _Closed

    def _fail(self, one: Input, *reasons: str) -> None:
        one.state, one.reasons = "failed", reasons[:_REASONS]

    def _fail_all(self, reason: str) -> None:
        with self._turn:
            for one in self._inputs.values():
                if one.state in ("waiting", "reading"):
                    self._fail(one, reason)
            self._queue.clear()


def _found(record: Record, one: Input) -> Iterator[Found | PageError]:
    """The articles of an input, as those of a page that `sayso add` is given."""
    if one.kind in ("text", "file"):
        yield from in_file(io.BytesIO(one.data), one.name)
        return
    if one.kind == "feed":
        record.follow(one.name)
    yield from found(one.name, fetcher=Fetcher(seen=record.seen))
    if one.kind == "feed":
        record.checked(one.name)


def _told(adding: Adding) -> str:
    """What came of an input, in words; of one that is one article why it failed tells all."""
    alone = adding.counts.total() == 1
    outcome = next(iter(adding.counts)) if alone else adding.told()
    kept = adding.counts["added"] + adding.counts["changed"]
    return "" if alone and adding.counts["failed"] else f"{outcome}, {_many(adding.statements)}" if kept else outcome


def _many(statements: int) -> str:
    return f"{statements:,} statement{'s' if statements != 1 else ''}"


def _reason(error: Exception) -> str:
    if isinstance(error, RecordError):
        return f"the record cannot be written: {error.problem}"
    return f"not read, please report this: {type(error).__name__}: {error}"
