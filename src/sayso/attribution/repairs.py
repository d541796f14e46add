"""What the network gets wrong in kinds that the text itself shows: a cue inside a name, one content read twice, the
next speaker's quotation, and in the content who is told it, or who it is that tells it.

Each rule has an example that it is for, and one that it leaves alone, in `tests/attribution/test_repairs.py` (the
patterns lie in lang/en/repairs.toml).
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.attribution.boundaries import Range
from sayso.attribution.drafts import Draft
from sayso.lang import by_language, lists, rule, words

_BESIDE = 20  # code points between two cues of one phrase
_NEIGHBOURS = 4  # drafts before and after one that are compared with it
_OPENING = "\"“‘'«„"
_ACCORDING = rule("repairs", "according")
_IDLE = words("repairs", "idle")
_TOLD = rule("repairs", "told")
_QUOTED = rule("repairs", "quoted")
_ROLE = rule("repairs", "role")
_ABOUT = rule("uncued_quotations", "about")
_NEAR = 80  # code points behind a cue in which its source ends
_SENTENCE = 300  # code points before a quotation in which the sentence before it begins
_NAME = re.compile(r"(?:[A-Z][\w’'-]+\s+){1,3}[A-Z][\w’'-]+,\s+(?=[a-z])")
_OF = rule("repairs", "of")


def repaired(text: str, found: Sequence[Draft]) -> list[Draft]:
    """The drafts with their contents and sources mended, without those that are another's."""
    kept = [_edged(text, d) for d in found if not _is_idle(text, d)]
    out: list[Draft] = []
    for n, d in enumerate(kept):
        near = [o for o in kept[max(0, n - _NEIGHBOURS) : n + _NEIGHBOURS + 1] if o is not d]
        if not any(_is_double(d, o) for o in near):
            for o in near:
                d = _without_next(text, d, o)
            out.append(d)
    return out


def _is_idle(text: str, d: Draft) -> bool:
    """ "According to plan"."""
    source = text[d.source[0][0] : d.source[0][1]].lower() if len(d.source) == 1 else ""
    return source in _IDLE and _ACCORDING.match(text[slice(*d.cue)]) is not None


def _is_double(d: Draft, other: Draft) -> bool:
    """Whether a draft's cue is a part of the other's source ("said [Sara] Lund"), or it is the less sure one of two
    that give one content to one source."""
    if not _is_same(d.content, other.content):
        return False
    is_inside = any(start <= d.cue[0] and d.cue[1] <= end for start, end in other.source)
    is_less = (d.confidence, -d.cue[0]) < (other.confidence, -other.cue[0])
    is_near = abs(d.cue[0] - other.cue[0]) < _BESIDE
    return is_less and (is_inside or (d.source == other.source and (is_near or d.source != ())))


def _is_same(a: Sequence[Range], b: Sequence[Range]) -> bool:
    """Whether two contents have four in five of their characters in common."""
    common = sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)
    return 5 * common > 4 * max(sum(e - s for s, e in a), sum(e - s for s, e in b))


def _without_next(text: str, d: Draft, other: Draft) -> Draft:
    """The draft without another's content, whose cue stands between ("“Why?” Holm asked. “Why not,” answered Marsh"),
    without what the next one says ("“We sail,” said Holm; “Run,” said Marsh"), and without who says it."""
    own = d.content
    if not set(own) <= set(other.content) and not any(start <= other.cue[0] < end for start, end in own):
        own = tuple(x for x in own if not (x in other.content and _is_between(other.cue, x, d.cue)))
    own = tuple(_after(text, x, other) for x in own) if other.cue[0] < d.cue[0] else own
    is_cut = len(own) < len(d.content)
    source = tuple(x for x in d.source if not (x in other.source and (is_cut or _is_of_next(x, d, other))))
    return replace(d, content=own, source=source or d.source)


def _after(text: str, x: Range, other: Draft) -> Range:
    """What of a content follows another's quotation that it begins with, where that is a quotation too."""
    if not (other.content and x[0] == other.content[0][0] < other.cue[0] < x[1]):
        return x
    end = max(b for _, b in (*other.content, *other.source, other.cue) if b < x[1])
    start = end + len(text[end : x[1]]) - len(text[end : x[1]].lstrip(";,. \n"))
    return (start, x[1]) if start < x[1] and text[start] in _OPENING and text[x[0]] in _OPENING else x


def _is_of_next(x: Range, d: Draft, other: Draft) -> bool:
    """Whether a source of both stands behind this one's cue, which has another before or beside it, and is what the
    other's cue or content belongs to: "Holm called it odd, while [Marsh] called it wrong"."""
    if x[0] < d.cue[0] or len(d.source) < 2:
        return False
    return other.cue[0] > x[0] or any(d.cue[1] <= c[1] <= x[0] for c in other.content)


def _is_between(cue: Range, x: Range, own: Range) -> bool:
    return x[1] <= cue[0] < own[0] or own[0] < cue[0] < x[0]


def _edged(text: str, d: Draft) -> Draft:
    """The draft without in its content who is told ("[Holm] was told that"), who is quoted ("[Holm] was quoted as
    saying that"), or who it is that says so ("according to Holm, [the mayor], the bridge")."""
    cue = text[slice(*d.cue)]
    d = _without_others(text, d)
    if len(d.content) > 1 and not text[d.content[0][1] : d.cue[0]].strip(" ,"):
        if _QUOTED.search(cue) and not d.source:
            return replace(d, source=d.content[:1], content=d.content[1:])
        if _TOLD.match(cue):
            return replace(d, content=d.content[1:])
    if not (_ACCORDING.match(cue) and len(d.source) == 1 and d.content):
        return d
    (begin, end), (start, stop) = d.source[0], d.content[0]
    if not 0 < start - end < 3 or text[end:start].strip() != ",":
        return d
    role, named = _ROLE.match(text, start, stop), _NAME.match(text, start, stop)
    is_role = role and _is_person(role["what"]) and text[begin:end][:1].isupper() and text[begin:end][:4] != "The "
    is_named = named and text[begin:end].lower().startswith(("the ", "a ")) and _is_person(text[begin:end])
    apposed = role if is_role else named if is_named else None
    if not apposed or apposed.end() >= stop:
        return d
    last = start + len(apposed.group().rstrip(" ,\n"))
    return replace(d, source=((begin, last),), content=((apposed.end(), stop), *d.content[1:]))


def _without_others(text: str, d: Draft) -> Draft:
    """The draft without the quotations behind its cue from the first that follows a sentence about somebody else."""
    end = max((b for _, b in (d.cue, *d.source) if b - d.cue[1] < _NEAR), default=d.cue[1])
    own: list[Range] = []
    for x in d.content:
        if x[0] > d.cue[0]:
            told = _ABOUT.search(text, max(end, x[0] - _SENTENCE), x[0]) if text[x[0]] in _OPENING else None
            words = {w for a, b in d.source for w in text[a:b].split()}
            if told and own and words.isdisjoint(told["who"].split()):
                return replace(d, content=tuple(own))
        own.append(x)
        end = max(end, x[1])
    return d


@by_language()
def _persons() -> tuple[frozenset[str], tuple[str, ...]]:
    raw = lists("sourcing")
    return frozenset((*raw["insiders"], *raw["persons"])), tuple(raw["person_endings"])


def _is_person(words: str) -> bool:
    """Whether words end in a noun for a person, before what she is that of: "the minister of trade"."""
    nouns, endings = _persons()
    noun = _OF.sub("", words).split()[-1].lower()
    return noun in nouns or noun.endswith(endings)
