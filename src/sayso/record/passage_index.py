"""What can be quoted: the contents of statements, and quotations that stand in none, by their sequences of words and
their meaning. A passage is the row of a statement, or that of such a quotation below zero."""

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sayso.record.typed_rows import typed

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands in a version that can be quoted; `is_primary` where that is a primary source."""

    passage: int
    version: int
    content: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by its row: what it says, and where its cue stands."""

    id: int
    content: str
    start: int
    end: int


def passages(connection: sqlite3.Connection, some: Collection[int]) -> list[Passage]:
    """Those of latest versions, but for what a person marked wrong."""
    statements = ",".join(str(p) for p in sorted(some) if p > 0)
    loose = ",".join(str(-p) for p in sorted(some) if p < 0)
    found = connection.execute(
        "SELECT s.id AS passage, s.version, s.content, v.primary_source IS NOT NULL AS is_primary FROM statements AS s"
        " JOIN versions AS v ON v.id = s.version AND v.latest LEFT JOIN corrected AS c ON c.statement = s.id"
        f" WHERE s.id IN ({statements}) AND c.wrong IS NOT 1 UNION ALL"
        " SELECT -q.id, q.version, q.content, v.primary_source IS NOT NULL FROM quotations AS q"
        f" JOIN versions AS v ON v.id = q.version AND v.latest WHERE q.id IN ({loose})"
    )
    return [typed(Passage, row) for row in found]


def former(connection: sqlite3.Connection, statements: Collection[int]) -> list[Passage]:
    """Those statements, by their rows, that stand in versions before the latest."""
    found = connection.execute(
        "SELECT s.id AS passage, s.version, s.content, v.primary_source IS NOT NULL AS is_primary FROM statements AS s"
        f" JOIN versions AS v ON v.id = s.version AND NOT v.latest WHERE s.id IN ({','.join(map(str, statements))})"
    )
    return [typed(Passage, row) for row in found]


def ids_of(connection: sqlite3.Connection, version: int, some: Iterable[int]) -> set[str]:
    """The ids of those passages that are statements of a version."""
    of = ",".join(str(p) for p in some if p > 0)
    found = connection.execute(f"SELECT permanent FROM statements WHERE version = ? AND id IN ({of})", (version,))
    return {row["permanent"] for row in found}


def places_of(connection: sqlite3.Connection, version: int, some: Iterable[int]) -> list[Range]:
    """Where those passages stand that are quotations of a version."""
    of = ",".join(str(-p) for p in some if p < 0)
    found = connection.execute(f'SELECT start, "end" FROM quotations WHERE version = ? AND id IN ({of})', (version,))
    return [(row["start"], row["end"]) for row in found]


def holders(connection: sqlite3.Connection, shingle: int, most: int) -> list[int]:
    """The passages that have a sequence of words, by its hash; the newest, at most so many."""
    found = connection.execute(
        "SELECT passage FROM shingles WHERE hash = ? ORDER BY passage DESC LIMIT ?", (shingle, most)
    )
    return [row["passage"] for row in found]


def said_in(connection: sqlite3.Connection, version: int) -> list[Said]:
    """The statements of a version, but for those that a person marked wrong."""
    found = connection.execute(
        'SELECT s.id, s.content, x.start, x."end" FROM statements AS s JOIN spans AS x ON x.statement = s.id'
        " AND x.role = 'cue' AND x.position = 0 LEFT JOIN corrected AS c ON c.statement = s.id"
        " WHERE s.version = ? AND c.wrong IS NOT 1 ORDER BY s.id",
        (version,),
    )
    return [Said(**row) for row in found.fetchall()]


def contents_in(connection: sqlite3.Connection, version: int) -> list[Range]:
    """Where the contents of the statements of a version stand."""
    found = connection.execute(
        'SELECT x.start, x."end" FROM spans AS x JOIN statements AS s ON s.id = x.statement'
        " WHERE s.version = ? AND x.role = 'content'",
        (version,),
    )
    return [(row["start"], row["end"]) for row in found]


def keep_vectors(connection: sqlite3.Connection, statement: int, vectors: Iterable[bytes]) -> None:
    """Keep what a statement means."""
    connection.executemany("INSERT INTO vectors VALUES (?, ?, ?)", [(statement, n, v) for n, v in enumerate(vectors)])


def keep_quotation(connection: sqlite3.Connection, version: int, place: Range, content: str) -> int:
    """Keep a quotation that stands in no statement; gives its passage."""
    made = connection.execute(
        'INSERT INTO quotations (version, start, "end", content) VALUES (?, ?, ?, ?)', (version, *place, content)
    )
    return -(made.lastrowid or 0)


def keep_shingles(connection: sqlite3.Connection, passage: int, hashes: Iterable[int]) -> None:
    """Let a passage be found by sequences of its words."""
    connection.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", [(h, passage) for h in hashes])


def forget_shingles(connection: sqlite3.Connection, passage: int, hashes: Iterable[int]) -> None:
    """Let a passage be found no more."""
    connection.executemany("DELETE FROM shingles WHERE hash = ? AND passage = ?", [(h, passage) for h in hashes])


def take_out(connection: sqlite3.Connection, article: int) -> list[tuple[int, str]]:
    """Take out what is kept of all versions of an article, and of what went, but for the sequences of words: gives the
    passages and their words, by which these are to be forgotten."""
    of = "statement IN (SELECT s.id FROM statements AS s JOIN versions AS v ON v.id = s.version WHERE v.article = ?)"
    held = connection.execute(
        f"SELECT id, content FROM statements WHERE id IN (SELECT statement FROM vectors WHERE {of})", (article,)
    ).fetchall()
    connection.execute(f"DELETE FROM vectors WHERE {of}", (article,))
    connection.execute(
        "DELETE FROM quotations WHERE version IN (SELECT id FROM versions WHERE article = ?)", (article,)
    )
    gone = connection.execute("SELECT passage, content FROM gone").fetchall()
    connection.execute("DELETE FROM gone")
    return [(row[0], row[1]) for row in (*held, *gone)]
