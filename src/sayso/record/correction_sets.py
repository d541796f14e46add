"""What one person says in one go, of one statement or of many: it is taken back as one, by that person alone."""

import sqlite3

from sayso.record.rows import dumps


def begin(connection: sqlite3.Connection, who: str, at: str) -> int:
    """A new set, for what is said now."""
    made = connection.execute("INSERT INTO correction_sets (who, at) VALUES (?, ?)", (who, at))
    return made.lastrowid or 0


def begun(connection: sqlite3.Connection, number: int) -> str:
    """When a set was begun."""
    moment: str = connection.execute("SELECT at FROM correction_sets WHERE id = ?", (number,)).fetchone()["at"]
    return moment


def last(connection: sqlite3.Connection, who: str) -> int | None:
    """The last set of a person of which something holds; None where there is none."""
    tables = ("corrections", "actor_corrections", "actor_edits")
    holds = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE correction_set = s.id AND withdrawn IS NULL)" for table in tables
    )
    found = connection.execute(
        f"SELECT s.id FROM correction_sets AS s WHERE s.who = ? AND ({holds}) ORDER BY s.id DESC LIMIT 1", (who,)
    ).fetchone()
    return found["id"] if found else None


def undo(connection: sqlite3.Connection, number: int, who: str, at: str) -> str:
    """Note that a person takes a set back; gives what stands in `withdrawn` of its rows."""
    connection.execute("INSERT INTO correction_sets (who, at, undoes) VALUES (?, ?, ?)", (who, at, number))
    return dumps([who, at])
