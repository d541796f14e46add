"""What waits to be checked, first where an answer would settle most; and what was corrected, as training data."""

import json
import math
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from sayso.record import lessons
from sayso.shown import as_json
from sayso.web.answers import cursor, place
from sayso.web.correcting import doubtful, editable, place_of
from sayso.web.render import page
from sayso.web.sessions import SignedIn
from sayso.web.site import reading

router = APIRouter()
MENU = (60, "Review", "/review")
_TOGETHER = 10


@router.get("/review")
def review(request: Request, account: SignedIn, after: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The next statements to check."""
    try:
        begin = place_of(place(after)) if after else (math.inf, 0)
    except (ValueError, TypeError) as error:
        raise HTTPException(422, "after: is no place in the queue.") from error
    with reading(request) as record:
        some = doubtful(record, begin, _TOGETHER)
        left = record.connection.execute(
            "SELECT count(*) FROM statement_view AS f WHERE f.corrected_by IS NULL"
        ).fetchone()[0]
        asked = [(one, editable(request, record, one.row["id"]).candidates) for one, _ in some]
        on = None
        if len(some) == _TOGETHER:
            last, much = some[-1]
            on = cursor(json.dumps([much, last.row["number"]]))
        return page(request, "review.html", found=asked, left=left, next=on)


@router.get("/corrections.jsonl")
def training_data(request: Request, account: SignedIn) -> Response:
    """What people corrected, as training data in PolNeAR's shape."""
    with reading(request) as record:
        lines = "".join(as_json(lesson) + "\n" for lesson in lessons(record))
    return Response(
        lines.encode("utf-8", "replace"), media_type="application/x-ndjson", headers={
            "Content-Disposition": 'attachment; filename="corrections.jsonl"'
        },
    )  # fmt: skip
