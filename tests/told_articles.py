"""Articles that are told in a line: whom they name, and nothing else; and what the known actors in them are."""

from dataclasses import replace
from typing import Any

from record_articles import page_of

from sayso import Actor, Article, Span
from sayso.article import Engine
from sayso.linking import actor_corrections, entity_linking
from sayso.record import Record
from sayso.record.connection import writing

ENGINE = Engine("1", "none")


def actor(name: str, type: Any = "person", *titles: str, also: tuple[str, ...] = (), **more: Any) -> Actor:
    """An actor that an article calls `name`, and `also` otherwise."""
    mentions = tuple(Span(0, 0, called) for called in (name, *also))
    return Actor("", name, type, mentions, titles, **more)


def tell(record: Record, key: str, *actors: Actor, day: str = "2026-03-13") -> None:
    """Add an article that names these actors."""
    text, cast = "", []
    for n, a in enumerate(actors):
        mentions = []
        text += "".join(f"{t} " for t in a.titles)
        for m in a.mentions:
            mentions.append(Span(len(text), len(text) + len(m.text), m.text))
            text += f"{m.text}. "
        cast.append(replace(a, id=f"a{n}", mentions=tuple(mentions)))
    made = Article(key, text, title=key, published=day, actors=tuple(cast), engine=ENGINE)
    assert record.add(record.begin("test", ENGINE), page_of(text, key), made) in ("added", "changed")


def speak(record: Record, version: int) -> None:
    """Let all actors of a version say something."""
    made = record.connection.execute(
        "INSERT INTO statements (version, local_id, source, cue, content, kind, act, negated, stance, sourcing,"
        " confidence) VALUES (?, 's1', '', '', '', 'direct', 'assert', 0, 'neutral', 'named', 1)",
        (version,),
    )
    record.connection.execute(
        "INSERT INTO statement_actors SELECT ?, 'speaker', row_number() OVER (), id FROM actors WHERE version = ?",
        (made.lastrowid, version),
    )


def link(record: Record) -> None:
    """Link what waits for it, as `update` does."""
    with writing(record.connection, record.path):
        waiting = [row["article"] for row in record.connection.execute("SELECT article FROM unlinked")]
        entity_linking.link(record.connection, waiting)
        record.connection.execute("DELETE FROM unlinked")
        entity_linking.settle(record.connection)


def one(record: Record, key: str, name: str) -> int:
    """The known actor that the one of this name in an article is."""
    (row,) = record.connection.execute(
        "SELECT l.known FROM actor_links AS l JOIN actors AS a ON a.id = l.actor JOIN versions AS v ON v.id = a.version"
        " AND v.latest JOIN articles AS r ON r.id = v.article WHERE r.key = ? AND a.name = ?",
        (key, name),
    ).fetchall()
    number: int = row["known"]
    return number


def why(record: Record, key: str, name: str) -> str:
    (member,) = [m for m in actor_corrections.explain(record, one(record, key, name)) if (m.key, m.name) == (key, name)]
    return member.why


def links(record: Record) -> list[tuple[Any, ...]]:
    """All that is linked: article, name, known actor and why."""
    found = record.connection.execute(
        "SELECT v.article, a.name, l.known, l.why, k.name, k.titles FROM actor_links AS l JOIN actors AS a"
        " ON a.id = l.actor JOIN versions AS v ON v.id = a.version JOIN known_actors AS k ON k.id = l.known"
        " ORDER BY 1, 2"
    )
    return [tuple(row) for row in found]
