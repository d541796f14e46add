"""To whom a statement was said, and through what: by its verb and the words around (lang/en/addressing.toml)."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sayso.actors.mentions import Entity, Mention
from sayso.actors.sources import SENTENCE
from sayso.actors.sourcing import is_media, is_organization, is_person
from sayso.article import Statement
from sayso.lang import by_language, lists, rule, words

_STEP = rule("addressing", "step")
_IN = rule("addressing", "in")
_FROM = rule("addressing", "from")
_PASSIVE = words("addressing", "passive")
_TOLD, _VIA = rule("addressing", "told"), rule("addressing", "via")
_OFTEN = 3  # a body that the text speaks of more often than this is no outlet by being told something
_REACH = 160  # code points that a "from" may stand from its verb
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?:\s|$)|\n")
_SENTENCE_BEGIN = re.compile(r"(?:[.!?][\"”’)]*\s+|\n)(?=[^.!?\n]*$)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Forms of the verbs whose object is spoken to, those that take a preposition before it, and what is said in."""

    object: frozenset[str]
    preposition: dict[str, frozenset[str]]
    via: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Addressing:
    """Who a statement was said to, with their spans, and what it was said in or to: its span and the outlet, if any."""

    addressees: tuple[Entity, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    via: tuple[int, int] | None = None
    outlet: Entity | None = None


@by_language()
def lexicon() -> Lexicon:
    """The data file, with the forms of its verbs."""
    raw = lists("addressing")
    irregular: dict[str, list[str]] = raw["irregular"]

    def forms(verbs: Sequence[str]) -> frozenset[str]:
        return frozenset(f for v in verbs for f in [*_forms(v), *irregular.get(v, [])])

    found = _VIA.compiled.pattern
    for there, name in (("SAID_IN", "documents"), ("PLATFORMS", "platforms"), ("CHANNELS", "channels")):
        found = found.replace(there, "|".join(re.escape(word) for word in raw["via"][name]))
    via = re.compile(found)
    return Lexicon(forms(raw["object"]), {p: forms(v) for p, v in raw["preposition"].items()}, via)


def _forms(verb: str) -> list[str]:
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if re.search(r"[^aeiou]y$", verb):
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    doubled = verb + verb[-1] if re.search(r"^[^aeiou]*[aeiou][bgmnpt]$|mit$", verb) else verb
    s = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return [verb, verb + s, doubled + "ed", doubled + "ing"]


def told(
    text: str, s: Statement, found: Sequence[Mention], named_in: Callable[[int, int], list[Mention]]
) -> Addressing:
    """Who `s` was said to and through what. An outlet that was told something is the way, not the one addressed."""
    addressed = _addressed(text, s, found, named_in)
    outlet = next((m for m in addressed if _is_outlet(m, s.cue[0].text)), None)
    if outlet:
        return Addressing(via=(outlet.start, outlet.end), outlet=outlet.entity)
    people = [m for m in addressed if m.entity is not None]
    via, through = _via(text, s, found)
    return Addressing(
        tuple(dict.fromkeys(m.entity for m in people if m.entity is not None and m.kind not in ("I", "you", "we"))),
        tuple((m.start, m.end) for m in people),
        via,
        through,
    )


def _is_outlet(m: Mention, cue: str) -> bool:
    """Whether who was told is an outlet: by its name or noun, or a body of no known sort that was told something."""
    if not m.name:
        return m.kind == "nominal" and is_media(m.head.lower())
    if is_media(m.name.text) and not m.name.title:
        return True
    if m.type == "person":
        return False
    told = _TOLD.search(cue) is not None
    known = m.entity is not None and (m.entity.state or len(m.entity.mentions) > _OFTEN)
    return told and m.type == "organization" and not known and not is_organization(m.head.lower())


def _addressed(
    text: str, s: Statement, found: Sequence[Mention], named_in: Callable[[int, int], list[Mention]]
) -> list[Mention]:
    cue = s.cue[0]
    words = [(m.group().lower(), cue.start + m.end()) for m in re.finditer(r"[\w-]+", cue.text)]
    limit = _sentence_end(text, cue.end, 1)
    if any(re.search(r"[’']s?$", x.text) for x in s.source):  # a noun: Varn's promise to the town
        words = []
    passive = any(w in _PASSIVE for w, _ in words)
    for word, after in reversed(words):
        first = None if passive else _spoken_to(text, found, word, after, limit)
        if first:
            named = named_in(first.start, limit)
            return named if first in named else [first]
    return []


def _spoken_to(text: str, found: Sequence[Mention], verb: str, after: int, limit: int) -> Mention | None:
    """The first mention of those a verb is spoken to, by its object or its preposition."""
    if verb in lexicon().object and (m := _next(text, found, after, _STEP.compiled.pattern)):
        return m
    for preposition, verbs in lexicon().preposition.items():
        if verb not in verbs:
            continue
        if preposition == "from":
            at = _FROM.search(text, after, min(limit, after + _REACH))
            m = _next(text, found, at.end(), "") if at else None
        else:
            m = _next(text, found, after, rf"\s+(?:\w+ly\s+)?{preposition}\s+")
        if m:
            return m
    return None


def _next(text: str, found: Sequence[Mention], at: int, between: str) -> Mention | None:
    """The mention that begins after `between`, or after a noun there that titles it ("told referee Vann")."""
    for pattern in (r"\s+", between) if between == _STEP.compiled.pattern else (between,):
        joint = re.compile(pattern).match(text, at)
        if not joint:
            continue
        k = bisect_left(found, joint.end(), key=lambda m: m.start)
        near = [m for m in found[k : k + 6] if _stands_at(text, joint.end(), m)]
        first = max(near, key=lambda m: (m.name is not None, -m.start, m.end), default=None)
        if first and (first.type != "other" or first.pronoun or first.name or _can_be_told(first)):
            return first
    return None


def _can_be_told(m: Mention) -> bool:
    word = m.head.lower()
    return is_person(word) or m.plural or is_media(word)


def _stands_at(text: str, at: int, m: Mention) -> bool:
    before = text[at : m.start].strip(' “"')
    return not before or bool(m.name and m.start - at < 40 and before.islower() and is_person(before.split()[-1]))


def _sentence_end(text: str, at: int, mark: int = 0) -> int:
    """Where the sentence ends that goes on at a place: before the mark that ends it, or as much as `mark` behind."""
    last = min(len(text), at + SENTENCE)
    end = _SENTENCE_END.search(text, at, last)
    return end.start() + mark if end else last


def _via(text: str, s: Statement, found: Sequence[Mention]) -> tuple[tuple[int, int] | None, Entity | None]:
    """What it was said in: looked for in the sentence of the cue, outside of what was said."""
    cue = s.cue[0]
    begin = _SENTENCE_BEGIN.search(text, max(0, cue.start - 300), cue.start)
    start, stop = begin.end() if begin else max(0, cue.start - 300), _sentence_end(text, cue.end)
    first, last = (bisect_left(found, at, key=lambda m: m.start) for at in (start, stop))
    for m in found[first:last]:
        said = any(x.start < m.end and m.start < x.end for x in (*s.content, *s.source))
        if not said and m.name and is_media(m.name.text) and _IN.search(text, max(start, m.start - 16), m.start):
            return (m.start, m.end), m.entity
    for at in lexicon().via.finditer(text, start, stop):
        if any(c.start < at.end("what") and at.start("what") < c.end for c in s.content):
            continue
        if any(x.start < at.end("what") and at.start("what") < x.end for x in s.source):
            continue
        if at["whom"]:
            k = bisect_left(found, at.start("whom"), key=lambda m: m.start)
            whom = found[k] if k < len(found) and found[k].start - at.start("whom") <= 4 else None
            if whom and whom.name and is_media(whom.name.text):
                return (whom.start, whom.end), whom.entity
        return at.span("what"), None
    return None, None
