"""The first page: search, with facets."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from sayso.record.articles import is_empty
from sayso.record.nearest import nearest
from sayso.record.query_words import as_typed
from sayso.record.saved_searches import saved_searches
from sayso.shown import PROBABLE
from sayso.web.auth import visitor
from sayso.web.deps import reading
from sayso.web.query_params import address_of, page_query
from sayso.web.render import page
from sayso.web.responses import cursor
from sayso.web.searching import found, marked, periods, tallies

router = APIRouter()


@router.get("/")
def search(request: Request) -> Response:
    """Statements that fit, and how many there are of what."""
    query = page_query(request)
    with reading(request) as record:
        if not request.query_params and visitor(request).account and is_empty(record):
            return RedirectResponse("/add", 303)
        some, key = found(record, query)
        tally = tallies(request)
        counts = tally.facets(record, query)
        near = None if some or query.after else nearest(record, query)
        return page(
            request,
            "search.html",
            query=query,
            found=some,
            hits=marked(some, query),
            near=near,
            total=counts.total,
            less_likely=tally.less_likely(record, query),
            probable=PROBABLE,
            counts=counts.counts,
            people=tally.people(record, query),
            periods=periods(counts),
            saved=saved_searches(record),
            typed=as_typed(query),
            next=cursor(key) if key else None,
            address=lambda path, **more: address_of(query, path, **more),
            address_at=address_of,
        )
