"""How many of the statements that were found are of each act, stance, kind, event, sourcing and outlet."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sayso.errors import RecordError
from sayso.record.query_syntax import UNKNOWN
from sayso.record.record import Record
from sayso.record.search import Query, fitting, whole
from sayso.text.folding import folded

_SPEAKERS = 15  # who are told of
_MONTHS = 24  # that are told one by one
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


def speakers(record: Record, query: Query) -> list[tuple[str, int]]:
    """Those who say most of what fits: their names, and how much."""
    sql, values = fitting(query)
    return _counted(
        record,
        "SELECT coalesce(k.name, g.name) AS name, sum(n) AS total FROM"
        # By numbers first: names are longer to compare.
        " (SELECT l.known, a.name, count(*) AS n"
        f" FROM ({sql}) AS g JOIN statement_actors AS x ON x.statement = g.number AND x.role = 'speaker'"
        " LEFT JOIN actor_links AS l ON l.actor = x.actor LEFT JOIN actors AS a ON a.id = x.actor AND l.known IS NULL"
        " GROUP BY 1, 2) AS g LEFT JOIN known_actors AS k ON k.id = g.known"
        " GROUP BY 1 ORDER BY total DESC, name LIMIT ?",
        (*values, _SPEAKERS),
    )


def days(record: Record, query: Query) -> list[tuple[str, int]]:
    """How much that fits was said in each month, the latest first; of many months in each year, of one month on each
    day."""
    is_month = bool(query.since and query.until and query.since[:7] == query.until[:7])
    sql, values = fitting(query, f"substr(f.day, 1, {10 if is_month else 7}) AS part, count(*)")
    found = _counted(record, f"{sql} AND f.day IS NOT NULL GROUP BY 1 ORDER BY 1 DESC", values)
    if len(found) <= _MONTHS or is_month:
        return found
    years: Counter[str] = Counter()
    for month, count in found:
        years[month[:4]] += count
    return list(years.items())


def _counted(record: Record, sql: str, values: Iterable[Any]) -> list[tuple[str, int]]:
    try:
        return [(row[0], row[1]) for row in record.connection.execute(sql, tuple(values))]
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        raise RecordError(record.path, f"cannot be searched for this ({error})") from error


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
