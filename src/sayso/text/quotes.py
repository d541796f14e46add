"""Quotations as the page's own marks show them: straight, curly, single, guillemets, low-high, nested, unclosed."""

import re
from bisect import bisect_left
from dataclasses import dataclass

PARAGRAPH_END = re.compile(r"\n\s*")

_DOUBLE_OPEN, _DOUBLE_CLOSE = '“„«»"‟＂', '”“»«"＂'
_SINGLE_OPEN, _SINGLE_CLOSE = "‘‚‹'", "’‘›'"
_PARTNERS = {
    "“": "”", "‟": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "＂": "＂",
    "‘": "’'", "‚": "‘’", "‹": "›", "'": "'’",
}  # fmt: skip
DEEPEST = 6  # quotations within each other; what opens more is noise
MARKS = frozenset("“”„‟«»\"＂‘’‚‹›'")
_OPENS_AFTER = frozenset("([{—–―-/:…|>")
_SINGLE = frozenset("‘’‚‹›'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: `start` at its opening mark, `end` past its closing one (code points).

    `depth` is 0 for the outermost. `closed` is false where no closing mark was found; such a quotation ends with
    its paragraph. `continued` is true where the next paragraph opens with a mark again and goes on with it, as news
    does in quotations of several paragraphs.
    """

    start: int
    end: int
    depth: int
    closed: bool
    continued: bool


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each run of text between line breaks, white space at the end left out."""
    out, at = [], 0
    for gap in PARAGRAPH_END.finditer(text):
        if gap.start() > at:
            out.append((at, gap.start()))
        at = gap.end()
    if at < len(text):
        out.append((at, len(text)))
    return out


def quotations(text: str) -> list[Quotation]:
    """All quotations of the text, by their start. Apostrophes open and close nothing."""
    found: list[Quotation] = []
    for start, end in paragraphs(text):
        found += _in_paragraph(text, start, end)
    return _joined(text, found)


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    marks = [i for i in range(start, end) if text[i] in MARKS]
    stack: list[int] = []
    out: list[Quotation] = []
    for n, i in enumerate(marks):
        before = text[i - 1] if i > start else " "
        after = text[i + 1] if i + 1 < end else " "
        if _apostrophe(text[i], before, after):
            continue
        partner = _opened_by(text, stack, i, before, after, marks[n + 1 : n + 40])
        if partner is not None:
            del stack[partner + 1 :]
            out.append(Quotation(stack.pop(), i + 1, len(stack), True, False))
        elif len(stack) < DEEPEST and _opens(text, i, before, after, marks[n + 1 : n + 40], end, bool(stack)):
            stack.append(i)
    out += [Quotation(i, end, depth, False, False) for depth, i in enumerate(stack) if text[i] not in "'‘"]
    return sorted(out, key=lambda q: q.start)


def _apostrophe(mark: str, before: str, after: str) -> bool:
    return mark in "'’" and before.isalnum() and after.isalnum()


def _opened_by(text: str, stack: list[int], i: int, before: str, after: str, later: list[int]) -> int | None:
    """Index in `stack` of the mark that the mark at `i` closes."""
    if not stack or (after.isalnum() and text[i] in "\"'“‘" and not before.isalnum()):
        return None
    for k in range(len(stack) - 1, -1, -1):
        if text[i] in _PARTNERS[text[stack[k]]]:
            if text[i] in "'’" and before in "sS" and after == " " and _closes_later(text, later, stack, k):
                return None
            return k
    return None


def _closes_later(text: str, later: list[int], stack: list[int], k: int) -> bool:
    """Whether a surer closing mark follows, so that this one is a plural's apostrophe (the workers' rights)."""
    return any(
        text[m] in _PARTNERS[text[stack[k]]] and not (text[m - 1].isalnum() and text[m + 1 : m + 2].isalnum())
        for m in later
    )


def _opens(text: str, i: int, before: str, after: str, later: list[int], end: int, inside: bool) -> bool:
    mark = text[i]
    if mark not in _PARTNERS or after.isspace():
        return False
    if mark in "“‘„‚‟" or mark in "«‹" or (mark == "»" and not before.isalnum()):
        return mark != "‘" or not before.isalnum()
    if before.isalnum() or not (before.isspace() or before in _OPENS_AFTER or before in MARKS):
        return False
    if mark in "'":
        # 'twas, '90s, rock 'n' roll: a straight single mark opens only where one closes later on.
        return after not in "0123456789" and any(
            text[m] in "'’" and not text[m + 1 : m + 2].isalnum() and not text[m - 1].isspace() for m in later
        )
    return True


def chains(found: list[Quotation]) -> list[tuple[int, int]]:
    """Start and end of each outermost quotation; one that goes over several paragraphs is one."""
    out: list[tuple[int, int]] = []
    goes_on = False
    for q in (q for q in found if q.depth == 0):
        if goes_on:
            out[-1] = (out[-1][0], q.end)
        elif q.continued or q.closed:
            out.append((q.start, q.end))
        goes_on = q.continued
    return out


def _joined(text: str, found: list[Quotation]) -> list[Quotation]:
    """Mark the unclosed quotations that the next paragraph goes on with."""
    starts = [q.start for q in found]
    out = []
    for q in found:
        if not q.closed and q.depth == 0:
            gap = PARAGRAPH_END.match(text, q.end)
            follower = gap.end() if gap else -1
            k = bisect_left(starts, follower)
            if k < len(found) and starts[k] == follower and text[follower] in _continuation(text[q.start]):
                q = Quotation(q.start, q.end, q.depth, q.closed, True)
        out.append(q)
    return out


def _continuation(mark: str) -> str:
    return {"«": "«»", "»": "»«"}.get(mark, mark)
