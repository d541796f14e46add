"""Reading what is sent, without keeping it."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from sayso.web.api.models import ReadArticle
from sayso.web.auth import Caller
from sayso.web.bulk import Source, article_of
from sayso.web.deps import limited, site
from sayso.web.errors import documented
from sayso.web.reading import MAX_TEXT
from sayso.web.responses import Json

router = APIRouter(tags=["read"])


class ToRead(BaseModel):
    """One of the three."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "minProperties": 1,
            "maxProperties": 1,
            "examples": [{"text": "Mira Dolan said that the bridge would stay shut."}],
        },
    )
    text: Annotated[
        Annotated[str, Field(max_length=MAX_TEXT)] | SkipJsonSchema[None],
        Field(description="A text that is read as it stands: all offsets point into it."),
    ] = None
    html: Annotated[str | SkipJsonSchema[None], Field(description="A page, whose article is read.")] = None
    url: Annotated[
        Annotated[str, Field(max_length=2_000)] | SkipJsonSchema[None],
        Field(description="The http or https address of a page."),
    ] = None


@router.post(
    "/read",
    response_model=ReadArticle,
    responses=documented(401, 413, 429, 503),
    openapi_extra={"security": [{}]},  # or a token, for which one need not wait
)
def read_page(request: Request, given: ToRead, who: Caller) -> Response:
    """Read a text, HTML or a page at an address; nothing is kept. Addresses of private networks are refused."""
    if who is None:
        limited(request, site(request).posts)
    readings = site(request).readings
    return Json(readings.read(article_of(readings, source_of(given))).to_dict())


def source_of(given: ToRead) -> Source:
    """What is to be read. Answers 422 where it is not one."""
    if sum(x is not None for x in (given.text, given.html, given.url)) != 1:
        raise HTTPException(422, "Give one of text, html and url.")
    return Source(given.text, given.html, given.url)
