"""The articles that wait to be joined with the others."""

import sqlite3
from collections.abc import Iterable


def waiting(connection: sqlite3.Connection) -> int:
    """How many there are."""
    count: int = connection.execute("SELECT count(*) FROM unlinked").fetchone()[0]
    return count


def first(connection: sqlite3.Connection, most: int) -> list[int]:
    """Those that were added first, at most so many."""
    found = connection.execute("SELECT article FROM unlinked ORDER BY article LIMIT ?", (most,))
    return [row["article"] for row in found]


def linked(connection: sqlite3.Connection, articles: Iterable[int]) -> None:
    """Note that these wait no longer."""
    connection.executemany("DELETE FROM unlinked WHERE article = ?", [(a,) for a in articles])


def is_any_name_open(connection: sqlite3.Connection) -> bool:
    """Whether it is to be decided again who has a name."""
    return connection.execute("SELECT 1 FROM open_forms LIMIT 1").fetchone() is not None


def is_any_left(connection: sqlite3.Connection) -> bool:
    """Whether it is kept of an actor that went who it was taken for."""
    return connection.execute("SELECT 1 FROM left_links LIMIT 1").fetchone() is not None
