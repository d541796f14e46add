"""Search by meaning."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from sayso.record.nearest import nearest
from sayso.web import searching
from sayso.web.auth import visitor
from sayso.web.deps import limited, reading, site
from sayso.web.query_params import LONGEST, address_of, page_query
from sayso.web.render import page

router = APIRouter()


@router.get("/like")
def by_meaning(request: Request) -> Response:
    """Statements of a meaning, the nearest first; of those that fit the filters, where the address has any."""
    text = request.query_params.get("text", "").strip()[:LONGEST]
    found = []
    if text:
        if visitor(request).account is None:
            limited(request, site(request).posts)
        with reading(request) as record:
            query = replace(page_query(request), after=None)
            found = searching.alike(record, text, query)
            near = None if found else nearest(record, query)
            return page(request, "like.html", text=text, found=found, near=near, at=address_of)
    return page(request, "like.html", text=text, found=found, near=None)
