"""What a known actor says, to whom, and who tells it."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.record.typed_rows import typed

_SAID_BY = """
SELECT s.id, s.number, s.day, s.act, s.negated, s.outlet, s.event, s.parent, b.parent AS outer,
    s.parent IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM statement_actors AS y JOIN actor_links AS m ON m.actor = y.actor
        WHERE y.statement = b.parent AND y.role = 'speaker' AND m.known = :known
    ) AS told
FROM statement_view AS s JOIN statements AS b ON b.id = s.number
WHERE s.number IN (
    SELECT x.statement FROM actor_links AS l JOIN statement_actors AS x ON x.actor = l.actor AND x.role = 'speaker'
    WHERE l.known = :known
)
ORDER BY coalesce(s.day, '') DESC, s.number
"""
_IN_ROLE = """
SELECT coalesce(k.name, a.name, nullif(s.source, ''), '(no source)') AS name,
    count(DISTINCT j.key) AS count, k.permanent AS known
FROM json_each(:statements) AS j JOIN statements AS s ON s.id = j.value
LEFT JOIN statement_actors AS x ON x.statement = s.id AND x.role = :role
LEFT JOIN actors AS a ON a.id = x.actor
LEFT JOIN actor_links AS l ON l.actor = a.id
LEFT JOIN known_actors AS k ON k.id = l.known
WHERE a.id IS NOT NULL OR :role = 'speaker'
GROUP BY 3, 1 ORDER BY count DESC, 1 LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class SaidBy:
    """A statement of an actor in a latest version: its id and row, those of the statement that it stands in (`parent`,
    `outer`), and whether somebody else tells it there."""

    id: str
    number: int
    day: str | None
    act: str
    negated: bool
    outlet: str | None
    event: str
    parent: str | None
    outer: int | None
    told: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """What there is how often; `known` is the id of an actor, where it is a known one."""

    name: str
    count: int
    known: str | None = None


def said_by(connection: sqlite3.Connection, known: int) -> list[SaidBy]:
    """The statements of a known actor in the latest versions, the latest day first."""
    return [typed(SaidBy, row) for row in connection.execute(_SAID_BY, {"known": known})]


def in_role(connection: sqlite3.Connection, statements: Iterable[int], role: str, most: int) -> list[Counted]:
    """Who has a role in some statements, by their rows, and in how many; the source where no actor has it."""
    given = {"statements": json.dumps(list(statements)), "role": role, "most": most}
    return [Counted(**row) for row in connection.execute(_IN_ROLE, given)]


def speaker_at(connection: sqlite3.Connection, statement: int, position: int) -> tuple[str, str | None] | None:
    """The name that its article has for a statement's speaker, the first at 0, and the id of the known actor that it
    is; None where it has none there."""
    found = connection.execute(
        "SELECT a.name, k.permanent AS known FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
        " LEFT JOIN actor_links AS l ON l.actor = a.id LEFT JOIN known_actors AS k ON k.id = l.known"
        " WHERE x.statement = ? AND x.role = 'speaker' ORDER BY x.position LIMIT 1 OFFSET ?",
        (statement, position),
    ).fetchone()
    return (found["name"], found["known"]) if found else None
