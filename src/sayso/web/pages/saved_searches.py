"""Searches that people give a name, from the search page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sayso.record import Query, RecordError
from sayso.record.saved_searches import LONGEST, forget_search, save_search
from sayso.web.auth import SignedIn, own_form
from sayso.web.deps import writing
from sayso.web.query_params import LONGEST as LONGEST_WORDS
from sayso.web.query_params import address_of

router = APIRouter(dependencies=[Depends(own_form)])
_Name = Annotated[str, Form(max_length=LONGEST)]


@router.post("/searches")
def save(
    request: Request, account: SignedIn, name: _Name = "", words: Annotated[str, Form(max_length=LONGEST_WORDS)] = ""
) -> Response:
    """Keep a search under a name."""
    with writing(request) as record:
        try:
            save_search(record, name, words, account.name)
        except RecordError as error:
            raise HTTPException(422, error.problem) from error
    return RedirectResponse(address_of(Query(words=words)), 303)


@router.post("/searches/forget")
def forget(request: Request, account: SignedIn, name: _Name = "") -> Response:
    """Take out a saved search."""
    with writing(request) as record:
        try:
            forget_search(record, name)
        except RecordError as error:
            raise HTTPException(404, error.problem) from error
    return RedirectResponse("/", 303)
