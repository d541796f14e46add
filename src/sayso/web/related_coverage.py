"""Where what an article says was seen elsewhere: whose text it repeats, who repeats it, who else reports the same."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.linking.related import related
from sayso.record import Record

_MORE = 8  # articles on the same matter
_COPIES = 20


@dataclass(frozen=True, slots=True)
class Other:
    """Another article, by its number; `published` ISO 8601."""

    id: int
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Shared:
    """An article that shares text: the share, 0 to 1, of the copy's words that stand in the original."""

    article: Other
    share: float


@dataclass(frozen=True, slots=True)
class InThread:
    """A statement that so many `others`, articles but its own, report too."""

    statement: str
    who: str
    content: str
    thread: int
    others: int


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`agency` is the one that the article credits, `original` the article that it repeats, `copies` some of the
    `copied` articles that repeat it, the earliest first, `more` those on the same matter, the nearest first."""

    agency: str | None
    original: Shared | None
    copied: int
    copies: tuple[Shared, ...]
    threads: tuple[InThread, ...]
    more: tuple[Other, ...]


def elsewhere(record: Record, article: int) -> Elsewhere:
    """What the record's links tell of an article's latest version."""
    connection = record.connection
    credit = connection.execute("SELECT agency FROM credits WHERE article = ?", (article,)).fetchone()
    own = connection.execute("SELECT original, share FROM copies WHERE article = ?", (article,)).fetchone()
    copies = connection.execute(
        "SELECT c.article, c.share, count(*) OVER () AS copied FROM copies AS c JOIN versions AS v"
        " ON v.article = c.article AND v.latest WHERE c.original = ?"
        " ORDER BY coalesce(v.published, '9999'), c.article LIMIT ?",
        (article, _COPIES),
    ).fetchall()
    near = _on_the_matter(connection, article, own["original"] if own else article)
    known = others(connection, [*([own["original"]] if own else []), *(c["article"] for c in copies), *near])
    return Elsewhere(
        credit["agency"] if credit else None,
        Shared(known[own["original"]], own["share"]) if own else None,
        copies[0]["copied"] if copies else 0,
        tuple(Shared(known[c["article"]], c["share"]) for c in copies),
        tuple(_threads(connection, article)),
        tuple(known[a] for a in near),
    )


def others(connection: sqlite3.Connection, articles: Iterable[int]) -> dict[int, Other]:
    """Articles by their numbers."""
    wanted = ",".join(str(a) for a in set(articles))
    found = connection.execute(
        "SELECT a.id, v.title, v.outlet, v.published, a.url FROM articles AS a"
        f" JOIN versions AS v ON v.article = a.id AND v.latest WHERE a.id IN ({wanted})"
    )
    return {row["id"]: Other(**row) for row in found}


def _on_the_matter(connection: sqlite3.Connection, article: int, original: int) -> list[int]:
    """The nearest articles that are not of the same text."""
    found = connection.execute("SELECT article FROM copies WHERE original = ?", (original,))
    same_text = {original, *(row["article"] for row in found)}
    return [a for a in related(connection, article) if a not in same_text][:_MORE]


def _threads(connection: sqlite3.Connection, article: int) -> Iterable[InThread]:
    found = connection.execute(
        "SELECT f.id AS statement, coalesce(f.speakers, f.source) AS who, f.content, t.thread, ("
        " SELECT count(DISTINCT v.article) FROM thread_statements AS o JOIN statements AS s ON s.id = o.statement"
        " JOIN versions AS v ON v.id = s.version AND v.latest LEFT JOIN corrected AS c ON c.statement = s.id"
        " WHERE o.thread = t.thread AND v.article <> f.article AND c.wrong IS NOT 1"
        ") AS others FROM statement_view AS f JOIN thread_statements AS t ON t.statement = f.number"
        " WHERE f.article = ? ORDER BY f.number",
        (article,),
    )
    return (InThread(**row) for row in found if row["others"])
