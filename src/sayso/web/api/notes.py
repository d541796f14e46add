"""Notes beside statements, and what people corrected as training data."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from sayso.record import lessons
from sayso.record.notes import LONGEST, add_note, notes
from sayso.web.auth import Corrector
from sayso.web.cached_queries import part
from sayso.web.deps import reading, writing
from sayso.web.errors import documented
from sayso.web.query_params import After, Limit
from sayso.web.responses import Json, answered, place
from sayso.web.statement_ids import Id, statement_at

router = APIRouter(tags=["corrections"])


class ToNote(BaseModel):
    """What is written beside a statement."""

    model_config = ConfigDict(extra="forbid")
    body: Annotated[str, Field(pattern=r"\S", max_length=LONGEST, examples=["Her office says she was misquoted."])]


class OneNote(BaseModel):
    """What somebody wrote beside a statement."""

    id: int
    body: str
    who: str = Field(examples=["Rune"])
    at: str = Field(examples=["2026-03-13T08:00:00Z"])


class Notes(BaseModel):
    items: list[OneNote]
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")


class Lessons(BaseModel):
    items: list[dict[str, Any]] = Field(description="One for each article that has corrections, in PolNeAR's shape.")
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")


@router.get("/statements/{id}/notes", response_model=Notes, responses=documented(304, 308, 404, 410))
def list_notes(request: Request, id: Id, limit: Limit = 20, after: After = None) -> Response:
    """The notes beside a statement, oldest first."""
    with reading(request) as record:
        found = notes(record, statement_at(request, record, id, even_wrong=True).article).get(id, [])
    some, following = part(found, place(after) if after else None, limit, lambda n: str(n.id))
    return answered(request, {"items": [asdict(n) for n in some], "next": following})


@router.post(
    "/statements/{id}/notes",
    status_code=201,
    response_model=Notes,
    responses=documented(308, 401, 403, 404, 410, 413, 503),
)
def write_note(request: Request, id: Id, given: ToNote, account: Corrector) -> Response:
    """Leave a note beside a statement; gives all that it has."""
    with writing(request) as record:
        article = statement_at(request, record, id, even_wrong=True).article
        add_note(record, id, given.body.strip(), account.name)
        found = notes(record, article).get(id, [])
    return Json({"items": [asdict(n) for n in found], "next": None}, 201)


@router.get("/lessons", response_model=Lessons, responses=documented(304, 401, 403))
def list_lessons(request: Request, account: Corrector, limit: Limit = 20, after: After = None) -> Response:
    """What people corrected, as training data."""
    with reading(request) as record:
        some, following = part(list(lessons(record)), place(after) if after else None, limit, lambda made: made["id"])
    return answered(request, {"items": some, "next": following})
