"""Where spans begin and end by the page's own marks: quotation marks, paragraphs, combining characters."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.lang import rule, words
from sayso.text.quotes import Quotation

Range = tuple[int, int]
_JOINT = rule("attribution", "joint")
_NOT = words("attribution", "not")


def whole(text: str, start: int, end: int) -> Range:
    """The span of whole characters and words: with its combining marks, never between the parts of "don't"."""
    if start and text[start - 1 : start + 2] in _NOT and text[start + 2 : end].strip():
        start += 2
        while start < end and text[start].isspace():
            start += 1
    if text[end - 1 : end + 2] in _NOT:
        end += 2
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def bare(text: str, span: Range) -> Range:
    """The span without commas at its end, where it has more."""
    start, end = span
    while end - start > 1 and text[end - 1] in ",; ":
        end -= 1
    return start, end


def joined(text: str, spans: list[Range]) -> tuple[Range, ...]:
    """Spans with nothing but white space between are one."""
    out: list[Range] = []
    for start, end in spans:
        if out and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def near(marks: Sequence[Quotation], start: int, end: int) -> list[Quotation]:
    """Quotations that touch the stretch; they are sorted by their start and end with their paragraph."""
    out = []
    for k in range(bisect_left(marks, end, key=lambda q: q.start) - 1, -1, -1):
        if marks[k].end > start:
            out.append(marks[k])
        elif marks[k].depth == 0:
            break
    return out


def with_marks(span: Range, cue: Range, marks: Sequence[Quotation]) -> Range:
    """The span with the mark just outside whose partner stands inside, without one whose partner is far outside."""
    start, end = span
    for q in (q for q in near(marks, start - 1, end + 1) if q.closed):
        if q.start >= start and end < q.end <= end + 2 and not end <= cue[0] < q.end:
            end = q.end
        elif q.end <= end and q.start == start - 1:
            start = q.start
        elif q.end == end and q.start < start:
            end -= 1
        elif q.start == start and q.end > end:
            start += 1
    return start, end


def chained(spans: Sequence[Range], cue: Range, chains: Sequence[Range]) -> tuple[Range, ...]:
    """The spans that hold anything; one that touches a quotation, but not from inside, grows to the whole of it."""
    out: list[Range] = []
    for start, end in spans:
        if start >= end:
            continue
        k = bisect_right(chains, start, key=lambda c: c[1])
        if k < len(chains) and chains[k][0] < end and not chains[k][0] <= cue[0] < chains[k][1]:
            start, end = min(start, chains[k][0]), max(end, chains[k][1])
        if out and start <= out[-1][1]:
            last = out.pop()
            start, end = last[0], max(end, last[1])
        out.append((start, end))
    return tuple(out)


def before(text: str, spans: Sequence[Range], end: int) -> tuple[Range, ...]:
    """The spans as far as they stand before `end`, without the words that join what follows."""
    out = []
    for a, b in spans:
        joint = _JOINT.search(text, a, end) if a < end < b else None
        out.append((a, joint.start() if joint else b))
    return tuple((a, b) for a, b in out if a < min(b, end))
