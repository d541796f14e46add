"""The articles of a record as a list, its outlets, and the pages that could not be read."""

from dataclasses import dataclass
from typing import Any, Literal

from sayso.record.actor_statements import Counted
from sayso.record.conditions import of_articles
from sayso.record.query import Query
from sayso.record.query_syntax import UNKNOWN
from sayso.record.record import Record
from sayso.record.search import SQLITE

Sort = Literal["added", "title", "outlet", "published", "statements"]

_ARTICLES = """
SELECT f.* FROM article_view AS f JOIN versions AS t ON t.article = f.id AND t.latest WHERE {where}
"""
_OUTLETS = f"""
SELECT coalesce(nullif(outlet, ''), '{UNKNOWN}') AS name, count(*) AS articles, sum(statements) AS statements,
    min(substr(published, 1, 10)) AS first, max(substr(published, 1, 10)) AS last
FROM article_view GROUP BY 1 ORDER BY articles DESC, name
"""
# By whose words an outlet's articles tell most: known actors, and names that are not joined to one yet.
_QUOTED = """
SELECT k.permanent AS known, coalesce(k.name, a.name) AS name, count(DISTINCT x.statement) AS count
FROM statement_view AS f JOIN statement_actors AS x ON x.statement = f.number AND x.role = 'speaker'
JOIN actors AS a ON a.id = x.actor
LEFT JOIN actor_links AS l ON l.actor = a.id LEFT JOIN known_actors AS k ON k.id = l.known
WHERE f.event = 'speech' AND {where} GROUP BY 1, 2 ORDER BY count DESC, name LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """Which articles, in which order: `words` all stand in title or text; of an outlet as a Query tells it; days, of
    the article, are ISO 8601 and inclusive; that of an address; those added before that of a number."""

    words: str = ""
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    url: str | None = None
    before: int | None = None
    sort: Sort = "added"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list, by its number: how many versions it has, what the latest one tells, and how many statements
    that has."""

    id: int
    key: str
    url: str | None
    versions: int
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    added: str
    statements: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be read, why, and when that was found (ISO 8601)."""

    name: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet, how much it has, and from which day to which."""

    name: str
    articles: int
    statements: int
    first: str | None
    last: str | None


def _where(listing: Listing) -> tuple[str, list[Any]]:
    """SQL of what is asked of articles (f: article_view; t: their latest versions), and its values."""
    told, values = of_articles(
        Query(outlet=listing.outlet, published_since=listing.since, published_until=listing.until), SQLITE
    )
    for word in listing.words.split():
        told.append("(instr(lower(f.title), lower(?)) OR instr(lower(t.text), lower(?)))")
        values += [word, word]
    if listing.url is not None:
        told.append("f.key = ?")
        values.append(listing.url)
    if listing.before is not None:
        told.append("f.id < ?")
        values.append(listing.before)
    return " AND ".join(told) or "1", values


def articles(record: Record, listing: Listing, limit: int, offset: int = 0) -> tuple[list[Listed], int]:
    """So many articles from a place on, and how many there are of all."""
    told, values = _where(listing)
    sql = _ARTICLES.format(where=told)
    total = record.connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0]
    column = "f.id" if listing.sort == "added" else f"f.{listing.sort}"
    collated = " COLLATE NOCASE" if listing.sort in ("title", "outlet") else ""
    way = "DESC" if listing.descending else "ASC"
    # What is not known comes last, whichever way.
    order = f"{column} IS NULL, {column}{collated} {way}, f.id {way}"
    found = record.connection.execute(f"{sql} ORDER BY {order} LIMIT ? OFFSET ?", (*values, limit, offset))
    return [Listed(**row) for row in found], int(total)


def listed(record: Record, number: int) -> Listed | None:
    """The article of a number; None where there is none."""
    found = record.connection.execute("SELECT * FROM article_view WHERE id = ?", (number,)).fetchone()
    return Listed(**found) if found else None


def is_empty(record: Record) -> bool:
    """Whether it has no article."""
    return record.connection.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None


def failures(record: Record, limit: int) -> tuple[list[Failure], int]:
    """The last pages that could not be read, and how many there are."""
    found = record.connection.execute("SELECT name, reason, at FROM failures ORDER BY id DESC LIMIT ?", (limit,))
    total = record.connection.execute("SELECT count(*) FROM failures").fetchone()[0]
    return [Failure(**row) for row in found], int(total)


def outlets(record: Record) -> list[Outlet]:
    """The outlets, those first that have most articles."""
    return [Outlet(**row) for row in record.connection.execute(_OUTLETS)]


def most_quoted(record: Record, outlet: str, limit: int) -> list[Counted]:
    """Who says most in an outlet."""
    told, values = of_articles(Query(outlet=outlet), SQLITE)
    found = record.connection.execute(_QUOTED.format(where=" AND ".join(told)), (*values, limit))
    return [Counted(**row) for row in found]
