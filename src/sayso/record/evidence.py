"""Statements with what surrounds them: what shows positions, and what they are read in."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.article import Act, Event, Sourcing
from sayso.record.typed_rows import typed

_EVIDENCE = """
SELECT s.number AS id, s.id AS permanent, b.parent, s.when_start, s.when_end, s.act, s.negated, s.sourcing, s.source,
    s.event, s.cue, s.content, s.outlet, s.title, s.url, s.published, s.article, s.credit, t.thread, v.parts,
    coalesce(c.original, s.article) AS original,
    EXISTS (SELECT 1 FROM credit WHERE statement = s.number AND role = 'candidate') AS doubted,
    (SELECT min(start) FROM spans WHERE statement = s.number AND role = 'cue') AS start
FROM statement_view AS s JOIN statements AS b ON b.id = s.number JOIN versions AS v ON v.id = s.version
LEFT JOIN copies AS c ON c.article = s.article LEFT JOIN thread_statements AS t ON t.statement = s.number
WHERE s.number IN (SELECT value FROM json_each(?))
"""
_IN_TEXT = """
SELECT s.number AS id, s.cue, s.content, s.act, s.negated, s.event, coalesce(s.speakers, s.source, '') AS speaker,
    b.parent, x.start, x."end", v.text
FROM statement_view AS s JOIN statements AS b ON b.id = s.number JOIN versions AS v ON v.id = s.version
JOIN spans AS x ON x.statement = s.number AND x.role = 'cue' AND x.position = 0
WHERE s.number IN (SELECT value FROM json_each(?))
"""
_CONTENTS = """
SELECT x.statement, x.start, x."end", s.parent FROM spans AS x JOIN statements AS s ON s.id = x.statement
WHERE x.role = 'content' AND (s.id IN (SELECT value FROM json_each(?1))
    OR s.parent IN (SELECT value FROM json_each(?1)))
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement by its row, with its id, the row of its parent, its thread, the article that its own repeats
    (`original`), the parts (JSON) of its text, and whether others may have said it."""

    id: int
    permanent: str
    parent: int | None
    when_start: str | None
    when_end: str | None
    act: Act
    negated: bool
    sourcing: Sourcing
    source: str
    event: Event
    cue: str
    content: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    article: int
    credit: float | None
    thread: int | None
    parts: str
    original: int
    doubted: bool
    start: int


@dataclass(frozen=True, slots=True)
class InText:
    """A statement by its row, with its article's text and where its cue stands there."""

    id: int
    cue: str
    content: str
    act: Act
    negated: bool
    event: Event
    speaker: str
    parent: int | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """Where words stand that are the content of a statement, by its row and that of its parent."""

    statement: int
    start: int
    end: int
    parent: int | None


def evidence(connection: sqlite3.Connection, statements: Iterable[int]) -> list[Evidence]:
    """Statements by their rows, but those that were marked wrong."""
    return [typed(Evidence, row) for row in connection.execute(_EVIDENCE, (_all(statements),))]


def in_text(connection: sqlite3.Connection, statements: Iterable[int]) -> list[InText]:
    """Statements by their rows, but those that were marked wrong, with their texts."""
    return [typed(InText, row) for row in connection.execute(_IN_TEXT, (_all(statements),))]


def contents(connection: sqlite3.Connection, statements: Iterable[int]) -> list[Content]:
    """Where the contents of statements, and of those that stand inside of them, are."""
    return [Content(**row) for row in connection.execute(_CONTENTS, (_all(statements),))]


def _all(numbers: Iterable[int]) -> str:
    return json.dumps(sorted(numbers))
