"""Actors by the ids that addresses have."""

from typing import Annotated

from fastapi import HTTPException, Path, Request

from sayso.linking.actor_corrections import id_of, number_of
from sayso.record import Record, RecordError
from sayso.record.known_actors import resolved

Id = Annotated[
    str,
    Path(
        pattern="^[0-9a-z]{1,61}$",
        examples=["a7k2m9q4xw"],
        description="An actor's id, or one that leads to it: a number that it had before ids lasted does so too.",
    ),
]


def actor_at(request: Request, record: Record, given: str) -> int:
    """The number of the known actor that an address names. Answers 308 where it has another id now, because people
    merged it or more was read, 404 where there is none."""
    number = resolved(record.connection, number_at(record, given))
    now = id_of(record, number)
    if now != given:
        there = request.scope["path"].replace(f"/actors/{given}", f"/actors/{now}")
        query = f"?{request.url.query}" if request.url.query else ""
        raise HTTPException(308, headers={"Location": there + query})
    return number


def number_at(record: Record, given: str) -> int:
    """The number of the known actor that had this id first, whoever it is now. Answers 404 where there is none."""
    try:
        return number_of(record, given)
    except RecordError as error:
        raise HTTPException(404, f"There is no actor {given}.") from error
