"""What people say of known actors: who are one, which article means another, what one is; until it is taken back."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any, Literal

from sayso.record.rows import dumps

What = Literal["same", "apart"]


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something of actors, when, why, and the number of the set that is taken back as one."""

    by: str
    at: str
    why: str | None
    number: int


@dataclass(frozen=True, slots=True)
class ActorCorrection:
    """That `other` is the same as a known actor, or (`apart`) whom the article of this key means by a name."""

    id: int
    what: What
    known: int
    other: int
    article: str | None
    name: str | None
    who: str
    at: str
    why: str | None


@dataclass(frozen=True, slots=True)
class InWords:
    """A correction by the names of both actors."""

    what: What
    name: str
    other: str


_HOLDS = "withdrawn IS NULL"
_CORRECTIONS = "SELECT id, what, known, other, article, name, who, at, why FROM actor_corrections"


def note(
    connection: sqlite3.Connection, what: What, known: int, other: int, key: str | None, name: str | None, said: Said
) -> None:
    """Note that two are one, or whom an article means by a name."""
    connection.execute(
        "INSERT INTO actor_corrections (what, known, other, article, name, who, at, why, correction_set)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (what, known, other, key, name, said.by, said.at, said.why, said.number),
    )


def note_edit(connection: sqlite3.Connection, known: int, field: str, value: Any, said: Said) -> None:
    """Note what a known actor is."""
    connection.execute(
        "INSERT INTO actor_edits (known, field, value, who, at, why, correction_set) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (known, field, dumps(value), said.by, said.at, said.why, said.number),
    )


def last_merge(connection: sqlite3.Connection, known: int) -> ActorCorrection | None:
    """The last merge of a known actor, first into another, that holds."""
    found = connection.execute(
        f"{_CORRECTIONS} WHERE what = 'same' AND {_HOLDS} AND ? IN (known, other)"
        " ORDER BY other = ? DESC, id DESC LIMIT 1",
        (known, known),
    ).fetchone()
    return ActorCorrection(**found) if found else None


def merged_into(connection: sqlite3.Connection, known: int) -> ActorCorrection | None:
    """The last merge of a known actor into another, that holds."""
    found = connection.execute(
        f"{_CORRECTIONS} WHERE what = 'same' AND other = ? AND {_HOLDS} ORDER BY id DESC LIMIT 1", (known,)
    ).fetchone()
    return ActorCorrection(**found) if found else None


def apart(connection: sqlite3.Connection) -> list[ActorCorrection]:
    """Whom people say that articles mean, the last word first."""
    found = connection.execute(f"{_CORRECTIONS} WHERE what = 'apart' AND {_HOLDS} ORDER BY id DESC")
    return [ActorCorrection(**row) for row in found]


def of_set(connection: sqlite3.Connection, number: int) -> list[ActorCorrection]:
    """What was said in a set and holds, the last first."""
    found = connection.execute(f"{_CORRECTIONS} WHERE correction_set = ? AND {_HOLDS} ORDER BY id DESC", (number,))
    return [ActorCorrection(**row) for row in found.fetchall()]


def in_words(connection: sqlite3.Connection, number: int) -> list[InWords]:
    """What was said in a set and holds, by names."""
    found = connection.execute(
        "SELECT c.what, k.name AS name, o.name AS other FROM actor_corrections AS c"
        " JOIN known_actors AS k ON k.id = c.known JOIN known_actors AS o ON o.id = c.other"
        " WHERE c.correction_set = ? AND c.withdrawn IS NULL ORDER BY c.id",
        (number,),
    )
    return [InWords(**row) for row in found]


def edits_in_words(connection: sqlite3.Connection, number: int) -> list[tuple[str, list[str]]]:
    """The names of those of whom a set says what they are, each with the fields."""
    found = connection.execute(
        "SELECT k.name, group_concat(DISTINCT e.field) AS fields FROM actor_edits AS e"
        " JOIN known_actors AS k ON k.id = e.known WHERE e.correction_set = ? AND e.withdrawn IS NULL GROUP BY k.id",
        (number,),
    )
    return [(row["name"], row["fields"].split(",")) for row in found]


def edits(connection: sqlite3.Connection, known: int) -> dict[str, Any]:
    """What people say that a known actor is, the last word of each field."""
    found = connection.execute(
        f"SELECT field, value FROM actor_edits WHERE known = ? AND field <> 'not' AND {_HOLDS} ORDER BY id", (known,)
    )
    return {row["field"]: json.loads(row["value"]) for row in found}


def never_same(connection: sqlite3.Connection) -> set[frozenset[int]]:
    """The pairs of known actors that are two, whatever is read."""
    found = connection.execute(f"SELECT known, value FROM actor_edits WHERE field = 'not' AND {_HOLDS}")
    return {frozenset((row["known"], int(row["value"]))) for row in found}


def is_merged(connection: sqlite3.Connection, known: int) -> bool:
    """Whether people made another one with a known actor, which can be taken back."""
    return last_merge(connection, known) is not None


def split_off(connection: sqlite3.Connection, number: int) -> list[int]:
    """The actors of latest versions that have a name of which a set says whom its article means."""
    found = connection.execute(
        "SELECT a.id FROM actor_corrections AS c JOIN articles AS r ON r.key = c.article"
        " JOIN versions AS v ON v.article = r.id AND v.latest JOIN actors AS a ON a.version = v.id AND a.name = c.name"
        " JOIN actor_forms AS f ON f.actor = a.id WHERE c.correction_set = ? AND c.what = 'apart'",
        (number,),
    )
    return [row["id"] for row in found.fetchall()]


def withdraw(connection: sqlite3.Connection, number: int, withdrawn: str) -> None:
    """Take a correction back; `withdrawn` tells who does, and when."""
    connection.execute("UPDATE actor_corrections SET withdrawn = ? WHERE id = ?", (withdrawn, number))


def withdraw_edits(connection: sqlite3.Connection, number: int, withdrawn: str) -> list[int]:
    """Take back what a set says that known actors are; of whom that was."""
    edited = connection.execute(
        f"SELECT DISTINCT known FROM actor_edits WHERE correction_set = ? AND {_HOLDS}", (number,)
    ).fetchall()
    connection.execute(
        f"UPDATE actor_edits SET withdrawn = ? WHERE correction_set = ? AND {_HOLDS}", (withdrawn, number)
    )
    return [row["known"] for row in edited]


def forget_gone(connection: sqlite3.Connection) -> None:
    """Forget whom articles mean that were taken out."""
    connection.execute(
        "DELETE FROM actor_corrections WHERE what = 'apart' AND article NOT IN (SELECT key FROM articles)"
    )
