"""Correcting a statement, confirming it, marking it wrong, adding one that was missed, writing notes."""

from dataclasses import replace
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from sayso.article import BETWEEN, Article
from sayso.record import Correction, corrections
from sayso.record.query_syntax import CHOICES
from sayso.record.rows import article as article_of
from sayso.web.article_view import paragraphs
from sayso.web.asking import Number
from sayso.web.correcting import Editable, add_statement, correct_statement, editable
from sayso.web.linking import links_anew
from sayso.web.notes import LONGEST, add_note, notes, remove_note
from sayso.web.render import fragment, page
from sayso.web.sessions import Admin, SignedIn, own_form
from sayso.web.site import reading, writing
from sayso.web.statement_ids import Id, statement_at

router = APIRouter()
_Text = Annotated[str, Form(max_length=20_000)]
_OWN = [Depends(own_form)]
_LINKED = [*_OWN, Depends(links_anew)]


@router.get("/statements/{id}/correct")
def form(request: Request, id: Id, account: SignedIn) -> Response:
    """The statement in its text, and the form."""
    return _form(request, id, None)


@router.post("/statements/{id}/correct", dependencies=_LINKED)
def save(
    request: Request,
    id: Id,
    account: SignedIn,
    speakers: _Text = "",
    act: _Text = "",
    negated: _Text = "",
    stance: _Text = "",
    source: _Text = "",
    cue: _Text = "",
    content: _Text = "",
    why: _Text = "",
) -> Response:
    """Keep what was changed."""
    given = {"speakers": _names(speakers), "act": act, "negated": bool(negated), "stance": stance}
    given |= {"source": _line(source), "cue": _line(cue), "content": _line(content)}
    try:
        with writing(request) as record:
            now = editable(request, record, id)
            changed = _changed(now, given)
            if changed:
                correction = Correction(by=account.name, why=why.strip() or None, **changed)
                correct_statement(record, id, correction)
    except HTTPException as error:
        return _form(request, id, str(error.detail), error.status_code)
    return RedirectResponse(f"/articles/{now.article}#statement-{id}", 303)


@router.post("/statements/{id}/judge", dependencies=_LINKED)
def judge(
    request: Request,
    id: Id,
    account: SignedIn,
    answer: Annotated[Literal["right", "wrong"], Form()],
    next: _Text = "",
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
def speaker(request: Request, id: Id, account: SignedIn, name: _Text = "", next: _Text = "") -> Response:
    """Say who said a statement: one of its candidates, or nobody who is named."""
    with writing(request) as record:
        now = editable(request, record, id)
        correct_statement(record, id, Correction(by=account.name, speakers=_names(name)))
    if "hx-request" in request.headers:
        return fragment(request, "parts/judged.html", id=id, answer="speaker")
    return RedirectResponse("/review" if next == "review" else f"/articles/{now.article}#statement-{id}", 303)


@router.get("/articles/{number}/missed")
def missed(request: Request, number: Number, account: SignedIn) -> Response:
    """The article, and the form for a statement that was missed in it."""
    return _missed(request, number, {}, None)


@router.post("/articles/{number}/missed", dependencies=_LINKED)
def add(
    request: Request,
    number: Number,
    account: SignedIn,
    speakers: _Text = "",
    act: _Text = "assert",
    stance: _Text = "neutral",
    source: _Text = "",
    cue: _Text = "",
    content: _Text = "",
    why: _Text = "",
) -> Response:
    """Add it."""
    given = {"speakers": speakers, "act": act, "stance": stance, "source": source, "cue": cue, "content": content}
    try:
        quotes = {field: _quotes(_line(given[field])) for field in ("source", "cue", "content")}
        if len(quotes["cue"]) != 1 or not quotes["content"]:
            raise HTTPException(422, "Give the words that say so, in one stretch, and what was said.")
        chosen = {field: _choice(field, given[field]) for field in ("act", "stance")}
        told = {"why": why.strip() or None, "speakers": _names(speakers) or None, **quotes, **chosen}
        with writing(request) as record:
            key = record.connection.execute("SELECT key FROM articles WHERE id = ?", (number,)).fetchone()
            if key is None:
                raise HTTPException(404, f"There is no article {number}.")
            made = add_statement(record, key["key"], Correction(by=account.name, **cast(Any, told)))
    except HTTPException as error:
        if error.status_code == 404:
            raise
        return _missed(request, number, given, str(error.detail), error.status_code)
    return RedirectResponse(f"/articles/{number}#statement-{made}", 303)


@router.post("/statements/{id}/notes", dependencies=_OWN)
def write_note(request: Request, id: Id, account: SignedIn, body: _Text = "") -> Response:
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
        found = record.connection.execute("SELECT article, who FROM notes WHERE id = ?", (number,)).fetchone()
        if found is None:
            raise HTTPException(404, f"There is no note {number}.")
        if account.role != "admin" and found["who"] != account.name:
            raise HTTPException(403, "Only who wrote a note, or an admin, may take it out.")
        remove_note(record, number)
    return RedirectResponse(f"/articles/{found['article']}", 303)


@router.get("/articles/{number}/remove")
def ask_to_remove(request: Request, number: Number, account: Admin) -> Response:
    """The question whether an article is to be taken out."""
    with reading(request) as record:
        found = record.connection.execute("SELECT * FROM article_view WHERE id = ?", (number,)).fetchone()
    if found is None:
        raise HTTPException(404, f"There is no article {number}.")
    return page(request, "remove.html", article=found)


@router.post("/articles/{number}/remove", dependencies=_LINKED)
def remove(request: Request, number: Number, account: Admin, why: _Text = "") -> Response:
    """Take an article out of the record, for good."""
    with writing(request) as record:
        found = record.connection.execute("SELECT key FROM articles WHERE id = ?", (number,)).fetchone()
        if found is None:
            raise HTTPException(404, f"There is no article {number}.")
        record.remove(found["key"], f"{account.name}: {why.strip()}")
    return RedirectResponse("/articles", 303)


def _form(request: Request, id: str, problem: str | None, status_code: int = 200) -> Response:
    with reading(request) as record:
        now = editable(request, record, id)
        article = article_of(record.connection, now.version)
        return page(
            request,
            "correct.html",
            status_code=status_code,
            now=now,
            paragraphs=paragraphs(_only(article, id)),
            article=article,
            choices=CHOICES,
            problem=problem,
            history=corrections(record, statement=id),
            notes=notes(record, now.article).get(id, []),
        )


def _missed(
    request: Request, number: int, given: dict[str, str], problem: str | None, status_code: int = 200
) -> Response:
    with reading(request) as record:
        found = record.connection.execute("SELECT id FROM versions WHERE article = ? AND latest", (number,)).fetchone()
        if found is None:
            raise HTTPException(404, f"There is no article {number}.")
        article = article_of(record.connection, found["id"])
        return page(
            request,
            "missed.html",
            status_code=status_code,
            number=number,
            article=article,
            paragraphs=paragraphs(article),
            choices=CHOICES,
            given=given,
            problem=problem,
        )


def _only(article: Article, id: str) -> Article:
    """The article with this statement alone, so that nothing else is marked."""
    return replace(article, statements=tuple(replace(s, parent=None) for s in article.statements if s.id == id))


def _changed(now: Editable, given: dict[str, Any]) -> dict[str, Any]:
    """What a correction must say: the fields that are not as they were. Answers 422 for what cannot be."""
    changed = {field: value for field, value in given.items() if value != getattr(now, field)}
    for field in ("act", "stance"):
        if field in changed:
            _choice(field, changed[field])
    for field in ("source", "cue", "content"):
        if field in changed:
            changed[field] = _quotes(changed[field])
            if not changed[field]:
                raise HTTPException(422, f"The words of the {field} are missing.")
    return changed


def _choice(field: str, value: str) -> str:
    if value not in CHOICES[field]:
        raise HTTPException(422, f"{field}: choose one of the list.")
    return value


def _line(text: str) -> str:
    """A field as it was before the browser made its line breaks its own."""
    return text.replace("\r\n", "\n").strip()


def _quotes(text: str) -> tuple[str, ...]:
    return tuple(words for words in text.split(BETWEEN) if words.strip())


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in (" ".join(x.split()) for x in text.split(";")) if name)
