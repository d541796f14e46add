"""Corrections: listed and made."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool
from pydantic.json_schema import SkipJsonSchema

from sayso.article import Act, Stance
from sayso.record import Correction, corrections
from sayso.web.answers import Json, answered, place
from sayso.web.asking import After, Limit
from sayso.web.correcting import correct_statement
from sayso.web.errors import documented
from sayso.web.linking import links_anew
from sayso.web.questions import part
from sayso.web.sessions import Corrector
from sayso.web.site import reading, writing
from sayso.web.statement_ids import Id, statement_at

router = APIRouter(tags=["corrections"])
_FIELDS = ("speakers", "act", "negated", "stance", "source", "cue", "content", "wrong")
_Quotes = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=5_000)], ...],
    Field(
        min_length=1,
        max_length=20,
        description="Words of the article's text as they stand there, one for each stretch.",
    ),
]

_Names = Annotated[tuple[Annotated[str, Field(pattern=r"\S", max_length=200)], ...], Field(max_length=20)]


class ToCorrect(BaseModel):
    """What is given is corrected, the rest stays as it is."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "minProperties": 1,
            "examples": [{"speakers": ["Mira Dolan"], "act": "deny", "why": "Her words"}],
        },
    )
    speakers: Annotated[_Names | SkipJsonSchema[None], Field(description="Who said it; an empty list: nobody.")] = None
    act: Act | SkipJsonSchema[None] = None
    negated: StrictBool | SkipJsonSchema[None] = None
    stance: Stance | SkipJsonSchema[None] = None
    source: _Quotes = ()
    cue: _Quotes = ()
    content: _Quotes = ()
    wrong: Annotated[
        StrictBool | SkipJsonSchema[None], Field(description="True: it is no statement; false: it is one.")
    ] = None
    why: Annotated[str, Field(max_length=2_000)] | SkipJsonSchema[None] = None


class OneCorrection(BaseModel):
    """What somebody said of one field of a statement."""

    id: int
    statement: str | None = Field(description="Null where no statement of the latest version is this one.")
    field: str = Field(examples=["act"])
    value: Any = Field(examples=["deny"])
    by: str = Field(examples=["Rune"])
    at: str = Field(examples=["2026-03-13T08:00:00Z"])
    why: str | None
    attached: bool = Field(description="Whether it holds in the latest version.")


class Corrections(BaseModel):
    items: list[OneCorrection]
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")


@router.get("/statements/{id}/corrections", response_model=Corrections, responses=documented(304, 308, 404, 410))
def list_corrections(request: Request, id: Id, limit: Limit = 20, after: After = None) -> Response:
    """The corrections of a statement, oldest first."""
    with reading(request) as record:
        noted = corrections(record, statement=statement_at(request, record, id, even_wrong=True).id)
    some, following = part(noted, place(after) if after else None, limit, lambda n: str(n.id))
    return answered(request, {"items": [_told(asdict(n)) for n in some], "next": following})


@router.post(
    "/statements/{id}/corrections",
    status_code=201,
    response_model=Corrections,
    responses=documented(308, 401, 403, 404, 410, 413, 503),
    dependencies=[Depends(links_anew)],
)
def add_corrections(request: Request, id: Id, given: ToCorrect, account: Corrector) -> Response:
    """Correct a statement; it wins over what is read now and later. `{"wrong": false}` confirms it. Gives all its
    corrections."""
    told = given.model_dump()
    if all(told[field] in (None, ()) for field in _FIELDS if field != "speakers") and told["speakers"] is None:
        raise HTTPException(422, "Say what is to be corrected, for example act or speakers.")
    with writing(request) as record:
        statement_at(request, record, id, even_wrong=True)
        correct_statement(record, id, Correction(by=account.name, **told))
        noted = corrections(record, statement=id)
    return Json({"items": [_told(asdict(n)) for n in noted], "next": None}, 201)


def _told(noted: dict[str, Any]) -> dict[str, Any]:
    return {field: noted[field] for field in OneCorrection.model_fields}
