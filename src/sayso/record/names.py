"""Names of an article's cast and of the record: completed as one types, and asked about where they look like a slip."""

import os
import sqlite3
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sayso.actors.names import folded
from sayso.errors import RecordError
from sayso.record.record import Record

_MOST = 3  # names that are asked about
_LIKE = 0.8  # of the letters, from which on a name may be another one with a slip
_SHORT = 4  # letters of a name with which any other one is like


class UnknownName(RecordError):
    """A name that nobody in the record has, `given`, and that is nearly some that somebody has, the `nearest`."""

    def __init__(self, name: str | os.PathLike[str], problem: str, given: str, nearest: tuple[str, ...]) -> None:
        super().__init__(name, problem)
        self.given, self.nearest = given, nearest


def check_names(record: Record, version: int, names: Iterable[str]) -> None:
    """Raises UnknownName for the first name that is none of a version's cast or of the record's, but nearly one."""
    for name in names:
        if near := nearest_names(record.connection, version, name):
            problem = f"nobody is called {name}: did you mean {' or '.join(near)}?"
            raise UnknownName(record.path, problem, name, tuple(near))


def nearest_names(connection: sqlite3.Connection, version: int, name: str) -> list[str]:
    """The names that somebody may have meant who gives one that nobody has: of the article's cast first; nothing for a
    name that somebody has, or that is like none."""
    cast = _cast(connection, version)
    words = folded(name)
    if any(folded(other) == words for other in cast) or _is_known(connection, name, words):
        return []
    parts = [other for other in cast if words and set(words) < set(folded(other))]
    return list(dict.fromkeys([*parts, *_alike(name, cast), *_alike(name, _every(connection))]))[:_MOST]


def completions(record: Record, version: int | None, begun: str, most: int) -> list[str]:
    """The names that have a word which begins so: of a version's cast first, then those of the record who say most."""
    start = " ".join(folded(begun))
    if not start:
        return []
    cast = _cast(record.connection, version) if version else []
    own = [name for name in cast if f" {' '.join(folded(name))}".find(f" {start}") >= 0]
    found = record.connection.execute(
        "SELECT k.name FROM known_actors AS k WHERE k.id IN"
        " (SELECT known FROM known_names WHERE name LIKE ? OR name LIKE ?)"
        " ORDER BY (SELECT sum(number) FROM known_votes WHERE known = k.id AND field = 'type') DESC, k.name LIMIT ?",
        (f"{start}%", f"% {start}%", most),
    )
    return list(dict.fromkeys([*own, *(row["name"] for row in found)]))[:most]


def _cast(connection: sqlite3.Connection, version: int) -> list[str]:
    """Those whom an article names, those first who say or are told most."""
    found = connection.execute(
        "SELECT a.name FROM actors AS a WHERE a.version = ?"
        " ORDER BY (SELECT count(*) FROM statement_actors WHERE actor = a.id) DESC, a.id",
        (version,),
    )
    return [row["name"] for row in found]


def _is_known(connection: sqlite3.Connection, name: str, words: Sequence[str]) -> bool:
    return bool(
        connection.execute(
            "SELECT EXISTS (SELECT 1 FROM known_names WHERE name = ?)"
            " OR EXISTS (SELECT 1 FROM actors WHERE name = ? COLLATE NOCASE)",
            (" ".join(words), name),
        ).fetchone()[0]
    )


def _every(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM known_actors WHERE id IN (SELECT known FROM actor_links) ORDER BY id")
    return [row["name"] for row in found]


def _alike(name: str, others: Sequence[str]) -> list[str]:
    if len(name) <= _SHORT:
        return []
    found = process.extract(
        name,
        others,
        scorer=OSA.normalized_similarity,
        processor=str.casefold,
        limit=_MOST,
        score_cutoff=_LIKE,
    )
    return [other for other, *_ in found]
