"""How a statement stands to a claim: for it, against it, on a condition, undecided, no answer, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
import onnxruntime

from sayso.attribution.decode import Floats
from sayso.attribution.network import WEIGHTS, session
from sayso.attribution.words import word_pieces

Stand = Literal["for", "against", "conditional", "undecided", "refuses", "none"]
STANDS: tuple[Stand, ...] = ("for", "against", "conditional", "undecided", "refuses", "none")
PIECES = 80  # of a claim and a statement with their marks
_CLAIM, _SPEAKER, _CUE = 32, 12, 16  # pieces at most; a speaker's last ones, for there is his name
_BEGIN, _END = 101, 102  # [CLS] and [SEP] in the encoder's vocabulary
_AT_ONCE = 16


class Reported(NamedTuple):
    """A statement as the network reads it."""

    speaker: str
    cue: str
    content: str


@dataclass(frozen=True)
class Relation:
    """The network in a folder: `relation.onnx`, which reads `words.bin` and `sentences.bin`. Loaded when first used."""

    folder: Path = WEIGHTS

    @cached_property
    def _network(self) -> onnxruntime.InferenceSession:
        return session(self.folder / "relation.onnx")

    def chances(self, claim: str, statements: Sequence[Reported]) -> Floats:
        """How likely each statement shows each of STANDS of its speaker on a claim, (n, 6).

        Only statements of one length go at once, so that none hangs on padding.
        """
        inputs = [read_as(claim, s) for s in statements]
        out = np.zeros((len(inputs), len(STANDS)), dtype=np.float32)
        order = sorted(range(len(inputs)), key=lambda n: len(inputs[n][0]))
        for _, alike in groupby(order, key=lambda n: len(inputs[n][0])):
            for some in _in_parts(list(alike)):
                pieces, segments = (np.array([inputs[n][x] for n in some], dtype=np.int64) for x in (0, 1))
                out[some] = self._network.run(None, {"pieces": pieces, "segments": segments})[0]
        return out


def _in_parts(numbers: list[int]) -> Iterable[list[int]]:
    return (numbers[n : n + _AT_ONCE] for n in range(0, len(numbers), _AT_ONCE))


def read_as(claim: str, statement: Reported) -> tuple[list[int], list[int]]:
    """The word pieces of both, and of each to which segment it belongs: claim, speaker, cue, content."""
    asked, speaker, cue, content = (word_pieces(text)[1:-1] for text in (claim, *statement))
    asked, speaker, cue = asked[:_CLAIM], speaker[-_SPEAKER:], cue[:_CUE]
    content = content[: PIECES - 3 - len(asked) - len(speaker) - len(cue)]
    pieces = [_BEGIN, *asked, _END, *speaker, *cue, *content, _END]
    segments = [0] * (len(asked) + 2) + [1] * len(speaker) + [2] * len(cue) + [3] * (len(content) + 1)
    return pieces, segments
