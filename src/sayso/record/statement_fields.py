"""A statement as it is now, field by field: what a person corrects."""

import sqlite3
from dataclasses import dataclass

from sayso.article import BETWEEN
from sayso.record.typed_rows import typed


@dataclass(frozen=True, slots=True)
class Fields:
    """A statement by its row, with its article (`key` is its address or id); `outer` is the id of the statement that it
    stands in, `who` the one who corrected it last, `wrong` whether it was marked as none."""

    article: int
    key: str
    version: int
    published: str | None
    source: str
    cue: str
    content: str
    act: str
    negated: bool
    stance: str
    event: str
    sourcing: str
    when_start: str | None
    when_end: str | None
    confidence: float
    outer: str | None
    who: str | None
    wrong: bool | None


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another statement of the same version, by its id."""

    id: str
    source: str
    cue: str
    content: str


def fields(connection: sqlite3.Connection, number: int) -> Fields:
    """The statement of this row."""
    found = connection.execute(
        "SELECT v.article, r.key, s.version, v.published, s.source, s.cue, s.content, s.act, s.negated, s.stance,"
        " s.event, s.sourcing, s.when_start, s.when_end, s.confidence, p.permanent AS outer, c.who, c.wrong"
        " FROM statements AS s JOIN versions AS v ON v.id = s.version JOIN articles AS r ON r.id = v.article"
        " LEFT JOIN corrected AS c ON c.statement = s.id LEFT JOIN statements AS p ON p.id = s.parent WHERE s.id = ?",
        (number,),
    ).fetchone()
    return typed(Fields, found)


def candidates(connection: sqlite3.Connection, number: int) -> list[tuple[str, float]]:
    """The names of who else may have said a statement, and how likely each is."""
    found = connection.execute(
        "SELECT a.name, x.probability FROM credit AS x JOIN actors AS a ON a.id = x.actor"
        " WHERE x.statement = ? AND x.role = 'candidate' ORDER BY x.position",
        (number,),
    )
    return [(row["name"], row["probability"]) for row in found]


def siblings(connection: sqlite3.Connection, version: int, number: int) -> list[Sibling]:
    """The other statements of a version, in the order of their cues."""
    found = connection.execute(
        "SELECT s.permanent AS id, s.source, s.cue, s.content FROM statements AS s WHERE s.version = ? AND s.id <> ?"
        " ORDER BY s.id",
        (version, number),
    )
    return [Sibling(**row) for row in found]


def names(connection: sqlite3.Connection, number: int, role: str) -> list[str]:
    """The names of those who have a role in a statement, as its article calls them."""
    found = connection.execute(
        "SELECT a.name FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
        " WHERE x.statement = ? AND x.role = ? ORDER BY x.position",
        (number, role),
    )
    return [row["name"] for row in found]


def words(connection: sqlite3.Connection, number: int, role: str) -> str:
    """The words of the article that have a role in a statement."""
    found = connection.execute(
        'SELECT v.text, x.start, x."end" FROM spans AS x JOIN statements AS s ON s.id = x.statement'
        " JOIN versions AS v ON v.id = s.version WHERE x.statement = ? AND x.role = ? ORDER BY x.position",
        (number, role),
    )
    return BETWEEN.join(row["text"][row["start"] : row["end"]] for row in found)
