"""Whether one whom an article names is one who is known: by identifiers, names, titles and the company they keep.

What a known actor is filed under (`keys`, the rows of known_names) is, in folded words (`sayso.actors.names`):

    mira dolan            a name as articles have it
    m.doln                initial and consonants of the surname, which other spellings and initials keep
    dolan/commissioner    surname, and a word of title or affiliation; `dolan/` for one known by the surname alone
    ~hwu                  a body's initials, which an article gives beside its name
    (dockers)             a body's short name; or its initials, which no article gives
    #wikidata=Q123        an identifier
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from sayso.actors.names import ADDRESS, PARTICLES, alike, folded, initials, names, part_of, same_person, sound
from sayso.actors.places import place
from sayso.actors.sourcing import is_document, is_group, is_organization, is_person

_SMALL = PARTICLES | frozenset("of the and for in on at to with &".split())
_LONGEST = 12  # words of a name, and of titles that one is filed under
_SUFFIXES = frozenset("jr sr ii iii".split())
_VOWELS = re.compile("[aeiou]")
_DOUBLE = re.compile(r"(.)\1+")
_GENDERED = re.compile(r"(?<=\w{4})(?:man|woman|person)$")
# Words of titles that tell nothing of who it is.
_IDLE = _SMALL | {w.lower() for w in ADDRESS} | frozenset(
    "a an as by from dr prof professor rev former ex late acting interim then new old senior deputy vice assistant "
    "chief head one man woman".split()
)  # fmt: skip

Words = tuple[str, ...]
Sort = Literal["person", "body"]


@dataclass(frozen=True)
class Named:
    """An actor of an article by its row; `others` are further names that the article has for it."""

    actor: int
    name: str
    type: str
    titles: tuple[str, ...] = ()
    affiliation: str | None = None
    gender: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    others: frozenset[Words] = frozenset()

    @cached_property
    def words(self) -> Words:
        return folded(bare(self.name, self.type))

    @cached_property
    def sort(self) -> Sort | None:
        return sort_of(self.name, self.type, bool(self.titles or self.gender))

    @cached_property
    def roles(self) -> list[str]:
        return roles(self.titles, self.affiliation)


@dataclass(frozen=True, slots=True)
class Known:
    """A known actor, and what it is filed under."""

    id: int
    name: str
    sort: Sort | None
    roles: frozenset[str]
    gender: str | None
    keys: frozenset[str]

    @property
    def names(self) -> list[Words]:
        """Its names as articles have them, folded."""
        return [tuple(k.rstrip("/").split()) for k in sorted(self.keys) if re.fullmatch(r"[\w ]+/?", k)]


@dataclass(frozen=True, slots=True)
class Choice:
    """The known actor that one is, None for one who is not known yet; and why, for a person."""

    known: int | None
    why: str


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a name is one of a known actor's, and the words of titles and affiliations that both have."""

    known: Known
    by: Literal["name", "form", "spelling", "surname", "initials", "short"]
    shared: tuple[str, ...]


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
    if not names(name) or any(w.islower() and w not in _SMALL for w in words):
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


def is_telling(name: str, type: str) -> bool:
    """Whether one by its full name is company that tells something of those who keep it: no state, no High Court."""
    words = folded(name)
    return type in ("person", "organization", "group", "unknown") and (
        len(words) > 2 or (len(words) == 2 and not is_organization(words[-1]))
    )


def roles(titles: Iterable[str], affiliation: str | None) -> list[str]:
    """The words of titles and affiliation that tell something, each once, without the gender that some have."""
    words = (_GENDERED.sub("", w) for t in (*titles, affiliation or "") for w in folded(t.replace("-", " ")))
    return list(dict.fromkeys(w for w in words if w not in _IDLE))


def keys(a: Named) -> set[str]:
    """What a known actor is filed under for one whom an article names."""
    found = {f"#{key}={value}" for key, value in a.identifiers.items()}
    if len(a.words) > 1 or a.sort == "body":
        found.add(" ".join(a.words))
    else:
        found.add(f"{a.words[0]}/")
    if a.sort != "body":
        found |= _personal(a)
    if a.sort == "body":
        found |= {f"~{x}" for x in _own_initials(a)} | {f"({x})" for x in _shorts(a)}
    return found


def lookups(a: Named) -> set[str]:
    """The keys under which those are filed that one whom an article names may be."""
    found = {key for key in keys(a) if key[0] == "#" or (key[0] not in "~(" and key[-1] != "/")}
    if a.sort != "body" and len(a.words) == 1:
        found.add(f"{a.words[0]}/")
    if a.sort != "person":
        name = " ".join(a.words)
        found |= {f"~{name}", f"({name})", *_own_initials(a), *_shorts(a)}
    return found


def choose(a: Named, known: Sequence[Known], company: Callable[[int], list[str]]) -> Choice:
    """Which of the known actors one is whom an article names. `company` are those named in the same article whom an
    article of a known actor names too."""
    for key, value in a.identifiers.items():
        for k in known:
            if f"#{key}={value}" in k.keys:
                return Choice(k.id, f"roster: {key} {value}")
    fits = [fit for k in known if (fit := _fit(a, k))]
    near = [f for f in fits if f.by not in ("surname", "short")]
    sharing = [f for f in near if f.shared] or near
    held = [s for f in sharing if (s := _scored(a, f, company, len(sharing) > 1))]
    if not held:
        held = [s for f in fits if f not in near and (s := _supported(a, f, company))]
    if not held:
        return Choice(None, _alone(a, near))
    best = max(score for score, _, _ in held)
    top = [(f, why) for score, f, why in held if score == best]
    if len(top) > 1:
        return Choice(None, f"left open: may be {' or '.join(_shown(f.known) for f, _ in top[:3])}")
    return Choice(top[0][0].known.id, top[0][1])


_Scored = tuple[tuple[int, ...], _Fit, str]


def _scored(a: Named, f: _Fit, company: Callable[[int], list[str]], rivals: bool) -> _Scored | None:
    """How well a full name fits; None where something speaks against it."""
    opposed = bool(a.roles and f.known.roles and not f.shared) and a.sort != "body"
    met = company(f.known.id) if opposed or rivals or f.by == "spelling" else []
    if (opposed or f.by == "spelling") and not met and not f.shared:
        return None
    score = (int(bool(met)), int(f.by == "name"))
    told = {
        "name": "same name" if a.sort == "body" else "same full name",
        "form": "same name in another form",
        "spelling": "same name in another spelling",
        "initials": "the initials of its name",
    }[f.by]
    return score, f, ", ".join(x for x in (told, _role(a, f.shared), _with(met)) if x)


def _supported(a: Named, f: _Fit, company: Callable[[int], list[str]]) -> _Scored | None:
    """How well a surname alone, or a short name, fits; None where nothing else speaks for it."""
    if f.by == "short":
        met = company(f.known.id)
        return ((len(met),), f, f"a short form of its name, {_with(met)}") if met else None
    if len(a.words) == 1 and all(len(n) == 1 for n in f.known.names) and (met := company(f.known.id)):
        return (len(met),), f, f"known by this one name, {_with(met)}"
    # That two are of one state is too little for a surname.
    own = roles(a.titles, None if place(a.affiliation or "") else a.affiliation)
    telling = tuple(w for w in f.shared if w in own and not place(w.capitalize()) and not place(w.upper()))
    return ((len(telling),), f, f"same surname, {_role(a, telling)}") if telling else None


def _role(a: Named, shared: Sequence[str]) -> str:
    """The title or affiliation of which a known actor has words too."""
    for what, told in (*(("title", t) for t in a.titles), ("affiliation", a.affiliation or "")):
        if not set(shared).isdisjoint(roles((told,), None)):
            return f"{what} '{told}'"
    return ""


def _with(met: Sequence[str]) -> str:
    more = f" and {len(met) - 2} more" if len(met) > 2 else ""
    return f"in the company of {', '.join(met[:2])}{more}" if met else ""


def _alone(a: Named, near: Sequence[_Fit]) -> str:
    """Why one is none of those who are known."""
    if near:
        differs = "is spelt otherwise" if near[0].by == "spelling" else "has other titles"
        return f"{_shown(near[0].known)} {differs}, and no company in common"
    if len(a.words) == 1 and a.sort != "body":
        return "a surname alone, and no one known has it with such a title"
    return "first article that names them"


def _shown(k: Known) -> str:
    return f"{k.name} (#{k.id})"


def _fit(a: Named, k: Known) -> _Fit | None:
    sorts = {a.sort, k.sort}
    if len(sorts - {None}) > 1 or _differ(a, k):
        return None
    by = _relation(a, k, sorts)
    if by is None:
        return None
    shared = tuple(w for w in a.roles if w in k.roles)
    # A pronoun is sooner mistaken than that two of one name and title are a man and a woman.
    if a.gender and k.gender and a.gender != k.gender and not (by == "name" and shared):
        return None
    return _Fit(k, by, shared)


def _differ(a: Named, k: Known) -> bool:
    """Whether a known actor has other identifiers of the same sort; none are equal."""
    return any(key.startswith(f"#{sort}=") for sort in a.identifiers for key in k.keys)


def _relation(
    a: Named, k: Known, sorts: set[Sort | None]
) -> Literal["name", "form", "spelling", "surname", "initials", "short"] | None:
    held = k.names
    if a.words in held and (len(a.words) > 1 or sorts == {"body"}):
        return "name"
    if "body" not in sorts:
        return _personal_relation(a.words, held)
    if "person" in sorts:
        return None
    name, known = " ".join(a.words), {" ".join(n) for n in held}
    if f"~{name}" in k.keys or known & _own_initials(a):
        return "initials"
    return "short" if f"({name})" in k.keys or known & _shorts(a) else None


def _personal_relation(words: Words, held: Sequence[Words]) -> Literal["form", "spelling", "surname"] | None:
    same = [n for n in held if len(n) > 1 and len(words) > 1 and same_person(words, n)]
    if any(_clash(words, n) for n in same):
        return None
    if same:
        heard = sound(_surname(words))
        return "form" if any(sound(_surname(n)) == heard for n in same) else "spelling"
    if any(len(n) > 1 for n in held) and len(words) > 1:
        return None
    surname = any(
        part_of(words, n) or part_of(n, words) or (len(words) == len(n) == 1 and alike(words[0], n[0])) for n in held
    )
    return "surname" if surname else None


def _clash(one: Words, two: Words) -> bool:
    """Whether two names that are otherwise one differ in junior and senior, or in their middle names."""
    suffixes = {w[-1] for w in (one, two) if w[-1] in _SUFFIXES}
    a, b = ("".join(w[0] for w in words[1:-1] if w not in _SUFFIXES) for words in (one, two))
    return len(suffixes) > 1 or bool(a and b and a not in b and b not in a)


def _personal(a: Named) -> set[str]:
    surname = _surname(a.words)
    found = {f"{sound(surname)}/{role}" for role in a.roles[:_LONGEST]}
    if len(a.words) > 1:
        heard = sound(surname)
        bones = _DOUBLE.sub(r"\1", heard[:2] + _VOWELS.sub("", heard[2:]))
        first = a.words[0]
        # An initial is the letter as it is written; Evgeny and Yevgeny have the sound in common.
        found |= {f"{letter}.{bones}" for letter in {first[:1], sound(first)[:1] if len(first) > 2 else first[:1]}}
    return found


def _surname(words: Words) -> str:
    return words[-2] if len(words) > 2 and words[-1] in _SUFFIXES else words[-1]


def _own_initials(a: Named) -> set[str]:
    """A body's initials, where the article gives them."""
    return {o[0] for o in a.others if len(o) == 1 and len(a.words) > 1 and o[0] in _possible_initials(a.words)}


def _shorts(a: Named) -> set[str]:
    """A body's other names in the article, and its initials where the article does not give them."""
    if a.type in ("state", "place"):
        return set()
    every = {" ".join(o) for o in a.others} | (set(_possible_initials(a.words)) if len(a.words) > 2 else set())
    return every - _own_initials(a) - {" ".join(a.words)}


def _possible_initials(words: Words) -> Iterator[str]:
    yield initials(words)
    yield "".join(w[0] for w in words)
