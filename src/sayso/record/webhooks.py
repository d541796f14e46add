"""Who is told what is new in the record: kept in it, with how far each was told."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sayso.record.connection import writing
from sayso.record.query import Query
from sayso.record.record import Record, now
from sayso.record.search import Found, fitting, statement

MOST = 20  # of one account
_TOGETHER = 50  # statements of a message
# Seconds until a message is sent again; then it has failed, after some three days.
_PAUSES = (5, 60, 600, 3_600, 6 * 3_600, 24 * 3_600, 48 * 3_600)
_BY_ACTOR = """
SELECT a.number, a.statement FROM arrivals AS a CROSS JOIN statement_view AS f ON f.id = a.statement
WHERE f.event = 'speech' AND f.number IN (
    SELECT x.statement FROM actor_links AS l JOIN statement_actors AS x ON x.actor = l.actor AND x.role = 'speaker'
    WHERE l.known = ?
)
"""
# The first of those that came whose article is not linked yet: until it is, nobody knows whose it is.
_NOT_LINKED = """
SELECT min(a.number) FROM unlinked AS u JOIN versions AS v ON v.article = u.article AND v.latest
JOIN statements AS s ON s.version = v.id JOIN arrivals AS a ON a.statement = s.permanent WHERE a.number > ?
"""


@dataclass(frozen=True, slots=True)
class Webhook:
    """One that follows an actor (`known`) or a `search`; the other fields are those of the table."""

    id: int
    account: int
    url: str
    secret: str
    known: int | None
    search: str | None
    created: str
    seen: int
    until: int | None
    tries: int
    due: str
    delivered: str | None
    problem: str | None
    failed: int


def add_webhook(
    record: Record, account: int, url: str, secret: str, known: int | None, search: str | None
) -> Webhook | None:
    """Have what is new from now on told at an address; None where the account has as many as it may."""
    with writing(record.connection, record.path):
        every = record.connection.execute(
            "SELECT count(*) FROM webhooks UNION ALL SELECT count(*) FROM webhooks WHERE account = ?", (account,)
        ).fetchall()
        if every[1][0] >= MOST:
            return None
        if not every[0][0]:  # what came while nobody followed is not new
            record.connection.execute(
                "INSERT OR IGNORE INTO arrivals (statement) SELECT permanent FROM statements"
                " WHERE permanent IS NOT NULL ORDER BY id"
            )
        made = record.connection.execute(
            "INSERT INTO webhooks (account, url, secret, known, search, created, seen, due)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(number), 0) FROM arrivals), ?6) RETURNING *",
            (account, url, secret, known, search, now()),
        ).fetchone()
    return Webhook(**made)


def webhooks(record: Record, account: int) -> list[Webhook]:
    """Those of an account, oldest first."""
    found = record.connection.execute("SELECT * FROM webhooks WHERE account = ? ORDER BY id", (account,))
    return [Webhook(**row) for row in found]


def remove_webhook(record: Record, hook: Webhook) -> None:
    """Tell one nothing any more."""
    with writing(record.connection, record.path):
        record.connection.execute("DELETE FROM webhooks WHERE id = ?", (hook.id,))
        record.connection.execute("DELETE FROM arrivals WHERE NOT EXISTS (SELECT 1 FROM webhooks)")


def resume(record: Record, hook: Webhook) -> Webhook:
    """Send again, from now on, to one that failed, also what came since."""
    return _set(record, hook, "tries = 0, failed = 0, problem = NULL, due = ?", now())


def due(record: Record) -> Iterator[Webhook]:
    """Those for which something may have come."""
    found = record.connection.execute(
        "SELECT * FROM webhooks WHERE NOT failed AND due <= ? AND seen < (SELECT max(number) FROM arrivals)", (now(),)
    )
    for row in found.fetchall():
        yield Webhook(**row)


def news(record: Record, hook: Webhook, followed: int | Query) -> tuple[list[Found], int]:
    """What is to be told next to one who follows a known actor, by his number, or what a search finds: at most 50
    statements, in the order that they came in; and up to which one that is all.
    Raises sqlite3.Error where what is searched for cannot be."""
    until = hook.until if hook.until is not None else _linked_until(record.connection, hook)
    sql, values = _followed(followed)
    rows = record.connection.execute(
        f"{sql} AND a.number > ? AND a.number <= ? ORDER BY a.number LIMIT ?", (*values, hook.seen, until, _TOGETHER)
    ).fetchall()
    if len(rows) == _TOGETHER:
        until = rows[-1]["number"]
    return [one for row in rows if (one := statement(record, row["statement"]))], until


def sending(record: Record, hook: Webhook, until: int) -> None:
    """Note what a message holds before it is sent, so that it is the same one when it is sent again."""
    _set(record, hook, "until = ?", until)


def told(record: Record, hook: Webhook, until: int, *, delivered: bool) -> None:
    """Note that all is told up to here; with a message, or because nothing of it is followed."""
    at = now() if delivered else hook.delivered
    _set(record, hook, "seen = ?, until = NULL, tries = 0, problem = NULL, delivered = ?", until, at)


def not_told(record: Record, hook: Webhook, problem: str, *, for_good: bool) -> None:
    """Note what hindered a message: it is sent again after a pause; at last, or `for_good`, it has failed."""
    failed = for_good or hook.tries >= len(_PAUSES)
    pause = timedelta(seconds=0 if failed else _PAUSES[hook.tries])
    _set(record, hook, "tries = ?, problem = ?, due = ?, failed = ?", hook.tries + 1, problem, now(pause), failed)


def _set(record: Record, hook: Webhook, columns: str, *values: object) -> Webhook:
    with writing(record.connection, record.path):
        made = record.connection.execute(
            f"UPDATE webhooks SET {columns} WHERE id = ? RETURNING *", (*values, hook.id)
        ).fetchone()
    return Webhook(**made) if made else hook


def _linked_until(connection: sqlite3.Connection, hook: Webhook) -> int:
    waits = connection.execute(_NOT_LINKED, (hook.seen,)).fetchone()[0]
    last = connection.execute("SELECT coalesce(max(number), 0) FROM arrivals").fetchone()[0]
    return int(last if waits is None else waits - 1)


def _followed(followed: int | Query) -> tuple[str, list[object]]:
    if isinstance(followed, int):
        return _BY_ACTOR, [followed]
    sql, values = fitting(followed, "f.id")
    return f"SELECT a.number, a.statement FROM arrivals AS a WHERE a.statement IN ({sql})", values
