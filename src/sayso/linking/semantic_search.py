"""Statements of a meaning, in whatever words: by their sentence vectors."""

import sqlite3
from functools import cache

import numpy as np

from sayso.attribution import Sentences
from sayso.record import Found, Query, Record, RecordError, fitting, statement

_AT_ONCE = 20_000  # vectors that are compared in one go
_LEAST = 0.35  # cosine under which two texts have nothing to do with each other


@cache
def sentences() -> Sentences:
    """The sentence encoder, loaded once."""
    return Sentences()


def like(record: Record, text: str, query: Query) -> list[tuple[Found, float]]:
    """The statements that are nearest to a text in meaning, of those that fit a query, and the cosine of each; the
    nearest first, at most `query.limit`. Exact: every vector is looked at. Raises RecordError where there is no looking
    for the query's words."""
    sql, values = fitting(query)
    filtered = f"WHERE statement IN ({sql})" if "WHERE" in sql else ""
    try:
        found = record.connection.execute(f"SELECT statement, vector FROM vectors {filtered}", values)
    except sqlite3.OperationalError as error:  # words that are none: a NUL
        raise RecordError(record.path, f"cannot be searched for this ({error})") from error
    told = ((_found(record, s), round(cosine, 3)) for s, cosine in _ranked(found, text, 4 * query.limit))
    return [(f, cosine) for f, cosine in told if f][: query.limit]


def nearest(record: Record, text: str, most: int) -> dict[int, float]:
    """The ids of the statements that are nearest to a text in meaning and the cosine of each, the nearest first, at
    most `most`."""
    found = record.connection.execute("SELECT statement, vector FROM vectors")
    return dict(_ranked(found, text, most)[:most])


def _ranked(found: sqlite3.Cursor, text: str, most: int) -> list[tuple[int, float]]:
    """The statements of rows with vectors by their nearest one, of each lot so many as may come first."""
    wanted = sentences().vector(text)
    best: dict[int, float] = {}
    while some := found.fetchmany(_AT_ONCE):
        held = np.frombuffer(b"".join(row["vector"] for row in some), np.int8).reshape(len(some), -1)
        cosines = held @ wanted / 127
        for n in np.argsort(-cosines)[:most]:
            if cosines[n] >= _LEAST:
                best[some[n]["statement"]] = max(float(cosines[n]), best.get(some[n]["statement"], -1.0))
    return sorted(best.items(), key=lambda x: (-x[1], x[0]))


def _found(record: Record, number: int) -> Found | None:
    row = record.connection.execute("SELECT id FROM statement_view WHERE number = ?", (number,)).fetchone()
    return statement(record, row["id"]) if row else None
