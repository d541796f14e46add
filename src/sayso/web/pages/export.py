"""A search to take along: as CSV, as JSON lines, as an Atom feed."""

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request, Response

from sayso.record import Query, Record, RecordError, search
from sayso.record.search import newest
from sayso.shown import as_json, csv_row
from sayso.web.api.statements import told
from sayso.web.auth import visitor
from sayso.web.deps import limited, reading, site
from sayso.web.feeds import Entry, atom, entries
from sayso.web.query_params import address_of, page_query
from sayso.web.responses import as_file

router = APIRouter()
_MOST = 10_000  # statements that are written out
_NEWEST = 50  # statements of a feed


@router.get("/export.csv")
def as_csv(request: Request) -> Response:
    """A row a statement, at most 10,000."""
    rows = _rows(request)
    lines = [csv_row(tuple(rows[0]))] if rows else []
    lines += [csv_row(tuple(row.values())) for row in rows]
    return as_file("".join(lines), "text/csv; charset=utf-8", "statements.csv")


@router.get("/export.jsonl")
def as_json_lines(request: Request) -> Response:
    """An object a statement, at most 10,000."""
    lines = "".join(as_json(row) + "\n" for row in _rows(request))
    return as_file(lines, "application/x-ndjson", "statements.jsonl")


@router.get("/feed.atom")
def feed(request: Request) -> Response:
    """The statements that fit, the newest in the record first."""
    query = page_query(request)
    with reading(request) as record:
        found = _entries(record, query)
    name = " · ".join(x for x in (query.words, query.about, query.by, query.to, *query.act) if x)
    return atom(request, f"sayso: {name}" if name else "sayso", address_of(query), found)


def _rows(request: Request) -> list[dict[str, object]]:
    if visitor(request).account is None:
        limited(request, site(request).posts)
    query = replace(page_query(request, _MOST), after=None)
    with reading(request) as record:
        try:
            return [told(one) for one in search(record, query)]
        except RecordError as error:
            raise HTTPException(422, "This cannot be searched for: change the words.") from error


def _entries(record: Record, query: Query) -> list[Entry]:
    try:
        found = newest(record, query, _NEWEST)
    except RecordError as error:
        raise HTTPException(422, "This cannot be searched for: change the words.") from error
    return entries(record, found)
