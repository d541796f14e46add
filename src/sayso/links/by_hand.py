"""What people say of known actors: two that are one, one that is two. It always wins over what is linked."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sayso.actors.names import folded
from sayso.links.known import describe, file_anew, join, named, resolved, said
from sayso.links.namesakes import Choice
from sayso.record import Record, RecordError
from sayso.record.file import writing
from sayso.record.record import now


@dataclass(frozen=True, slots=True)
class Listed:
    """A known actor with the numbers of articles that name it, and of statements that it makes there."""

    id: int
    name: str
    type: str
    titles: tuple[str, ...]
    affiliation: str | None
    gender: str | None
    identifiers: dict[str, str]
    articles: int
    statements: int


@dataclass(frozen=True, slots=True)
class Member:
    """An article's actor that is a known one, and why. `key` is the article's address or id, `day` that of its
    publication."""

    name: str
    titles: tuple[str, ...]
    key: str
    title: str | None
    outlet: str | None
    day: str | None
    why: str


def merge(record: Record, known: int, other: int, by: str, why: str | None = None) -> int:
    """Make `other` one with `known`; gives the id that both have from now on, which is that of `known` or of the one
    that it was merged into.

    Raises RecordError where there is no such actor, or they are one already.
    """
    with _saying(record):
        one, two = _existing(record, known), _existing(record, other)
        if one == two:
            raise RecordError(f"{record.path}: actors {known} and {other} are one already: give two different ones")
        moment = now()
        _note(record.connection, "same", one, two, None, None, by, moment, why)
        _join_all(record.connection, one, two, said("merged", by, moment, why))
    return one


def split(record: Record, known: int, key: str, by: str, why: str | None = None) -> int:
    """Make a known actor of its own of the one that the article of this address or id takes for `known`; gives its id.

    Raises RecordError where there is no such actor, or no such article of it, or no other article is left to it.
    """
    with _saying(record):
        one = _existing(record, known)
        found = record.connection.execute(
            "SELECT l.actor, a.name FROM actor_links AS l JOIN actors AS a ON a.id = l.actor JOIN versions AS v"
            " ON v.id = a.version AND v.latest JOIN articles AS r ON r.id = v.article WHERE l.known = ? AND r.key = ?"
            " ORDER BY l.actor",
            (one, key),
        ).fetchall()
        if not found:
            raise RecordError(f"{record.path}: no article {key!r} names actor {known}: --explain {known} lists them")
        count = record.connection.execute("SELECT count(*) FROM actor_links WHERE known = ?", (one,)).fetchone()[0]
        if count == len(found):  # of several in one article the first stays
            found = found[1:]
        if not found:
            raise RecordError(f"{record.path}: actor {known} is in this article alone: there is nothing to split")
        record.connection.execute("INSERT OR IGNORE INTO unlinked SELECT id FROM articles WHERE key = ?", (key,))
        moment = now()
        new: int | None = None
        for row in found:
            choice = Choice(new, said("split off", by, moment, why))
            new = join(record.connection, named(record.connection, row["actor"]), choice)
            _note(record.connection, "apart", one, new, key, row["name"], by, moment, why)
        assert new is not None
        file_anew(record.connection, one)
        for each in (one, new):
            describe(record.connection, each)
    return new


def explain(record: Record, known: int) -> list[Member]:
    """The actors of articles that are this known one, oldest day first.

    Raises RecordError where there is no such actor.
    """
    found = record.connection.execute(
        "SELECT a.name, a.titles, r.key, v.title, v.outlet, substr(v.published, 1, 10) AS day, l.why"
        " FROM actor_links AS l JOIN actors AS a ON a.id = l.actor JOIN versions AS v ON v.id = a.version AND v.latest"
        " JOIN articles AS r ON r.id = v.article WHERE l.known = ? ORDER BY coalesce(day, '9'), v.article, a.id",
        (_existing(record, known),),
    )
    return [Member(**{**m, "titles": tuple(json.loads(m["titles"]))}) for m in map(dict, found)]


def actors(record: Record, words: str = "", limit: int = 20) -> list[Listed]:
    """The known actors who have these words in one of their names, those first who say most."""
    where, values = _called(words)
    try:
        found = record.connection.execute(
            "SELECT k.*, m.articles, m.statements FROM known_actors AS k JOIN ("
            " SELECT l.known, count(DISTINCT a.version) AS articles,"
            " count(DISTINCT CASE WHEN c.wrong IS NOT 1 THEN x.statement END) AS statements"
            " FROM actor_links AS l JOIN actors AS a ON a.id = l.actor JOIN versions AS v ON v.id = a.version"
            " AND v.latest LEFT JOIN statement_actors AS x ON x.actor = a.id AND x.role = 'speaker'"
            f" LEFT JOIN corrected AS c ON c.statement = x.statement WHERE {where} GROUP BY l.known"
            ") AS m ON m.known = k.id ORDER BY m.statements DESC, m.articles DESC, k.id LIMIT ?",
            (*values, limit),
        ).fetchall()
    except UnicodeEncodeError as error:
        raise RecordError(f"{record.path}: the name is no valid Unicode: type it anew") from error
    return [
        Listed(
            k["id"], k["name"], k["type"], tuple(json.loads(k["titles"])), k["affiliation"], k["gender"],
            json.loads(k["identifiers"]), k["articles"], k["statements"],
        )
        for k in found
    ]  # fmt: skip


@contextmanager
def _saying(record: Record) -> Iterator[None]:
    """One transaction; words that are no valid Unicode are told."""
    try:
        with writing(record.connection, record.path):
            yield
    except UnicodeEncodeError as error:
        raise RecordError(f"{record.path}: a word of the correction is no valid Unicode: type it anew") from error


def _existing(record: Record, known: int) -> int:
    """The known actor of this id, or the one that it was merged into."""
    if record.connection.execute("SELECT 1 FROM known_actors WHERE id = ?", (known,)).fetchone() is None:
        raise RecordError(f"{record.path}: holds no actor {known}: `sayso actors {record.path}` shows their numbers")
    return resolved(record.connection, known)


def _note(
    connection: sqlite3.Connection,
    what: str,
    known: int,
    other: int,
    key: str | None,
    name: str | None,
    by: str,
    at: str,
    why: str | None,
) -> None:
    connection.execute(
        "INSERT INTO actor_corrections (what, known, other, article, name, who, at, why)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (what, known, other, key, name, by, at, why),
    )


def _join_all(connection: sqlite3.Connection, known: int, other: int, why: str) -> None:
    """Join to a known actor all that are joined to another one, which stays filed under its names: so it is found."""
    connection.execute(
        "INSERT OR IGNORE INTO unlinked SELECT v.article FROM actor_links AS l JOIN actors AS a ON a.id = l.actor"
        " JOIN versions AS v ON v.id = a.version WHERE l.known = ?",
        (other,),
    )
    connection.execute("UPDATE known_actors SET merged = ? WHERE id = ?", (known, other))
    connection.execute("UPDATE actor_links SET known = ?, why = ? WHERE known = ?", (known, why, other))
    connection.execute(
        "INSERT OR IGNORE INTO known_names SELECT name, ? FROM known_names WHERE known = ?", (known, other)
    )
    describe(connection, known)


def _called(words: str) -> tuple[str, tuple[str, ...]]:
    """The condition that a known actor has these words in one name, in their order."""
    if not words.strip():
        return "1", ()
    # What is filed with a mark inside is no name (see namesakes).
    of = "SELECT known FROM known_names WHERE name LIKE ? AND name NOT GLOB '*[.#]*' AND name NOT GLOB '*/?*'"
    return f"l.known IN ({of})", ("%".join(("", *(folded(words) or ("#",)), "")),)
