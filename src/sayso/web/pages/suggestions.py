"""How a search that is being typed may go on."""

from fastapi import APIRouter, HTTPException, Request, Response

from sayso.record.suggestions import suggestions
from sayso.web.deps import reading
from sayso.web.query_params import LONGEST
from sayso.web.render import fragment

router = APIRouter()


@router.get("/suggestions")
def suggested(request: Request) -> Response:
    """What may stand where one types, for the list below the search box."""
    typed = request.query_params.get("q", "")
    if len(typed) > LONGEST:
        raise HTTPException(422, f"That is too long to search for: at most {LONGEST} characters.")
    with reading(request) as record:
        return fragment(request, "parts/suggestions.html", suggestions=suggestions(record, typed))
