"""Actors of all articles: listed, one by one, what they say, and merged and split."""

from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi import Query as Given
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from sayso.article import ActorType, Event, Gender
from sayso.record import Record
from sayso.record import statement as one
from sayso.record.actor_statements import said_by
from sayso.record.versions import numbers_of
from sayso.web import actor_corrections
from sayso.web.actor_ids import Id, actor_at, number_at
from sayso.web.actor_view import listed, profile
from sayso.web.api.models import Count, FoundStatements
from sayso.web.api.statements import told
from sayso.web.auth import Corrector
from sayso.web.cached_queries import part
from sayso.web.deps import reading, writing
from sayso.web.errors import documented
from sayso.web.linking import links_anew
from sayso.web.query_params import LONGEST, After, Limit
from sayso.web.responses import Json, answered, place

router = APIRouter(tags=["actors"])
_NEXT = Field(description="Give it as `after` for what follows; null at the end.")
_Other = Annotated[str, Field(pattern="^[0-9a-z]{1,61}$")]
_Article = Annotated[StrictInt, Field(ge=1, le=2**63 - 1)]
_Why = Annotated[str, Field(max_length=actor_corrections.LONGEST, description="Kept beside it.", examples=["One is"])]


class ListedActor(BaseModel):
    """One person or body, whatever the article."""

    id: str = Field(description="It lasts.", examples=["a7k2m9q4xw"])
    name: str = Field(examples=["Mira Dolan"])
    type: ActorType
    titles: list[str] = Field(description="The most frequent first.", examples=[["harbour commissioner"]])
    affiliation: str | None = Field(examples=["Port Authority"])
    gender: Gender | None
    identifiers: dict[str, str] = Field(
        description="From a roster; a state's ISO 3166-1 code.", examples=[{"wikidata": "Q1"}]
    )
    types: dict[str, int] = Field(description="What articles take it for, and how many do.", examples=[{"person": 4}])
    genders: dict[str, int] = Field(description="The same for its gender.", examples=[{"female": 2}])
    articles: int = Field(description="In which it is named.", examples=[4])
    statements: int = Field(description="Made by it.", examples=[9])


class ListedActors(BaseModel):
    items: list[ListedActor]
    next: str | None = _NEXT


class CountedActor(BaseModel):
    """Somebody with a number of statements."""

    id: str | None = Field(description="Null where it is no known actor.", examples=["a3xw8n2k5t"])
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
    may_be: list[ListedActor] = Field(description="Who else it may be, where its name alone does not tell.")


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

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"other": "a3xw8n2k5t", "why": "Her maiden name"}]}
    )
    other: _Other
    why: _Why = ""


class ToEdit(BaseModel):
    """What an actor is; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Mira A. Dolan"}]})
    name: Annotated[str, Field(min_length=1, max_length=LONGEST)] = ""
    type: ActorType = "unknown"
    titles: list[Annotated[str, Field(min_length=1, max_length=LONGEST)]] = []
    affiliation: Annotated[str, Field(max_length=LONGEST)] | None = None
    gender: Gender | None = None
    identifiers: dict[str, str] = {}
    why: _Why = ""


class ToSplit(BaseModel):
    """The article that means another one."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"article": 3, "why": "Her sister"}]})
    article: _Article
    why: _Why = ""


_corrects = partial(
    router.post,
    status_code=201,
    response_model=OneActor,
    responses=documented(308, 401, 403, 404, 413, 503),
    dependencies=[Depends(links_anew)],
)


@router.get("/actors", response_model=ListedActors, responses=documented(304, 503))
def list_actors(
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
    some, following = part(found, place(after) if after else None, limit, lambda a: a.id)
    return answered(request, {"items": [asdict(a) for a in some], "next": following})


@router.get("/actors/{id}", response_model=OneActor, responses=documented(304, 308, 404))
def get_actor(request: Request, id: Id) -> Response:
    """One actor, by its id. That of one who was merged leads to the one that it is now."""
    with reading(request) as record:
        made = _told(record, actor_at(request, record, id))
    return answered(request, made)


@router.get("/actors/{id}/statements", response_model=FoundStatements, responses=documented(304, 308, 404))
def list_actor_statements(
    request: Request,
    id: Id,
    event: Annotated[Event, Given(description="What it said, or what others tell of its mind.")] = "speech",
    limit: Limit = 20,
    after: After = None,
) -> Response:
    """What an actor said, the latest day first."""
    with reading(request) as record:
        rows = [s for s in said_by(record.connection, actor_at(request, record, id)) if s.event == event]
        some, following = part(rows, place(after) if after else None, limit, lambda s: s.id)
        found = [told(f) for s in some if (f := one(record, s.id))]
    return answered(request, {"items": found, "next": following})


@router.get("/actors/{id}/articles", response_model=Members, responses=documented(304, 308, 404))
def list_actor_articles(request: Request, id: Id, limit: Limit = 20, after: After = None) -> Response:
    """What each article calls an actor, and why it is this one, the first day first."""
    with reading(request) as record:
        members = profile(record, actor_at(request, record, id)).members
        some, following = part(members, place(after) if after else None, limit, lambda m: f"{m.key} {m.name}")
        numbers = numbers_of(record.connection, (m.key for m in some))
    items = [{"article": numbers[m.key], **asdict(m)} for m in some]
    for item in items:
        del item["key"]
    return answered(request, {"items": items, "next": following})


@_corrects("/actors/{id}/merge")
def merge_actor(request: Request, id: Id, given: ToMerge, account: Corrector) -> Response:
    """Make another actor one with this one. It stays so whatever is read later; gives the one that both are."""
    with writing(request) as record:
        known = actor_corrections.merge(record, actor_at(request, record, id), [given.other], account.name, given.why)
        made = _told(record, known)
    return Json(made, 201)


@_corrects("/actors/{id}/unmerge")
def unmerge_actor(request: Request, id: Id, account: Corrector) -> Response:
    """Take the last merge of an actor back; gives the one that is apart again. An id that was merged is one of its
    own here: it means the merge of that one."""
    with writing(request) as record:
        made = _told(record, actor_corrections.unmerge(record, number_at(record, id), account.name))
    return Json(made, 201)


@_corrects("/actors/{id}/apart")
def keep_actors_apart(request: Request, id: Id, given: ToMerge, account: Corrector) -> Response:
    """Keep an actor and another two, whatever is read later."""
    with writing(request) as record:
        known = actor_at(request, record, id)
        actor_corrections.tell_apart(record, known, given.other, account.name, given.why)
        made = _told(record, known)
    return Json(made, 201)


@router.patch("/actors/{id}", response_model=OneActor, responses=documented(308, 401, 403, 404, 413, 503))
def edit_actor(request: Request, id: Id, given: ToEdit, account: Corrector) -> Response:
    """Say what an actor is. It stays so whatever is read later."""
    values = given.model_dump(exclude={"why"}, exclude_unset=True)
    with writing(request) as record:
        known = actor_at(request, record, id)
        actor_corrections.edit(record, known, values, account.name, given.why)
        made = _told(record, known)
    return Json(made)


@_corrects("/actors/{id}/split")
def split_actor(request: Request, id: Id, given: ToSplit, account: Corrector) -> Response:
    """Make another actor of who is this one in an article. It stays so whatever is read later; gives the new one."""
    with writing(request) as record:
        known = actor_corrections.split(record, actor_at(request, record, id), given.article, account.name, given.why)
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
    return {**asdict(made.who), **counts, **people, "days": days, "may_be": [asdict(a) for a in made.may_be]}
