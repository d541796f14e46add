"""Taking back what one said last; names that complete as one types."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from sayso.record.names import completions
from sayso.record.versions import latest_of
from sayso.web.auth import SignedIn, own_form
from sayso.web.correcting import undone
from sayso.web.correction_form import Text
from sayso.web.deps import reading, writing
from sayso.web.linking import links_anew
from sayso.web.responses import Json

router = APIRouter()
_MOST = 8


@router.post("/undo", dependencies=[Depends(own_form), Depends(links_anew)])
def undo(request: Request, account: SignedIn, next: Text = "/review") -> Response:
    """Take back what who asks said last, of statements or of actors."""
    with writing(request) as record:
        undone(record, account.name)
    own = next if re.match(r"/(?![/\\])", next) else "/review"
    return RedirectResponse(f"{own}{'&' if '?' in own else '?'}undone=1", 303)


@router.get("/names")
def names(
    request: Request,
    account: SignedIn,
    q: Annotated[str, Query(max_length=200)] = "",
    article: Annotated[int, Query(ge=0, le=2**63 - 1)] = 0,
) -> Response:
    """Names with a word that begins so: those of an article's cast first, then of the record."""
    with reading(request) as record:
        return Json(completions(record, latest_of(record.connection, article), q, _MOST))
