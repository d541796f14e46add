"""The network that tells how a statement stands to a claim: the sentence encoder with low-rank changes, and a head."""

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.attribution.sentences import PIECES
from training.network import WIDTH, Encoder

RANK = 16
LOWEST = 2  # layers below stay as they are
SEGMENTS = 4  # claim, speaker, cue, content
LABELS = 6


class Adapted(nn.Module):
    """A frozen linear map and a low-rank change of it (LoRA, Hu et al. 2022), which begins as none."""

    def __init__(self, base: nn.Linear, rank: int = RANK) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(base.in_features, rank) / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(rank, base.out_features))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.base.weight + (self.down @ self.up).T, self.base.bias)


class Relation(nn.Module):
    """Reads the word pieces of a claim and a statement in one, told apart by segments; gives logits of the labels."""

    def __init__(self, weights: Path, layers: int = 6, rank: int = RANK) -> None:
        super().__init__()
        encoder = Encoder()
        encoder.load_bert(weights)
        self.word, self.norm, self.layers = encoder.word, encoder.norm, encoder.layers[:layers]
        self.position = nn.Parameter(encoder.position.weight[:PIECES].detach().clone())
        for parameter in self.parameters():
            parameter.requires_grad_(False)
        self.segment = nn.Embedding(SEGMENTS, WIDTH)
        nn.init.zeros_(self.segment.weight)
        for layer in self.layers[LOWEST:]:
            for name in ("qkv", "out", "up", "down"):
                setattr(layer, name, Adapted(getattr(layer, name), rank))
            for norm in (layer.norm1, layer.norm2):
                norm.requires_grad_(True)
            layer.drop = nn.Dropout(0.1)
        for layer in self.layers[:LOWEST]:
            layer.drop = nn.Identity()
        self.head = nn.Sequential(
            nn.Linear(2 * WIDTH, WIDTH // 2), nn.GELU(), nn.Dropout(0.2), nn.Linear(WIDTH // 2, LABELS)
        )

    def forward(self, pieces: Tensor, segments: Tensor, mask: Tensor | None) -> Tensor:
        """`pieces`, `segments`, `mask` (batch, length); the mask is 1 where a piece is, None where all are."""
        x = self.norm(self.word(pieces) + self.position[: pieces.shape[1]] + self.segment(segments))
        attend = None if mask is None else (1.0 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            x = layer(x, attend)
        mean = x.mean(1) if mask is None else (x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        logits: Tensor = self.head(torch.cat((x[:, 0], mean), dim=1))
        return logits
