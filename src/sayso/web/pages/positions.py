"""Who holds what about a matter, over time."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from sayso.analysis.position_chart import position_chart
from sayso.analysis.positions import Position
from sayso.record.nearest import nearest
from sayso.web.cached_queries import held, held_by, part
from sayso.web.deps import reading
from sayso.web.query_params import address_of, page_query
from sayso.web.render import page

router = APIRouter()
_TOGETHER = 25  # positions on a page
_SHOWN = 5  # statements of each


@router.get("/positions")
def positions(request: Request) -> Response:
    """A timeline, a table, and the statements that show each position."""
    query = page_query(request, _TOGETHER)
    problem = ""
    found: list[Position] = []
    with reading(request) as record:
        try:
            found = held(record, query) if query.about else []
        except ValueError as error:
            problem = str(error)
        near = None if found or problem or not query.about else nearest(record, query)
    some, following = part(found, query.after, _TOGETHER, held_by)
    return page(
        request,
        "positions.html",
        status_code=422 if problem else 200,
        query=query,
        problem=problem,
        near=near,
        at=address_of,
        total=len(found),
        found=some,
        actors=_by_actor(some),
        chart=_chart(query.about, some),
        undated=len({s.id for p in some for s in p.shown if s.day is None}),
        most=_SHOWN,
        next=following,
        address=lambda path, **more: address_of(query, path, **more),
        search=lambda p: "/?" + urlencode({"about": query.about, "by": p.actor}),
    )


def _chart(about: str, found: Sequence[Position]) -> str:
    """The timeline; its marks lead to the statements on the page, or else to their position."""
    here = {(n, s.id) for n, p in enumerate(found) for s in p.shown[:_SHOWN]}
    return position_chart(about, found, lambda n, s: f"p{n}s{s.id}" if (n, s.id) in here else f"p{n}")


def _by_actor(found: Iterable[Position]) -> list[list[tuple[int, Position]]]:
    """The positions with their places, those of an actor together."""
    grouped = groupby(enumerate(found), key=lambda x: (x[1].actor, x[1].known, x[1].titles))
    return [list(some) for _, some in grouped]
