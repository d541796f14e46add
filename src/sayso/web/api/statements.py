"""Statements: searched, counted, one by one."""

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Query as Given

from sayso.record import Found
from sayso.record import statement as one
from sayso.web.api.models import Counts, FoundStatement, FoundStatements
from sayso.web.cached_queries import part
from sayso.web.deps import limited, reading, site
from sayso.web.errors import documented
from sayso.web.query_params import LONGEST, After, Asked, Filtered, Limit
from sayso.web.responses import answered, cursor, place
from sayso.web.searching import alike, found, tallies
from sayso.web.statement_ids import Id, statement_at

router = APIRouter(tags=["statements"])


@router.get("/statements", response_model=FoundStatements, responses=documented(304))
def search_statements(request: Request, query: Asked) -> Response:
    """Search statements of the latest versions: the best come first where words are looked for, else the latest day."""
    with reading(request) as record:
        some, key = found(record, query)
    return answered(request, {"items": [told(f) for f in some], "next": cursor(key) if key else None})


@router.get("/statements/counts", response_model=Counts, responses=documented(304))
def count_statements(request: Request, query: Filtered) -> Response:
    """Count the statements that fit, by act, stance, kind, event, sourcing and outlet."""
    with reading(request) as record:
        made = tallies(request).facets(record, query)
    of = {field: [{"value": v, "count": n} for v, n in some] for field, some in made.counts.items()}
    return answered(request, {"total": made.total, **of})


@router.get("/statements/like", response_model=FoundStatements, responses=documented(304, 429))
def find_similar_statements(
    request: Request,
    query: Filtered,
    text: Annotated[str, Given(min_length=1, max_length=LONGEST, examples=["the bridge will not be opened"])],
    limit: Limit = 20,
    after: After = None,
) -> Response:
    """Statements of a meaning in whatever words, the nearest first, at most 20; of those that fit the filters."""
    limited(request, site(request).posts)
    with reading(request) as record:
        near = [f for f, _ in alike(record, text, query)]
    some, following = part(near, place(after) if after else None, limit, lambda f: str(f.row["id"]))
    return answered(request, {"items": [told(f) for f in some], "next": following})


@router.get("/statements/{id}", response_model=FoundStatement, responses=documented(304, 308, 404, 410))
def get_statement(request: Request, id: Id) -> Response:
    """One statement, by its id."""
    with reading(request) as record:
        made = one(record, statement_at(request, record, id).id)
    assert made is not None
    return answered(request, told(made))


def told(found: Found) -> dict[str, Any]:
    """A statement as the API tells it."""
    row = {**found.row, "negated": bool(found.row["negated"]), "sentence": found.sentence}
    return {field: row[field] for field in FoundStatement.model_fields}
