"""What outlets changed in articles after they came out."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, Field

from sayso.record import Change, changes
from sayso.record.edits import Detail, Said, What
from sayso.record.edits import Field as StatementField
from sayso.record.versions import key_of
from sayso.web.deps import reading
from sayso.web.errors import documented
from sayso.web.query_params import Number
from sayso.web.responses import answered

router = APIRouter(tags=["articles"])
_MOST = 100


class SaidWords(BaseModel):
    """A statement as a version has it."""

    speakers: str = Field(examples=["Mira Dolan"])
    cue: str = Field(examples=["said"])
    content: str = Field(examples=["“We found cracks in three pillars,”"])
    act: str = Field(description="With `not ` before it where it was not done.", examples=["assert"])


class ChangedStatement(BaseModel):
    id: str = Field(examples=["s4k8x2m7qd"])
    what: What = Field(examples=["altered"])
    fields: list[StatementField] = Field(description="What of an altered one.", examples=[["words"]])
    before: SaidWords | None = Field(description="null for one that was added.")
    after: SaidWords | None = Field(description="null for one that was cut.")


class ChangedDetail(BaseModel):
    detail: Detail = Field(examples=["headline"])
    before: str
    after: str


class ChangedParagraph(BaseModel):
    what: What
    before: str
    after: str


class ArticleChange(BaseModel):
    """What was changed from one version to the next."""

    version: int = Field(description="The later one, counted from 1.", examples=[2])
    day: str = Field(description="When.", examples=["2026-03-14"])
    told: bool = Field(description="Whether the page tells this day; else it is the one on which it was found.")
    added: str = Field(description="When this record had it.", examples=["2026-03-14T10:00:00Z"])
    summary: str = Field(examples=["1 statement cut, 1 altered, headline altered"])
    statements: list[ChangedStatement]
    details: list[ChangedDetail]
    paragraphs: list[ChangedParagraph] = Field(description="Those that are not the same in both.")


class ArticleChanges(BaseModel):
    items: list[ArticleChange] = Field(description="The last one first, at most 100.")


@router.get("/articles/{number}/changes", response_model=ArticleChanges, responses=documented(304, 404))
def article_changes(request: Request, number: Number) -> Response:
    """What the outlet changed in an article since it was added: statements, headline, byline, day and paragraphs.

    Another reading of the same words is no change."""
    with reading(request) as record:
        key = key_of(record.connection, number)
        if key is None:
            raise HTTPException(404, f"There is no article {number}.")
        return answered(request, {"items": [_told(c) for c in changes(record, key, newest=_MOST)]})


def _told(c: Change) -> dict[str, Any]:
    return {
        "version": c.number,
        "day": c.day,
        "told": c.told,
        "added": c.added,
        "summary": str(c.edits),
        "statements": [
            {"id": s.id, "what": s.what, "fields": list(s.fields), "before": _said(s.before), "after": _said(s.after)}
            for s in c.edits.statements
        ],
        "details": [{"detail": d.detail, "before": d.before, "after": d.after} for d in c.edits.details],
        "paragraphs": [{"what": p.what, "before": p.before, "after": p.after} for p in c.edits.paragraphs if p.what],
    }


def _said(said: Said | None) -> dict[str, Any] | None:
    return asdict(said) if said else None
