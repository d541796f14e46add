"""Texts as the mention network sees them: states of the encoder, labels of mentions, and pairs with their losses."""

import random
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional as F

from sayso.actors.pairs import AHEAD, BACK, KINDS, features, kinds
from sayso.reading import Network
from sayso.reading.windows import SIZE, Window, windows
from sayso.reading.words import Ints, Words, words
from training.branch import LINK, Branch
from training.mentions import NONE, SOME, UNTOLD, Text

LONGEST = 7  # words that a mention has before its head; more count as so many
# How much mentions of each kind weigh in the loss; of nouns and names that refer to nothing before few are kept.
_WEIGHTS = {"he": 1.0, "she": 1.0, "it": 0.5, "they": 0.5, "I": 0.3, "you": 0.2, "we": 0.2, "name": 0.2, "nominal": 0.5}
_ALONE = 0.15


@dataclass(frozen=True, slots=True)
class Seen:
    """A text through the encoder. For each window the states of its words in its middle and at its end, in half
    precision; for each word the type of mention that it is the head of, and how many words before it that begins (-1:
    untold); the heads' numbers, and who is meant by each (-1: untold)."""

    words: Words
    windows: tuple[Window, ...]
    states: tuple[npt.NDArray[np.float16], ...]
    types: Ints
    begins: Ints
    heads: Ints
    groups: Ints


def seen(text: Text, network: Network, seed: int) -> Seen:
    """Run a text through the shipped encoder, cut elsewhere with each seed."""
    split = words(text.text)
    size = random.Random(seed).randint(SIZE // 2, SIZE)
    cut = windows(split, size, 0)
    states = []
    for window in cut:
        passed = network.encode(split, window)
        states.append(np.concatenate((passed.middle[0, passed.first], passed.states), axis=1).astype(np.float16))
    return Seen(split, tuple(cut), tuple(states), *_labels(split, text))


def _labels(split: Words, text: Text) -> tuple[Ints, Ints, Ints, Ints]:
    types = np.full(len(split), NONE, dtype=np.int64)
    begins = np.full(len(split), -1, dtype=np.int64)
    for start, end in text.untold:
        types[(split.starts < end) & (split.ends > start)] = UNTOLD
    groups: dict[str, int] = {}
    at: dict[int, int] = {}
    for h in text.heads:
        head = int(np.searchsorted(split.starts, h.end)) - 1  # of "Secretary-General" the last part
        if head < 0:
            continue
        types[head] = h.type
        if h.begins is not None:
            begins[head] = min(LONGEST, max(0, head - int(np.searchsorted(split.starts, h.begins))))
        at[head] = -1 if h.group is None else groups.setdefault(h.group, len(groups))
    order = np.array(sorted(at), dtype=np.int64)
    return types, begins, order, np.array([at[n] for n in order.tolist()], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of some texts padded to one length. `head` (mentions, 2) is the window and word of each head; `query` (q)
    and `candidate` (q, c) index it; `open` and `right` (q, c) tell which candidates there are and which are right;
    `weight` (q)."""

    middle: Tensor
    last: Tensor
    mask: Tensor
    types: Tensor
    begins: Tensor
    head: Tensor
    query: Tensor
    candidate: Tensor
    features: Tensor
    open: Tensor
    right: Tensor
    weight: Tensor


def batch(texts: list[Seen], chance: random.Random) -> Batch:
    """Put texts together; mentions meet those of the same text only."""
    states = [s for t in texts for s in t.states]
    cut = [(t, w) for t in texts for w in t.windows]
    longest = max(len(s) for s in states)
    padded = np.zeros((len(states), longest, states[0].shape[1]), dtype=np.float32)
    mask = np.zeros((len(states), longest), dtype=bool)
    types = np.full((len(states), longest), UNTOLD, dtype=np.int64)
    begins = np.full((len(states), longest), -1, dtype=np.int64)
    for n, (s, (t, w)) in enumerate(zip(states, cut, strict=True)):
        padded[n, : len(s)], mask[n, : len(s)] = s, True
        types[n, : len(s)], begins[n, : len(s)] = t.types[w.start : w.end], t.begins[w.start : w.end]
    pairs: list[tuple[npt.NDArray[np.generic], ...]] = []
    heads: list[Ints] = []
    row = count = 0
    for t in texts:
        ends = np.array([w.end for w in t.windows])
        window = np.searchsorted(ends, t.heads, side="right")
        starts = np.array([w.start for w in t.windows])
        heads.append(np.stack((window + row, t.heads - starts[window]), axis=1))
        pairs.append(_pairs(t, count, chance))
        row, count = row + len(t.windows), count + len(t.heads)
    whole = torch.from_numpy(padded)
    half = whole.shape[2] // 2
    arrays = [np.concatenate(heads), *(np.concatenate(part) for part in zip(*pairs, strict=True))]
    return Batch(
        whole[..., :half], whole[..., half:], torch.from_numpy(mask), torch.from_numpy(types), torch.from_numpy(begins),
        *(torch.from_numpy(a) for a in arrays),
    )  # fmt: skip


def _pairs(t: Seen, offset: int, chance: random.Random) -> tuple[npt.NDArray[np.generic], ...]:
    """Query, candidates, features, open, right and weight of a text's told mentions."""
    kind = kinds(t.words)[t.heads]
    query = np.flatnonzero(t.groups >= 0)
    around = np.concatenate((np.arange(-BACK, 0), np.arange(1, AHEAD + 1)))
    candidate = query[:, None] + around
    inside = (candidate >= 0) & (candidate < len(t.heads))
    candidate = np.clip(candidate, 0, max(len(t.heads) - 1, 0))
    # Only a pronoun may refer to what comes after it.
    inside &= (around < 0)[None] | (kind[query] < KINDS.index("name"))[:, None]
    right = inside & (t.groups[candidate] == t.groups[query][:, None])
    idle = ~right.any(axis=1) & (kind[query] >= KINDS.index("name"))
    kept = np.array([not i or chance.random() < _ALONE for i in idle.tolist()], dtype=bool)
    query, candidate, inside, right = query[kept], candidate[kept], inside[kept], right[kept]
    weight = np.array([_WEIGHTS[k] for k in KINDS], dtype=np.float32)[kind[query]]
    if len(t.heads):
        described = features(t.words, kinds(t.words), t.heads[query][:, None], t.heads[candidate])
    else:
        described = np.zeros((0, len(around), 5), dtype=np.int64)
    return query + offset, candidate + offset, described, inside, right, weight


def losses(net: Branch, b: Batch) -> tuple[Tensor, Tensor]:
    """The mean loss of a mention's type and beginning, and that of finding any right antecedent, or none."""
    words = net.states(b.middle, b.last, b.mask[:, None, None, :])
    types, begins = net.mentions(words)
    logs = F.log_softmax(types.float(), dim=-1)
    told = logs.gather(2, b.types.clamp(max=SOME - 1).unsqueeze(2)).squeeze(2)
    told = torch.where(b.types == SOME, torch.logsumexp(logs[..., 1:], dim=-1), told)
    known = b.begins >= 0
    mention = -told[b.types != UNTOLD].sum() + F.cross_entropy(begins.float()[known], b.begins[known], reduction="sum")
    links = net.pairs.links(words[b.head[:, 0], b.head[:, 1]])
    scores = net.pairs(links[b.query][:, None, LINK:], links[b.candidate][..., :LINK], b.features).float()
    whole = F.pad(scores.masked_fill(~b.open, -1e4), (1, 0))
    right = torch.cat((~b.right.any(dim=1, keepdim=True), b.right), dim=1)
    missed = torch.logsumexp(whole, dim=1) - torch.logsumexp(whole.masked_fill(~right, -1e4), dim=1)
    pair = (missed * b.weight).sum() / b.weight.sum().clamp(min=1)
    return mention / known.sum().clamp(min=1), pair
