"""What people write beside statements: it stays at the words of the cue, whatever is read anew around it."""

from dataclasses import dataclass

from sayso.errors import RecordError
from sayso.record.anchors import Anchor
from sayso.record.apply_corrections import standing_at
from sayso.record.connection import writing
from sayso.record.record import Record, now
from sayso.record.versions import latest_text

LONGEST = 2_000  # characters


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote, when (ISO 8601)."""

    id: int
    body: str
    who: str
    at: str


def add_note(record: Record, statement: str, body: str, who: str) -> None:
    """Write a note beside a statement, by its id.

    Raises RecordError where there is no such statement.
    """
    with writing(record.connection, record.path):
        cue = record.connection.execute(
            'SELECT x.start, x."end", v.text, v.article FROM statements AS s JOIN versions AS v ON v.id = s.version'
            " AND v.latest JOIN spans AS x ON x.statement = s.id AND x.role = 'cue' AND x.position = 0"
            " WHERE s.permanent = ?",
            (statement,),
        ).fetchone()
        if cue is None:
            raise RecordError(record.path, f"holds no statement {statement}")
        at = Anchor.of(cue["text"], cue["start"], cue["end"])
        record.connection.execute(
            'INSERT INTO notes (article, exact, prefix, suffix, start, "end", body, who, at)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (cue["article"], at.exact, at.prefix, at.suffix, at.start, at.end, body, who, now()),
        )


def of_whom(record: Record, number: int) -> tuple[str, int] | None:
    """Who wrote a note, and the number of its article; None where there is no such note."""
    found = record.connection.execute("SELECT who, article FROM notes WHERE id = ?", (number,)).fetchone()
    return (found["who"], found["article"]) if found else None


def remove_note(record: Record, number: int) -> bool:
    """Take out a note. Whether it was there."""
    with writing(record.connection, record.path):
        return record.connection.execute("DELETE FROM notes WHERE id = ?", (number,)).rowcount > 0


def notes(record: Record, article: int) -> dict[str | None, list[Note]]:
    """The notes of an article, by the statement of its latest version whose cue is where they stand; those that find
    none under None."""
    found = record.connection.execute("SELECT * FROM notes WHERE article = ? ORDER BY id", (article,)).fetchall()
    if not found:
        return {}
    latest = latest_text(record.connection, article)
    assert latest is not None
    out: dict[str | None, list[Note]] = {}
    for n in found:
        at = Anchor.of_row(n).find(latest.text)
        there = standing_at(record.connection, latest.id, at) if at else None
        out.setdefault(there["permanent"] if there else None, []).append(Note(n["id"], n["body"], n["who"], n["at"]))
    return out
