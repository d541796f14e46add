"""Statements that wait to be checked by a person."""

from dataclasses import dataclass

from sayso.record.record import Record

_UNCHECKED = "s.id NOT IN (SELECT statement FROM corrected)"
_OF_OTHERS = (
    "s.id IN (SELECT statement FROM corrected WHERE NOT wrong) AND s.id NOT IN (SELECT n.statement FROM anchors AS n"
    " JOIN corrections AS c ON c.anchor = n.id WHERE n.statement IS NOT NULL AND c.withdrawn IS NULL AND c.who = ?)"
)
_LATEST = "statements AS s JOIN versions AS v ON v.id = s.version AND v.latest"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A statement, by its id, and how much an answer would settle."""

    statement: str
    settles: float


def waiting(record: Record, second: str | None) -> int:
    """How many statements `doubtful` gives in all."""
    where, values = _asked(second)
    count: int = record.connection.execute(f"SELECT count(*) FROM {_LATEST} WHERE {where}", values).fetchone()[0]
    return count


def doubtful(record: Record, after: tuple[float, int], limit: int, second: str | None = None) -> list[Doubtful]:
    """Statements of latest versions that nobody checked yet, those first of which an answer would settle most, after
    one of this much and the number of this row; for a `second` person those that others checked, and they did not."""
    much, number = after
    where, values = _asked(second)
    found = record.connection.execute(
        f"SELECT s.permanent AS statement, s.settles FROM {_LATEST}"
        f" WHERE {where} AND s.settles <= ? AND (s.settles < ? OR s.id > ?) ORDER BY s.settles DESC, s.id LIMIT ?",
        (*values, much, much, number, limit),
    )
    return [Doubtful(**row) for row in found.fetchall()]


def _asked(second: str | None) -> tuple[str, tuple[str, ...]]:
    return (_OF_OTHERS, (second,)) if second else (_UNCHECKED, ())
