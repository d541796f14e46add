"""Annotated texts as the network's training windows."""

import random
from dataclasses import dataclass

import numpy as np

from sayso.attribution.windows import SHARED, SIZE, windows
from sayso.attribution.words import Ints, Words, words
from training.corpus import Annotated, Relation, Spans

# Cue labels of a word. OUTER and INNER cues begin or go on; HIDDEN marks content in which inner cues are not annotated,
# OPEN a word of which nothing is told.
OTHER, OUTER, OUTER_ON, INNER, INNER_ON, HIDDEN, OPEN = range(7)
# Role labels of a word, for one cue.
NONE, SOURCE, SOURCE_ON, CONTENT, CONTENT_ON = range(5)


@dataclass(frozen=True, slots=True)
class Example:
    """A window: `words` from `start` to `end`, cue labels of each word, and for each cue its words, its roles, and the
    relation that it is of."""

    words: Words
    start: int
    end: int
    cues: Ints
    cue_spans: Ints
    roles: Ints
    relations: tuple[Relation, ...]


def examples(article: Annotated, chance: random.Random | None) -> list[Example]:
    """Cut an article into windows; with `chance` each time elsewhere."""
    split = words(article.text)
    if not len(split):
        return []
    size = SIZE if chance is None else chance.randint(SIZE // 2, SIZE)
    cue_labels = _cue_labels(split, article)
    relations = [(_indices(split, r.cue), r) for r in article.relations]
    return [
        _example(split, w.start, w.end, cue_labels, relations) for w in windows(split, size, 0 if chance else SHARED)
    ]


def _indices(split: Words, spans: Spans) -> Ints:
    """Numbers of the words that the spans touch."""
    touched = [np.flatnonzero((split.starts < e) & (split.ends > s)) for s, e in spans]
    return np.concatenate(touched) if touched else np.zeros(0, dtype=np.int64)


def _cue_labels(split: Words, article: Annotated) -> Ints:
    labels = np.full(len(split), OTHER, dtype=np.int64)
    labels[_indices(split, article.hidden)] = HIDDEN
    for r in sorted(article.relations, key=lambda r: not r.found):
        for span in r.cue:
            at = _indices(split, (span,))
            if r.found:
                labels[at] = OPEN
                continue
            labels[at] = INNER_ON if r.inner else OUTER_ON
            labels[at[:1]] = INNER if r.inner else OUTER
    return labels


def _example(split: Words, start: int, end: int, labels: Ints, relations: list[tuple[Ints, Relation]]) -> Example:
    spans, roles, own = [], [], []
    for cue, r in relations:
        if not len(cue) or cue[0] < start or cue[-1] >= end:
            continue
        spans.append((cue[0] - start, cue[-1] - start))
        role = np.full(end - start, NONE, dtype=np.int64)
        for parts, first in ((r.content, CONTENT), (r.source, SOURCE)):
            for part in parts:
                at = _indices(split, (part,)) - start
                at = at[(at >= 0) & (at < end - start)]
                role[at] = first + 1
                role[at[:1]] = first
        roles.append(role)
        own.append(r)
    return Example(
        split,
        start,
        end,
        labels[start:end],
        np.array(spans, dtype=np.int64).reshape(-1, 2),
        np.array(roles, dtype=np.int64).reshape(-1, end - start),
        tuple(own),
    )
