"""Mentions as the network sees them: head words, with their type and where the mention begins."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.attribution.decode import Floats
from sayso.attribution.network import MentionLogits
from sayso.attribution.windows import Window
from sayso.attribution.words import Ints

TYPES = ("none", "person", "organization", "place", "other")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Mentions of a text in order, an entry each: the head's and the first word's number, the chances (m, 4) of
    TYPES[1:], and what scores pairs of them (m, 192), in half precision: a long article has many."""

    head: Ints
    first: Ints
    types: Floats
    links: npt.NDArray[np.float16]

    def __len__(self) -> int:
        return len(self.head)


def mentions(window: Window, heads: MentionLogits) -> Mentions:
    """Those whose heads are among the words that are the window's own."""
    types, begins, links = heads
    heat = np.exp(types - types.max(1, keepdims=True))
    chances = heat / heat.sum(1, keepdims=True)
    at = np.flatnonzero(chances[:, 0] < 0.5)
    at = at[(at + window.start >= window.own_start) & (at + window.start < window.own_end)]
    first = np.maximum(at - begins[at].argmax(1), 0) if len(at) else at
    return Mentions(at + window.start, first + window.start, chances[at, 1:], links[at].astype(np.float16))


def joined(parts: list[Mentions]) -> Mentions:
    """The mentions of all windows of a text."""
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Mentions(none, none, np.zeros((0, 4), dtype=np.float32), np.zeros((0, 192), dtype=np.float16))
    return Mentions(*(np.concatenate([getattr(p, name) for p in parts]) for name in Mentions.__slots__))
