"""A thread as its page shows it: the reports in order, copies under what they repeat, the words that differ marked."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fastapi import HTTPException

from sayso.linking import Report, Thread, threads
from sayso.record import Query, Record
from sayso.record.versions import Brief, briefs, number_of
from sayso.web.cache import Kept
from sayso.web.cached_queries import part
from sayso.web.checking import Piece, pieces

MOST = 100  # threads that a list goes through
_LISTS: Kept[list[Thread]] = Kept(lambda found: sum(len(t.reports) for t in found), 20_000)


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report with its words in `pieces`; `copies` are the reports of articles that repeat its article; `repeats` is
    the article that its own repeats, where that one is not in the thread."""

    report: Report
    pieces: Sequence[Piece]
    copies: tuple["ShownReport", ...]
    repeats: Brief | None


@dataclass(frozen=True, slots=True)
class Shown:
    """`quoted` is the report that quotes most; `first` the one that was printed first, no primary source; `days` the
    first and the last day on which it was printed, or one where they are the same."""

    thread: Thread
    told: tuple[ShownReport, ...]
    quoted: Report | None
    first: Report | None
    speakers: tuple[str, ...]
    outlets: tuple[str, ...]
    days: tuple[str, ...]

    @property
    def head(self) -> Report:
        """The report that stands for all."""
        return self.quoted or self.told[0].report

    @property
    def disputed(self) -> bool:
        """Whether articles credit different speakers with it."""
        return len(self.speakers) > 1 and len({r.speakers for r in self.thread.reports if r.speakers}) > 1

    @property
    def credited(self) -> dict[str, list[str]]:
        """The outlets that credit each speaker; an article of no outlet by its title."""
        out: dict[str, dict[str, None]] = {}
        for r in self.thread.reports:
            if r.speakers:
                out.setdefault(r.speakers, {})[r.outlet or r.title or r.article] = None
        return {who: list(where) for who, where in out.items()}

    @property
    def differ(self) -> bool:
        """Whether quotations differ in their words."""
        return any(r.changes or r.cut for r in self.thread.reports)


def listed(record: Record, query: Query) -> tuple[Sequence[Thread], str | None]:
    """The threads of statements that fit, those in most articles first, and the cursor for what follows; at most MOST
    in all. Answers 422 for what cannot be searched for, 503 where too many ask."""
    first = replace(query, limit=MOST, after=None)
    try:
        found = _LISTS.answer(record, first, lambda: threads(record, first))
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        raise HTTPException(422, "This cannot be searched for: change the words or start again.") from error
    return part(found, query.after, query.limit, lambda t: str(t.id))


def shown(record: Record, thread: Thread) -> Shown:
    """A thread as its page shows it."""
    told = tuple(_folded(record, thread.reports))
    printed = sorted({r.published[:10] for r in thread.reports if r.published})
    return Shown(
        thread,
        told,
        next((r for r in thread.reports if r.statement == thread.fullest), None),
        next((t.report for t in told if not t.report.primary and t.report.published), None),
        tuple(dict.fromkeys(thread.speakers)),  # two of one name are no dispute that a reader could follow
        tuple(dict.fromkeys(r.outlet for r in thread.reports if r.outlet)),
        tuple(dict.fromkeys((*printed[:1], *printed[-1:]))),
    )


def _folded(record: Record, reports: Sequence[Report]) -> Iterator[ShownReport]:
    """The reports, those of a copy under the one of the original with the same words, or else its first."""
    there = {r.article for r in reports}
    under: dict[str, list[Report]] = {}
    top = [r for r in reports if r.repeats not in there]
    for r in reports:
        if r.repeats in there:
            of = [t for t in top if t.article == r.repeats]
            under.setdefault(min(of, key=lambda t: t.content != r.content).statement, []).append(r)
    for r in top:
        copies = tuple(ShownReport(c, _pieces(c), (), None) for c in under.get(r.statement, ()))
        yield ShownReport(r, _pieces(r), copies, _article(record, r.repeats) if r.repeats else None)


def _pieces(r: Report) -> Sequence[Piece]:
    return pieces(r.content, r.changes or ())


def _article(record: Record, key: str) -> Brief | None:
    number = number_of(record.connection, key)
    return None if number is None else briefs(record.connection, [number]).get(number)
