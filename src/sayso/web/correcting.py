"""Corrections from a page or a program, and what waits to be reviewed."""

import json
import sqlite3
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import HTTPException, Request

from sayso import shown
from sayso.linking.undo import Made, undo
from sayso.record import Correction, Found, Record, RecordError, UnknownName, add_missed, correct_all, review, statement
from sayso.record.statement_fields import Sibling, candidates, fields, names, siblings, words
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
    connection = record.connection
    now = fields(connection, number)
    return Editable(
        id, now.article, now.key, now.version, now.source, now.cue, now.content,
        words(connection, number, "addressee"), words(connection, number, "via"), now.act, now.negated,
        now.stance, now.event, now.sourcing, " to ".join(dict.fromkeys(filter(None, (now.when_start, now.when_end)))),
        now.outer or "", tuple(names(connection, number, "speaker")), tuple(names(connection, number, "addressee")),
        tuple(candidates(connection, number)),
        tuple((o.id, _in_short(o)) for o in siblings(connection, now.version, number)),
        shown.counted_from(words(connection, number, "when"), now.published), now.confidence, now.who, bool(now.wrong),
    )  # fmt: skip


def _in_short(other: Sibling) -> str:
    told = " ".join(x for x in (other.source, other.cue) if x)
    return textwrap.shorten(f"{told}: {other.content}", 90, placeholder=" …")


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


def doubtful(
    record: Record, after: tuple[float, int], limit: int, second: str | None = None
) -> list[tuple[Found, float]]:
    """Statements of latest versions that nobody checked yet, with how much an answer would settle, from the most on,
    after one of this much and the number of this row; for a `second` person those that others checked, and they did
    not."""
    found = review.doubtful(record, after, limit, second)
    return [(one, d.settles) for d in found if (one := statement(record, d.statement))]


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
