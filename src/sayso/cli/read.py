"""`sayso read`: pages in, statements out."""

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Literal

import click

from sayso.article import Article
from sayso.cli.output import output_options, writer
from sayso.pages import PageError, is_english, sources
from sayso.reader import Reader

# Articles that wait for a worker or for those before them: enough to keep the workers busy, few enough for memory.
_AHEAD = 8


@click.command("read")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@output_options
@click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Worker processes.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    help="Keep statements of at least this confidence, 0 to 1. Without it, those likelier right than not worth having.",
)
@click.option("--allow-private", is_flag=True, help="Fetch addresses on private networks and this machine too.")
def command(
    pages: tuple[str, ...],
    form: Literal["table", "json", "jsonl", "csv", "html"],
    jobs: int,
    min_confidence: float | None,
    allow_private: bool,
) -> None:
    """Read pages and print who said what.

    PAGE is a file (HTML, plain text, JSON lines, also gzipped), an http(s) address, or - for stdin. What cannot be
    read is told on stderr in one line; the others go on, and the exit code is 1.
    """
    failed = done = 0
    found = (item for name in pages for item in sources(name, allow_private=allow_private))
    with writer(form) as write:
        for item in _read(found, jobs, min_confidence):
            if isinstance(item, PageError):
                failed += 1
                _say(f"sayso: {item}")
            else:
                done += 1
                if not is_english(item):
                    _say(f"sayso: {_name(item)}: in {item.language}, not English: no statements were read")
                write(item)
            _progress(done, failed)
    _progress(done, failed, last=True)
    sys.exit(1 if failed else 0)


def _read(
    found: Iterable[Article | PageError], jobs: int, min_confidence: float | None
) -> Iterator[Article | PageError]:
    """The articles read, errors as they are, in the order they came."""
    if jobs == 1:
        reader = Reader(min_confidence)
        for item in found:
            yield item if isinstance(item, PageError) else _one(reader, item)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (min_confidence,)) as pool:
        waiting: deque[Future[Article | PageError] | PageError] = deque()
        for item in found:
            waiting.append(item if isinstance(item, PageError) else pool.submit(_work, item))
            while len(waiting) > _AHEAD * jobs:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


def _one(reader: Reader, article: Article) -> Article | PageError:
    try:
        return reader.read(article)
    except Exception as error:  # Whatever goes wrong with one article, the others go on (law 3).
        return PageError(_name(article), f"not read, please report this: {type(error).__name__}: {error}")


def _name(article: Article) -> str:
    return article.url or article.title or article.id


def _result(waiting: Future[Article | PageError] | PageError) -> Article | PageError:
    return waiting if isinstance(waiting, PageError) else waiting.result()


_worker: Reader | None = None


def _start_worker(min_confidence: float | None) -> None:
    global _worker
    _worker = Reader(min_confidence)


def _work(article: Article) -> Article | PageError:
    assert _worker is not None
    return _one(_worker, article)


def _say(line: str) -> None:
    _clear()
    click.echo(line.replace("\n", " "), err=True)


def _progress(done: int, failed: int, last: bool = False) -> None:
    if sys.stderr.isatty() and not sys.stdout.isatty():
        _clear()
        if not last:
            click.echo(f"{done} read, {failed} failed", err=True, nl=False)


def _clear() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)
