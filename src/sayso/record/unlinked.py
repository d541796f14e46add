"""The articles that wait to be joined with the others."""

import sqlite3


def waiting(connection: sqlite3.Connection) -> int:
    """How many there are."""
    count: int = connection.execute("SELECT count(*) FROM unlinked").fetchone()[0]
    return count
