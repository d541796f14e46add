"""Actors merged and split by people, from a page or a program."""

import sqlite3

from fastapi import HTTPException

from sayso.links import by_hand
from sayso.record import Record, RecordError
from sayso.web.actor_view import known_actor

LONGEST = 500  # characters of a reason


def merge(record: Record, number: int, other: int, by: str, why: str) -> int:
    """Make an actor one with another; the number that both have now. Answers 404 or 422 where they are not two."""
    one = known_actor(record, number)
    try:
        two = known_actor(record, other)
    except HTTPException as error:
        raise HTTPException(422, str(error.detail)) from error
    if one == two:
        raise HTTPException(422, f"Actors {number} and {other} are one already.")
    return by_hand.merge(record, one, two, by, _reason(why))


def split(record: Record, number: int, article: int, by: str, why: str) -> int:
    """Make another actor of who is this one in an article; its number. Answers 404 or 422 where that cannot be."""
    one = known_actor(record, number)
    row = record.connection.execute("SELECT key FROM articles WHERE id = ?", (article,)).fetchone()
    if row is None:
        raise HTTPException(422, f"There is no article {article}.")
    try:
        return by_hand.split(record, one, row["key"], by, _reason(why))
    except RecordError as error:
        if isinstance(error.__cause__, sqlite3.Error):
            raise
        raise HTTPException(
            422, f"Article {article} does not name actor {number}, or is the only one that does: nothing was split."
        ) from error


def _reason(why: str) -> str | None:
    if len(why) > LONGEST:
        raise HTTPException(422, f"why: at most {LONGEST} characters.")
    try:
        why.encode()
    except UnicodeEncodeError as error:
        raise HTTPException(422, "why: this is no valid Unicode, type it anew.") from error
    return why.strip() or None
