"""What several articles report as said at one occasion: the threads that linking made."""

import sqlite3
from dataclasses import dataclass

# Beside a thread's statement its article's, but those that a person marked wrong.
_OTHERS = (
    "SELECT count(DISTINCT v.article) FROM thread_statements AS o JOIN statements AS s ON s.id = o.statement"
    " JOIN versions AS v ON v.id = s.version AND v.latest LEFT JOIN corrected AS c ON c.statement = s.id"
    " WHERE o.thread = t.thread AND v.article <> f.article AND c.wrong IS NOT 1"
)


@dataclass(frozen=True, slots=True)
class InThread:
    """A statement that so many `others`, articles but its own, report too."""

    statement: str
    who: str
    content: str
    thread: int
    others: int


@dataclass(frozen=True, slots=True)
class Added:
    """A statement, by its id, and when the record had it (ISO 8601)."""

    statement: str
    added: str


def in_threads(connection: sqlite3.Connection, article: int) -> list[InThread]:
    """The statements of an article that others report too."""
    found = connection.execute(
        "SELECT f.id AS statement, coalesce(f.speakers, f.source) AS who, f.content, t.thread,"
        f" ({_OTHERS}) AS others FROM statement_view AS f JOIN thread_statements AS t ON t.statement = f.number"
        " WHERE f.article = ? ORDER BY f.number",
        (article,),
    )
    return [InThread(**row) for row in found if row["others"]]


def newest_reports(connection: sqlite3.Connection, thread: int, most: int) -> list[Added]:
    """The statements of a thread that came last, the newest first."""
    found = connection.execute(
        "SELECT s.permanent AS statement, v.added FROM thread_statements AS t JOIN statements AS s"
        " ON s.id = t.statement JOIN versions AS v ON v.id = s.version WHERE t.thread = ?"
        " ORDER BY t.statement DESC LIMIT ?",
        (thread, most),
    )
    return [Added(**row) for row in found]
