"""The audit: how outlets use their sources."""

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi import Query as Given
from pydantic import BaseModel, Field

from sayso.web.answers import answered, place
from sayso.web.asking import LONGEST, After, Day, filtered
from sayso.web.errors import documented
from sayso.web.questions import audited, part
from sayso.web.site import reading

router = APIRouter(tags=["audit"])


class Figure(BaseModel):
    """One figure of an outlet in a month."""

    outlet: str = Field(description="Its name, or (all), or (unknown).", examples=["Post"])
    month: str = Field(description="A month, or (all), or (unknown).", examples=["2026-03"])
    measure: str = Field(
        description="articles, statements (an article), sourcing, kind, people, words, source, distancing, endorsing or"
        " copied.",
        examples=["sourcing"],
    )
    of: str = Field(description="Of what kind; empty where there are no kinds.", examples=["unnamed"])
    value: float | None = Field(description="A share from 0 to 1, or a number; null: not known.", examples=[0.31])
    low: float | None = Field(
        description="Where its 95 % interval begins; null where there are fewer than 5 articles.", examples=[0.22]
    )
    high: float | None = Field(description="Where that ends.", examples=[0.4])
    n: int = Field(description="Of how many articles, statements, people or words it is a share.", examples=[112])


class Figures(BaseModel):
    items: list[Figure]
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")


@router.get("/audit", response_model=Figures, responses=documented(304, 503))
def audit(
    request: Request,
    outlet: Annotated[str, Given(max_length=LONGEST, description="Outlets with this in their name.")] = "",
    since: Day = None,
    until: Day = None,
    limit: Annotated[int, Given(ge=1, le=5_000, description="At most so many.")] = 500,
    after: After = None,
) -> Response:
    """Tell how outlets use their sources: all months together and each month; first all outlets, where there are
    several."""
    query = filtered(outlet=outlet, since=since, until=until)
    with reading(request) as record:
        rows = audited(record, query)
    some, following = part(rows, place(after) if after else None, limit)
    return answered(request, {"items": [asdict(r) for r in some], "next": following})
