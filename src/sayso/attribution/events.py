"""What was done by saying it: event, act and sourcing of each cue, by a head over the states of its words."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.article import Act, Sourcing
from sayso.attribution.decode import Floats, Roles, softmax
from sayso.attribution.words import OUTSIDE, Words

EVENTS = ("speech", "state", "none")
ACTS: tuple[Act, ...] = (
    "assert", "report", "announce", "confirm", "deny", "accuse", "criticize", "praise", "support", "oppose", "request",
    "order", "promise", "threaten", "warn", "predict", "believe", "want", "question", "decline", "authorize",
    "prohibit", "other",
)  # fmt: skip
SOURCINGS: tuple[Sourcing, ...] = ("named", "unnamed", "collective", "media", "document", "none")
PARTS, FIGURES = 4, 8
_BEGINS = 3  # words of the content that are looked at by themselves

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Heard:
    """The chances of EVENTS, ACTS and SOURCINGS for one cue."""

    events: Floats
    acts: Floats
    sourcings: Floats


def heard(logits: Floats) -> list[Heard]:
    """The chances that a network's logits (n, EVENTS + ACTS + SOURCINGS) tell."""
    ends = np.cumsum((len(EVENTS), len(ACTS)))
    return [Heard(*(softmax(part) for part in np.split(row, ends))) for row in logits]


def of_roles(words: Words, start: int, end: int, found: Roles) -> tuple[Floats, Floats]:
    """`parts` and `figures` of a decoded cue in the window of words `start` to `end`."""
    source, content = np.zeros(end - start, dtype=bool), np.zeros(end - start, dtype=bool)
    for mask, ranges in ((source, found.source), (content, found.content)):
        for a, b in ranges:
            mask[a - start : b - start] = True
    first, last = found.cue.start - start, found.cue.end - 1 - start
    return parts(first, last, source, content), figures(words, start, first, last, source, content)


def parts(start: int, last: int, source: Mask, content: Mask) -> Floats:
    """How much each word of a window counts for the cue, the source, the content and its beginning, (PARTS, words)."""
    out = np.zeros((PARTS, len(source)), dtype=np.float32)
    out[0, start : last + 1] = 1
    out[1], out[2] = source, content
    out[3, np.flatnonzero(content)[:_BEGINS]] = 1
    shares: Floats = out / np.maximum(out.sum(1, keepdims=True), 1)
    return shares


def figures(words: Words, window: int, start: int, last: int, source: Mask, content: Mask) -> Floats:
    """What the states do not tell: how much of cue, source and content stands in quotation marks, how long they are."""
    quoted = words.quoting[window : window + len(source)] != OUTSIDE
    first = int(content.argmax()) if content.any() else start
    paragraph = words.paragraph[window : window + len(source)]
    return np.array(
        (
            quoted[start : last + 1].mean(),
            quoted[source].mean() if source.any() else 0,
            quoted[content].mean() if content.any() else 0,
            source.any(),
            np.log1p(content.sum()) / 4,
            np.log1p(source.sum()) / 4,
            first < start,
            paragraph[first] != paragraph[start],
        ),
        dtype=np.float32,
    )
