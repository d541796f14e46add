"""Pages made from the templates, all escaped."""

import datetime
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sayso import shown
from sayso.article import BETWEEN
from sayso.record.passages import Range
from sayso.text.characters import tame, without_turns
from sayso.web.assets import assets
from sayso.web.auth import Visitor, form_token, give_cookie, visitor
from sayso.web.menu import menu
from sayso.web.responses import tagged


def page(request: Request, template: str, *, status_code: int = 200, **context: Any) -> Response:
    """A page for who asks. Templates know `account`, `csrf()` for their forms, `path`, and what is given here."""
    who = visitor(request)
    response = HTMLResponse(_made(request, template, who, context), status_code)
    _keep_session(request, response)
    return tagged(request, response) if status_code == 200 else response


def fragment(
    request: Request, template: str, *, status_code: int = 200, headers: dict[str, str] | None = None, **context: Any
) -> Response:
    """A part of a page, for htmx to put in its place."""
    response = HTMLResponse(_made(request, template, visitor(request), context), status_code, headers)
    _keep_session(request, response)
    response.headers["Vary"] = "HX-Request"
    return response


def error_page(request: Request, status: int, title: str, detail: str, headers: dict[str, str] | None) -> Response:
    """The page that tells an error. It needs no record, which may be what is broken."""
    made = _made(request, "error.html", Visitor(None, None), {"status": status, "title": title, "detail": detail})
    return HTMLResponse(made, status, headers)


def _made(request: Request, template: str, who: Visitor, context: dict[str, Any]) -> bytes:
    asked = f"{request.url.path}?{request.url.query}"
    text = _ENVIRONMENT.get_template(template).render(
        account=who.account,
        csrf=lambda: form_token(request),
        path=request.url.path,
        menu=menu(asked.removesuffix("?")),
        assets=assets(),
        **context,
    )
    return tame(text).encode("utf-8", "replace")


def _keep_session(request: Request, response: Response) -> None:
    if session := getattr(request.state, "new_session", None):
        give_cookie(request, response, session)


def _plain(text: str | None) -> Markup:
    """Page text as HTML can hold it: escaped, without what turns the line round."""
    return Markup(str(escape(without_turns(text or ""))))


def _code(text: str) -> Markup:
    """Our own words, what stands in backticks as code."""
    pieces = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(x) if n % 2 else escape(x) for n, x in enumerate(pieces))


def _said(sentence: str, content: str, hits: Sequence[Range] = ()) -> Markup:
    """A sentence in which what was said is told apart, where it is there, and what was looked for is marked."""
    said: list[Range] = []
    at = 0
    for piece in (" ".join(x.split()) for x in content.split(BETWEEN)):
        start = sentence.find(piece, at)
        if start >= 0 and piece:
            at = start + len(piece)
            said.append((start, at))
    borders = sorted({0, len(sentence), *(x for ranges in (said, hits) for range in ranges for x in range)})
    out = Markup("")
    for start, end in pairwise(borders):
        piece = _plain(sentence[start:end])
        if _holds(hits, start):
            piece = Markup("<mark>{}</mark>").format(piece)
        out += Markup('<span class="said">{}</span>').format(piece) if _holds(said, start) else piece
    return out


def _holds(ranges: Sequence[Range], at: int) -> bool:
    return any(start <= at < end for start, end in ranges)


def _day(published: str | None) -> str:
    """A day as people write it."""
    return shown.day_of(published) or ""


def _is_link(url: str | None) -> bool:
    """Whether an address may be a link: no script hides behind http."""
    return bool(url) and str(url).startswith(("http://", "https://"))


def _short_day(day: str | None) -> str:
    try:
        when = datetime.date.fromisoformat((day or "")[:10])
    except ValueError:
        return ""
    return f"{when.day} {when:%b %Y}"


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"plain": _plain, "said": _said, "code": _code, "day": _day, "short_day": _short_day}
    made.filters |= {
        "unsure": shown.unsure,
        "doubt": shown.doubt_of,
        "not_known": shown.not_known,
        "chance": shown.chance,
        "less_likely": lambda confidence: "?all=1" if confidence < shown.PROBABLE else "",
    }
    made.tests |= {"link": _is_link}
    return made


_ENVIRONMENT = _environment()
