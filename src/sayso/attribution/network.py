"""The trained network in onnxruntime: one pass over a window, then role scores for each cue in it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime

from sayso.article import Act, Sourcing
from sayso.attribution.confidence import Calibration
from sayso.attribution.decode import Cue, Floats
from sayso.attribution.events import ACTS, SOURCINGS
from sayso.attribution.verdicts import Label, Verdict
from sayso.attribution.windows import Window
from sayso.attribution.words import Ints, Words
from sayso.errors import ModelError

_BEGIN, _END = 101, 102  # [CLS] and [SEP] in the encoder's vocabulary
DISTANCES = np.array((1, 2, 3, 4, 6, 9, 14, 22, 35, 60, 100))
WEIGHTS = Path(str(files("sayso.attribution") / "weights"))


FILES = (
    "encoder.onnx", "words.bin", "roles.onnx", "events.onnx", "mentions.onnx", "pairs.onnx", "credit.onnx", "days.onnx",
    "order.npy", "calibration.json",
)  # fmt: skip


class EncoderOutput(NamedTuple):
    """What one pass of the encoder gives for a window.

    `states` (words, 384) and `cues` (words, 5) logits of its words; `middle` (1, pieces, 384), the states of all pieces
    after four of the six layers; `first` (words), the number of each word's first piece.
    """

    states: Floats
    cues: Floats
    middle: Floats
    first: Ints


class MentionLogits(NamedTuple):
    """Logits of the mention that each word of a window is the head of: its type (words, 5) and how many words before it
    begins (words, 8); and `links` (words, 192), by which pairs of mentions are scored."""

    types: Floats
    begins: Floats
    links: Floats


@dataclass(frozen=True)
class Network:
    """The weights in a folder, by the names in FILES. Loaded when first used."""

    folder: Path = WEIGHTS

    @cached_property
    def name(self) -> str:
        """Name and SHA-256 of the weights, as the record tells it. Raises ModelError where one is missing."""
        digest = hashlib.sha256()
        for file in FILES:
            try:
                digest.update((self.folder / file).read_bytes())
            except OSError as error:
                problem = f"holds no weights ({file}: {error.strerror}): give a folder that `python -m training` made"
                raise ModelError(self.folder, problem) from error
        return f"sayso-minilm-l6 {digest.hexdigest()}"

    @cached_property
    def order(self) -> Floats:
        """Scores of each role label after each, (5, 5)."""
        loaded: Floats = np.load(self.folder / "order.npy")
        return loaded

    @cached_property
    def spans_right(self) -> Calibration:
        """How likely source and content both overlap the true ones by half (Jaccard), by PolNeAR's annotators."""
        return self._calibration("spans")

    @cached_property
    def is_statement(self) -> Calibration:
        """How likely a cue makes a statement, by readers of news who left out deeds and a speaker's own mind."""
        return self._calibration("events")

    @cached_property
    def act(self) -> Verdict[Act]:
        """What was done by saying it, by the lexicon's opinion and the chances of ACTS that the network has."""
        return self._verdict("acts", ACTS)

    @cached_property
    def sourcing(self) -> Verdict[Sourcing]:
        """How a statement is sourced, by the opinion of the source's words and the chances of SOURCINGS."""
        return self._verdict("sourcings", SOURCINGS)

    def _verdict(self, name: str, names: Sequence[Label]) -> Verdict[Label]:
        raw = self._fitted[name]
        weights = {thing: np.array(some, dtype=np.float32) for thing, some in raw["weights"].items()}
        return Verdict(names, raw["scale"], weights)

    def _calibration(self, name: str) -> Calibration:
        return Calibration(tuple(self._fitted[name]["weights"]), self._fitted[name]["constant"])

    @cached_property
    def _fitted(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads((self.folder / "calibration.json").read_text("utf8"))
        return loaded

    @cached_property
    def _encoder(self) -> onnxruntime.InferenceSession:
        return session(self.folder / "encoder.onnx")

    @cached_property
    def _roles(self) -> onnxruntime.InferenceSession:
        return session(self.folder / "roles.onnx")

    @cached_property
    def _events(self) -> onnxruntime.InferenceSession:
        return session(self.folder / "events.onnx")

    @cached_property
    def _mentions(self) -> onnxruntime.InferenceSession:
        return session(self.folder / "mentions.onnx")

    @cached_property
    def _pairs(self) -> onnxruntime.InferenceSession:
        return session(self.folder / "pairs.onnx")

    @cached_property
    def _credit(self) -> onnxruntime.InferenceSession:
        return session(self.folder / "credit.onnx")

    @cached_property
    def _days(self) -> onnxruntime.InferenceSession:
        return session(self.folder / "days.onnx")

    def encode(self, words: Words, window: Window) -> EncoderOutput:
        """All that the heads say of a window's words.

        Windows go one by one, so that no window's result depends on its neighbours or on padding.
        """
        first = words.first[window.start : window.end + 1]
        count = np.diff(first)
        opens = np.diff(words.paragraph[window.start : window.end], prepend=-1) != 0
        opens[0] = window.start == 0 or words.paragraph[window.start] != words.paragraph[window.start - 1]
        feed = {
            "pieces": np.concatenate(([_BEGIN], words.token_ids[first[0] : first[-1]], [_END])),
            "case": _spread(words.case[window.start : window.end], count),
            "quoting": _spread(words.quoting[window.start : window.end], count),
            "opens": _spread(opens.astype(np.int64), count),
            "first": first[:-1] - first[0] + 1,
        }
        states, cues, middle = self._encoder.run(None, feed)
        return EncoderOutput(states, cues, middle, feed["first"])

    def heads(self, passed: EncoderOutput) -> MentionLogits:
        """The mentions of a window, from where the encoder stood in its middle and at its end."""
        feed = {"middle": passed.middle, "first": passed.first, "words": passed.states}
        return MentionLogits(*self._mentions.run(None, feed))

    def roles(self, states: Floats, paragraph: Ints, cues: list[Cue]) -> Floats:
        """Scores (cues, words, 5) of every word of a window for each of its cues."""
        starts, lasts = np.array([c.start for c in cues]), np.array([c.end - 1 for c in cues])
        feed = {
            "words": states,
            "start": starts,
            "last": lasts,
            "distance": distances(starts, lasts, len(states)),
            "paragraph": np.clip(paragraph - paragraph[starts][:, None], -2, 2) + 2,
        }
        scores: Floats = self._roles.run(None, feed)[0]
        return scores

    def events(self, states: Floats, figures: Floats) -> Floats:
        """Logits of EVENTS, ACTS and SOURCINGS, side by side, (n, 31), for n cues: the mean states of their words, of
        their source's, their content's and its beginning (n, 4, 384), and the `figures` of
        `sayso.attribution.events`."""
        logits: Floats = self._events.run(None, {"states": states, "figures": figures})[0]
        return logits

    def pairs(self, query: Floats, candidate: Floats, features: Ints) -> Floats:
        """Scores (q, c) of mentions as antecedents of others, by their `links` and the features (q, c, 5) of the pairs;
        that there is no antecedent scores 0."""
        scores: Floats = self._pairs.run(None, {"query": query, "candidate": candidate, "features": features})[0]
        return scores

    def credit(self, figures: Floats) -> Floats:
        """Scores (n) of pairs of a statement and whom it may be credited to, by their figures (n, features)."""
        scores: Floats = self._credit.run(None, {"figures": figures})[0][:, 0]
        return scores

    def days(self, figures: Floats) -> Floats:
        """Scores (n) of pairs of a statement and an expression of time, by their figures (n, features)."""
        scores: Floats = self._days.run(None, {"figures": figures})[0][:, 0]
        return scores


def session(path: Path) -> onnxruntime.InferenceSession:
    """A model on one thread of the CPU."""
    onnxruntime.disable_telemetry_events()  # it may have been loaded before sayso was
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _spread(values: Ints, count: Ints) -> Ints:
    return np.concatenate(([0], np.repeat(values, count), [0]))


def distances(starts: Ints, lasts: Ints, length: int) -> Ints:
    """Bucket of each word's signed distance from each cue, (cues, words); 0 is inside the cue."""
    at = np.arange(length)[None]
    before, after = starts[:, None] - at, at - lasts[:, None]
    buckets = np.searchsorted(DISTANCES, np.maximum(before, after), side="left") + 1
    out: Ints = np.where(before > 0, buckets, np.where(after > 0, buckets + len(DISTANCES) + 1, 0))
    return out
