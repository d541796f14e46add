"""Sentence vectors: how near two texts are in meaning, by the untouched sentence encoder."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from sayso.attribution.decode import Floats
from sayso.attribution.network import WEIGHTS, session
from sayso.attribution.words import word_pieces

PIECES = 128  # word pieces with the marks at both ends, as many as the encoder was trained on
WIDTH = 384


@dataclass(frozen=True)
class Sentences:
    """The sentence encoder in a folder: `sentences.onnx`, which reads its word embeddings from `words.bin` and its
    matrices from `sentences.bin`. Loaded when first used."""

    folder: Path = WEIGHTS

    @cached_property
    def _encoder(self) -> onnxruntime.InferenceSession:
        return session(self.folder / "sentences.onnx")

    def vector(self, text: str) -> Floats:
        """The text's vector, (384,), of length 1, so that the product of two is their cosine; zeros where the text has
        no word. What stands behind its first 128 word pieces is not read.

        Mean over all word pieces (Reimers and Gurevych 2019). Texts go one by one, so that no text hangs on its
        neighbours or on padding.
        """
        pieces = word_pieces(text)
        if len(pieces) == 2:
            return np.zeros(WIDTH, dtype=np.float32)
        if len(pieces) > PIECES:
            pieces = [*pieces[: PIECES - 1], pieces[-1]]
        vector: Floats = self._encoder.run(None, {"pieces": np.array(pieces, dtype=np.int64)})[0]
        return vector
