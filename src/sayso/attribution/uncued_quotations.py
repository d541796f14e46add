"""Statements of quotations that no cue attributes: "Ada Holm shook her head. “It is late.”", a paragraph in quotation
marks, a quotation behind a colon.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.article import Span, Statement
from sayso.attribution.boundaries import Range
from sayso.attribution.statements import AttributionResult
from sayso.attribution.turns import numbered
from sayso.lang import rule
from sayso.text.quotes import Quotation, chains

# Of 8 such quotations on news dev and the pages all are statements; of more there may be some that are none.
_CONFIDENCE = 0.8
_FEWEST = 3  # words
# What stands before a quotation that is a sentence of its own: nothing, the end of a sentence, a colon.
_BEGINS = re.compile(r"(?:^|\n|[.!?:][\"”’)]*\s)\s*$")
_ENDS = re.compile(r"[.!?…—–][\"”’»]*$")
_FOLLOWS = re.compile(r"\s*(?:$|\n|[^\w\s]|[A-Z0-9])")  # "“Who Feeds the Geese?” is a play" goes on
_ABOUT = rule("uncued_quotations", "about")
# "“I have been here since four.” [Piotr Wend] is first in the queue."
_BEHIND = rule("uncued_quotations", "behind")
_BACK = 12  # code points before a quotation that are looked at


def with_uncued_quotations(reading: AttributionResult, least: float | None = None) -> AttributionResult:
    """The reading with a direct statement for each quotation of at least three words that is a sentence of its own and
    no statement's content; its cue is the mark before it in its paragraph, or the one that opens it, its source whom
    the sentence beside it is about, or who spoke last, in its paragraph or the one before. A headline in quotation
    marks is none. Nothing is added where only statements of more confidence are asked for (`least`)."""
    if least is not None and least > _CONFIDENCE:
        return reading
    text = reading.article.text
    new = [
        _statement(text, start, end, _source(text, start, end, reading.statements))
        for start, end in _uncued(text, reading.marks, reading.statements)
    ]
    if not new:
        return reading
    inner = [_inside(s, new) for s in reading.statements]
    return replace(reading, statements=numbered([*inner, *new]))


def _uncued(text: str, marks: Sequence[Quotation], statements: Sequence[Statement]) -> Iterable[Range]:
    first = text[: max(0, text.find("\n"))].rstrip()
    headline = len(first) if first and first[-1] not in '.!?:”"' else 0
    long = chains(list(marks))
    whole = sorted({(q.start, q.end) for q in marks if q.depth == 0 and q.closed} - set(long))
    for start, end in sorted({*long, *(w for w in whole if not any(a <= w[0] and w[1] <= b for a, b in long))}):
        is_sentence = (
            _BEGINS.search(text, max(0, start - _BACK), start)
            and _ENDS.search(text, start, end)
            and _FOLLOWS.match(text, end)
        )
        if start < headline or not is_sentence or len(text[start:end].split()) < _FEWEST:
            continue
        outside = [s for s in statements if not start <= s.cue[0].start < end]
        covered = sum(max(0, min(end, x.end) - max(start, x.start)) for s in outside for x in s.content)
        if 2 * covered < end - start:
            yield start, end


def _source(text: str, start: int, end: int, statements: Sequence[Statement]) -> tuple[Span, ...]:
    """Whom the sentence before a quotation is about, or behind one that opens its paragraph; else the source of the
    last statement since the paragraph before began."""
    paragraph = text.rfind("\n", 0, start) + 1
    about = _ABOUT.search(text, paragraph, start) or (not text[paragraph:start].strip() and _BEHIND.match(text, end))
    if about:
        return (Span.of(text, *about.span("who")),)
    begin = paragraph
    if not text[paragraph:start].strip():
        begin = text.rfind("\n", 0, len(text[:paragraph].rstrip())) + 1
    last = [s for s in statements if begin <= s.cue[0].start < start and s.parent is None]
    return max(last, key=lambda s: s.cue[0].start).source if last else ()


def _statement(text: str, start: int, end: int, source: tuple[Span, ...]) -> Statement:
    led = text[:start].rstrip(" ")
    cue = (len(led) - 1, len(led)) if led.endswith((".", "!", "?", ":")) else (start, start + 1)
    return Statement(
        id=f"quotation {start}",
        cue=(Span.of(text, *cue),),
        source=source,
        content=(Span.of(text, start, end),),
        kind="direct",
        confidence=_CONFIDENCE,
    )


def _inside(s: Statement, new: Sequence[Statement]) -> Statement:
    """The statement, if it has no other around it, inside the quotation that its cue stands in."""
    at = s.cue[0].start
    around = next((n for n in new if n.content[0].start <= at < n.content[0].end), None)
    return replace(s, parent=around.id) if around and s.parent is None else s
