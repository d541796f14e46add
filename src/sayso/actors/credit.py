"""Whom each statement is credited to: the one whom the article's evidence makes likely enough, or nobody.

A gradient-boosted ranking (trees over the figures of `evidence`) gives every candidate of a statement, and nobody, a
chance; `training/credit.py` makes it. Where it is too low to print a name, the likeliest are told as candidates.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from sayso.actors.contradictions import contradicted
from sayso.actors.evidence import FEATURES, KINDS, Evidence, Slot
from sayso.actors.mentions import Entity, Mention
from sayso.attribution import Network
from sayso.attribution.decode import Floats
from sayso.attribution.words import Ints

# The chance from which a name is printed: a little over the least at which, on PolNeAR dev, 3 in 100 statements go to
# somebody who did not make them; see docs/model-card.md.
LEAST = 0.61
_TOLD, _MOST = 0.1, 3  # the least chance of a candidate that is told, and how many are
_OWNER = FEATURES.index("owner")
_NARRATOR, _KIND = FEATURES.index("narrator"), FEATURES.index("kind")
# How often who is shown to say "I" is the one who does: 72 of 103 times in GUM's training split; trees that saw them
# all cannot tell.
_NARRATES = 0.7
# What is taken from the score of one whom the source's word speaks against: a chance of .98 becomes one of .5.
_CONTRADICTED = 4.0
_STEPS = 4  # mentions at most between a source's words and a name
# Candidates of one statement that are weighed, of more the nearest. No article that was measured has more than 112;
# without a bound, what a roll of names costs would grow with its square.
_WEIGHED = 150
_MAIN, _LAST, _FIRST = (FEATURES.index(name) for name in ("main", "last", "first"))


@dataclass(frozen=True, slots=True)
class Credited:
    """Someone to whom a statement may be put down, the chance, and the mentions that lead there."""

    entity: Entity
    chance: float
    way: tuple[Mention, ...]


@dataclass(slots=True)
class Decision:
    """Who makes a statement: the mentions in its source that tell so, those credited, and who else it may be."""

    main: list[Mention] = field(default_factory=list)
    credited: list[Credited] = field(default_factory=list)
    others: list[Credited] = field(default_factory=list)
    is_named: bool = False  # whether it is rather somebody with a name than nobody, though who may not be known


def decide(some: Iterable[Evidence], network: Network, least: float) -> dict[str, Decision]:
    """For each statement, by its id, who makes it; `least` is the chance from which a name is printed.

    A name or description that the decision takes for another than the cast does is brought to that one.
    """
    out: dict[str, Decision] = {}
    credited: set[int] = set()
    for evidence in some:
        found = evidence.found
        decisions = [Decision([found[i] for i in main]) for main in evidence.main]
        for slot, chances in zip(evidence.slots, _chances(network, evidence), strict=True):
            ranked = _ranked(slot, chances, evidence)
            mention = found[slot.mention] if slot.mention >= 0 else None
            _decided(decisions[slot.statement], mention, ranked, float(chances[-1]), least, credited)
        for s, d in zip(evidence.statements, decisions, strict=True):
            d.others = _likeliest(d)
            out[s.id] = d
    return out


def _likeliest(d: Decision) -> list[Credited]:
    """The others whom a statement may be put down to, each once."""
    kept = {id(c.entity) for c in d.credited}
    best: dict[int, Credited] = {}
    for c in sorted(d.others, key=lambda c: -c.chance):
        if id(c.entity) not in kept:
            best.setdefault(id(c.entity), c)
    return list(best.values())[:_MOST]


def _chances(network: Network, evidence: Evidence) -> Floats:
    """The chance of each candidate and of nobody, (slots, candidates + 1); none of him whose aide speaks, and little of
    one whom the source's word speaks against."""
    figures = evidence.figures
    slots, several, count = figures.shape
    if several <= _WEIGHED:
        scores = network.credit(figures.reshape(-1, count)).reshape(slots, several)
    else:
        scores = np.full((slots, several), -np.inf, dtype=np.float32)
        for row, each in enumerate(figures):
            weighed = _nearest(each)
            scores[row, weighed] = network.credit(each[weighed])
    scores[figures[:, :, _OWNER] > 0] = -np.inf
    scores[:, :-1][contradicted(evidence)] -= _CONTRADICTED
    heat = np.exp(scores - scores.max(1, keepdims=True)) if slots else scores
    chances: Floats = heat / heat.sum(1, keepdims=True) if slots else heat
    first_person = np.isin(figures[:, :, _KIND], (KINDS.index("I"), KINDS.index("we")))
    for row, column in np.argwhere((figures[:, :, _NARRATOR] > 0) & first_person):
        if chances[row, column] < _NARRATES:
            chances[row] *= (1 - _NARRATES) / (1 - chances[row, column])
            chances[row, column] = _NARRATES
    return chances


def _nearest(figures: Floats) -> Ints:
    """The numbers of nobody, who is the last, and of the candidates whom the source means or who stand nearest."""
    away = np.minimum(figures[:-1, _LAST], figures[:-1, _FIRST])
    order = np.lexsort((away, -figures[:-1, _MAIN]))[: _WEIGHED - 1]
    return np.append(np.sort(order), len(figures) - 1)


def _ranked(slot: Slot, chances: Floats, evidence: Evidence) -> list[Credited]:
    """The likeliest for a slot, the first one first."""
    numbers = [int(n) for n in np.argsort(-chances[:-1], kind="stable") if chances[n] >= _TOLD][: _MOST + 1]
    return [Credited(evidence.candidates[n], float(chances[n]), _way(slot, n, evidence)) for n in numbers]


def _decided(
    d: Decision, mention: Mention | None, some: list[Credited], nobody: float, least: float, credited: set[int]
) -> None:
    """Add to a decision what one slot of its statement tells. `credited` are the ids of those who have been so far."""
    d.is_named = d.is_named or (nobody < 0.5 and bool(some))
    if some and some[0].chance >= max(least, nobody):
        best = some.pop(0)
        if all(best.entity is not c.entity for c in d.credited):
            d.credited.append(best)
        # Whom the article's pronouns mean coreference tells better: it looks at all of them together.
        if mention is not None and not mention.pronoun and mention.entity is not best.entity:
            _bring(mention, best.entity, credited)
    elif mention is not None and (not some or nobody > some[0].chance) and (own := _unnamed(mention, credited)):
        d.credited.append(Credited(own, nobody, (mention,)))
    credited |= {id(c.entity) for c in d.credited}
    d.others += some


def _unnamed(m: Mention, credited: set[int]) -> Entity | None:
    """Somebody whom the text names nowhere, by the words that stand for him; None for a name, or a pronoun that the
    cast takes for one who has a name."""
    if m.entity is not None and m.entity.peoples:
        return m.entity  # a state's people have a name and are nobody
    if m.name or (m.pronoun and (m.entity is None or m.entity.named or m.entity.state)):
        return None
    if m.entity is None or m.entity.named or m.entity.state:
        _bring(m, Entity(), credited)
    return m.entity if m.entity and m.entity.nouns else None


def _bring(m: Mention, entity: Entity, credited: set[int]) -> None:
    """Take a mention from its entity to another, but for the last one of somebody who has a name or is credited."""
    if m.entity is not None:
        left = [o for o in m.entity.mentions if o is not m and (o.name or not m.entity.named)]
        if not left and (m.name or id(m.entity) in credited):
            return
        m.entity.remove(m)
    entity.add(m)


def _way(slot: Slot, candidate: int, evidence: Evidence) -> tuple[Mention, ...]:
    """From the source's mention over its antecedents to a name; without one the candidate's name before the cue."""
    if slot.mention < 0:
        return evidence.name_before(slot.statement, candidate)
    way, at, able = [slot.mention], slot.mention, evidence.able
    while not evidence.named[at, candidate] and at in able and len(way) <= _STEPS:
        held = [(chance * float(evidence.shares[j, candidate]), j) for j, chance in able[at].chances if j not in way]
        if not held or max(held)[0] <= 0:
            break
        at = max(held)[1]
        way.append(at)
    return tuple(evidence.found[i] for i in way)
