"""Corrections brought to the statements they are about: what was read stays restorable, what a person says is shown."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sayso.article import ActorType, Span, Statement, written
from sayso.record import rows
from sayso.record.anchors import Anchor
from sayso.record.rows import dumps

SPAN_FIELDS = ("source", "cue", "content")
_PLAIN_FIELDS = ("act", "negated", "stance")
_MISSED_SURE = 1.0  # the confidence of what a person found


@dataclass(frozen=True, slots=True)
class Place:
    """The version of an article whose statements are corrected."""

    version: int
    text: str
    title: str | None


def place(connection: sqlite3.Connection, article: int) -> Place:
    """The latest version of an article."""
    v = connection.execute("SELECT id, text, title FROM versions WHERE article = ? AND latest", (article,)).fetchone()
    return Place(v["id"], v["text"], v["title"])


def read_statement(connection: sqlite3.Connection, at: Place, number: int) -> Statement | None:
    """The statement of this row as it was read, whatever a person made of it; None for one that a person found."""
    held = connection.execute("SELECT machine FROM corrected WHERE statement = ?", (number,)).fetchone()
    if held:
        return Statement.from_dict(json.loads(held["machine"])) if held["machine"] else None
    return dict(_numbered(connection, at))[number]


def reattach(connection: sqlite3.Connection, article: int) -> None:
    """Bring the corrections of an article to the statements of its latest version, which was just read. One that finds
    no statement waits for the next version."""
    anchors = connection.execute("SELECT * FROM anchors WHERE article = ? ORDER BY id", (article,)).fetchall()
    if not anchors:
        return
    at = place(connection, article)
    spots = {a["id"]: _spots(connection, a, at.text) for a in anchors}
    matched = _matched(spots, _numbered(connection, at))
    connection.execute("UPDATE anchors SET statement = NULL WHERE article = ?", (article,))
    for a in anchors:
        attach(connection, at, a["id"], spots[a["id"]][0], matched.get(a["id"]))


def attach(connection: sqlite3.Connection, at: Place, anchor: int, found: Anchor | None, number: int | None) -> None:
    """Make what the corrections of one anchor say of the statement of this row, if any; `found` is where the anchor's
    words stand in the text."""
    told = _latest(connection, anchor)
    if found:
        connection.execute("UPDATE anchors SET found = ? WHERE id = ?", (dumps(found.to_dict()), anchor))
    read = read_statement(connection, at, number) if number else None
    spans = {f: _found(at.text, told[f]) for f in SPAN_FIELDS if f in told}
    base = read or (_missed(connection, at, found, spans) if "missed" in told else None)
    if base is None:
        # A statement that was marked wrong and is not read any more where it stood: both say the same.
        agreed = found is not None and "wrong" in told and bool(json.loads(told["wrong"]["value"]))
        _note(connection, anchor, told if agreed else ())
        return
    if number is None:
        number = rows.add(connection, at.version, base, at.title)
    elif read is None:
        base = replace(base, id=_local_id(connection, number))
    _store(connection, at, number, _revised(connection, at, base, told, spans))
    _tell(connection, number, read, told)
    connection.execute("UPDATE anchors SET statement = ? WHERE id = ?", (number, anchor))
    _note(connection, anchor, [f for f in told if f not in spans or spans[f]])
    for field, values in spans.items():
        if values:
            where = dumps([x.to_dict() for x in values])
            connection.execute("UPDATE corrections SET found = ? WHERE id = ?", (where, told[field]["id"]))


def find(anchor: sqlite3.Row, text: str) -> Anchor | None:
    """Where the words of an anchor's row stand in a text."""
    first = Anchor(*(anchor[k] for k in ("exact", "prefix", "suffix", "start", "end")))
    return _again(text, first, json.loads(anchor["found"]) if anchor["found"] else None)


def forget(connection: sqlite3.Connection, article: int) -> None:
    """Take out the corrections of an article that is taken out."""
    of = "SELECT id FROM anchors WHERE article = ?"
    connection.execute(f"DELETE FROM corrections WHERE anchor IN ({of})", (article,))
    connection.execute("DELETE FROM anchors WHERE article = ?", (article,))


def _numbered(connection: sqlite3.Connection, at: Place) -> list[tuple[int, Statement]]:
    found = connection.execute(
        "SELECT coalesce(permanent, local_id) AS name, id FROM statements WHERE version = ?", (at.version,)
    )
    numbers = {s["name"]: s["id"] for s in found}
    return [(numbers[s.id], s) for s in rows.statements(connection, at.version, at.text)]


def _latest(connection: sqlite3.Connection, anchor: int) -> dict[str, sqlite3.Row]:
    """What holds of an anchor's statement: the last correction of each field."""
    found = connection.execute("SELECT * FROM corrections WHERE anchor = ? ORDER BY id", (anchor,))
    return {c["field"]: c for c in found}


def _spots(connection: sqlite3.Connection, anchor: sqlite3.Row, text: str) -> list[Anchor | None]:
    """Where the statement may stand: at the cue that was anchored, or at the one that a person put in its place."""
    spots = [find(anchor, text)]
    cue = _latest(connection, anchor["id"]).get("cue")
    return spots + (_found(text, cue) or [] if cue else [])


def _matched(spots: Mapping[int, list[Anchor | None]], statements: list[tuple[int, Statement]]) -> dict[int, int]:
    """The statement of each anchor, by how much the cues overlap; a statement belongs to one anchor."""
    pairs = []
    for anchor, found in spots.items():
        for n, spot in ((n, x) for n, x in enumerate(found) if x):
            for number, s in statements:
                shared = sum(max(0, min(x.end, spot.end) - max(x.start, spot.start)) for x in s.cue)
                if shared:
                    pairs.append((n > 0, -shared, anchor, number))
    out: dict[int, int] = {}
    for _, _, anchor, number in sorted(pairs):
        if anchor not in out and number not in out.values():
            out[anchor] = number
    return out


def _found(text: str, correction: sqlite3.Row) -> list[Anchor]:
    """Where the words of a correction stand in the text; nothing where one of them is not there."""
    first = json.loads(correction["value"])
    last = json.loads(correction["found"]) if correction["found"] else [None] * len(first)
    found = [_again(text, Anchor.from_dict(a), b) for a, b in zip(first, last, strict=True)]
    there = [x for x in found if x]
    return there if len(there) == len(found) else []


def _again(text: str, first: Anchor, last: dict[str, Any] | None) -> Anchor | None:
    """An anchor by where it was last found; or by where it was first, for a text that was changed back."""
    return (Anchor.from_dict(last).find(text) if last else None) or first.find(text)


def _missed(
    connection: sqlite3.Connection, at: Place, cue: Anchor | None, spans: Mapping[str, list[Anchor]]
) -> Statement | None:
    """A statement that a person found, where its words are in the text."""
    if cue is None or not spans.get("content"):
        return None
    last = connection.execute(
        "SELECT count(*) FROM statements WHERE version = ? AND local_id LIKE 'm%'", (at.version,)
    ).fetchone()[0]
    own = (Span.of(at.text, cue.start, cue.end),)
    return Statement(f"m{last + 1}", own, (), _spans(spans["content"]), "indirect", _MISSED_SURE)


def _local_id(connection: sqlite3.Connection, number: int) -> str:
    found = connection.execute("SELECT local_id FROM statements WHERE id = ?", (number,)).fetchone()
    return str(found["local_id"])


def _revised(
    connection: sqlite3.Connection,
    at: Place,
    base: Statement,
    told: Mapping[str, sqlite3.Row],
    spans: Mapping[str, list[Anchor]],
) -> Statement:
    """The statement with what a person says of it, and what follows from that: its kind and sourcing."""
    # They load the network, which nothing else of a record needs.
    from sayso.actors.sourcing import sourcing
    from sayso.reading.quotes import quotations
    from sayso.reading.statements import kind

    changes: dict[str, Any] = {f: json.loads(told[f]["value"]) for f in _PLAIN_FIELDS if f in told}
    changes |= {f: _spans(values) for f, values in spans.items() if values}
    types: list[ActorType] = []
    if "speakers" in told:
        cast = [_actor(connection, at, name) for name in json.loads(told["speakers"]["value"])]
        # A person's word needs no probability.
        changes |= {"speakers": tuple(local_id for local_id, _ in cast), "credit": (), "candidates": ()}
        types = [of for _, of in cast]
    made = replace(base, **changes)
    if "cue" in changes or "content" in changes or "missed" in told:
        content = [(x.start, x.end) for x in made.content]
        made = replace(made, kind=kind(at.text, (made.cue[0].start, made.cue[0].end), content, quotations(at.text)))
    if "speakers" in changes or ("source" in changes and not made.speakers):
        source = written(made.source)
        made = replace(made, sourcing=sourcing(source, types[0] if types else None, bool(types)))
    return made


def _spans(anchors: Iterable[Anchor]) -> tuple[Span, ...]:
    return tuple(Span(x.start, x.end, x.exact) for x in sorted(anchors, key=lambda x: x.start))


def _actor(connection: sqlite3.Connection, at: Place, name: str) -> tuple[str, ActorType]:
    """Id and type of the actor of this name; made where the version has none."""
    cast = connection.execute("SELECT local_id, name, type FROM actors WHERE version = ? ORDER BY id", (at.version,))
    actors = cast.fetchall()
    for a in actors:
        if a["name"].casefold() == name.casefold():
            return a["local_id"], a["type"]
    taken = {a["local_id"] for a in actors}
    local_id = next(f"p{n}" for n in range(1, len(taken) + 2) if f"p{n}" not in taken)
    connection.execute(
        "INSERT INTO actors (version, local_id, name, type, titles, identifiers)"
        " VALUES (?, ?, ?, 'unknown', '[]', '{}')",
        (at.version, local_id, name),
    )
    return local_id, "unknown"


def _store(connection: sqlite3.Connection, at: Place, number: int, made: Statement) -> None:
    rows.replace(connection, at.version, number, made)
    connection.execute(
        "DELETE FROM actors WHERE version = ? AND local_id LIKE 'p%'"
        " AND id NOT IN (SELECT actor FROM statement_actors UNION SELECT actor FROM credit)",
        (at.version,),
    )


def _tell(connection: sqlite3.Connection, number: int, read: Statement | None, told: Mapping[str, sqlite3.Row]) -> None:
    """Note beside a statement who changed it last, and what was read."""
    last = max(told.values(), key=lambda c: c["id"])
    wrong = "wrong" in told and json.loads(told["wrong"]["value"])
    connection.execute(
        "INSERT OR REPLACE INTO corrected VALUES (?, ?, ?, ?, ?, ?)",
        (number, dumps(read.to_dict()) if read else None, wrong, last["who"], last["at"], last["why"]),
    )


def _note(connection: sqlite3.Connection, anchor: int, fields: Iterable[str]) -> None:
    """Note which of an anchor's corrections hold."""
    connection.execute("UPDATE corrections SET attached = 0 WHERE anchor = ?", (anchor,))
    connection.executemany(
        "UPDATE corrections SET attached = 1 WHERE anchor = ? AND field = ?", [(anchor, f) for f in fields]
    )
