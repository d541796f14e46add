"""Check: what became of a quotation, or of each one in a draft, against the record."""

from collections import Counter
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, Response

from sayso.checking.checked import DOUBTFUL_FIRST, Checked
from sayso.record import Query, Record
from sayso.record.nearest import nearest
from sayso.web.auth import own_form, visitor
from sayso.web.checking import MAX_DRAFT, MAX_QUOTES, checked_draft, checked_quote, pieces, places
from sayso.web.deps import limited, reading, site
from sayso.web.render import page

router = APIRouter()
_LONGEST_ADDRESS = 4_000  # characters


@router.get("/check")
def shared(request: Request) -> Response:
    """The forms for a quotation and a draft; or the check of the quotation that the address tells."""
    quote, by, when = (request.query_params.get(name, "") for name in ("quote", "by", "when"))
    return _one(request, quote, by, when) if quote.strip() else _page(request, quote, by, when)


@router.post("/check", dependencies=[Depends(own_form)])
def check(
    request: Request,
    quote: Annotated[str, Form()] = "",
    by: Annotated[str, Form()] = "",
    when: Annotated[str, Form()] = "",
    draft: Annotated[str, Form()] = "",
    file: Annotated[bytes, File()] = b"",
) -> Response:
    """A quotation, or a draft where one is given or sent as a file."""
    if file:
        return _draft(request, file)
    return _draft(request, draft) if draft.strip() else _one(request, quote, by, when)


def _one(request: Request, quote: str, by: str, when: str) -> Response:
    _ask(request)
    try:
        with reading(request) as record:
            result = _result(record, checked_quote(record, quote, by, when))
    except HTTPException as error:
        return _page(request, quote, by, when, status_code=error.status_code, problem=error.detail)
    given = {"quote": quote, "by": by.strip(), "when": when.strip()}
    address = "/check?" + urlencode({k: v for k, v in given.items() if v}, errors="replace")
    return _page(request, quote, by, when, result=result, address=address if len(address) < _LONGEST_ADDRESS else None)


def _draft(request: Request, draft: str | bytes) -> Response:
    _ask(request)
    pasted = draft if isinstance(draft, str) else ""
    try:
        with reading(request) as record:
            made = checked_draft(request, record, draft)
            results = [_result(record, c) for c in made.checked]
    except HTTPException as error:
        return _page(request, "", "", "", draft=pasted, status_code=error.status_code, problem=error.detail)
    counts = Counter(c.verdict for c in made.checked)
    tally = [(verdict, counts[verdict]) for verdict in DOUBTFUL_FIRST if counts[verdict]]
    warned = sum(c.verdict in ("verbatim", "shortened") and not c.stands for c in made.checked)
    return _page(
        request, "", "", "", draft=pasted, results=results, tally=tally, warned=warned, unchecked=made.problems
    )


def _ask(request: Request) -> None:
    if visitor(request).account is None:
        limited(request, site(request).posts)


def _result(record: Record, checked: Checked) -> dict[str, Any]:
    return {
        "checked": checked,
        "pieces": pieces(checked.quote, checked.changes),
        "places": places(record, checked),
        "near": nearest(record, Query()) if checked.verdict == "not found" else None,
    }


def _page(
    request: Request, quote: str, by: str, when: str, *, status_code: int = 200, draft: str = "", **told: Any
) -> Response:
    blank: dict[str, Any] = {
        "result": None,
        "address": None,
        "results": None,
        "tally": [],
        "warned": 0,
        "unchecked": (),
        "problem": None,
    }
    return page(
        request, "check.html", status_code=status_code, quote=quote, by=by, when=when, draft=draft,
        longest=MAX_DRAFT, most=MAX_QUOTES, **blank | told,
    )  # fmt: skip
