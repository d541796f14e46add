"""Webhooks: what is new of an actor or a search is posted to an address."""

import base64
import binascii
import inspect
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema
from starlette.datastructures import QueryParams

from sayso import pages
from sayso.linking.actor_corrections import id_of
from sayso.pages import PageError
from sayso.record import Record, webhooks
from sayso.record.accounts import Account
from sayso.record.known_actors import resolved
from sayso.record.webhooks import Webhook
from sayso.web.actor_ids import number_at
from sayso.web.auth import Corrector
from sayso.web.cached_queries import part
from sayso.web.deliveries import new_secret
from sayso.web.deps import reading, site, writing
from sayso.web.errors import documented
from sayso.web.parameters import unknown
from sayso.web.query_params import After, Limit, Number, filtered, query_of
from sayso.web.responses import Json, place
from sayso.web.searching import found

router = APIRouter(tags=["webhooks"])


class ToFollow(BaseModel):
    """Whom or what to follow, one of the two, and where to send what is new."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"actor": "a7k2m9q4xw", "url": "https://news.example/hook"}],
        },
    )
    url: Annotated[
        str, Field(min_length=1, max_length=2_000, description="An http or https address on the public internet.")
    ]
    actor: Annotated[
        Annotated[str, Field(pattern="^[0-9a-z]{1,61}$")] | SkipJsonSchema[None],
        Field(description="An actor's id: what is new of what it says."),
    ] = None
    search: Annotated[
        Annotated[str, Field(max_length=2_000)] | SkipJsonSchema[None],
        Field(description="A search as in an address: what is new that it finds.", examples=["by=Dolan&act=warn"]),
    ] = None
    secret: Annotated[
        Annotated[str, Field(pattern="^whsec_[A-Za-z0-9+/]{32,86}={0,2}$")] | SkipJsonSchema[None],
        Field(description="What messages are signed with: whsec_ and 24 to 64 bytes in base64; else one is made."),
    ] = None


class FollowedBy(BaseModel):
    """A webhook: who follows what, and how far that is."""

    id: int = Field(examples=[3])
    url: str = Field(examples=["https://news.example/hook"])
    actor: str | None = Field(description="The id of the actor, as it is now.", examples=["a7k2m9q4xw"])
    search: str | None = Field(examples=["by=Dolan&act=warn"])
    created: str = Field(examples=["2026-03-13T08:00:00Z"])
    state: Literal["active", "retrying", "failed"] = Field(
        description="Retrying: the last message could not be sent, and is sent again; failed: nothing is sent any more."
    )
    problem: str | None = Field(description="What hindered the last message.", examples=["the server answered 500"])
    tries: int = Field(description="How often the message was sent that could not be.", examples=[0])
    next_try: str | None = Field(description="When it is sent again.", examples=["2026-03-13T08:05:00Z"])
    delivered: str | None = Field(description="When the last message came through.", examples=["2026-03-13T08:01:00Z"])


class NewWebhook(FollowedBy):
    """A webhook that was made now."""

    secret: str = Field(description="What messages are signed with; it is not shown again.")


class Webhooks(BaseModel):
    items: list[FollowedBy]
    next: str | None = Field(description="Give it as `after` for what follows; null at the end.")


@router.post("/webhooks", status_code=201, response_model=NewWebhook, responses=documented(401, 403, 409, 413, 503))
def follow(request: Request, given: ToFollow, account: Corrector) -> Response:
    """Follow an actor or a search: statements that are new in the record from now on are posted to an address, signed
    as Standard Webhooks has it, and again with growing pauses for three days where that fails."""
    if (given.actor is None) == (given.search is None):
        raise HTTPException(422, "Give one of actor and search.")
    try:
        pages.check_address(given.url, allow_private=site(request).settings.webhooks == "private")
    except PageError as error:
        raise HTTPException(422, f"url: {error.problem}.") from error
    secret = _secret(given.secret)
    with reading(request) as record:
        known = None if given.actor is None else _actor(record, given.actor)
        if given.search is not None:
            _check_search(record, given.search)
    with writing(request) as record:
        made = webhooks.add_webhook(record, account.id, given.url, secret, known, given.search)
        if made is None:
            raise HTTPException(409, f"You have {webhooks.MOST} webhooks, which is as many as you may: remove one.")
        told = _told(record, made)
    return Json({**told, "secret": secret}, 201, {"Location": f"/api/v1/webhooks/{made.id}"})


@router.get("/webhooks", response_model=Webhooks, responses=documented(401, 403))
def list_webhooks(request: Request, account: Corrector, limit: Limit = 20, after: After = None) -> Response:
    """List the webhooks of one's account, oldest first."""
    with reading(request) as record:
        every = webhooks.webhooks(record, account.id)
        some, following = part(every, place(after) if after else None, limit, lambda hook: str(hook.id))
        return Json({"items": [_told(record, hook) for hook in some], "next": following})


@router.get("/webhooks/{number}", response_model=FollowedBy, responses=documented(401, 403, 404))
def get_webhook(request: Request, number: Number, account: Corrector) -> Response:
    """One webhook, and whether its messages come through."""
    with reading(request) as record:
        return Json(_told(record, _one(record, account, number)))


@router.post("/webhooks/{number}/resume", response_model=FollowedBy, responses=documented(401, 403, 404, 503))
def resume_webhook(request: Request, number: Number, account: Corrector) -> Response:
    """Send to a webhook that failed again, also what came since."""
    with writing(request) as record:
        return Json(_told(record, webhooks.resume(record, _one(record, account, number))))


@router.delete("/webhooks/{number}", status_code=204, responses=documented(401, 403, 404, 503))
def unfollow(request: Request, number: Number, account: Corrector) -> Response:
    """Take a webhook out: nothing is sent to it any more."""
    with writing(request) as record:
        webhooks.remove_webhook(record, _one(record, account, number))
    return Response(status_code=204)


def _one(record: Record, account: Account, number: int) -> Webhook:
    for hook in webhooks.webhooks(record, account.id):
        if hook.id == number:
            return hook
    raise HTTPException(404, f"You have no webhook {number}.")


def _actor(record: Record, given: str) -> int:
    try:
        return resolved(record.connection, number_at(record, given))
    except HTTPException as error:
        raise HTTPException(422, f"actor: {error.detail}") from error


def _secret(given: str | None) -> str:
    try:
        if given is None or 24 <= len(base64.b64decode(given.removeprefix("whsec_"), validate=True)) <= 64:
            return given or new_secret()
    except binascii.Error:
        pass
    raise HTTPException(422, "secret: must be whsec_ and 24 to 64 bytes in base64.")


def _check_search(record: Record, search: str) -> None:
    given = QueryParams(search)
    known = inspect.signature(filtered).parameters
    for name in given:
        if name not in known:
            raise HTTPException(422, f"search: {unknown(name, known, 'parameter')}")
    found(record, replace(query_of(given), limit=1))


def _told(record: Record, hook: Webhook) -> dict[str, Any]:
    return {
        "id": hook.id,
        "url": hook.url,
        "actor": None if hook.known is None else id_of(record, resolved(record.connection, hook.known)),
        "search": hook.search,
        "created": hook.created,
        "state": "failed" if hook.failed else "retrying" if hook.problem else "active",
        "problem": hook.problem,
        "tries": hook.tries,
        "next_try": hook.due if hook.problem and not hook.failed else None,
        "delivered": hook.delivered,
    }
