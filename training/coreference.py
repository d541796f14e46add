"""Texts as the mention network sees them: states of the encoder, labels of mentions, and pairs with their losses."""

import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional as F

from sayso.actors.pair_features import AHEAD, BACK, KINDS, NAME, features, kinds
from sayso.attribution import Network
from sayso.attribution.windows import SIZE, Window, windows
from sayso.attribution.words import Ints, Words, words
from training.branch import LINK, Branch
from training.mentions import GIVEN, NOBODY, NONE, SOME, UNTOLD, Text
from training.windows import Example

# Who is meant by a head: as GUM or the automatic chains have it; somebody whom the text names, or not, by the readers
# who told who is credited.
AUTOMATIC, NAMED, NAMELESS = range(3)
LONGEST = 7  # words that a mention has before its head; more count as so many
# How much mentions of each kind weigh in the loss; of nouns and names that refer to nothing before few are kept.
_WEIGHTS = {"he": 1.0, "she": 1.0, "it": 0.5, "they": 0.5, "I": 0.3, "you": 0.2, "we": 0.2, "name": 0.2, "nominal": 0.5}
_ALONE = 0.15
_CREDITED = 2.0  # a pronoun or description of which a reader told whom it means


@dataclass(frozen=True, slots=True)
class Seen:
    """A text through the encoder. For each window the states of its words in its middle and at its end, in half
    precision; for each word the type of mention that it is the head of, and how many words before it that begins (-1:
    untold); the heads' numbers, and who is meant by each (-1: untold)."""

    words: Words
    windows: tuple[Window | Example, ...]
    states: tuple[npt.NDArray[np.float16], ...]
    types: Ints
    begins: Ints
    heads: Ints
    groups: Ints
    told: Ints  # of each head whether a reader told who is meant: AUTOMATIC, NAMED or NAMELESS


def seen(text: Text, network: Network, seed: int) -> Seen:
    """Run a text through the shipped encoder, cut elsewhere with each seed."""
    split = words(text.text)
    size = random.Random(seed).randint(SIZE // 2, SIZE)
    cut = windows(split, size, 0)
    states = []
    for window in cut:
        passed = network.encode(split, window)
        states.append(np.concatenate((passed.middle[0, passed.first], passed.states), axis=1).astype(np.float16))
    return Seen(split, tuple(cut), tuple(states), *labels(split, text))


def labels(split: Words, text: Text) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Types, beginnings, heads, groups and by whom they are told, as `Seen` has them."""
    types = np.full(len(split), NONE, dtype=np.int64)
    begins = np.full(len(split), -1, dtype=np.int64)
    for start, end in text.untold:
        types[(split.starts < end) & (split.ends > start)] = UNTOLD
    groups: dict[str, int] = {}
    at: dict[int, tuple[int, int]] = {}
    for h in text.heads:
        head = int(np.searchsorted(split.starts, h.end)) - 1  # of "Secretary-General" the last part
        if head < 0:
            continue
        types[head] = h.type
        if h.begins is not None:
            begins[head] = min(LONGEST, max(0, head - int(np.searchsorted(split.starts, h.begins))))
        told = NAMED if (h.group or "").startswith(GIVEN) else NAMELESS if h.group == NOBODY else AUTOMATIC
        at[head] = -1 if h.group is None else groups.setdefault(h.group, len(groups)), told
    order = np.array(sorted(at), dtype=np.int64)
    who = np.array([at[n] for n in order.tolist()], dtype=np.int64).reshape(-1, 2)
    return types, begins, order, who[:, 0], who[:, 1]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels of some texts' windows, padded to one length, and pairs of their mentions. `head` (mentions, 2) is the
    window and word of each head; `query` (q) and `candidate` (q, c) index it; `open` (q, c) and `right` (q, 1 + c),
    none in front, tell which candidates there are and which are right; `weight` (q)."""

    types: Tensor
    begins: Tensor
    head: Tensor
    query: Tensor
    candidate: Tensor
    features: Tensor
    open: Tensor
    right: Tensor
    weight: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """States of some texts' windows, and what is to be found in them."""

    middle: Tensor
    last: Tensor
    mask: Tensor
    pairs: Pairs


def batch(texts: list[Seen], chance: random.Random) -> Batch:
    """Put texts together; mentions meet those of the same text only."""
    states = [s for t in texts for s in t.states]
    longest = max(len(s) for s in states)
    padded = np.zeros((len(states), longest, states[0].shape[1]), dtype=np.float32)
    mask = np.zeros((len(states), longest), dtype=bool)
    for n, s in enumerate(states):
        padded[n, : len(s)], mask[n, : len(s)] = s, True
    whole = torch.from_numpy(padded)
    half = whole.shape[2] // 2
    return Batch(whole[..., :half], whole[..., half:], torch.from_numpy(mask), pairs(texts, longest, chance))


def pairs(texts: list[Seen], longest: int, chance: random.Random) -> Pairs:
    """What is to be found in the windows of some texts, padded to `longest` words."""
    cut = [(t, w) for t in texts for w in t.windows]
    types = np.full((len(cut), longest), UNTOLD, dtype=np.int64)
    begins = np.full((len(cut), longest), -1, dtype=np.int64)
    for n, (t, w) in enumerate(cut):
        types[n, : w.end - w.start], begins[n, : w.end - w.start] = t.types[w.start : w.end], t.begins[w.start : w.end]
    found: list[tuple[npt.NDArray[np.generic], ...]] = []
    heads: list[Ints] = []
    row = count = 0
    for t in texts:
        ends = np.array([w.end for w in t.windows])
        window = np.searchsorted(ends, t.heads, side="right")
        starts = np.array([w.start for w in t.windows])
        heads.append(np.stack((window + row, t.heads - starts[window]), axis=1))
        found.append(pairs_of(t, count, chance))
        row, count = row + len(t.windows), count + len(t.heads)
    arrays = [types, begins, np.concatenate(heads), *(np.concatenate(part) for part in zip(*found, strict=True))]
    return Pairs(*(torch.from_numpy(a) for a in arrays))


def pairs_of(t: Seen, offset: int, chance: random.Random) -> tuple[npt.NDArray[np.generic], ...]:
    """Query, candidates, features, open, right (with none in front) and weight of a text's told mentions."""
    kind = kinds(t.words)[t.heads]
    query = np.flatnonzero(t.groups >= 0)
    around = np.concatenate((np.arange(-BACK, 0), np.arange(1, AHEAD + 1)))
    candidate = query[:, None] + around
    inside = (candidate >= 0) & (candidate < len(t.heads))
    candidate = np.clip(candidate, 0, max(len(t.heads) - 1, 0))
    # Only a pronoun may refer to what comes after it.
    inside &= (around < 0)[None] | (kind[query] < NAME)[:, None]
    right = inside & (t.groups[candidate] == t.groups[query][:, None])
    # Whom the text never names is whatever has no name.
    nameless = t.told[query] == NAMELESS
    right |= inside & nameless[:, None] & (t.told[candidate] != NAMED) & (kind[candidate] != NAME)
    none = ~right.any(axis=1) | nameless
    idle = none & (kind[query] >= NAME) & (t.told[query] == AUTOMATIC)
    lost = none & (kind[query] != NAME) & (t.told[query] == NAMED)
    kept = np.array([not i or chance.random() < _ALONE for i in idle.tolist()], dtype=bool) & ~lost
    query, candidate, inside, right, none = query[kept], candidate[kept], inside[kept], right[kept], none[kept]
    weight = np.array([_WEIGHTS[k] for k in KINDS], dtype=np.float32)[kind[query]]
    credited = (t.told[query] != AUTOMATIC) & (kind[query] != NAME)
    weight = np.where(credited, np.float32(_CREDITED), weight)
    if len(t.heads):
        described = features(t.words, kinds(t.words), t.heads[query][:, None], t.heads[candidate])
    else:
        described = np.zeros((0, len(around), 5), dtype=np.int64)
    return query + offset, candidate + offset, described, inside, np.c_[none, right], weight


def losses(net: Branch, b: Batch) -> tuple[Tensor, Tensor]:
    """The mean loss of a mention's type and beginning, and that of finding any right antecedent, or none."""
    return mention_losses(net, b.pairs, net.states(b.middle, b.last, b.mask[:, None, None, :]))


def mention_losses(net: Branch, b: Pairs, words: Tensor) -> tuple[Tensor, Tensor]:
    """The same of words that the branch has read already."""
    types, begins = net.mentions(words)
    logs = F.log_softmax(types.float(), dim=-1)
    told = logs.gather(2, b.types.clamp(max=SOME - 1).unsqueeze(2)).squeeze(2)
    told = torch.where(b.types == SOME, torch.logsumexp(logs[..., 1:], dim=-1), told)
    known = b.begins >= 0
    mention = -told[b.types != UNTOLD].sum() + F.cross_entropy(begins.float()[known], b.begins[known], reduction="sum")
    links = net.pairs.links(words[b.head[:, 0], b.head[:, 1]])
    scores = net.pairs(links[b.query][:, None, LINK:], links[b.candidate][..., :LINK], b.features).float()
    whole = F.pad(scores.masked_fill(~b.open, -1e4), (1, 0))
    missed = torch.logsumexp(whole, dim=1) - torch.logsumexp(whole.masked_fill(~b.right, -1e4), dim=1)
    pair = (missed * b.weight).sum() / b.weight.sum().clamp(min=1)
    return mention / known.sum().clamp(min=1), pair
