"""What outlets changed in articles after they came out: of one article side by side, of all as a list and a feed."""

from fastapi import APIRouter, HTTPException, Request, Response

from sayso.record import changes
from sayso.record.articles import listed
from sayso.record.edits import StatementEdit
from sayso.web.changes_view import shown
from sayso.web.deps import reading
from sayso.web.feeds import Entry, atom
from sayso.web.query_params import Number
from sayso.web.render import page

router = APIRouter()
_NEWEST = 50


@router.get("/changes")
def newest(request: Request) -> Response:
    """The articles that were found changed last."""
    with reading(request) as record:
        return page(request, "changes.html", found=list(changes(record, newest=_NEWEST)), most=_NEWEST)


@router.get("/changes/feed.atom")
def feed(request: Request) -> Response:
    """An entry for each time that an outlet changed an article, the newest first."""
    with reading(request) as record:
        entries = [
            Entry(
                f"/articles/{c.article}/changes#version-{c.number}",
                f"{c.title or c.key}: {c.edits}",
                c.outlet or "(no outlet)",
                c.added,
                " · ".join((str(c), *map(_line, c.edits.statements))),
            )
            for c in changes(record, newest=_NEWEST)
        ]
    return atom(request, "sayso: changed by their outlets", "/changes", entries)


def _line(s: StatementEdit) -> str:
    return f"{s.what}: {' → '.join(str(x) for x in (s.before, s.after) if x)}"


@router.get("/articles/{number}/changes")
def of_one(request: Request, number: Number) -> Response:
    """What an outlet changed in one article, the last change first."""
    with reading(request) as record:
        article = listed(record, number)
        if article is None:
            raise HTTPException(404, f"There is no article {number}.")
        found = [shown(c) for c in changes(record, article.key, newest=_NEWEST)]
        return page(request, "article_changes.html", number=number, title=article.title or article.key, found=found)
