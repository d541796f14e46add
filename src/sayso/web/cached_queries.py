"""What is asked across articles, positions and audits, as pages and the API tell it."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar
from zlib import crc32

from fastapi import HTTPException

from sayso.analysis.audit import Row, audit
from sayso.analysis.compare import Difference, compare
from sayso.analysis.positions import Position, positions
from sayso.record import Query, Record
from sayso.web.cache import Kept
from sayso.web.responses import cursor

T = TypeVar("T")
_POSITIONS: Kept[list[Position]] = Kept(lambda found: sum(len(p.shown) for p in found), 50_000)
_AUDITS: Kept[list[Row]] = Kept(len, 300_000)
_DIFFERENCES: Kept[list[Difference]] = Kept(len, 100_000)


def held(record: Record, query: Query) -> list[Position]:
    """The positions about what a query is about. Raises ValueError where it tells no words to look for."""
    given = (query.about, query.since, query.until, query.by)
    return _POSITIONS.answer(record, given, lambda: positions(record, *given))


def held_by(position: Position) -> str:
    """What tells a position from the others about the same."""
    return f"{position.known or position.actor} {position.holding} {position.first}"


def audited(record: Record, query: Query) -> list[Row]:
    """The audit of the articles that a query chooses."""
    given = (query.outlet, query.published_since, query.published_until)
    return _AUDITS.answer(record, given, lambda: audit(record, *given))


def differences(record: Record, first: Query, second: Query) -> list[Difference]:
    """How the articles that one query chooses differ from those of another."""
    return _DIFFERENCES.answer(record, (first, second), lambda: compare(record, first, second))


def part(found: Sequence[T], after: str | None, limit: int, name: Callable[[T], str]) -> tuple[Sequence[T], str | None]:
    """Those behind a place, and the cursor for what follows where there is more. `name` tells one from the others: a
    cursor holds that of the last one shown, so that what came before it meanwhile moves nothing. Answers 422 where it
    is no place."""
    begin = _behind(found, after, name) if after else 0
    some = found[begin : begin + limit]
    end = begin + len(some)
    return some, cursor(f"{end}.{_mark(name(some[-1]))}") if some and len(found) > end else None


def _behind(found: Sequence[T], after: str, name: Callable[[T], str]) -> int:
    """Where those behind a place begin: at the one that it names; where that is gone, where it was."""
    if not (told := re.fullmatch(r"([0-9]{1,9})\.([0-9]{1,10})", after)):
        raise HTTPException(422, "after: is no cursor: give the `next` of the answer before.")
    place, mark = map(int, told.groups())
    there = [n for n, one in enumerate(found, 1) if _mark(name(one)) == mark]
    return min(there, key=lambda n: abs(n - place), default=place)


def _mark(name: str) -> int:
    return crc32(name.encode("utf-8", "surrogatepass"))
