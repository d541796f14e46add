"""What changed between the versions of an article: which statements came, went, or were reworded."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sayso.record.record import Record


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that came, went or was reworded from one version of an article to the next; `before` and `after` are
    its cue and content, empty where it was not there. One that is put down to others now went and came."""

    key: str
    title: str | None
    number: int
    added: str
    statement: str
    what: Literal["came", "went", "reworded"]
    speakers: str
    before: str
    after: str


def changes(record: Record, key: str | None = None) -> Iterator[Change]:
    """The changes of one article, by its address or id, or of all; oldest first."""
    versions = record.connection.execute(
        "SELECT v.id, v.article, v.number, v.added, v.title, r.key FROM versions AS v"
        " JOIN articles AS r ON r.id = v.article WHERE ? IS NULL OR r.key = ? ORDER BY v.article, v.number",
        (key, key),
    ).fetchall()
    for before, after in pairwise(versions):
        if before["article"] == after["article"]:
            yield from _between(record.connection, before, after)


def _between(connection: sqlite3.Connection, before: sqlite3.Row, after: sqlite3.Row) -> Iterator[Change]:
    old, new = (_statements(connection, v["id"]) for v in (before, after))
    about = (after["key"], after["title"], after["number"], after["added"])
    for id, (who, words) in old.items():
        now, after_words = new.get(id, ("", ""))
        if now != who:
            yield Change(*about, id, "went", who, words, "")
        elif after_words != words:
            yield Change(*about, id, "reworded", who, words, after_words)
    for id, (who, words) in new.items():
        if id not in old or old[id][0] != who:
            yield Change(*about, id, "came", who, "", words)


def _statements(connection: sqlite3.Connection, version: int) -> dict[str, tuple[str, str]]:
    """Speakers, and cue and content, of each statement, by its id."""
    found = connection.execute(
        "SELECT s.permanent, s.cue, s.content, coalesce((SELECT group_concat(a.name, '; ') FROM statement_actors AS x"
        " JOIN actors AS a ON a.id = x.actor WHERE x.statement = s.id AND x.role = 'speaker'), s.source) AS who"
        " FROM statements AS s WHERE s.version = ? AND s.id NOT IN (SELECT statement FROM corrected WHERE wrong)"
        " ORDER BY s.id",
        (version,),
    )
    return {s["permanent"]: (s["who"], f"{s['cue']}: {s['content']}") for s in found}
