"""Saying at once who said several statements."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sayso.web.auth import SignedIn, own_form
from sayso.web.correcting import Unsure, correct_statements
from sayso.web.correction_form import Text, correction, names
from sayso.web.deps import reading, writing
from sayso.web.linking import links_anew
from sayso.web.query_params import page_query
from sayso.web.render import page
from sayso.web.searching import found

router = APIRouter()
_TOGETHER = 100


@router.get("/correct")
def form(request: Request, account: SignedIn) -> Response:
    """The statements that a search finds, to be ticked."""
    return _form(request, None, "", ())


@router.post("/correct", dependencies=[Depends(own_form), Depends(links_anew)])
def save(
    request: Request,
    account: SignedIn,
    ids: Annotated[tuple[str, ...], Form(max_length=_TOGETHER)] = (),
    name: Text = "",
    why: Text = "",
    new_names: Text = "",
    asked: Text = "",
    meant: Text = "",
) -> Response:
    """Put those that were ticked down to somebody; it is taken back as one."""
    try:
        if not ids:
            raise HTTPException(422, "Tick the statements that are meant.")
        told = correction(account.name, why, new_names, {"speakers": names(name, asked, meant)})
        with writing(request) as record:
            correct_statements(record, ids, told)
    except HTTPException as error:
        if error.status_code != 422:
            raise
        return _form(request, error, name, ids)
    query = f"{request.url.query}&" if request.url.query else ""
    return RedirectResponse(f"/correct?{query}done={len(ids)}", 303)


def _form(request: Request, error: HTTPException | None, name: str, ticked: tuple[str, ...]) -> Response:
    done = request.query_params.get("done", "")
    with reading(request) as record:
        some, _ = found(record, page_query(request, _TOGETHER))
    return page(
        request,
        "correct_many.html",
        status_code=error.status_code if error else 200,
        found=some,
        search=urlencode([(k, v) for k, v in request.query_params.multi_items() if k not in ("done", "undone")]),
        name=name,
        ticked=ticked,
        done=int(done) if done.isascii() and done.isdigit() and len(done) < 4 else 0,
        undone="undone" in request.query_params,
        problem=error.detail if error else None,
        unsure=error if isinstance(error, Unsure) else None,
    )
