"""What statements mean, as sentence vectors: bytes, 127 for a length of 1."""

import sqlite3
from collections.abc import Iterator

from sayso.record.query import Query
from sayso.record.record import Record
from sayso.record.search import fitting, searching

_AT_ONCE = 20_000  # vectors


def lots(record: Record, query: Query | None = None) -> Iterator[list[tuple[int, bytes]]]:
    """The rows of statements, of all or of those that fit a query, each with a vector of it: many together.

    Raises RecordError, before the first, where there is no looking for the query's words.
    """
    sql, values = fitting(query) if query else ("", [])
    cursor = record.connection.cursor()
    cursor.row_factory = None  # plain tuples: there are many
    with searching(record):
        cursor.execute(f"SELECT statement, vector FROM vectors {f'WHERE statement IN ({sql})' if sql else ''}", values)
    return iter(lambda: cursor.fetchmany(_AT_ONCE), [])


def vectors_in(connection: sqlite3.Connection, version: int) -> dict[int, list[bytes]]:
    """The vectors of each statement of a version, by its row."""
    out: dict[int, list[bytes]] = {}
    for row in connection.execute(
        "SELECT x.statement, x.vector FROM vectors AS x JOIN statements AS s ON s.id = x.statement WHERE s.version = ?"
        " ORDER BY x.statement, x.position",
        (version,),
    ):
        out.setdefault(row["statement"], []).append(row["vector"])
    return out
