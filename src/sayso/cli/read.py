"""`sayso read`: pages in, statements out."""

import errno
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import click

from sayso.actors import Roster, RosterError, load
from sayso.article import Article
from sayso.cli.output import Form, clean, output_options, writer
from sayso.cli.table import headline
from sayso.meaning import Lexicon, LexiconError, lexicon
from sayso.pages import PageError, is_english, sources
from sayso.reader import Reader

# Articles that wait for a worker or for those before them: enough to keep the workers busy, few enough for memory.
_AHEAD = 8


def _number(_context: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    if value is not None and value != value:
        raise click.BadParameter("nan is no number between 0 and 1")
    return value


@click.command("read")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@output_options
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    callback=_number,
    help="Keep statements of at least this confidence, 0 to 1. Without it, those likelier right than not worth having.",
)
@click.option(
    "--roster",
    "roster_file",
    type=click.Path(exists=True, dir_okay=False),
    help="Known actors: CSV, JSON lines or FollowTheMoney entities; their names and identifiers are used.",
)
@click.option(
    "--lexicon",
    "lexicon_file",
    type=click.Path(exists=True, dir_okay=False),
    help="Your own senses of cues (TOML, see docs/acts.md); they win over those of sayso.",
)
@click.option(
    "--events", "as_events", is_flag=True, help="With --format csv: a row is a verbal event, with its PLOVER type."
)
@click.option("--allow-private", is_flag=True, help="Fetch addresses on private networks and this machine too.")
def command(
    pages: tuple[str, ...],
    form: Form,
    jobs: int,
    min_confidence: float | None,
    roster_file: str | None,
    lexicon_file: str | None,
    as_events: bool,
    allow_private: bool,
) -> None:
    """Read pages and print who said what.

    PAGE is a file (HTML, plain text, JSON lines, also gzipped), an http(s) address, or - for stdin. What cannot be
    read is told on stderr in one line; the others go on, and the exit code is 1.
    """
    # Ended from outside, the workers end too.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    if as_events and form != "csv":
        raise click.UsageError("--events are rows of CSV: add --csv")
    roster = _roster(roster_file) if roster_file else None
    reader = partial(Reader, min_confidence, roster, _lexicon(lexicon_file))
    failed, done = len(roster.problems) if roster else 0, 0
    try:
        with writer(form, as_events) as write:
            for item in _read(_found(pages, allow_private), jobs, reader):
                if isinstance(item, PageError):
                    failed += 1
                    _say(str(item))
                else:
                    done += 1
                    write(item)
                _progress(f"{done} read, {failed} failed")
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # whoever reads has seen enough; Click ends quietly
        raise click.ClickException(f"the output cannot be written: {error.strerror or error}") from error
    _progress("")
    sys.exit(1 if failed else 0)


def _roster(path: str) -> Roster:
    """The roster in a file; its bad rows are told, and the others go on."""
    try:
        roster = load(Path(path))
    except RosterError as error:
        raise click.UsageError(str(error)) from error
    for problem in roster.problems:
        _say(problem)
    return roster


def _lexicon(path: str | None) -> Lexicon:
    """The lexicon, with the user's senses before its own."""
    try:
        return lexicon(Path(path) if path else None)
    except LexiconError as error:
        raise click.UsageError(str(error)) from error


def _found(names: Iterable[str], allow_private: bool) -> Iterator[Article | PageError]:
    """The articles of all pages; one in another language is told, and goes on without statements."""
    for name in names:
        for item in sources(name, allow_private=allow_private):
            if isinstance(item, Article) and not is_english(item):
                _say(f"{name}: in {item.language}, not English: no statements were read ({_name(item)})")
            yield item


def _read(found: Iterable[Article | PageError], jobs: int, make: Callable[[], Reader]) -> Iterator[Article | PageError]:
    """The articles read, errors as they are, in the order they came."""
    if jobs == 1:
        reader = make()
        for item in found:
            yield item if isinstance(item, PageError) else _one(reader, item)
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
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (make,))
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
    return PageError(_name(article), "not read, a worker process was killed: read it again, with fewer --jobs")


def _one(reader: Reader, article: Article) -> Article | PageError:
    try:
        return reader.read(article)
    except Exception as error:  # Whatever goes wrong with one article, the others go on (law 3).
        return PageError(_name(article), f"not read, please report this: {type(error).__name__}: {error}")


def _name(article: Article) -> str:
    return article.url or headline(article)


_worker: Reader | None = None


def _start_worker(make: Callable[[], Reader]) -> None:
    global _worker
    _worker = make()


def _work(article: Article) -> Article | PageError:
    assert _worker is not None
    return _one(_worker, article)


def _say(line: str) -> None:
    _progress("")
    click.echo(f"sayso: {clean(line)}", err=True)


def _progress(told: str) -> None:
    """Show how far it is, where a person looks on and the listing does not show it."""
    if sys.stderr is not None and sys.stderr.isatty() and not sys.stdout.isatty():
        click.echo(f"\r\033[K{told}", err=True, nl=False)
