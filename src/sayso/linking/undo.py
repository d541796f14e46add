"""What a person said last, of statements or of actors, taken back: all of it that was said in one go."""

from dataclasses import dataclass

from sayso.linking import actor_corrections
from sayso.record import Noted, Record, RecordError, correction_sets
from sayso.record.corrections import saying, withdraw
from sayso.record.history import of_set
from sayso.record.record import now


@dataclass(frozen=True, slots=True)
class Made:
    """What a person said in one go: of which statements, by their ids, and which fields; in words what of actors."""

    number: int
    by: str
    at: str
    statements: tuple[str, ...]
    fields: tuple[str, ...]
    actors: tuple[str, ...]

    def __str__(self) -> str:
        ids, many = self.statements, len(self.statements)
        of = f"{', '.join(ids)}" if many <= 3 else f"{many} statements"
        said = [f"{' and '.join(self.fields)} of {of}"] if self.fields else []
        return "; ".join([*said, *self.actors])


def last(record: Record, by: str) -> Made | None:
    """What `undo` would take back; None where there is nothing."""
    number = correction_sets.last(record.connection, by)
    if number is None:
        return None
    noted = [n for n in of_set(record, number) if n.withdrawn is None]
    made = record.connection.execute("SELECT * FROM correction_sets WHERE id = ?", (number,)).fetchone()
    return Made(
        number, by, made["at"], tuple(dict.fromkeys(n.statement or f"“{n.quote}”" for n in noted)),
        tuple(dict.fromkeys(_called(n) for n in noted)), _of_actors(record, number),
    )  # fmt: skip


def undo(record: Record, by: str) -> Made:
    """Take back what a person said last and did not take back yet; what others said stays, and so does the history.

    Raises RecordError where there is nothing, or somebody else corrected a statement that it added.
    """
    with saying(record):
        made = last(record, by)
        if made is None:
            raise RecordError(record.path, f"{by} has corrected nothing that is not taken back: nothing is undone")
        withdrawn = correction_sets.undo(record.connection, made.number, by, now())
        withdraw(record, made.number, withdrawn)
        actor_corrections.withdraw(record, made.number, withdrawn)
    return made


def _called(noted: Noted) -> str:
    """A correction in a word."""
    if noted.field == "wrong":
        return "that it is none" if noted.value else "the confirmation"
    return "the addition" if noted.field == "missed" else noted.field


def _of_actors(record: Record, number: int) -> tuple[str, ...]:
    """What a set says of actors, in words."""
    rows = record.connection.execute(
        "SELECT c.what, k.name AS name, o.name AS other FROM actor_corrections AS c"
        " JOIN known_actors AS k ON k.id = c.known JOIN known_actors AS o ON o.id = c.other"
        " WHERE c.correction_set = ? AND c.withdrawn IS NULL ORDER BY c.id",
        (number,),
    ).fetchall()
    same = [row["other"] for row in rows if row["what"] == "same"]
    told = [f"that {row['name']} is also {', '.join(same)}" for row in rows if row["what"] == "same"][:1]
    told += [f"that one of {row['name']}’s articles means another" for row in rows if row["what"] == "apart"][:1]
    edits = record.connection.execute(
        "SELECT k.name, group_concat(DISTINCT e.field) AS fields FROM actor_edits AS e"
        " JOIN known_actors AS k ON k.id = e.known WHERE e.correction_set = ? AND e.withdrawn IS NULL GROUP BY k.id",
        (number,),
    )
    return (*told, *(f"{row['fields'].replace(',', ' and ')} of {row['name']}" for row in edits))
