"""What `add` and `update` share: articles that are found are read and kept, and a person can stop it."""

import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator

import click

from sayso.article import Article
from sayso.cli.linked import link
from sayso.cli.output import clean
from sayso.cli.reader_options import Reading
from sayso.cli.terminal import Stop, bar, say
from sayso.pages import Fetcher, Found, Page, PageError, Primary, is_english, primary
from sayso.pages.transcripts import PrimaryKind
from sayso.record import Record, Run, changes
from sayso.workers import read_all

_HALF = "holds half of a surrogate pair, which is no valid Unicode: mend it"
OUTCOMES = ("added", "changed", "unchanged", "removed", "failed")


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


class Adding:
    """One run that adds, all as the `primary` source that a person says it is, or as what it was before. It stops after
    the article at hand where a person presses Ctrl-C."""

    def __init__(self, record: Record, run: Run, primary: Primary | None = None) -> None:
        self._record, self._run, self._primary = record, run, primary
        # Of each article that is being read its page and what it is; None for what failed.
        self._pages: deque[tuple[Page, PrimaryKind | None] | None] = deque()
        self.counts: Counter[str] = Counter()
        self._stop = Stop()
        self._seen = 0  # bytes of pages
        self._statements = 0

    def all(self, items: Iterable[Found | PageError], reading: Reading, size: int | None = None) -> None:
        """Add all that is new among the items; `size` is how many bytes they have together, where that is known."""
        with self._stop, bar(size) as tell:
            for item in read_all(self._fresh(items), reading.jobs, reading.make):
                self._keep(item)
                tell(self.counts.total(), self._statements, self.counts["failed"], self._seen)
                if self._stop.asked:
                    return
        self._record.end(self._run)

    def take(self, read: Iterable[tuple[Page, Article]]) -> None:
        """Add what is new among articles that were read before, as they were read."""
        with self._stop, bar(None) as tell:
            for page, article in read:
                if self._stop.asked:
                    return
                self.counts[self._record.add(self._run, page, article)] += 1
                self._statements += len(article.statements)
                tell(self.counts.total(), self._statements, 0, 0)

    def link(self) -> None:
        """Join what was added to what is there. Where a person stopped it, the next verb that asks for links does."""
        if not self._stop.asked:
            link(self._record)

    def tell_changes(self) -> None:
        """Say which articles their outlets have changed since they were added."""
        for change in changes(self._record, run=self._run):
            say(clean(f"{change.key}: {change}"))

    def told(self) -> str:
        """What came of it, in words."""
        return ", ".join(f"{self.counts[o]} {o}" for o in OUTCOMES if self.counts[o]) or "nothing new"

    def finish(self, reading: Reading) -> None:
        """Leave with the exit code that fits."""
        if self._stop.asked:
            say(f"stopped; what was added is kept: run the same command again to go on ({self._record.path})")
            sys.exit(130)
        sys.exit(1 if self.counts["failed"] or reading.problems else 0)

    def _fresh(self, items: Iterable[Found | PageError]) -> Iterator[Article | PageError]:
        """What is to be read: articles that the record does not have as they are, and errors."""
        for item in items:
            if self._stop.asked:
                return
            if isinstance(item, PageError):
                self._pages.append(None)
                yield item
                continue
            self._seen += len(item.page.data)
            try:
                item, kind = self._told(item)
                standing = self._record.standing(item.article, kind)
            except PageError as error:
                self._pages.append(None)
                yield error
                continue
            except UnicodeEncodeError:
                self._pages.append(None)
                yield PageError(item.page.name, _HALF)
                continue
            if standing in ("unchanged", "removed"):
                self.counts[standing] += 1
                continue
            if not is_english(item.article):
                say(f"{item.page.name}: in {item.article.language}, not English: no statements were read")
            self._pages.append((item.page, kind))
            yield item.article

    def _told(self, item: Found) -> tuple[Found, PrimaryKind | None]:
        """What was found, as the primary source that a person says it is, or that an earlier version of it is."""
        told = self._primary or self._record.primary(item.article)
        return (primary(item, told), told.kind) if told else (item, None)

    def _keep(self, item: Article | PageError) -> None:
        held = self._pages.popleft()
        if isinstance(item, PageError):
            self._fail(item.name, item.problem)
        elif held is not None:
            page, kind = held
            try:
                self.counts[self._record.add(self._run, page, item, kind)] += 1
                self._statements += len(item.statements)
            except UnicodeEncodeError:
                self._fail(page.name, _HALF)

    def _fail(self, name: str, reason: str) -> None:
        self.counts["failed"] += 1
        say(str(PageError(name, reason)))
        self._record.fail(self._run, name, reason)
