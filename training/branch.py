"""The mention network: two layers that grow out of the middle of the shipped encoder, mention and pair heads."""

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.actors.pair_features import SIZES
from training.network import WIDTH, Encoder, Layer

LAYERS = (4, 5)  # of the original encoder, with which the branch begins
DEEP = 256  # width between a word's states and what links it
LINK = 64  # width of the score of a pair
TYPES, BEGINS = 5, 8


class MentionHead(nn.Module):
    """For each word the type of the mention that it is the head of, and how many words before it that begins."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Sequential(nn.Linear(2 * WIDTH, WIDTH // 2), nn.GELU(), nn.Dropout(0.1))
        self.kind = nn.Linear(WIDTH // 2, TYPES)
        self.begins = nn.Linear(WIDTH // 2, BEGINS)

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor]:
        inner = self.inner(words)
        return self.kind(inner), self.begins(inner)


class PairHead(nn.Module):
    """Scores one mention as the antecedent of another, by their head words (Dobrovolskii 2021); no antecedent scores 0.

    The score sees both, how they multiply (FiLM), and the features of `sayso.actors.pair_features`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.links = nn.Sequential(
            nn.Linear(2 * WIDTH, DEEP), nn.GELU(), nn.Dropout(0.2), nn.Linear(DEEP, 3 * LINK), nn.Dropout(0.1)
        )
        self.features = nn.ModuleList(nn.Embedding(size, LINK) for size in SIZES)
        self.drop = nn.Dropout(0.1)
        self.inner = nn.Linear(LINK, LINK)
        self.score = nn.Linear(LINK, 1)

    def forward(self, query: Tensor, candidate: Tensor, features: Tensor) -> Tensor:
        """`query` (q, 1, 2 LINK) and `candidate` (1 or q, c, LINK), parts of `links`; `features` (q, c, 5). Gives
        (q, c)."""
        scale, shift = query.chunk(2, dim=-1)
        x = candidate * (1 + scale) + shift
        for n, table in enumerate(self.features):
            x = x + table(features[..., n])
        x = F.gelu(self.inner(self.drop(F.gelu(x))))
        scores: Tensor = self.score(x).squeeze(-1)
        return scores


class Branch(nn.Module):
    """Layers and heads over the states of the words' first pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in LAYERS)
        self.mentions = MentionHead()
        self.pairs = PairHead()

    def load_bert(self, path: Path) -> None:
        """Begin with the last layers of the original encoder."""
        original = Encoder()
        original.load_bert(path)
        for own, n in zip(self.layers, LAYERS, strict=True):
            own.load_state_dict(original.layers[n].state_dict())

    def states(self, middle: Tensor, last: Tensor, mask: Tensor | None) -> Tensor:
        """The words' states in the encoder's middle, read on by the branch, beside those at its end: (..., 2 WIDTH)."""
        for layer in self.layers:
            middle = layer(middle, mask)
        return torch.cat((middle, last), dim=-1)
