"""An article's statements: spans, nesting, kind and confidence."""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sayso.article import Article, Kind, Span, Statement
from sayso.reading.boundaries import Range, bare, before, chained, joined, near, whole, with_marks
from sayso.reading.decode import CONTENT, IMPOSSIBLE, NONE, SOURCE_ON, Cue, Roles, Scored, cues, roles, trimmed
from sayso.reading.mentions import Mentions, mentions
from sayso.reading.mentions import joined as joined_mentions
from sayso.reading.network import Network
from sayso.reading.quotes import Quotation, chains, quotations
from sayso.reading.windows import Window, windows
from sayso.reading.words import OUTSIDE, Words, words

# A cue is looked at from this chance on; what becomes of it the confidence decides.
LEAST_CUE = 0.15
# Least confidence of a statement that is kept, by itself and inside another; chosen on PolNeAR dev.
LEAST, LEAST_NESTED = 0.25, 0.3
_COLON = 1024  # in the encoder's vocabulary
_NEVER_CUES = frozenset(
    "a an the this that these those it he she they we i you us them who had has have will would can could may".split()
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article, the statements that were read in it, in the order of their cues, and its words and mentions."""

    article: Article
    statements: tuple[Statement, ...]
    marks: tuple[Quotation, ...]
    words: Words
    mentions: Mentions


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in the making: its decoded roles, and as code points its cue, source and content."""

    roles: Roles
    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    quoted: bool
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Scan:
    """What the network finds in a text: every cue that may be one, with its source and content, and the mentions."""

    words: Words
    drafts: list[Draft]
    mentions: Mentions


def read(article: Article, network: Network, min_confidence: float | None = None) -> Reading:
    """Read an article's statements; those of at least `min_confidence`, else of LEAST or LEAST_NESTED."""
    marks = quotations(article.text)
    found = scan(article.text, marks, network)
    made = statements(article.text, marks, found.drafts, network, min_confidence)
    return Reading(article, made, tuple(marks), found.words, found.mentions)


def statements(
    text: str, marks: list[Quotation], drafts: list[Draft], network: Network, min_confidence: float | None = None
) -> tuple[Statement, ...]:
    """What a scan found as statements, with their nesting; those that are sure enough."""
    sure = [replace(d, confidence=network.calibration(d.roles, d.quoted)) for d in drafts]
    least = (LEAST, LEAST_NESTED) if min_confidence is None else (min_confidence, min_confidence)
    parted = _parted(text, [d for d in sure if d.confidence >= min(least)])
    return _statements(text, _nested(parted, *least), marks)


def scan(text: str, marks: list[Quotation], network: Network, with_mentions: bool = True) -> Scan:
    """Read a text window by window, before anything is left out; its mentions where they are asked for."""
    split = words(text)
    headline = _headline(text)
    found: list[Scored] = []
    seen: list[Mentions] = []
    for window in windows(split):
        passed = network.encode(split, window)
        if with_mentions:
            seen.append(mentions(window, network.heads(passed)))
        own = [
            c
            for c in cues(passed.cues, LEAST_CUE)
            if window.own_start <= c.start + window.start < window.own_end and _may_be_cue(text, split, window, c)
        ]
        if own:
            paragraph = split.paragraph[window.start : window.end]
            unquoted = split.quoting[window.start : window.end] == OUTSIDE
            opens = np.diff(paragraph, prepend=paragraph[0]) != 0
            for cue, scores in zip(own, network.roles(passed.states, paragraph, own), strict=True):
                elsewhere = paragraph != paragraph[cue.start]
                # What is said in another paragraph than its cue's is said in quotation marks, or follows a colon.
                led_to = _ends_in_colon(split, window, cue) & (paragraph == paragraph[cue.start] + 1)
                scores[unquoted & elsewhere & ~led_to, CONTENT:] = IMPOSSIBLE
                scores[opens, SOURCE_ON] = IMPOSSIBLE
                if paragraph[cue.start] == headline:
                    scores[elsewhere, NONE + 1 :] = IMPOSSIBLE
                found.append(_shifted(trimmed(cue, scores), window.start))
    long = chains(marks)
    made = (_draft(text, split, r, marks, long) for r in roles(found, network.order))
    return Scan(split, [d for d in made if d.content], joined_mentions(seen))


def _ends_in_colon(split: Words, window: Window, cue: Cue) -> bool:
    """Whether the cue's paragraph ends with a colon."""
    at = window.start + cue.start
    last = int(np.searchsorted(split.paragraph, split.paragraph[at], side="right")) - 1
    return int(split.pieces[split.first[last]]) == _COLON


def _headline(text: str) -> int:
    """The number of the paragraph that is a headline: the first, where it does not end as a sentence does; or -1."""
    first = text.lstrip().partition("\n")[0].rstrip()
    return -1 if not first or first[-1] in '.!?:”"' else 0


def _may_be_cue(text: str, split: Words, window: Window, cue: Cue) -> bool:
    """A cue has a word in it that can attribute, or is the colon or dash of a layout without a verb."""
    shown = text[split.starts[window.start + cue.start] : split.ends[window.start + cue.end - 1]]
    speaks = any(c.isalnum() or c == ":" or unicodedata.category(c) == "Pd" for c in shown)
    return speaks and shown.lower() not in _NEVER_CUES


def _shifted(scored: Scored, by: int) -> Scored:
    cue = scored.cue
    return Scored(Cue(cue.start + by, cue.end + by, cue.chance, cue.inner), scored.start + by, scored.scores)


def _draft(text: str, split: Words, found: Roles, marks: Sequence[Quotation], chains: Sequence[Range]) -> Draft:
    def spans(ranges: Sequence[Range]) -> tuple[Range, ...]:
        return joined(text, [whole(text, int(split.starts[a]), int(split.ends[b - 1])) for a, b in ranges])

    (cue,) = spans([(found.cue.start, found.cue.end)])
    content = chained([with_marks(s, cue, marks) for s in spans(found.content)], cue, chains)
    quoted = any(q.start <= s and e <= q.end for s, e in content for q in near(marks, s, e))
    return Draft(found, cue, tuple(bare(text, s) for s in spans(found.source)), content, quoted)


def _parted(text: str, found: list[Draft]) -> list[Draft]:
    """Contents cut where the next cue of the same source begins: X stated that ..., but claimed that ..."""
    return [_before_next(text, draft, found[i + 1 : i + 9]) for i, draft in enumerate(found)]


def _before_next(text: str, draft: Draft, following: list[Draft]) -> Draft:
    for other in following:
        coordinate = other.roles.cue.inner < 0.5 and other.source == draft.source != ()
        if coordinate and any(s <= other.cue[0] < e for s, e in draft.content):
            cut = before(text, draft.content, other.cue[0])
            return replace(draft, content=cut) if cut else draft
    return draft


def _nested(found: list[Draft], least: float, least_nested: float) -> list[tuple[Draft, Draft | None]]:
    """Each draft that is kept, by its cue, and the one in whose content it stands."""
    kept = [d for d, parent in _parents(found) if d.confidence >= (least_nested if parent else least)]
    return _parents(kept)


def _parents(found: list[Draft]) -> list[tuple[Draft, Draft | None]]:
    """Each draft by its cue, with the smallest larger one whose content holds that cue."""
    ordered = sorted(found, key=lambda d: d.cue)
    cues = [d.cue[0] for d in ordered]
    around: list[Draft | None] = [None] * len(ordered)
    for outer in sorted(ordered, key=_size, reverse=True):
        for start, end in outer.content:
            for i in range(bisect_left(cues, start), bisect_left(cues, end)):
                inner = ordered[i]
                if _larger(outer, inner):
                    around[i] = outer
    return list(zip(ordered, around, strict=True))


def _larger(a: Draft, b: Draft) -> bool:
    return (_size(a), -a.cue[0]) > (_size(b), -b.cue[0])


def _size(draft: Draft) -> int:
    return sum(e - s for s, e in draft.content)


def _statements(text: str, kept: list[tuple[Draft, Draft | None]], marks: Sequence[Quotation]) -> tuple[Statement, ...]:
    ids = {id(d): f"s{n}" for n, (d, _) in enumerate(kept, 1)}
    return tuple(
        Statement(
            id=ids[id(d)],
            cue=(Span.of(text, *d.cue),),
            source=tuple(Span.of(text, *s) for s in d.source),
            content=tuple(Span.of(text, *s) for s in d.content),
            kind=kind(text, d.cue, d.content, marks),
            confidence=round(d.confidence, 2),
            parent=ids[id(parent)] if parent else None,
        )
        for d, parent in kept
    )


def kind(text: str, cue: Range, content: Sequence[Range], marks: Sequence[Quotation]) -> Kind:
    """Whether the content is in quotation marks: wholly, in part, or not. Marks around the cue too are another's."""
    inside = outside = 0
    for start, end in content:
        quoted = [q for q in near(marks, start, end) if not (q.start <= cue[0] and cue[1] <= q.end)]
        for i in range(start, end):
            if text[i].isalnum():
                if any(q.start < i < q.end for q in quoted):
                    inside += 1
                else:
                    outside += 1
    return "direct" if inside and not outside else "mixed" if inside else "indirect"
