"""What people correct: a statement's speakers, words or act, one that is none, one that was missed. It always wins."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sayso.article import Act, Stance
from sayso.errors import RecordError
from sayso.record import permanent
from sayso.record.anchors import Anchor, nearest
from sayso.record.attach import SPAN_FIELDS, Place, attach, find, place
from sayso.record.file import writing
from sayso.record.record import Record, now
from sayso.record.rows import dumps


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a statement; what is None or empty stays as it is. `speakers` are names, none for nobody;
    `source`, `cue` and `content` are words of the article's text."""

    by: str
    why: str | None = None
    speakers: tuple[str, ...] | None = None
    act: Act | None = None
    negated: bool | None = None
    stance: Stance | None = None
    source: tuple[str, ...] = ()
    cue: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    wrong: bool | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """A correction as the record keeps it. `quote` is the cue that it stands at; `statement` is None, and `attached`
    false, where the latest version has no such statement."""

    id: int
    key: str
    statement: str | None
    quote: str
    field: str
    value: Any
    by: str
    at: str
    why: str | None
    attached: bool


def correct(record: Record, statement: str, correction: Correction) -> str:
    """Correct a statement, by its id, or by one that leads there. Gives the id that it has.

    Raises RecordError where there is no such statement, or its article does not hold the words.
    """
    with _writing(record):
        found = current(record, statement)
        at = place(record.connection, found.article)
        start, end = _extent(record.connection, found.number)
        values = _values(correction) | {
            field: [_nearest(record, at, quote, start, end) for quote in getattr(correction, field)]
            for field in SPAN_FIELDS
            if getattr(correction, field)
        }
        anchor = _anchor_of(record.connection, at, found.article, found.number)
        _keep(record.connection, at, anchor, found.number, values, correction)
    return found.id


def current(record: Record, statement: str) -> permanent.Current:
    """What the id of a statement leads to, marked wrong or not.

    Raises RecordError where it leads to nothing, with the reason.
    """
    found = permanent.find(record.connection, statement)
    if found is None:
        raise RecordError(record.path, f"holds no statement {statement}: `sayso search` shows their ids")
    if isinstance(found, permanent.Gone):
        raise RecordError(record.path, f"{found}")
    return found


def add_missed(record: Record, key: str, correction: Correction) -> str:
    """Add a statement that was missed in the article of this address or id: its cue and content must be told. Gives its
    id.

    Raises RecordError where there is no such article, it does not hold the words, or a statement has this cue.
    """
    with _writing(record):
        article = _article(record, key)
        at = place(record.connection, article)
        cue, content = _together(record, at, correction)
        values: dict[str, Any] = _values(correction) | {"missed": True, "content": content}
        if correction.source:
            values["source"] = [_nearest(record, at, quote, cue.start, cue.end) for quote in correction.source]
        taken = record.connection.execute(
            "SELECT s.permanent FROM statements AS s JOIN spans AS x ON x.statement = s.id AND x.role = 'cue'"
            ' WHERE s.version = ? AND x.start < ? AND x."end" > ?',
            (at.version, cue.end, cue.start),
        ).fetchone()
        if taken:
            raise RecordError(
                record.path,
                f"statement {taken['permanent']} has this cue: correct that one (--not-wrong, if it was marked)",
            )
        anchor = _insert_anchor(record.connection, article, cue)
        number = _keep(record.connection, at, anchor, None, values, correction)
        permanent.keep(record.connection, at.version)
        made = record.connection.execute("SELECT permanent FROM statements WHERE id = ?", (number,)).fetchone()
        return str(made["permanent"])


def corrections(record: Record, *, statement: str | None = None, key: str | None = None) -> list[Noted]:
    """The corrections of a statement, by its id, or of all of an article, by its address or id; oldest first.

    Raises RecordError where there is no such statement or article.
    """
    if key is not None:
        return _listed(record.connection, "n.article = ?", _article(record, key))
    return _listed(record.connection, "n.statement = ?", current(record, statement or "").number)


def unattached(record: Record) -> list[Noted]:
    """The corrections that hold nowhere in the latest versions and wait for a person or for another version."""
    last = "SELECT max(id) FROM corrections WHERE anchor = c.anchor AND field = c.field"
    return _listed(record.connection, f"c.attached = ? AND c.id = ({last})", 0)


@contextmanager
def _writing(record: Record) -> Iterator[None]:
    """One transaction; words that are no valid Unicode are told."""
    try:
        with writing(record.connection, record.path):
            yield
    except UnicodeEncodeError as error:
        raise RecordError(record.path, "a word of the correction is no valid Unicode: type it anew") from error


def _listed(connection: sqlite3.Connection, where: str, value: int) -> list[Noted]:
    found = connection.execute(
        "SELECT c.*, r.key, s.permanent, n.exact FROM corrections AS c JOIN anchors AS n ON n.id = c.anchor"
        " JOIN articles AS r ON r.id = n.article LEFT JOIN statements AS s ON s.id = n.statement"
        f" WHERE {where} ORDER BY c.id",
        (value,),
    )
    return [
        Noted(
            c["id"], c["key"], c["permanent"], c["exact"], c["field"], _shown(c), c["who"], c["at"], c["why"],
            bool(c["attached"]),
        )
        for c in found
    ]  # fmt: skip


def _shown(correction: sqlite3.Row) -> Any:
    """The value of a correction; of words only these."""
    value = json.loads(correction["value"])
    return [x["exact"] for x in value] if correction["field"] in SPAN_FIELDS else value


def _values(correction: Correction) -> dict[str, Any]:
    """What a correction says without words of the text."""
    told = ((field, getattr(correction, field)) for field in ("speakers", "act", "negated", "stance", "wrong"))
    return {field: value for field, value in told if value is not None}


def _article(record: Record, key: str) -> int:
    found = record.connection.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
    if found is None:
        raise RecordError(record.path, f"holds no article {key!r}: `sayso search` shows addresses")
    number: int = found["id"]
    return number


def _extent(connection: sqlite3.Connection, statement: int) -> tuple[int, int]:
    """Where the first of a statement's words begins and the last ends."""
    found = connection.execute(
        'SELECT min(start) AS start, max("end") AS "end" FROM spans WHERE statement = ?'
        " AND role IN ('source', 'cue', 'content')",
        (statement,),
    ).fetchone()
    return found["start"], found["end"]


def _nearest(record: Record, at: Place, quote: str, start: int, end: int) -> Anchor:
    found = nearest(at.text, quote, start, end)
    if found is None:
        raise RecordError(record.path, f"these words are not in the article's text, give them as they stand: {quote}")
    return found


def _together(record: Record, at: Place, correction: Correction) -> tuple[Anchor, list[Anchor]]:
    """Cue and content of a missed statement: of all places that the first words of the content have the first one is
    meant, and the cue that is nearest to it."""
    first = _nearest(record, at, correction.content[0], 0, 0)
    content = [first, *(_nearest(record, at, q, first.start, first.end) for q in correction.content[1:])]
    return _nearest(record, at, correction.cue[0], first.start, first.end), content


def _anchor_of(connection: sqlite3.Connection, at: Place, article: int, statement: int) -> int:
    """The anchor of a statement, made at its first correction."""
    held = connection.execute("SELECT id FROM anchors WHERE statement = ?", (statement,)).fetchone()
    if held:
        number: int = held["id"]
        return number
    cue = connection.execute(
        "SELECT start, \"end\" FROM spans WHERE statement = ? AND role = 'cue' AND position = 0", (statement,)
    ).fetchone()
    return _insert_anchor(connection, article, Anchor.of(at.text, cue["start"], cue["end"]))


def _insert_anchor(connection: sqlite3.Connection, article: int, cue: Anchor) -> int:
    made = connection.execute(
        'INSERT INTO anchors (article, exact, prefix, suffix, start, "end") VALUES (?, ?, ?, ?, ?, ?)',
        (article, cue.exact, cue.prefix, cue.suffix, cue.start, cue.end),
    )
    return made.lastrowid or 0


def _keep(
    connection: sqlite3.Connection,
    at: Place,
    anchor: int,
    statement: int | None,
    values: Mapping[str, Any],
    correction: Correction,
) -> int:
    """Note a correction field by field and make what it says; gives the row of its statement."""
    moment = now()
    for field, value in values.items():
        told = dumps([x.to_dict() for x in value] if field in SPAN_FIELDS else value)
        connection.execute(
            "INSERT INTO corrections (anchor, field, value, attached, who, at, why) VALUES (?, ?, ?, 0, ?, ?, ?)",
            (anchor, field, told, correction.by, moment, correction.why),
        )
    a = connection.execute("SELECT * FROM anchors WHERE id = ?", (anchor,)).fetchone()
    attach(connection, at, anchor, find(a, at.text), statement)
    held = connection.execute("SELECT statement FROM anchors WHERE id = ?", (anchor,)).fetchone()
    number: int = held["statement"]
    return number
