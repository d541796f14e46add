"""Whether a record is whole: every span on its text, every hash on its bytes, every row where it belongs."""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator

import numpy as np

from sayso.article import Span, Statement, written
from sayso.record import digests
from sayso.record.connection import shape
from sayso.record.record import Record

_DIMENSIONS = 384
_ROUNDED = 2.0  # by how much a vector's length may be off, because its parts are whole numbers; .42 and 1.02 were seen
_AT_ONCE = 5_000  # vectors


def verify(record: Record) -> Iterator[str]:
    """What is off, a line each; nothing for a record that is whole."""
    connection = record.connection
    try:
        for row in connection.execute("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield f"the file: {row[0]}"
        for row in connection.execute("PRAGMA foreign_key_check"):
            yield f"{row['table']}: row {row['rowid']} points to a row of {row['parent']} that is not there"
        yield from _shape(connection)
        for index in ("statement_words", "statement_stems"):
            if not _words_match(connection, index):
                yield f"{index}: the words for searching differ from the statements"
        yield from _pages(connection)
        yield from _versions(connection)
        yield from _latest(connection)
        for table in digests.changed(connection):
            yield f"{table}: does not hold what was written"
        yield from _corrections(connection)
        yield from _ids(connection)
        yield from _vectors(connection)
    except sqlite3.DatabaseError as error:
        yield f"the file: {error}"
    except Exception as error:  # a row holds what nobody writes there: nothing where there must be text, words for JSON
        yield f"the file: what is in it cannot be read ({type(error).__name__}: {error})"


def _shape(connection: sqlite3.Connection) -> Iterator[str]:
    """The schema as it stands in the file."""
    found = {row["name"]: row["sql"] for row in connection.execute("SELECT name, sql FROM sqlite_master")}
    for name, sql in shape().items():
        if found.get(name) != sql:
            yield f"the file: {name} is made in another way than a record's"


def _vectors(connection: sqlite3.Connection) -> Iterator[str]:
    """The vectors for searching by meaning: each is as long as all others, or nothing."""
    rows = connection.execute("SELECT statement, vector FROM vectors")
    while some := rows.fetchmany(_AT_ONCE):
        for row in (r for r in some if len(r["vector"]) != _DIMENSIONS):
            yield f"vectors: one of statement {row['statement']} has {len(row['vector'])} bytes"
        kept = [r for r in some if len(r["vector"]) == _DIMENSIONS]
        held = np.frombuffer(b"".join(r["vector"] for r in kept), np.int8).reshape(-1, _DIMENSIONS)
        lengths = np.linalg.norm(held.astype(np.float32), axis=1)
        for n in np.flatnonzero((abs(lengths - 127) > _ROUNDED) & (lengths > 0)).tolist():
            yield f"vectors: one of statement {kept[n]['statement']} is {lengths[n]:.0f} long, not 127"


def _words_match(connection: sqlite3.Connection, index: str) -> bool:
    """Whether an index of the words for searching is right; of a record that may not be written to a copy is asked,
    because SQLite writes to ask."""
    check = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
    try:
        connection.execute(check)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_READONLY":
            return False
        copy = sqlite3.connect("")
        connection.backup(copy)
        try:
            copy.execute(check)
        except sqlite3.DatabaseError:
            return False
        finally:
            copy.close()
    except sqlite3.DatabaseError:
        return False
    return True


def _pages(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute("SELECT id, sha256, size, body FROM pages"):
        try:
            data = zlib.decompress(row["body"])
        except zlib.error as error:
            yield f"pages: {row['id']} cannot be unpacked ({error})"
            continue
        if hashlib.sha256(data).hexdigest() != row["sha256"] or len(data) != row["size"]:
            yield f"pages: {row['id']} has other bytes than its SHA-256 tells"


def _versions(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute("SELECT id, text, text_sha256, parts FROM versions"):
        if hashlib.sha256(row["text"].encode("utf-8")).hexdigest() != row["text_sha256"]:
            yield f"versions: {row['id']} has another text than its SHA-256 tells"
        spans = [("part", p["start"], p["end"]) for p in json.loads(row["parts"])]
        spans += [
            (f"statement {x['statement']} {x['role']}", x["start"], x["end"])
            for x in connection.execute(
                "SELECT x.* FROM spans AS x JOIN statements AS s ON s.id = x.statement WHERE s.version = ?",
                (row["id"],),
            )
        ]
        spans += [
            (f"actor {x['actor']} mention", x["start"], x["end"])
            for x in connection.execute(
                "SELECT m.* FROM mentions AS m JOIN actors AS a ON a.id = m.actor WHERE a.version = ?", (row["id"],)
            )
        ]
        spans += [
            (f"statement {x['statement']} {x['role']}'s way", start, end)
            for x in connection.execute(
                "SELECT x.* FROM credit AS x JOIN statements AS s ON s.id = x.statement WHERE s.version = ?",
                (row["id"],),
            )
            for start, end in json.loads(x["way"])
        ]
        for what, start, end in spans:
            if not 0 <= start <= end <= len(row["text"]):
                yield f"versions: {row['id']}: {what} lies outside of the text"
        yield from _words(connection, row["id"], row["text"])


def _latest(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute(
        "SELECT r.id FROM articles AS r LEFT JOIN versions AS v ON v.article = r.id AND v.latest WHERE v.id IS NULL"
    ):
        yield f"articles: {row['id']} has no latest version"


def _words(connection: sqlite3.Connection, version: int, text: str) -> Iterator[str]:
    """The words of source, cue and content that stand beside the spans, against the text."""
    for s in connection.execute("SELECT id, source, cue, content FROM statements WHERE version = ?", (version,)):
        for role in ("source", "cue", "content"):
            spans = connection.execute(
                'SELECT start, "end" FROM spans WHERE statement = ? AND role = ? ORDER BY position', (s["id"], role)
            )
            if written(Span.of(text, x["start"], x["end"]) for x in spans) != s[role]:
                yield f"statements: {s['id']}: its {role} is not what stands in the text"


def _corrections(connection: sqlite3.Connection) -> Iterator[str]:
    """What was read before a person corrected it, against the text; and what a correction is of."""
    for c in connection.execute(
        "SELECT c.statement, c.machine, v.text FROM corrected AS c JOIN statements AS s ON s.id = c.statement"
        " JOIN versions AS v ON v.id = s.version WHERE c.machine IS NOT NULL"
    ):
        read = Statement.from_dict(json.loads(c["machine"]))
        spans = (*read.source, *read.cue, *read.content, *read.addressee)
        if any(c["text"][x.start : x.end] != x.text for x in spans):
            yield f"corrected: {c['statement']}: what was read is not what stands in the text"
    for n in connection.execute(
        "SELECT n.id FROM anchors AS n JOIN statements AS s ON s.id = n.statement"
        " JOIN versions AS v ON v.id = s.version WHERE NOT v.latest OR v.article <> n.article"
    ):
        yield f"anchors: {n['id']} is at a statement that is not of the latest version of its article"


def _ids(connection: sqlite3.Connection) -> Iterator[str]:
    """Whether each statement has an id that lasts, and each id leads somewhere."""
    for s in connection.execute("SELECT id FROM statements WHERE permanent IS NULL"):
        yield f"statements: {s['id']} has no id that lasts"
    for i in connection.execute(
        "SELECT id FROM (SELECT leads_to AS id FROM statement_ids UNION SELECT permanent FROM statements) AS i"
        " WHERE id NOT NULL AND NOT EXISTS (SELECT 1 FROM statement_ids WHERE id = i.id) AND NOT EXISTS"
        " (SELECT 1 FROM statements AS s JOIN versions AS v ON v.id = s.version AND v.latest WHERE s.permanent = i.id)"
    ):
        yield f"statement_ids: {i['id']} leads to nothing"
