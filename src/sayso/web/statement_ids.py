"""Statements by the ids that addresses have."""

from typing import Annotated

from fastapi import HTTPException, Path, Request

from sayso.record import Record
from sayso.record.permanent_ids import Current, Gone, find

Id = Annotated[
    str,
    Path(
        pattern="^[0-9A-Za-z]{1,60}$",
        examples=["s4k8x2m7qd"],
        description="A statement's id, or one that leads to it: a number that it had before ids lasted does so too.",
    ),
]


def statement_at(request: Request, record: Record, given: str, *, even_wrong: bool = False) -> Current:
    """The statement that an address names. Answers 308 where it has another id now, 410 with what became of it where
    it is gone, or was marked wrong and is asked for as a statement, 404 where there never was one."""
    found = find(record.connection, given)
    if found is None:
        raise HTTPException(404, f"There is no statement {given}.")
    if isinstance(found, Gone):
        raise HTTPException(410, str(found))
    if found.wrong and not even_wrong:
        raise HTTPException(410, str(found.wrong))
    if found.id != given:
        there = request.scope["path"].replace(f"/statements/{given}", f"/statements/{found.id}")
        query = f"?{request.url.query}" if request.url.query else ""
        raise HTTPException(308, headers={"Location": there + query})
    return found
