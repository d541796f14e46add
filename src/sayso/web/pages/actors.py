"""The actors of all articles: who they are, what they said, and what people say of who is one."""

import re
from collections.abc import Callable
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sayso.article import ActorType, Gender
from sayso.linking.actor_corrections import id_of, number_of
from sayso.linking.similar_names import similar
from sayso.record import Query, Record, statement
from sayso.record.actor_statements import said_by, speaker_at
from sayso.record.known_actors import known_actor
from sayso.record.listed_actors import Listed
from sayso.record.nearest import nearest
from sayso.record.unlinked import waiting
from sayso.record.versions import numbers_of
from sayso.web import actor_corrections, actor_ids
from sayso.web.actor_ids import actor_at
from sayso.web.actor_view import listed, profile
from sayso.web.auth import SignedIn, own_form, visitor
from sayso.web.cached_queries import part
from sayso.web.columns import over_time
from sayso.web.deps import reading, writing
from sayso.web.feeds import atom, cut, entries
from sayso.web.linking import links_anew
from sayso.web.query_params import LONGEST, Number, address_of
from sayso.web.render import page
from sayso.web.responses import place
from sayso.web.statement_ids import Id, statement_at

router = APIRouter()
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
    return _list(request, "")


@router.post("/actors/merge", dependencies=_OWN)
def merge_ticked(
    request: Request,
    account: SignedIn,
    ids: Annotated[tuple[Annotated[str, Form(max_length=61)], ...], Form(max_length=_LISTED)] = (),
    why: _Text = "",
) -> Response:
    """Make those who were ticked one with the first of them; it is taken back as one."""
    try:
        if len(ids) < 2:
            raise HTTPException(422, "Tick two or more who are one.")
        with writing(request) as record:
            known = actor_corrections.merge(record, number_of(record, ids[0]), ids[1:], account.name, why)
            now = id_of(record, known)
    except HTTPException as error:
        if error.status_code != 422:
            raise
        return _list(request, str(error.detail))
    return RedirectResponse(f"/actors/{now}", 303)


def _list(request: Request, problem: str) -> Response:
    name, after = request.query_params.get("name", "").strip(), request.query_params.get("after")
    if len(name) > LONGEST:
        raise HTTPException(422, f"That is too long to look for: at most {LONGEST} characters.")
    with reading(request) as record:
        found = listed(record, name)
        unlinked = waiting(record.connection)
        near = None if found else nearest(record, Query(by=name or None))
        alike = similar(record, name) if name and not found else []
    some, following = part(found, place(after) if after else None, _LISTED, lambda a: a.id)
    return page(
        request, "actors.html", status_code=422 if problem else 200, problem=problem,
        undone="undone" in request.query_params, name=name, total=len(found), found=some, after=after, next=following,
        waiting=unlinked, near=near, alike=alike, at=address_of,
    )  # fmt: skip


@router.get("/actors/{id}")
def actor(request: Request, id: actor_ids.Id) -> Response:
    """One actor: who it is, what it said, and why it is this one."""
    return _shown(request, id)


@router.get("/actors/{id}/feed.atom")
def feed(request: Request, id: actor_ids.Id) -> Response:
    """What one says, the newest in the record first."""
    with reading(request) as record:
        known = actor_at(request, record, id)
        who = known_actor(record.connection, known)
        assert who is not None
        said = [s for s in said_by(record.connection, known) if s.event == "speech"]
        newest = sorted(said, key=lambda s: s.number, reverse=True)[:_NEWEST]
        made = entries(record, [one for s in newest if (one := statement(record, s.id))]) + cut(record, who.name)
    newest_first = sorted(made, key=lambda e: e.updated, reverse=True)
    return atom(request, f"sayso: {who.name}", f"/actors/{id}", newest_first)


@router.get("/statements/{id}/speakers/{position}")
def speaker(request: Request, id: Id, position: Number) -> Response:
    """Leads to the actor who is a statement's first, second … speaker; to what is said by that name where no actor is
    known."""
    with reading(request) as record:
        found = speaker_at(record.connection, statement_at(request, record, id).number, position - 1)
    if found is None:
        raise HTTPException(404, f"Statement {id} has no speaker {position}.")
    name, known = found
    return RedirectResponse(f"/actors/{known}" if known else address_of(Query(by=name)), 303)


@router.post("/actors/{id}/merge", dependencies=_OWN)
def merge(
    request: Request,
    id: actor_ids.Id,
    account: SignedIn,
    other: _Text = "",
    typed: _Text = "",
    why: _Text = "",
) -> Response:
    """Make another actor one with this one."""
    two = (typed or other).strip().rstrip("/").rpartition("/")[2]

    def say(record: Record, known: int) -> int:
        if not two:
            raise HTTPException(422, "Choose who is the same, or give the id of its page.")
        return actor_corrections.merge(record, known, [two], account.name, why)

    return _corrected(request, id, say)


@router.post("/actors/{id}/unmerge", dependencies=_OWN)
def unmerge(request: Request, id: actor_ids.Id, account: SignedIn) -> Response:
    """Take the last merge of this one back."""
    return _corrected(request, id, lambda record, known: actor_corrections.unmerge(record, known, account.name))


@router.post("/actors/{id}/edit", dependencies=_OWN)
def edit(
    request: Request,
    id: actor_ids.Id,
    account: SignedIn,
    name: _Text = "",
    type: _Text = "",
    gender: _Text = "",
    titles: _Text = "",
    why: _Text = "",
) -> Response:
    """Say what this one is."""

    def say(record: Record, known: int) -> int:
        before = profile(record, known).who
        if type not in get_args(ActorType) or gender not in ("", *get_args(Gender)) or not name.strip():
            raise HTTPException(422, "Give a name, and choose type and gender from the lists.")
        given = {
            "name": name.strip(), "type": type, "gender": gender or None,
            "titles": [t.strip() for t in titles.split(";") if t.strip()],
        }  # fmt: skip
        values = {field: value for field, value in given.items() if value != _held(before, field)}
        actor_corrections.edit(record, known, values, account.name, why)
        return known

    return _corrected(request, id, say)


@router.post("/actors/{id}/split", dependencies=_OWN)
def split(
    request: Request,
    id: actor_ids.Id,
    account: SignedIn,
    article: _Text = "",
    why: _Text = "",
) -> Response:
    """Make another actor of who is this one in an article."""

    def say(record: Record, known: int) -> int:
        chosen = _number(article, "Choose the article that means somebody else.")
        return actor_corrections.split(record, known, chosen, account.name, why)

    return _corrected(request, id, say)


def _held(who: Listed, field: str) -> Any:
    value = getattr(who, field)
    return list(value) if field == "titles" else value


def _corrected(request: Request, id: str, say: Callable[[Record, int], int]) -> Response:
    """Lead to the page of the actor that came of it; or show what is wrong with the form."""
    try:
        with writing(request) as record:
            now = id_of(record, say(record, actor_at(request, record, id)))
    except HTTPException as error:
        if error.status_code != 422:
            raise
        return _shown(request, id, str(error.detail))
    return RedirectResponse(f"/actors/{now}", 303)


def _shown(request: Request, id: str, problem: str = "") -> Response:
    given = request.query_params
    after, told, minds, why = (given.get(name) for name in ("after", "told", "minds", "why"))
    with reading(request) as record:
        made = profile(record, actor_at(request, record, id))
        rows = made.minded if minds else [s for s in made.said if s.told] if told else made.said
        some, following = part(rows, place(after) if after else None, _STATEMENTS, lambda s: s.id)
        found = [one for s in some if (one := statement(record, s.id))]
        outer = {s.id: statement(record, s.parent) for s in some if s.told and s.parent}
        members, more_members = part(
            made.members, place(why) if why else None, _ARTICLES, lambda m: f"{m.key} {m.name}"
        )
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
            minds=bool(minds),
            told_total=sum(s.told for s in made.said),
            found=found,
            outer=outer,
            after=after,
            next=following,
            members=members,
            why=why,
            next_members=more_members,
            numbers=numbers_of(record.connection, (m.key for m in members)),
            alike=_alike(record, made.who) if visitor(request).account else [],
            types=get_args(ActorType),
            genders=get_args(Gender),
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
