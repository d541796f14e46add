"""Correcting a statement, confirming it, marking it wrong, adding one that was missed, writing notes."""

import textwrap
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sayso.article import Article, written
from sayso.record import Correction, corrections
from sayso.record.articles import listed
from sayso.record.notes import LONGEST, add_note, notes, of_whom, remove_note
from sayso.record.query_syntax import CHOICES
from sayso.record.rows import article as article_of
from sayso.record.versions import key_of, latest_of
from sayso.web.article_view import paragraphs
from sayso.web.auth import Admin, SignedIn, own_form
from sayso.web.correcting import Unsure, add_statement, correct_statement, editable
from sayso.web.correction_form import Text, changed, correction, given, missed, names
from sayso.web.deps import reading, writing
from sayso.web.linking import links_anew
from sayso.web.query_params import Number
from sayso.web.render import fragment, page
from sayso.web.statement_ids import Id, statement_at

router = APIRouter()
_Form = Annotated[dict[str, Any], Depends(given)]
_OWN = [Depends(own_form)]
_LINKED = [*_OWN, Depends(links_anew)]


@router.get("/statements/{id}/correct")
def form(request: Request, id: Id, account: SignedIn) -> Response:
    """The statement in its text, and the form."""
    return _form(request, id, None)


@router.post("/statements/{id}/correct", dependencies=_LINKED)
def save(
    request: Request, id: Id, account: SignedIn, form: _Form, why: Text = "", new_names: Text = "", next: Text = ""
) -> Response:
    """Keep what was changed."""
    try:
        with writing(request) as record:
            now = editable(request, record, id)
            told = changed(now, form)
            if told:
                correct_statement(record, id, correction(account.name, why, new_names, told))
    except HTTPException as error:
        return _form(request, id, error, form)
    return RedirectResponse("/review" if next == "review" else f"/articles/{now.article}#statement-{id}", 303)


@router.post("/statements/{id}/judge", dependencies=_LINKED)
def judge(
    request: Request,
    id: Id,
    account: SignedIn,
    answer: Annotated[Literal["right", "wrong"], Form()],
    next: Text = "",
) -> Response:
    """Confirm a statement, or mark it as none."""
    with writing(request) as record:
        now = editable(request, record, id)
        correct_statement(record, id, Correction(by=account.name, wrong=answer == "wrong"))
    if "hx-request" in request.headers:
        return fragment(request, "parts/judged.html", id=id, answer=answer)
    here = f"/articles/{now.article}" + (f"#statement-{id}" if answer == "right" else "")
    return RedirectResponse("/review" if next == "review" else here, 303)


@router.post("/statements/{id}/speaker", dependencies=_LINKED)
def speaker(
    request: Request, id: Id, account: SignedIn, name: Text = "", next: Text = "", new_names: Text = ""
) -> Response:
    """Say who said a statement: one of its candidates, somebody else, or nobody who is named."""
    of_page = "hx-request" in request.headers
    try:
        with writing(request) as record:
            now = editable(request, record, id)
            told = correction(account.name, "", new_names, {"speakers": names(name)})
            correct_statement(record, id, told)
    except Unsure as error:
        if of_page:
            return fragment(request, "parts/did_you_mean.html", id=id, name=name, error=error)
        return _form(request, id, error, {"speakers": names(name)})
    if of_page:
        return fragment(request, "parts/judged.html", id=id, answer="speaker")
    return RedirectResponse("/review" if next == "review" else f"/articles/{now.article}#statement-{id}", 303)


@router.get("/articles/{number}/missed")
def missed_form(request: Request, number: Number, account: SignedIn) -> Response:
    """The article, and the form for a statement that was missed in it."""
    return _missed(request, number, given(), None)


@router.post("/articles/{number}/missed", dependencies=_LINKED)
def add(
    request: Request, number: Number, account: SignedIn, form: _Form, why: Text = "", new_names: Text = ""
) -> Response:
    """Add it."""
    try:
        told = missed(form)
        with writing(request) as record:
            key = key_of(record.connection, number)
            if key is None:
                raise HTTPException(404, f"There is no article {number}.")
            made = add_statement(record, key, correction(account.name, why, new_names, told))
    except HTTPException as error:
        if error.status_code == 404:
            raise
        return _missed(request, number, form, error)
    return RedirectResponse(f"/articles/{number}#statement-{made}", 303)


@router.post("/statements/{id}/notes", dependencies=_OWN)
def write_note(request: Request, id: Id, account: SignedIn, body: Text = "") -> Response:
    """Leave a note."""
    text = body.strip()
    if not 1 <= len(text) <= LONGEST:
        raise HTTPException(422, f"A note has 1 to {LONGEST:,} characters.")
    with writing(request) as record:
        article = statement_at(request, record, id, even_wrong=True).article
        add_note(record, id, text, account.name)
    return RedirectResponse(f"/articles/{article}#statement-{id}", 303)


@router.post("/notes/{number}/remove", dependencies=_OWN)
def take_note(request: Request, number: Number, account: SignedIn) -> Response:
    """Take out a note: one's own, or as an admin any."""
    with writing(request) as record:
        found = of_whom(record, number)
        if found is None:
            raise HTTPException(404, f"There is no note {number}.")
        who, article = found
        if account.role != "admin" and who != account.name:
            raise HTTPException(403, "Only who wrote a note, or an admin, may take it out.")
        remove_note(record, number)
    return RedirectResponse(f"/articles/{article}", 303)


@router.get("/articles/{number}/remove")
def ask_to_remove(request: Request, number: Number, account: Admin) -> Response:
    """The question whether an article is to be taken out."""
    with reading(request) as record:
        found = listed(record, number)
    if found is None:
        raise HTTPException(404, f"There is no article {number}.")
    return page(request, "remove.html", article=found)


@router.post("/articles/{number}/remove", dependencies=_LINKED)
def remove(request: Request, number: Number, account: Admin, why: Text = "") -> Response:
    """Take an article out of the record, for good."""
    with writing(request) as record:
        key = key_of(record.connection, number)
        if key is None:
            raise HTTPException(404, f"There is no article {number}.")
        record.remove(key, f"{account.name}: {why.strip()}")
    return RedirectResponse("/articles", 303)


def _form(request: Request, id: str, error: HTTPException | None, form: dict[str, Any] | None = None) -> Response:
    with reading(request) as record:
        now = editable(request, record, id)
        article = article_of(record.connection, now.version)
        return page(
            request,
            "correct.html",
            status_code=error.status_code if error else 200,
            now=now,
            form={field: getattr(now, field) for field in given()} | (form or {}),
            paragraphs=paragraphs(_only(article, id)),
            article=article,
            choices=CHOICES,
            problem=error.detail if error else None,
            unsure=error if isinstance(error, Unsure) else None,
            undone="undone" in request.query_params,
            history=corrections(record, statement=id),
            notes=notes(record, now.article).get(id, []),
        )


def _missed(request: Request, number: int, form: dict[str, Any], error: HTTPException | None) -> Response:
    with reading(request) as record:
        latest = latest_of(record.connection, number)
        if latest is None:
            raise HTTPException(404, f"There is no article {number}.")
        article = article_of(record.connection, latest)
        return page(
            request,
            "missed.html",
            status_code=error.status_code if error else 200,
            number=number,
            article=article,
            paragraphs=paragraphs(article),
            choices=CHOICES,
            form=form,
            others=[
                (s.id, textwrap.shorten(f"{written(s.cue)}: {written(s.content)}", 90)) for s in article.statements
            ],
            problem=error.detail if error else None,
            unsure=error if isinstance(error, Unsure) else None,
        )


def _only(article: Article, id: str) -> Article:
    """The article with this statement alone, so that nothing else is marked."""
    return replace(article, statements=tuple(replace(s, parent=None) for s in article.statements if s.id == id))
