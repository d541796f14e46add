"""Search by meaning."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from sayso.web import searching
from sayso.web.asking import LONGEST, page_query
from sayso.web.render import page
from sayso.web.sessions import visitor
from sayso.web.site import limited, reading, site

router = APIRouter()


@router.get("/like")
def nearest(request: Request) -> Response:
    """Statements of a meaning, the nearest first; of those that fit the filters, where the address has any."""
    text = request.query_params.get("text", "").strip()[:LONGEST]
    found = []
    if text:
        if visitor(request).account is None:
            limited(request, site(request).posts)
        with reading(request) as record:
            found = searching.alike(record, text, replace(page_query(request), after=None))
            return page(request, "like.html", text=text, found=found)
    return page(request, "like.html", text=text, found=found)
