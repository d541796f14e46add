"""How outlets use their sources, in tables and charts."""

from dataclasses import asdict, fields, replace
from typing import Any

from fastapi import APIRouter, Request, Response

from sayso.analysis.audit import Row
from sayso.analysis.audit_view import BY_MONTH, HOW, overview
from sayso.analysis.charts import number
from sayso.shown import as_json, csv_row
from sayso.web.asking import address_of, page_query
from sayso.web.questions import audited
from sayso.web.render import page
from sayso.web.site import reading

router = APIRouter()
MENU = (50, "Audit", "/audit")
_COMPARED = 30  # outlets beside each other
_COLUMNS = tuple(f.name for f in fields(Row))


@router.get("/audit")
def audit(request: Request) -> Response:
    """The outlets beside each other, over time, and each by itself."""
    query = page_query(request)
    with reading(request) as record:
        rows = audited(record, query)
    return page(
        request,
        "audit.html",
        query=query,
        view=overview(rows, _COMPARED),
        by_month=BY_MONTH,
        how=HOW,
        number=_number,
        address=lambda path: address_of(query, path),
        alone=lambda outlet: address_of(replace(query, outlet=outlet), "/audit"),
    )


def _number(value: float, share: bool) -> str:
    """A value as people read it, in one line."""
    return number(value, share).replace(" ", "\N{NO-BREAK SPACE}")


@router.get("/audit.csv")
def as_csv(request: Request) -> Response:
    """A row a figure."""
    lines = [csv_row(tuple(r.values())) for r in _rows(request)]
    return _file(csv_row(_COLUMNS) + "".join(lines), "text/csv; charset=utf-8", "audit.csv")


@router.get("/audit.jsonl")
def as_json_lines(request: Request) -> Response:
    """An object a figure."""
    lines = (as_json(r) + "\n" for r in _rows(request))
    return _file("".join(lines), "application/x-ndjson", "audit.jsonl")


def _rows(request: Request) -> list[dict[str, Any]]:
    with reading(request) as record:
        return [asdict(r) for r in audited(record, page_query(request))]


def _file(text: str, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", "replace"), media_type=media_type, headers=headers)
