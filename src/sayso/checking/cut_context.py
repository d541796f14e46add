"""What stands around the words of a quotation in its source: the sentences that they were cut out of."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from sayso.article import Article
from sayso.checking.speeches import Range
from sayso.lang import rule
from sayso.text.quotes import Quotation, quotations
from sayso.text.sentences import is_abbreviated

_END = rule("cut_context", "end")
_SAYING = rule("cut_context", "saying")
_ANEW = rule("cut_context", "anew")
_LONGEST = 200  # code points between two parts of a sentence that somebody said
_PLAIN = str.maketrans("’‘´`“”„«»\u00a0", '\'\'\'\'""""" ')


@dataclass(frozen=True, slots=True)
class Side:
    """Words beside a piece of a quotation, up to the end of its sentence, `start` in the article's text. What tells who
    speaks, between two parts of what was said, is blank; marks are plain ones. `split` parts the words of the writer
    from those that were quoted. `next` is what the same
    speaker says next, `past` where that begins."""

    text: str
    start: int
    split: int
    past: int
    next: str


class CutContext:
    """An article's text as what surrounds a quotation is read: its sentences, its quotations."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def quotations(self) -> list[Quotation]:
        return quotations(self.article.text)

    @cached_property
    def _outer(self) -> list[Range]:
        return [(q.start + 1, q.end - q.closed) for q in self.quotations if q.depth == 0]

    @cached_property
    def _plain(self) -> str:
        return self.article.text.translate(_PLAIN)

    @cached_property
    def _resumed(self) -> dict[int, Range]:
        """The part before of a sentence that is quoted in parts, with nothing but who speaks between, by where a part
        begins."""
        return {
            b[0]: a
            for a, b in pairwise(self._outer)
            if b[0] - a[1] < _LONGEST
            and _SAYING.search(self._plain, a[1], b[0])
            and not _ANEW.match(self._plain, a[1])
            and next(_ends(self._plain, a[1], b[0]), None) is None
        }

    @cached_property
    def text(self) -> str:
        """The text with plain marks; blank where it tells who speaks in the middle of a sentence."""
        chars = list(self._plain)
        for start, (_, end) in self._resumed.items():
            chars[end:start] = " " * (start - end)
        return "".join(chars)

    @cached_property
    def _sentences(self) -> list[Range]:
        """Where sentences begin and end, the space between them left out."""
        ends = [m.end() for m in _ends(self._plain, 0, len(self._plain))]
        out: list[Range] = []
        for start, end in pairwise((0, *ends, len(self._plain))):
            words = self._plain[start:end]
            if any(c.isalnum() for c in words):
                out.append((start + len(words) - len(words.lstrip()), end))
        return out

    def _at(self, at: int) -> int:
        return max(0, bisect_right(self._sentences, at, key=itemgetter(0)) - 1)

    def sentence(self, at: int) -> Range:
        """Where the sentence that holds a place begins and ends."""
        return self._sentences[self._at(at)]

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The sentence before and the one after some words; empty where there is none."""
        first, last = self._at(start), self._at(max(start, end - 1))
        before = self._sentences[first - 1] if first else (0, 0)
        after = self._sentences[last + 1] if last + 1 < len(self._sentences) else (0, 0)
        return self._line(*before), self._line(*after)

    def _line(self, start: int, end: int) -> str:
        return " ".join(self.article.text[start:end].split())

    def outer(self, at: int) -> Range | None:
        """The outermost quotation that holds a place, without its marks."""
        return next((r for r in self._outer if r[0] <= at < r[1]), None)

    def inner(self, start: int, end: int) -> Quotation | None:
        """The innermost quotation within another one that holds some words."""
        held = [q for q in self.quotations if q.depth and q.start < start and end <= q.end]
        return max(held, key=lambda q: q.depth, default=None)

    def before(self, at: int, speech: Range) -> Side:
        """What stands before a place in its sentence."""
        start, _ = self.sentence(at)
        while speech[0] in self._resumed:
            speech = self._resumed[speech[0]]
        split = min(max(speech[0] - start, 0), at - start)
        return Side(self.text[start:at], start, split, at, "")

    def behind(self, at: int, speech: Range) -> Side:
        """What follows in the sentence, without what tells who speaks at its end."""
        _, end = self.sentence(max(at - 1, 0))
        text = self.text[at:end]
        own = max(0, min(speech[1], end) - at)
        told = _SAYING.search(text, own)
        if told and told.start() - own < 60:
            text = text[:own]
        past, following = self._next(end, speech)
        return Side(text, at, min(own, len(text)), past, following)

    def _next(self, end: int, speech: Range) -> tuple[int, str]:
        """Where the speaker's next sentence begins, and its words: also where who speaks was told between."""
        past = speech[1]
        if past <= end:
            goes_on = next((r for r in self._outer if end < r[0] <= end + 3), None)
            if goes_on is None or "\n" in self.text[end : goes_on[0]]:
                return end, ""
            end, past = goes_on
        return end, self.text[end:past].partition(".")[0]

    def writer_before(self, at: int) -> Range:
        """What the writer says last before the sentence that begins at a place, in the same paragraph."""
        n = self._at(at)
        if not n or "\n" in self.text[self._sentences[n - 1][0] : at]:
            return 0, 0
        first, last = self._sentences[n - 1]
        quoted = max((b for a, b in self._outer if a < last and b > first), default=first)
        return min(quoted, last), last

    def writer_next(self, at: int) -> Range:
        """The sentence that begins behind a place, where it is the writer's own."""
        n = self._at(at) + 1
        if n >= len(self._sentences) or self.outer(self._sentences[n][0] + 1):
            return at, at
        return self._sentences[n]


def _ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The ends of sentences that begin between two places."""
    for m in _END.finditer(text, max(0, start - 1)):
        if m.start() >= end:
            return
        if m.start() >= start and not is_abbreviated(text, m.start()):
            yield m


def pieces(text: str, speech: Sequence[Range], same: Sequence[Range]) -> list[Range]:
    """The stretches of a text in which the words of a quotation stand in a row; marks and the writer's words between
    two parts of a speech part nothing."""
    out: list[Range] = []
    for start, end in same:
        if out and not _left_out(text, speech, out[-1][1], start):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _left_out(text: str, speech: Sequence[Range], start: int, end: int) -> bool:
    """Whether words of a speech stand between two places."""
    return any(any(c.isalnum() for c in text[max(a, start) : min(b, end)]) for a, b in speech if a < end and start < b)
