"""Corrections from a page or a program, and what waits to be reviewed."""

import json
import sqlite3
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import HTTPException, Request

from sayso import shown
from sayso.article import BETWEEN
from sayso.linking.undo import Made, undo
from sayso.record import Correction, Found, Record, RecordError, UnknownName, add_missed, correct_all, statement
from sayso.web.statement_ids import statement_at


@dataclass(frozen=True, slots=True)
class Editable:
    """A statement of a latest version as it is now, also where it was marked wrong, as the fields of a form have it;
    `candidates` are the names of others who may have said it, with how likely each is; `others` the statements that it
    may stand in, with their words; `relative` what a day is worked out from, where words tell it."""

    id: str
    article: int
    key: str
    version: int
    source: str
    cue: str
    content: str
    addressee: str
    via: str
    act: str
    negated: bool
    stance: str
    event: str
    sourcing: str
    day: str
    parent: str
    speakers: tuple[str, ...]
    addressees: tuple[str, ...]
    candidates: tuple[tuple[str, float], ...]
    others: tuple[tuple[str, str], ...]
    relative: str
    confidence: float
    corrected_by: str | None
    wrong: bool


def editable(request: Request, record: Record, id: str) -> Editable:
    """The statement that an address names; answers as `statement_at` where that is none."""
    number = statement_at(request, record, id, even_wrong=True).number
    row = record.connection.execute(
        "SELECT s.*, v.article, v.published, r.key, c.who, c.wrong, p.permanent AS outer FROM statements AS s"
        " JOIN versions AS v ON v.id = s.version JOIN articles AS r ON r.id = v.article"
        " LEFT JOIN corrected AS c ON c.statement = s.id LEFT JOIN statements AS p ON p.id = s.parent WHERE s.id = ?",
        (number,),
    ).fetchone()
    likely = record.connection.execute(
        "SELECT a.name, x.probability FROM credit AS x JOIN actors AS a ON a.id = x.actor"
        " WHERE x.statement = ? AND x.role = 'candidate' ORDER BY x.position",
        (number,),
    )
    others = record.connection.execute(
        "SELECT permanent, source, cue, content FROM statements WHERE version = ? AND id <> ? ORDER BY id",
        (row["version"], number),
    )
    when = (row["when_start"], row["when_end"])
    return Editable(
        id, row["article"], row["key"], row["version"], row["source"], row["cue"], row["content"],
        _words(record, number, "addressee"), _words(record, number, "via"), row["act"], bool(row["negated"]),
        row["stance"], row["event"], row["sourcing"], " to ".join(dict.fromkeys(filter(None, when))),
        row["outer"] or "", _names(record, number, "speaker"), _names(record, number, "addressee"),
        tuple((c["name"], c["probability"]) for c in likely),
        tuple((o["permanent"], _in_short(o)) for o in others),
        shown.counted_from(_words(record, number, "when"), row["published"]), row["confidence"], row["who"],
        bool(row["wrong"]),
    )  # fmt: skip


def _names(record: Record, number: int, role: str) -> tuple[str, ...]:
    found = record.connection.execute(
        "SELECT a.name FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
        " WHERE x.statement = ? AND x.role = ? ORDER BY x.position",
        (number, role),
    )
    return tuple(row["name"] for row in found)


def _words(record: Record, number: int, role: str) -> str:
    found = record.connection.execute(
        'SELECT v.text, x.start, x."end" FROM spans AS x JOIN statements AS s ON s.id = x.statement'
        " JOIN versions AS v ON v.id = s.version WHERE x.statement = ? AND x.role = ? ORDER BY x.position",
        (number, role),
    )
    return BETWEEN.join(row["text"][row["start"] : row["end"]] for row in found)


def _in_short(other: sqlite3.Row) -> str:
    words = " ".join(x for x in (other["source"], other["cue"]) if x)
    return textwrap.shorten(f"{words}: {other['content']}", 90, placeholder=" …")


class Unsure(HTTPException):
    """A name that may be a slip: who is meant is to be asked."""

    def __init__(self, error: UnknownName) -> None:
        super().__init__(422, error.problem)
        self.given, self.nearest = error.given, error.nearest


def correct_statement(record: Record, id: str, correction: Correction) -> None:
    """Correct a statement. Answers 422 where its article does not hold the words that were given, or a name may be a
    slip."""
    correct_statements(record, [id], correction)


def correct_statements(record: Record, ids: Sequence[str], correction: Correction) -> list[str]:
    """Correct several statements in the same way, to be taken back as one; gives their ids. Answers as
    `correct_statement` does."""
    try:
        return correct_all(record, ids, correction)
    except RecordError as error:
        raise _refused(error) from error


def undone(record: Record, by: str) -> Made:
    """Take back what somebody said last. Answers 422 where there is nothing, or others build on it."""
    try:
        return undo(record, by)
    except RecordError as error:
        raise _refused(error) from error


def add_statement(record: Record, key: str, correction: Correction) -> str:
    """Add a statement that was missed; its id. Answers 422 where its article does not hold the words."""
    try:
        return add_missed(record, key, correction)
    except RecordError as error:
        raise _refused(error) from error


_UNCHECKED = "s.id NOT IN (SELECT statement FROM corrected)"
_OF_OTHERS = (
    "s.id IN (SELECT statement FROM corrected WHERE NOT wrong) AND s.id NOT IN (SELECT n.statement FROM anchors AS n"
    " JOIN corrections AS c ON c.anchor = n.id WHERE n.statement IS NOT NULL AND c.withdrawn IS NULL AND c.who = ?)"
)


def waiting(record: Record, second: str | None) -> int:
    """How many statements `doubtful` gives in all."""
    where, values = (_OF_OTHERS, (second,)) if second else (_UNCHECKED, ())
    found = record.connection.execute(
        f"SELECT count(*) FROM statements AS s JOIN versions AS v ON v.id = s.version AND v.latest WHERE {where}",
        values,
    )
    count: int = found.fetchone()[0]
    return count


def doubtful(
    record: Record, after: tuple[float, int], limit: int, second: str | None = None
) -> list[tuple[Found, float]]:
    """Statements of latest versions that nobody checked yet, with how much an answer would settle, from the most on,
    after one of this much and the number of this row; for a `second` person those that others checked, and they did
    not."""
    much, number = after
    where, values = (_OF_OTHERS, (second,)) if second else (_UNCHECKED, ())
    found = record.connection.execute(
        "SELECT s.permanent, s.settles FROM statements AS s JOIN versions AS v ON v.id = s.version AND v.latest"
        f" WHERE {where} AND s.settles <= ? AND (s.settles < ? OR s.id > ?) ORDER BY s.settles DESC, s.id LIMIT ?",
        (*values, much, much, number, limit),
    ).fetchall()
    return [(one, row["settles"]) for row in found if (one := statement(record, row["permanent"]))]


def place_of(given: str) -> tuple[float, int]:
    """How much is settled there, and the number, that a cursor of the queue holds. Raises ValueError where it is
    none."""
    much, number = json.loads(given)
    if not 0 <= number < 2**63:
        raise ValueError(f"{number} is no number of a statement")
    return float(much), int(number)


def _refused(error: RecordError) -> Exception:
    """What is wrong with a correction, without the path of the record; the error itself where the file is to blame."""
    if isinstance(error.__cause__, sqlite3.Error):
        return error
    if isinstance(error, UnknownName):
        return Unsure(error)
    return HTTPException(422, error.problem)
