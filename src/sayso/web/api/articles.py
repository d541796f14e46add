"""Articles: listed, one by one, and their versions."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi import Query as Given
from pydantic import BaseModel, Field

from sayso.record import Record
from sayso.record.articles import Listing
from sayso.record.articles import articles as listed
from sayso.record.rows import article as article_of
from sayso.record.versions import latest_of, versions
from sayso.web.api.models import ListedArticle, ListedArticles, ReadArticle
from sayso.web.deps import reading
from sayso.web.errors import documented
from sayso.web.query_params import LONGEST, After, Day, Limit, Number, selections
from sayso.web.responses import answered, cursor, place

router = APIRouter(tags=["articles"])


class Version(BaseModel):
    number: int = Field(examples=[1])
    added: str
    latest: bool
    edited: bool = Field(description="Whether the outlet changed it since the version before.")


class Versions(BaseModel):
    versions: list[Version]


@router.get("/articles", response_model=ListedArticles, responses=documented(304))
def list_articles(
    request: Request,
    url: Annotated[str | None, Given(max_length=2_000, description="Only the article of this address.")] = None,
    q: Annotated[str, Given(max_length=LONGEST, description="All of these words stand in title or text.")] = "",
    outlet: Annotated[str, Given(max_length=LONGEST, description="In an outlet with this in its name.")] = "",
    since: Annotated[Day, Given(description="Published on this day or later.")] = None,
    until: Annotated[Day, Given(description="Published on this day or earlier.")] = None,
    limit: Limit = 20,
    after: After = None,
) -> Response:
    """List articles, the last added first."""
    query, _ = selections({"outlet": outlet, "since": since or "", "until": until or ""})
    listing = Listing(
        q, query.outlet, query.published_since, query.published_until, url, _number(after) if after else None
    )
    with reading(request) as record:
        rows, _ = listed(record, listing, limit + 1)
    items = [{field: getattr(row, field) for field in ListedArticle.model_fields} for row in rows[:limit]]
    return answered(request, {"items": items, "next": cursor(str(items[-1]["id"])) if len(rows) > limit else None})


@router.get("/articles/{number}", response_model=ReadArticle, responses=documented(304, 404))
def get_article(request: Request, number: Number) -> Response:
    """The latest version of an article with all that was read in it."""
    with reading(request) as record:
        return answered(request, article_of(record.connection, _latest(record, number)).to_dict())


@router.get("/articles/{number}/versions", response_model=Versions, responses=documented(304, 404))
def list_versions(request: Request, number: Number) -> Response:
    """All versions of an article; what was changed from one to the next is told by `changes`."""
    with reading(request) as record:
        _latest(record, number)
        found = versions(record.connection, number)
    told = [{"number": v.number, "added": v.added, "latest": v.latest, "edited": v.edited} for v in found]
    return answered(request, {"versions": told})


def _latest(record: Record, number: int) -> int:
    latest = latest_of(record.connection, number)
    if latest is None:
        raise HTTPException(404, f"There is no article {number}.")
    return latest


def _number(after: str) -> int:
    given = place(after)
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise HTTPException(422, "after: is no cursor: give the `next` of the answer before.")
    return int(given)
