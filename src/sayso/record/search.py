"""Statements of the latest versions by their words and by what is known of them."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import RecordError
from sayso.record.conditions import Conditions, Sql, conditions, marks
from sayso.record.counted import AGAIN, MAY_COUNT
from sayso.record.query import Query, asked_for
from sayso.record.query_syntax import All, Either, Node, Phrase, Word, as_fts, written
from sayso.record.record import Record
from sayso.text.folding import folded
from sayso.text.sentences import passage, sentence

# The actor that an id leads to, also that of one who was merged or found to be another.
_OF_ID = (
    "WITH RECURSIVE led (id) AS (SELECT id FROM known_actors WHERE permanent = ?"
    " UNION SELECT coalesce(n.merged, n.moved) FROM known_actors AS n JOIN led ON n.id = led.id"
    " WHERE coalesce(n.merged, n.moved) IS NOT NULL) SELECT id FROM led"
)
# Of persons: what any article tells of a known actor, else what this one does.
_OF_GENDER = (
    "f.number IN (SELECT x.statement FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
    " LEFT JOIN actor_links AS l ON l.actor = a.id LEFT JOIN known_actors AS k ON k.id = l.known"
    " WHERE x.role = 'speaker' AND a.type = 'person'"
    " AND coalesce(k.gender, a.gender, 'unknown') IN ({marks}))"
)

_IN_STEMS = "f.number IN (SELECT rowid FROM statement_stems WHERE statement_stems MATCH ?)"
_IN_WORDS = "f.number IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)"
_HAS_ROLE = "f.number IN (SELECT statement FROM statement_actors WHERE role = ? AND actor IN ({named}))"
_RANK = "bm25(statement_stems, 4.0, 2.0, 1.0, 1.0)"


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that was found: its row of statement_view with the actors that its speakers are in every article
    (ids, names, types, identifiers; '; ' between), the sentences that its cue and content stand in, and the key to go
    on from."""

    row: dict[str, Any]
    sentence: str
    key: str


def search(record: Record, query: Query) -> list[Found]:
    """Statements that fit, best first where words are looked for, else the latest day first.

    Raises QueryError where the words cannot be read, RecordError where `after` is no key.
    """
    rank = _RANK if _matched(asked_for(query)) else "0.0"
    # First which ones: to tell all of each statement takes longer than to find it.
    sql, values = fitting(query, f"f.number, {rank} AS rank, coalesce(f.day, '') AS at")
    if query.after:
        rank_after, day, number = _key(record.path, query.after)
        sql = f"SELECT * FROM ({sql}) WHERE (rank > ? OR (rank = ? AND (at < ? OR (at = ? AND number > ?))))"
        values += [rank_after, rank_after, day, day, number]
    first = f"SELECT * FROM ({sql}) ORDER BY rank, at DESC, number LIMIT ?"
    told = f"SELECT f.*, b.rank FROM ({first}) AS b JOIN statement_view AS f ON f.number = b.number"
    with searching(record):
        rows = record.connection.execute(
            f"{told} ORDER BY b.rank, b.at DESC, b.number", (*values, query.limit)
        ).fetchall()
    return [_found(record, row) for row in rows]


@contextmanager
def searching(record: Record) -> Iterator[None]:
    """Raises RecordError where what is looked for cannot be."""
    try:
        yield
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:  # a NUL; a lone surrogate; a huge number
        raise RecordError(record.path, f"cannot be searched for this ({error})") from error


def tuples(record: Record, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What SQL that is made of `fitting` gives.

    Raises RecordError where what is looked for cannot be.
    """
    with searching(record):
        return [tuple(row) for row in record.connection.execute(sql, values)]


def fitting(query: Query, columns: str = "f.number") -> tuple[str, list[Any]]:
    """The SQL that gives columns of all statements (f, of statement_view) that fit, in no order, and its values.

    Raises QueryError where the words cannot be read.
    """
    own, values = conditions(query, SQLITE)
    # By its numbers, or else in their order: SQLite would go through all statements by their ids, which lie anywhere.
    where = ["f.number > 0", *own]
    joined = ""
    if terms := _matched(asked_for(query)):
        joined = "JOIN statement_stems AS w ON w.rowid = f.number"
        where.append("statement_stems MATCH ?")
        values.append(terms)
    return (
        f"SELECT {columns} FROM statement_view AS f {joined} WHERE {' AND '.join(where)}",
        values,
    )


def newest(record: Record, query: Query, most: int) -> list[Found]:
    """The statements that fit and came last, the newest first.

    Raises QueryError where the words cannot be read, RecordError where it cannot be searched for.
    """
    sql, values = fitting(query, "f.id")
    with searching(record):
        rows = record.connection.execute(f"{sql} ORDER BY f.number DESC LIMIT ?", (*values, most)).fetchall()
    return [one for row in rows if (one := statement(record, row["id"]))]


def statement(record: Record, id: str) -> Found | None:
    """The statement that has this id now, where nobody marked it wrong."""
    row = record.connection.execute("SELECT *, 0.0 AS rank FROM statement_view WHERE id = ?", (id,)).fetchone()
    return _found(record, row) if row else None


def numbered(record: Record, number: int) -> Found | None:
    """The statement of this row, where nobody marked it wrong."""
    row = record.connection.execute("SELECT id FROM statement_view WHERE number = ?", (number,)).fetchone()
    return statement(record, row["id"]) if row else None


def _matched(asked: All) -> str:
    """What the index of stems is asked for, by which statements are ranked: each string is quoted, so that no word is
    an operator."""
    return " AND ".join(_match(one) for one in asked.of if _is_ranked(one))


def _is_ranked(node: Node) -> bool:
    """Whether it asks for words alone, which the index of stems finds, or more than that."""
    if isinstance(node, All | Either):
        return all(_is_ranked(one) for one in node.of)
    return isinstance(node, Phrase) or (isinstance(node, Word) and not node.prefix)


def _match(node: Node) -> str:
    if isinstance(node, All | Either):
        return f"({(' AND ' if isinstance(node, All) else ' OR ').join(map(_match, node.of))})"
    assert isinstance(node, Word | Phrase)
    return as_fts(node)


class _Sqlite:
    """A record's own dialect."""

    said = "f.day"
    published = "substr(f.published, 1, 10)"
    month = (
        "CASE WHEN date(substr(f.published, 1, 10)) IS substr(f.published, 1, 10) THEN substr(f.published, 1, 7) END"
    )
    outlets = "SELECT DISTINCT outlet FROM versions WHERE latest"
    copied = "f.article IN (SELECT article FROM copies)"
    likely = "(f.confidence >= ? OR f.corrected_by IS NOT NULL)"
    # Or a person named the speakers, who then have no probability.
    credited = (
        "(f.credit >= ? OR (f.credit IS NULL AND f.speakers IS NOT NULL AND EXISTS"
        " (SELECT 1 FROM anchors AS n JOIN corrections AS c ON c.anchor = n.id"
        " WHERE n.statement = f.number AND c.field = 'speakers' AND c.attached)))"
    )

    def words(self, node: Word | Phrase) -> Sql:
        if isinstance(node, Word) and (forms := written(node)):
            return f"({_IN_STEMS} AND {_IN_WORDS})", [as_fts(node), forms]
        return _IN_STEMS if self.is_indexed(node) else _IN_WORDS, [as_fts(node)]

    def is_indexed(self, node: Node) -> bool:
        """Whether it asks for no more than what the index of stems finds."""
        if isinstance(node, All | Either):
            return all(self.is_indexed(one) for one in node.of)
        return isinstance(node, Word) and not node.prefix and not written(node)

    def named(self, role: str, name: str) -> Sql:
        named = (
            "SELECT a.id FROM actors AS a LEFT JOIN actor_links AS l ON l.actor = a.id"
            " LEFT JOIN known_actors AS k ON k.id = l.known WHERE coalesce(k.name, a.name) = ?"
        )
        return _HAS_ROLE.format(named=named), [role, name]

    def called(self, role: str, part: str) -> Sql:
        """That one with this in the name, or of this id, has a role in it."""
        # Each name is folded once, not for each who has it.
        called = (
            "SELECT id FROM actors WHERE name COLLATE NOCASE IN (SELECT name FROM"
            " (SELECT DISTINCT name COLLATE NOCASE AS name FROM actors) WHERE {so})"
        )
        # Who is called just so in one article is found in all, also where they call them otherwise.
        named = (
            f"{called.format(so='instr(folded(name), ?)')} UNION SELECT actor FROM actor_links WHERE known IN"
            " (SELECT id FROM known_actors WHERE instr(folded(name), ?) UNION ALL SELECT known FROM actor_links"
            f" WHERE actor IN ({called.format(so='folded(name) = ?')}) UNION ALL SELECT id FROM ({_OF_ID}))"
        )
        return _HAS_ROLE.format(named=named), [role, folded(part), folded(part), folded(part), part]

    def of_gender(self, some: Sequence[str]) -> Sql:
        return _OF_GENDER.format(marks=marks(some)), list(some)

    def counted(self, articles: Conditions) -> Conditions:
        where, values = articles
        again = AGAIN.format(where="".join(f" AND {x}" for x in where))
        return [MAY_COUNT, f"f.number NOT IN ({again})"], list(values)


SQLITE = _Sqlite()


def _key(path: Path, after: str) -> tuple[float, str, int]:
    try:
        rank, day, number = json.loads(after)
        return float(rank), str(day), int(number)
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise RecordError(path, f"{after!r} is no place to go on from: give the key that the last page told") from error


def _found(record: Record, row: sqlite3.Row) -> Found:
    told = dict(row) | actors_of(record.connection, row["number"])
    key = json.dumps([told.pop("rank"), told["day"] or "", told["number"]])
    return Found(told, _passage_of(record, told["number"]), key)


def actors_of(connection: sqlite3.Connection, statement: int) -> dict[str, str | None]:
    """The speakers of a statement, by the number of its row, as the actors that they are in every article: ids, names,
    types, identifiers, '; ' between."""
    found = connection.execute(
        "SELECT k.permanent, k.name, k.type, k.identifiers FROM statement_actors AS x JOIN actor_links AS l"
        " ON l.actor = x.actor JOIN known_actors AS k ON k.id = l.known WHERE x.statement = ? AND x.role = 'speaker'"
        " ORDER BY x.position",
        (statement,),
    ).fetchall()
    told = (
        ("actor_ids", [k["permanent"] for k in found]),
        ("actors", [k["name"] for k in found]),
        ("actor_types", [k["type"] for k in found]),
        ("actor_identifiers", [" ".join(x) for k in found for x in json.loads(k["identifiers"]).items()]),
    )
    return {column: "; ".join(values) or None for column, values in told}


def sentence_of(record: Record, statement: int) -> str:
    """The sentence around the cue of a statement, by the id of its row."""
    cue = record.connection.execute(
        'SELECT x.start, x."end", v.text FROM spans AS x JOIN statements AS s ON s.id = x.statement'
        " JOIN versions AS v ON v.id = s.version WHERE s.id = ? AND x.role = 'cue' AND x.position = 0",
        (statement,),
    ).fetchone()
    return sentence(cue["text"], cue["start"], cue["end"])


def _passage_of(record: Record, statement: int) -> str:
    """The sentences that the cue and the words of a statement stand in, by the id of its row."""
    at = record.connection.execute(
        'SELECT min(x.start) AS start, max(x."end") AS "end", v.text FROM spans AS x'
        " JOIN statements AS s ON s.id = x.statement JOIN versions AS v ON v.id = s.version"
        " WHERE s.id = ? AND x.role IN ('cue', 'content')",
        (statement,),
    ).fetchone()
    return passage(at["text"], at["start"], at["end"])
