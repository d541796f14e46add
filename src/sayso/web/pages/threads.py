"""Threads: what several articles report as said at one occasion, in whose words."""

from fastapi import APIRouter, HTTPException, Request, Response

from sayso.linking import Report, thread
from sayso.record import Record
from sayso.record.nearest import nearest
from sayso.record.threads import newest_reports
from sayso.web.deps import reading
from sayso.web.feeds import Entry, atom, short
from sayso.web.query_params import Number, address_of, page_query
from sayso.web.render import page
from sayso.web.thread_view import MOST, Shown, listed, shown

router = APIRouter()
_NEWEST = 50  # reports of a feed


@router.get("/threads")
def threads(request: Request) -> Response:
    """What most articles report."""
    query = page_query(request)
    with reading(request) as record:
        found, following = listed(record, query)
        some = [shown(record, t) for t in found]
        near = None if some or query.after else nearest(record, query)
    return page(
        request, "threads.html", query=query, threads=some, next=following, most=MOST, near=near, at=address_of,
        address=lambda path, **more: address_of(query, path, **more),
    )  # fmt: skip


@router.get("/threads/{number}")
def one(request: Request, number: Number) -> Response:
    """Each report, with its words."""
    with reading(request) as record:
        return page(request, "thread.html", shown=_thread(record, number))


@router.get("/threads/{number}/feed.atom")
def feed(request: Request, number: Number) -> Response:
    """The reports, the newest in the record first."""
    with reading(request) as record:
        made = _thread(record, number)
        added = newest_reports(record.connection, number, _NEWEST)
    reports = {r.statement: r for r in made.thread.reports}
    entries = [_entry(reports[one.statement], one.added) for one in added if one.statement in reports]
    return atom(request, f"sayso: {short(made.head.content)}", f"/threads/{number}", entries)


def _thread(record: Record, number: int) -> Shown:
    found = thread(record, number)
    if found is None:
        raise HTTPException(404, f"There is no thread {number}.")
    return shown(record, found)


def _entry(r: Report, added: str) -> Entry:
    who = r.speakers or r.source or "(no source)"
    where = " · ".join(x for x in (r.outlet, r.title, r.published and r.published[:10]) if x)
    return Entry(f"/statements/{r.statement}", f"{who} {r.cue}: {short(r.content)}", r.outlet or who, added, where)
