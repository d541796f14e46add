"""Where sentences end, and the sentences around a stretch of a text."""

import re
from collections.abc import Iterator

from sayso.lang import rule

_END = re.compile(r"[.!?][\"”’')]*\s+(?=[“\"‘'(\[]*[^\W\d_a-z])|\n+")
_ABBREVIATED = rule("sentences", "abbreviated")
_MAY_GO_ON = rule("sentences", "may_go_on")
_LONG = 9  # code points of the longest of these, and one before
_AROUND = 400  # code points before and after a stretch in which its sentence is looked for
_LONGEST = 2000  # code points of a passage


def ends(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Where sentences end in a stretch of the text: the mark, what closes behind it, and the white space; not where a
    full stop is an abbreviation's."""
    found = _END.finditer(text, start, len(text) if end is None else end)
    return (m for m in found if not _ABBREVIATED.search(text, max(0, m.start() - _LONG), m.start() + 1))


def sure_ends(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Those of them that are surely ends: "Oct." and "Holm Jr." may go on."""
    return (m for m in ends(text, start, end) if not is_abbreviated(text, m.start()))


def is_abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop at a place may be an abbreviation's."""
    near = max(0, stop - _LONG), stop + 1
    return bool(_ABBREVIATED.search(text, *near) or _MAY_GO_ON.search(text, *near))


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of the text, on one line."""
    begin = max(0, start - _AROUND)
    before = [m.end() for m in ends(text, begin, start + 1) if m.end() <= start]
    after = next(ends(text, end, end + _AROUND), None)
    return " ".join(text[before[-1] if before else begin : after.start() + 1 if after else end + _AROUND].split())


def passage(text: str, start: int, end: int) -> str:
    """The sentences around a stretch of the text, whole, on one line; with "…" where they are too long to be shown. A
    sentence more is better than half a name, so that only sure ends end it."""
    first = max(0, start - _AROUND)
    # The first letter tells that a sentence begins, behind what marks may stand before it.
    before = [m.end() for m in sure_ends(text, first, start + 8) if m.end() <= start]
    begin = before[-1] if before else first
    after = (m.end() for m in sure_ends(text, max(start, end - 4), end + _AROUND) if m.end() > end)
    last = next(after, end + _AROUND)
    is_cut = (not before and first > 0, last - begin > _LONGEST or (last == end + _AROUND and last < len(text)))
    words = text[begin : min(last, begin + _LONGEST)].split()
    shown = " ".join(words[is_cut[0] : len(words) - is_cut[1]])
    return f"{'… ' if is_cut[0] else ''}{shown}{' …' if is_cut[1] else ''}"
