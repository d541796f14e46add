"""What is asked across articles, positions and audits, as pages and the API tell it."""

from collections.abc import Sequence
from typing import TypeVar

from fastapi import HTTPException

from sayso.analysis.audit import Row, audit
from sayso.analysis.compare import Difference, compare
from sayso.analysis.positions import Position, positions
from sayso.record import Query, Record
from sayso.web.answers import cursor
from sayso.web.kept import Kept

T = TypeVar("T")
_POSITIONS: Kept[list[Position]] = Kept(lambda found: sum(len(p.shown) for p in found), 50_000)
_AUDITS: Kept[list[Row]] = Kept(len, 300_000)
_DIFFERENCES: Kept[list[Difference]] = Kept(len, 100_000)


def held(record: Record, query: Query) -> list[Position]:
    """The positions about what a query is about. Raises ValueError where it tells no words to look for."""
    given = (query.about, query.since, query.until, query.by)
    return _POSITIONS.answer(record, given, lambda: positions(record, *given))


def audited(record: Record, query: Query) -> list[Row]:
    """The audit of the articles that a query chooses."""
    given = (query.outlet, query.published_since, query.published_until)
    return _AUDITS.answer(record, given, lambda: audit(record, *given))


def differences(record: Record, first: Query, second: Query) -> list[Difference]:
    """How the articles that one query chooses differ from those of another."""
    return _DIFFERENCES.answer(record, (first, second), lambda: compare(record, first, second))


def part(found: Sequence[T], after: str | None, limit: int) -> tuple[Sequence[T], str | None]:
    """Those behind a place, and the cursor for what follows where there is more. Answers 422 where it is no place."""
    if after and not (after.isascii() and after.isdigit() and len(after) < 10):
        raise HTTPException(422, "after: is no cursor: give the `next` of the answer before.")
    begin = int(after or 0)
    end = begin + limit
    return found[begin:end], cursor(str(end)) if len(found) > end else None
