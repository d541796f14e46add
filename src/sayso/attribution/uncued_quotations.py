"""Statements of quotations that no cue attributes: "Ada Holm shook her head. “It is late.”", a paragraph in quotation
marks, a quotation behind a colon.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sayso.article import Span, Statement
from sayso.attribution.boundaries import Range
from sayso.attribution.statements import AttributionResult, headline_end
from sayso.attribution.turns import numbered
from sayso.lang import rule
from sayso.text.quotes import Quotation, chains, paragraphs

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
_BACK = 12  # code points before a quotation that are looked at for what ends there
_SENTENCE = 300  # code points before it in which the sentence beside it begins


def with_uncued_quotations(reading: AttributionResult, least: float | None = None) -> AttributionResult:
    """The reading with a direct statement for each quotation of at least three words that is a sentence of its own and
    no statement's content; its cue is the mark before it in its paragraph, or the one that opens it, its source whom
    the sentence beside it is about, or who spoke last, in its paragraph or the one before. A headline in quotation
    marks is none. Nothing is added where only statements of more confidence are asked for (`least`)."""
    if least is not None and least > _CONFIDENCE:
        return reading
    text, around = reading.article.text, _Around(reading)
    headline = headline_end(text)
    own = [q for q in _sentences(text, reading.marks) if q[0] >= headline and not around.is_covered(*q)]
    if not own:
        return reading
    new = [_statement(text, *q, around.source(*q)) for q in own]
    inner = [_inside(s, own, new) for s in reading.statements]
    return replace(reading, statements=numbered([*inner, *new]))


def _sentences(text: str, marks: Sequence[Quotation]) -> Iterator[Range]:
    """The outermost quotations, those of several paragraphs as one, that are a sentence and have words enough."""
    long = sorted(chains(list(marks)))
    for start, end in sorted({*long, *((q.start, q.end) for q in marks if q.depth == 0 and q.closed)}):
        k = bisect_right(long, start, key=lambda c: c[0]) - 1
        is_part = k >= 0 and end <= long[k][1] and (start, end) != long[k]
        is_sentence = (
            _BEGINS.search(text, max(0, start - _BACK), start)
            and _ENDS.search(text, max(start, end - _BACK), end)
            and _FOLLOWS.match(text, end)
        )
        if is_sentence and not is_part and len(text[start:end].split()) >= _FEWEST:
            yield start, end


class _Around:
    """What stands around a stretch of an article: contents, paragraphs, the statements before."""

    def __init__(self, reading: AttributionResult) -> None:
        self._text, self._statements = reading.article.text, reading.statements
        self._cues = [s.cue[0].start for s in reading.statements]
        self._outer = [s for s in reading.statements if s.parent is None]
        self._paragraphs = [start for start, _ in paragraphs(self._text)]
        begun = np.zeros(len(self._text) + 1, dtype=np.int64)
        for x in (x for s in reading.statements for x in s.content):
            begun[x.start] += 1
            begun[x.end] -= 1
        # How many characters of contents stand before each place.
        self._said = np.concatenate(([0], np.cumsum(np.cumsum(begun))))

    def is_covered(self, start: int, end: int) -> bool:
        """Whether half of a stretch is the content of statements whose cues stand outside of it."""
        inside = self._statements[bisect_left(self._cues, start) : bisect_left(self._cues, end)]
        own = sum(max(0, min(end, x.end) - max(start, x.start)) for s in inside for x in s.content)
        return 2 * (int(self._said[end] - self._said[start]) - own) >= end - start

    def source(self, start: int, end: int) -> tuple[Span, ...]:
        """Whom the sentence before a quotation is about, or behind one that opens its paragraph; else the source of the
        last statement since the paragraph before began."""
        k = bisect_right(self._paragraphs, start) - 1
        opens = self._paragraphs[k] == start
        # With the line break before it, after which a sentence begins too.
        begin = max(0, self._paragraphs[k] - 1, start - _SENTENCE)
        about = _BEHIND.match(self._text, end) if opens else _ABOUT.search(self._text, begin, start)
        if about:
            return (Span.of(self._text, *about.span("who")),)
        last = bisect_left(self._outer, start, key=lambda s: s.cue[0].start) - 1
        since = self._paragraphs[max(0, k - opens)]
        return self._outer[last].source if last >= 0 and self._outer[last].cue[0].start >= since else ()


def _statement(text: str, start: int, end: int, source: tuple[Span, ...]) -> Statement:
    before = start
    while before and text[before - 1] == " ":
        before -= 1
    is_led = before > 0 and text[before - 1] in ".!?:"
    cue = (before - 1, before) if is_led else (start, start + 1)
    return Statement(
        id=f"quotation {start}",
        cue=(Span.of(text, *cue),),
        source=source,
        content=(Span.of(text, start, end),),
        kind="direct",
        confidence=_CONFIDENCE,
    )


def _inside(s: Statement, own: Sequence[Range], new: Sequence[Statement]) -> Statement:
    """The statement, if it has no other around it, inside the quotation that its cue stands in."""
    k = bisect_right(own, s.cue[0].start, key=lambda q: q[0]) - 1
    is_inside = s.parent is None and k >= 0 and s.cue[0].start < own[k][1]
    return replace(s, parent=new[k].id) if is_inside else s
