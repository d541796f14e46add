"""Known actors: one for one person or body, whatever article names it."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.article import ActorType, Gender

_COLUMNS = "k.id, k.permanent, k.name, k.type, k.titles, k.affiliation, k.gender, k.identifiers, k.types, k.genders"


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A known actor by its row; `permanent` is its id. `types` and `genders` count what its articles take it for."""

    id: int
    permanent: str
    name: str
    type: ActorType
    titles: tuple[str, ...]
    affiliation: str | None
    gender: Gender | None
    identifiers: dict[str, str]
    types: dict[str, int]
    genders: dict[str, int]


def known_actor(connection: sqlite3.Connection, number: int) -> KnownActor | None:
    """The known actor of this row; None where there is none."""
    found = connection.execute(f"SELECT {_COLUMNS} FROM known_actors AS k WHERE k.id = ?", (number,)).fetchone()
    return of_row(found) if found else None


def known_actors(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, KnownActor]:
    """Known actors, by their rows; of one that people merged, the one that it is now."""
    found = {k: known_actor(connection, resolved(connection, k)) for k in set(numbers)}
    return {k: actor for k, actor in found.items() if actor}


def resolved(connection: sqlite3.Connection, known: int) -> int:
    """The known actor that this one is: itself, the one that people merged it into, or that it was found to be."""
    while row := connection.execute("SELECT merged, moved FROM known_actors WHERE id = ?", (known,)).fetchone():
        other = row["merged"] if row["merged"] is not None else row["moved"]
        if other is None:
            break
        known = other
    return known


def number_of(connection: sqlite3.Connection, permanent: str) -> int | None:
    """The row of the known actor of an id; None where there is none."""
    found = connection.execute("SELECT id FROM known_actors WHERE permanent = ?", (permanent,)).fetchone()
    return found["id"] if found else None


def id_of(connection: sqlite3.Connection, number: int) -> str | None:
    """The id of the known actor of a row; None where there is none."""
    found = connection.execute("SELECT permanent FROM known_actors WHERE id = ?", (number,)).fetchone()
    return found["permanent"] if found else None


def new(connection: sqlite3.Connection, name: str, type: str, permanent: str) -> int:
    """A known actor of whom nothing but this is told yet; gives its row."""
    made = connection.execute(
        "INSERT INTO known_actors (name, type, titles, identifiers, permanent) VALUES (?, ?, '[]', '{}', ?)",
        (name, type, permanent),
    )
    return made.lastrowid or 0


def count(connection: sqlite3.Connection) -> int:
    """How many there are."""
    number: int = connection.execute("SELECT count(*) FROM known_actors").fetchone()[0]
    return number


def keep_merged(connection: sqlite3.Connection, known: int, into: int | None) -> None:
    """Keep that people made a known actor one with another, or with none any more."""
    connection.execute("UPDATE known_actors SET merged = ? WHERE id = ?", (into, known))


def keep_moved(connection: sqlite3.Connection, known: int, to: int) -> None:
    """Let a known actor whom nobody is any more lead to another."""
    connection.execute("UPDATE known_actors SET moved = ? WHERE id = ?", (to, known))


def keep_standing(connection: sqlite3.Connection, known: int) -> None:
    """Let a known actor lead to no other, by what was found."""
    connection.execute("UPDATE known_actors SET moved = NULL WHERE id = ? AND moved IS NOT NULL", (known,))


def votes(connection: sqlite3.Connection, known: int, field: str, most: int) -> list[tuple[str, int]]:
    """What most articles say that a known actor is, and how many do."""
    found = connection.execute(
        "SELECT value, number FROM known_votes WHERE known = ? AND field = ? AND number > 0"
        " ORDER BY number DESC, value LIMIT ?",
        (known, field, most),
    )
    return [(row["value"], row["number"]) for row in found]


def describe(connection: sqlite3.Connection, known: int, told: Mapping[str, str | None]) -> None:
    """Keep what a known actor is, by the names of its columns."""
    connection.execute(f"UPDATE known_actors SET {' = ?, '.join(told)} = ? WHERE id = ?", (*told.values(), known))


def keep_names(connection: sqlite3.Connection, known: int, names: Iterable[str]) -> None:
    """Keep the names, folded, by which a known actor is looked for, and those alone."""
    connection.execute("DELETE FROM known_names WHERE known = ?", (known,))
    connection.executemany("INSERT OR IGNORE INTO known_names VALUES (?, ?)", [(name, known) for name in names])


def linked_names(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The ids and names of all whom articles name, in the order in which they became known."""
    found = connection.execute(
        "SELECT permanent, name FROM known_actors WHERE id IN (SELECT known FROM actor_links) ORDER BY id"
    )
    return [(row["permanent"], row["name"]) for row in found]


def known_in(connection: sqlite3.Connection, version: int) -> dict[str, KnownActor]:
    """The known actors that the actors of a version are, by the ids that these have there."""
    found = connection.execute(
        f"SELECT a.local_id, {_COLUMNS} FROM actors AS a JOIN actor_links AS l ON l.actor = a.id"
        " JOIN known_actors AS k ON k.id = l.known WHERE a.version = ?",
        (version,),
    )
    return {row["local_id"]: of_row(row) for row in found}


def names_of(connection: sqlite3.Connection, version: int, actor: str) -> tuple[str, ...]:
    """The names under which the record knows an actor of a version, by his id there."""
    found = connection.execute(
        "WITH own AS (SELECT l.known FROM actors AS a JOIN actor_links AS l ON l.actor = a.id"
        " WHERE a.version = ? AND a.local_id = ?)"
        " SELECT name FROM known_names WHERE known IN own"
        " UNION SELECT name FROM known_actors WHERE id IN own ORDER BY 1",
        (version, actor),
    )
    return tuple(row["name"] for row in found)


def of_row(row: sqlite3.Row) -> KnownActor:
    """A known actor from a row that has its columns."""
    return KnownActor(
        row["id"], row["permanent"], row["name"], row["type"], tuple(json.loads(row["titles"])), row["affiliation"],
        row["gender"], json.loads(row["identifiers"]), json.loads(row["types"]), json.loads(row["genders"]),
    )  # fmt: skip
