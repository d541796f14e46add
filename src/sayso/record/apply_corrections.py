"""Corrections brought to the statements they are about: what was read stays restorable, what a person says is shown."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sayso.article import ActorType, Span, Statement, Via, When, written
from sayso.record import permanent_ids, rows
from sayso.record.anchors import Anchor
from sayso.record.rows import dumps

SPAN_FIELDS = ("source", "cue", "content", "addressee", "via", "parent")
PLAIN_FIELDS = ("act", "negated", "stance", "event", "sourcing")
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
    # A parent that a person marked wrong is none now, but may be one again.
    outer = connection.execute(
        "SELECT p.permanent, p.local_id FROM statements AS s JOIN statements AS p ON p.id = s.parent WHERE s.id = ?",
        (number,),
    ).fetchone()
    parent = (outer["permanent"] or outer["local_id"]) if outer else None
    return replace(dict(_numbered(connection, at))[number], parent=parent)


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
    # What a person found comes first: others may stand inside of it.
    for a in sorted(anchors, key=lambda a: "missed" not in latest(connection, a["id"])):
        attach(connection, at, a["id"], spots[a["id"]][0], matched.get(a["id"]))


def attach(connection: sqlite3.Connection, at: Place, anchor: int, found: Anchor | None, number: int | None) -> None:
    """Make what the corrections of one anchor say of the statement of this row, if any; `found` is where the anchor's
    words stand in the text."""
    told = latest(connection, anchor)
    if found:
        connection.execute("UPDATE anchors SET found = ? WHERE id = ?", (dumps(found.to_dict()), anchor))
    read = read_statement(connection, at, number) if number else None
    if not told:
        _restore(connection, at, anchor, number, read)
        return
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
    outer = _outer(connection, at, number, spans.get("parent"))
    if spans.get("parent") and outer is None:
        spans["parent"] = None
    _store(connection, at, number, _revised(connection, at, base, told, spans, outer))
    _tell(connection, number, read, told)
    connection.execute("UPDATE anchors SET statement = ? WHERE id = ?", (number, anchor))
    _note(connection, anchor, [f for f in told if f not in spans or spans[f] is not None])
    for field, values in spans.items():
        if values:
            where = dumps([x.to_dict() for x in values])
            connection.execute("UPDATE corrections SET found = ? WHERE id = ?", (where, told[field]["id"]))


def find(anchor: sqlite3.Row, text: str) -> Anchor | None:
    """Where the words of an anchor's row stand in a text."""
    first = Anchor.of_row(anchor)
    return _again(text, first, json.loads(anchor["found"]) if anchor["found"] else None)


def forget(connection: sqlite3.Connection, article: int) -> None:
    """Take out the corrections of an article that is taken out."""
    of = "SELECT id FROM anchors WHERE article = ?"
    connection.execute(f"DELETE FROM corrections WHERE anchor IN ({of})", (article,))
    connection.execute("DELETE FROM anchors WHERE article = ?", (article,))


def standing_at(connection: sqlite3.Connection, version: int, cue: Anchor) -> sqlite3.Row | None:
    """The row and ids of the statement of a version whose cue has most of these words; None where none has any."""
    found: sqlite3.Row | None = connection.execute(
        "SELECT s.id, s.permanent, s.local_id FROM statements AS s JOIN spans AS x ON x.statement = s.id"
        " AND x.role = 'cue' WHERE s.version = ? AND x.start < ? AND x.\"end\" > ?"
        ' ORDER BY max(x.start, ?) - min(x."end", ?), s.id LIMIT 1',
        (version, cue.end, cue.start, cue.start, cue.end),
    ).fetchone()
    return found


def stands_inside(connection: sqlite3.Connection, number: int | None, other: int) -> bool:
    """Whether a statement is another one, or stands inside of it at any depth, by their rows."""
    while number is not None and number != other:
        number = connection.execute("SELECT parent FROM statements WHERE id = ?", (number,)).fetchone()["parent"]
    return number is not None


def latest(connection: sqlite3.Connection, anchor: int) -> dict[str, sqlite3.Row]:
    """What holds of an anchor's statement: the last correction of each field that nobody took back."""
    found = connection.execute(
        "SELECT * FROM corrections WHERE anchor = ? AND withdrawn IS NULL ORDER BY id", (anchor,)
    )
    return {c["field"]: c for c in found}


def _restore(
    connection: sqlite3.Connection, at: Place, anchor: int, number: int | None, read: Statement | None
) -> None:
    """Make a statement of which no correction holds any more what was read; one that a person found goes."""
    _note(connection, anchor, ())
    if number is None:
        return
    if read is None:
        last = connection.execute(
            "SELECT withdrawn FROM corrections WHERE anchor = ? ORDER BY id DESC LIMIT 1", (anchor,)
        ).fetchone()
        permanent_ids.note_taken_back(connection, number, json.loads(last["withdrawn"])[1])
        rows.take_out(connection, number)
        return
    _store(connection, at, number, read)
    connection.execute("DELETE FROM corrected WHERE statement = ?", (number,))
    connection.execute("UPDATE anchors SET statement = ? WHERE id = ?", (number, anchor))


def _outer(connection: sqlite3.Connection, at: Place, number: int, cue: list[Anchor] | None) -> str | None:
    """The statement that a person says this one stands in; None where it is not there, or stands in this one."""
    found = standing_at(connection, at.version, cue[0]) if cue else None
    if found is None or stands_inside(connection, found["id"], number):
        return None
    return str(found["permanent"] or found["local_id"])


def _numbered(connection: sqlite3.Connection, at: Place) -> list[tuple[int, Statement]]:
    found = connection.execute(
        "SELECT coalesce(permanent, local_id) AS name, id FROM statements WHERE version = ?", (at.version,)
    )
    numbers = {s["name"]: s["id"] for s in found}
    return [(numbers[s.id], s) for s in rows.statements(connection, at.version, at.text)]


def _spots(connection: sqlite3.Connection, anchor: sqlite3.Row, text: str) -> list[Anchor | None]:
    """Where the statement may stand: at the cue that was anchored, or at the one that a person put in its place."""
    spots = [find(anchor, text)]
    cue = latest(connection, anchor["id"]).get("cue")
    return [*spots, *(_found(text, cue) or [] if cue else [])]


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


def _found(text: str, correction: sqlite3.Row) -> list[Anchor] | None:
    """Where the words of a correction stand in the text; None where one of them is not there."""
    first = json.loads(correction["value"])
    last = json.loads(correction["found"]) if correction["found"] else [None] * len(first)
    found = [_again(text, Anchor.from_dict(a), b) for a, b in zip(first, last, strict=True)]
    there = [x for x in found if x]
    return there if len(there) == len(found) else None


def _again(text: str, first: Anchor, last: dict[str, Any] | None) -> Anchor | None:
    """An anchor by where it was last found; or by where it was first, for a text that was changed back."""
    return (Anchor.from_dict(last).find(text) if last else None) or first.find(text)


def _missed(
    connection: sqlite3.Connection, at: Place, cue: Anchor | None, spans: Mapping[str, list[Anchor] | None]
) -> Statement | None:
    """A statement that a person found, where its words are in the text."""
    content = spans.get("content")
    if cue is None or not content:
        return None
    rows_found = connection.execute(
        "SELECT local_id FROM statements WHERE version = ? AND local_id LIKE 'm%'", (at.version,)
    )
    taken = {s["local_id"] for s in rows_found}
    free = next(f"m{n}" for n in range(1, len(taken) + 2) if f"m{n}" not in taken)
    own = (Span.of(at.text, cue.start, cue.end),)
    return Statement(free, own, (), _spans(content), "indirect", _MISSED_SURE)


def _local_id(connection: sqlite3.Connection, number: int) -> str:
    found = connection.execute("SELECT local_id FROM statements WHERE id = ?", (number,)).fetchone()
    return str(found["local_id"])


def _revised(
    connection: sqlite3.Connection,
    at: Place,
    base: Statement,
    told: Mapping[str, sqlite3.Row],
    spans: Mapping[str, list[Anchor] | None],
    outer: str | None,
) -> Statement:
    """The statement with what a person says of it, and what follows from that: its kind and sourcing."""
    # They load the network, which nothing else of a record needs.
    from sayso.actors.sourcing import sourcing
    from sayso.attribution.statements import kind
    from sayso.text.quotes import quotations

    said = {f: json.loads(told[f]["value"]) for f in told}
    words = {f: _spans(anchors) for f, anchors in spans.items() if anchors is not None}
    changes: dict[str, Any] = {f: said[f] for f in PLAIN_FIELDS if f in said}
    changes |= {f: words[f] for f in ("source", "cue", "content", "addressee") if f in words}
    if "via" in words:
        changes["via"] = _via(connection, at, words["via"])
    if "parent" in words:
        changes["parent"] = outer
    if "day" in said:
        # The words that tell the day are those that were read, if any: a person says which day they mean.
        span = base.when.span if base.when else None
        first, last = said["day"] or ("", "")
        changes["when"] = When(first, last, span) if first else None
    types: list[ActorType] = []
    if "speakers" in said:
        cast = [_actor(connection, at, name) for name in said["speakers"]]
        # A person's word needs no probability.
        changes |= {"speakers": tuple(local_id for local_id, _ in cast), "credit": (), "candidates": ()}
        types = [of for _, of in cast]
    if "addressees" in said:
        changes["addressees"] = tuple(_actor(connection, at, name)[0] for name in said["addressees"])
    made = replace(base, **changes)
    if "cue" in changes or "content" in changes or "missed" in told:
        content = [(x.start, x.end) for x in made.content]
        made = replace(made, kind=kind(at.text, (made.cue[0].start, made.cue[0].end), content, quotations(at.text)))
    if "sourcing" not in said and ("speakers" in said or ("source" in words and not made.speakers)):
        source = written(made.source)
        made = replace(made, sourcing=sourcing(source, types[0] if types else None, bool(types)))
    return made


def _via(connection: sqlite3.Connection, at: Place, words: tuple[Span, ...]) -> Via | None:
    """What something was said in or to, with the actor whom the words mention."""
    if not words:
        return None
    found = connection.execute(
        "SELECT a.local_id FROM mentions AS m JOIN actors AS a ON a.id = m.actor"
        ' WHERE a.version = ? AND m.start >= ? AND m."end" <= ? ORDER BY m.start LIMIT 1',
        (at.version, words[0].start, words[0].end),
    ).fetchone()
    return Via(found["local_id"] if found else None, words[0])


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
    outer = connection.execute("SELECT parent FROM statements WHERE id = ?", (number,)).fetchone()["parent"]
    if stands_inside(connection, outer, number):  # another was put inside of this one since
        connection.execute("UPDATE statements SET parent = NULL WHERE id = ?", (number,))
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
        "UPDATE corrections SET attached = 1 WHERE anchor = ? AND field = ? AND withdrawn IS NULL",
        [(anchor, f) for f in fields],
    )
