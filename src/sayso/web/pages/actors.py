"""The actors of all articles: who they are, what they said, and what people say of who is one."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sayso.links.by_hand import Listed
from sayso.record import Query, Record, statement
from sayso.web import actor_corrections
from sayso.web.actor_view import article_numbers, known_actor, listed, over_time, profile, statements
from sayso.web.answers import place
from sayso.web.asking import LONGEST, Number, address_of
from sayso.web.feeds import atom, entry
from sayso.web.linking import links_anew
from sayso.web.questions import part
from sayso.web.render import page
from sayso.web.sessions import SignedIn, own_form, visitor
from sayso.web.site import reading, writing
from sayso.web.statement_ids import Id, statement_at

router = APIRouter()
MENU = (30, "Actors", "/actors")
_LISTED = 50
_STATEMENTS = 20
_ARTICLES = 50
_ALIKE = 8  # actors that may be the same
_NEWEST = 50  # statements of a feed
_Text = Annotated[str, Form(max_length=1_000)]
_OWN = [Depends(own_form), Depends(links_anew)]


@router.get("/actors")
def actors(request: Request) -> Response:
    """The known actors, those first who say most."""
    name, after = request.query_params.get("name", "").strip(), request.query_params.get("after")
    if len(name) > LONGEST:
        raise HTTPException(422, f"That is too long to look for: at most {LONGEST} characters.")
    with reading(request) as record:
        found = listed(record, name)
        waiting = record.connection.execute("SELECT count(*) FROM unlinked").fetchone()[0]
    some, following = part(found, place(after) if after else None, _LISTED)
    return page(
        request, "actors.html", name=name, total=len(found), found=some, after=after, next=following, waiting=waiting
    )


@router.get("/actors/{number}")
def actor(request: Request, number: Number) -> Response:
    """One of them."""
    return _shown(request, number)


@router.get("/actors/{number}/feed.atom")
def feed(request: Request, number: Number) -> Response:
    """What one says, the newest in the record first."""
    with reading(request) as record:
        known = known_actor(record, number)
        if known != number:
            return RedirectResponse(f"/actors/{known}/feed.atom", 303)
        name = record.connection.execute("SELECT name FROM known_actors WHERE id = ?", (known,)).fetchone()["name"]
        newest = sorted(statements(record, known), key=lambda s: s["number"], reverse=True)[:_NEWEST]
        entries = [entry(record, one) for s in newest if (one := statement(record, s["id"]))]
    return atom(request, f"sayso: {name}", f"/actors/{known}", entries)


@router.get("/statements/{id}/speakers/{position}")
def speaker(request: Request, id: Id, position: Number) -> Response:
    """Leads to the actor who is a statement's first, second … speaker; to what is said by that name where no actor is
    known."""
    with reading(request) as record:
        found = record.connection.execute(
            "SELECT a.name, l.known FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor"
            " LEFT JOIN actor_links AS l ON l.actor = a.id WHERE x.statement = ? AND x.role = 'speaker'"
            " ORDER BY x.position LIMIT 1 OFFSET ?",
            (statement_at(request, record, id).number, position - 1),
        ).fetchone()
    if found is None:
        raise HTTPException(404, f"Statement {id} has no speaker {position}.")
    return RedirectResponse(f"/actors/{found['known']}" if found["known"] else address_of(Query(by=found["name"])), 303)


@router.post("/actors/{number}/merge", dependencies=_OWN)
def merge(
    request: Request,
    number: Number,
    account: SignedIn,
    other: _Text = "",
    typed: _Text = "",
    why: _Text = "",
) -> Response:
    """Make another actor one with this one."""
    try:
        with writing(request) as record:
            two = _number(typed or other, "Choose who is the same, or give the number of its page.")
            one = actor_corrections.merge(record, number, two, account.name, why)
    except HTTPException as error:
        return _refused(request, number, error)
    return RedirectResponse(f"/actors/{one}", 303)


@router.post("/actors/{number}/split", dependencies=_OWN)
def split(
    request: Request,
    number: Number,
    account: SignedIn,
    article: _Text = "",
    why: _Text = "",
) -> Response:
    """Make another actor of who is this one in an article."""
    try:
        with writing(request) as record:
            chosen = _number(article, "Choose the article that means somebody else.")
            new = actor_corrections.split(record, number, chosen, account.name, why)
    except HTTPException as error:
        return _refused(request, number, error)
    return RedirectResponse(f"/actors/{new}", 303)


def _refused(request: Request, number: int, error: HTTPException) -> Response:
    """The page with what is wrong with a form of it."""
    if error.status_code != 422:
        raise error
    return _shown(request, number, str(error.detail))


def _shown(request: Request, number: int, problem: str = "") -> Response:
    given = request.query_params
    after, told, why = (given.get(name) for name in ("after", "told", "why"))
    with reading(request) as record:
        known = known_actor(record, number)
        if known != number:
            return RedirectResponse(f"/actors/{known}", 303)
        made = profile(record, known)
        rows = [s for s in made.said if s["told"]] if told else made.said
        some, following = part(rows, place(after) if after else None, _STATEMENTS)
        found = [one for s in some if (one := statement(record, s["id"]))]
        outer = {s["id"]: statement(record, s["parent"]) for s in some if s["told"]}
        members, more_members = part(made.members, place(why) if why else None, _ARTICLES)
        return page(
            request,
            "actor.html",
            status_code=422 if problem else 200,
            problem=problem,
            who=made.who,
            address_of_identifier=_address,
            made=made,
            time=over_time(made.days),
            told=bool(told),
            told_total=sum(s["told"] for s in made.said),
            found=found,
            outer=outer,
            after=after,
            next=following,
            members=members,
            why=why,
            next_members=more_members,
            numbers=article_numbers(record, members),
            alike=_alike(record, made.who) if visitor(request).account else [],
        )


def _alike(record: Record, who: Listed) -> list[Listed]:
    """Those who may be the same: with the last word of the name in theirs."""
    return [a for a in listed(record, who.name.split()[-1])[: _ALIKE + 1] if a.id != who.id][:_ALIKE]


def _address(kind: str, value: str) -> str | None:
    """Where an identifier leads: to Wikidata, or where it is an address itself."""
    if kind.lower() == "wikidata" and re.fullmatch("[PQL][1-9][0-9]*", value):
        return f"https://www.wikidata.org/wiki/{value}"
    return value if value.startswith(("http://", "https://")) else None


def _number(given: str, problem: str) -> int:
    digits = given.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise HTTPException(422, problem)
    return int(digits)
