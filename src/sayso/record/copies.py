"""Which articles repeat another's text, and which agency an article credits: as linking found it."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that repeats its `original`: the share, 0 to 1, of its words that stand there."""

    article: int
    original: int
    share: float


def copy(connection: sqlite3.Connection, article: int) -> Copy | None:
    """Which article one repeats; None where it repeats none."""
    found = connection.execute("SELECT article, original, share FROM copies WHERE article = ?", (article,)).fetchone()
    return Copy(**found) if found else None


def copies_of(connection: sqlite3.Connection, original: int) -> list[Copy]:
    """Those that repeat an article, the first printed first."""
    found = connection.execute(
        "SELECT c.article, c.original, c.share FROM copies AS c JOIN versions AS v"
        " ON v.article = c.article AND v.latest WHERE c.original = ? ORDER BY coalesce(v.published, '9999'), c.article",
        (original,),
    )
    return [Copy(**row) for row in found]


def agency(connection: sqlite3.Connection, article: int) -> str | None:
    """The news agency that an article credits."""
    found = connection.execute("SELECT agency FROM credits WHERE article = ?", (article,)).fetchone()
    return found["agency"] if found else None
