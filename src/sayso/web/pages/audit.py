"""How outlets use their sources, in tables and charts; and how two of them differ."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from sayso.analysis import audit as figures
from sayso.analysis import compare, compare_view
from sayso.analysis.audit_view import BY_MONTH, HOW, overview, rates
from sayso.analysis.charts import number
from sayso.record import Query
from sayso.record.nearest import nearest
from sayso.record.query_syntax import UNKNOWN
from sayso.record.query_words import address
from sayso.shown import as_json, csv_row
from sayso.web.cached_queries import audited, differences
from sayso.web.deps import reading
from sayso.web.query_params import AUDIT, address_of, selections
from sayso.web.render import page
from sayso.web.responses import as_file

router = APIRouter()
_COMPARED = 30  # outlets beside each other


@router.get("/audit")
def audit(request: Request) -> Response:
    """The outlets beside each other, over time, and each by itself; or two selections beside each other."""
    first, second = selections(request.query_params)
    given = _given(request)
    with reading(request) as record:
        rows = audited(record, first)
        compared = differences(record, first, second) if second else []
        lacking = [q for q in (first, second) if q and not (compared or audited(record, q))]
        return page(
            request,
            "audit.html",
            given=given,
            view=None if second else overview(rows, _COMPARED),
            comparison=compare_view.comparison(compared),
            lacking=[(compare_view.label(q), nearest(record, q)) for q in lacking],
            by_month=BY_MONTH,
            how=(*compare_view.HOW, *HOW) if second else HOW,
            number=_number,
            rates=rates,
            amount=compare_view.amount,
            difference=compare_view.difference,
            found=address_of,
            at=_at,
            alone=lambda name: _at(replace(first, outlet=UNKNOWN if name == UNKNOWN else f'"{name}"')),
            address=lambda path, **more: address({**given, **more}, path),
        )


def _given(request: Request) -> dict[str, str]:
    """What an address asks the audit."""
    return {name: request.query_params.get(name, "").strip() for name in AUDIT}


def _at(query: Query) -> str:
    """The address of the audit of what a query chooses."""
    return address({"outlet": query.outlet, "since": query.published_since, "until": query.published_until}, "/audit")


def _number(value: float, share: bool) -> str:
    """A value as people read it, in one line."""
    return number(value, share).replace(" ", "\N{NO-BREAK SPACE}")


@router.get("/audit.csv")
def as_csv(request: Request) -> Response:
    """A row a figure, or a difference."""
    columns, rows = _rows(request)
    return as_file(
        csv_row(columns) + "".join(csv_row(tuple(r.values())) for r in rows), "text/csv; charset=utf-8", "audit.csv"
    )


@router.get("/audit.jsonl")
def as_json_lines(request: Request) -> Response:
    """An object a figure, or a difference."""
    return as_file("".join(as_json(r) + "\n" for r in _rows(request)[1]), "application/x-ndjson", "audit.jsonl")


def _rows(request: Request) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    first, second = selections(request.query_params)
    with reading(request) as record:
        if second:
            return compare.COLUMNS, [compare.as_told(d) for d in differences(record, first, second)]
        return figures.COLUMNS, [figures.as_told(r) for r in audited(record, first)]
