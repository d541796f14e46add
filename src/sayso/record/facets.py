"""How many of the statements that were found are of each act, stance, kind, event, sourcing and outlet."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sayso.record.query import Query, whole
from sayso.record.query_syntax import UNKNOWN
from sayso.record.record import Record
from sayso.record.search import fitting, searching, tuples
from sayso.record.versions import last_statement
from sayso.text.folding import folded

_SPEAKERS = 15  # who are told of
_MONTHS = 24  # that are told one by one
_FIELDS = ("act", "stance", "kind", "event", "sourcing", "outlet")
_AT_ONCE = 1_000_000  # statements; what is counted of them is in memory together


# How many statements are alike in when they were said (a month, or of a query within one month a day), act, stance,
# kind, event, sourcing and outlet; what is not known is empty.
Groups = Mapping[tuple[str, ...], int]


@dataclass(frozen=True, slots=True)
class Facets:
    """`total` statements fit. For each of act, stance, kind, event, sourcing and outlet the values with their counts,
    the most frequent first: those that would fit if nothing were chosen of that field, so that one can choose another
    value. `periods`: how many that fit were said in each month, the latest first; of many months in each year, of one
    month on each day."""

    total: int
    counts: dict[str, list[tuple[str, int]]]
    periods: list[tuple[str, int]]


def open_query(query: Query) -> Query:
    """A query without what is chosen of the facets, and without its page."""
    return replace(query, act=(), stance=(), kind=(), event=(), sourcing=(), outlet=None, limit=0, after=None)


def groups(record: Record, query: Query) -> Groups:
    """All that fit an open query, in groups.

    Raises RecordError where it cannot be searched for.
    """
    # One string of each, counted in Python: SQLite would sort them all to group them, which takes three times as long.
    # The outlet last, as only it can have any characters.
    told = " || '|' || ".join(f"f.{field}" for field in _FIELDS[:-1])
    period = f"coalesce(substr(f.day, 1, {10 if _is_month(query) else 7}), '')"
    sql, values = fitting(query, f"json_group_array({period} || '|' || {told} || '|' || coalesce(f.outlet, ''))")
    found: Counter[str] = Counter()
    with searching(record):
        last = last_statement(record.connection)
    for first in range(0, last, _AT_ONCE):
        ((some,),) = tuples(record, f"{sql} AND f.number > ? AND f.number <= ?", (*values, first, first + _AT_ONCE))
        found.update(json.loads(some))
    return {tuple(alike.split("|", len(_FIELDS))): count for alike, count in found.items()}


def facets(some: Groups, query: Query) -> Facets:
    """The counts for a query, from the groups of its open query."""
    chosen = [{v for v in {of[n] for of in some} if _fits(query, field, v)} for n, field in enumerate(_FIELDS, 1)]
    counts: list[Counter[str]] = [Counter() for _ in ("period", *_FIELDS)]
    total = 0
    for values, count in some.items():
        misses = [n for n, fit in enumerate(chosen, 1) if values[n] not in fit]
        if not misses:
            total += count
            for n, value in enumerate(values):
                counts[n][value] += count
        elif len(misses) == 1:
            counts[misses[0]][values[misses[0]]] += count
    periods, *told = ([(value, n) for value, n in of.items() if value] for of in counts)
    ordered = {field: sorted(of, key=lambda x: (-x[1], x[0])) for field, of in zip(_FIELDS, told, strict=True)}
    return Facets(total, ordered, _periods(sorted(periods, reverse=True), _is_month(query)))


def less_likely(record: Record, query: Query) -> int:
    """How many more would fit if the confidence did not count: what is probably no statement.

    Raises RecordError where it cannot be searched for.
    """
    if not query.least:
        return 0
    sql, values = fitting(replace(query, min_confidence=0.0), "count(*)")
    sql += " AND f.confidence < ? AND f.corrected_by IS NULL"
    ((more,),) = tuples(record, sql, (*values, query.least))
    return int(more)


def speakers(record: Record, query: Query) -> list[tuple[str, int]]:
    """Those who say most of what fits: their names, and how much.

    Raises RecordError where it cannot be searched for.
    """
    sql, values = fitting(query)
    sql = (
        "SELECT coalesce(k.name, g.name) AS name, sum(n) AS total FROM"
        # By numbers first: names are longer to compare.
        " (SELECT l.known, a.name, count(*) AS n"
        f" FROM ({sql}) AS g JOIN statement_actors AS x ON x.statement = g.number AND x.role = 'speaker'"
        " LEFT JOIN actor_links AS l ON l.actor = x.actor LEFT JOIN actors AS a ON a.id = x.actor AND l.known IS NULL"
        " GROUP BY 1, 2) AS g LEFT JOIN known_actors AS k ON k.id = g.known"
        " GROUP BY 1 ORDER BY total DESC, name LIMIT ?"
    )
    return [(name, total) for name, total in tuples(record, sql, (*values, _SPEAKERS))]


def _is_month(query: Query) -> bool:
    """Whether a query is of days of one month."""
    return bool(query.since and query.until and query.since[:7] == query.until[:7])


def _periods(found: list[tuple[str, int]], is_month: bool) -> list[tuple[str, int]]:
    """Months or days; years, where these are too many."""
    if len(found) <= _MONTHS or is_month:
        return found
    years: Counter[str] = Counter()
    for month, count in found:
        years[month[:4]] += count
    return list(years.items())


def _fits(query: Query, field: str, value: str) -> bool:
    if field != "outlet":
        chosen = getattr(query, field)
        return not chosen or value in chosen
    name = query.outlet or ""
    if name == UNKNOWN:
        return not value
    if exact := whole(name):
        return value == exact
    return folded(name) in folded(value)
