"""Who pronouns and nouns refer to: the network's scores of pairs of mentions, summed over what each entity was called.

A mention-ranking model over head words (Dobrovolskii, EMNLP 2021), read from left to right: the chances of all mentions
of one entity count together.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.actors.mentions import Entity, Mention
from sayso.actors.name_clustering import Form, Votes
from sayso.actors.pair_features import AHEAD, features, kinds
from sayso.actors.places import people
from sayso.actors.sourcing import is_person
from sayso.actors.titles import office, offices
from sayso.attribution import AttributionResult, Network
from sayso.attribution.decode import Floats
from sayso.lang import rule, words
from sayso.text.quotes import paragraphs

_HEADLINE = 18  # words
_QUOTES = "\"“”‘’'"
_LEAD = 3  # paragraphs after the first in which it may be told who the first ones spoke of
_SOON = 1200  # code points within which the one whom "the mayor" means may be named first
_IS = rule("coreference", "is")
_OBJECT = rule("coreference", "object")
_GOVERNS = rule("coreference", "governs")
_JOINED = rule("coreference", "joined")
_IN_CLAUSE = 30  # mentions at most in what _CLAUSE matches
_CLAUSE = re.compile(r"[^.?!;:\n,\"“”()—–-]{1,120}")
_SUBORDINATES = rule("coreference", "subordinates")
_ROUNDS = 3
_KNOWN = 0.1  # of the chance of none, what is enough for "the minister" who speaks to be one whom the text named
_LAST = 0.3  # what the chance is multiplied with of the name that ends the sentence before "he"
_SPEAKS = 1.5  # how much likelier one who is credited elsewhere is the "he" of "he said"
_BLOCK = 16
_REACH = 80  # mentions back that are looked at; of the BACK that were trained on, those further matter little
_FAINT = 0.005
_RESOLVED = frozenset(("he", "she", "it", "they"))
_DEFINITE = words("coreference", "definite")
_COPULA, _AS = words("coreference", "copula"), words("coreference", "as")
_OWNED = re.compile(r"[’']s?\s")
_OWNED_BEFORE = re.compile(r"[’']s?\s(?:[\w-]+\s){0,3}$")
_OWNER = 200  # code points before a noun in which its owner is looked for
_NEUTRAL = 0.4
_UNKNOWN = 0.05  # how well a pronoun goes with another of which nobody knows whom it means
_OFFICE = 1.0  # what having been called by the noun before adds to a chance
# What an entity's chance is multiplied with where it is of another sort than the pronoun asks for.
_ODD = 0.02


@dataclass(frozen=True, slots=True)
class Candidates:
    """For one mention the mentions that it may refer to with their chances, and the chance of none."""

    chances: list[tuple[int, float]]
    none: float


def candidates(reading: AttributionResult, found: Sequence[Mention], network: Network) -> dict[int, Candidates]:
    """For every mention that is no name, by its place in `found`, what it may refer to."""
    words, links = reading.words, reading.mentions.links
    kind = kinds(words)
    at = np.array([m.word for m in found], dtype=np.int64)
    rows = np.array([m.row for m in found], dtype=np.int64)
    starts = np.array([m.start for m in found], dtype=np.int64)
    text = reading.article.text
    queries = [i for i, m in enumerate(found) if m.kind in _RESOLVED or m.kind == "I" or _may_refer(text, m)]
    out: dict[int, Candidates] = {}
    for block in (queries[n : n + _BLOCK] for n in range(0, len(queries), _BLOCK)):
        first, last = max(0, block[0] - _REACH), min(len(found), block[-1] + AHEAD + 1)
        query, candidate = np.array(block), np.arange(first, last)
        seen = features(words, kind, at[query][:, None], at[candidate][None])
        asked, told = (links[rows[places]].astype(np.float32) for places in (query, candidate))
        scores = network.pairs(asked, told, seen)
        gap = query[:, None] - candidate[None]
        pronoun = np.array([found[i].pronoun for i in block])[:, None]
        scores[:, rows[candidate] < 0] = -np.inf
        # "Kestria's largest network" is not Kestria (i-within-i, Chomsky 1981).
        scores[(gap > 0) & (starts[candidate][None] >= starts[query][:, None])] = -np.inf
        scores[(gap > _REACH) | (gap == 0) | (gap < -AHEAD) | ((gap < 0) & ~pronoun)] = -np.inf
        for i, chances in zip(block, _softmax(scores), strict=True):
            likely = np.flatnonzero(chances[1:] > _FAINT)
            out[i] = Candidates([(int(j) + first, float(chances[j + 1])) for j in likely], float(chances[0]))
    return out


def _softmax(scores: Floats) -> Floats:
    whole = np.concatenate((np.zeros((len(scores), 1), dtype=scores.dtype), scores), axis=1)
    heat = np.exp(whole - whole.max(1, keepdims=True))
    chances: Floats = heat / heat.sum(1, keepdims=True)
    return chances


def _may_refer(text: str, m: Mention) -> bool:
    """Whether a noun can be about someone that the text spoke of: "the minister", not "a minister"."""
    if m.kind != "nominal" or m.type == "other":
        return False
    words = text[m.start : m.end]
    return words.split()[0].lower() in _DEFINITE or bool(_OWNED.search(words))


def votes(found: Sequence[Mention], able: dict[int, Candidates]) -> Votes:
    """How much he and she speak for each full name, before any pronoun is resolved."""
    out: dict[Form, tuple[float, float]] = {}
    for i, some in able.items():
        if found[i].kind in ("he", "she"):
            for j, chance in some.chances:
                name = found[j].name
                if name and len(name.words) > 1:
                    he, she = out.get(name.words, (0.0, 0.0))
                    is_he = found[i].kind == "he"
                    out[name.words] = (he + chance * is_he, she + chance * (not is_he))
    return out


def resolve(text: str, found: Sequence[Mention], able: dict[int, Candidates]) -> None:
    """Give every mention without a name its entity; names have theirs. Pronouns speak for their entity's gender first
    over the whole text, so that one that was read wrong is overruled."""
    others = {i: some for i in able if (some := _others(text, found, i))}
    for _ in range(_ROUNDS):
        _vote(found, able, others)
    holders: dict[str, list[Entity]] = {}
    headline, lead = _headline(text), _lead(text)
    held = [(m.entity, offices(text, m)) for m in found if m.name and m.entity]
    later = {noun: entity for entity, nouns in reversed(held) for noun in nouns}
    following = iter(held)
    for m in found:
        if m.kind == "nominal":
            m.called = office(text[m.start : m.end], m.head.lower())
    owners: dict[int, Entity] = {}
    peoples = {called: m.entity for m in reversed(found) if m.name and m.entity and (called := people(m.name.text))}
    for i, m in enumerate(found):
        m.owner = owners.get(m.start)
        if m.entity is None:
            entity = (
                _chosen(found, m, able[i], holders, others.get(i, ()), _ends(text, found, i)) if i in able else None
            )
            holder = later.get(m.called) if m.kind == "nominal" and not m.plural else None
            # "Judge blocks bridge", "the town's mayor": further on the text says which.
            soon = holder is not None and holder.mentions[0].start - m.end < _SOON
            if holder and (m.end <= headline or (entity is None and i in able and soon)):
                entity = holder
            entity = _same_by_grammar(text, found[max(0, i - 4) : i], m) or entity
            if entity is None and m.end < lead:
                entity = _identified_next(text, found, i)
            if entity is None and m.kind == "nominal" and (called := people(text[m.start : m.end])):
                entity = peoples.setdefault(called, Entity())
            (entity or Entity()).add(m)
            if m.pronoun and m.entity:
                owners[m.start] = m.entity
        elif m.name:
            entity, nouns = next(following)
            for noun in nouns:
                holders.setdefault(noun, []).append(entity)


def _others(text: str, found: Sequence[Mention], i: int) -> list[Mention]:
    """Whom by grammar (Chomsky 1981) a pronoun does not mean: the subject of the verb whose object "him" or "her" is
    ("Voss saw her"); whom the rest of its clause names where "he" or "she" is the subject ("she said Voss left"); who
    is made something of hers ("chose Voss as her deputy"). And whom a noun does not: those it is joined with ("the
    mayor and the judge")."""
    m = found[i]
    word = text[m.start : m.end].lower()
    if m.kind == "nominal":
        return [o for o in found[max(0, i - 3) : i] if _JOINED.fullmatch(text, o.end, m.start)]
    if word in ("he", "she") and not _SUBORDINATES.search(text, max(0, m.start - 12), m.start):
        clause = _CLAUSE.match(text, m.end)
        end = clause.end() if clause else m.end
        rest = [o for o in found[i + 1 : i + 1 + _IN_CLAUSE] if o.start < end and o.name]
        return [o for o in rest if text[m.end : o.start].strip() not in _COPULA]
    is_object = word == "him" or (word == "her" and _OBJECT.match(text, m.end))
    between = text[found[i - 1].end : m.start] if i else ""
    is_other = _GOVERNS.fullmatch(between) if is_object else word in ("his", "her") and between.strip() in _AS
    return [found[i - 1]] if is_other else []


def _ends(text: str, found: Sequence[Mention], i: int) -> Entity | None:
    """Whom the sentence before ends with, if he is named: "Voss met Holm. She ..." is seldom Holm."""
    is_last = i and found[i].kind in ("he", "she") and text[found[i - 1].end : found[i].start].strip() == "."
    return found[i - 1].entity if is_last and found[i - 1].name else None


def _same_by_grammar(text: str, before: Sequence[Mention], m: Mention) -> Entity | None:
    """Of whom a noun says what he is: "Ivo Marsh (born 1950) was a sailor", "Ivo Marsh, a sailor"."""
    if m.kind != "nominal" or m.type != "person" or m.plural:
        return None
    for o in reversed(before):
        if o.name and o.type == "person" and o.entity and _IS.match(text[o.end : m.start]):
            return o.entity
    return None


def _vote(found: Sequence[Mention], able: dict[int, Candidates], others: dict[int, list[Mention]]) -> None:
    """Let every he and she speak for those whom it may mean, each the more the better it goes with the others (EM)."""
    told: dict[int, list[float]] = {}
    entities: dict[int, Entity] = {}
    for i, some in able.items():
        if found[i].kind not in ("he", "she"):
            continue
        sums: dict[int, float] = {}
        barred = {id(o.entity) for o in others.get(i, ())}
        for j, chance in some.chances:
            entity = found[j].entity
            if entity and found[j].name and id(entity) not in barred:
                entities[id(entity)] = entity
                sums[id(entity)] = sums.get(id(entity), 0.0) + chance
        weighed = {key: chance * _fit(found[i], entities[key]) for key, chance in sums.items()}
        whole = max(sum(weighed.values()), _FAINT)
        for key, weight in weighed.items():
            told.setdefault(key, [0.0, 0.0])[found[i].kind == "she"] += weight / whole
    for key, (he, she) in told.items():
        entities[key].he, entities[key].she = entities[key].called_he + he, entities[key].called_she + she


def _headline(text: str) -> int:
    """Where the first paragraph ends, if it is as short as a headline."""
    first = next(iter(paragraphs(text)), (0, 0))
    return first[1] if len(text[slice(*first)].split()) <= _HEADLINE else 0


def _lead(text: str) -> int:
    """Where the paragraphs end that may tell of somebody who is named only after them."""
    return next((end for n, (_, end) in enumerate(paragraphs(text)) if n == _LEAD), len(text))


def _identified_next(text: str, found: Sequence[Mention], i: int) -> Entity | None:
    """Of whom a lead tells by his office ("Tamsin's tax commissioner says ..."), if the next paragraph begins with a
    person not named before: delayed identification."""
    m = found[i]
    begin, end = text.rfind("\n", 0, m.start) + 1, text.find("\n", m.end)
    office = m.type == "person" or is_person(m.head.lower())
    told = m.speaks and m.kind == "nominal" and office and not m.plural
    if not told or end < 0 or text[begin] in _QUOTES:
        return None
    owned = _OWNED_BEFORE.search(text, max(begin, m.start - _OWNER), m.start)
    if not (owned or _may_refer(text, m) or len(text[begin:end].split(None, _HEADLINE)) <= _HEADLINE):
        return None
    beside = found[max(0, i - 3) : i + 4]
    if any(_JOINED.fullmatch(text, a.end, b.start) for o in beside for a, b in ((m, o), (o, m))):
        return None  # of two it may be either
    named = next((o for o in found[i + 1 :] if o.start > end), None)
    if named is None or not named.name or named.type != "person" or text[end : named.start].strip():
        return None
    is_new = len(named.name.words) > 1 and named.entity is not None and named.entity.mentions[0] is named
    return named.entity if is_new else None


def _chosen(
    found: Sequence[Mention],
    m: Mention,
    some: Candidates,
    holders: dict[str, list[Entity]],
    others: Sequence[Mention],
    last: Entity | None,
) -> Entity | None:
    sums: dict[int, float] = {}
    entities: dict[int, Entity] = {}
    for j, chance in some.chances:
        entity = found[j].entity
        if entity is not None:
            entities[id(entity)] = entity
            weight = _SPEAKS if m.speaks and found[j].speaks else 1.0
            sums[id(entity)] = sums.get(id(entity), 0.0) + chance * weight
    # "The mayor" is who was last called so, unless the text rather speaks of another.
    for holder in holders.get(m.called, [])[-1:] if m.kind == "nominal" else ():
        entities[id(holder)] = holder
        sums[id(holder)] = sums.get(id(holder), 0.0) + _OFFICE
    for other in (m.owner, *(o.entity for o in others)):
        sums.pop(id(other), None)  # "his father" is not he
    if last is not None and id(last) in sums:
        sums[id(last)] *= _LAST
    weighed = {key: chance * _fit(m, entities[key]) for key, chance in sums.items()}
    best = max(weighed, key=lambda key: weighed[key], default=None)
    if best is None or (weighed[best] <= _FAINT and not others):
        return None
    # He and she mean somebody, and so mostly does "the minister said"; that other words do is to be shown.
    least = some.none
    if m.kind in ("he", "she", "I"):
        least = 0.0
    elif m.kind == "nominal" and m.speaks and not m.plural:
        least *= _KNOWN
    return entities[best] if weighed[best] > least else None


def _fit(m: Mention, entity: Entity) -> float:
    """How well an entity's sort, number and gender go with a mention's."""
    sort, plural = entity.type, entity.plural
    if not entity.nouns:
        return _UNKNOWN
    if m.kind in ("he", "she"):
        mine, theirs = (entity.he, entity.she) if m.kind == "he" else (entity.she, entity.he)
        person = _ODD if plural or entity.state else max(_ODD, entity.chances[0] / sum(entity.chances))
        return ((mine + _NEUTRAL) / (mine + theirs + 2 * _NEUTRAL)) ** 2 * person
    if m.kind == "I":
        return 1.0 if sort == "person" and not plural else _ODD
    if m.kind == "it":
        return _ODD if sort == "person" or plural else 1.0
    if m.kind == "they":
        return 0.3 if sort == "person" and not plural else 1.0
    if m.plural != plural:
        return _ODD
    return 1.0 if (m.type == "person") == (sort == "person") else _ODD
