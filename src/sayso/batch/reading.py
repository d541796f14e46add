"""A shard read and written, by a worker that has the network loaded."""

import io
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sayso.article import Article
from sayso.batch.output import TABLES, Done, Output
from sayso.batch.shards import Shard, reason, system
from sayso.batch.tables import Row, day, rows
from sayso.pages import Found, PageError, in_file
from sayso.parallel import read_one
from sayso.reader import Reader
from sayso.text.characters import valid

_TOGETHER = 1000  # articles that are held in memory and written together
_MOST_KILLED = 10  # pages at which a worker died, before a shard is given up
_HALF = "holds half of a surrogate pair, which is no valid Unicode: mend it"
_KILLED = "not read, a worker process was killed while it read this: give it by itself, or more memory"


class ShardReader:
    """Reads shards into a folder, with one reader. `run` is the same for all workers of a run: a page at which one of
    them died is left out when its shard is begun again."""

    def __init__(self, make: Callable[[], Reader], out: str, run: str) -> None:
        self._reader = make()
        self._out = Output(out)
        self._run = run

    def read(self, shard: Shard, made: dict[str, object]) -> Done | None:
        """Write what a shard's pages say, and mark it as done; None where it is given up, because too many workers died
        at it. Raises OSError where it cannot be written."""
        at = _At(f"{self._run}-{shard.name}")
        if len(at.killed) >= _MOST_KILLED:
            at.end()
            return None
        writing = _Writing(self._out, shard.name)
        for name, found in _pages(shard, at):
            writing.add(name, found if isinstance(found, PageError) else (found, read_one(self._reader, found.article)))
        done = writing.finish(made)
        self._out.finish(done)
        at.end()
        return done


def _pages(shard: Shard, at: "_At") -> Iterator[tuple[str, Found | PageError]]:
    """What a shard holds, each with its name; without the pages at which a worker died, which are told."""
    for n, file in enumerate(shard.files):
        if not at.reach(n):
            yield file.address, PageError(file.address, _KILLED)
            continue
        wanted = partial(_wants, shard, at, n)
        try:
            fs, path = system(file.address)
            with fs.open(path, "rb") as raw, io.BufferedReader(raw) as stream:
                for found in in_file(stream, file.address, wanted=wanted):
                    yield (found.name if isinstance(found, PageError) else found.page.name), found
        except PageError as error:
            yield file.address, error
        except Exception as error:  # each file system has its own
            yield file.address, PageError(file.address, f"cannot be read ({reason(error)})")
        for name in (f"{file.address}:{number + 1}" for number in at.killed_in(n)):
            yield name, PageError(name, _KILLED)


def _wants(shard: Shard, at: "_At", file: int, number: int) -> bool:
    return shard.wants(number) and at.reach(file, number)


class _At:
    """Where in a shard a worker is, noted on this machine before each page is made: so another knows where it died."""

    def __init__(self, name: str) -> None:
        self._path = Path(tempfile.gettempdir()) / f"sayso-{name}"
        self.killed = frozenset(self._path.read_text().split()) if self._path.exists() else frozenset()

    def reach(self, file: int, number: int | None = None) -> bool:
        """Come to a file, or to a page in it; whether no worker died there."""
        place = str(file) if number is None else f"{file}:{number}"
        if place in self.killed:
            return False
        self._path.write_text(" ".join(sorted({*self.killed, place})))
        return True

    def killed_in(self, file: int) -> list[int]:
        """The numbers of the pages of a file at which workers died."""
        return sorted(
            int(number) for place in self.killed for f, _, number in [place.partition(":")] if number and f == str(file)
        )

    def end(self) -> None:
        """Forget it all."""
        self._path.unlink(missing_ok=True)


class _Writing:
    """The files of a shard in the making: for every day of some articles, one of each table."""

    def __init__(self, out: Output, shard: str) -> None:
        self._out, self._shard = out, shard
        self._held: dict[tuple[str, str], list[Row]] = defaultdict(list)  # by table and day
        self._failures: list[Row] = []
        self._files: list[str] = []
        self._articles = self._statements = self._chunk = 0

    def add(self, name: str, found: PageError | tuple[Found, Article | PageError]) -> None:
        """Take an article that was read, or that it could not be."""
        if isinstance(found, PageError):
            self.fail(found.name, found.problem)
            return
        page, article = found[0].page, found[1]
        if isinstance(article, PageError):
            self.fail(name, article.problem)
            return
        try:
            made = rows(article, page)
        except UnicodeEncodeError:
            self.fail(name, _HALF)
            return
        for table in TABLES:
            self._held[table, day(article.published)] += made[table]
        self._articles += 1
        self._statements += len(article.statements)
        if self._articles % _TOGETHER == 0:
            self._flush()

    def fail(self, name: str, reason: str) -> None:
        """Take note of a page that could not be read."""
        self._failures.append({"name": valid(name), "reason": valid(reason)})

    def finish(self, made: dict[str, object]) -> Done:
        """Write what is left."""
        self._flush()
        if self._failures:
            self._write(f"failures/{self._shard}.parquet", self._failures, "failures")
        return Done(self._shard, made, self._articles, self._statements, len(self._failures), tuple(self._files))

    def _flush(self) -> None:
        for (table, of), some in sorted((k, some) for k, some in self._held.items() if some):
            self._write(f"{table}/day={of}/{self._shard}-{self._chunk:03}.parquet", some, table)
        self._held.clear()
        self._chunk += 1

    def _write(self, name: str, some: list[Row], table: str) -> None:
        self._out.write(name, some, table)
        self._files.append(name)
