"""What somebody said in an article in his own words, as far as the marks of quotation and the statements tell."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.article import Article, Statement
from sayso.lang import rule
from sayso.text.quotes import MARKS, Quotation, paragraphs

Range = tuple[int, int]

_PAUSES = (",", ".", "?", "!", "…", "–", "—", "-", ":", ";")
_SENTENCE_END = rule("speeches", "sentence_end")
_JOINED = rule("speeches", "joined")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in quotation marks, without these, or a turn of a transcript; and the statement that they are the content
    of, None where no statement holds them. `speakers` are actors' ids: the statement's, or else those of the words
    around that are likely the same speaker's."""

    start: int
    end: int
    statement: Statement | None
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """Stretches of one speaker in order; `gaps` are the numbers of those that do not follow the one before at once."""

    stretches: tuple[Stretch, ...]
    gaps: frozenset[int]


def speeches(article: Article, marked: Sequence[Quotation]) -> list[Speech]:
    """What each speaker of an article says in it; `marked` are its quotations. Parts of sentences that the writer
    quotes in sentences of his own are speeches by themselves: what stands between them is not known to be the
    speaker's."""
    ends = [end for _, end in paragraphs(article.text)]
    by_speaker: dict[object, list[int]] = {}
    found = stretches(article, marked)
    for n, s in enumerate(found):
        by_speaker.setdefault(_speaker(s) or n, []).append(n)
    return [speech for own in by_speaker.values() for speech in _parted(article.text, found, own, ends)]


def _parted(text: str, found: Sequence[Stretch], own: Sequence[int], ends: Sequence[int]) -> Iterator[Speech]:
    """The whole quotations of a speaker as one speech, and each part of a sentence as one."""
    made: list[tuple[list[Stretch], set[int]]] = []
    whole: list[Stretch] | None = None
    gaps: set[int] = set()
    current: list[Stretch] = []
    for k, n in enumerate(own):
        s, before = found[n], found[own[k - 1]] if k else None
        if before and n == own[k - 1] + 1 and _follows(text, before, s, ends):
            current.append(s)
        elif _begins(text, s) and not (before and _in_one_sentence(text, before, s)):
            if whole and _ended(text, whole[-1]):
                gaps.add(len(whole))
                whole.append(s)
            else:
                whole, gaps = [s], set()
                made.append((whole, gaps))
            current = whole
        else:
            current = [s]
            made.append((current, set()))
    return (Speech(tuple(some), frozenset(missing)) for some, missing in made)


def stretches(article: Article, marked: Sequence[Quotation]) -> list[Stretch]:
    """All that is said in an article in somebody's own words, in order."""
    direct = [s for s in article.statements if s.kind != "indirect"]
    quoted = [(q.start + 1, q.end - q.closed) for q in marked if q.depth == 0]
    turns = list(_turns(article, quoted))
    ranges = sorted([*turns, *(q for q in quoted if not any(a <= q[0] and q[1] <= b for a, b in turns))])
    out: list[Stretch] = []
    for start, end in ranges:
        if any(c.isalnum() for c in article.text[start:end]):
            statement = _owner(direct, start, end) or _owner(article.statements, start, end)
            out.append(Stretch(start, end, statement, statement.speakers if statement else ()))
    return _assumed(article.text, out)


def said_by(statements: Sequence[Statement], stretch: Stretch, same: Sequence[Range]) -> Stretch:
    """The stretch, or the statement within it that these of its words are the content of, as somebody's in inner
    quotation marks."""
    holding = [s for s in statements if s.kind == "direct" and all(_inside(s, start, end) for start, end in same)]
    inner = min(holding, key=_size, default=None)
    if inner is None or (stretch.statement and _size(inner) >= _size(stretch.statement)):
        return stretch
    return Stretch(stretch.start, stretch.end, inner, inner.speakers)


def _turns(article: Article, quoted: Sequence[Range]) -> Iterator[Range]:
    """What is told to be direct speech without marks of quotation around it, as in a transcript."""
    for s in article.statements:
        if s.kind == "direct" and s.parent is None:
            for x in s.content:
                first = next((c for c in range(x.start, x.end) if article.text[c].isalnum()), x.end)
                last = next((c for c in range(x.end - 1, first, -1) if article.text[c].isalnum()), first)
                if first < x.end and not any(a <= first and last < b for a, b in quoted):
                    yield x.start, x.end


def _owner(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """The statement whose content holds most of a stretch; of several the smallest."""
    near = [s for s in statements if s.content[0].start < end and start < s.content[-1].end]
    held = {s.id: sum(max(0, min(x.end, end) - max(x.start, start)) for x in s.content) for s in near}
    best = max(near, key=lambda s: (held[s.id], -_size(s)), default=None)
    return best if best and held[best.id] > 0.4 * (end - start) else None


def _inside(s: Statement, start: int, end: int) -> bool:
    return any(x.start <= start and end <= x.end for x in s.content)


def _size(s: Statement) -> int:
    return sum(x.end - x.start for x in s.content)


def _speaker(s: Stretch) -> object:
    return s.speakers or (s.statement.id if s.statement else None)


def _assumed(text: str, found: list[Stretch]) -> list[Stretch]:
    """Where no statement tells, the speaker of the stretch before in the same paragraph, or after; or of the paragraph
    before where the whole paragraph is a quotation."""
    parts = paragraphs(text)
    ends = [end for _, end in parts]
    out = list(found)
    for n, s in enumerate(found):
        if s.speakers or (s.statement and s.statement.candidates):  # it is not known, which is no gap
            continue
        own = bisect_right(ends, s.start)
        before = out[n - 1] if n else None
        after = found[n + 1] if n + 1 < len(found) else None
        if before and before.speakers and bisect_right(ends, before.start) == own:
            out[n] = Stretch(s.start, s.end, s.statement, before.speakers)
        elif after and after.speakers and bisect_right(ends, after.start) == own:
            out[n] = Stretch(s.start, s.end, s.statement, after.speakers)
        elif before and bisect_right(ends, before.start) == own - 1 and _is_whole(text, parts[own], s):
            out[n] = Stretch(s.start, s.end, s.statement, before.speakers)
    return out


def _is_whole(text: str, paragraph: Range, s: Stretch) -> bool:
    outside = text[paragraph[0] : s.start] + text[s.end : paragraph[1]]
    return not any(c.isalnum() for c in outside)


def _follows(text: str, before: Stretch, s: Stretch, ends: Sequence[int]) -> bool:
    """Whether a stretch goes on with the one before: it is no further than the next paragraph, and nothing but an
    attribution stands between."""
    if bisect_right(ends, s.start) - bisect_right(ends, before.start) > 1:
        return False
    between = _between(text, before, s)
    if not _bare(text, before).endswith(_PAUSES) or _SENTENCE_END.search(between) or _JOINED.match(between):
        return False
    if not between:
        return True
    if between.endswith((".", "!", "?")):
        return _begins(text, s) and _begins(text, before)
    told = [x for own in (before.statement, s.statement) if own for x in (*own.source, *own.cue)]
    attributed = any(before.end <= x.start and x.end <= s.start for x in told)
    return between.endswith((",", ":", ";", "–", "—", "-")) and attributed


def _between(text: str, before: Stretch, s: Stretch) -> str:
    """The writer's words between two stretches."""
    return text[before.end : s.start].strip("".join(MARKS) + " \n\t\u00a0")


def _bare(text: str, s: Stretch) -> str:
    """A stretch without marks of quotation and spaces around it."""
    return text[s.start : s.end].strip("".join(MARKS) + " \n\t\u00a0")


def _begins(text: str, s: Stretch) -> bool:
    """Whether a stretch begins as a sentence does."""
    first = next(c for c in text[s.start : s.end] if c.isalnum())
    outside = text[: s.start].rstrip("".join(MARKS) + " \n\t\u00a0([")
    return not first.islower() if first.isalpha() else outside[-1:] in ("", *".,:;!?")


def _ended(text: str, s: Stretch) -> bool:
    """Whether a stretch ends as a sentence or a clause does, the mark for it before or behind those of quotation."""
    return _bare(text, s).endswith(_PAUSES) or text[s.end :].lstrip("".join(MARKS))[:1] in ("", *".,!?\n")


def _in_one_sentence(text: str, before: Stretch, s: Stretch) -> bool:
    """Whether a sentence of the writer holds both stretches."""
    between = text[before.end : s.start]
    ended = _bare(text, before).endswith((".", "!", "?")) and not _between(text, before, s)[:1].islower()
    return not ended and "\n" not in between and not re.search(r"[.!?][\"”’')]*\s", between)
