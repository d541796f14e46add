"""Statements of the latest versions by their words and by what is known of them."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from sayso.article import Gender
from sayso.errors import RecordError
from sayso.record.counted import AGAIN, MAY_COUNT
from sayso.record.record import Record
from sayso.shown import PROBABLE

TERM = re.compile(r'"([^"]*)"|(\S+)')  # a phrase, in its marks, or a word
_SENTENCE = re.compile(r"[.!?][\"”’')]*\s+(?=[“\"‘'(\[]*[^\W\d_a-z])|\n")
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
UNKNOWN = "(unknown)"
GENDERS = (*get_args(Gender), "unknown")  # of persons, as they are searched for
# After these a full stop ends no sentence: "Mrs. Holm", "J. Holm".
_ABBREVIATED = re.compile(
    r"\b(?:Mrs?|Ms|Drs?|Prof|Sens?|Reps?|Govs?|Gen|Col|Capt|Lt|Sgt|Rev|Hon|St|Maj|Adm|No|vs|[^\W\d_a-z])\.$"
)
_AROUND = 400  # code points before and after a cue in which its sentence is looked for


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. `words` are looked for in content, source and title, all of them, "in quotation marks" as a
    phrase, `about` in the content alone; names by a part of them, or "in quotation marks" whole, and the outlet of
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


@dataclass(frozen=True, slots=True)
class Found:
    """A statement that was found: its row of statement_view with the actors that its speakers are in every article
    (ids, names, types, identifiers; '; ' between), the sentence around its cue, and the key to go on from."""

    row: dict[str, Any]
    sentence: str
    key: str


def search(record: Record, query: Query) -> list[Found]:
    """Statements that fit, best first where words are looked for, else the latest day first.

    Raises RecordError where `after` is no key.
    """
    rank = "bm25(statement_words, 4.0, 2.0, 1.0)" if _terms(query) else "0.0"
    sql, values = fitting(query, f"f.*, {rank} AS rank")
    order = "rank, coalesce(day, '') DESC, number"
    if query.after:
        rank_after, day, number = _key(record.path, query.after)
        sql = f"SELECT * FROM ({sql}) WHERE (rank > ? OR (rank = ? AND (coalesce(day, '') < ?"
        sql += " OR (coalesce(day, '') = ? AND number > ?))))"
        values += [rank_after, rank_after, day, day, number]
    try:
        rows = record.connection.execute(f"{sql} ORDER BY {order} LIMIT ?", (*values, query.limit)).fetchall()
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        raise RecordError(record.path, f"cannot be searched for this ({error})") from error
    return [_found(record, row) for row in rows]


def fitting(query: Query, columns: str = "f.number") -> tuple[str, list[Any]]:
    """The SQL that gives columns of all statements (f, of statement_view) that fit, in no order, and its values."""
    terms = _terms(query)
    where, values = _where(query)
    if terms:
        where.append("statement_words MATCH ?")
        values.append(terms)
    joined = "JOIN statement_words AS w ON w.rowid = f.number" if terms else ""
    return (
        f"SELECT {columns} FROM statement_view AS f {joined} {'WHERE ' + ' AND '.join(where) if where else ''}",
        values,
    )


def statement(record: Record, id: str) -> Found | None:
    """The statement that has this id now, where nobody marked it wrong."""
    row = record.connection.execute("SELECT *, 0.0 AS rank FROM statement_view WHERE id = ?", (id,)).fetchone()
    return _found(record, row) if row else None


def _terms(query: Query) -> str:
    """The words as FTS5 takes them: each a string of its own, so that none is an operator."""
    every = [_quoted(m) for m in TERM.finditer(query.words)]
    about = [f"content : {_quoted(m)}" for m in TERM.finditer(query.about)]
    return " AND ".join([*every, *about])


def _quoted(m: re.Match[str]) -> str:
    words = (m[1] if m[1] is not None else m[2]).replace('"', "")
    prefix = words.endswith("*") and len(words) > 1
    return f'"{words.rstrip("*") if prefix else words}"' + ("*" if prefix else "")


def _where(query: Query) -> tuple[list[str], list[Any]]:
    articles, values = of_articles(query)
    where = list(articles)
    if query.counted:
        where += [MAY_COUNT, f"f.number NOT IN ({AGAIN.format(where=''.join(f' AND {x}' for x in articles))})"]
        values *= 2
    for role, name in (("speaker", query.by), ("addressee", query.to)):
        if name:
            named, given = _named(name)
            where.append(
                "f.number IN (SELECT x.statement FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
                " LEFT JOIN actor_links AS l ON l.actor = a.id LEFT JOIN known_actors AS k ON k.id = l.known"
                f" WHERE x.role = ? AND {named})"
            )
            values += [role, *given]
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
    return "f.outlet LIKE ? ESCAPE '\\'", [f"%{_like(name)}%"]


def whole(name: str) -> str | None:
    """The name that stands in quotation marks, for which no part of one will do; None where it stands in none."""
    return name[1:-1] if len(name) > 2 and name[0] == name[-1] == '"' else None


def _named(name: str) -> tuple[str, list[Any]]:
    """SQL that tells whether an actor (a, known as k) has a name, and its values."""
    if exact := whole(name):
        return "coalesce(k.name, a.name) = ?", [exact]
    like = f"%{_like(name)}%"
    return (
        f"(a.name LIKE ? ESCAPE '\\' OR k.name LIKE ? ESCAPE '\\' OR l.known IN ({_OF_ID}))",
        [like, like, name],
    )


def _marks(some: Sequence[str]) -> str:
    return ", ".join("?" * len(some))


def _like(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _key(path: Path, after: str) -> tuple[float, str, int]:
    try:
        rank, day, number = json.loads(after)
        return float(rank), str(day), int(number)
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise RecordError(path, f"{after!r} is no place to go on from: give the key that the last page told") from error


def _found(record: Record, row: sqlite3.Row) -> Found:
    told = dict(row) | actors_of(record.connection, row["number"])
    key = json.dumps([told.pop("rank"), told["day"] or "", told["number"]])
    return Found(told, sentence_of(record, told["number"]), key)


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


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of the text, on one line."""
    begin = max(0, start - _AROUND)
    before = [m.end() for m in _ends(text, begin, start + 1) if m.end() <= start]
    after = next(_ends(text, end, end + _AROUND), None)
    return " ".join(text[before[-1] if before else begin : after.start() + 1 if after else end + _AROUND].split())


def _ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where sentences end in a stretch of the text."""
    found = _SENTENCE.finditer(text, start, end)
    return (m for m in found if not _ABBREVIATED.search(text, max(0, m.start() - 6), m.start() + 1))
