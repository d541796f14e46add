"""Which articles and versions there are, by their numbers and addresses."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.record.typed_rows import typed


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article by its row, its number counted from 1; `key` is the article's address or id, `credited`
    whether it was read since there is credit, `edited` whether the outlet changed it since the version before."""

    id: int
    article: int
    key: str
    number: int
    added: str
    latest: bool
    credited: bool
    edited: bool
    primary_source: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a version, by its row, with what tells where it comes from. Parts and authors are JSON."""

    id: int
    article: int
    text: str
    parts: str
    outlet: str | None
    authors: str
    published: str | None
    primary_source: str | None


@dataclass(frozen=True, slots=True)
class Brief:
    """An article, by its number; `published` ISO 8601."""

    id: int
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


_VERSIONS = (
    "SELECT v.id, v.article, r.key, v.number, v.added, v.latest, v.credited, v.edited, v.primary_source"
    " FROM versions AS v JOIN articles AS r ON r.id = v.article"
)
_TEXTS = "SELECT id, article, text, parts, outlet, authors, published, primary_source FROM versions"


def key_of(connection: sqlite3.Connection, article: int) -> str | None:
    """The address or id of the article of a number; None where there is none."""
    found = connection.execute("SELECT key FROM articles WHERE id = ?", (article,)).fetchone()
    return found["key"] if found else None


def number_of(connection: sqlite3.Connection, key: str) -> int | None:
    """The number of the article of an address or id; None where there is none."""
    found = connection.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
    return found["id"] if found else None


def numbers_of(connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, int]:
    """The numbers of the articles of these addresses or ids."""
    given = sorted(set(keys))
    marks = ", ".join("?" * len(given))
    return {
        r["key"]: r["id"] for r in connection.execute(f"SELECT key, id FROM articles WHERE key IN ({marks})", given)
    }


def latest_of(connection: sqlite3.Connection, article: int) -> int | None:
    """The row of an article's latest version; None where there is no such article."""
    found = connection.execute("SELECT id FROM versions WHERE article = ? AND latest", (article,)).fetchone()
    return found["id"] if found else None


def latest_at(connection: sqlite3.Connection, key: str) -> int | None:
    """The row of the latest version of the article of an address or id; None where there is none."""
    found = connection.execute(
        "SELECT v.id FROM articles AS r JOIN versions AS v ON v.article = r.id AND v.latest WHERE r.key = ?", (key,)
    ).fetchone()
    return found["id"] if found else None


def latest_text(connection: sqlite3.Connection, article: int) -> Text | None:
    """The text of an article's latest version; None where there is no such article any more."""
    found = connection.execute(f"{_TEXTS} WHERE article = ? AND latest", (article,)).fetchone()
    return Text(**found) if found else None


def text_at(connection: sqlite3.Connection, version: int) -> Text:
    """The text of the version of a row."""
    return Text(**connection.execute(f"{_TEXTS} WHERE id = ?", (version,)).fetchone())


def newest(connection: sqlite3.Connection) -> int:
    """The row of the version that was added last."""
    number: int = connection.execute("SELECT max(id) FROM versions").fetchone()[0]
    return number


def last_statement(connection: sqlite3.Connection) -> int:
    """The row of the statement that was added last; 0 where there is none."""
    number: int = connection.execute("SELECT coalesce(max(id), 0) FROM statements").fetchone()[0]
    return number


def ids_in(connection: sqlite3.Connection, version: int) -> list[tuple[str, str]]:
    """The ids of the statements of a version: those that last, and those of the article as it was read."""
    found = connection.execute("SELECT permanent, local_id FROM statements WHERE version = ?", (version,))
    return [(row["permanent"], row["local_id"]) for row in found]


def version(connection: sqlite3.Connection, article: int, number: int | None = None) -> Version | None:
    """A version of an article, by its number; without one the latest. None where there is no such one."""
    where = "v.article = ? AND CASE WHEN ? IS NULL THEN v.latest ELSE v.number = ? END"
    return _one(connection, where, article, number, number)


def version_at(connection: sqlite3.Connection, id: int) -> Version | None:
    """The version of a row."""
    return _one(connection, "v.id = ?", id)


def version_of(connection: sqlite3.Connection, key: str, number: int) -> Version | None:
    """A version, by its number, of the article of an address or id."""
    return _one(connection, "r.key = ? AND v.number = ?", key, number)


def versions(connection: sqlite3.Connection, article: int) -> list[Version]:
    """All versions of an article, the first one first."""
    found = connection.execute(f"{_VERSIONS} WHERE v.article = ? ORDER BY v.number", (article,))
    return [typed(Version, row) for row in found]


def is_any_edited(connection: sqlite3.Connection) -> bool:
    """Whether an outlet changed any article."""
    return connection.execute("SELECT 1 FROM versions WHERE edited LIMIT 1").fetchone() is not None


def briefs(connection: sqlite3.Connection, articles: Iterable[int]) -> dict[int, Brief]:
    """Articles by their numbers."""
    wanted = ",".join(str(a) for a in set(articles))
    found = connection.execute(
        "SELECT a.id, v.title, v.outlet, v.published, a.url FROM articles AS a"
        f" JOIN versions AS v ON v.article = a.id AND v.latest WHERE a.id IN ({wanted})"
    )
    return {row["id"]: Brief(**row) for row in found}


def _one(connection: sqlite3.Connection, where: str, *values: int | str | None) -> Version | None:
    found = connection.execute(f"{_VERSIONS} WHERE {where}", values).fetchone()
    return typed(Version, found) if found else None
