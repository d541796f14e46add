"""Which articles repeat another's text, and which agency an article credits: as linking found it."""

import sqlite3
from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True)
class Sharing:
    """An article that shares text with another, the share of that one's words that stand here, and when this one was
    published."""

    other: int
    share: float
    published: str | None


def published(connection: sqlite3.Connection, article: int) -> str | None:
    """When an article was published; None where it does not tell, or is there no more."""
    found = connection.execute("SELECT published FROM versions WHERE article = ? AND latest", (article,)).fetchone()
    return found["published"] if found else None


def sharing(connection: sqlite3.Connection, article: int, least: float = 0.0) -> list[Sharing]:
    """The articles that share text with one, at least so much of it."""
    found = connection.execute(
        "SELECT s.other, s.share, v.published FROM shared_texts AS s JOIN versions AS v ON v.article = s.other"
        " AND v.latest WHERE s.article = ? AND s.share >= ?",
        (article, least),
    )
    return [Sharing(**row) for row in found]


def shared_with(connection: sqlite3.Connection, article: int) -> set[int]:
    """All articles that shared text with one, also those that are there no more."""
    return {row["other"] for row in connection.execute("SELECT other FROM shared_texts WHERE article = ?", (article,))}


def same_agency(connection: sqlite3.Connection, article: int) -> list[int]:
    """The articles that share text with one and credit the agency that it credits."""
    found = connection.execute(
        "SELECT s.other FROM shared_texts AS s JOIN credits AS a ON a.article = s.article"
        " JOIN credits AS b ON b.article = s.other AND b.agency = a.agency WHERE s.article = ?",
        (article,),
    )
    return [row["other"] for row in found]


def family(connection: sqlite3.Connection, originals: tuple[int, int]) -> list[int]:
    """The articles that repeat one of two."""
    found = connection.execute("SELECT article FROM copies WHERE original IN (?, ?)", originals)
    return [row["article"] for row in found]


def keep_copy(connection: sqlite3.Connection, one: Copy) -> None:
    """Keep which article one repeats."""
    connection.execute("INSERT OR REPLACE INTO copies VALUES (?, ?, ?)", (one.article, one.original, one.share))


def keep_own(connection: sqlite3.Connection, article: int) -> None:
    """Note that an article repeats none."""
    connection.execute("DELETE FROM copies WHERE article = ?", (article,))


def keep_agency(connection: sqlite3.Connection, article: int, agency: str | None) -> None:
    """Keep which agency an article credits, if any."""
    connection.execute("DELETE FROM credits WHERE article = ?", (article,))
    if agency:
        connection.execute("INSERT INTO credits VALUES (?, ?)", (article, agency))


def is_sketched(connection: sqlite3.Connection, version: int) -> bool:
    """Whether the sketch of a version is kept."""
    found = connection.execute("SELECT 1 FROM text_shingles WHERE version = ? LIMIT 1", (version,)).fetchone()
    return found is not None


def sketch(connection: sqlite3.Connection, version: int) -> set[int]:
    """The hashes that are the sketch of a version."""
    return {row["hash"] for row in connection.execute("SELECT hash FROM text_shingles WHERE version = ?", (version,))}


def sketched_with(connection: sqlite3.Connection, shingle: int, most: int) -> list[int]:
    """The versions whose sketch has a hash, at most so many."""
    found = connection.execute(
        "SELECT version FROM text_shingles WHERE hash = ? ORDER BY version LIMIT ?", (shingle, most)
    )
    return [row["version"] for row in found]


def keep_sketch(connection: sqlite3.Connection, version: int, hashes: Iterable[int]) -> None:
    """Keep the sketch of a version."""
    connection.executemany("INSERT INTO text_shingles VALUES (?, ?)", [(h, version) for h in hashes])


def keep_shared(connection: sqlite3.Connection, one: tuple[int, float], other: tuple[int, float]) -> None:
    """Keep that two articles share text, each with the share of its own words."""
    connection.executemany(
        "INSERT INTO shared_texts VALUES (?, ?, ?)", [(one[0], other[0], one[1]), (other[0], one[0], other[1])]
    )


def forget_shared(connection: sqlite3.Connection, article: int) -> None:
    """Forget the sketches of an article's versions, and what it shares with others."""
    connection.execute(
        "DELETE FROM text_shingles WHERE version IN (SELECT id FROM versions WHERE article = ?)", (article,)
    )
    connection.execute("DELETE FROM shared_texts WHERE article = ? OR other = ?", (article, article))
