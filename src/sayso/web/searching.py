"""A search as pages, feeds and the API tell it."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from fastapi import HTTPException, Request

from sayso.linking import like
from sayso.record import Facets, Found, Query, Record, RecordError, facets, groups, open_query, search
from sayso.record.facets import less_likely, speakers
from sayso.record.passages import Range, hits
from sayso.record.query import asked_for
from sayso.record.typed_days import Days, typed_days
from sayso.web.cache import Kept
from sayso.web.connections import Connections

_KEPT = 768  # counts of queries that are kept; of each there are four
T = TypeVar("T")


class Tallies:
    """The counts of queries, kept until the record changes: those of all statements take too long for every visit."""

    def __init__(self) -> None:
        self._kept: Kept[Any] = Kept(lambda _: 0, 0, _KEPT, long=False)

    def facets(self, record: Record, query: Query) -> Facets:
        """How many fit, and of what."""

        def facets_of(record: Record, query: Query) -> Facets:
            return facets(self.of(record, open_query(query), groups), query)

        return self.of(record, query, facets_of)

    def people(self, record: Record, query: Query) -> list[tuple[str, int]]:
        """Who says most of what fits, whoever is asked for."""
        return self.of(record, replace(query, by=None), speakers)

    def less_likely(self, record: Record, query: Query) -> int:
        """How many more are less likely."""
        return self.of(record, query, less_likely)

    def begin(self, connections: Connections) -> None:
        """Count what the first page tells, so that the first visitor does not wait for it."""
        with suppress(HTTPException, RecordError, sqlite3.Error), connections.reading() as record:
            for count in (self.facets, self.people, self.less_likely):
                count(record, Query())

    def of(self, record: Record, query: Query, what: Callable[[Record, Query], T]) -> T:
        """What is counted of a query, whatever page of it is shown. Answers 422 for what cannot be searched for."""
        query = replace(query, limit=0, after=None)
        try:
            return cast(T, self._kept.answer(record, (what.__name__, query), lambda: what(record, query)))
        except RecordError as error:
            raise _unsearchable() from error


def tallies(request: Request) -> Tallies:
    """The counts of the site that a request is for."""
    return cast(Tallies, request.app.state.tallies)


def found(record: Record, query: Query) -> tuple[list[Found], str | None]:
    """Statements, and the key to go on from where there are more. Answers 422 for what cannot be searched for."""
    try:
        some = search(record, replace(query, limit=query.limit + 1))
    except RecordError as error:
        raise _unsearchable() from error
    more = len(some) > query.limit
    return some[: query.limit], some[query.limit - 1].key if more else None


def marked(some: Sequence[Found], query: Query) -> list[tuple[tuple[Range, ...], tuple[Range, ...]]]:
    """Where what was looked for stands in the sentence and in the title of each statement."""
    titles = [one.row["title"] or "" for one in some]
    made = hits([*(one.sentence for one in some), *titles], asked_for(query))
    return list(zip(made[: len(some)], made[len(some) :], strict=True))


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day, its first and last day, and how many statements are of it."""

    name: str
    since: str
    until: str
    count: int


def periods(counts: Facets) -> list[Period]:
    """When how much of what fits was said."""
    return [Period(of, meant.first, meant.last, n) for of, n in counts.periods if (meant := _meant(of))]


def _meant(of: str) -> Days | None:
    """The days of a period; None for what is none."""
    try:
        return typed_days(of)
    except ValueError:
        return None


def alike(record: Record, text: str, query: Query) -> list[tuple[Found, float]]:
    """Statements near to a text in meaning, with how near. Answers 422 for what cannot be searched for."""
    try:
        return like(record, text, query)
    except RecordError as error:
        raise _unsearchable() from error


def _unsearchable() -> HTTPException:
    return HTTPException(422, "This cannot be searched for: change the words or start again.")
