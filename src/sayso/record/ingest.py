"""Articles that are found, read and kept: what adds to a record, from the command line or a browser."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator

from sayso.article import Article
from sayso.errors import PageError
from sayso.pages import Found, Page, Primary, is_english, primary
from sayso.pages.transcripts import PrimaryKind
from sayso.record.record import Record, Run

_HALF = "holds half of a surrogate pair, which is no valid Unicode: mend it"
OUTCOMES = ("added", "changed", "unchanged", "removed", "failed")


class Adding:
    """One run that adds, all as the `primary` source that a person says it is, or as what it was before. `counts` are
    its outcomes so far, `statements` how many came with them, `seen` the bytes of pages; `say` is told what a person
    should know, a line at a time."""

    def __init__(self, record: Record, run: Run, say: Callable[[str], None], primary: Primary | None = None) -> None:
        self._record, self._run, self._say, self._primary = record, run, say, primary
        # Of each article that is being read its page and what it is; None for what failed.
        self._pages: deque[tuple[Page, PrimaryKind | None] | None] = deque()
        self.counts: Counter[str] = Counter()
        self.statements = 0
        self.seen = 0

    def all(
        self,
        items: Iterable[Found | PageError],
        read: Callable[[Iterable[Article | PageError]], Iterable[Article | PageError]],
    ) -> Iterator[None]:
        """Add all that is new among the items, by what reads articles in their order; comes back after each."""
        for item in read(self._fresh(items)):
            self._keep(item)
            yield

    def take(self, page: Page, article: Article) -> None:
        """Add an article that was read before, as it was read."""
        self.counts[self._record.add(self._run, page, article)] += 1
        self.statements += len(article.statements)

    def told(self) -> str:
        """What came of it, in words."""
        return ", ".join(f"{self.counts[o]} {o}" for o in OUTCOMES if self.counts[o]) or "nothing new"

    def _fresh(self, items: Iterable[Found | PageError]) -> Iterator[Article | PageError]:
        """What is to be read: articles that the record does not have as they are, and errors."""
        for item in items:
            if isinstance(item, PageError):
                self._pages.append(None)
                yield item
                continue
            self.seen += len(item.page.data)
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
                self._say(f"{item.page.name}: in {item.article.language}, not English: no statements were read")
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
                self.statements += len(item.statements)
            except UnicodeEncodeError:
                self._fail(page.name, _HALF)

    def _fail(self, name: str, reason: str) -> None:
        self.counts["failed"] += 1
        self._say(str(PageError(name, reason)))
        self._record.fail(self._run, name, reason)
