"""What people correct: any field of a statement, one that is none, one that was missed. It always wins, until who said
it takes it back."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sayso.article import Act, Event, Sourcing, Stance
from sayso.errors import RecordError
from sayso.record import correction_sets, permanent_ids
from sayso.record.anchors import Anchor, nearest
from sayso.record.apply_corrections import PLAIN_FIELDS, SPAN_FIELDS, Place, attach, find, place, stands_inside
from sayso.record.connection import writing
from sayso.record.history import article_number, current
from sayso.record.names import check_names
from sayso.record.record import Record, now
from sayso.record.rows import dumps
from sayso.record.typed_days import typed_days

_WORDS = tuple(f for f in SPAN_FIELDS if f != "parent")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a statement; what is None stays as it is. `speakers` and `addressees` are names, none for
    nobody; `source`, `cue`, `content`, `addressee` and `via` words of the article's text, none where it has none; `day`
    is a date as people type it, and `parent` the id of the statement that this one stands in, each empty for none. With
    `new_names` a name that is nearly another one is taken as it is."""

    by: str
    why: str | None = None
    speakers: tuple[str, ...] | None = None
    addressees: tuple[str, ...] | None = None
    act: Act | None = None
    negated: bool | None = None
    stance: Stance | None = None
    event: Event | None = None
    sourcing: Sourcing | None = None
    day: str | None = None
    source: tuple[str, ...] | None = None
    cue: tuple[str, ...] | None = None
    content: tuple[str, ...] | None = None
    addressee: tuple[str, ...] | None = None
    via: tuple[str, ...] | None = None
    parent: str | None = None
    wrong: bool | None = None
    new_names: bool = False


def correct(record: Record, statement: str, correction: Correction) -> str:
    """Correct one statement, as `correct_all` does; gives the id that it has."""
    return correct_all(record, [statement], correction)[0]


def correct_all(record: Record, statements: Sequence[str], correction: Correction) -> list[str]:
    """Correct statements, by their ids, or by ones that lead there, all in the same way and in one transaction; what is
    said so is taken back as one. Gives the ids that they have.

    Raises RecordError where there is no such statement, its article does not hold the words, or the day is none;
    UnknownName for a name that looks like a slip.
    """
    with saying(record):
        found = {one.id: one for one in (current(record, statement) for statement in statements)}
        begun = correction_sets.begin(record.connection, correction.by, now())
        for one in found.values():
            at = place(record.connection, one.article)
            values = _values(record, at, correction, one.number)
            anchor = _anchor_of(record.connection, at, one.article, one.number)
            _keep(record.connection, at, anchor, one.number, values, correction, begun)
    return list(found)


def add_missed(record: Record, key: str, correction: Correction) -> str:
    """Add a statement that was missed in the article of this address or id: its cue and content must be told. Gives its
    id.

    Raises RecordError where there is no such article, it does not hold the words, or a statement has this cue;
    UnknownName for a name that looks like a slip.
    """
    with saying(record):
        article = article_number(record, key)
        at = place(record.connection, article)
        cue, content = _together(record, at, correction)
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
        values = _values(record, at, correction, None, cue) | {"missed": True, "content": content}
        del values["cue"]
        anchor = _insert_anchor(record.connection, article, cue)
        begun = correction_sets.begin(record.connection, correction.by, now())
        number = _keep(record.connection, at, anchor, None, values, correction, begun)
        permanent_ids.keep(record.connection, at.version)
        made = record.connection.execute("SELECT permanent FROM statements WHERE id = ?", (number,)).fetchone()
        return str(made["permanent"])


def withdraw(record: Record, number: int, withdrawn: str) -> None:
    """Take back the corrections of a set, in the transaction of who calls. Statements are again what is said of them
    without.

    Raises RecordError where somebody else corrected a statement that it added.
    """
    connection = record.connection
    anchors = connection.execute(
        "SELECT DISTINCT n.* FROM corrections AS c JOIN anchors AS n ON n.id = c.anchor"
        " WHERE c.correction_set = ? AND c.withdrawn IS NULL ORDER BY n.id",
        (number,),
    ).fetchall()
    connection.execute(
        "UPDATE corrections SET withdrawn = ?, attached = 0 WHERE correction_set = ? AND withdrawn IS NULL",
        (withdrawn, number),
    )
    for anchor in anchors:
        _is_free(record, anchor, number)
        at = place(connection, anchor["article"])
        attach(connection, at, anchor["id"], find(anchor, at.text), anchor["statement"])


def _is_free(record: Record, anchor: sqlite3.Row, number: int) -> None:
    """Raises RecordError where a set added a statement that others correct since."""
    other = record.connection.execute(
        "SELECT c.who FROM corrections AS c WHERE c.anchor = ? AND c.withdrawn IS NULL"
        " AND EXISTS (SELECT 1 FROM corrections WHERE correction_set = ? AND anchor = c.anchor AND field = 'missed')",
        (anchor["id"], number),
    ).fetchone()
    if other:
        raise RecordError(
            record.path,
            f"{other['who']} corrected the statement at “{anchor['exact']}” since you added it: mark it wrong instead",
        )


@contextmanager
def saying(record: Record) -> Iterator[None]:
    """One transaction for what somebody says; words that are no valid Unicode are told."""
    try:
        with writing(record.connection, record.path):
            yield
    except UnicodeEncodeError as error:
        raise RecordError(record.path, "a word of the correction is no valid Unicode: type it anew") from error


def _values(
    record: Record, at: Place, correction: Correction, number: int | None, cue: Anchor | None = None
) -> dict[str, Any]:
    """What a correction says, by its fields, of the statement of this row, or of one that is to stand at this cue."""
    names = ("speakers", "addressees")
    told = {f: getattr(correction, f) for f in (*names, *PLAIN_FIELDS, "wrong")}
    values = {field: value for field, value in told.items() if value is not None}
    if not correction.new_names:
        check_names(record, at.version, (name for field in names for name in values.get(field, ())))
    if correction.day is not None:
        values["day"] = _day(record, correction.day)
    start, end = _extent(record.connection, number) if number is not None else (cue.start, cue.end) if cue else (0, 0)
    for field in _WORDS:
        quotes = getattr(correction, field)
        if quotes is not None:
            values[field] = [_nearest(record, at, quote, start, end) for quote in quotes]
    if correction.parent is not None:
        values["parent"] = _parent(record, at, correction.parent, number)
    for field in ("cue", "content"):
        if values.get(field) == []:
            raise RecordError(record.path, f"every statement has words of its {field}: give them")
    return values


def _day(record: Record, text: str) -> list[str] | None:
    if not text.strip():
        return None
    try:
        days = typed_days(text)
    except ValueError as error:
        raise RecordError(record.path, f"{error}") from error
    return [days.first, days.last]


def _parent(record: Record, at: Place, id: str, number: int | None) -> list[Anchor]:
    """The cue of the statement that another one stands in."""
    if not id.strip():
        return []
    outer = current(record, id)
    cue = record.connection.execute(
        'SELECT x.start, x."end", s.version FROM spans AS x JOIN statements AS s ON s.id = x.statement'
        " WHERE s.id = ? AND role = 'cue' AND position = 0",
        (outer.number,),
    ).fetchone()
    if cue["version"] != at.version:
        raise RecordError(record.path, f"statement {outer.id} is of another article: give one of the same")
    if number is not None and stands_inside(record.connection, outer.number, number):
        raise RecordError(record.path, f"statement {outer.id} is this one, or stands inside of it: give another one")
    return [Anchor.of(at.text, cue["start"], cue["end"])]


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
    if not correction.cue or not correction.content:
        raise RecordError(record.path, "a statement that was missed has words of its cue and its content: give them")
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
    begun: int,
) -> int:
    """Note a correction field by field and make what it says; gives the row of its statement."""
    moment = now()
    for field, value in values.items():
        told = dumps([x.to_dict() for x in value] if field in SPAN_FIELDS else value)
        connection.execute(
            "INSERT INTO corrections (anchor, field, value, attached, who, at, why, correction_set)"
            " VALUES (?, ?, ?, 0, ?, ?, ?, ?)",
            (anchor, field, told, correction.by, moment, correction.why, begun),
        )
    a = connection.execute("SELECT * FROM anchors WHERE id = ?", (anchor,)).fetchone()
    attach(connection, at, anchor, find(a, at.text), statement)
    held = connection.execute("SELECT statement FROM anchors WHERE id = ?", (anchor,)).fetchone()
    number: int = held["statement"]
    return number
