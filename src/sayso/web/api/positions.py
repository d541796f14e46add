"""Positions: who holds what about a claim or topic, since when, and when that changed."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi import Query as Given
from pydantic import BaseModel, Field

from sayso.article import Act
from sayso.attribution.relation import Stand
from sayso.web.cached_queries import held, held_by, part
from sayso.web.deps import reading
from sayso.web.errors import documented
from sayso.web.query_params import LONGEST, After, Day, Limit, filtered
from sayso.web.responses import answered, place

router = APIRouter(tags=["positions"])


class Shown(BaseModel):
    """A statement that shows a position."""

    id: str = Field(examples=["s4k8x2m7qd"])
    day: str | None = Field(description="The day of saying, or the first that it may be.", examples=["2026-03-13"])
    until: str | None = Field(description="The last day that it may be.", examples=["2026-03-13"])
    act: Act
    negated: bool
    content: str = Field(examples=["the bridge toll"])
    sentence: str = Field(examples=["Mira Dolan opposes the bridge toll."])
    outlet: str | None = Field(examples=["Post"])
    title: str | None = Field(examples=["A turn"])
    url: str | None = Field(examples=["https://post.example/turn"])
    told_by: str | None = Field(description="Who says that the actor holds it, where that is another.")
    repeats: str | None = Field(description="The statement that this one only says again.")
    credit: float | None = Field(description="How likely the least likely of its speakers is.", examples=[0.97])
    probability: float = Field(description="How likely it shows what is held.", examples=[0.94])
    condition: str | None = Field(description="The words on which it hangs.", examples=["only if it is free at night"])
    reason: str = Field(description="Why it is here.", examples=["“opposes”, speech: against 0.94"])


class PositionSide(BaseModel):
    """One of two statements that contradict."""

    holding: Stand
    statement: str = Field(examples=["s4k8x2m7qd"])
    day: str | None = Field(examples=["2026-03-13"])
    words: str = Field(examples=["opposes the bridge toll"])


class PositionChange(BaseModel):
    """That the actor held something, and then the contrary."""

    before: PositionSide
    after: PositionSide
    reason: str = Field(description="What puts one before the other.", examples=["the text tells the earlier: “once”"])


class HeldPosition(BaseModel):
    """What an actor holds about a claim or topic, with the statements that show it."""

    actor: str = Field(examples=["Mira Dolan"])
    known: str | None = Field(description="The id of the actor, where it is known across articles.")
    type: str | None = Field(examples=["person"])
    identifiers: dict[str, str] = Field(examples=[{"wikidata": "Q1"}])
    titles: list[str] = Field(examples=[["harbour commissioner"]])
    holding: Stand = Field(examples=["for"])
    sure: bool = Field(description="False where it may well be otherwise.")
    probability: float = Field(description="That of the likeliest statement.", examples=[0.94])
    condition: str | None = Field(description="The words on which it hangs, where it does.")
    reason: str = Field(description="Why it is here.", examples=["“opposes”, speech: against 0.94"])
    first: str | None = Field(description="The first day that it is shown.", examples=["2026-01-12"])
    last: str | None = Field(description="The last day that it is shown.", examples=["2026-01-12"])
    statements: int = Field(description="Without those that repeat another.", examples=[1])
    articles: int = Field(description="Copies of one text count once.", examples=[1])
    changed: list[PositionChange]
    shown: list[Shown]


class Positions(BaseModel):
    items: list[HeldPosition]
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")


@router.get("/positions", response_model=Positions, responses=documented(304, 503))
def list_positions(
    request: Request,
    about: Annotated[
        str,
        Given(
            min_length=1,
            max_length=LONGEST,
            description='A claim as a sentence ("the ferry should be closed"), or the words of a topic, all of which'
            ' must stand in a statement: a word stands for its forms (ban: bans, banned), "in quotation marks" only for'
            " itself, bridge* for all that begins so.",
            examples=["bridge toll"],
        ),
    ],
    by: Annotated[str, Given(max_length=LONGEST, description="Only who has this in the name.")] = "",
    since: Day = None,
    until: Day = None,
    limit: Limit = 20,
    after: After = None,
) -> Response:
    """Tell who holds what about a claim or topic: what is sure first, then those who are shown to most often."""
    query = filtered(about=about, by=by, since=since, until=until)
    with reading(request) as record:
        try:
            found = held(record, query)
        except ValueError as error:
            raise HTTPException(422, f"about: {error}.") from error
    some, following = part(found, place(after) if after else None, limit, held_by)
    return answered(request, {"items": [asdict(p) for p in some], "next": following})
