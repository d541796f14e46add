"""What stands beside a PDF's text: footnotes, and columns of other matter. It is read after the text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from sayso.pages.pdf_layout import PdfPage, Segment

_SMALL = 0.93  # times the body's type is a note's
_RAISED = 0.8  # times the body's type is a note's number
_MARK = r"(?:\d{1,3}|[*†‡§]{1,3})"
_NUMBER = re.compile(_MARK)
_NOTE = re.compile(rf"(?P<mark>{_MARK})\.?\s*(?=[^\W\d_a-z]|[“‘\"(])")
_TOP = 0.8  # of the page's height; what is higher is no footnote
_STEPS = 100  # places across a page where what stands beside the text may begin
_FEW = 3  # lines; fewer stand beside nothing
_MANY = 400  # pieces of a page; one of more has no boxes
_FULL = 0.6  # of its width, which most lines of a text fill
_WORDS = 20  # letters; numbers of lines and bullets have fewer
_CROSSING = 0.15  # of a page's pieces: its heads stand over both
_SAME = 2.0  # points


def body_size(pages: Sequence[PdfPage]) -> float:
    """The size of the type in which most is set."""
    letters: Counter[float] = Counter()
    for page in pages:
        for each in page.segments:
            letters[each.size] += len(each.text)
    return letters.most_common(1)[0][0]


def without_asides(pages: Sequence[PdfPage]) -> tuple[list[PdfPage], list[list[Segment]]]:
    """The pages without columns of other matter beside the text, and these."""
    found = [_beside(page.segments) or _boxed(page.segments) for page in pages]
    kept = [
        replace(page, segments=tuple(x for x in page.segments if x not in aside))
        for page, aside in zip(pages, map(set, found), strict=True)
    ]
    return kept, [sorted(aside, key=lambda x: -x.baseline) for aside in found if aside]


def _beside(segments: Sequence[Segment]) -> list[Segment]:
    """What stands in a narrow column of a page beside a wide one that its lines fill, on other lines than these: cells
    of a table, bullets and names of speakers stand on the same."""
    if len(segments) < 2 * _FEW:
        return []
    first, last = min(x.left for x in segments), max(x.right for x in segments)
    best: tuple[int, list[Segment]] | None = None
    for at in (first + n * (last - first) / _STEPS for n in range(1, _STEPS)):
        sides = [x for x in segments if x.right <= at], [x for x in segments if x.left >= at]
        crossing = len(segments) - len(sides[0]) - len(sides[1])
        if crossing > _CROSSING * len(segments) or min(map(len, sides)) < _FEW:
            continue
        aside, text = sorted(sides, key=lambda side: sum(len(x.text) for x in side))
        aside = [x for x in aside if min(t.baseline for t in text) - _SAME < x.baseline]
        if (best is None or crossing < best[0]) and _is_aside(aside, text):
            best = crossing, aside
    return best[1] if best else []


def _boxed(segments: Sequence[Segment]) -> list[Segment]:
    """A box that stands at the right of the text and is narrow beside its lines: lines one under another that begin at
    one place, on other lines than the text's."""
    lines = sorted(segments, key=lambda x: -x.baseline) if len(segments) <= _MANY else []
    for first in lines:
        box = [first]
        for each in lines:
            if abs(each.left - first.left) < _SAME and 0 < box[-1].baseline - each.baseline < 2.2 * first.size:
                box.append(each)
        top, bottom = box[0].baseline + box[0].size, box[-1].baseline - box[-1].size
        text = [x for x in segments if bottom < x.baseline < top and x not in box]
        if len(box) < _FEW or not text or any(x.right > first.left for x in text):
            continue
        width = max(x.right for x in box) - first.left
        level = sum(any(abs(x.baseline - y.baseline) < _SAME for y in text) for x in box)
        if width < _FULL * median(x.right - x.left for x in text) and level * 2 < len(box) and _has_words(box):
            return box
    return []


def _has_words(aside: Sequence[Segment]) -> bool:
    return sum(map(str.isalpha, "".join(x.text for x in aside))) >= _WORDS


def _is_aside(aside: Sequence[Segment], text: Sequence[Segment]) -> bool:
    if len(aside) < _FEW or not _has_words(aside):
        return False
    width = max(x.right for x in text) - min(x.left for x in text)
    if width < 1.5 * (max(x.right for x in aside) - min(x.left for x in aside)):
        return False
    lines = {round(x.baseline) for x in text}
    level = sum(any(abs(x.baseline - y) < _SAME for y in lines) for x in aside)
    full = sum(x.right - x.left > _FULL * width for x in text)
    return level * 2 < len(aside) and full * 2 > len(text)


def note_marks(pages: Sequence[PdfPage], body: float) -> set[str]:
    """The numbers of the footnotes: what small lines begin with."""
    small = [x for p in pages for x in p.segments if x.size < _SMALL * body and x.baseline < _TOP * p.height]
    found = {match["mark"] for x in small if (match := _NOTE.match(x.text))}
    return found | {x.text for x in small if _NUMBER.fullmatch(x.text) and any(_is_behind(x, y) for y in small)}


def _is_behind(mark: Segment, other: Segment) -> bool:
    """Whether a note's words stand right behind its number."""
    is_level = mark.page == other.page and abs(mark.baseline - other.baseline) < other.size
    return is_level and other is not mark and 0 <= other.left - mark.left < 3 * other.size


def without_marks(page: PdfPage, marks: set[str], body: float) -> PdfPage:
    """A page without the numbers of notes behind the words that have them: raised, or drawn as small figures."""
    dropped = {
        x
        for x in page.segments
        if x.text in marks
        and x.size < _RAISED * body
        and any(abs(y.right - x.left) < body / 2 and 0 < x.baseline - y.baseline < body for y in page.segments)
    }
    if not marks:
        return page
    glued = re.compile(rf"(?:(?<=[.,;:!?”’)])|(?<=[a-z][a-z]))(?:{'|'.join(map(re.escape, marks))})(?=\s|$)")
    kept = (replace(x, text=glued.sub("", x.text)) for x in page.segments if x not in dropped)
    return replace(page, segments=tuple(x for x in kept if x.text))


def without_notes(flow: Sequence[Segment], body: float) -> tuple[list[Segment], list[list[Segment]]]:
    """The lines of a column without the footnotes below it, and these, each without its number."""
    at = len(flow)
    while at and flow[at - 1].size < _SMALL * body:
        at -= 1
    notes: list[list[Segment]] = []
    for line in flow[at:]:
        if found := _NOTE.match(line.text):
            notes.append([replace(line, text=line.text[found.end() :])])
        elif notes:
            notes[-1].append(line)
        else:
            return list(flow), []
    return (list(flow[:at]), notes) if at else (list(flow), [])
