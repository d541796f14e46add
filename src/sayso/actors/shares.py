"""Whose each mention may be: a name's of all whom it can mean, a pronoun's of whatever its antecedents have."""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np

from sayso.actors.coreference import Candidates
from sayso.actors.mentions import Entity, Mention
from sayso.actors.names import gender_of, given_name
from sayso.attribution.decode import Floats

_SWEEPS = 4
_NEUTRAL = 0.4  # what speaks for either gender of one of whom no pronoun tells
_ADDRESSED = 3.0  # pronouns that a "Mrs", or a woman's given name, is worth
_RECENTLY = 40.0  # mentions


def named_entities(found: Sequence[Mention]) -> list[Entity]:
    """Everybody who has a name, in the order of the first."""
    every = {id(e): e for m in found if m.name for e in (m.entity, *m.may_be) if e is not None}
    return [e for e in every.values() if any(m.name for m in e.mentions)]


def named_shares(found: Sequence[Mention], number: Mapping[int, int]) -> Floats:
    """1 where a name can be nobody else's; else a share for each whom it may mean, the larger the nearer that one's
    own name stands, (mentions, candidates)."""
    out = np.zeros((len(found), len(number)), dtype=np.float32)
    meant = [{number[id(e)] for e in (*m.may_be, m.entity) if m.name and id(e) in number} for m in found]
    sure: dict[int, list[int]] = {}
    for i, some in enumerate(meant):
        if len(some) == 1:
            sure.setdefault(next(iter(some)), []).append(i)
    for i, some in enumerate(meant):
        weights = {n: _recency(sure.get(n, []), i) for n in some}
        for n, weight in weights.items():
            out[i, n] = weight / sum(weights.values())
    return out


def _recency(places: list[int], at: int) -> float:
    """How much a name's standing last before a place, or first after it, speaks for its bearer there."""
    k = bisect_left(places, at)
    before = math.exp((places[k - 1] - at) / _RECENTLY) if k else 0.0
    after = 0.3 * math.exp((at - places[k]) / _RECENTLY) if k < len(places) else 0.0
    return 0.05 + max(before, after)


def soft_shares(found: Sequence[Mention], able: Mapping[int, Candidates], named: Floats) -> Floats:
    """The share of every mention that each candidate has: of a word without a name what its antecedents have. What "he"
    and "she" have goes the more to a candidate the more other pronouns of that gender are his (EM)."""
    out = named.copy()
    asked = [i for i in sorted(able) if not found[i].name]
    gendered = {i: found[i].kind == "she" for i in asked if found[i].kind in ("he", "she")}
    called = addressed(found, named)
    fits = np.ones((2, named.shape[1]), dtype=np.float32)
    for _ in range(_SWEEPS):
        for i in asked:
            some = able[i].chances
            if some:
                rows, chances = zip(*some, strict=True)
                row = np.asarray(chances, dtype=np.float32) @ out[list(rows)]
                out[i] = _fitted(row, fits[int(gendered[i])]) if i in gendered else row
        told = called.copy()
        for i, is_she in gendered.items():
            told[int(is_she)] += out[i]
        fits = ((told + _NEUTRAL) / (told.sum(0) + 2 * _NEUTRAL)) ** 2
    return out


def addressed(found: Sequence[Mention], named: Floats) -> Floats:
    """How much forms of address, and given names that nearly always are a man's or a woman's, call each candidate a
    man, and a woman, (2, candidates)."""
    out = np.zeros((2, named.shape[1]), dtype=np.float32)
    for m, row in zip(found, named, strict=True):
        gender = (gender_of(m.name.title) or (" " in m.name.text and given_name(m.name.text))) if m.name else None
        if gender:
            out[int(gender == "she")] += _ADDRESSED * (row >= 1)
    return out


def _fitted(shares: Floats, fit: Floats) -> Floats:
    """Shares by how well each candidate's gender fits, with as much in all as before."""
    weighed = shares * fit
    whole = float(weighed.sum())
    out: Floats = weighed * (float(shares.sum()) / whole) if whole > 0 else shares
    return out
