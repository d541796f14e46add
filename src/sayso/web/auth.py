"""Who asks: signed cookies for people in a browser, the tokens of their forms, API tokens for programs."""

import secrets
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, Form, HTTPException, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from itsdangerous import BadSignature, Signer

from sayso.record.accounts import SESSION, Account, Scope, account_of_session, account_of_token, has_accounts
from sayso.web.accounts import OWNER
from sayso.web.deps import reading, site
from sayso.web.settings import LOOPBACK

COOKIE = "sayso_session"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks for a page: the session of their cookie, and their account where they are signed in, or the owner."""

    session: str | None
    account: Account | None


def visitor(request: Request) -> Visitor:
    """Who asks. A cookie that is forged, or too old, is none."""
    known = getattr(request.state, "visitor", None)
    if isinstance(known, Visitor):
        return known
    session, account = _session(request), None
    if session or _is_here(request):
        with reading(request) as record:
            account = account_of_session(record, session) if session else None
            if account is None and _is_here(request) and not has_accounts(record):
                account = OWNER
    request.state.visitor = Visitor(session, account)
    return request.state.visitor  # type: ignore[no-any-return]


def form_token(request: Request) -> str:
    """What every form of a page must send back as `csrf`. Visitors without a session get one for it."""
    who = visitor(request)
    if who.session is None:
        who = request.state.visitor = Visitor(secrets.token_urlsafe(32), who.account)
        request.state.new_session = who.session
    return _forms(request).get_signature(who.session or "").decode()


def give_cookie(request: Request, response: Response, session: str) -> None:
    """Have the browser keep a session."""
    response.set_cookie(
        COOKIE,
        _cookies(request).sign(session).decode(),
        max_age=int(SESSION.total_seconds()),
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def own_form(request: Request, csrf: Annotated[str, Form()] = "") -> None:
    """A dependency: answers 403 to a form that was not sent from one of this site's own pages."""
    from_other = request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        from_other = True
    session = visitor(request).session
    if from_other or not session or not _forms(request).verify_signature(session, csrf):
        raise HTTPException(403, "This form is too old, or was not sent from this site: load its page again.")


def signed_in(request: Request) -> Account:
    """A dependency: the account of who asks. Leads others to the page for signing in."""
    account = visitor(request).account
    if account is None:
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        goal = f"/sign-in?next={quote(back if request.method == 'GET' else '/', safe='')}"
        raise HTTPException(303, "Sign in first.", {"Location": goal, "HX-Redirect": goal})
    return account


def admin(account: Annotated[Account, Depends(signed_in)]) -> Account:
    """A dependency: the account of who asks, where it is an admin's. Answers 403 to others."""
    if account.role != "admin":
        raise HTTPException(403, "Only admins may do this.")
    return account


SignedIn = Annotated[Account, Depends(signed_in)]
Admin = Annotated[Account, Depends(admin)]

_BEARER = HTTPBearer(auto_error=False, description="A token that `sayso accounts RECORD --token NAME` made.")
_Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]


def caller(request: Request, given: _Bearer) -> tuple[Account, Scope] | None:
    """A dependency of the API: whose token was shown; None without one. Answers 401 to one that is not known. Cookies
    do not count here, so that no other site can use them."""
    if given is None:
        if "authorization" in request.headers:
            raise _unknown()
        return None
    with reading(request) as record:
        found = account_of_token(record, given.credentials)
    if found is None:
        raise _unknown()
    return found


Caller = Annotated[tuple[Account, Scope] | None, Depends(caller)]


def corrector(who: Caller) -> Account:
    """A dependency of the API: the account whose token may correct. Answers 401 without a token, 403 for one that may
    only read."""
    if who is None:
        raise HTTPException(
            401, "This needs an API token: Authorization: Bearer TOKEN.", {"WWW-Authenticate": "Bearer"}
        )
    account, scope = who
    if scope != "correct":
        raise HTTPException(403, "This token may only read.")
    return account


Corrector = Annotated[Account, Depends(corrector)]


def _unknown() -> HTTPException:
    return HTTPException(401, "This API token is not known.", {"WWW-Authenticate": 'Bearer error="invalid_token"'})


def _is_here(request: Request) -> bool:
    """Whether a request comes from the machine itself, and through no other server: nobody else asks by its names."""
    settings = site(request).settings
    passed_on = {"forwarded", "via", "x-forwarded-for"} & set(request.headers)
    return (
        settings.is_local
        and not settings.names
        and not passed_on
        and request.client is not None
        and request.client.host in LOOPBACK
    )


def _session(request: Request) -> str | None:
    try:
        return _cookies(request).unsign(request.cookies.get(COOKIE, "")).decode()
    except (BadSignature, UnicodeDecodeError):
        return None


def _cookies(request: Request) -> Signer:
    return Signer(site(request).key, salt="session")


def _forms(request: Request) -> Signer:
    return Signer(site(request).key, salt="form")
