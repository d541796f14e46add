"""The known actors as a list: each with how many articles name it, and how much it says there."""

import sqlite3
from dataclasses import dataclass

from sayso.actors.names import folded
from sayso.record.known_actors import KnownActor, of_row

_LISTED = """
SELECT k.*, m.articles, m.statements FROM known_actors AS k JOIN (
    SELECT l.known, count(DISTINCT a.version) AS articles,
        count(DISTINCT CASE WHEN c.wrong IS NOT 1 AND s.event = 'speech' THEN x.statement END) AS statements
    FROM actor_links AS l JOIN actors AS a ON a.id = l.actor JOIN versions AS v ON v.id = a.version AND v.latest
    LEFT JOIN statement_actors AS x ON x.actor = a.id AND x.role = 'speaker'
    LEFT JOIN statements AS s ON s.id = x.statement
    LEFT JOIN corrected AS c ON c.statement = x.statement WHERE {where} GROUP BY l.known
) AS m ON m.known = k.id ORDER BY m.statements DESC, m.articles DESC, k.name, k.permanent LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A known actor with the numbers of articles that name it, and of what it says there; what others tell of its mind
    does not count. `types` and `genders` count what its articles take it for."""

    id: str
    name: str
    type: str
    titles: tuple[str, ...]
    affiliation: str | None
    gender: str | None
    identifiers: dict[str, str]
    types: dict[str, int]
    genders: dict[str, int]
    articles: int
    statements: int

    @classmethod
    def of(cls, k: KnownActor, articles: int, statements: int) -> "Listed":
        """A known actor with these numbers."""
        return cls(
            k.permanent, k.name, k.type, k.titles, k.affiliation, k.gender, k.identifiers, k.types, k.genders,
            articles, statements,
        )  # fmt: skip


def every(connection: sqlite3.Connection, limit: int | None = None) -> list[Listed]:
    """All known actors, those first who say most."""
    return _listed(connection, "1", (), limit)


def called(connection: sqlite3.Connection, words: str, limit: int | None = None) -> list[Listed]:
    """Those who have these words in one name, in their order, those first who say most."""
    like = "%".join(("", *(folded(words) or ("#",)), ""))
    return _listed(connection, "l.known IN (SELECT known FROM known_names WHERE name LIKE ?)", (like,), limit)


def one(connection: sqlite3.Connection, known: int) -> Listed | None:
    """The known actor of this row; None where no article names it."""
    return next(iter(_listed(connection, "l.known = ?", (known,), 1)), None)


def _listed(connection: sqlite3.Connection, where: str, values: tuple[object, ...], limit: int | None) -> list[Listed]:
    found = connection.execute(_LISTED.format(where=where), (*values, -1 if limit is None else limit))
    return [Listed.of(of_row(k), k["articles"], k["statements"]) for k in found.fetchall()]
