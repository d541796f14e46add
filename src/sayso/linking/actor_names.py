"""The names of a record's actors as they are compared, noted for each article."""

import hashlib
import json
import sqlite3

from sayso.actors.names import names
from sayso.linking.entity_matching import Words, are_initials, bones, form, is_campaign, is_name, is_telling


def register(connection: sqlite3.Connection, article: int) -> None:
    """Note the names of an article's latest version, and those only."""
    cast = {a["id"]: a for a in _cast(connection, article)}
    held = {
        row["actor"]
        for row in connection.execute(
            "SELECT f.actor FROM versions AS v JOIN actors AS a ON a.version = v.id"
            " JOIN actor_forms AS f ON f.actor = a.id WHERE v.article = ?",
            (article,),
        )
    }
    for actor in sorted(held - set(cast)):
        _forget(connection, actor)
    for actor in sorted(set(cast) - held):
        a = cast[actor]
        words = form(a["name"], a["type"])
        number = _form(connection, words)
        mark = hashlib.sha256("\0".join((a["key"], a["name"], a["local_id"])).encode("utf-8", "surrogatepass"))
        rank = int.from_bytes(mark.digest()[:7], "big")
        telling = is_telling(a["name"], a["type"])
        connection.execute("INSERT INTO actor_forms VALUES (?, ?, ?, ?)", (actor, number, rank, telling))
        also = {(" ".join(other), are_initials(other, words)) for other in _others(connection, a)}
        also |= {(f"#{key}={value}", True) for key, value in json.loads(a["identifiers"]).items()}
        connection.executemany(
            "INSERT OR IGNORE INTO also_called VALUES (?, ?, ?)", [(actor, other, own) for other, own in sorted(also)]
        )


def _forget(connection: sqlite3.Connection, actor: int) -> None:
    """Take an actor's name out, keeping who it was taken for."""
    connection.execute(
        "INSERT OR REPLACE INTO left_links SELECT v.article, a.name, a.titles, l.known, l.why, l.machine"
        " FROM actors AS a JOIN versions AS v ON v.id = a.version JOIN actor_links AS l ON l.actor = a.id"
        " WHERE a.id = ?",
        (actor,),
    )
    for table in ("actor_links", "actor_forms", "also_called", "actor_candidates"):
        connection.execute(f"DELETE FROM {table} WHERE actor = ?", (actor,))


def _cast(connection: sqlite3.Connection, article: int) -> list[sqlite3.Row]:
    """The actors of an article's latest version that have names; places and documents only where they speak or are
    spoken to."""
    found = connection.execute(
        "SELECT a.*, v.text, r.key FROM actors AS a JOIN versions AS v ON v.id = a.version AND v.latest"
        " JOIN articles AS r ON r.id = v.article WHERE v.article = ?"
        " AND (a.type NOT IN ('place', 'document', 'group') OR EXISTS"
        " (SELECT 1 FROM statement_actors WHERE actor = a.id AND role IN ('speaker', 'addressee'))) ORDER BY a.id",
        (article,),
    ).fetchall()
    return [a for a in found if is_name(a["name"], a["type"], json.loads(a["titles"]))]


def _others(connection: sqlite3.Connection, a: sqlite3.Row) -> set[Words]:
    """Further names that an article has for a body."""
    found: set[Words] = set()
    if a["type"] in ("person", "unknown"):
        return found
    for m in connection.execute('SELECT start, "end" FROM mentions WHERE actor = ?', (a["id"],)):
        written = a["text"][m["start"] : m["end"]]
        found |= {form(n.text, "organization") for n in names(written) if is_name(n.text, "organization", ())}
    return found - {form(a["name"], a["type"])}


def _form(connection: sqlite3.Connection, words: Words) -> int:
    """The row of a name as it is compared."""
    text = " ".join(words)
    found = connection.execute("SELECT id FROM name_forms WHERE form = ?", (text,)).fetchone()
    if found:
        number: int = found["id"]
        return number
    block = f"{bones(words[:-1])}/campaign" if is_campaign(words) else bones(words)
    made = connection.execute(
        "INSERT INTO name_forms (form, block, first) VALUES (?, ?, ?)",
        (text, block, words[0] if len(words) > 1 else ""),
    )
    return made.lastrowid or 0
