"""A search as charts, with the figures behind them, to look at and to take along."""

from dataclasses import replace
from typing import Literal

from fastapi import APIRouter, HTTPException, Request, Response
from markupsafe import Markup

from sayso.record import Query, Record
from sayso.record.query_words import as_typed
from sayso.render.chart import NEEDS, Chart, as_png, as_svg, figure
from sayso.render.charts import KINDS
from sayso.shown import csv_row
from sayso.web.auth import visitor
from sayso.web.deps import limited, reading, site
from sayso.web.query_params import address_of, page_query
from sayso.web.render import page
from sayso.web.searching import tallies

router = APIRouter()
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


@router.get("/charts")
def charts(request: Request) -> Response:
    """What was done in each month, and who speaks to and about whom, in all that fits."""
    query = _asked(request)
    with reading(request) as record:
        made = {kind: _chart(request, record, kind, query) for kind in KINDS}
    return page(
        request, "charts.html", charts=made, drawn={kind: Markup(figure(one)) for kind, one in made.items()},
        typed=as_typed(query), found=address_of(query), address=lambda path: address_of(query, path),
    )  # fmt: skip


@router.get("/charts/{kind}.{form}")
def take(
    request: Request, kind: Literal["timeline", "acts", "network"], form: Literal["svg", "png", "csv"]
) -> Response:
    """A chart as a file, or the figures behind it."""
    if visitor(request).account is None:
        limited(request, site(request).posts)
    with reading(request) as record:
        made = _chart(request, record, kind, _asked(request))
    headers = {"Content-Disposition": f'attachment; filename="{kind}.{form}"'}
    return Response(_file(made, form), media_type=_TYPES[form], headers=headers)


def _asked(request: Request) -> Query:
    return replace(page_query(request), limit=0, after=None)


def _chart(request: Request, record: Record, kind: str, query: Query) -> Chart:
    """A chart of counts that are kept until the record changes."""
    count, draw = KINDS[kind]
    return draw(tallies(request).of(record, query, count))


def _file(made: Chart, form: str) -> bytes:
    if form == "csv":
        rows = [made.fields, *(tuple(row[f] for f in made.fields) for row in made.rows)]
        return "".join(map(csv_row, rows)).encode("utf-8", "replace")
    if not made.svg:
        raise HTTPException(404, "There is nothing to draw.")
    if form == "svg":
        return as_svg(made.svg).encode("utf-8", "replace")
    try:
        return as_png(made.svg)
    except ImportError as error:
        raise HTTPException(501, f"This server draws no PNG: {NEEDS}.") from error
