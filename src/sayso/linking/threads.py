"""Threads as people see them: who reported an utterance, who first, in which words, and who is said to have said it."""

import sqlite3
from dataclasses import dataclass

from sayso.linking import copies
from sayso.linking.quote_alignment import Change, compare
from sayso.linking.quote_tokens import of_quote, of_speech
from sayso.record import Query, Record, fitting
from sayso.record.corrections import current
from sayso.record.search import actors_of


@dataclass(frozen=True, slots=True)
class Report:
    """How one statement reports an utterance. `article` is the article's key, `repeats` that of the article whose text
    it stands in already, where it is a copy; `changes` are the words that differ from those of the first report that
    quotes, None where this one does not quote or nobody does. `credit` is how likely its least likely speaker is,
    `candidates` are others who may have said it."""

    statement: str
    article: str
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    day: str | None
    speakers: str
    source: str
    cue: str
    content: str
    kind: str
    act: str
    primary: bool
    repeats: str | None
    changes: tuple[Change, ...] | None
    credit: float | None
    candidates: str | None
    actor_ids: str | None
    actors: str | None
    actor_types: str | None
    actor_identifiers: str | None


@dataclass(frozen=True, slots=True)
class Thread:
    """Statements that report one utterance: primary sources, then what repeats no other article, the first printed
    first. `articles` counts them all, `independent` those of one text or one agency's dispatch once; `speakers` are all
    who are said to have said it; `disputed` where two reports credit it to altogether different ones."""

    id: int
    reports: tuple[Report, ...]
    articles: int
    independent: int
    speakers: tuple[str, ...]
    disputed: bool


def thread(record: Record, number: int) -> Thread | None:
    """The thread of this number; None where there is none."""
    rows = record.connection.execute(_REPORTS, (number,)).fetchall()
    return _thread(record.connection, number, rows) if rows else None


def thread_of(record: Record, statement: str) -> Thread | None:
    """The thread that a statement is in, by its id; None where no other reports the same.

    Raises RecordError where there is no such statement.
    """
    number = current(record, statement).number
    row = record.connection.execute("SELECT thread FROM thread_statements WHERE statement = ?", (number,)).fetchone()
    return thread(record, row["thread"]) if row else None


def threads(record: Record, query: Query) -> list[Thread]:
    """The threads of statements that fit a query, those in most articles first, at most `query.limit`; only such as
    stand in more than one article."""
    sql, values = fitting(query)
    found = record.connection.execute(
        "SELECT t.thread, count(DISTINCT v.article) AS articles FROM thread_statements AS t"
        " JOIN statements AS s ON s.id = t.statement JOIN versions AS v ON v.id = s.version WHERE t.thread IN"
        f" (SELECT thread FROM thread_statements WHERE statement IN ({sql}))"
        " GROUP BY t.thread HAVING articles > 1 ORDER BY articles DESC, t.thread DESC LIMIT ?",
        (*values, query.limit),
    ).fetchall()
    return [t for row in found if (t := thread(record, row["thread"]))]


_REPORTS = """
SELECT f.*, r.key, v.primary_source, o.key AS repeats FROM thread_statements AS t
JOIN statement_view AS f ON f.number = t.statement JOIN versions AS v ON v.id = f.version
JOIN articles AS r ON r.id = f.article
LEFT JOIN copies AS c ON c.article = f.article LEFT JOIN articles AS o ON o.id = c.original
WHERE t.thread = ?
ORDER BY v.primary_source IS NULL, c.article IS NOT NULL, coalesce(f.published, '9999'), f.article, f.number
"""


def _thread(connection: sqlite3.Connection, number: int, rows: list[sqlite3.Row]) -> Thread:
    quoted = next((row["content"] for row in rows if row["kind"] == "direct"), None)
    articles = dict.fromkeys(row["article"] for row in rows)
    credited = _speakers(connection, number)
    return Thread(
        number,
        tuple(_report(connection, row, quoted) for row in rows),
        len(articles),
        copies.independent(connection, articles),
        tuple(dict.fromkeys(name for who in credited.values() for name in who.values())),
        any(one.keys().isdisjoint(other) for one in credited.values() for other in credited.values()),
    )


def _report(connection: sqlite3.Connection, row: sqlite3.Row, quoted: str | None) -> Report:
    changes = None
    if quoted is not None and row["kind"] == "direct":
        compared = compare(of_quote(row["content"]), of_speech(quoted, [(0, len(quoted))]))
        changes = compared.changes if compared else ()
    return Report(
        row["id"], row["key"], row["url"], row["outlet"], row["title"], row["published"], row["day"],
        row["speakers"] or "", row["source"], row["cue"], row["content"], row["kind"], row["act"],
        row["primary_source"] is not None, row["repeats"], changes,
        row["credit"], row["candidates"], **actors_of(connection, row["number"]),
    )  # fmt: skip


def _speakers(connection: sqlite3.Connection, thread: int) -> dict[int, dict[int, str]]:
    """The known actors that each statement of a thread is credited to, and their names."""
    out: dict[int, dict[int, str]] = {}
    for row in connection.execute(
        "SELECT t.statement, l.known, k.name FROM thread_statements AS t JOIN statement_actors AS x"
        " ON x.statement = t.statement AND x.role = 'speaker' JOIN actor_links AS l ON l.actor = x.actor"
        " JOIN known_actors AS k ON k.id = l.known WHERE t.thread = ? ORDER BY t.statement, x.position",
        (thread,),
    ):
        out.setdefault(row["statement"], {})[row["known"]] = row["name"]
    return out
