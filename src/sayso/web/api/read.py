"""Reading what is sent, without keeping it."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from sayso import pages
from sayso.web.answers import Json
from sayso.web.api.models import ReadArticle
from sayso.web.errors import documented
from sayso.web.reading import MAX_TEXT
from sayso.web.sessions import Caller
from sayso.web.site import limited, site

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
def read(request: Request, given: ToRead, who: Caller) -> Response:
    """Read a text, HTML or a page at an address; nothing is kept. Addresses of private networks are refused."""
    if who is None:
        limited(request, site(request).posts)
    told = [x for x in (given.text, given.html, given.url) if x is not None]
    if len(told) != 1:
        raise HTTPException(422, "Give one of text, html and url.")
    readings = site(request).readings
    if given.text is not None:
        article = pages.read_text(given.text)
    elif given.html is not None:
        article = readings.pasted(given.html, html=True)
    else:
        article = readings.at(str(given.url))
    return Json(readings.read(article).to_dict())
