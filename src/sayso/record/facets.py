"""How many of the statements that were found are of each act, stance, kind, event, sourcing and outlet."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.errors import RecordError
from sayso.record.folding import folded
from sayso.record.query_syntax import UNKNOWN
from sayso.record.record import Record
from sayso.record.search import Query, fitting, whole

_FIELDS = ("act", "stance", "kind", "event", "sourcing", "outlet")


@dataclass(frozen=True, slots=True)
class Group:
    """How many statements are alike in `values`: act, stance, kind, event, sourcing and outlet."""

    values: tuple[str | None, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """`total` statements fit. For each of act, stance, kind, event, sourcing and outlet the values with their counts,
    the most frequent first: those that would fit if nothing were chosen of that field, so that one can choose another
    value."""

    total: int
    counts: dict[str, list[tuple[str, int]]]


def open_query(query: Query) -> Query:
    """A query without what is chosen of the facets, and without its page."""
    return replace(query, act=(), stance=(), kind=(), event=(), sourcing=(), outlet=None, limit=0, after=None)


def groups(record: Record, query: Query) -> list[Group]:
    """All that fit an open query, in groups.

    Raises RecordError where it cannot be searched for.
    """
    fields = ", ".join(f"f.{field}" for field in _FIELDS)
    sql, values = fitting(query, f"{fields}, count(*)")
    try:
        rows = record.connection.execute(f"{sql} GROUP BY {fields}", values).fetchall()
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        raise RecordError(record.path, f"cannot be searched for this ({error})") from error
    return [Group(tuple(row)[:-1], row[-1]) for row in rows]


def facets(some: Iterable[Group], query: Query) -> Facets:
    """The counts for a query, from the groups of its open query."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in _FIELDS}
    total = 0
    for group in some:
        valued = list(zip(_FIELDS, group.values, strict=True))
        misses = [field for field, value in valued if not _fits(query, field, value)]
        total += 0 if misses else group.count
        for field, value in valued:
            if value is not None and misses in ([], [field]):
                counts[field][value] += group.count
    return Facets(total, {f: sorted(c.items(), key=lambda x: (-x[1], x[0])) for f, c in counts.items()})


def _fits(query: Query, field: str, value: str | None) -> bool:
    if field != "outlet":
        chosen = getattr(query, field)
        return not chosen or value in chosen
    name = query.outlet or ""
    if name == UNKNOWN:
        return not value
    if exact := whole(name):
        return value == exact
    return folded(name) in folded(value or "")
