"""Read now: what is pasted or sent, or stands at an address, with its statements at once; nothing is kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, Response

from sayso.article import Article
from sayso.pages import PageError
from sayso.web.article_view import Entry, Paragraph, entries, paragraphs
from sayso.web.auth import own_form, visitor
from sayso.web.deps import limited, site
from sayso.web.reading import MAX_TEXT, Readings
from sayso.web.render import page

router = APIRouter()
_ADDRESS = re.compile(r"https?://\S+", re.I)


@dataclass(frozen=True, slots=True)
class Shown:
    """An article that was read, as the page shows it."""

    article: Article
    paragraphs: list[Paragraph]
    entries: list[Entry]


@router.get("/read")
def form(request: Request) -> Response:
    """The form for what is to be read."""
    return _page(request, "")


@router.post("/read", dependencies=[Depends(own_form)])
def read(request: Request, given: Annotated[str, Form()] = "", file: Annotated[bytes, File()] = b"") -> Response:
    """The statements in what was given: a file, an address, or a text, or HTML."""
    if visitor(request).account is None:
        limited(request, site(request).posts)
    try:
        shown, problems = _read(site(request).readings, given, file)
    except HTTPException as error:
        return _page(request, given, status_code=error.status_code, problems=[str(error.detail)])
    return _page(request, given, status_code=200 if shown else 422, shown=shown, problems=problems)


def _read(readings: Readings, given: str, file: bytes) -> tuple[list[Shown], list[str]]:
    """The articles in what was given, read, and what cannot be read of it; all together at most as long as one may be.
    Answers as the reading of one does where there is only one."""
    one = given.strip()
    items: Sequence[Article | PageError]
    if file:
        items = readings.inside(file, "the file")
    elif _ADDRESS.fullmatch(one):
        items = [readings.at(one)]
    else:
        items = readings.inside(given.encode("utf-8", "replace"), "what was pasted")
    shown: list[Shown] = []
    problems: list[str] = []
    left = MAX_TEXT
    for item in items:
        if isinstance(item, PageError):
            problems.append(str(item))
            continue
        left -= len(item.text) if len(items) > 1 else 0
        if left < 0:
            problems.append(f"More than {MAX_TEXT:,} characters: the rest is not read.")
            break
        try:
            made = _numbered(readings.read(item), len(shown))
        except HTTPException as error:
            if len(items) == 1 or error.status_code == 503:
                raise
            problems.append(f"{item.title or item.text[:60]}: {error.detail}")
            continue
        shown.append(Shown(made, paragraphs(made), entries(made)))
    return shown, problems


def _numbered(article: Article, number: int) -> Article:
    """The article with ids of statements that no other on the page has."""
    if not number:
        return article
    statements = (
        replace(s, id=f"{number}-{s.id}", parent=s.parent and f"{number}-{s.parent}") for s in article.statements
    )
    return replace(article, statements=tuple(statements))


def _page(
    request: Request,
    given: str,
    *,
    status_code: int = 200,
    shown: Sequence[Shown] = (),
    problems: Sequence[str] = (),
) -> Response:
    count = sum(len(each.entries) for each in shown)
    return page(
        request, "read_now.html", status_code=status_code, given=given, shown=shown, problems=problems, count=count,
        longest=MAX_TEXT,
    )  # fmt: skip
