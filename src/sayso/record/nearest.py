"""What is nearest to a question that finds nothing: how much there is with a part of it left out."""

import shlex
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from sayso.record import unlinked
from sayso.record.query import Query
from sayso.record.query_words import command
from sayso.record.record import Record
from sayso.record.search import fitting

_OUTLETS = """
SELECT outlet, count(*) AS articles, min(substr(published, 1, 10)) AS first, max(substr(published, 1, 10)) AS last
FROM versions WHERE latest GROUP BY outlet ORDER BY articles DESC, outlet
"""
_NAMED = 5  # outlets
MOST = 1000  # statements that are counted
# What may be left out of a query, and the fields that it is told by; first what is most often too narrow.
_PARTS = (
    ("the days", ("since", "until", "published_since", "published_until", "month")),
    ("the outlet", ("outlet",)),
    ("the name", ("by", "to")),
    ("the filters", ("act", "stance", "kind", "event", "sourcing", "gender", "counted", "copied")),
    ("the least probability", ("min_confidence", "min_credit")),
    ("the words", ("words", "about")),
)
_ANY: dict[str, Any] = {f.name: f.default for f in fields(Query)} | {"min_confidence": 0.0}


@dataclass(frozen=True, slots=True)
class Way:
    """What is left out (`without`, such as "the days"), and how many statements the query then finds, at most MOST."""

    without: str
    query: Query
    found: int


@dataclass(frozen=True, slots=True)
class Nearest:
    """How many articles the record has, how many of them are not linked yet, from which day to which they are, and of
    which outlets most; how many statements the query finds, at most MOST; and where it finds none, what does with a
    part left out."""

    articles: int
    waiting: int
    first: str | None
    last: str | None
    outlets: tuple[tuple[str, int], ...]
    query: Query
    found: int
    ways: tuple[Way, ...]

    def told(self, record: str, missing: str) -> str:
        """It as one line: why there is no `missing`, and what to do."""
        if not self.articles:
            return f"the record has no articles yet: `sayso add {shlex.quote(record)} PAGE` brings them in"
        have = f"{self.articles:,} article{'s' if self.articles != 1 else ''}"
        if self.found:
            return f"no {missing} in {have}, but {many(self.found)} fit: `{command(self.query, record)}`"
        if not self.ways:
            return f"no {missing} in {have} fits: `{command(Query(), record)}` shows what there is"
        way = self.ways[0]
        found = f"{many(way.found)} {'does' if way.found == 1 else 'do'}"
        return f"no {missing} in {have} fits; without {way.without} {found}: `{command(way.query, record)}`"


def nearest(record: Record, query: Query) -> Nearest:
    """What a record has where a question, with this query, finds nothing."""
    outlets = record.connection.execute(_OUTLETS).fetchall()
    articles = sum(row["articles"] for row in outlets)
    days = [row[end] for row in outlets for end in ("first", "last") if row[end]]
    named = tuple((row["outlet"], row["articles"]) for row in outlets if row["outlet"])[:_NAMED]
    query = replace(query, limit=Query().limit, after=None)
    found = _count(record, query) if articles else 0
    ways = () if found or not articles else tuple(_ways(record, query))
    waiting = unlinked.waiting(record.connection)
    return Nearest(articles, waiting, min(days, default=None), max(days, default=None), named, query, found, ways)


def many(found: int) -> str:
    """How many statements, in words."""
    return f"{found:,}{' or more' if found == MOST else ''} statement{'s' if found != 1 else ''}"


def _ways(record: Record, query: Query) -> Iterator[Way]:
    for without, names in _PARTS:
        wider = replace(query, **{name: _ANY[name] for name in names})
        if wider != query and (found := _count(record, wider)):
            yield Way(without, wider, found)


def _count(record: Record, query: Query) -> int:
    """How many statements fit, at most MOST; none where it cannot be searched for."""
    sql, values = fitting(query)
    try:
        counted = record.connection.execute(f"SELECT count(*) FROM ({sql} LIMIT ?)", (*values, MOST)).fetchone()
    except (sqlite3.Error, UnicodeEncodeError, OverflowError):
        return 0
    return int(counted[0])
