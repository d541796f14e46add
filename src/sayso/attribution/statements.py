"""An article's statements: spans, nesting, kind and confidence."""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sayso.article import Article, Event, Kind, Span, Statement
from sayso.attribution.boundaries import Range, bare, before, chained, joined, near, whole, with_marks
from sayso.attribution.confidence import bent, features, with_event
from sayso.attribution.decode import (
    CONTENT,
    IMPOSSIBLE,
    NONE,
    SOURCE_ON,
    Cue,
    Floats,
    Roles,
    Scored,
    cues,
    roles,
    trimmed,
)
from sayso.attribution.drafts import Draft
from sayso.attribution.events import Heard, heard, of_roles
from sayso.attribution.mentions import Mentions, mentions
from sayso.attribution.mentions import joined as joined_mentions
from sayso.attribution.network import EncoderOutput, Network
from sayso.attribution.repairs import repaired
from sayso.attribution.windows import Window, windows
from sayso.attribution.words import OUTSIDE, Words, words
from sayso.lang import rule
from sayso.lang import words as listed
from sayso.text.quotes import Quotation, chains, quotations

# A cue is looked at from this chance on; what becomes of it the confidence decides.
LEAST_CUE = 0.15
# Least confidence of a statement that is kept; chosen on news dev and the pages.
LEAST = 0.35
# The same of a cue whose spans are right, whatever was done by it; chosen on PolNeAR dev.
LEAST_SPANS = 0.25
_AT_ONCE = 16  # windows whose cues are decoded together, and whose states are kept so long
_TO_SPEAK = rule("attribution", "to_speak")
_COLON = 1024  # in the encoder's vocabulary
_NEVER_CUES = listed("attribution", "never_cues")


@dataclass(frozen=True, slots=True)
class AttributionResult:
    """An article, the statements that were read in it, in the order of their cues, its words and mentions, and for each
    cue, by where it starts, what the network hears in it."""

    article: Article
    statements: tuple[Statement, ...]
    marks: tuple[Quotation, ...]
    words: Words
    mentions: Mentions
    heard: Mapping[int, Heard]


@dataclass(frozen=True, slots=True)
class Scan:
    """What the network finds in a text: every cue that may be one, with its source and content, and the mentions."""

    words: Words
    drafts: list[Draft]
    mentions: Mentions


def read(
    article: Article,
    network: Network,
    min_confidence: float | None = None,
    include_none: bool = False,
    between: Callable[[], object] = lambda: None,
) -> AttributionResult:
    """Read an article's statements; those of at least `min_confidence`, else of LEAST. With
    `include_none` every cue whose spans are sure enough, and its confidence is that of the spans. `between` is called
    before each window, as `scan` does. Raises TextTooLong where the text has more word pieces than are read."""
    marks = quotations(article.text)
    found = scan(article.text, marks, network, between=between)
    drafts = (d for d in found.drafts if include_none or not _asks_to_speak(article.text, d))
    judged = [_judged(d, network, include_none) for d in drafts]
    default = LEAST_SPANS if include_none else LEAST
    least = default if min_confidence is None else min_confidence
    parted = _parted(article.text, [d for d in judged if d.confidence >= least])
    made = _statements(article.text, _parents(repaired(article.text, parted)), marks)
    return AttributionResult(
        article, made, tuple(marks), found.words, found.mentions, {d.cue[0]: d.heard for d in judged}
    )


def _asks_to_speak(text: str, d: Draft) -> bool:
    """Whether nothing is said but that somebody was asked to speak: "Asked for comment, Holm said"."""
    return not d.source and any(_TO_SPEAK.match(text, start) for start, _ in d.content)


def _judged(d: Draft, network: Network, include_none: bool) -> Draft:
    """A draft with its confidence and its event."""
    speech, state, none = d.heard.events.tolist()
    figures = features(d.roles, d.quoted)
    sure = network.is_statement(with_event(figures, 1 - none))
    event: Event = "speech" if speech >= state else "state"
    if include_none:
        return replace(d, confidence=network.spans_right(bent(figures)), event="none" if sure < LEAST else event)
    return replace(d, confidence=sure, event=event)


def scan(
    text: str,
    marks: list[Quotation],
    network: Network,
    with_mentions: bool = True,
    between: Callable[[], object] = lambda: None,
) -> Scan:
    """Read a text window by window, before anything is left out; its mentions where they are asked for. `between` is
    called before each window: what it raises ends the work."""
    split = words(text)
    headline = 0 if headline_end(text) else -1  # the number of its paragraph
    found: list[tuple[Roles, Heard]] = []
    waiting: list[tuple[Window, Floats, list[Scored]]] = []
    seen: list[Mentions] = []
    for window in windows(split):
        between()
        passed = network.encode(split, window)
        if with_mentions:
            seen.append(mentions(window, network.heads(passed)))
        waiting.append((window, passed.states, _scored(text, split, window, passed, headline, network)))
        if len(waiting) == _AT_ONCE or window.end == len(split):
            found += _decoded(split, waiting, network)
            waiting = []
    long = chains(marks)
    drafts = [_draft(text, split, r, told, marks, long) for r, told in found]
    return Scan(split, drafts, joined_mentions(seen))


def _scored(
    text: str, split: Words, window: Window, passed: EncoderOutput, headline: int, network: Network
) -> list[Scored]:
    """The cues of a window with the scores of its words as their sources and contents."""
    own = [
        c
        for c in cues(passed.cues, LEAST_CUE)
        if window.own_start <= c.start + window.start < window.own_end and _may_be_cue(text, split, window, c)
    ]
    if not own:
        return []
    paragraph = split.paragraph[window.start : window.end]
    unquoted = split.quoting[window.start : window.end] == OUTSIDE
    opens = np.diff(paragraph, prepend=paragraph[0]) != 0
    out = []
    for cue, scores in zip(own, network.roles(passed.states, paragraph, own), strict=True):
        elsewhere = paragraph != paragraph[cue.start]
        # What is said in another paragraph than its cue's is said in quotation marks, or follows a colon.
        led_to = _ends_in_colon(split, window, cue) & (paragraph == paragraph[cue.start] + 1)
        scores[unquoted & elsewhere & ~led_to, CONTENT:] = IMPOSSIBLE
        scores[opens, SOURCE_ON] = IMPOSSIBLE
        if paragraph[cue.start] == headline:
            scores[elsewhere, NONE + 1 :] = IMPOSSIBLE
        out.append(_shifted(trimmed(cue, scores), window.start))
    return out


def _decoded(
    split: Words, some: list[tuple[Window, Floats, list[Scored]]], network: Network
) -> list[tuple[Roles, Heard]]:
    """The best source and content of each cue of some windows, and what was done by saying it."""
    made = roles([s for _, _, scored in some for s in scored], network.order)
    of = [(window, states) for window, states, scored in some for _ in scored]
    kept = [(r, *w) for r, w in zip(made, of, strict=True) if r.content]
    if not kept:
        return []
    seen = [of_roles(split, window.start, window.end, r) for r, window, _ in kept]
    pooled = np.stack([parts @ states for (parts, _), (_, _, states) in zip(seen, kept, strict=True)])
    logits = network.events(pooled, np.stack([figures for _, figures in seen]))
    return list(zip((r for r, _, _ in kept), heard(logits), strict=True))


def _ends_in_colon(split: Words, window: Window, cue: Cue) -> bool:
    """Whether the cue's paragraph ends with a colon."""
    at = window.start + cue.start
    last = int(np.searchsorted(split.paragraph, split.paragraph[at], side="right")) - 1
    return int(split.token_ids[split.first[last]]) == _COLON


def headline_end(text: str) -> int:
    """Where the headline ends: the first paragraph, where it does not end as a sentence does; or 0."""
    start = len(text) - len(text.lstrip())
    first = text[start:].partition("\n")[0].rstrip()
    return 0 if not first or first[-1] in '.!?:”"' else start + len(first)


def _may_be_cue(text: str, split: Words, window: Window, cue: Cue) -> bool:
    """A cue has a word in it that can attribute, or is the colon or dash of a layout without a verb."""
    shown = text[split.starts[window.start + cue.start] : split.ends[window.start + cue.end - 1]]
    speaks = any(c.isalnum() or c == ":" or unicodedata.category(c) == "Pd" for c in shown)
    return speaks and shown.lower() not in _NEVER_CUES


def _shifted(scored: Scored, by: int) -> Scored:
    cue = scored.cue
    return Scored(Cue(cue.start + by, cue.end + by, cue.chance, cue.inner), scored.start + by, scored.scores)


def _draft(
    text: str, split: Words, found: Roles, told: Heard, marks: Sequence[Quotation], chains: Sequence[Range]
) -> Draft:
    def spans(ranges: Sequence[Range]) -> tuple[Range, ...]:
        return joined(text, [whole(text, int(split.starts[a]), int(split.ends[b - 1])) for a, b in ranges])

    (cue,) = spans([(found.cue.start, found.cue.end)])
    said = spans(found.content)
    content = chained([with_marks(s, cue, marks) for s in said], cue, chains) or said
    quoted = any(q.start <= s and e <= q.end for s, e in content for q in near(marks, s, e))
    return Draft(found, told, cue, tuple(bare(text, s) for s in spans(found.source)), content, quoted)


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
            event=d.event,
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
