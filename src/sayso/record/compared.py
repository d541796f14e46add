"""The statements of an article as they are compared with those of others."""

import sqlite3
from dataclasses import dataclass

from sayso.article import Act, Kind, Sourcing
from sayso.record.typed_rows import typed


@dataclass(frozen=True, slots=True)
class Compared:
    """A statement by its row, with where its cue stands and whether it stands inside of another."""

    id: int
    source: str
    cue: str
    content: str
    kind: Kind
    act: Act
    negated: bool
    sourcing: Sourcing
    parent: int | None
    when_start: str | None
    when_end: str | None
    cue_start: int
    cue_end: int


@dataclass(frozen=True, slots=True)
class Credited:
    """Who is credited with a statement: the known actor, by its row, and what the article calls him."""

    statement: int
    known: int
    name: str
    affiliation: str | None


def statements(connection: sqlite3.Connection, version: int) -> list[Compared]:
    """The statements of a version."""
    found = connection.execute(
        "SELECT s.id, s.source, s.cue, s.content, s.kind, s.act, s.negated, s.sourcing, s.parent, s.when_start,"
        ' s.when_end, x.start AS cue_start, x."end" AS cue_end FROM statements AS s JOIN spans AS x'
        " ON x.statement = s.id AND x.role = 'cue' AND x.position = 0 WHERE s.version = ? ORDER BY s.id",
        (version,),
    )
    return [typed(Compared, row) for row in found]


def credited(connection: sqlite3.Connection, version: int) -> list[Credited]:
    """The known actors that the statements of a version are credited to."""
    found = connection.execute(
        "SELECT x.statement, l.known, a.name, a.affiliation FROM statement_actors AS x"
        " JOIN actor_links AS l ON l.actor = x.actor JOIN actors AS a ON a.id = x.actor"
        " WHERE a.version = ? AND x.role = 'speaker'",
        (version,),
    )
    return [Credited(**row) for row in found]
