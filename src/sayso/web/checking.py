"""Quotations and drafts checked against the record: bounded in size, time and number."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from fastapi import HTTPException, Request

from sayso.checking.check import check
from sayso.checking.checked import Checked, Match, doubtful_first
from sayso.checking.draft import quoted
from sayso.linking.quote_alignment import WordChange
from sayso.record import Record
from sayso.record.versions import briefs, number_of
from sayso.web.deps import site
from sayso.web.reading import MAX_TEXT

MAX_DRAFT = MAX_TEXT
MAX_QUOTE = 20_000  # code points
MAX_NAME = 500
MAX_QUOTES = 300  # of a draft
_LATER = {"Retry-After": "30"}
_PATIENCE = 60.0  # seconds for a draft's quotations, and for one's turn

Piece = tuple[Literal["same", "del", "ins"], str]


class _Turns:
    """What few may do at once, and some more may wait for: all together, requests have few threads."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._turns = threading.BoundedSemaphore(at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One's turn. Answers 503 where too many wait, or the others take too long."""
        busy = HTTPException(503, "Too many quotations are being checked: try again in a minute.", _LATER)
        if not self._places.acquire(blocking=False):
            raise busy
        try:
            if not self._turns.acquire(timeout=_PATIENCE):
                raise busy
            try:
                yield
            finally:
                self._turns.release()
        finally:
            self._places.release()


_QUOTES = _Turns(2, 6)
_DRAFTS = _Turns(1, 2)


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """The quotations of a draft, the doubtful ones first; `problems` tells of those that could not be checked."""

    checked: tuple[Checked, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement near a quotation stands: the number and title of its article."""

    match: Match
    article: int
    title: str | None


def checked_quote(record: Record, quote: str, by: str, when: str) -> Checked:
    """The verdict on one quotation; `by` and `when` may be empty. Answers 422 for what is none or too long, 503 where
    too many wait."""
    if len(quote) > MAX_QUOTE or len(by) > MAX_NAME:
        raise HTTPException(422, f"A quotation has at most {MAX_QUOTE:,} characters, a name {MAX_NAME}: give a part.")
    with _QUOTES.turn():
        try:
            return check(record, quote, by.strip() or None, when.strip() or None)
        except ValueError as error:
            raise HTTPException(422, _sentence(str(error))) from error


def checked_draft(request: Request, record: Record, draft: str | bytes) -> CheckedDraft:
    """The verdict on each quotation of a draft, a text or a file, which is not kept. Answers 413 and 422 for what is
    none or too long, 503 where too many wait or it takes too long."""
    readings = site(request).readings
    with _DRAFTS.turn():
        article = readings.pasted(draft, html=False) if isinstance(draft, str) else readings.uploaded(draft)
        if len(list(quoted(article))) > MAX_QUOTES:
            raise HTTPException(413, f"The draft has more than {MAX_QUOTES} quotations: give a part of it.")
        found = list(quoted(readings.read(article)))
        done: list[Checked] = []
        problems: list[str] = []
        end = time.monotonic() + _PATIENCE
        for q in found:
            if time.monotonic() > end:
                raise HTTPException(503, "Checking all these quotations takes too long: give a part of the draft.")
            try:
                done.append(check(record, q.quote, q.by))
            except ValueError as error:
                problems.append(f"“{q.quote[:60]} …”: {error}")
    return CheckedDraft(tuple(sorted(done, key=doubtful_first)), tuple(problems))


def places(record: Record, checked: Checked) -> list[Place]:
    """Where the statements near a quotation stand, in their order."""
    return [_place(record, m) for m in checked.matches]


def pieces(text: str, changes: Iterable[WordChange]) -> list[Piece]:
    """A text and the words that it was compared with, in one row: what both have, what only the other has (del), what
    only the text has (ins)."""
    out: list[Piece] = []
    at = 0
    for c in changes:
        gap = text[at : c.start] + ("" if c.after else " ")
        out += [("same", gap), ("del", c.before), ("ins", c.after)]
        at = c.end
    return [(kind, words) for kind, words in (*out, ("same", text[at:])) if words]


def _place(record: Record, match: Match) -> Place:
    number = number_of(record.connection, match.article)
    assert number is not None
    return Place(match, number, briefs(record.connection, [number])[number].title)


def _sentence(problem: str) -> str:
    return f"{problem[:1].upper()}{problem[1:]}."
