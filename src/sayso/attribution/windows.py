"""Windows: stretches of words that the network reads at once, cut where paragraphs or sentences end."""

import itertools
from dataclasses import dataclass

import numpy as np

from sayso.attribution.words import CLOSING, OPENING, Words

SIZE = 382  # word pieces, beside the two marks at the ends
SHARED = 48  # word pieces that a window may share with the one before


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end`; the cues from `own_start` to `own_end` are read here, others elsewhere."""

    start: int
    end: int
    own_start: int
    own_end: int


def windows(words: Words, size: int = SIZE, shared: int = SHARED) -> list[Window]:
    """Cover all words. Neighbours share at most `shared` pieces, halved between them for the cues."""
    spans: list[tuple[int, int]] = []
    start = 0
    while start < len(words):
        end = _end(words, start, size)
        spans.append((start, end))
        if end == len(words):
            break
        start = _start(words, end, shared, start)
    borders = [0, *((b[0] + a[1] + 1) // 2 for a, b in itertools.pairwise(spans)), len(words)]
    return [Window(s, e, borders[i], borders[i + 1]) for i, (s, e) in enumerate(spans)]


def _end(words: Words, start: int, size: int) -> int:
    """The last place to cut so that the window holds: a paragraph's end, else a sentence's, else anywhere."""
    limit = int(np.searchsorted(words.first, words.first[start] + size, side="right")) - 1
    if limit >= len(words):
        return len(words)
    least = start + max(1, (limit - start) // 2)
    for cut in range(limit, least, -1):
        if words.paragraph[cut] != words.paragraph[cut - 1]:
            return cut
    for cut in range(limit, least, -1):
        if _sentence_starts(words, cut):
            return cut
    return max(limit, start + 1)


def _start(words: Words, end: int, shared: int, previous: int) -> int:
    """Where the next window begins: the first paragraph, else sentence, whose rest fits into what may be shared."""
    limit = max(int(np.searchsorted(words.first, words.first[end] - shared)), previous + 1)
    for cut in range(limit, end):
        if words.paragraph[cut] != words.paragraph[cut - 1]:
            return cut
    for cut in range(limit, end):
        if _sentence_starts(words, cut):
            return cut
    return min(limit, end)


def _sentence_starts(words: Words, at: int) -> bool:
    """Whether a word begins a sentence, by the full stop before it and its capital."""
    stop = words.token_ids[words.first[at - 1]]
    if words.quoting[at - 1] == CLOSING and at > 1:
        stop = words.token_ids[words.first[at - 2]]
    return (int(stop) in _STOPS and words.case[at] in (1, 2, 4)) or (
        words.quoting[at] == OPENING and int(stop) in _STOPS
    )


_STOPS = frozenset((1012, 999, 1029))  # . ! ? in the encoder's vocabulary
