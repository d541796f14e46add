"""Pairs of statements of two articles that may report the same utterance, and how likely each does."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from sayso.attribution.decode import Floats
from sayso.attribution.network import session
from sayso.linking.utterance_similarity import Matrices, Said, Weights, figures, matrices, speaker

_NEAREST = 5  # statements of another article, the nearest in meaning to one, that are looked at
_BY_SHINGLES = 8  # statements of another article, those that share most words with one, that are looked at
_LEAST = 0.5  # of cosine and shared words together: what has less in common is hardly ever one utterance

Bools = npt.NDArray[np.bool_]
Sharing = dict[int, Counter[int]]  # passages that share sequences of words with each statement
Place = tuple[int, int]  # in the statements of the one article, and of the other


def candidates(
    own: Sequence[Said], others: Sequence[Said], sharing: Sharing, *, copied: bool
) -> tuple[list[Place], list[list[float]]]:
    """The pairs that are looked at, those nearest in meaning to one of them and those that share most words, and the
    FIGURES of each."""
    if not own or not others:
        return [], []
    weights = Weights(own, others)
    of_all = matrices(own, others, weights)
    places = {s.id: n for n, s in enumerate(others)}
    near = {(i, j) for i, j in np.argwhere(_near(own, others, of_all, weights)).tolist()}
    for i, a in enumerate(own):
        shared = sorted((-n, places[s]) for s, n in sharing[a.id].items() if s in places)
        near |= {(i, j) for _, j in shared[:_BY_SHINGLES]}
    found = sorted(near)
    return found, [figures(own[i], others[j], (i, j), of_all, weights, copied=copied) for i, j in found]


def _near(own: Sequence[Said], others: Sequence[Said], of_all: Matrices, weights: Weights) -> Bools:
    heavy = [np.array([weights(s.heavy) for s in some], dtype=np.float32) for some in (own, others)]
    contained = of_all.shared / np.maximum(np.minimum(heavy[0][:, None], heavy[1]), 1e-6)
    alike = of_all.cosines + 0.6 * contained + 0.1 * of_all.shared
    near: Bools = (np.minimum(*of_all.ranks) < _NEAREST) & (alike > _LEAST)
    for i, j in np.argwhere(np.maximum(*of_all.ranks) == 0).tolist():
        near[i, j] |= speaker(own[i], others[j]) != "other"
    return near


def chances(figures: Sequence[list[float]]) -> Floats:
    """How likely each of some pairs reports one utterance, by the FIGURES: gradient-boosted trees, which
    `training.utterances` grows."""
    if not figures:
        return np.zeros(0, dtype=np.float32)
    scores: Floats = _trees().run(None, {"figures": np.array(figures, dtype=np.float32)})[0][:, 0]
    out: Floats = np.reciprocal(1 + np.exp(-scores), dtype=np.float32)
    return out


@cache
def _trees() -> onnxruntime.InferenceSession:
    return session(Path(__file__).parent / "data" / "utterances.onnx")
