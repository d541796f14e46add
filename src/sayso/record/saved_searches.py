"""Searches that people gave a name, to ask them again: kept in the record as they are typed."""

from dataclasses import dataclass

from sayso.errors import RecordError
from sayso.record.connection import writing
from sayso.record.query_syntax import parse
from sayso.record.record import Record, now

LONGEST = 100  # characters of a name


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with its name: what is typed, who saved it, and when (ISO 8601)."""

    name: str
    words: str
    who: str
    at: str


def saved_searches(record: Record) -> list[SavedSearch]:
    """All of them, by their names."""
    rows = record.connection.execute("SELECT name, words, who, at FROM saved_searches ORDER BY name").fetchall()
    return [SavedSearch(*row) for row in rows]


def saved_search(record: Record, name: str) -> SavedSearch:
    """The search of this name, in whatever case.

    Raises RecordError where there is none.
    """
    row = record.connection.execute(
        "SELECT name, words, who, at FROM saved_searches WHERE name = ?", (name,)
    ).fetchone()
    if row is None:
        names = ", ".join(one.name for one in saved_searches(record)) or "none yet, --save NAME keeps one"
        raise RecordError(record.path, f"holds no saved search {name!r} (there are: {names})")
    return SavedSearch(*row)


def save_search(record: Record, name: str, words: str, who: str) -> SavedSearch:
    """Keep a search under a name, in the place of one that has it; gives it as it is kept.

    Raises QueryError where it cannot be read, RecordError where the name is none, or the record cannot be written to.
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST or not plain.isprintable():
        raise RecordError(record.path, f"keeps no search under this name: give one of at most {LONGEST} letters")
    if not words.strip():
        raise RecordError(record.path, "keeps no empty search: write words or filters to look for")
    parse(words)
    with writing(record.connection, record.path):
        record.connection.execute(
            "INSERT INTO saved_searches (name, words, who, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET words = excluded.words, who = excluded.who, at = excluded.at",
            (plain, words, who, now()),
        )
    return saved_search(record, plain)


def forget_search(record: Record, name: str) -> None:
    """Take out a saved search.

    Raises RecordError where there is none of this name, or the record cannot be written to.
    """
    found = saved_search(record, name)
    with writing(record.connection, record.path):
        record.connection.execute("DELETE FROM saved_searches WHERE name = ?", (found.name,))
