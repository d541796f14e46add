"""The first page: search, with facets."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from sayso.record.articles import is_empty
from sayso.record.asked import as_typed
from sayso.record.nearest import nearest
from sayso.record.saved_searches import saved_searches
from sayso.shown import PROBABLE
from sayso.web.answers import cursor
from sayso.web.asking import address_of, page_query
from sayso.web.render import page
from sayso.web.searching import counted, found, marked, people_and_days
from sayso.web.sessions import visitor
from sayso.web.site import reading

router = APIRouter()


@router.get("/")
def search(request: Request) -> Response:
    """Statements that fit, and how many there are of what."""
    query = page_query(request)
    with reading(request) as record:
        if not request.query_params and visitor(request).account and is_empty(record):
            return RedirectResponse("/add", 303)
        some, key = found(record, query)
        counts = counted(request, record, query)
        people, periods = people_and_days(request, record, query)
        every = counted(request, record, replace(query, min_confidence=0.0)).total if query.least else counts.total
        near = None if some or query.after else nearest(record, query)
        return page(
            request,
            "search.html",
            query=query,
            found=some,
            hits=marked(some, query),
            near=near,
            total=counts.total,
            less_likely=every - counts.total,
            probable=PROBABLE,
            counts=counts.counts,
            people=people,
            periods=periods,
            saved=saved_searches(record),
            typed=as_typed(query),
            next=cursor(key) if key else None,
            address=lambda path, **more: address_of(query, path, **more),
            address_at=address_of,
        )
