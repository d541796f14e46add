"""Reading many texts and pages, which goes on behind the answer; nothing is kept in the record."""

from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from sayso.web.api.models import ReadArticle
from sayso.web.api.read import ToRead, source_of
from sayso.web.auth import Caller
from sayso.web.bulk import MOST, BulkReader, Result
from sayso.web.cached_queries import part
from sayso.web.deps import limited, network, site
from sayso.web.errors import Error, documented
from sayso.web.jobs import Job, State, TooMany
from sayso.web.query_params import After, Limit
from sayso.web.responses import Json, place

router = APIRouter(tags=["read"])
Id = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The id that the job was answered with.")]


class ManyToRead(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"items": [{"text": "Mira Dolan said that it rained."}, {"url": "https://post.example/1"}]}]
        },
    )
    items: Annotated[list[ToRead], Field(min_length=1, max_length=MOST, description="At most 100, 1 MiB in all.")]


class ReadJob(BaseModel):
    """Reading that goes on behind the answers, and how far it is."""

    id: str = Field(examples=["0f3a9c61d2b84e75a1c05b9d7e3f6482"])
    state: State = Field(examples=["running"])
    total: int = Field(description="How many texts and pages it has.", examples=[40])
    done: int = Field(description="How many of these were read, or could not be.", examples=[17])
    failed: int = Field(description="How many could not be.", examples=[1])


class ReadItem(BaseModel):
    """What came of one text or page."""

    position: int = Field(description="Its place among those that were given, from 1.", examples=[1])
    article: ReadArticle | None = Field(description="Null where it could not be read.")
    error: Error | None = Field(description="Why it could not be read.")


class ReadItems(BaseModel):
    items: list[ReadItem] = Field(description="In the order that they were given in.")
    next: str | None = Field(
        description="Give it as `after` for what follows of what is done by now; null where that is all."
    )


@router.post(
    "/reads",
    status_code=202,
    response_model=ReadJob,
    responses=documented(401, 413, 429, 503),
    openapi_extra={"security": [{}]},
)
def begin_reads(request: Request, given: ManyToRead, who: Caller) -> Response:
    """Read many texts and pages, one after the other, behind the answer: it gives a job that tells how far that is.
    What came of it is held for an hour, and nothing is kept in the record. Of one who asks two jobs go on at once."""
    if who is None:
        limited(request, site(request).posts)
    sources = [source_of(one) for one in given.items]
    job = Job[Result](who[0].name if who else network(request))
    reader = BulkReader(site(request).readings, job.stop)
    tasks = [partial(reader.read, n, source) for n, source in enumerate(sources, 1)]
    try:
        site(request).reads.begin(job, tasks)
    except TooMany as error:
        status, told = (429, "Two of your jobs go on") if error.own else (503, "Too many jobs wait")
        raise HTTPException(status, f"{told}: begin another when one is done.", {"Retry-After": "30"}) from error
    return Json(_told(job), 202, {"Location": f"/api/v1/reads/{job.id}"})


@router.get("/reads/{id}", response_model=ReadJob, responses=documented(404))
def get_reads(request: Request, id: Id) -> Response:
    """Tell how far a job is."""
    return Json(_told(_job(request, id)))


@router.get("/reads/{id}/items", response_model=ReadItems, responses=documented(404))
def list_read_items(request: Request, id: Id, limit: Limit = 20, after: After = None) -> Response:
    """What came of a job so far: articles as `POST /read` gives them, and why others could not be read."""
    done = list(_job(request, id).results)
    some, following = part(done, place(after) if after else None, limit, lambda r: str(r.position))
    return Json({"items": [asdict(r) for r in some], "next": following})


@router.delete("/reads/{id}", status_code=204, responses=documented(404))
def cancel_reads(request: Request, id: Id) -> Response:
    """End a job where it is, and forget what came of it."""
    site(request).reads.cancel(_job(request, id))
    return Response(status_code=204)


def _job(request: Request, id: str) -> Job[Result]:
    if job := site(request).reads.find(id):
        return job
    raise HTTPException(404, "There is no such job: it was cancelled, or done for more than an hour.")


def _told(job: Job[Result]) -> dict[str, Any]:
    done = list(job.results)
    failed = sum(r.error is not None for r in done)
    return {"id": job.id, "state": job.state, "total": job.total, "done": len(done), "failed": failed}
