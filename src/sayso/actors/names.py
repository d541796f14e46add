"""Speakers by plain name: a source that holds a name is that name, a surname the one fuller name that ends with it.

Pronouns, titles alone and sources that the text leaves out stay unresolved: their statements have no speakers.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from sayso.article import Actor, Sourcing, Span, Statement

_WORD = r"(?:[^\W\d_a-z][\w’'-]*(?<![’']s)\.?|[^\W\d_a-z]\.)"
_PARTICLE = r"(?:of the|of|de la|de|del|der|den|da|di|do|dos|van|von|bin|ibn|al|el|la|le|ten|ter|y|e|&|for)"
_NAME = re.compile(rf"{_WORD}(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}{_WORD})*")
# What ends a source's head: what follows tells of whom, where and who they are.
_HEAD_END = re.compile(r",| (?:who|which|that|from|in|at|on|with|among|close|near|familiar)\b| [(–—-]|[(–—]")
_PRONOUNS = frozenset(
    "I You He She It We They Who His Her Their Its My Our Some Many Others Most Several Both This That These Those "
    "One Another All Few Everyone Nobody Someone There What Which".split()
)
_TITLES = frozenset(
    "Mr Mrs Ms Miss Dr Prof Professor Sir Dame Lord Lady Baroness Judge Justice President Vice-President Chancellor "
    "Premier Minister Secretary Secretary-General Spokesman Spokeswoman Spokesperson Ambassador Senator Sen Rep "
    "Representative Congressman Congresswoman Governor Gov Mayor Councillor Councilor Commissioner Chairman Chairwoman "
    "Chair Chairperson Director General Gen Colonel Col Captain Capt Major Maj Sergeant Sgt Lieutenant Lt Admiral "
    "Officer Inspector Sheriff Detective Superintendent Pope Cardinal Bishop Archbishop Rabbi Imam Reverend Rev "
    "Father King Queen Prince Princess Coach Speaker Leader Executive CEO Attorney Detective Constable Deputy".split()
)
_ARTICLES = frozenset(("The", "A", "An"))
_DETERMINER = re.compile(r"^(?:the|a|an|his|her|their|its)\s+", re.I)


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in a source, with the words before it that are a title."""

    name: str
    title: str | None
    start: int


def cast(statements: tuple[Statement, ...], text: str) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """Give the statements their speakers and sourcing, and the actors that they name, in the order of their names."""
    found = {s.id: [n for span in s.source for n in _named(span)] for s in statements}
    full = sorted({n.name for names in found.values() for n in names})
    whole = {name: _fullest(name, full) for name in full}
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    titles: dict[str, list[str]] = defaultdict(list)
    for n in (n for names in found.values() for n in names):
        who = whole[n.name]
        spans[who].add((n.start, n.start + len(n.name)))
        if n.title and n.title not in titles[who]:
            titles[who].append(n.title)
    ordered = sorted(spans, key=lambda who: (min(spans[who]), who))
    ids = {who: f"a{i}" for i, who in enumerate(ordered, 1)}
    actors = tuple(
        Actor(ids[who], who, "unknown", tuple(Span.of(text, *s) for s in sorted(spans[who])), tuple(titles[who]))
        for who in ordered
    )
    return tuple(_credited(s, [ids[whole[n.name]] for n in found[s.id]]) for s in statements), actors


def _credited(statement: Statement, speakers: list[str]) -> Statement:
    sourcing: Sourcing = "named" if speakers else "unnamed" if statement.source else "none"
    return replace(statement, speakers=tuple(dict.fromkeys(speakers)), sourcing=sourcing)


def _named(span: Span) -> list[_Named]:
    """The names that a source's head ends with; several where it joins them."""
    end = _HEAD_END.search(span.text)
    head = span.text[: end.start()] if end and end.start() else span.text
    head = re.sub(r"[’']s?$", "", head)
    out: list[_Named] = []
    following = len(head)
    for run in reversed(list(_NAME.finditer(head))):
        between = head[run.end() : following].strip(" ,")
        named = _split(run, span.start)
        if named is None or between != ("and" if out else ""):
            break
        out.append(named)
        following = run.start()
    if len(out) == 1:
        before = _DETERMINER.sub("", head[: out[0].start - span.start].strip())
        out = [replace(out[0], title=before or None)]
    return out[::-1]


def _split(run: re.Match[str], offset: int) -> _Named | None:
    """The name in a run of capitalized words, behind its titles; None where it names nobody."""
    words = list(re.finditer(r"\S+", run.group()))
    plain = [w.group().rstrip(".") for w in words]
    last = max((i for i, w in enumerate(plain) if w in _TITLES), default=-1)
    name = words[last + 1 :]
    if not name or (len(name) == 1 and name[0].group() in _PRONOUNS | _ARTICLES):
        return None
    start = run.start() + name[0].start()
    return _Named(run.string[start : run.end()], None, start + offset)


def _fullest(name: str, names: list[str]) -> str:
    """The one longer name that ends with this one, else the name itself."""
    longer = [n for n in names if n.endswith(" " + name)]
    return longer[0] if len(longer) == 1 else name
