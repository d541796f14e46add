"""Read now: what is pasted, or stands at an address, with its statements at once; nothing is kept."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response

from sayso.web.article_view import entries, paragraphs
from sayso.web.reading import MAX_TEXT
from sayso.web.render import page
from sayso.web.sessions import own_form, visitor
from sayso.web.site import limited, site

router = APIRouter()
MENU = (20, "Read now", "/read")
_ADDRESS = re.compile(r"https?://\S+", re.I)


@router.get("/read")
def form(request: Request) -> Response:
    """The form for what is to be read."""
    return page(request, "read_now.html", given="", article=None, problem=None, longest=MAX_TEXT)


@router.post("/read", dependencies=[Depends(own_form)])
def read(request: Request, given: Annotated[str, Form()] = "") -> Response:
    """The statements in what was given: an address, or a text, or HTML."""
    if visitor(request).account is None:
        limited(request, site(request).posts)
    try:
        readings = site(request).readings
        one = given.strip()
        made = readings.read(readings.at(one) if _ADDRESS.fullmatch(one) else readings.pasted(given, html=False))
    except HTTPException as error:
        return page(
            request, "read_now.html", status_code=error.status_code, given=given, article=None, problem=error.detail,
            longest=MAX_TEXT,
        )  # fmt: skip
    return page(
        request, "read_now.html", given=given, article=made, problem=None, longest=MAX_TEXT,
        paragraphs=paragraphs(made), entries=entries(made),
    )  # fmt: skip
