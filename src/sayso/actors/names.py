"""Speakers by plain name: a source that holds a name is that name, a surname the one fuller name that the text gives.

Pronouns, titles alone and sources that the text leaves out stay unresolved: their statements have no speakers.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from sayso.article import Actor, Sourcing, Span, Statement

_WORD = r"(?:[^\W\d_a-z][\w’'-]*(?<![’']s)\.?)"
_NICKNAME = r"[“‘\"'][\w’ -]{1,20}[”’\"']"
_PARTICLE = r"(?:de|del|der|den|da|di|do|dos|van|von|bin|ibn|al|el|la|le|ten|ter|y|e|&)"
_BODY = r"(?:Bank|Ministry|University|Department|House|Council|Court|Union|Office|Board|Secretary|Church|Institute)"
_JOINT = rf"[ \u00a0](?:(?:{_PARTICLE}[ \u00a0]){{1,2}}|{_NICKNAME}[ \u00a0])?"
_NAME = re.compile(rf"(?:{_BODY} of (?:the )?)?{_WORD}(?:{_JOINT}(?:{_BODY} of (?:the )?)?{_WORD})*")
# What ends a source's head: what follows tells of whom, where and who they are.
_HEAD_END = re.compile(r" (?:who|which|that|of|for|from|in|at|on|with|among|close|near|familiar)\b| [(–—-]|[(–—]")
_DETERMINER = re.compile(r"^(?:the|a|an|his|her|their|its)(?:\s+|$)", re.I)
_INSIDE = re.compile(r"[\w,;’'][ \u00a0]$")
_PRONOUNS = frozenset(
    "I You He She It We They Who His Her Their Its My Our Some Many Others Most Several Both This That These Those "
    "One Another All Few Everyone Nobody Somebody Someone There What Which The A An Q".split()
)
_TITLES = frozenset(
    "Mr Mrs Ms Miss Dr Prof Professor Sir Dame Lord Lady Baroness Hon Judge Justice President Vice-President "
    "Chancellor Premier Minister Secretary State Secretary-General Spokesman Spokeswoman Spokesperson Ambassador "
    "Senator Sen Rep Representative Congressman Congresswoman Governor Gov Mayor Councillor Councilor Commissioner "
    "Chairman Chairwoman Chair Chairperson Director General Gen Colonel Col Captain Capt Major Maj Sergeant Sgt "
    "Lieutenant Lt Admiral Officer Inspector Sheriff Detective Superintendent Prosecutor Pope Cardinal Bishop "
    "Archbishop Rabbi Imam Reverend Rev Father King Queen Prince Princess Coach Speaker Leader Executive CEO Attorney "
    "Constable Deputy Chief Head".split()
)
_FORMS_OF_ADDRESS = frozenset(("Mr", "Mrs", "Ms", "Miss", "Sir", "Dame", "Lord", "Lady"))


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a source, with the words before it that are a title, and whether one is a form of address."""

    name: str
    title: str | None
    start: int
    addressed: bool


@dataclass(frozen=True, slots=True)
class _Written:
    """What a text writes with a capital: names of several words by their last, and words inside a sentence."""

    longer: dict[str, set[str]]
    inside: set[str]


def _written(text: str) -> _Written:
    longer: dict[str, set[str]] = defaultdict(set)
    inside: set[str] = set()
    for run in _NAME.finditer(text):
        words = [w.rstrip("’'") for w in run.group().split()]
        begins = not _INSIDE.search(text, max(0, run.start() - 2), run.start())
        inside.update(words[begins:])
        if len(words) > 1:
            named = _split(run, 0)
            if named and " " in named.name:
                longer[words[-1]].add(named.name.rstrip("’'"))
    return _Written(longer, inside)


def cast(statements: tuple[Statement, ...], text: str) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """Give the statements their speakers and sourcing, and the actors that they name, in the order of their names.

    Sourcing tells for now whether a name stands in the source: named, unnamed, or none where there is no source.
    """
    written = _written(text)
    found = {s.id: [n for span in s.source for n in _named(span, written)] for s in statements}
    whole = {n: _fullest(n, written) for names in found.values() for n in names}
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    titles: dict[str, list[str]] = defaultdict(list)
    for n, who in whole.items():
        spans[who].add((n.start, n.start + len(n.name)))
        if n.title and n.title not in titles[who]:
            titles[who].append(n.title)
    ordered = sorted(spans, key=lambda who: (min(spans[who]), who))
    ids = {who: f"a{i}" for i, who in enumerate(ordered, 1)}
    actors = tuple(
        Actor(ids[who], who, "unknown", tuple(Span.of(text, *s) for s in sorted(spans[who])), tuple(titles[who]))
        for who in ordered
    )
    return tuple(_credited(s, [ids[whole[n]] for n in found[s.id]]) for s in statements), actors


def _credited(statement: Statement, speakers: list[str]) -> Statement:
    sourcing: Sourcing = "named" if speakers else "unnamed" if statement.source else "none"
    return replace(statement, speakers=tuple(dict.fromkeys(speakers)), sourcing=sourcing)


def _named(span: Span, written: _Written) -> list[_Named]:
    """The names that a source's head ends with, several where it joins them; else those of its apposition."""
    at = span.start
    for part in span.text.split(","):
        found = _in_head(_head(part), at)
        if found:
            return found if len(found) > 1 or _is_name(found[0], written) else []
        at += len(part) + 1
    return []


def _head(part: str) -> str:
    """The part up to what tells of whom or where, which in a body's own name is no end (Bank of Kestria)."""
    for end in _HEAD_END.finditer(part):
        if end.start() and not any(n.start() < end.start() < n.end() for n in _NAME.finditer(part)):
            part = part[: end.start()]
            break
    return re.sub(r"[’']s?$", "", part)


def _in_head(head: str, offset: int) -> list[_Named]:
    out: list[_Named] = []
    following = len(head)
    for run in reversed(list(_NAME.finditer(head))):
        between = head[run.end() : following].strip()
        named = _split(run, offset)
        if named is None or between != ("and" if out else ""):
            break
        out.append(named)
        following = run.start()
    if len(out) == 1:
        before = _DETERMINER.sub("", head[: out[0].start - offset].strip())
        out = [replace(out[0], title=before or None)]
    return out[::-1]


def _split(run: re.Match[str], offset: int) -> _Named | None:
    """The name in a run of capitalized words, behind its titles; None where it names nobody."""
    words = list(re.finditer(r"\S+", run.group()))
    plain = [w.group().rstrip(".") for w in words]
    last = max((i for i, w in enumerate(plain) if w in _TITLES), default=-1)
    name = words[last + 1 :]
    if not name or (len(name) == 1 and name[0].group() in _PRONOUNS):
        return None
    start = run.start() + name[0].start()
    addressed = not _FORMS_OF_ADDRESS.isdisjoint(plain[: last + 1])
    return _Named(run.string[start : run.end()], None, start + offset, addressed)


def _is_name(named: _Named, written: _Written) -> bool:
    """Whether a single capitalized word is more than the first of its sentence: the text writes it so elsewhere too."""
    known = " " in named.name or named.title or named.addressed
    return bool(known) or named.name in written.inside


def _fullest(named: _Named, written: _Written) -> str:
    """The one longer name in the text that ends with this one, else the name itself.

    "Mr Penn" may be the husband of the Joan Penn whom the text names: a form of address tells them apart, and only the
    text's own pronouns could bring them together.
    """
    longer = written.longer.get(named.name, set())
    if not longer or named.addressed:
        return named.name
    shortest = min(longer, key=lambda name: (len(name), name))
    return shortest if all(name.endswith(shortest) for name in longer) else named.name
