"""What somebody said in an article in his own words, as far as the marks of quotation and the statements tell."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.article import Article, Statement
from sayso.reading.quotes import paragraphs, quotations

Range = tuple[int, int]


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


def speeches(article: Article) -> list[Speech]:
    """What each speaker of an article says in it, in the order of their first words."""
    ends = [end for _, end in paragraphs(article.text)]
    by_speaker: dict[object, list[int]] = {}
    found = stretches(article)
    for n, s in enumerate(found):
        by_speaker.setdefault(_speaker(s) or n, []).append(n)
    return [
        Speech(
            tuple(found[n] for n in own),
            frozenset(k for k, n in enumerate(own) if k and not _follows(found, own[k - 1], n, ends)),
        )
        for own in by_speaker.values()
    ]


def stretches(article: Article) -> list[Stretch]:
    """All that is said in an article in somebody's own words, in order."""
    direct = [s for s in article.statements if s.kind != "indirect"]
    quoted = [(q.start + 1, q.end - q.closed) for q in quotations(article.text) if q.depth == 0]
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
        if s.speakers:
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


def _follows(found: Sequence[Stretch], before: int, n: int, ends: Sequence[int]) -> bool:
    """Whether a stretch goes on with the one before: nobody else speaks between, and it is no further than the next
    paragraph."""
    near = bisect_right(ends, found[n].start) - bisect_right(ends, found[before].start) <= 1
    return n == before + 1 and near
