"""Where things stand on a PDF's pages: running heads and page numbers taken out, columns put one after another."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

_ZONE = 0.12  # of the page's height, at its top and at its bottom
_SAME = 3.0  # points
_SHARE = 0.3  # of the pages
_STEPS = 250  # places across a page where a gutter is looked for
_MOST = 2_000  # pieces of a page; one of more is no article in columns
_SPACE = 0.1  # of the type's size: what stands farther off is another word
_NEAR, _LOOSE = 3.8, 2.2  # times the type's size: lines around a line, and a gap between two words of it
_MOSTLY = 0.6  # of the lines around
_SIDE = 3  # lines on each side of what parts two columns
_ACROSS = 0.1  # of a page's pieces
_FULL = 0.6  # of a column's width, of most of its lines
_NUMBER = re.compile(r"(?:page\s+)?[-–—|]?\s*(\d{1,4})\s*[-–—|]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
_ADDRESS = re.compile(r"(?:https?|file)://\S+")
_PRINTED = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d\d(?:\s?[AP]M)?")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that stand in one line without a wide gap: a line of a column, or a piece of it. Points, from the page's
    lower left."""

    page: int
    left: float
    baseline: float
    right: float
    size: float
    is_bold: bool
    text: str


@dataclass(frozen=True, slots=True)
class PdfPage:
    number: int
    width: float
    height: float
    segments: tuple[Segment, ...]


def without_furniture(pages: Sequence[PdfPage]) -> tuple[list[PdfPage], str | None]:
    """The pages without running heads, page numbers and what a browser prints around a page; and the address that it
    prints there."""
    kept, url = [], None
    repeated = _repeated(pages)
    for page in pages:
        edge = [each for each in page.segments if _in_zone(page, each)]
        printed = [each for each in edge if _ADDRESS.fullmatch(each.text) or _PRINTED.fullmatch(each.text)]
        rows = {each.baseline for each in printed} if any(_ADDRESS.match(x.text) for x in printed) else set()
        url = url or next((x.text for x in printed if x.text.startswith("http") and "…" not in x.text), None)
        dropped = {
            each
            for each in edge
            if _key(page, each) in repeated
            or _is_number(page, each)
            or any(abs(each.baseline - row) < _SAME for row in rows)
        }
        dropped |= _wrapped(page, dropped, repeated)
        kept.append(replace(page, segments=tuple(each for each in page.segments if each not in dropped)))
    return kept, url


def _wrapped(page: PdfPage, dropped: set[Segment], repeated: set[tuple[str, int]]) -> set[Segment]:
    """The further lines of a running head, below the edge."""
    found: set[Segment] = set()
    for each in sorted(page.segments, key=lambda x: -abs(x.baseline - page.height / 2)):
        above = (x for x in (*dropped, *found) if _is_like(x, each) and _key(page, x) in repeated)
        if each not in dropped and _key(page, each) in repeated and any(_is_next(x, each) for x in above):
            found.add(each)
    return found


def _is_like(one: Segment, other: Segment) -> bool:
    return abs(one.size - other.size) < 1


def _is_next(one: Segment, other: Segment) -> bool:
    return abs(one.baseline - other.baseline) < 2 * one.size


def _in_zone(page: PdfPage, segment: Segment) -> bool:
    return not _ZONE * page.height < segment.baseline < (1 - _ZONE) * page.height


def _key(page: PdfPage, segment: Segment) -> tuple[str, int]:
    """What is the same of a running head on all pages; its number is not."""
    return re.sub(r"\d+", "0", segment.text), round(segment.baseline / _SAME)


def _repeated(pages: Sequence[PdfPage]) -> set[tuple[str, int]]:
    """What stands at the same place of several pages; a difference of a row's rounding is none."""
    seen = Counter(key for page in pages for key in {_key(page, x) for x in page.segments})
    near = {key: sum(seen[key[0], key[1] + by] for by in (-1, 0, 1)) for key in seen}
    return {key for key, count in near.items() if count >= max(2, _SHARE * len(pages))}


def _is_number(page: PdfPage, segment: Segment) -> bool:
    """Whether a segment at a page's edge is the page's number: nothing stands beyond it, and no words right behind it,
    as behind a footnote's."""
    if not _NUMBER.fullmatch(segment.text) or any(_is_behind(segment, each) for each in page.segments):
        return False
    middle = page.height / 2
    is_up, far = segment.baseline > middle, abs(segment.baseline - middle) + _SAME
    return not any((x.baseline > middle) == is_up and abs(x.baseline - middle) > far for x in page.segments)


def _is_behind(one: Segment, other: Segment) -> bool:
    is_level = abs(one.baseline - other.baseline) < other.size / 2
    return other is not one and is_level and 0 <= other.left - one.right < other.size


def rejoined(page: PdfPage) -> PdfPage:
    """The page with the words of loosely justified lines put together again: a gap between words, and none between
    columns or cells, has words above and below it."""
    rows: dict[float, list[Segment]] = defaultdict(list)
    for each in page.segments:
        rows[each.baseline].append(each)
    made: list[Segment] = []
    for baseline, row in rows.items():
        near = [other for at, other in rows.items() if at != baseline and abs(at - baseline) < _NEAR * row[0].size]
        last: Segment | None = None
        for each in sorted(row, key=lambda x: x.left):
            if last and _is_in_line(last, each, near):
                last = made[-1] = replace(last, right=each.right, text=f"{last.text} {each.text}")
            else:
                made.append(last := each)
    return replace(page, segments=tuple(made))


def _is_in_line(one: Segment, other: Segment, near: Sequence[Sequence[Segment]]) -> bool:
    """Whether two pieces are of one line: most of the lines `near` and above or below them run on where they part."""
    gap, middle = other.left - one.right, (other.left + one.right) / 2
    if not (one.size == other.size and one.is_bold == other.is_bold and 0 < gap < _LOOSE * one.size):
        return False
    lines = [row for row in near if any(x.left < other.right and x.right > one.left for x in row)]
    running = sum(any(x.left < middle < x.right for x in row) for row in lines)
    return running > max(1, _MOSTLY * len(lines))


def flows(segments: Sequence[Segment], known: float | None = None) -> list[list[Segment]]:
    """The lines of a page by column: each column that stands between two lines over the whole width is one flow.
    `known` is where columns are parted on the page before: the last one may have too few lines to show it."""
    gutter = gutter_of(segments)
    if gutter is None and known is not None and _is_parted(segments, known):
        gutter = known
    if gutter is None:
        return [_lines(segments)] if segments else []
    found: list[list[Segment]] = []
    across: list[Segment] = []
    beside: list[Segment] = []
    for each in [*sorted(segments, key=lambda x: -x.baseline), None]:
        is_across = each is None or each.left < gutter < each.right
        if is_across and beside:
            found += [flow for side in _sides(beside, gutter) for flow in flows(side)]
            beside = []
        elif not is_across and across:
            found.append(_lines(across))
            across = []
        if each is not None:
            (across if is_across else beside).append(each)
    return [*found, _lines(across)] if across else found


def _sides(segments: Iterable[Segment], gutter: float) -> tuple[list[Segment], list[Segment]]:
    given = list(segments)
    return [x for x in given if x.right <= gutter], [x for x in given if x.left >= gutter]


def _is_parted(segments: Sequence[Segment], at: float) -> bool:
    """Whether hardly anything of a page stands across a place, and something on each side."""
    left, right = _sides(segments, at)
    return bool(left and right) and len(segments) - len(left) - len(right) <= _ACROSS * len(segments)


def gutter_of(segments: Sequence[Segment]) -> float | None:
    """Where two columns are parted: where the fewest lines cross, and most lines at its sides fill their column."""
    if not 2 * _SIDE <= len(segments) <= _MOST:
        return None
    lefts, rights = sorted(x.left for x in segments), sorted(x.right for x in segments)
    # A headline may stand over a third column too, in which nothing stands.
    for outer in (0, len(segments) // 10):
        if (found := _gutter_between(segments, lefts[outer], rights[-1 - outer])) is not None:
            return found
    return None


def _gutter_between(segments: Sequence[Segment], first: float, last: float) -> float | None:
    crossing: dict[int, list[float]] = defaultdict(list)
    for n in range(_STEPS):
        at = first + n * (last - first) / _STEPS
        left, right = _sides(segments, at)
        if min(len(left), len(right)) >= _SIDE and _is_column(left, first, at) and _is_column(right, at, last):
            crossing[len(segments) - len(left) - len(right)].append(at)
    return median(crossing[min(crossing)]) if crossing else None


def _is_column(lines: Sequence[Segment], left: float, right: float) -> bool:
    """Whether most of the lines fill what stands between `left` and `right`; cells of a table do not."""
    return sum(x.right - x.left > _FULL * (right - left) for x in lines) * 2 > len(lines)


def _lines(segments: Iterable[Segment]) -> list[Segment]:
    """The lines of one column, from the top: pieces on one baseline joined."""
    found: list[Segment] = []
    for each in sorted(segments, key=lambda x: (-x.baseline, x.left)):
        last = found[-1] if found else None
        if last is None or abs(last.baseline - each.baseline) > each.size / 3:
            found.append(each)
        else:
            one, other = (last, each) if last.left <= each.left else (each, last)
            main = max(one, other, key=lambda x: len(x.text))
            is_apart = other.left - one.right > _SPACE * main.size and other.text[0] not in ",.;:!?”’)"
            space = " " if is_apart else ""
            text = f"{one.text}{space}{other.text}"
            found[-1] = replace(main, left=one.left, right=max(one.right, other.right), text=text)
    return found
