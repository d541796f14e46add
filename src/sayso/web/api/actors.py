"""Actors of all articles: listed, one by one, what they say, and merged and split."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Query as Given
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from sayso.article import ActorType, Gender
from sayso.record import Record
from sayso.record import statement as one
from sayso.web import actor_corrections
from sayso.web.actor_view import article_numbers, known_actor, listed, profile, statements
from sayso.web.answers import Json, answered, place
from sayso.web.api.models import Count, FoundStatements
from sayso.web.api.statements import told
from sayso.web.asking import LONGEST, After, Limit, Number
from sayso.web.errors import documented
from sayso.web.linking import links_anew
from sayso.web.questions import part
from sayso.web.sessions import Corrector
from sayso.web.site import reading, writing

router = APIRouter(tags=["actors"])
_NEXT = Field(description="Give it as `after` for what follows; null at the end.")
_Other = Annotated[StrictInt, Field(ge=1, le=2**63 - 1)]
_Why = Annotated[str, Field(max_length=actor_corrections.LONGEST, description="Kept beside it.", examples=["One is"])]


class ListedActor(BaseModel):
    """One person or body, whatever the article."""

    id: int = Field(examples=[3])
    name: str = Field(examples=["Mira Dolan"])
    type: ActorType
    titles: list[str] = Field(description="The most frequent first.", examples=[["harbour commissioner"]])
    affiliation: str | None = Field(examples=["Port Authority"])
    gender: Gender | None
    identifiers: dict[str, str] = Field(
        description="From a roster; a state's ISO 3166-1 code.", examples=[{"wikidata": "Q1"}]
    )
    articles: int = Field(description="In which it is named.", examples=[4])
    statements: int = Field(description="Made by it.", examples=[9])


class ListedActors(BaseModel):
    items: list[ListedActor]
    next: str | None = _NEXT


class CountedActor(BaseModel):
    """Somebody with a number of statements."""

    id: int | None = Field(description="Null where it is no known actor.", examples=[5])
    name: str = Field(examples=["Tomas Ruud"])
    count: int = Field(examples=[2])


class OneActor(ListedActor):
    """An actor with what it said, in figures."""

    names: list[Count] = Field(description="What articles call it, and how many do so.")
    days: list[Count] = Field(description="How many statements it made on each day, the first day first.")
    acts: list[Count] = Field(description="How many statements of each act; `not` stands before what is denied to be.")
    outlets: list[Count]
    addressees: list[CountedActor] = Field(description="To whom it speaks: the 100 most frequent.")
    told_by: list[CountedActor] = Field(description="Who tells what it said or did: the 100 most frequent.")


class Member(BaseModel):
    """An article's actor that is this one, and why."""

    article: int = Field(description="The article's number in this record.", examples=[3])
    name: str = Field(examples=["Dolan"])
    titles: list[str]
    title: str | None = Field(description="The article's.", examples=["Bridge stays shut"])
    outlet: str | None = Field(examples=["Post"])
    day: str | None = Field(description="Of publication.", examples=["2026-03-13"])
    why: str = Field(examples=["same full name, title 'harbour commissioner'"])


class Members(BaseModel):
    items: list[Member]
    next: str | None = _NEXT


class ToMerge(BaseModel):
    """Who is the same."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"other": 5, "why": "Her maiden name"}]})
    other: _Other
    why: _Why = ""


class ToSplit(BaseModel):
    """The article that means another one."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"article": 3, "why": "Her sister"}]})
    article: _Other
    why: _Why = ""


@router.get("/actors", response_model=ListedActors, responses=documented(304, 503))
def actors(
    request: Request,
    name: Annotated[
        str, Given(max_length=LONGEST, description="Only who is called so: a part of a name.", examples=["dolan"])
    ] = "",
    limit: Limit = 20,
    after: After = None,
) -> Response:
    """List the actors of all articles, those first who say most: at most 10,000."""
    with reading(request) as record:
        found = listed(record, name.strip())
    some, following = part(found, place(after) if after else None, limit)
    return answered(request, {"items": [asdict(a) for a in some], "next": following})


@router.get("/actors/{number}", response_model=OneActor, responses=documented(304, 404))
def actor(request: Request, number: Number) -> Response:
    """One actor, by its number. That of one who was merged gives the one that it is now."""
    with reading(request) as record:
        made = _told(record, known_actor(record, number))
    return answered(request, made)


@router.get("/actors/{number}/statements", response_model=FoundStatements, responses=documented(304, 404))
def said(request: Request, number: Number, limit: Limit = 20, after: After = None) -> Response:
    """What an actor said, the latest day first."""
    with reading(request) as record:
        rows = statements(record, known_actor(record, number))
        some, following = part(rows, place(after) if after else None, limit)
        found = [told(f) for s in some if (f := one(record, s["id"]))]
    return answered(request, {"items": found, "next": following})


@router.get("/actors/{number}/articles", response_model=Members, responses=documented(304, 404))
def articles(request: Request, number: Number, limit: Limit = 20, after: After = None) -> Response:
    """What each article calls an actor, and why it is this one, the first day first."""
    with reading(request) as record:
        members = profile(record, known_actor(record, number)).members
        some, following = part(members, place(after) if after else None, limit)
        numbers = article_numbers(record, some)
    items = [{"article": numbers[m.key], **asdict(m)} for m in some]
    for item in items:
        del item["key"]
    return answered(request, {"items": items, "next": following})


@router.post(
    "/actors/{number}/merge",
    status_code=201,
    response_model=OneActor,
    responses=documented(401, 403, 404, 413, 503),
    dependencies=[Depends(links_anew)],
)
def merge(request: Request, number: Number, given: ToMerge, account: Corrector) -> Response:
    """Make another actor one with this one. It stays so whatever is read later; gives the one that both are."""
    with writing(request) as record:
        known = actor_corrections.merge(record, number, given.other, account.name, given.why)
        made = _told(record, known)
    return Json(made, 201)


@router.post(
    "/actors/{number}/split",
    status_code=201,
    response_model=OneActor,
    responses=documented(401, 403, 404, 413, 503),
    dependencies=[Depends(links_anew)],
)
def split(request: Request, number: Number, given: ToSplit, account: Corrector) -> Response:
    """Make another actor of who is this one in an article. It stays so whatever is read later; gives the new one."""
    with writing(request) as record:
        known = actor_corrections.split(record, number, given.article, account.name, given.why)
        made = _told(record, known)
    return Json(made, 201)


def _told(record: Record, known: int) -> dict[str, Any]:
    made = profile(record, known)
    counts = {f: [{"value": c.name, "count": c.count} for c in getattr(made, f)] for f in ("names", "acts", "outlets")}
    people = {
        f: [{"id": c.known, "name": c.name, "count": c.count} for c in getattr(made, f)]
        for f in ("addressees", "told_by")
    }
    days = [{"value": day, "count": count} for day, count in made.days]
    return {**asdict(made.who), **counts, **people, "days": days}
