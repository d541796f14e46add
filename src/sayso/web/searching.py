"""A search as pages, feeds and the API tell it."""

import threading
from collections import OrderedDict
from dataclasses import replace

from fastapi import HTTPException, Request

from sayso.linking import like
from sayso.record import Facets, Found, Group, Query, Record, RecordError, facets, groups, open_query, search

_KEPT = 256  # queries whose counts are kept
_STAMP = (
    "SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'statements'), (SELECT max(id) FROM versions),"
    " (SELECT max(id) FROM runs), (SELECT max(id) FROM correction_sets), (SELECT count(*) FROM tombstones)"
)


class Tallies:
    """The counts of queries, kept until the record changes: those of all statements take too long for every visit."""

    def __init__(self) -> None:
        self._stamp: tuple[int | None, ...] = ()
        self._kept: OrderedDict[Query, list[Group]] = OrderedDict()
        self._turn = threading.Lock()

    def groups(self, record: Record, query: Query) -> list[Group]:
        """All that fit an open query, in groups."""
        stamp = tuple(record.connection.execute(_STAMP).fetchone())
        with self._turn:
            if stamp == self._stamp and query in self._kept:
                self._kept.move_to_end(query)
                return self._kept[query]
        made = groups(record, query)
        with self._turn:
            if stamp != self._stamp:
                self._stamp, self._kept = stamp, OrderedDict()
            self._kept[query] = made
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def found(record: Record, query: Query) -> tuple[list[Found], str | None]:
    """Statements, and the key to go on from where there are more. Answers 422 for what cannot be searched for."""
    try:
        some = search(record, replace(query, limit=query.limit + 1))
    except RecordError as error:
        raise _unsearchable() from error
    more = len(some) > query.limit
    return some[: query.limit], some[query.limit - 1].key if more else None


def alike(record: Record, text: str, query: Query) -> list[tuple[Found, float]]:
    """Statements near to a text in meaning, with how near. Answers 422 for what cannot be searched for."""
    try:
        return like(record, text, query)
    except RecordError as error:
        raise _unsearchable() from error


def counted(request: Request, record: Record, query: Query) -> Facets:
    """How many fit, and of what. Answers 422 for what cannot be searched for."""
    tallies: Tallies = request.app.state.tallies
    try:
        return facets(tallies.groups(record, open_query(query)), query)
    except RecordError as error:
        raise _unsearchable() from error


def _unsearchable() -> HTTPException:
    return HTTPException(422, "This cannot be searched for: change the words or start again.")
