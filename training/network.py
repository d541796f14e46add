"""The network: a BERT encoder, a head that finds cues, and a head that tells each cue's source and content."""

import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.attribution.network import DISTANCES
from sayso.attribution.words import CASES, QUOTING

WIDTH, LAYERS, HEADS, INNER_WIDTH, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
PAIR = 128  # width of the head that scores a word for a cue
ROLES = 5
CUES = 5
FORBIDDEN = -1e4


class Layer(nn.Module):
    """One transformer layer, post-norm, as in Devlin et al. (2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER_WIDTH)
        self.down = nn.Linear(INNER_WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(attended.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """BERT with added features of each piece's word; pieces come with their [CLS] and [SEP]."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.case = nn.Embedding(len(CASES), WIDTH)
        self.quoting = nn.Embedding(len(QUOTING), WIDTH)
        self.opens = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        for added in (self.case, self.quoting, self.opens):
            nn.init.zeros_(added.weight)
        self.word.weight.requires_grad_(False)

    def forward(self, pieces: Tensor, case: Tensor, quoting: Tensor, opens: Tensor, mask: Tensor | None) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.position(places) + self.case(case) + self.quoting(quoting) + self.opens(opens)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_bert(self, path: Path) -> None:
        """Take the weights of a BERT safetensors file of this size."""
        raw = _safetensors(path)
        take = {
            "word.weight": raw["embeddings.word_embeddings.weight"],
            "position.weight": raw["embeddings.position_embeddings.weight"]
            + raw["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": raw["embeddings.LayerNorm.weight"],
            "norm.bias": raw["embeddings.LayerNorm.bias"],
        }
        for i in range(LAYERS):
            at = f"encoder.layer.{i}."
            for kind in ("weight", "bias"):
                parts = [raw[f"{at}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                take[f"layers.{i}.qkv.{kind}"] = torch.cat(parts)
                take[f"layers.{i}.out.{kind}"] = raw[f"{at}attention.output.dense.{kind}"]
                take[f"layers.{i}.norm1.{kind}"] = raw[f"{at}attention.output.LayerNorm.{kind}"]
                take[f"layers.{i}.up.{kind}"] = raw[f"{at}intermediate.dense.{kind}"]
                take[f"layers.{i}.down.{kind}"] = raw[f"{at}output.dense.{kind}"]
                take[f"layers.{i}.norm2.{kind}"] = raw[f"{at}output.LayerNorm.{kind}"]
        missing = self.load_state_dict(take, strict=False).missing_keys
        if set(missing) != {"case.weight", "quoting.weight", "opens.weight"}:
            raise ValueError(f"{path} is not the encoder that training/README.md names: it lacks {missing}")


def _safetensors(path: Path) -> dict[str, Tensor]:
    with path.open("rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    return {
        name.removeprefix("bert."): torch.from_numpy(
            np.frombuffer(data[slice(*entry["data_offsets"])], dtype=np.float32).reshape(entry["shape"]).copy()
        )
        for name, entry in header.items()
        if entry.get("dtype") == "F32"
    }


class RoleHead(nn.Module):
    """Scores NONE, SOURCE, SOURCE_ON, CONTENT, CONTENT_ON of every word for each cue, and the order of the labels.

    The score of a word sees the word, the cue, how they multiply (FiLM, Perez et al. 2018), their distance in words
    and paragraphs, and by two depthwise-separable convolutions the scores around it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(WIDTH, PAIR)
        self.cue = nn.Linear(WIDTH, 2 * PAIR)
        self.distance = nn.Embedding(2 * len(DISTANCES) + 3, PAIR)
        self.paragraph = nn.Embedding(5, PAIR)
        self.around = nn.ModuleList(nn.Conv1d(PAIR, PAIR, 5, padding=2, groups=PAIR) for _ in range(2))
        self.mix = nn.ModuleList(nn.Linear(PAIR, PAIR) for _ in range(2))
        self.norm = nn.ModuleList(nn.LayerNorm(PAIR) for _ in range(2))
        self.role = nn.Linear(PAIR, ROLES)
        self.order = nn.Parameter(torch.zeros(ROLES, ROLES))
        self.drop = nn.Dropout(0.1)
        forbidden = torch.zeros(ROLES, ROLES)
        for on in (2, 4):
            forbidden[[i for i in range(ROLES) if i not in (on - 1, on)], on] = FORBIDDEN
        self.register_buffer("forbidden", forbidden)

    def forward(self, words: Tensor, cues: Tensor, distance: Tensor, paragraph: Tensor, of: Tensor | None) -> Tensor:
        """`words` (batch, length, WIDTH); `cues` (n, WIDTH); `distance`, `paragraph` (n, length); `of`: which batch row
        each cue is of, None where there is one. Gives (n, length, ROLES)."""
        projected = self.word(words)
        projected = projected if of is None else projected[of]
        scale, shift = self.cue(cues).unsqueeze(1).chunk(2, dim=-1)
        x = projected * (1 + scale) + shift + self.distance(distance) + self.paragraph(paragraph)
        x = self.drop(F.gelu(x))
        for around, mix, norm in zip(self.around, self.mix, self.norm, strict=True):
            x = norm(x + self.drop(F.gelu(mix(around(x.transpose(1, 2)).transpose(1, 2)))))
        scores: Tensor = self.role(x)
        return scores

    def transitions(self) -> Tensor:
        return self.order + self.forbidden

    def loss(self, scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of the gold labels under the linear-chain CRF, one value a cue."""
        steps = self.transitions()
        start = torch.zeros(ROLES)
        start[2] = start[4] = FORBIDDEN
        scores = scores.float()
        kept = scores.gather(2, gold.unsqueeze(2)).squeeze(2) * mask
        follows = steps[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]
        path = kept.sum(1) + follows.sum(1)
        forward = scores[:, 0] + start
        for t in range(1, scores.shape[1]):
            new = torch.logsumexp(forward.unsqueeze(2) + steps, dim=1) + scores[:, t]
            forward = torch.where(mask[:, t : t + 1], new, forward)
        return torch.logsumexp(forward, dim=1) - path


class Network(nn.Module):
    """Encoder and heads. Heads of later rooms (mentions, antecedents) take `encode`'s words as these do."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.cue_head = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Dropout(0.1), nn.Linear(WIDTH, CUES))
        self.role_head = RoleHead()

    def encode(
        self, pieces: Tensor, case: Tensor, quoting: Tensor, opens: Tensor, mask: Tensor | None, first: Tensor
    ) -> Tensor:
        """The states of the words' first pieces, (batch, words, WIDTH)."""
        states = self.encoder(pieces, case, quoting, opens, mask)
        return torch.gather(states, 1, first.unsqueeze(2).expand(-1, -1, WIDTH))
