"""Who has a role in statements."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks in a statement, by its row: an actor of its article, and the known actor that he is, where he is
    one."""

    statement: int
    name: str
    titles: tuple[str, ...]
    known: int | None


def speakers(connection: sqlite3.Connection, statements: Iterable[int]) -> list[Speaker]:
    """Who speaks in each of some statements, in their order."""
    found = connection.execute(
        "SELECT x.statement, a.name, a.titles, l.known FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
        " LEFT JOIN actor_links AS l ON l.actor = a.id WHERE x.role = 'speaker'"
        " AND x.statement IN (SELECT value FROM json_each(?)) ORDER BY x.statement, x.position",
        (json.dumps(sorted(statements)),),
    )
    return [Speaker(x["statement"], x["name"], tuple(json.loads(x["titles"])), x["known"]) for x in found]


def addressees(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """The statements that tell to whom they are said, by their rows, and the names of these."""
    found = connection.execute(
        "SELECT x.statement, a.name FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
        " WHERE x.role = 'addressee'"
    )
    return [(row["statement"], row["name"]) for row in found]
