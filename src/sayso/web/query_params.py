"""What is searched for, as it stands in an address: of a page or of the API."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import Depends, HTTPException, Path, Request
from fastapi import Query as Given
from starlette.datastructures import QueryParams

from sayso.analysis.counts import chosen
from sayso.article import Act, Event, Kind, Sourcing, Stance
from sayso.record import Query
from sayso.record.query_syntax import CHOICES
from sayso.record.query_words import address, parameters
from sayso.record.typed_days import typed_days
from sayso.shown import PROBABLE
from sayso.web.responses import place

CHOSEN: Mapping[str, tuple[str, ...]] = {"event": Query().event}  # where nothing is chosen
_TYPED = (
    "q", "about", "by", "to", "outlet", "since", "until", "published_since", "published_until", "month",
)  # fmt: skip
AUDIT = ("outlet", "since", "until", "against", "against_since", "against_until")  # what an audit is asked by
LONGEST = 500  # characters of what is typed
_MONTH = r"^([0-9]{4}-[0-9]{2}|\(unknown\))?$"

Number = Annotated[int, Path(ge=1, le=2**63 - 1, examples=[12])]
# A day, or a month or year of which the first or last day is meant, as people write them.
Day = Annotated[str | None, Given(max_length=40, examples=["2026-03-13", "March 2026", "2026"])]


def filtered(
    q: Annotated[
        str,
        Given(
            max_length=LONGEST,
            description="A search as people type it: all of these words, in any of their forms, stand in content,"
            ' source, cue or title; "two words" exactly so, bridge* any word that begins so, -bridge nowhere, ferry OR'
            ' bridge one of the two; by:holm, by:"Ada Holm", -by:holm, since:2024, act:deny and so on.',
            examples=["ferry -bridge by:holm since:2024"],
        ),
    ] = "",
    about: Annotated[str, Given(max_length=LONGEST, description="These words stand in the content.")] = "",
    by: Annotated[str, Given(max_length=LONGEST, description="Said by somebody with this in the name.")] = "",
    to: Annotated[str, Given(max_length=LONGEST, description="Said to somebody with this in the name.")] = "",
    outlet: Annotated[
        str,
        Given(
            max_length=LONGEST,
            description='In an outlet with this in its name; a "name" in quotation marks is the whole of it, and'
            " (unknown) finds articles of none. So also `by` and `to`.",
        ),
    ] = "",
    act: Annotated[tuple[Act, ...], Given(description="What was done; repeat it for any of several.")] = (),
    stance: Annotated[tuple[Stance, ...], Given(description="How the writer stands to it.")] = (),
    kind: Annotated[tuple[Kind, ...], Given(description="In quotation marks, or not.")] = (),
    event: Annotated[
        tuple[Event, ...], Given(description="Said, or thought by somebody of whom the writer tells it.")
    ] = ("speech",),
    sourcing: Annotated[tuple[Sourcing, ...], Given(description="What the source is.")] = (),
    since: Annotated[Day, Given(description="Said on this day or later.")] = None,
    until: Annotated[Day, Given(description="Said on this day or earlier.")] = None,
    gender: Annotated[
        tuple[Literal["female", "male", "other", "unknown"], ...], Given(description="A person of this gender said it.")
    ] = (),
    published_since: Annotated[Day, Given(description="In an article of this day or later.")] = None,
    published_until: Annotated[Day, Given(description="In an article of this day or earlier.")] = None,
    month: Annotated[
        str, Given(pattern=_MONTH, description="In an article of this month, or (unknown).", examples=["2026-03"])
    ] = "",
    counted: Annotated[
        bool, Given(description="Only what the audit counts: each thing that an article’s own sources say, once.")
    ] = False,
    copied: Annotated[bool, Given(description="In articles that repeat another’s text.")] = False,
    min_confidence: Annotated[
        float | None,
        Given(
            ge=0,
            le=1,
            description=f"At least as sure; without it {PROBABLE}, or all that an audit counts. 0 shows all.",
        ),
    ] = None,
    min_credit: Annotated[
        float, Given(ge=0, le=1, description="By speakers who are named, each at least so likely or told by a person.")
    ] = 0.0,
) -> Query:
    """A dependency of the API: the query that the parameters of an address tell, without its page."""
    return Query(
        words=q, about=about, by=by or None, to=to or None, act=act, stance=stance, kind=kind, event=event,
        sourcing=sourcing, outlet=outlet or None, since=_day(since, "since"), until=_day(until, "until"),
        gender=gender, published_since=_day(published_since, "published_since"),
        published_until=_day(published_until, "published_until"), month=month or None, counted=counted, copied=copied,
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
    """The query of a page's address. Answers 422 for what cannot be searched."""
    return query_of(request.query_params, limit)


def query_of(given: QueryParams, limit: int = 20) -> Query:
    """The query that parameters tell, where fields of a form may be empty. Answers 422 for what cannot be searched."""
    words = {name: given.get(name, "").strip() for name in _TYPED}
    if any(len(text) > LONGEST for text in words.values()):
        raise HTTPException(422, f"That is too long to search for: at most {LONGEST} characters.")
    if not re.match(_MONTH, words["month"]):
        raise HTTPException(422, "month is none: write it as 2026-03.")
    after = given.get("after")
    return Query(
        words=words["q"], about=words["about"], by=words["by"] or None, to=words["to"] or None,
        outlet=words["outlet"] or None, since=_day(words["since"], "since"), until=_day(words["until"], "until"),
        published_since=_day(words["published_since"], "published_since"),
        published_until=_day(words["published_until"], "published_until"), month=words["month"] or None,
        counted=_is_chosen(given, "counted"), copied=_is_chosen(given, "copied"),
        min_confidence=_share(given, "min_confidence") if given.get("min_confidence") else None,
        min_credit=_share(given, "min_credit"), limit=limit,
        after=place(after) if after else None,
        **{field: _chosen(given, field) for field in CHOICES},
    )  # fmt: skip


def address_of(query: Query, path: str = "/", **more: Any) -> str:
    """The address that asks for this; `more` are further parameters, for example `after`."""
    return address({**parameters(query), **more}, path)


def selections(given: Mapping[str, str]) -> tuple[Query, Query | None]:
    """The articles that an audit is asked for, and those that they are compared with, where any are: what is not given
    of these is as it is of the first. Answers 422 for what is no day."""
    told = {name: given.get(name, "").strip() for name in AUDIT}
    if any(len(text) > LONGEST for text in told.values()):
        raise HTTPException(422, f"That is too long to search for: at most {LONGEST} characters.")
    outlet, since, until, other, after, before = told.values()
    first = chosen(outlet or None, _day(since, "since"), _day(until, "until"))
    if not (other or after or before):
        return first, None
    days = _day(after or since, "against_since"), _day(before or until, "against_until")
    return first, chosen(other or outlet or None, *days)


def _day(given: str | None, name: str) -> str | None:
    """A day; of a month or a year the last for a parameter that ends with "until", else the first."""
    if not given:
        return None
    try:
        days = typed_days(given)
    except ValueError as error:
        raise HTTPException(422, f"{name}: {error}.") from error
    return days.last if name.endswith("until") else days.first


def _is_chosen(given: QueryParams, name: str) -> bool:
    return given.get(name, "") not in ("", "0", "false")


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
