"""Which known actor each actor of an article is, and why."""

import json
import sqlite3
from collections.abc import Iterable, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """That an actor is a known one, and why: whom sayso takes it for (`machine`), and who that is by what people
    say."""

    actor: int
    known: int
    why: str
    machine: int


@dataclass(frozen=True, slots=True)
class Member:
    """An article's actor that is a known one, and why. `key` is the article's address or id, `day` that of its
    publication."""

    name: str
    titles: tuple[str, ...]
    key: str
    title: str | None
    outlet: str | None
    day: str | None
    why: str


@dataclass(frozen=True, slots=True)
class InArticle:
    """An actor, by its row, its name, and its rank among those of that name."""

    actor: int
    name: str
    rank: int


def link(connection: sqlite3.Connection, actor: int) -> Link | None:
    """Who an actor is; None where that was not decided."""
    found = connection.execute(
        "SELECT actor, known, why, machine FROM actor_links WHERE actor = ?", (actor,)
    ).fetchone()
    return Link(**found) if found else None


def keep(connection: sqlite3.Connection, one: Link) -> None:
    """Keep who an actor is."""
    connection.execute(
        "INSERT INTO actor_links (actor, known, why, machine) VALUES (?, ?, ?, ?) ON CONFLICT (actor) DO UPDATE"
        " SET known = excluded.known, why = excluded.why, machine = excluded.machine",
        (one.actor, one.known, one.why, one.machine),
    )


def has_any(connection: sqlite3.Connection, machine: int) -> bool:
    """Whether anybody is taken for a known actor."""
    return connection.execute("SELECT 1 FROM actor_links WHERE machine = ? LIMIT 1", (machine,)).fetchone() is not None


def usual(connection: sqlite3.Connection, actors: Iterable[int]) -> int | None:
    """The known actor that most of some actors are taken for."""
    found = connection.execute(
        f"SELECT machine, count(*) AS n FROM actor_links WHERE actor IN ({', '.join(map(str, actors))})"
        " GROUP BY machine ORDER BY n DESC, machine LIMIT 1"
    ).fetchone()
    return found["machine"] if found else None


def others_of_name(
    connection: sqlite3.Connection, form: int, machine: int, *, came: bool
) -> list[tuple[int, int | None]]:
    """Those of one name, all or who `came` since it was last decided who has it, who are not taken for a known actor,
    and whom they are taken for."""
    some = "open_actors AS o CROSS JOIN actor_forms AS f ON f.actor = o.actor" if came else "actor_forms AS f"
    found = connection.execute(
        f"SELECT f.actor, l.machine FROM {some} LEFT JOIN actor_links AS l ON l.actor = f.actor"
        " WHERE f.form = ? AND l.machine IS NOT ?",
        (form, machine),
    )
    return [(row["actor"], row["machine"]) for row in found.fetchall()]


def is_called(
    connection: sqlite3.Connection, machine: int, forms: Set[int], *, other: bool, full: bool = False
) -> bool:
    """Whether somebody who is taken for a known actor has one of these names, or an `other` one; a `full` one, of
    several words."""
    own = ", ".join(map(str, sorted(forms)))
    where = f"f.form {'NOT IN' if other else 'IN'} ({own})"
    if full:
        where = f"n.form LIKE '% %' AND {where}"
    found = connection.execute(
        "SELECT 1 FROM actor_links AS l JOIN actor_forms AS f ON f.actor = l.actor JOIN name_forms AS n"
        f" ON n.id = f.form WHERE l.machine = ? AND {where} LIMIT 1",
        (machine,),
    )
    return found.fetchone() is not None


def members(connection: sqlite3.Connection, known: int) -> list[tuple[Member, int]]:
    """The actors of latest versions that are a known one, the oldest day first, each with the one that it was taken for
    before people said anything."""
    found = connection.execute(
        "SELECT a.name, a.titles, r.key, v.title, v.outlet, substr(v.published, 1, 10) AS day, l.why, l.machine"
        " FROM actor_links AS l JOIN actors AS a ON a.id = l.actor JOIN versions AS v ON v.id = a.version"
        " AND v.latest JOIN articles AS r ON r.id = v.article WHERE l.known = ?"
        " ORDER BY coalesce(day, '9'), v.article, a.id",
        (known,),
    )
    return [
        (Member(name, tuple(json.loads(titles)), key, title, outlet, day, why), machine)
        for name, titles, key, title, outlet, day, why, machine in found
    ]


def in_article(connection: sqlite3.Connection, known: int, key: str) -> list[InArticle]:
    """The actors of the article of an address or id that are a known one."""
    found = connection.execute(
        "SELECT l.actor, a.name, f.rank FROM actor_links AS l JOIN actors AS a ON a.id = l.actor"
        " JOIN actor_forms AS f ON f.actor = a.id JOIN versions AS v ON v.id = a.version AND v.latest"
        " JOIN articles AS r ON r.id = v.article WHERE l.known = ? AND r.key = ? ORDER BY l.actor",
        (known, key),
    )
    return [InArticle(**row) for row in found]


def count(connection: sqlite3.Connection, known: int) -> int:
    """How many actors a known one is."""
    number: int = connection.execute("SELECT count(*) FROM actor_links WHERE known = ?", (known,)).fetchone()[0]
    return number


def machines(connection: sqlite3.Connection, known: int) -> list[int]:
    """The known actors that those who are one now were taken for."""
    found = connection.execute("SELECT DISTINCT machine FROM actor_links WHERE known = ?", (known,))
    return [row["machine"] for row in found.fetchall()]


def follow(connection: sqlite3.Connection, machine: int, known: int) -> None:
    """Let all who are taken for one known actor be another, by what people say; their articles are linked anew."""
    connection.execute(
        "INSERT OR IGNORE INTO unlinked SELECT v.article FROM actor_links AS l JOIN actors AS a ON a.id = l.actor"
        " JOIN versions AS v ON v.id = a.version WHERE l.machine = ?",
        (machine,),
    )
    connection.execute("UPDATE actor_links SET known = ? WHERE machine = ?", (known, machine))


def note_moved(connection: sqlite3.Connection, actor: int) -> None:
    """Note that an actor is another: what was tied by who spoke is to be tied anew."""
    connection.execute(
        "INSERT OR IGNORE INTO moved_actors SELECT v.article FROM actors AS a JOIN versions AS v"
        " ON v.id = a.version WHERE a.id = ?",
        (actor,),
    )


def link_moved_anew(connection: sqlite3.Connection) -> None:
    """Have the articles linked anew of whose actors one is another."""
    connection.execute("INSERT OR IGNORE INTO unlinked SELECT article FROM moved_actors")
    connection.execute("DELETE FROM moved_actors")


def forget_candidates(connection: sqlite3.Connection, actor: int) -> None:
    """Forget who an actor may be."""
    connection.execute("DELETE FROM actor_candidates WHERE actor = ?", (actor,))


def keep_candidates(connection: sqlite3.Connection, actor: int, known: Iterable[int]) -> None:
    """Keep who an actor may be."""
    connection.executemany("INSERT OR IGNORE INTO actor_candidates VALUES (?, ?)", [(actor, k) for k in known])


def may_be(connection: sqlite3.Connection, known: int) -> list[int]:
    """Who a known actor may be, whose name alone does not tell it; and who may be this one."""
    found = connection.execute(
        "SELECT DISTINCT c.known FROM actor_links AS l JOIN actor_candidates AS c ON c.actor = l.actor"
        " WHERE l.known = :k UNION SELECT DISTINCT l.known FROM actor_candidates AS c JOIN actor_links AS l"
        " ON l.actor = c.actor WHERE c.known = :k",
        {"k": known},
    )
    return [row["known"] for row in found.fetchall()]


def machine_left(connection: sqlite3.Connection, article: int, name: str, titles: str) -> int | None:
    """Whom an actor of this name, with these titles or others, was taken for that an article had."""
    found = connection.execute(
        "SELECT machine FROM left_links WHERE article = ? AND name = ? ORDER BY titles <> ?, machine LIMIT 1",
        (article, name, titles),
    ).fetchone()
    return found["machine"] if found else None


def left(connection: sqlite3.Connection) -> list[int]:
    """The known actors that those were who went."""
    return [
        row["known"] for row in connection.execute("SELECT DISTINCT known FROM left_links ORDER BY known").fetchall()
    ]


def forget_left(connection: sqlite3.Connection) -> None:
    """Forget who those were who went."""
    connection.execute("DELETE FROM left_links")
