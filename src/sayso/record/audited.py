"""What an audit counts in the articles that are chosen."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.article import ActorType, Gender, Kind, Sourcing, Stance
from sayso.record.conditions import of_articles
from sayso.record.counted import MAY_COUNT
from sayso.record.query import Query
from sayso.record.search import SQLITE
from sayso.record.typed_rows import typed

_ARTICLES = f"""
SELECT f.id, f.outlet, {SQLITE.month} AS month, f.parts, f.text, c.article IS NOT NULL AS copied
FROM versions AS f LEFT JOIN copies AS c ON c.article = f.article
WHERE f.latest AND f.primary_source IS NULL {{where}} ORDER BY f.article
"""
_STATEMENTS = f"""
SELECT f.number AS id, f.version, f.content, f.kind, f.stance, f.sourcing, t.thread,
    (SELECT start FROM spans WHERE statement = f.number AND role = 'cue' AND position = 0) AS start
FROM statement_view AS f LEFT JOIN thread_statements AS t ON t.statement = f.number
WHERE {MAY_COUNT} {{where}} ORDER BY f.version, f.number
"""
_SPEAKERS = """
SELECT x.statement, a.id, a.name, a.type, a.gender, l.known FROM statement_actors AS x
JOIN actors AS a ON a.id = x.actor LEFT JOIN actor_links AS l ON l.actor = a.id
WHERE x.role = 'speaker' AND a.version IN (SELECT f.id FROM versions AS f WHERE f.latest {where})
ORDER BY x.statement, x.position
"""


@dataclass(frozen=True, slots=True)
class AuditedArticle:
    """The latest version of an article, by its row; `month` is None where it tells no day, `parts` are JSON."""

    id: int
    outlet: str | None
    month: str | None
    parts: str
    text: str
    copied: bool


@dataclass(frozen=True, slots=True)
class AuditedStatement:
    """A statement by its row, with its thread, and where its cue starts."""

    id: int
    version: int
    content: str
    kind: Kind
    stance: Stance
    sourcing: Sourcing
    thread: int | None
    start: int


@dataclass(frozen=True, slots=True)
class AuditedSpeaker:
    """Who speaks in a statement, by the rows of both, and the known actor that he is."""

    statement: int
    id: int
    name: str
    type: ActorType
    gender: Gender | None
    known: int | None


def articles(connection: sqlite3.Connection, query: Query) -> Iterator[AuditedArticle]:
    """The articles that a query chooses and that are no primary sources."""
    where, values = _chosen(query)
    return (typed(AuditedArticle, row) for row in connection.execute(_ARTICLES.format(where=where), values))


def statements(connection: sqlite3.Connection, query: Query) -> Iterator[AuditedStatement]:
    """Their statements that may count, article by article."""
    where, values = _chosen(query)
    return (AuditedStatement(**row) for row in connection.execute(_STATEMENTS.format(where=where), values))


def speakers(connection: sqlite3.Connection, query: Query) -> list[AuditedSpeaker]:
    """Who speaks in them."""
    where, values = _chosen(query)
    return [AuditedSpeaker(**row) for row in connection.execute(_SPEAKERS.format(where=where), values)]


def _chosen(query: Query) -> tuple[str, list[object]]:
    asked, values = of_articles(query, SQLITE)
    return "".join(f" AND {x}" for x in asked), values
