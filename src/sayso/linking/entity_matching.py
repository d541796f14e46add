"""Whether two that articles name can be one: how their names relate, and what else speaks for it or against it.

Evidence is weighed as odds that are multiplied (Fellegi and Sunter, "A Theory for Record Linkage", 1969), which
`training/identity.py` fits on half of the actors that were told apart by reading (docs/links.md).
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from typing import Literal

from nicknames import NickNamer
from rapidfuzz.distance import OSA

from sayso.actors.names import ADDRESS, PARTICLES, alike, folded, initials, names, sound
from sayso.actors.places import place
from sayso.actors.sourcing import is_document, is_group, is_organization, is_person
from sayso.lang import by_language, rule, words

_LONGEST = 12  # words of a name
_SUFFIXES = words("entity_matching", "suffixes")
_VOWELS = re.compile("[aeiou]")
_DOUBLE = re.compile(r"(.)\1+")
_GENDERED = rule("entity_matching", "gendered")
_NOUNS = words("entity_matching", "nouns")
_TURNED = words("entity_matching", "turned")
_SMALL, _IDLE = words("entity_matching", "small"), words("entity_matching", "idle")
_TYPO = 5  # letters of a given name that may be misspelt

_ODDS = tomllib.loads((files("sayso.linking") / "data" / "odds.toml").read_text("utf8"))
SURE = 9.0  # odds at which two are one
NAMES: Mapping[str, float] = _ODDS["names"]  # by how two names relate
EVIDENCE: Mapping[str, float] = _ODDS["evidence"]
SURNAMES: Mapping[str, float] = _ODDS["surnames"]  # of who is called by one word alone
_SUFFIXED = 0.05  # only one is called junior
_BESIDE = 0.02  # one article names both, and takes them for two
_SHARED = 0.2  # of the company of the one who keeps less: so much in common is the same company
_OFTEN, _NUMBER = 3.0, 10  # who is named so often has the name for the most part
_TERM = 4.0  # years after which an office, or another one, tells half as much of who it is
_YEAR = 365.25

Words = tuple[str, ...]
Sort = Literal["person", "body"]
Relation = Literal["name", "form", "nickname", "initial", "order", "spelling", "initials", "other", "campaign", "code"]
TOLD: Mapping[str, str] = {
    "name": "same full name", "form": "same name in another form", "nickname": "same name, its short form",
    "initial": "same surname and initial", "order": "same name in the other order",
    "spelling": "same name in another spelling", "initials": "the initials of its name",
    "other": "another name that an article has for it", "campaign": "campaign of the same", "code": "same identifier",
}  # fmt: skip


@dataclass(frozen=True)
class Appearance:
    """An actor of an article's latest version, by its row. `beside` gives the full names beside it, `known` is who it
    was taken for, `fixed` whom a person said it is. `order`, day and rank, is the same wherever and whenever the
    article is added."""

    actor: int
    article: int
    order: tuple[str, int]
    name: str
    type: str
    titles: tuple[str, ...] = ()
    affiliation: str | None = None
    gender: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    beside: Callable[[], frozenset[str]] = frozenset
    known: int | None = None
    fixed: int | None = None

    @cached_property
    def day(self) -> int | None:
        """The day of the article, counted from the year 1."""
        try:
            return date.fromisoformat(self.order[0]).toordinal()
        except ValueError:
            return None

    @cached_property
    def company(self) -> frozenset[str]:
        return self.beside()

    @cached_property
    def words(self) -> Words:
        return form(self.name, self.type)

    @cached_property
    def sort(self) -> Sort | None:
        return sort_of(self.name, self.type, bool(self.titles or self.gender))

    @cached_property
    def roles(self) -> list[str]:
        return roles(self.titles, self.affiliation)


@by_language()
def _small() -> frozenset[str]:
    """Words in small letters that stand in names."""
    return frozenset(PARTICLES | _SMALL.all)


@by_language()
def _idle() -> frozenset[str]:
    """Words of titles that tell nothing of who it is."""
    return _small() | {w.lower() for w in ADDRESS} | _IDLE


def sort_of(name: str, type: str, sure: bool) -> Sort | None:
    """Whether one of this type is a person or a body; None where it may be either, as a person of whom nothing but the
    type is told, and whose name is like a body's."""
    if type == "person":
        return "person" if sure or not any(is_organization(w) for w in folded(name)[1:]) else None
    return None if type == "unknown" else "body"


def is_name(name: str, type: str, titles: Sequence[str]) -> bool:
    """Whether what an article calls an actor of this type is a name by which other articles can call it too."""
    words, plain = name.split(), folded(bare(name, type))
    if type == "state":
        return bool(plain)
    if len(words) > _LONGEST or len(plain) < (2 if type == "group" else 1):
        return False
    if len(words) > 1 and words[-1] in _NOUNS and type in ("organization", "group", "document"):
        words = words[:-1]
    if not names(name) or any(w.islower() and w not in _small() for w in words):
        return False
    # One word that is a noun names another body in every article: the Union, the Ministry.
    return bool(titles) or len(plain) > 1 or not any(of(plain[0]) for of in (is_group, is_organization, is_document))


def bare(name: str, type: str) -> str:
    """A person's name without a noun that stands before it like a title: Beekeeper Wilma Groot."""
    first, _, rest = name.partition(" ")
    noun = first.lower()
    # Adrian and Herman have the endings of such nouns.
    titled = type == "person" and " " in rest and is_person(noun) and not noun.endswith(("ian", "man"))
    return rest if titled else name


def form(name: str, type: str) -> Words:
    """The words of a name as names are compared: Justice Department like Department of Justice, camp like campaign."""
    words = folded(bare(name, type))
    if type not in ("person", "unknown"):
        words = tuple(w for w in words if w not in _small()) or words
        if _TURNED & set(words):
            return tuple(sorted(words))
        if len(words) > 1 and words[-1] == "camp":
            return (*words[:-1], "campaign")
    return words


def is_telling(name: str, type: str) -> bool:
    """Whether one by its full name is company that tells something of those who keep it: no state, no High Court."""
    words = folded(name)
    return type in ("person", "organization", "group", "unknown") and (
        len(words) > 2 or (len(words) == 2 and not is_organization(words[-1]))
    )


def roles(titles: Iterable[str], affiliation: str | None) -> list[str]:
    """The words of titles and affiliation that tell something, each once, without the gender that some have."""
    words = (_GENDERED.sub("", w) for t in (*titles, affiliation or "") for w in folded(t.replace("-", " ")))
    return list(dict.fromkeys(w for w in words if w not in _idle()))


def offices(a: Appearance) -> list[str]:
    """The words of roles that tell more than of which place somebody is."""
    own = roles(a.titles, None if place(a.affiliation or "") else a.affiliation)
    return [w for w in own if not place(w.capitalize()) and not place(w.upper())]


def bones(words: Words) -> str:
    """Consonants of a surname, which its other spellings keep too."""
    heard = sound(surname(words))
    return _DOUBLE.sub(r"\1", heard[:2] + _VOWELS.sub("", heard[2:]))


def surname(words: Words) -> str:
    return words[-2] if len(words) > 2 and words[-1] in _SUFFIXES else words[-1]


def is_campaign(words: Words) -> bool:
    return len(words) > 1 and words[-1] == "campaign"


def are_initials(other: Words, words: Words) -> bool:
    """Whether another name of a body is its initials."""
    return len(other) == 1 and len(words) > 1 and other[0] in (initials(words), "".join(w[0] for w in words))


def relation(a: Words, b: Words) -> tuple[Relation, float] | None:
    """How two different names of several words can be one's, with its odds; None where they cannot. What articles
    themselves call one and the same is not told by the words."""
    if is_campaign(a) or is_campaign(b):
        short, long = sorted((a[:-1], b[:-1]), key=len)
        same = is_campaign(a) and is_campaign(b) and len(short) == 1 and short[0] == surname(long)
        return ("campaign", NAMES["campaign"]) if same else None
    ends = {w[-1] for w in (a, b) if w[-1] in _SUFFIXES}
    if len(ends) > 1 or min(len(a), len(b)) < 2:
        return None
    if len(a) == len(b) == 2 and a == b[::-1]:
        return "order", NAMES["order"]
    suffixed = _SUFFIXED if (a[-1] in _SUFFIXES) != (b[-1] in _SUFFIXES) else 1.0
    one, two = (w[:-1] if w[-1] in _SUFFIXES and len(w) > 2 else w for w in (a, b))
    one, two = _from(one, two[0]), _from(two, one[0])
    if not alike(one[-1], two[-1]) or _middles_differ(one, two):
        return None
    by = _given(one, two)
    if by is None:
        return None
    if sound(one[-1]) != sound(two[-1]):
        by = "spelling"
    return by, NAMES[by] * suffixed


def _from(words: Words, given: str) -> Words:
    """A name from the given name on by which another calls one: W. Mitt Romney, Mitt Romney."""
    return words[words.index(given) :] if given in words[1:-1] else words


def _middles_differ(one: Words, two: Words) -> bool:
    a, b = ("".join(w[0] for w in words[1:-1]) for words in (one, two))
    return bool(a and b and a not in b and b not in a)


def _given(one: Words, two: Words) -> Relation | None:
    a, b = one[0], two[0]
    if min(len(a), len(b)) <= 2 and a[:1] == b[:1]:  # initials, also two in one word (J.D.)
        return "form" if a == b else "initial"
    if sound(a) == sound(b):
        return "form"
    if _called(a) & _called(b):
        return "nickname"
    if min(len(a), len(b)) >= _TYPO and OSA.distance(a, b, score_cutoff=1) <= 1:
        return "spelling"
    return None


def given_keys(words: Words) -> set[str]:
    """What names of one surname have in common of which one can be the other's: the sound that a given name begins
    with, the names that it is short for, or, with an initial, its first letter."""
    found: set[str] = set()
    for given in words[:-1]:
        found.add(f"{given[:1]}.")
        found |= {sound(given)[:2], *_called(given)} if len(given) > 2 else set()
    return found


@cache
def _called(given: str) -> frozenset[str]:
    """A given name and those that it is short for, or that are short for it."""
    return frozenset((given, *_nicknames().nicknames_of(given), *_nicknames().canonicals_of(given)))


@cache
def _nicknames() -> NickNamer:
    return NickNamer()


@dataclass(frozen=True)
class Node:
    """Appearances by one name that are one; `number` is how many there are, of which these are some."""

    words: Words
    sort: Sort
    members: tuple[Appearance, ...]
    number: int

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(m.roles for m in self.members))

    @cached_property
    def days(self) -> tuple[int, ...]:
        return tuple(sorted(m.day for m in self.members if m.day is not None))

    @cached_property
    def company(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(m.company for m in self.members)) - {" ".join(self.words)}

    @cached_property
    def articles(self) -> frozenset[int]:
        return frozenset(m.article for m in self.members)

    @cached_property
    def gender(self) -> str | None:
        return majority(m.gender for m in self.members)

    @cached_property
    def identifiers(self) -> dict[str, set[str]]:
        out: dict[str, set[str]] = {}
        for m in self.members:
            for key, value in m.identifiers.items():
                out.setdefault(key, set()).add(value)
        return out

    @cached_property
    def is_document(self) -> bool:
        return majority(m.type for m in self.members) == "document"

    @cached_property
    def known(self) -> int | None:
        counts = Counter(m.known for m in self.members if m.known is not None)
        return min(counts, key=lambda k: (-counts[k], k), default=None)

    @cached_property
    def fixed(self) -> int | None:
        return next((m.fixed for m in self.members if m.fixed is not None), None)


def odds(a: Node, b: Node, related: float) -> float:
    """The odds that two are one whose names are so `related`."""
    shared = [k for k in a.identifiers if k in b.identifiers]
    if any(a.identifiers[k] & b.identifiers[k] for k in shared):
        return NAMES["code"]
    if shared or a.fixed != b.fixed or a.sort != b.sort:
        return 0.0
    out = related * _company(a.company, b.company)
    if a.sort == "person":
        out *= offices_odds(a.roles, b.roles, years(a.days, b.days))
        if a.gender and b.gender and a.gender != b.gender:
            out *= EVIDENCE["other gender"]
        if a.words != b.words and a.articles & b.articles:
            out *= _BESIDE
        if a.words == b.words and not (a.company and b.company):
            out *= EVIDENCE["alone"]
    if a.words == b.words and max(a.number, b.number) >= _NUMBER:
        out *= _OFTEN
    return out


def offices_odds(a: Set[str], b: Set[str], apart: float) -> float:
    """What the words of titles and affiliation tell; so many years apart somebody else may hold an office, or the same
    one another."""
    if not a or not b:
        return 1.0
    return faded(EVIDENCE["same office" if a & b else "other office"], apart)


def faded(odds: float, apart: float) -> float:
    """The odds that an office tells, so many years apart."""
    told: float = odds ** (1 / (1 + apart / _TERM))
    return told


def years(a: Sequence[int], b: Sequence[int]) -> float:
    """How many years lie between the last of some days and the first of others; both in order."""
    return max(0, b[0] - a[-1], a[0] - b[-1]) / _YEAR if a and b else 0.0


def _company(a: frozenset[str], b: frozenset[str]) -> float:
    if not a or not b:
        return 1.0
    return EVIDENCE["same company" if same_company(a, b) else "met" if a & b else "strangers"]


def same_company(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two are named beside the same others."""
    return len(a & b) >= max(1.0, _SHARED * min(len(a), len(b)))


def majority(values: Iterable[str | None]) -> str | None:
    """The value that most have of those who have one; None for a tie."""
    counts: dict[str, int] = {}
    for value in values:
        if value:
            counts[value] = counts.get(value, 0) + 1
    top = sorted(counts, key=lambda v: -counts[v])[:2]
    return top[0] if len(top) == 1 or (top and counts[top[0]] > counts[top[1]]) else None
