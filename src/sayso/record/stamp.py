"""What tells that a record has changed."""

import sqlite3

_STAMP = """
SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'statements'), (SELECT max(id) FROM versions),
    (SELECT max(id) FROM runs), (SELECT count(*) FROM tombstones),
    (SELECT count(*) FROM unlinked), (SELECT max(id) FROM correction_sets)
"""
Stamp = tuple[int | None, ...]


def stamp(connection: sqlite3.Connection) -> Stamp:
    """What is another one as soon as anything was written that answers tell of."""
    return tuple(connection.execute(_STAMP).fetchone())
