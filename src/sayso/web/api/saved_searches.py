"""Searches that people gave a name."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi import Path as Place
from pydantic import BaseModel, ConfigDict, Field

from sayso.record import RecordError
from sayso.record.saved_searches import LONGEST, forget_search, save_search, saved_searches
from sayso.web.api.models import NEXT
from sayso.web.auth import Corrector
from sayso.web.cached_queries import part
from sayso.web.deps import reading, writing
from sayso.web.errors import documented
from sayso.web.query_params import LONGEST as LONGEST_WORDS
from sayso.web.query_params import After, Limit
from sayso.web.responses import Json, answered, place

router = APIRouter(tags=["statements"])


class ToSave(BaseModel):
    """A search and the name that it gets; what has the name already is replaced."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(pattern=r"\S", max_length=LONGEST, examples=["Ferry, without the bridge"])]
    q: Annotated[str, Field(pattern=r"\S", max_length=LONGEST_WORDS, examples=["ferry -bridge by:holm"])]


class SavedSearch(BaseModel):
    """A search that has a name; ask `/statements?q=` for what it finds."""

    name: str
    words: str = Field(examples=["ferry -bridge by:holm"])
    who: str = Field(examples=["Rune"])
    at: str = Field(examples=["2026-03-13T08:00:00Z"])


class SavedSearches(BaseModel):
    items: list[SavedSearch]
    next: str | None = NEXT


@router.get("/searches", response_model=SavedSearches, responses=documented(304))
def saved(request: Request, limit: Limit = 20, after: After = None) -> Response:
    """List the searches that have a name, by their names."""
    with reading(request) as record:
        every = saved_searches(record)
    some, following = part(every, place(after) if after else None, limit, lambda one: one.name)
    return answered(request, {"items": [asdict(one) for one in some], "next": following})


@router.post("/searches", status_code=201, response_model=SavedSearch, responses=documented(401, 403, 413, 503))
def save(request: Request, given: ToSave, account: Corrector) -> Response:
    """Keep a search under a name, in the place of one that has it."""
    with writing(request) as record:
        try:
            saved = save_search(record, given.name, given.q, account.name)
        except RecordError as error:
            raise HTTPException(422, error.problem) from error
    return Json(asdict(saved), 201)


@router.delete("/searches/{name}", status_code=204, responses=documented(401, 403, 404, 503))
def forget(request: Request, name: Annotated[str, Place(max_length=LONGEST)], account: Corrector) -> Response:
    """Take out a search, by its name."""
    with writing(request) as record:
        try:
            forget_search(record, name)
        except RecordError as error:
            raise HTTPException(404, error.problem) from error
    return Response(status_code=204)
