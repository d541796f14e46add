"""What verbs tell a person beside the data: lines on stderr, and how far they are."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from sayso.cli.output import clean


def is_plain() -> bool:
    """Whether stdout takes no colours: it is no terminal, or a person wants none."""
    return not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def say(line: str) -> None:
    """One line on stderr."""
    progress("")
    click.echo(f"sayso: {clean(line)}", err=True)


class _Lines(logging.Handler):
    """Tells what is logged on stderr, where that is now."""

    def emit(self, record: logging.LogRecord) -> None:
        progress("")
        click.echo(f"sayso: {self.format(record)}", err=True)


_LINES = _Lines(logging.WARNING)


def show_warnings() -> None:
    """Have what sayso warns of told on stderr."""
    logging.getLogger("sayso").addHandler(_LINES)


def struck(words: str) -> str:
    """Words that are there no more, [-between these-]; struck out too where a terminal can."""
    return _styled(f"[-{clean(words)}-]", "9;31")


def marked(words: str) -> str:
    """Words that came, {+between these+}; in bold too where a terminal can."""
    return _styled(f"{{+{clean(words)}+}}", "1;32")


def _styled(text: str, style: str) -> str:
    plain = not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return text if plain else f"\033[{style}m{text}\033[0m"


def progress(told: str) -> None:
    """Show how far it is, where a person looks on and the listing does not show it."""
    if sys.stderr is not None and sys.stderr.isatty() and not sys.stdout.isatty():
        click.echo(f"\r\033[K{told}", err=True, nl=False)


@contextmanager
def bar(size: int | None) -> Iterator[Callable[[int, int, int, int], None]]:
    """A bar on stderr, where that is a terminal, and what moves it: told how many articles are done, the statements in
    them, how many failed, and how many bytes of pages were read of `size`, by which the time that is left is told."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda done, statements, failed, seen: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    told = TextColumn(
        "{task.fields[done]:,} articles, {task.fields[statements]:,} statements, {task.fields[failed]:,} failed"
    )
    left = (BarColumn(), TimeRemainingColumn()) if size else ()
    with Progress(told, *left, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=size, done=0, statements=0, failed=0)

        def tell(done: int, statements: int, failed: int, seen: int) -> None:
            shown.update(task, completed=seen, done=done, statements=statements, failed=failed)

        yield tell


class Stop:
    """While it is entered, Ctrl-C asks to stop after what is at hand, and SIGTERM ends all, workers too."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> None:
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
        self._heard = signal.signal(signal.SIGINT, self._ask)

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._heard)

    def _ask(self, *_: object) -> None:
        self.asked = True
