"""What a person said last, of statements or of actors, taken back: all of it that was said in one go."""

from dataclasses import dataclass

from sayso.linking import actor_corrections
from sayso.record import Noted, Record, RecordError, correction_sets, said_of_actors
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
    return Made(
        number, by, correction_sets.begun(record.connection, number),
        tuple(dict.fromkeys(n.statement or f"“{n.quote}”" for n in noted)),
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
    said = said_of_actors.in_words(record.connection, number)
    same = [one.other for one in said if one.what == "same"]
    told = [f"that {one.name} is also {', '.join(same)}" for one in said if one.what == "same"][:1]
    told += [f"that one of {one.name}’s articles means another" for one in said if one.what == "apart"][:1]
    edits = said_of_actors.edits_in_words(record.connection, number)
    return (*told, *(f"{' and '.join(fields)} of {name}" for name, fields in edits))
