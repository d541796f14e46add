"""What `add` and `update` share: articles that are found are read and kept, and a person can stop it."""

import sys
from collections.abc import Callable, Iterable
from itertools import takewhile

import click

from sayso.article import Article
from sayso.cli.linked import link
from sayso.cli.output import clean
from sayso.cli.reader_options import ReaderOptions
from sayso.cli.terminal import Stop, bar, say
from sayso.pages import Fetcher, Found, Page, PageError, Primary
from sayso.parallel import read_all
from sayso.record import Record, Run, changes
from sayso.record.ingest import Adding


def fetch_options(function: Callable[..., None]) -> Callable[..., None]:
    """Adds `--contact`, `--pause` and `--allow-private`."""
    for option in (
        click.option("--contact", metavar="WHO", help="Address or e-mail for sites to write to, told to each."),
        click.option("--pause", type=click.FloatRange(0, 60), default=1.0, show_default=True, help="Seconds per host."),
        click.option("--allow-private", is_flag=True, help="Fetch addresses on private networks and this machine too."),
    ):
        function = option(function)
    return function


def fetcher(record: Record, contact: str | None, pause: float, allow_private: bool) -> Fetcher:
    """What fetches for a record: politely, and only what has changed."""
    try:
        return Fetcher(allow_private=allow_private, pause=pause, contact=contact, seen=record.seen)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


class StoppableAdding:
    """One run that adds, all as the `primary` source that a person says it is, or as what it was before. It stops after
    the article at hand where a person presses Ctrl-C."""

    def __init__(self, record: Record, run: Run, primary: Primary | None = None) -> None:
        self._record, self._run = record, run
        self._adding = Adding(record, run, say, primary)
        self.counts, self.told = self._adding.counts, self._adding.told
        self._stop = Stop()

    def all(self, items: Iterable[Found | PageError], reading: ReaderOptions, size: int | None = None) -> None:
        """Add all that is new among the items; `size` is how many bytes they have together, where that is known."""
        wanted = takewhile(lambda _: not self._stop.asked, items)
        with self._stop, bar(size) as tell:
            for _ in self._adding.all(wanted, lambda fresh: read_all(fresh, reading.jobs, reading.make)):
                tell(self.counts.total(), self._adding.statements, self.counts["failed"], self._adding.seen)
                if self._stop.asked:
                    return
        self._record.end(self._run)

    def take(self, read: Iterable[tuple[Page, Article]]) -> None:
        """Add what is new among articles that were read before, as they were read."""
        with self._stop, bar(None) as tell:
            for page, article in read:
                if self._stop.asked:
                    return
                self._adding.take(page, article)
                tell(self.counts.total(), self._adding.statements, 0, 0)

    def link(self) -> None:
        """Join what was added to what is there. Where a person stopped it, the next verb that asks for links does."""
        if not self._stop.asked:
            link(self._record)

    def tell_changes(self) -> None:
        """Say which articles their outlets have changed since they were added."""
        for change in changes(self._record, run=self._run):
            say(clean(f"{change.key}: {change}"))

    def finish(self, reading: ReaderOptions) -> None:
        """Leave with the exit code that fits."""
        if self._stop.asked:
            say(f"stopped; what was added is kept: run the same command again to go on ({self._record.path})")
            sys.exit(130)
        sys.exit(1 if self.counts["failed"] or reading.problems else 0)
