"""Checking quotations before they are printed; nothing that is sent is kept."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from sayso.checking.checked import Verdict
from sayso.checking.cut_kinds import WarningKind
from sayso.linking.quote_alignment import What
from sayso.web.auth import Caller
from sayso.web.checking import MAX_NAME, MAX_QUOTE, checked_draft, checked_quote
from sayso.web.deps import limited, reading, site
from sayso.web.errors import documented
from sayso.web.reading import MAX_TEXT
from sayso.web.responses import Json

router = APIRouter(tags=["check"])
_ERRORS = documented(401, 413, 429, 503)
_OPEN: dict[str, Any] = {"security": [{}]}  # or a token, for which one need not wait


class ToCheck(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"quote": "We found cracks in six pillars", "by": "Dolan", "when": "2026-03-13"}]
        },
    )
    quote: str = Field(max_length=MAX_QUOTE, description="At most 2,000 words.")
    by: Annotated[
        Annotated[str, Field(max_length=MAX_NAME)] | SkipJsonSchema[None],
        Field(description="Who is said to have said it."),
    ] = None
    when: Annotated[
        Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"})]
        | SkipJsonSchema[None],
        Field(description="The day on which it is said to have been said."),
    ] = None


class DraftToCheck(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"text": "“We found cracks in six pillars,” Mira Dolan said."}]},
    )
    text: str = Field(max_length=MAX_TEXT, description="A draft with at most 300 quotations, as text or HTML.")


class ChangedWords(BaseModel):
    """Words that the record and a quotation do not have alike; one of the two can be empty."""

    from_: str = Field(alias="from", description="Those of the record.", examples=["five"])
    to: str = Field(description="Those of the quotation.", examples=["six"])
    what: What = Field(description="What sort of words they are.", examples=["number"])


class Warned(BaseModel):
    """Why words that stand in the record may not mean what a quotation makes of them."""

    kind: WarningKind = Field(examples=["condition"])
    message: str = Field(description="In a line.", examples=["A condition is left out."])
    text: str = Field(description="The words of the source that tell it.", examples=["if the council pays"])
    start: int | None = Field(description="Where these begin in the article's text, in code points.", examples=[212])
    end: int | None = Field(description="Where they end.", examples=[231])


class NearStatement(BaseModel):
    """A statement near a quotation."""

    speaker: str | None = Field(examples=["Mira Dolan"])
    text: str = Field(examples=["“We found cracks in five pillars,”"])
    statement: str | None = Field(
        description="Its id; null for a quotation that no statement holds.", examples=["s4k8x2m7qd"]
    )
    article: str = Field(
        description="Its article's address, or its id where it has none.", examples=["https://post.example/bridge"]
    )
    url: str | None = Field(examples=["https://post.example/bridge"])
    outlet: str | None = Field(examples=["Post"])
    published: str | None = Field(examples=["2026-03-13"])
    primary: bool = Field(description="Whether that is a transcript, speech or release.")
    similarity: float = Field(description="0 to 1.", examples=[0.83])
    actor_ids: str | None = Field(description="Of those who speak, '; ' between.", examples=["a7k2m9q4xw"])
    warnings: list[Warned] = Field(description="What was left out around the words, or is told of them wrongly.")
    before: str = Field(description="The sentence before.", examples=["The bridge was shut on Friday."])
    after: str = Field(description="The sentence after.", examples=["Nobody was hurt."])
    version: int | None = Field(
        description="The number of the article's version that has it; null for the latest.", examples=[1]
    )


class CheckedQuotation(BaseModel):
    """What became of a quotation."""

    quote: str = Field(examples=["We found cracks in six pillars"])
    by: str | None = Field(examples=["Dolan"])
    verdict: Verdict = Field(examples=["altered"])
    changes: list[ChangedWords] = Field(description="How it differs from the first of the matches.")
    matches: list[NearStatement] = Field(
        description="The nearest statements, at most 5, the best first; the first one's warnings are the quotation's."
    )


class CheckedQuotations(BaseModel):
    items: list[CheckedQuotation] = Field(description="The doubtful ones come first.")
    problems: list[str] = Field(description="The quotations that could not be checked, and why.")


@router.post("/check", response_model=CheckedQuotation, responses=_ERRORS, openapi_extra=_OPEN)
def check_quotation(request: Request, given: ToCheck, who: Caller) -> Response:
    """Check a quotation: whether the record has it as given, from whom, and where."""
    if who is None:
        limited(request, site(request).posts)
    with reading(request) as record:
        return Json(checked_quote(record, given.quote, given.by or "", given.when or "").to_dict())


@router.post("/check/draft", response_model=CheckedQuotations, responses=_ERRORS, openapi_extra=_OPEN)
def check_draft(request: Request, given: DraftToCheck, who: Caller) -> Response:
    """Check every quotation of four words or more in a draft."""
    if who is None:
        limited(request, site(request).posts)
    with reading(request) as record:
        made = checked_draft(request, record, given.text)
    return Json({"items": [c.to_dict() for c in made.checked], "problems": made.problems})
