"""From the network's scores to spans: cues by their labels, each cue's source and content by the best path.

The roles of a cue are a linear-chain CRF over IMPOSSIBLE = -1e4
NONE, SOURCE, SOURCE_ON, CONTENT, CONTENT_ON (Lafferty et al. 2001):
Viterbi gives the spans, forward-backward how sure each word of them is.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.attribution.words import Ints

Floats = npt.NDArray[np.float32]

IMPOSSIBLE = -1e4
NONE, SOURCE, SOURCE_ON, CONTENT, CONTENT_ON = range(5)
# A word whose label is anything but NONE with less than this chance cannot change a path worth having.
_FAINT = 1e-3


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: words `start` to `end` (exclusive); the chances that it is one, and that it stands inside content."""

    start: int
    end: int
    chance: float
    inner: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A cue with role scores of the words from `start` on; words outside have no role."""

    cue: Cue
    start: int
    scores: Floats


@dataclass(frozen=True, slots=True)
class Roles:
    """A cue's source and content as word ranges, and how sure they are.

    `source_sure` and `content_sure` are the expected overlap (0 to 1) of the ranges with the true ones; `path` the
    log-probability of all labels together.
    """

    cue: Cue
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    source_sure: float
    content_sure: float
    path: float


def cues(logits: Floats, least: float) -> list[Cue]:
    """Cues in a window's logits (words, 5: other, outer, outer on, inner, inner on) of at least the chance `least`."""
    chances = softmax(logits)
    begins = chances[:, 1] + chances[:, 3]
    goes_on = chances[:, 2] + chances[:, 4]
    # A word may both begin a cue and go on with one: it begins one where that is likelier.
    out: list[Cue] = []
    at = 0
    while at < len(begins):
        if begins[at] < least or (out and out[-1].end == at and goes_on[at] >= begins[at]):
            at += 1
            continue
        end = at + 1
        while end < len(begins) and goes_on[end] > max(begins[end], chances[end, 0]):
            end += 1
        out.append(Cue(at, end, float(begins[at]), float(chances[at, 3] / begins[at])))
        at = end
    return out


def trimmed(cue: Cue, scores: Floats) -> Scored:
    """Keep of a window's scores (words, 5) for one cue those between the first and the last that may matter."""
    scores = scores.copy()
    scores[cue.start : cue.end, 1:] = IMPOSSIBLE
    roles = np.flatnonzero(softmax(scores)[:, NONE] < 1 - _FAINT)
    if not len(roles):
        return Scored(cue, cue.start, scores[cue.start : cue.end])
    # A copy: a view would keep the whole window's scores for each of its cues.
    return Scored(cue, int(roles[0]), scores[roles[0] : roles[-1] + 1].copy())


def roles(found: list[Scored], order: Floats) -> list[Roles]:
    """Best spans for each cue; `order` (5, 5) scores each label after each."""
    out: list[Roles | None] = [None] * len(found)
    by_length = sorted(range(len(found)), key=lambda i: len(found[i].scores))
    for chunk in (by_length[i : i + 64] for i in range(0, len(by_length), 64)):
        for i, made in zip(chunk, _roles([found[i] for i in chunk], order), strict=True):
            out[i] = made
    return [r for r in out if r is not None]


def _roles(found: list[Scored], order: Floats) -> list[Roles]:
    length = max(len(s.scores) for s in found)
    # Past its end each row is NONE for certain, which changes nothing before it.
    padded = np.full((len(found), length + 1, 5), IMPOSSIBLE, dtype=np.float32)
    padded[:, :, NONE] = 0
    for row, s in zip(padded, found, strict=True):
        row[: len(s.scores)] = s.scores
    labels, score = _best(padded, order)
    chances, total = _marginals(padded, order)
    out = []
    for i, s in enumerate(found):
        source, content = (_ranges(labels[i], first) for first in (SOURCE, CONTENT))
        sure = [
            _overlap(chances[i, :, first] + chances[i, :, first + 1], part)
            for first, part in ((SOURCE, source), (CONTENT, content))
        ]
        out.append(
            Roles(
                s.cue,
                tuple((a + s.start, b + s.start) for a, b in source),
                tuple((a + s.start, b + s.start) for a, b in content),
                sure[0],
                sure[1],
                float(score[i] - total[i]),
            )
        )
    return out


def _best(scores: Floats, order: Floats) -> tuple[Ints, Floats]:
    """Viterbi: the best labels (n, length) and their score."""
    n, length, _ = scores.shape
    back = np.zeros((n, length, 5), dtype=np.int64)
    at = scores[:, 0] + _START
    for t in range(1, length):
        ways = at[:, :, None] + order
        back[:, t] = ways.argmax(1)
        at = ways.max(1) + scores[:, t]
    labels = np.zeros((n, length), dtype=np.int64)
    labels[:, -1] = at.argmax(1)
    rows = np.arange(n)
    for t in range(length - 1, 0, -1):
        labels[:, t - 1] = back[rows, t, labels[:, t]]
    follows = order[labels[:, :-1], labels[:, 1:]].sum(1)
    return labels, np.take_along_axis(scores, labels[:, :, None], 2)[:, :, 0].sum(1) + follows


def _marginals(scores: Floats, order: Floats) -> tuple[Floats, Floats]:
    """Forward-backward: each label's chance (n, length, 5) and the log of the sum over all paths (n)."""
    n, length, _ = scores.shape
    peak = scores.max(2, keepdims=True)
    heat, steps = np.exp(scores - peak), np.exp(order)
    forward = np.zeros_like(scores)
    norm = np.zeros((n, length), dtype=np.float32)
    at = heat[:, 0] * np.exp(_START)
    for t in range(length):
        if t:
            at = (at @ steps) * heat[:, t]
        norm[:, t] = at.sum(1)
        at = at / norm[:, t, None]
        forward[:, t] = at
    backward = np.ones_like(scores)
    at = backward[:, -1]
    for t in range(length - 1, 0, -1):
        at = (at * heat[:, t]) @ steps.T
        at = at / at.sum(1, keepdims=True)
        backward[:, t - 1] = at
    chances = forward * backward
    chances /= chances.sum(2, keepdims=True)
    return chances, np.log(norm).sum(1) + peak[:, :, 0].sum(1)


_START = np.array([0, 0, IMPOSSIBLE, 0, IMPOSSIBLE], dtype=np.float32)


def _ranges(labels: Ints, first: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for at in np.flatnonzero((labels == first) | (labels == first + 1)).tolist():
        if out and labels[at] == first + 1 and out[-1][1] == at:
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return out


def _overlap(chances: Floats, ranges: list[tuple[int, int]]) -> float:
    """Expected Jaccard of the ranges with the true ones; with no range, the chance that there is none."""
    if not ranges:
        return float(np.exp(np.log1p(-np.minimum(chances, 0.999)).sum()))
    inside = sum(float(chances[a:b].sum()) for a, b in ranges)
    size = sum(b - a for a, b in ranges)
    return inside / (size + max(float(chances.sum()) - inside, 0.0))


def softmax(x: Floats) -> Floats:
    """Chances by logits, along the last axis."""
    heat = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = heat / heat.sum(-1, keepdims=True)
    return out
