"""The index of the words of statements, as they are written."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """What a statement says, by its row."""

    id: int
    content: str


def having(connection: sqlite3.Connection, terms: str, most: int = -1) -> list[int]:
    """The rows of statements whose content has terms, as FTS5 takes them; at most so many."""
    found = connection.execute(
        "SELECT rowid FROM statement_words WHERE statement_words MATCH ? LIMIT ?", (f"content : {terms}", most)
    )
    return [row["rowid"] for row in found]


def short_beside(connection: sqlite3.Connection, longest: int, some: Iterable[int], titled: str) -> list[Words]:
    """Statements with at most so many characters in versions with some statements, by their rows, or in which the words
    of the title are those that FTS5 is asked for."""
    found = connection.execute(
        "SELECT id, content FROM statements WHERE length(content) <= ? AND version IN ("
        " SELECT version FROM statements WHERE id IN (SELECT value FROM json_each(?))"
        " OR id IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?))",
        (longest, json.dumps(sorted(some)), titled),
    )
    return [Words(**row) for row in found]


def frequency(connection: sqlite3.Connection, word: str) -> int:
    """In how many statements a word stands."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.statement_terms USING fts5vocab(main, statement_words, row)"
    )
    found = connection.execute("SELECT doc FROM temp.statement_terms WHERE term = ?", (word,)).fetchone()
    return found["doc"] if found else 0
