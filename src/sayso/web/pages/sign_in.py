"""Signing in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from sayso.record.accounts import begin_session, end_session
from sayso.web.accounts import verified
from sayso.web.auth import COOKIE, give_cookie, own_form, visitor
from sayso.web.deps import limited, reading, site, writing
from sayso.web.render import page

router = APIRouter()


@router.get("/sign-in")
def form(request: Request, next: str = "/") -> Response:
    """The form to sign in."""
    return page(request, "sign_in.html", next=_own(next), name="", problem=None)


@router.post("/sign-in", dependencies=[Depends(own_form)])
def sign_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Lead who signed in on to where they wanted to go; the session is a new one."""
    limited(request, site(request).sign_ins)
    with reading(request) as record:
        account = verified(record, name, password)
    if account is None:
        problem = "No account has this name and password."
        return page(request, "sign_in.html", status_code=401, next=_own(next), name=name, problem=problem)
    with writing(request) as record:
        session = begin_session(record, account)
    response = RedirectResponse(_own(next), 303)
    give_cookie(request, response, session)
    return response


@router.post("/sign-out", dependencies=[Depends(own_form)])
def sign_out(request: Request) -> Response:
    """End the session, wherever its cookie went."""
    if session := visitor(request).session:
        with writing(request) as record:
            end_session(record, session)
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE)
    return response


def _own(address: str) -> str:
    """An address of this site; its first page for any other, where a forged link may lead."""
    own = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if own else "/"
