"""The audit: how outlets use their sources."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi import Query as Given
from pydantic import BaseModel, Field

from sayso.analysis import audit as figures
from sayso.analysis import compare
from sayso.web.cached_queries import audited, differences, part
from sayso.web.deps import reading
from sayso.web.errors import documented
from sayso.web.query_params import AUDIT, LONGEST, After, Day, selections
from sayso.web.responses import answered, place

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
    per_article: float | None = Field(description="How many there are in an article.", examples=[2.5])
    per_article_low: float | None = Field(description="Where the interval of that begins.")
    per_article_high: float | None = Field(description="Where it ends.")
    per_1000_words: float | None = Field(description="How many in 1,000 words of the articles' text.", examples=[3.1])
    per_1000_words_low: float | None = Field(description="Where the interval of that begins.")
    per_1000_words_high: float | None = Field(description="Where it ends.")
    statements: int | None = Field(description="How many statements are behind it, which the search finds.")
    query: str = Field(description="The search, as a command.", examples=["sayso search RECORD --counted"])
    address: str = Field(description="The search, as an address here.", examples=["/?counted=1"])


class Figures(BaseModel):
    items: list[Figure]
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")


class Difference(BaseModel):
    """One figure of two selections."""

    measure: str = Field(description="As of a figure.", examples=["sourcing"])
    of: str = Field(description="Of what kind.", examples=["unnamed"])
    unit: str = Field(description="share, per article, per 1,000 words or articles.", examples=["share"])
    value: float | None = Field(description="That of the first.", examples=[0.31])
    against: float | None = Field(description="That of the second.", examples=[0.25])
    difference: float | None = Field(description="The first less the second.", examples=[0.06])
    low: float | None = Field(
        description="Where the 95 % interval of the difference begins; null where either has fewer than 5 articles."
    )
    high: float | None = Field(description="Where that ends.")
    n: int = Field(description="Of how many the first is a share.")
    n_against: int = Field(description="Of how many the second is one.")
    statements: int | None = Field(description="How many statements are behind the first.")
    statements_against: int | None = Field(description="How many are behind the second.")
    query: str = Field(description="The search that finds those of the first, as a command.")
    query_against: str = Field(description="That of the second.")
    address: str = Field(description="The search of the first, as an address here.")
    address_against: str = Field(description="That of the second.")


class Differences(BaseModel):
    items: list[Difference]
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")


Outlet = Annotated[
    str, Given(max_length=LONGEST, description='Outlets with this in their name; "in quotation marks" the whole name.')
]
Most = Annotated[int, Given(ge=1, le=5_000, description="At most so many.")]


@router.get("/audit", response_model=Figures, responses=documented(304, 503))
def get_audit(
    request: Request, outlet: Outlet = "", since: Day = None, until: Day = None, limit: Most = 500, after: After = None
) -> Response:
    """Tell how outlets use their sources: all months together and each month; first all outlets, where there are
    several."""
    first, _ = selections({"outlet": outlet, "since": since or "", "until": until or ""})
    with reading(request) as record:
        rows = audited(record, first)
    some, following = part(
        rows, place(after) if after else None, limit, lambda r: f"{r.outlet} {r.month} {r.measure} {r.of}"
    )
    return answered(request, {"items": [figures.as_told(r) for r in some], "next": following})


@router.get("/audit/differences", response_model=Differences, responses=documented(304, 503))
def compare_audits(
    request: Request,
    outlet: Outlet = "",
    since: Day = None,
    until: Day = None,
    against: Outlet = "",
    against_since: Day = None,
    against_until: Day = None,
    limit: Most = 500,
    after: After = None,
) -> Response:
    """Tell how two outlets, or one on other days, differ. What is not given of the second is as it is of the first."""
    given = (outlet, since, until, against, against_since, against_until)
    first, second = selections({name: value or "" for name, value in zip(AUDIT, given, strict=True)})
    if second is None:
        raise HTTPException(422, "against: give another outlet, or against_since or against_until other days.")
    with reading(request) as record:
        rows = differences(record, first, second)
    some, following = part(rows, place(after) if after else None, limit, lambda d: f"{d.measure} {d.of} {d.unit}")
    return answered(request, {"items": [compare.as_told(d) for d in some], "next": following})
