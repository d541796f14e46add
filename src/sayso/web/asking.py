"""What is searched for, as it stands in an address: of a page or of the API."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Path, Request
from fastapi import Query as Given
from starlette.datastructures import QueryParams

from sayso.article import Act, Event, Kind, Sourcing, Stance
from sayso.record import Query
from sayso.web.answers import place

CHOICES: Mapping[str, tuple[str, ...]] = {
    "act": get_args(Act),
    "stance": get_args(Stance),
    "kind": get_args(Kind),
    "event": get_args(Event),
    "sourcing": get_args(Sourcing),
}
CHOSEN: Mapping[str, tuple[str, ...]] = {"event": Query().event}  # where nothing is chosen
LONGEST = 500  # characters of what is typed
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

Number = Annotated[int, Path(ge=1, le=2**63 - 1, examples=[12])]
Day = Annotated[str | None, Given(pattern=_DAY, json_schema_extra={"format": "date"}, examples=["2026-03-13"])]


def filtered(
    q: Annotated[
        str,
        Given(
            max_length=LONGEST,
            description='All of these words stand in content, source or title; "two words" are a phrase, bridge* is'
            " any word that begins so.",
            examples=["bridge"],
        ),
    ] = "",
    about: Annotated[str, Given(max_length=LONGEST, description="These words stand in the content.")] = "",
    by: Annotated[str, Given(max_length=LONGEST, description="Said by somebody with this in the name.")] = "",
    to: Annotated[str, Given(max_length=LONGEST, description="Said to somebody with this in the name.")] = "",
    outlet: Annotated[str, Given(max_length=LONGEST, description="In an outlet with this in its name.")] = "",
    act: Annotated[tuple[Act, ...], Given(description="What was done; repeat it for any of several.")] = (),
    stance: Annotated[tuple[Stance, ...], Given(description="How the writer stands to it.")] = (),
    kind: Annotated[tuple[Kind, ...], Given(description="In quotation marks, or not.")] = (),
    event: Annotated[
        tuple[Event, ...], Given(description="Said, or thought by somebody of whom the writer tells it.")
    ] = ("speech",),
    sourcing: Annotated[tuple[Sourcing, ...], Given(description="What the source is.")] = (),
    since: Annotated[Day, Given(description="Said on this day or later.")] = None,
    until: Annotated[Day, Given(description="Said on this day or earlier.")] = None,
    min_confidence: Annotated[float, Given(ge=0, le=1, description="At least as sure.")] = 0.0,
    min_credit: Annotated[
        float, Given(ge=0, le=1, description="By speakers who are named, each at least so likely or told by a person.")
    ] = 0.0,
) -> Query:
    """A dependency of the API: the query that the parameters of an address tell, without its page."""
    return Query(
        words=q, about=about, by=by or None, to=to or None, act=act, stance=stance, kind=kind, event=event,
        sourcing=sourcing, outlet=outlet or None, since=_day(since, "since"), until=_day(until, "until"),
        min_confidence=min_confidence, min_credit=min_credit,
    )  # fmt: skip


Filtered = Annotated[Query, Depends(filtered)]
Limit = Annotated[int, Given(ge=1, le=100, description="At most so many.")]
After = Annotated[str | None, Given(max_length=LONGEST, description="The `next` of the answer before.")]


def asked(query: Filtered, limit: Limit = 20, after: After = None) -> Query:
    """A dependency of the API: the query that the parameters of an address tell."""
    return replace(query, limit=limit, after=place(after) if after else None)


Asked = Annotated[Query, Depends(asked)]


def page_query(request: Request, limit: int = 20) -> Query:
    """The query of a page's address, where fields of a form may be empty. Answers 422 for what cannot be searched."""
    given = request.query_params
    words = {name: given.get(name, "").strip() for name in ("q", "about", "by", "to", "outlet", "since", "until")}
    if any(len(text) > LONGEST for text in words.values()):
        raise HTTPException(422, f"That is too long to search for: at most {LONGEST} characters.")
    after = given.get("after")
    return Query(
        words=words["q"], about=words["about"], by=words["by"] or None, to=words["to"] or None,
        outlet=words["outlet"] or None, since=_day(words["since"], "since"), until=_day(words["until"], "until"),
        min_confidence=_share(given, "min_confidence"), min_credit=_share(given, "min_credit"), limit=limit,
        after=place(after) if after else None,
        **{field: _chosen(given, field) for field in CHOICES},
    )  # fmt: skip


def address_of(query: Query, path: str = "/", **more: Any) -> str:
    """The address that asks for this; `more` are further parameters, for example `after`."""
    told = {
        "q": query.words, "about": query.about, "by": query.by, "to": query.to, "act": query.act,
        "stance": query.stance, "kind": query.kind, "event": () if query.event == CHOSEN["event"] else query.event,
        "sourcing": query.sourcing, "outlet": query.outlet,
        "since": query.since, "until": query.until, "min_confidence": query.min_confidence or None,
        "min_credit": query.min_credit or None, **more,
    }  # fmt: skip
    kept = {name: value for name, value in told.items() if value}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def _day(given: str | None, name: str) -> str | None:
    if not given:
        return None
    try:
        if not re.match(_DAY, given):
            raise ValueError
        return datetime.date.fromisoformat(given).isoformat()
    except ValueError as error:
        raise HTTPException(422, f"{name} is no day: write it as 2026-03-13.") from error


def _share(given: QueryParams, name: str) -> float:
    try:
        share = float(given.get(name) or 0)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise HTTPException(422, f"{name} is no number from 0 to 1.")
    return share


def _chosen(given: QueryParams, field: str) -> Any:
    chosen = tuple(value for value in given.getlist(field) if value) or CHOSEN.get(field, ())
    if unknown := [value for value in chosen if value not in CHOICES[field]]:
        raise HTTPException(422, f"{field}: there is no {unknown[0][:50]!r}.")
    return chosen
