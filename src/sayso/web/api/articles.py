"""Articles: listed, one by one, and their versions."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi import Query as Given
from pydantic import BaseModel, Field

from sayso.record import Record, changes
from sayso.record.articles import Listing
from sayso.record.articles import articles as listed
from sayso.record.rows import article as article_of
from sayso.web.answers import answered, cursor, place
from sayso.web.api.models import ListedArticle, ListedArticles, ReadArticle
from sayso.web.asking import LONGEST, After, Day, Limit, Number, selections
from sayso.web.errors import documented
from sayso.web.site import reading

router = APIRouter(tags=["articles"])


class Change(BaseModel):
    """A statement that came, went or was reworded."""

    version: int = Field(description="The version that it came with, counted from 1.", examples=[2])
    statement: str = Field(examples=["s4k8x2m7qd"])
    what: str = Field(description="came, went or reworded", examples=["reworded"])
    speakers: str
    before: str = Field(description="Cue and content; empty where it was not there.")
    after: str = Field(description="Cue and content; empty where it is not there.")


class Version(BaseModel):
    number: int = Field(examples=[1])
    added: str
    latest: bool


class Versions(BaseModel):
    versions: list[Version]
    changes: list[Change]


@router.get("/articles", response_model=ListedArticles, responses=documented(304))
def articles(
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
    items = [{field: row[field] for field in ListedArticle.model_fields} for row in rows[:limit]]
    return answered(request, {"items": items, "next": cursor(str(items[-1]["id"])) if len(rows) > limit else None})


@router.get("/articles/{number}", response_model=ReadArticle, responses=documented(304, 404))
def article(request: Request, number: Number) -> Response:
    """The latest version of an article with all that was read in it."""
    with reading(request) as record:
        return answered(request, article_of(record.connection, _latest(record, number)).to_dict())


@router.get("/articles/{number}/versions", response_model=Versions, responses=documented(304, 404))
def versions(request: Request, number: Number) -> Response:
    """All versions of an article, and which statements came, went or were reworded from one to the next."""
    with reading(request) as record:
        _latest(record, number)
        key = record.connection.execute("SELECT key FROM articles WHERE id = ?", (number,)).fetchone()["key"]
        rows = record.connection.execute(
            "SELECT number, added, latest FROM versions WHERE article = ? ORDER BY number", (number,)
        ).fetchall()
        changed = [
            {
                "version": c.number,
                "statement": c.statement,
                "what": c.what,
                "speakers": c.speakers,
                "before": c.before,
                "after": c.after,
            }
            for c in changes(record, key)
        ]
    told: list[dict[str, Any]] = [{**dict(row), "latest": bool(row["latest"])} for row in rows]
    return answered(request, {"versions": told, "changes": changed})


def _latest(record: Record, number: int) -> int:
    found = record.connection.execute("SELECT id FROM versions WHERE article = ? AND latest", (number,)).fetchone()
    if found is None:
        raise HTTPException(404, f"There is no article {number}.")
    version: int = found["id"]
    return version


def _number(after: str) -> int:
    given = place(after)
    if not (given.isascii() and given.isdigit() and len(given) < 19):
        raise HTTPException(422, "after: is no cursor: give the `next` of the answer before.")
    return int(given)
