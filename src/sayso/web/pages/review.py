"""What waits to be checked, first where an answer would settle most; and what was corrected, as training data."""

import json
import math
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response

from sayso.record import lessons
from sayso.record.agreement import NEEDS, agreement
from sayso.record.review import waiting
from sayso.shown import as_json
from sayso.web.auth import SignedIn
from sayso.web.correcting import doubtful, editable, place_of
from sayso.web.deps import reading
from sayso.web.render import page
from sayso.web.responses import cursor, place

router = APIRouter()
_TOGETHER = 10


@router.get("/review")
def review(
    request: Request,
    account: SignedIn,
    after: Annotated[str, Query(max_length=100)] = "",
    second: Annotated[str, Query(max_length=1)] = "",
    undone: Annotated[str, Query(max_length=1)] = "",
) -> Response:
    """The next statements to check; or those that others checked, to be checked by a second person."""
    try:
        begin = place_of(place(after)) if after else (math.inf, 0)
    except (ValueError, TypeError) as error:
        raise HTTPException(422, "after: is no place in the queue.") from error
    with reading(request) as record:
        by = account.name if second else None
        some = doubtful(record, begin, _TOGETHER, by)
        left = waiting(record, by)
        asked = [(one, editable(request, record, one.row["id"]).candidates) for one, _ in some]
        on = None
        if len(some) == _TOGETHER:
            last, much = some[-1]
            on = cursor(json.dumps([much, last.row["number"]]))
        return page(request, "review.html", found=asked, left=left, next=on, second=bool(second), undone=bool(undone))


@router.get("/review/agreement")
def agree(request: Request, account: SignedIn) -> Response:
    """How far people agree who checked the same statements."""
    with reading(request) as record:
        found = agreement(record)
    return page(request, "agreement.html", found=found, needs=NEEDS)


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
