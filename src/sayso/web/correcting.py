"""Corrections from a page or a program, and what waits to be reviewed."""

import json
import sqlite3
from dataclasses import dataclass

from fastapi import HTTPException, Request

from sayso.record import Correction, Found, Record, RecordError, add_missed, correct, statement
from sayso.web.statement_ids import statement_at


@dataclass(frozen=True, slots=True)
class Editable:
    """A statement of a latest version as it is now, also where it was marked wrong; `candidates` are the names of
    others who may have said it, with how likely each is."""

    id: str
    article: int
    key: str
    version: int
    source: str
    cue: str
    content: str
    act: str
    negated: bool
    stance: str
    speakers: tuple[str, ...]
    candidates: tuple[tuple[str, float], ...]
    confidence: float
    corrected_by: str | None
    wrong: bool


def editable(request: Request, record: Record, id: str) -> Editable:
    """The statement that an address names; answers as `statement_at` where that is none."""
    number = statement_at(request, record, id, even_wrong=True).number
    row = record.connection.execute(
        "SELECT s.*, v.article, r.key, c.who, c.wrong FROM statements AS s"
        " JOIN versions AS v ON v.id = s.version JOIN articles AS r ON r.id = v.article"
        " LEFT JOIN corrected AS c ON c.statement = s.id WHERE s.id = ?",
        (number,),
    ).fetchone()
    names = record.connection.execute(
        "SELECT a.name FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
        " WHERE x.statement = ? AND x.role = 'speaker' ORDER BY x.position",
        (number,),
    )
    likely = record.connection.execute(
        "SELECT a.name, x.probability FROM credit AS x JOIN actors AS a ON a.id = x.actor"
        " WHERE x.statement = ? AND x.role = 'candidate' ORDER BY x.position",
        (number,),
    )
    return Editable(
        id, row["article"], row["key"], row["version"], row["source"], row["cue"], row["content"],
        row["act"], bool(row["negated"]), row["stance"], tuple(n["name"] for n in names),
        tuple((c["name"], c["probability"]) for c in likely), row["confidence"], row["who"], bool(row["wrong"]),
    )  # fmt: skip


def correct_statement(record: Record, id: str, correction: Correction) -> None:
    """Correct a statement. Answers 422 where its article does not hold the words that were given."""
    try:
        correct(record, id, correction)
    except RecordError as error:
        raise _refused(error) from error


def add_statement(record: Record, key: str, correction: Correction) -> str:
    """Add a statement that was missed; its id. Answers 422 where its article does not hold the words."""
    try:
        return add_missed(record, key, correction)
    except RecordError as error:
        raise _refused(error) from error


def doubtful(record: Record, after: tuple[float, int], limit: int) -> list[tuple[Found, float]]:
    """Statements of latest versions that nobody checked yet, with how much an answer would settle, from the most on,
    after one of this much and the number of this row."""
    much, number = after
    found = record.connection.execute(
        "SELECT s.permanent, s.settles FROM statements AS s JOIN versions AS v ON v.id = s.version AND v.latest"
        " WHERE s.id NOT IN (SELECT statement FROM corrected) AND s.settles <= ? AND (s.settles < ? OR s.id > ?)"
        " ORDER BY s.settles DESC, s.id LIMIT ?",
        (much, much, number, limit),
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
    return HTTPException(422, error.problem)
