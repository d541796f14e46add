"""An article with its statements, and its older versions."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, Response
from fastapi.responses import RedirectResponse

from sayso.record import changes
from sayso.record import statement as one
from sayso.record.edits import CUT
from sayso.record.notes import notes
from sayso.record.permanent_ids import Gone, find
from sayso.record.rows import article as article_of
from sayso.record.versions import number_of, version, versions
from sayso.shown import PROBABLE, probable
from sayso.web.article_view import entries, paragraphs
from sayso.web.deps import reading
from sayso.web.query_params import Number
from sayso.web.related_coverage import elsewhere
from sayso.web.render import page
from sayso.web.statement_ids import Id, statement_at

router = APIRouter()
_CHANGES = 20  # of an article, that are told


@router.get("/articles/{number}")
def article(request: Request, number: Number) -> Response:
    """An article with its statements: the latest version."""
    return _shown(request, number, None)


@router.get("/articles/{number}/versions/{version}")
def older(request: Request, number: Number, version: Annotated[int, Path(ge=1, le=1_000_000)]) -> Response:
    """One of its versions, counted from 1."""
    return _shown(request, number, version)


@router.get("/statements/{id}")
def statement(request: Request, id: Id) -> Response:
    """Leads to the statement in its article; to what became of it where the outlet cut it."""
    with reading(request) as record:
        found = find(record.connection, id)
        if isinstance(found, Gone) and found.why == CUT and found.content is not None:  # else its article is gone too
            number = number_of(record.connection, found.article)
            return RedirectResponse(f"/articles/{number}/changes#statement-{found.id}", 303)
        article = statement_at(request, record, id).article
        shown = one(record, id)
    every = "?all=1" if shown and shown.row["confidence"] < PROBABLE else ""
    return RedirectResponse(f"/articles/{article}{every}#statement-{id}", 303)


def _shown(request: Request, number: int, of: int | None) -> Response:
    with reading(request) as record:
        row = version(record.connection, number, of)
        if row is None:
            raise HTTPException(404, f"There is no article {number}{f' of version {of}' if of else ''}.")
        whole = article_of(record.connection, row.id)
        is_all = request.query_params.get("all", "") not in ("", "0")
        made = whole if is_all else probable(whole)
        every = versions(record.connection, number)[::-1]
        changed = {c.number: c for c in changes(record, row.key, newest=_CHANGES)} if len(every) > 1 else {}
        return page(
            request,
            "article.html",
            number=number,
            article=made,
            version=row,
            less_likely=len(whole.statements) - len(probable(whole).statements),
            is_all=is_all,
            paragraphs=paragraphs(made),
            entries=entries(made),
            versions=every,
            changes=changed,
            change=next(iter(changed.values()), None),
            notes=notes(record, number) if row.latest else {},
            elsewhere=elsewhere(record, number) if row.latest else None,
        )
