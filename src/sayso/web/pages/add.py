"""Adding to the record: texts, files, folders, addresses and feeds; they are read behind the pages."""

import re
from pathlib import PurePosixPath
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from sayso.pages.folders import is_article
from sayso.record.articles import is_empty, listed
from sayso.web.additions import MAX_HELD, MAX_INPUTS, Full, Input
from sayso.web.auth import SignedIn, own_form
from sayso.web.deps import reading, site, writing
from sayso.web.middleware import ADDED, MAX_ADDED
from sayso.web.query_params import Number
from sayso.web.render import page

router = APIRouter()
MAX_FILES = 1_000  # that are sent together
_MAX_PASTED = 4 << 20  # bytes
_MAX_ADDRESSES = 100  # that are given together
_LONGEST = 300  # characters of a name
_ADDRESS = re.compile(r"https?://\S{1,2000}", re.I)
_PROGRESS = "/add/progress"


@router.get(ADDED)
def form(request: Request, account: SignedIn) -> Response:
    """The ways to add."""
    return _form(request)


@router.post(ADDED)
async def add(request: Request, account: SignedIn) -> Response:
    """Have what was given read; lead on to how far that is."""
    # Read here, and not by the framework: what comes from those who may not write is not even taken in.
    async with request.form(max_files=MAX_FILES, max_fields=10, max_part_size=_MAX_PASTED) as given:
        own_form(request, str(given.get("csrf", "")))
        files = [await _file(one) for one in given.getlist("files") if isinstance(one, UploadFile) and one.filename]
    return await run_in_threadpool(_put, request, given, [one for one in files if one])


@router.get(_PROGRESS)
def progress(request: Request, account: SignedIn) -> Response:
    """How far it is."""
    return page(request, "progress.html", progress=site(request).additions.progress())


@router.post("/add/again", dependencies=[Depends(own_form)])
def again(request: Request, account: SignedIn, number: Annotated[list[int] | None, Form()] = None) -> Response:
    """Try again one of what failed, or all of it."""
    additions = site(request).additions
    additions.again(number or [one.number for one in additions.progress().of("failed")])
    return RedirectResponse(_PROGRESS, 303)


@router.post("/add/feeds", dependencies=[Depends(own_form)])
def feed(
    request: Request, account: SignedIn, action: Annotated[Literal["look", "stop"], Form()],
    address: Annotated[str, Form(max_length=2_100)] = "",
) -> Response:  # fmt: skip
    """Look into a feed that is followed, or all of them, for what is new; or follow one no longer."""
    with reading(request) as record:
        known = record.feeds()
    if address and address not in known:
        raise HTTPException(404, "This feed is not followed.")
    if action == "stop":
        with writing(request) as record:
            record.unfollow(address)
        return RedirectResponse(ADDED, 303)
    _give(request, [Input("feed", one) for one in known if address in ("", one)])
    return RedirectResponse(_PROGRESS, 303)


@router.post("/articles/{number}/reread", dependencies=[Depends(own_form)])
def reread(request: Request, number: Number, account: SignedIn) -> Response:
    """Read an article again, as `sayso reread` does; its corrections stay."""
    with reading(request) as record:
        found = listed(record, number)
    if found is None:
        raise HTTPException(404, f"There is no article {number}.")
    _give(request, [Input("reread", found.title or found.url or f"Article {number}", article=number)])
    return RedirectResponse(_PROGRESS, 303)


def _form(request: Request, problem: str | None = None, text: str = "", addresses: str = "") -> Response:
    with reading(request) as record:
        return page(
            request,
            "add.html",
            status_code=422 if problem else 200,
            is_empty=is_empty(record),
            feeds=record.feeds(),
            problem=problem,
            text=text,
            addresses=addresses,
            progress=site(request).additions.progress(),
            most_files=MAX_FILES,
            most_bytes=MAX_ADDED,
        )


def _put(request: Request, given: FormData, files: list[Input]) -> Response:
    text = str(given.get("text", "")).replace("\r\n", "\n")
    addresses = str(given.get("addresses", ""))
    asked = addresses.split()
    wrong = [one for one in asked if not _ADDRESS.fullmatch(one)]
    if wrong:
        return _form(request, f"{wrong[0][:100]!r} is no address: it begins with http:// or https://", text, addresses)
    if len(asked) > _MAX_ADDRESSES:
        return _form(request, f"That are more than {_MAX_ADDRESSES} addresses: give a part of them.", text, addresses)
    inputs = [*files, *(Input("feed" if given.get("follow") else "address", one) for one in asked)]
    if text.strip():
        inputs.append(Input("text", "what was pasted", text.encode("utf-8", "replace")))
    if not inputs:
        return _form(request, "There is nothing to read: choose files, give an address, or paste a text.")
    _give(request, inputs)
    if "hx-request" in request.headers:
        return Response(status_code=204)
    return RedirectResponse(_PROGRESS, 303)


def _give(request: Request, inputs: list[Input]) -> None:
    """Have inputs read. Answers 503 where too much waits."""
    try:
        site(request).additions.put(inputs)
    except Full as error:
        raise HTTPException(
            503, f"More than {MAX_INPUTS:,} articles or {MAX_HELD >> 20} MiB wait to be read: try again when they are.",
            {"Retry-After": "60"},
        ) from error  # fmt: skip


async def _file(sent: UploadFile) -> Input | None:
    """A file as it was sent; None for one of a folder that is no article by its name."""
    name = (sent.filename or "").replace("\\", "/")[-_LONGEST:]
    parts = PurePosixPath(name).parts
    if len(parts) > 1 and (any(part.startswith(".") for part in parts) or not is_article(name)):
        return None
    return Input("file", name, await sent.read())
