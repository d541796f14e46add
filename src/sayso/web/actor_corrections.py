"""What people say of actors from a page or a program: merged, parted, split, what one is."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from fastapi import HTTPException

from sayso.linking import actor_corrections
from sayso.linking.actor_corrections import number_of
from sayso.record import Record, RecordError
from sayso.record.versions import key_of

LONGEST = 500  # characters of a reason
_Result = TypeVar("_Result")


def merge(record: Record, known: int, others: Sequence[str], by: str, why: str) -> int:
    """Make other actors, by their ids, one with one; the number that all have now. Answers 422 where they are one
    already."""

    def say() -> int:
        return actor_corrections.merge_all(record, known, [number_of(record, x) for x in others], by, _reason(why))

    return _said(say)


def unmerge(record: Record, known: int, by: str) -> int:
    """Take the last merge of an actor back; the number of the one that is apart again. Answers 422 where there is
    none."""
    return _said(lambda: actor_corrections.unmerge(record, known, by))


def tell_apart(record: Record, known: int, other: str, by: str, why: str) -> None:
    """Keep two actors two. Answers 422 where they are one."""
    _said(lambda: actor_corrections.tell_apart(record, known, number_of(record, other), by, _reason(why)))


def edit(record: Record, known: int, values: dict[str, Any], by: str, why: str) -> None:
    """Say what an actor is. Answers 422 where nothing is said."""
    if not values:
        raise HTTPException(422, "Say what it is: a name, a type, titles, a gender or identifiers.")
    _said(lambda: actor_corrections.edit(record, known, values, by, _reason(why)))


def split(record: Record, known: int, article: int, by: str, why: str) -> int:
    """Make another actor of who is this one in an article; its number. Answers 422 where that cannot be."""
    key = key_of(record.connection, article)
    if key is None:
        raise HTTPException(422, f"There is no article {article}.")
    try:
        return actor_corrections.split(record, known, key, by, _reason(why))
    except RecordError as error:
        if isinstance(error.__cause__, sqlite3.Error):
            raise
        raise HTTPException(
            422, f"Article {article} does not name this actor, or is the only one that does: nothing was split."
        ) from error


def _said(say: Callable[[], _Result]) -> _Result:
    """What came of it; 422 with the reason where it cannot be said."""
    try:
        return say()
    except RecordError as error:
        if isinstance(error.__cause__, sqlite3.Error):
            raise
        told = error.problem.partition(":")[0]  # what to do instead is told of the command line
        raise HTTPException(422, f"{told[:1].upper()}{told[1:]}.") from error


def _reason(why: str) -> str | None:
    if len(why) > LONGEST:
        raise HTTPException(422, f"why: at most {LONGEST} characters.")
    try:
        why.encode()
    except UnicodeEncodeError as error:
        raise HTTPException(422, "why: this is no valid Unicode, type it anew.") from error
    return why.strip() or None
