"""Statements of the latest versions by their words and by what is known of them."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sayso.errors import RecordError
from sayso.record.counted import AGAIN, MAY_COUNT
from sayso.record.query_syntax import (
    UNKNOWN,
    All,
    Either,
    Filter,
    Node,
    Phrase,
    Word,
    as_fts,
    asks,
    condition,
    parse,
    written,
)
from sayso.record.record import Record
from sayso.shown import PROBABLE
from sayso.text.folding import folded
from sayso.text.sentences import passage, sentence

# That a person named the speakers, who then have no probability.
_NAMED = (
    "EXISTS (SELECT 1 FROM anchors AS n JOIN corrections AS c ON c.anchor = n.id"
    " WHERE n.statement = f.number AND c.field = 'speakers' AND c.attached)"
)
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
# The month of an article's day (2026-03); NULL where it is no day.
MONTH = "CASE WHEN date(substr(f.published, 1, 10)) IS substr(f.published, 1, 10) THEN substr(f.published, 1, 7) END"


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. `words` are what people type (`sayso.record.query_syntax`), looked for in content, source, cue
    and title, `about` in the content alone; names by a part of them, or "in quotation marks" whole, and the outlet of
    articles that tell none is UNKNOWN; days are ISO 8601 and inclusive. `gender` is that of a speaker who is a person.
    `published_since`, `published_until` and `month` (2026-03, or UNKNOWN) are of the article, `since` and `until` of
    the saying. `counted` finds only what an audit counts (`sayso.record.counted`), `copied` only what stands in copies.
    `min_credit` finds only statements with speakers, all of them at least so likely or named by a person. `limit`
    statements after the one that `after` (a `Found.key`) names. Without a `min_confidence` what is probably a
    statement is found, or was checked by a person; with `counted`, or with 0, all."""

    words: str = ""
    about: str = ""
    by: str | None = None
    to: str | None = None
    act: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    event: tuple[str, ...] = ("speech",)
    sourcing: tuple[str, ...] = ()
    gender: tuple[str, ...] = ()
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    month: str | None = None
    counted: bool = False
    copied: bool = False
    min_confidence: float | None = None
    min_credit: float = 0.0
    limit: int = 20
    after: str | None = None

    @property
    def least(self) -> float:
        """The confidence from which on statements are found."""
        return self.min_confidence if self.min_confidence is not None else 0.0 if self.counted else PROBABLE


_OPEN = Query(event=())
_IN_STEMS = "f.number IN (SELECT rowid FROM statement_stems WHERE statement_stems MATCH ?)"
_IN_WORDS = "f.number IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)"
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
    try:
        rows = record.connection.execute(
            f"{told} ORDER BY b.rank, b.at DESC, b.number", (*values, query.limit)
        ).fetchall()
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        raise RecordError(record.path, f"cannot be searched for this ({error})") from error
    return [_found(record, row) for row in rows]


def fitting(query: Query, columns: str = "f.number") -> tuple[str, list[Any]]:
    """The SQL that gives columns of all statements (f, of statement_view) that fit, in no order, and its values.

    Raises QueryError where the words cannot be read.
    """
    asked = asked_for(query)
    # By its numbers, or else in their order: SQLite would go through all statements by their ids, which lie anywhere.
    own, values = _where(replace(query, event=()) if asks(asked, "event") else query)
    where = ["f.number > 0", *own]
    for one in asked.of:
        if not _is_stems(one):
            told, given = condition(one, _leaf)
            where.append(told)
            values += given
    joined = ""
    if terms := _matched(asked):
        joined = "JOIN statement_stems AS w ON w.rowid = f.number"
        where.append("statement_stems MATCH ?")
        values.append(terms)
    return (
        f"SELECT {columns} FROM statement_view AS f {joined} WHERE {' AND '.join(where)}",
        values,
    )


def asked_for(query: Query) -> All:
    """All that the words of a query ask for. Raises QueryError where they cannot be read."""
    return All((*parse(query.words).of, *parse(query.about, said=True).of))


def statement(record: Record, id: str) -> Found | None:
    """The statement that has this id now, where nobody marked it wrong."""
    row = record.connection.execute("SELECT *, 0.0 AS rank FROM statement_view WHERE id = ?", (id,)).fetchone()
    return _found(record, row) if row else None


def _matched(asked: All) -> str:
    """What the index of stems is asked for, by which statements are ranked: each string is quoted, so that no word is
    an operator."""
    return " AND ".join(_match(one) for one in asked.of if _is_ranked(one))


def _is_ranked(node: Node) -> bool:
    """Whether it asks for words alone, which the index of stems finds, or more than that."""
    if isinstance(node, All | Either):
        return all(_is_ranked(one) for one in node.of)
    return isinstance(node, Phrase) or (isinstance(node, Word) and not node.prefix)


def _is_stems(node: Node) -> bool:
    """Whether it asks for no more than what the index of stems finds."""
    if isinstance(node, All | Either):
        return all(_is_stems(one) for one in node.of)
    return isinstance(node, Word) and not node.prefix and not written(node)


def _match(node: Node) -> str:
    if isinstance(node, All | Either):
        return f"({(' AND ' if isinstance(node, All) else ' OR ').join(map(_match, node.of))})"
    assert isinstance(node, Word | Phrase)
    return as_fts(node)


def _leaf(node: Word | Phrase | Filter) -> tuple[str, list[Any]]:
    """SQL of what one word, phrase or filter asks for, and its values."""
    if isinstance(node, Filter):
        where, values = _where(replace(_OPEN, **{node.field: node.value}))
        return f"({' AND '.join(where) or '1'})", values  # min-confidence:0 asks for nothing
    if isinstance(node, Word) and (forms := written(node)):
        return f"({_IN_STEMS} AND {_IN_WORDS})", [as_fts(node), forms]
    return _IN_STEMS if _is_stems(node) else _IN_WORDS, [as_fts(node)]


def _where(query: Query) -> tuple[list[str], list[Any]]:
    articles, values = of_articles(query)
    where = list(articles)
    if query.counted:
        where += [MAY_COUNT, f"f.number NOT IN ({AGAIN.format(where=''.join(f' AND {x}' for x in articles))})"]
        values *= 2
    for role, name in (("speaker", query.by), ("addressee", query.to)):
        if name:
            told, given = _of_actor(role, name)
            where.append(told)
            values += given
    if query.gender:
        where.append(_OF_GENDER.format(marks=_marks(query.gender)))
        values += query.gender
    for column in ("act", "stance", "kind", "event", "sourcing"):
        some = getattr(query, column)
        if some:
            where.append(f"f.{column} IN ({_marks(some)})")
            values += some
    for limit, compared in (
        (query.since, "f.day >="), (query.until, "f.day <="),
    ):  # fmt: skip
        if limit:
            where.append(f"{compared} ?")
            values.append(limit)
    if query.least:
        where.append("(f.confidence >= ? OR f.corrected_by IS NOT NULL)")
        values.append(query.least)
    if query.min_credit:
        where.append(f"(f.credit >= ? OR (f.credit IS NULL AND f.speakers IS NOT NULL AND {_NAMED}))")
        values.append(query.min_credit)
    return where, values


def of_articles(query: Query) -> tuple[list[str], list[Any]]:
    """SQL of what is asked of the articles (f: their latest versions, or statement_view), and its values."""
    where: list[str] = []
    values: list[Any] = []
    if query.outlet:
        told, given = _of_outlet(query.outlet)
        where.append(told)
        values += given
    for limit, compared in ((query.published_since, ">="), (query.published_until, "<=")):
        if limit:
            where.append(f"substr(f.published, 1, 10) {compared} ?")
            values.append(limit)
    if query.month:
        where.append(f"{MONTH} IS ?")
        values.append(None if query.month == UNKNOWN else query.month)
    if query.copied:
        where.append("f.article IN (SELECT article FROM copies)")
    return where, values


def _of_outlet(name: str) -> tuple[str, list[Any]]:
    """SQL that tells whether an outlet (f.outlet) is meant by a name, and its values."""
    if name == UNKNOWN:
        return "coalesce(f.outlet, '') = ''", []
    if exact := whole(name):
        return "f.outlet = ?", [exact]
    # Each name is folded once, not for each article.
    named = "SELECT outlet FROM (SELECT DISTINCT outlet FROM versions WHERE latest) WHERE instr(folded(outlet), ?)"
    return f"f.outlet IN ({named})", [folded(name)]


def whole(name: str) -> str | None:
    """The name that stands in quotation marks, for which no part of one will do; None where it stands in none."""
    return name[1:-1] if len(name) > 2 and name[0] == name[-1] == '"' else None


def _of_actor(role: str, name: str) -> tuple[str, list[Any]]:
    """SQL that tells whether an actor of a name, or of this id, has a role in a statement, and its values."""
    if exact := whole(name):
        named = (
            "SELECT a.id FROM actors AS a LEFT JOIN actor_links AS l ON l.actor = a.id"
            " LEFT JOIN known_actors AS k ON k.id = l.known WHERE coalesce(k.name, a.name) = ?"
        )
        values = [exact]
    else:
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
        values = [folded(name), folded(name), folded(name), name]
    found = f"SELECT statement FROM statement_actors WHERE role = ? AND actor IN ({named})"
    return f"f.number IN ({found})", [role, *values]


def _marks(some: Sequence[str]) -> str:
    return ", ".join("?" * len(some))


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
