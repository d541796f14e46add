"""What several articles report as said at one occasion: the pairs and threads that linking makes."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sayso.article import Act, Kind, Stance
from sayso.record.query import Query
from sayso.record.search import fitting
from sayso.record.typed_rows import typed

# Beside a thread's statement its article's, but those that a person marked wrong.
_OTHERS = (
    "SELECT count(DISTINCT v.article) FROM thread_statements AS o JOIN statements AS s ON s.id = o.statement"
    " JOIN versions AS v ON v.id = s.version AND v.latest LEFT JOIN corrected AS c ON c.statement = s.id"
    " WHERE o.thread = t.thread AND v.article <> f.article AND c.wrong IS NOT 1"
)


_REPORTS = """
SELECT f.number, f.id, f.article, r.key, f.url, f.outlet, f.title, f.published, f.day, f.speakers, f.source, f.cue,
    f.content, f.kind, f.act, f.stance, f.credit, f.candidates, v.primary_source IS NOT NULL AS is_primary,
    o.key AS repeats
FROM statement_view AS f
JOIN versions AS v ON v.id = f.version
JOIN articles AS r ON r.id = f.article
LEFT JOIN copies AS c ON c.article = f.article LEFT JOIN articles AS o ON o.id = c.original
WHERE f.number IN (SELECT value FROM json_each(?))
ORDER BY v.primary_source IS NULL, c.article IS NOT NULL, coalesce(f.published, '9999'), f.article, f.number
"""


class Pair(NamedTuple):
    """Two statements, the lower row first, and how likely both report one utterance."""

    statement: int
    other: int
    score: float


@dataclass(frozen=True, slots=True)
class Reported:
    """A statement by its row, with its article (`key` is its address or id), whether that is a primary source, and the
    key of the article that it repeats."""

    number: int
    id: str
    article: int
    key: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    day: str | None
    speakers: str | None
    source: str
    cue: str
    content: str
    kind: Kind
    act: Act
    stance: Stance
    credit: float | None
    candidates: str | None
    is_primary: bool
    repeats: str | None


@dataclass(frozen=True, slots=True)
class Credited:
    """The known actor, by its row, that a statement is credited to."""

    statement: int
    known: int
    name: str


@dataclass(frozen=True, slots=True)
class InThread:
    """A statement that so many `others`, articles but its own, report too."""

    statement: str
    who: str
    content: str
    thread: int
    others: int


@dataclass(frozen=True, slots=True)
class Added:
    """A statement, by its id, and when the record had it (ISO 8601)."""

    statement: str
    added: str


def in_threads(connection: sqlite3.Connection, article: int) -> list[InThread]:
    """The statements of an article that others report too."""
    found = connection.execute(
        "SELECT f.id AS statement, coalesce(f.speakers, f.source) AS who, f.content, t.thread,"
        f" ({_OTHERS}) AS others FROM statement_view AS f JOIN thread_statements AS t ON t.statement = f.number"
        " WHERE f.article = ? ORDER BY f.number",
        (article,),
    )
    return [InThread(**row) for row in found if row["others"]]


def newest_reports(connection: sqlite3.Connection, thread: int, most: int) -> list[Added]:
    """The statements of a thread that came last, the newest first."""
    found = connection.execute(
        "SELECT s.permanent AS statement, v.added FROM thread_statements AS t JOIN statements AS s"
        " ON s.id = t.statement JOIN versions AS v ON v.id = s.version WHERE t.thread = ?"
        " ORDER BY t.statement DESC LIMIT ?",
        (thread, most),
    )
    return [Added(**row) for row in found]


def statements_of(connection: sqlite3.Connection, thread: int) -> set[int]:
    """The rows of the statements of a thread; none where there is no such thread."""
    found = connection.execute("SELECT statement FROM thread_statements WHERE thread = ?", (thread,))
    return {row["statement"] for row in found}


def thread_of(connection: sqlite3.Connection, statement: int) -> int | None:
    """The thread of a statement, by its row."""
    found = connection.execute("SELECT thread FROM thread_statements WHERE statement = ?", (statement,)).fetchone()
    return found["thread"] if found else None


def usual_thread(connection: sqlite3.Connection, statements: Iterable[int]) -> int | None:
    """The thread that has most of some statements."""
    found = connection.execute(
        "SELECT thread FROM thread_statements WHERE statement IN (SELECT value FROM json_each(?))"
        " GROUP BY thread ORDER BY count(*) DESC, thread LIMIT 1",
        (_all(statements),),
    ).fetchone()
    return found["thread"] if found else None


def fitting_threads(connection: sqlite3.Connection, query: Query) -> list[int]:
    """The threads of statements that fit a query, those in most articles first, at most `query.limit`; only such as
    stand in more than one article, and not by what stands inside statements of other threads alone."""
    sql, values = fitting(query)
    found = connection.execute(
        "SELECT t.thread, count(DISTINCT v.article) AS articles FROM thread_statements AS t"
        " JOIN statements AS s ON s.id = t.statement JOIN versions AS v ON v.id = s.version"
        " LEFT JOIN thread_statements AS p ON p.statement = s.parent AND p.thread <> t.thread WHERE t.thread IN"
        f" (SELECT thread FROM thread_statements WHERE statement IN ({sql}))"
        " GROUP BY t.thread HAVING articles > 1 AND count(p.statement) < count(*)"
        " ORDER BY articles DESC, t.thread DESC LIMIT ?",
        (*values, query.limit),
    )
    return [row["thread"] for row in found.fetchall()]


def fitting_pairs(connection: sqlite3.Connection, query: Query) -> list[int]:
    """The rows of statements in pairs that fit a query."""
    sql, values = fitting(query)
    found = connection.execute(
        "SELECT DISTINCT statement FROM (SELECT statement FROM same_utterances UNION ALL SELECT other FROM"
        f" same_utterances) WHERE statement IN ({sql}) ORDER BY statement",
        values,
    )
    return [row["statement"] for row in found]


def reports(connection: sqlite3.Connection, statements: Iterable[int]) -> list[Reported]:
    """Statements as reports of an utterance: primary sources, then what repeats no other article, the first printed
    first."""
    return [typed(Reported, row) for row in connection.execute(_REPORTS, (_all(statements),))]


def credited(connection: sqlite3.Connection, statements: Iterable[int]) -> list[Credited]:
    """The known actors that statements are credited to."""
    found = connection.execute(
        "SELECT x.statement, l.known, k.name FROM statement_actors AS x JOIN actor_links AS l ON l.actor = x.actor"
        " JOIN known_actors AS k ON k.id = l.known WHERE x.role = 'speaker'"
        " AND x.statement IN (SELECT value FROM json_each(?)) ORDER BY x.statement, x.position",
        (_all(statements),),
    )
    return [Credited(**row) for row in found]


def pairs_of(connection: sqlite3.Connection, statement: int) -> list[Pair]:
    """The pairs that a statement is in."""
    found = connection.execute(
        "SELECT statement, other, score FROM same_utterances WHERE statement = ?"
        " UNION ALL SELECT statement, other, score FROM same_utterances WHERE other = ?",
        (statement, statement),
    )
    return [Pair(*row) for row in found]


def keep_pairs(connection: sqlite3.Connection, pairs: Iterable[Pair]) -> None:
    """Keep pairs."""
    connection.executemany("INSERT OR REPLACE INTO same_utterances VALUES (?, ?, ?, 'meaning')", pairs)


def take_apart(connection: sqlite3.Connection, article: int) -> None:
    """Forget the pairs of an article's statements, and take them out of their threads."""
    of = "SELECT s.id FROM statements AS s JOIN versions AS v ON v.id = s.version WHERE v.article = ?"
    for table, column in (
        ("same_utterances", "statement"),
        ("same_utterances", "other"),
        ("thread_statements", "statement"),
    ):
        connection.execute(f"DELETE FROM {table} WHERE {column} IN ({of})", (article,))


def torn(connection: sqlite3.Connection) -> set[int]:
    """The statements of threads that lost one."""
    found = connection.execute(
        "SELECT statement FROM thread_statements WHERE thread IN (SELECT thread FROM torn_threads)"
    )
    return {row["statement"] for row in found}


def mended(connection: sqlite3.Connection) -> None:
    """Note that no thread is torn any more; those that nothing is left of go."""
    connection.execute(
        "DELETE FROM threads WHERE id IN (SELECT thread FROM torn_threads)"
        " AND NOT EXISTS (SELECT 1 FROM thread_statements WHERE thread = threads.id)"
    )
    connection.execute("DELETE FROM torn_threads")


def new_thread(connection: sqlite3.Connection) -> int:
    """A thread of nothing yet."""
    return connection.execute("INSERT INTO threads DEFAULT VALUES").lastrowid or 0


def put(connection: sqlite3.Connection, statements: Iterable[int], thread: int) -> None:
    """Put statements, that are in none, into a thread."""
    connection.executemany("INSERT INTO thread_statements VALUES (?, ?)", [(s, thread) for s in statements])


def take_from_threads(connection: sqlite3.Connection, statements: Iterable[int]) -> None:
    """Take statements out of their threads."""
    connection.executemany("DELETE FROM thread_statements WHERE statement = ?", [(s,) for s in statements])


def articles_of(connection: sqlite3.Connection, statements: Iterable[int], whole: float) -> dict[int, int]:
    """The article of each statement; the original of one of whose words such a share stands there."""
    found = connection.execute(
        "SELECT s.id, coalesce(c.original, v.article) AS article FROM statements AS s JOIN versions AS v"
        " ON v.id = s.version LEFT JOIN copies AS c ON c.article = v.article AND c.share >= ?"
        " WHERE s.id IN (SELECT value FROM json_each(?))",
        (whole, _all(statements)),
    )
    return {row["id"]: row["article"] for row in found}


def latest_articles(connection: sqlite3.Connection, statements: Iterable[int]) -> dict[int, int]:
    """The article of each statement that stands in a latest version."""
    found = connection.execute(
        "SELECT s.id, v.article FROM statements AS s JOIN versions AS v ON v.id = s.version AND v.latest"
        " WHERE s.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(statements)),),
    )
    return {row["id"]: row["article"] for row in found}


def _all(numbers: Iterable[int]) -> str:
    return json.dumps(sorted(numbers))
