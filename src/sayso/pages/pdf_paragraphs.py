"""A PDF's lines to paragraphs: where one ends is told by indents, gaps, type and lines that end early."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sayso.pages.boilerplate_lines import is_sentence
from sayso.pages.pdf_layout import Segment

_TYPE = 1.08  # times another size is another type
_LEADING = 1.3  # times the usual distance is a gap
_INDENT = 0.6  # of the type's size
_DEEP = 4.0  # times the type's size is no indent of a first line
_FEW = 0.04  # of the lines; fewer are indented by chance
_HEADING = 0.35  # of a column's width is free behind a heading
_ROOM = 0.3  # of the type's size, by which an estimated width may be wrong
_LARGER = 1.12  # times the body's type is a heading's
_SOME = 3  # gaps that tell, and times as many as ends without
_BULLET = re.compile(r"[•●◦▪■–—*·-]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s")
_BROKEN = re.compile(r"[^\W_][-‐]$")
# Words that are written with a hyphen when they are the first or the second of two, and hardly break otherwise.
_FIRST = frozenset(
    "all best better cross double early eight eighty fast fifty first five forty four free full great half hard heavy "
    "high ill left light long low lower middle multi nine ninety non north old one open quick right second self "
    "semi seven seventy short single sixty slow small south ten third thirty three tight triple twenty two upper "
    "vice well world year".split()
)
_SECOND = frozenset(
    "backed based built capped century class cost degree driven elect ended facing fed filled friendly general "
    "going hour kilometre known largest law led level lived looking made mile minded minute month old olds owned "
    "paid profile related scale season sector selling shaped sized speed storey term thirds tonne volume week "
    "winning year years".split()
)
_ENDINGS = frozenset(  # of a word that may begin as one of the first does
    "age ant ary dom ed er ers est ful hood ics ing ish less ly ment ness ship some spread teen teenth ty ward "
    "wards way ways".split()
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    size: float
    is_bold: bool
    page: int


def paragraphs(flows: Sequence[Sequence[Segment]]) -> list[Paragraph]:
    """The paragraphs of a document's columns, from the first to the last. One may go on in the next column."""
    shape = _shape(flows)
    found: list[list[Segment]] = []
    for number, flow in enumerate(flows):
        left, right = _edges(flow, shape.body)
        for before, line in zip((None, *flow), flow, strict=False):
            if before is not None:
                begins = _begins(before, line, found[-1][0], left, right, shape)
            else:
                begins = number == 0 or not _goes_on(found[-1][-1], line, flows[number - 1], left, shape)
            if begins:
                found.append([line])
            else:
                found[-1].append(line)
    words = Counter(word.lower() for flow in flows for x in flow for word in re.findall(r"\w[\w-]*\w", x.text))
    return [
        Paragraph(_joined([x.text for x in lines], words), lines[0].size, lines[0].is_bold, lines[0].page)
        for lines in found
    ]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a document is set: the size of its body, the usual distance of lines by size, how far the first line
    of a paragraph stands in, 0 where it does not, and whether paragraphs stand apart."""

    body: float
    leading: dict[int, float]
    indent: float
    has_gaps: bool


def _shape(flows: Sequence[Sequence[Segment]]) -> _Shape:
    letters: Counter[float] = Counter()
    distances: dict[int, list[float]] = defaultdict(list)
    for flow in flows:
        for line in flow:
            letters[line.size] += len(line.text)
        for one, other in pairwise(flow):
            if _is_like(one, other):
                distances[round(one.size)].append(one.baseline - other.baseline)
    body = letters.most_common(1)[0][0]
    leading = {size: median(each) for size, each in distances.items()}
    indents: Counter[int] = Counter()
    full = 0
    for flow in flows:
        left, _ = _edges(flow, body)
        lines = [x for x in flow if abs(x.size - body) < body * (_TYPE - 1)]
        # Of a list's items the further lines stand in too.
        pairs = [(x, y) for x, y in pairwise(lines) if abs(x.left - y.left) > 1]
        indents.update(round(x.left - left) for x, _ in pairs if _INDENT * body < x.left - left < _DEEP * body)
        full += len(lines)
    indent, times = indents.most_common(1)[0] if indents else (0, 0)
    return _Shape(body, leading, indent if _FEW * full < times < full / 2 else 0, _has_gaps(flows, body, leading))


def _has_gaps(flows: Sequence[Sequence[Segment]], body: float, leading: dict[int, float]) -> bool:
    """Whether paragraphs stand apart: hardly one ends far from the right edge without a gap below it."""
    gaps = ends = 0
    for flow in flows:
        left, right = _edges(flow, body)
        for one, other in pairwise(flow):
            if _is_like(one, other) and abs(one.size - body) < body * (_TYPE - 1):
                is_gap = one.baseline - other.baseline > _LEADING * leading[round(one.size)]
                gaps += is_gap
                ends += not is_gap and is_sentence(one.text) and right - one.right > _HEADING * (right - left)
    return gaps >= _SOME and gaps > _SOME * ends


def _is_like(one: Segment, other: Segment) -> bool:
    """Whether two lines are set in one type."""
    return max(one.size, other.size) < _TYPE * min(one.size, other.size)


def _edges(flow: Sequence[Segment], body: float) -> tuple[float, float]:
    """The left and the right edge of a column's body."""
    lines = [x for x in flow if abs(x.size - body) < body * (_TYPE - 1)] or list(flow)
    lefts = Counter(round(x.left) for x in lines)
    return lefts.most_common(1)[0][0], max(x.right for x in lines)


def _begins(before: Segment, line: Segment, first: Segment, left: float, right: float, shape: _Shape) -> bool:
    """Whether a line begins a paragraph, and does not go on with that of the line before."""
    usual = shape.leading.get(round(line.size), 1.2 * line.size)
    distance = before.baseline - line.baseline
    if not _is_like(before, line) or distance > _LEADING * usual or distance < 0:
        return True
    if _is_broken(before, line):
        return False
    if before.is_bold != line.is_bold or _BULLET.match(line.text):
        return True
    if line.size > _LARGER * shape.body:
        return False
    into, indent = line.left - left, _INDENT * line.size
    if shape.indent and abs(into - shape.indent) < 1.5:
        return True
    if into > indent and line.left - before.left > indent and not _BULLET.match(first.text):
        return True
    if shape.has_gaps and right - before.right < _HEADING * (right - left):
        return False
    return _is_short(before, line, left, right)


def _is_broken(before: Segment, line: Segment) -> bool:
    return bool(_BROKEN.search(before.text)) and line.text[:1].islower()


def _is_short(before: Segment, line: Segment, left: float, right: float) -> bool:
    """Whether a line ends early: the next one's first word had room in it, or it is much shorter and no sentence."""
    room = right - before.right
    if not is_sentence(before.text):
        is_item = before.text.endswith(";")
        return room > _HEADING * (right - left) and (is_item or not line.text[:1].islower())
    word = line.text.split(" ", 1)[0]
    return room > (line.right - line.left) * (len(word) + 1) / len(line.text) + _ROOM * line.size


def _is_open(before: Segment, line: Segment) -> bool:
    """Whether a sentence goes on in the line."""
    return not is_sentence(before.text) and line.text[:1].islower()


def _goes_on(before: Segment, line: Segment, flow: Sequence[Segment], left: float, shape: _Shape) -> bool:
    """Whether the first line of a column goes on with the last paragraph of the one before."""
    if not _is_like(before, line) or before.is_bold != line.is_bold or _BULLET.match(line.text):
        return False
    if _is_broken(before, line) or _is_open(before, line):
        return True
    if _is_short(before, line, *_edges(flow, shape.body)) or line.left - left > _INDENT * line.size:
        return False
    return shape.indent > 0 or not is_sentence(before.text)


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    """The lines as one text; a hyphen at a line's end goes where it only broke a word."""
    text = ""
    for line in lines:
        if text and _BROKEN.search(text) and line[:1].isalnum():
            before, after = _last_word(text), line.split(" ", 1)[0]
            text = text if _has_hyphen(before, after, words) else text[:-1]
            text += line
        else:
            text += f" {line}" if text else line
    return text


def _last_word(text: str) -> str:
    return text[-80:].split(" ")[-1]


def _has_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    """Whether a word that is broken at a line's end is written with the hyphen: as it stands elsewhere in the document,
    else as such words are written: "well-known", "18-year-old", "Anglo-Saxon"."""
    one, other = (re.sub(r"^\W+|\W+$", "", each).lower() for each in (before, after))
    whole, apart = words[one + other], words[f"{one}-{other}"]
    if whole != apart:
        return apart > whole
    if not after[:1].islower() or one[-1:].isdigit() or "-" in other:
        return True
    return other not in _ENDINGS and (one.split("-")[-1] in _FIRST or (other in _SECOND and len(one) > 2))
