"""Articles and outlets: listed, filtered and sorted; what could not be read; an outlet with its sourcing."""

from collections.abc import Mapping
from typing import Any, cast, get_args

from fastapi import APIRouter, HTTPException, Request, Response

from sayso.analysis.audit_view import BY_MONTH, overview, rates
from sayso.analysis.charts import number
from sayso.analysis.counts import chosen
from sayso.record.articles import Listing, Sort, articles, failures, most_quoted, outlets
from sayso.record.query_syntax import UNKNOWN
from sayso.record.query_words import address
from sayso.web.cached_queries import audited
from sayso.web.columns import by_month
from sayso.web.deps import reading
from sayso.web.query_params import LONGEST, address_of, selections
from sayso.web.render import page

router = APIRouter()
_LISTED = 50
_FAILURES = 100
_QUOTED = 50
_HEADS: tuple[tuple[Sort, str], ...] = (
    ("title", "Title"), ("outlet", "Outlet"), ("published", "Day"), ("statements", "Statements"), ("added", "Added"),
)  # fmt: skip
_FALLS = ("published", "statements", "added")  # what is sorted from the greatest down by itself


@router.get("/articles")
def listed(request: Request) -> Response:
    """All articles, the last added first, or those that fit; and what could not be read."""
    listing, at = _listing(request.query_params)
    given = _given(listing)
    with reading(request) as record:
        some, total = articles(record, listing, _LISTED, (at - 1) * _LISTED)
        failed, failures_total = failures(record, _FAILURES)
    if at > 1 and not some:
        raise HTTPException(404, f"There is no page {at} of this list.")
    return page(
        request,
        "articles.html",
        listing=listing,
        found=some,
        total=total,
        at=at,
        pages=-(-total // _LISTED),
        failed=failed,
        failures=failures_total,
        heads=[(name, words, address(given | _sorted(listing, name), "/articles")) for name, words in _HEADS],
        sort=_sort(listing),
        address=lambda n: address(given | {"sort": _sort(listing), "page": n if n > 1 else None}, "/articles"),
        unknown=UNKNOWN,
    )


@router.get("/outlets")
def all_outlets(request: Request) -> Response:
    """The outlets, those with most articles first."""
    with reading(request) as record:
        return page(request, "outlets.html", found=outlets(record))


@router.get("/outlets/{name:path}")
def outlet(request: Request, name: str) -> Response:
    """An outlet: how it uses its sources, whom it quotes most, and its months."""
    asked = UNKNOWN if name == UNKNOWN else f'"{name}"'
    with reading(request) as record:
        known = next((row for row in outlets(record) if row.name == name), None)
        if known is None:
            raise HTTPException(404, "The record has no article of such an outlet.")
        view = overview(audited(record, chosen(asked, None, None)))
        quoted = most_quoted(record, asked, _QUOTED)
        newest, _ = articles(record, Listing(outlet=asked, sort="published"), 10)
    section = view.sections[0] if view else None
    months: Mapping[str, Any] = section.months if section else {}
    return page(
        request,
        "outlet.html",
        outlet=known,
        asked=asked,
        section=section,
        time=by_month({m: of["articles", ""].statements or 0 for m, of in months.items() if m != UNKNOWN}),
        by_month=BY_MONTH,
        quoted=quoted,
        newest=newest,
        number=number,
        rates=rates,
        found=address_of,
        address=address,
    )


def _listing(given: Mapping[str, str]) -> tuple[Listing, int]:
    """What an address asks of the list, and which page of it. Answers 422 for what cannot be."""
    words, order, at = (given.get(name, "").strip() for name in ("q", "sort", "page"))
    if len(words) > LONGEST:
        raise HTTPException(422, f"That is too long to search for: at most {LONGEST} characters.")
    sort = order.removeprefix("-") or "added"
    if sort not in get_args(Sort):
        raise HTTPException(422, f"sort is none of {', '.join(get_args(Sort))}.")
    if at and not (at.isascii() and at.isdigit() and 0 < int(at[:9]) < 100_000):
        raise HTTPException(422, "page is none: it is a number from 1.")
    query, _ = selections({name: given.get(name, "") for name in ("outlet", "since", "until")})
    listing = Listing(
        words, query.outlet, query.published_since, query.published_until, sort=cast(Sort, sort),
        descending=not order or order.startswith("-"),
    )  # fmt: skip
    return listing, int(at or 1)


def _given(listing: Listing) -> dict[str, Any]:
    return {"q": listing.words, "outlet": listing.outlet, "since": listing.since, "until": listing.until}


def _sort(listing: Listing) -> str:
    """The order, as it stands in an address; empty for the usual one."""
    told = f"{'-' if listing.descending else ''}{listing.sort}"
    return "" if told == "-added" else told


def _sorted(listing: Listing, name: Sort) -> dict[str, str]:
    """What an address asks to sort by a column: the other way where it is sorted by it."""
    falls = not listing.descending if listing.sort == name else name in _FALLS
    return {"sort": f"{'-' if falls else ''}{name}"}
