"""Corrections: listed and made."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool
from pydantic.json_schema import SkipJsonSchema

from sayso.article import Act, Event, Sourcing, Stance
from sayso.record import Correction, corrections
from sayso.record.agreement import agreement
from sayso.record.typed_days import EXAMPLES
from sayso.web.auth import Corrector
from sayso.web.cached_queries import part
from sayso.web.correcting import correct_statement, correct_statements, undone
from sayso.web.deps import reading, writing
from sayso.web.errors import documented
from sayso.web.linking import links_anew
from sayso.web.query_params import After, Limit
from sayso.web.responses import Json, answered, place
from sayso.web.statement_ids import Id, statement_at

router = APIRouter(tags=["corrections"])
_FIELDS = (
    "speakers", "addressees", "act", "negated", "stance", "event", "sourcing", "day", "source", "cue", "content",
    "addressee", "via", "parent", "wrong",
)  # fmt: skip
_Words = tuple[Annotated[str, Field(min_length=1, max_length=5_000)], ...]
_AS_THEY_STAND = "Words of the article's text as they stand there, one for each stretch"
_Quotes = Annotated[_Words, Field(min_length=1, max_length=20, description=f"{_AS_THEY_STAND}.")]
_QuotesOrNone = Annotated[_Words, Field(max_length=20, description=f"{_AS_THEY_STAND}; an empty list: it has none.")]
_Outlet = Annotated[_Words, Field(max_length=1, description=f"{_AS_THEY_STAND}; an empty list: it has none.")]

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
    addressees: Annotated[
        _Names | SkipJsonSchema[None], Field(description="To whom it was said, by name; an empty list: to nobody.")
    ] = None
    event: Event | SkipJsonSchema[None] = None
    sourcing: Sourcing | SkipJsonSchema[None] = None
    day: Annotated[
        Annotated[str, Field(max_length=100)] | SkipJsonSchema[None],
        Field(description=f"When it was said, as people write it: {EXAMPLES}; empty: not told.", examples=["2024"]),
    ] = None
    source: _QuotesOrNone | SkipJsonSchema[None] = None
    cue: _Quotes | SkipJsonSchema[None] = None
    content: _Quotes | SkipJsonSchema[None] = None
    addressee: _QuotesOrNone | SkipJsonSchema[None] = None
    via: _Outlet | SkipJsonSchema[None] = None
    parent: Annotated[
        Annotated[str, Field(max_length=61)] | SkipJsonSchema[None],
        Field(description="The id of the statement in whose words this one stands; empty: it stands by itself."),
    ] = None
    wrong: Annotated[
        StrictBool | SkipJsonSchema[None], Field(description="True: it is no statement; false: it is one.")
    ] = None
    new_names: Annotated[
        StrictBool,
        Field(description="Take a name as it is, where it is nearly another one's: else that is asked, by 422."),
    ] = False
    why: Annotated[str, Field(max_length=2_000)] | SkipJsonSchema[None] = None


class ToCorrectAll(ToCorrect):
    """The same of several statements."""

    statements: Annotated[
        tuple[Annotated[str, Field(pattern="^[0-9A-Za-z]{1,60}$")], ...], Field(min_length=1, max_length=1_000)
    ]


class CorrectedStatements(BaseModel):
    statements: list[str] = Field(description="The ids that they have.")


class TakenBack(BaseModel):
    """What somebody said last, of statements or of actors."""

    what: str = Field(examples=["speakers of s4k8x2m7qd"])
    at: str = Field(description="When it was said.", examples=["2026-03-13T08:00:00Z"])
    statements: list[str] = Field(description="Of which statements, by their ids.")


class FieldAgreement(BaseModel):
    field: str = Field(examples=["act"])
    statements: int = Field(description="How many two or more people judged.")
    agreement: float | None = Field(description="How often two of them agree, 0 to 1.", examples=[0.83])
    alpha: float | None = Field(
        description="Krippendorff's alpha: 1 is agreement, 0 chance. Null where all say the same, or NLTK is missing.",
        examples=[0.7],
    )


class Disagreement(BaseModel):
    statement: str
    article: int
    field: str
    said: dict[str, str] = Field(description="By who said it.", examples=[{"Rune": "warn", "Asta": "predict"}])


class Agreement(BaseModel):
    """What people left of the same statements. Who corrects or confirms one lets stand what they do not change."""

    people: list[str]
    fields: list[FieldAgreement]
    disagreements: list[Disagreement]


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
    withdrawn: str | None = Field(description="When its author took it back.")


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
    with writing(request) as record:
        statement_at(request, record, id, even_wrong=True)
        correct_statement(record, id, _said(account.name, given))
        noted = corrections(record, statement=id)
    return Json({"items": [_told(asdict(n)) for n in noted], "next": None}, 201)


@router.post(
    "/corrections",
    status_code=201,
    response_model=CorrectedStatements,
    responses=documented(401, 403, 413, 503),
    dependencies=[Depends(links_anew)],
)
def correct_many(request: Request, given: ToCorrectAll, account: Corrector) -> Response:
    """Correct several statements in the same way. It is one correction, and taken back as one; where one of them cannot
    be corrected, none is."""
    with writing(request) as record:
        ids = correct_statements(record, given.statements, _said(account.name, given))
    return Json({"statements": ids}, 201)


@router.post(
    "/corrections/undo",
    status_code=201,
    response_model=TakenBack,
    responses=documented(401, 403, 413, 503),
    dependencies=[Depends(links_anew)],
)
def take_back(request: Request, account: Corrector) -> Response:
    """Take back what the token's account said last, of statements or of actors. What others said stays; the history
    keeps it. Again for what was said before."""
    with writing(request) as record:
        made = undone(record, account.name)
    return Json({"what": str(made), "at": made.at, "statements": list(made.statements)}, 201)


@router.get("/agreement", response_model=Agreement, responses=documented(304))
def agree(request: Request) -> Response:
    """How far people agree who judged the same statements, field by field."""
    with reading(request) as record:
        found = agreement(record)
    disagreements = [{f: getattr(d, f) for f in Disagreement.model_fields} for d in found.disagreements]
    told = {"people": list(found.people), "fields": [asdict(f) for f in found.fields], "disagreements": disagreements}
    return answered(request, told)


def _said(by: str, given: ToCorrect) -> Correction:
    told = given.model_dump(exclude={"statements"})
    if all(told[field] is None for field in _FIELDS):
        raise HTTPException(422, "Say what is to be corrected, for example act or speakers.")
    return Correction(by=by, **told)


def _told(noted: dict[str, Any]) -> dict[str, Any]:
    return {field: noted[field] for field in OneCorrection.model_fields}
