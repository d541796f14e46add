"""Threads, and where an article was seen elsewhere."""

from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi import Query as Given
from pydantic import BaseModel, Field

from sayso.article import Act, Kind, Stance
from sayso.linking import Thread, thread
from sayso.record.versions import key_of
from sayso.web.api.check import ChangedWords
from sayso.web.api.models import ActorIdentifiers, ActorIds, ActorNames, ActorTypes
from sayso.web.deps import reading
from sayso.web.errors import documented
from sayso.web.query_params import LONGEST, After, Day, Limit, Number, filtered
from sayso.web.related_coverage import elsewhere
from sayso.web.responses import answered, place
from sayso.web.thread_view import listed

router = APIRouter(tags=["threads"])


class ThreadReport(BaseModel):
    """How one statement reports an utterance."""

    statement: str = Field(examples=["s4k8x2m7qd"])
    article: str = Field(
        description="Its article's address, or its id where it has none.", examples=["https://post.example/bridge"]
    )
    url: str | None
    outlet: str | None = Field(examples=["Post"])
    title: str | None = Field(examples=["Bridge stays shut"])
    published: str | None = Field(examples=["2026-03-13"])
    day: str | None = Field(description="The day of saying, or else of the article.", examples=["2026-03-13"])
    speakers: str = Field(description="Names, '; ' between.", examples=["Mira Dolan"])
    source: str = Field(examples=["she"])
    cue: str = Field(examples=["said"])
    content: str = Field(examples=["“We found cracks in five pillars,”"])
    kind: Kind
    act: Act
    stance: Stance = Field(description="The writer's own: claimed is distancing, revealed endorsing.")
    primary: bool = Field(description="Whether it stands in a transcript, speech or release.")
    repeats: str | None = Field(description="The article that its own is a copy of.")
    changes: list[ChangedWords] | None = Field(
        description="How it differs from the fullest quotation; null where it does not quote, or none does."
    )
    cut: list[str] = Field(description="Words of the fullest quotation that this one leaves out, as far as it quotes.")
    chance: float | None = Field(description="How likely it is that this is the same utterance.", examples=[0.91])
    credit: float | None = Field(description="How likely the least likely of the speakers is.", examples=[0.97])
    candidates: str | None = Field(description="Others who may have said it, '; ' between.")
    actor_ids: ActorIds
    actors: ActorNames
    actor_types: ActorTypes
    actor_identifiers: ActorIdentifiers


class FoundThread(BaseModel):
    """Statements that report one utterance: a primary source comes first, then what was printed first."""

    id: int | None = Field(examples=[4])
    loose: bool = Field(description="Whether it may have more in it than one utterance: never in this answer.")
    articles: int = Field(examples=[3])
    independent: int = Field(description="Copies of one text count once.", examples=[2])
    speakers: list[str] = Field(description="All who are said to have said it.", examples=[["Mira Dolan"]])
    disputed: bool = Field(description="Whether the articles disagree on the speaker.")
    fullest: str | None = Field(description="The statement that quotes most; null where none quotes.")
    reports: list[ThreadReport]


class FoundThreads(BaseModel):
    items: list[FoundThread]
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")


class OtherArticle(BaseModel):
    id: int = Field(examples=[3])
    title: str | None = Field(examples=["Bridge stays shut"])
    outlet: str | None = Field(examples=["Post"])
    published: str | None = Field(examples=["2026-03-13"])
    url: str | None


class SharedText(BaseModel):
    article: OtherArticle
    share: float = Field(description="Of the copy's words, how many stand in the original; 0 to 1.", examples=[0.83])


class ReportedElsewhere(BaseModel):
    """A statement of the article that others report too."""

    statement: str = Field(examples=["s4k8x2m7qd"])
    who: str = Field(examples=["Mira Dolan"])
    content: str = Field(examples=["“We found cracks in five pillars,”"])
    thread: int = Field(examples=[4])
    others: int = Field(description="How many other articles report it.", examples=[2])


class SeenElsewhere(BaseModel):
    agency: str | None = Field(description="The news agency that the article credits.", examples=["Reuters"])
    original: SharedText | None = Field(description="The article that it repeats.")
    copied: int = Field(description="How many articles repeat it.", examples=[1])
    copies: list[SharedText] = Field(description="The earliest 20 of these.")
    threads: list[ReportedElsewhere]
    more: list[OtherArticle] = Field(description="Articles on the same matter, at most 8, the nearest first.")


@router.get("/threads", response_model=FoundThreads, responses=documented(304, 503))
def list_threads(
    request: Request,
    q: Annotated[
        str,
        Given(max_length=LONGEST, description="Statements with all of these words, as for `/statements`."),
    ] = "",
    by: Annotated[str, Given(max_length=LONGEST, description="Said by somebody with this in the name.")] = "",
    since: Day = None,
    until: Day = None,
    limit: Limit = 20,
    after: After = None,
) -> Response:
    """List what several articles report as said at one occasion: what most articles report comes first, at most 100 in
    all."""
    query = replace(filtered(q=q, by=by, since=since, until=until), limit=limit, after=place(after) if after else None)
    with reading(request) as record:
        found, following = listed(record, query)
    return answered(request, {"items": [_told(t) for t in found], "next": following})


@router.get("/threads/{number}", response_model=FoundThread, responses=documented(304, 404))
def get_thread(request: Request, number: Number) -> Response:
    """One thread with all its reports."""
    with reading(request) as record:
        found = thread(record, number)
    if found is None:
        raise HTTPException(404, f"There is no thread {number}.")
    return answered(request, _told(found))


@router.get("/articles/{number}/elsewhere", response_model=SeenElsewhere, responses=documented(304, 404))
def get_elsewhere(request: Request, number: Number) -> Response:
    """Where an article was seen elsewhere: whose text it repeats, who repeats it, who reports the same statements."""
    with reading(request) as record:
        if key_of(record.connection, number) is None:
            raise HTTPException(404, f"There is no article {number}.")
        return answered(request, asdict(elsewhere(record, number)))


def _told(found: Thread) -> dict[str, Any]:
    """A thread as the API tells it."""
    reports = [
        {**asdict(r), "changes": None if r.changes is None else [c.to_dict() for c in r.changes]} for r in found.reports
    ]
    return {**asdict(found), "disputed": found.disputed, "reports": reports}
