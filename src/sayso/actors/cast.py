"""The cast of an article: its entities as the record's actors, with name, type, titles, affiliation and gender."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from sayso.actors.bodies import BODIES, is_fuller
from sayso.actors.mentions import Entity, Mention
from sayso.actors.names import ADDRESS, PARTICLES, folded, gender_of, is_title
from sayso.actors.places import people, place
from sayso.actors.roster import Roster
from sayso.actors.sourcing import head as head_of
from sayso.actors.sourcing import is_document, is_group, is_media, is_organization, is_person
from sayso.actors.titles import after, before
from sayso.article import Actor, ActorType, Article, Gender, Span
from sayso.lang import rule, words

_CAPITALIZED = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: [^\W\d_a-z][\w.’'-]*)*")
_OF = rule("cast", "of")
_OWNED = rule("cast", "owned")
_DETERMINERS = words("cast", "determiners")
_GENDERS: dict[str, Gender] = {"he": "male", "she": "female"}
_RELATIVE = words("cast", "relative")
_UNION = "European Union"  # for which Brussels stands
_CERTAIN = 3  # times as many pronouns of one gender as of the other


def actor_type(entity: Entity) -> ActorType:
    """The type of an entity by its names, nouns, and what the network took it for."""
    if entity.state:
        return "organization" if entity.state == _UNION else "state"
    names = [m.name.text for m in entity.mentions if m.name]
    sort = entity.type
    if names:
        titled = any(m.name and m.name.title for m in entity.mentions)
        if not titled and 2 * sum(_is_people(n) for n in names) > len(names):
            return "group"
        spoken_of = titled or any(m.kind in ("he", "she") for m in entity.mentions)
        if (sort != "person" or not spoken_of) and any(is_media(n) for n in names):
            return "media"
        if sort != "person" and all(is_document(head_of(n)) for n in names):
            return "document"
        if sort == "place" and any(n.split()[-1] in BODIES for n in names):
            return "organization"
        return _TYPES[sort]
    heads = {m.head.lower() for m in entity.mentions if m.kind == "nominal"}
    for test, kind in _NOUNS:
        if any(test(h) for h in heads):
            return kind
    return _TYPES[sort]


def _is_people(name: str) -> bool:
    """Republicans, Russians: a plural that is one word."""
    found = place(name)
    last = name.split()[-1]
    return last.endswith("s") and ((found is not None and found.use == "demonym") or is_group(last.lower()))


_TYPES: dict[str, ActorType] = {
    "person": "person", "organization": "organization", "place": "place", "other": "unknown",
}  # fmt: skip
_NOUNS: tuple[tuple[Callable[[str], bool], ActorType], ...] = (
    (is_document, "document"), (is_group, "group"), (is_person, "person"), (is_organization, "organization"),
)  # fmt: skip


def fullest(entity: Entity) -> str:
    """The fullest name that the text gives, else the words of the first mention that is no pronoun."""
    if entity.state:
        return entity.state
    names = [m.name.text for m in entity.mentions if m.name]
    if names:
        often = Counter(names)
        if entity.type == "person":
            # A person's forms end in the surname that they mostly have, not in what a headline puts behind it.
            last = Counter(folded(n)[-1:] for n in names).most_common(1)[0][0]
            ending = [n for n in names if folded(n)[-1:] == last]
            names = ending if any(map(_is_full, ending)) else names
            often = Counter(names)
            # A counter keeps the order of the text, and `max` takes the first of those that are equal.
            return max(often, key=lambda n: (_is_full(n), not n.isupper(), often[n]))
        of = {n: often[n] for n in often if not _is_of_product(n, often)}
        return max(of, key=lambda n: (min(len(n.split()), 6), not n.isupper(), of[n]))
    first = next((m for m in entity.mentions if not m.pronoun), entity.mentions[0])
    return first.head


def _is_full(name: str) -> bool:
    """Whether a person's name is more than the surname, which may begin with a particle: Van Der Beek."""
    words = folded(name)
    return len(words) > 1 and words[0] not in PARTICLES


def _is_of_product(name: str, often: Counter[str]) -> bool:
    """Whether a name is rather that of what a body called by its beginning makes: "Varn Comet" beside "Varn"."""
    words = folded(name)
    shorter = (folded(o) for o in often if o != name and often[o] >= often[name])
    return any(words[: len(s)] == s and len(s) < len(words) and not is_fuller(words, s) for s in shorter)


def titles_of(text: str, entity: Entity) -> tuple[str, ...]:
    """Titles that stand before the name, and those set off by commas after it, each once: a person's that end in an
    office or a noun for people, a body's in a noun for bodies."""
    found: list[str] = []
    for m in (m for m in entity.mentions if m.name):
        title = before(text, m)
        last = title.split()[-1].strip(".,") if title else ""
        fits = is_organization(last.lower()) if entity.type != "person" else is_person(last.lower()) or is_title(last)
        apposed = after(text, m) if entity.type == "person" else None
        found += [title] if fits else []
        found += [apposed[0]] if apposed and not apposed[0].startswith(tuple(f"{word} " for word in _RELATIVE)) else []
    return tuple(dict.fromkeys(found))


def affiliation_of(text: str, entity: Entity, found: Sequence[Mention], titles: Sequence[str]) -> str | None:
    """The body or state that a person's titles name, or that follows the name with "of"."""
    if entity.type != "person" or not entity.named:
        return None
    for m in (m for m in entity.mentions if m.name):
        assert m.name is not None
        apposed = after(text, m)
        end = apposed[1] if apposed else m.name.end
        k = bisect_left(found, m.start - 30, key=lambda o: o.start)
        for o in found[k : k + 40]:
            if o.name and (text[o.name.start - 1 : o.name.start] in ("-", "/") or o.name.text in BODIES):
                continue  # "Holm-[Packard]", "the National [Committee]": a part of a name
            beside = (m.start <= o.start and o.end <= end) or _OF.match(text[m.name.end : o.start])
            if beside and o.name and o.entity and o.entity is not entity and o.entity.type in ("organization", "state"):
                return fullest(o.entity)
    return next((n for title in titles if (n := _nation(title))), None)


def _nation(title: str) -> str | None:
    """The state that a title names: "South Sudanese minister"."""
    for run in _CAPITALIZED.findall(title):
        words = re.sub(r"[’']s?$", "", run).split()
        for start, end in ((a, b) for a in range(len(words)) for b in range(len(words), a, -1)):
            nation = place(" ".join(words[start:end]))
            if nation:
                return nation.name
    return None


def gender(entity: Entity) -> Gender | None:
    """female or male, where the text's pronouns and forms of address for a person agree."""
    if entity.type != "person":
        return None
    seen = Counter(m.kind for m in entity.mentions if m.kind in _GENDERS)
    seen.update(g for m in entity.mentions if m.name and (g := gender_of(m.name.title)))
    for own, other in (("he", "she"), ("she", "he")):
        if seen[own] > _CERTAIN * seen[other]:
            return _GENDERS[own]
    return None


def spans(text: str, entity: Entity) -> tuple[Span, ...]:
    """Where the entity is mentioned: names without their titles, nouns with what stands before them, pronouns."""
    found = {(m.name.start, m.name.end) if m.name else (m.start, m.end) for m in entity.mentions}
    return tuple(Span.of(text, *at) for at in sorted(found))


def actor(article: Article, key: str, entity: Entity, found: Sequence[Mention], described: str | None) -> Actor:
    """The record's actor for an entity; `described` are the words for one that has no name."""
    text = article.text
    titles = titles_of(text, entity)
    words = described or fullest(entity)
    name = fullest(entity) if entity.named or entity.state else people(words) or _uncapitalized(words, text)
    affiliation = affiliation_of(text, entity, found, titles)
    kind = actor_type(entity)
    state = place(entity.state) if entity.state and kind == "state" else None
    identifiers = {"iso3166-1": state.code} if state else {}
    return Actor(key, name, kind, spans(text, entity), titles, affiliation, gender(entity), identifiers)


def identified(a: Actor, roster: Roster, day: str | None) -> Actor:
    """The actor with the name, type and identifiers of the one entry of the roster that it can be, else as it is."""
    written = (a.name, *dict.fromkeys(m.text for m in a.mentions if m.text[:1].isupper()))
    # What nothing but its one word tells to be a person may be any sort of actor.
    sure = a.type != "person" or " " in a.name or a.titles or a.gender
    known = roster.find(written, a.type if sure else "unknown", a.titles, day)
    if known is None:
        return a
    kind = a.type if known.type == "unknown" else known.type
    return replace(a, name=known.name, type=kind, identifiers=a.identifiers | dict(known.identifiers))


def _uncapitalized(words: str, text: str) -> str:
    """A description that begins a sentence, as it stands inside one; a name that it begins with stays one, but for an
    owner's: "the interior minister of Austria"."""
    owned = _OWNED.fullmatch(words)
    if owned:
        return f"the {owned['what']} of {owned['owner']}"
    first, _, rest = words.partition(" ")
    if first.islower():
        return words.strip()
    plain = re.sub(r"\W+$", "", first)
    if not (first[1:].islower() or len(first) == 1) or plain in ADDRESS or place(plain):
        return words
    named = first not in _DETERMINERS and re.search(rf"[^\W\d_A-Z],? {re.escape(plain)}\b", text)
    return words if named else f"{first.lower()} {rest}".strip()
