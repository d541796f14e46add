"""What a relation is and does: event, act and sourcing, told from the states of its cue, source and content."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from sayso.attribution.decode import CONTENT, CONTENT_ON, SOURCE, SOURCE_ON
from sayso.attribution.events import ACTS, EVENTS, FIGURES, PARTS, SOURCINGS, figures, parts
from training.network import WIDTH
from training.windows import Example

INNER = 256


class EventHead(nn.Module):
    """Logits of EVENTS, ACTS and SOURCINGS, side by side, for each cue."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(PARTS * WIDTH)
        self.inner = nn.Linear(PARTS * WIDTH + FIGURES, INNER)
        self.drop = nn.Dropout(0.5)
        self.out = nn.Linear(INNER, len(EVENTS) + len(ACTS) + len(SOURCINGS))

    def forward(self, states: Tensor, figures: Tensor) -> Tensor:
        """`states` (n, PARTS, WIDTH), means over the words of each part; `figures` (n, FIGURES). Gives
        (n, EVENTS + ACTS + SOURCINGS)."""
        inner = self.inner(torch.cat((self.norm(states.flatten(1)), figures), dim=1))
        logits: Tensor = self.out(self.drop(F.gelu(inner)))
        return logits


class Heads(nn.Module):
    """The mean of several heads' logits."""

    def __init__(self, heads: Sequence[EventHead]) -> None:
        super().__init__()
        self.heads = nn.ModuleList(heads)

    def forward(self, states: Tensor, figures: Tensor) -> Tensor:
        """As EventHead."""
        return torch.stack([head(states, figures) for head in self.heads]).mean(0)


@dataclass(frozen=True, slots=True)
class Labels:
    """For each told relation of a batch's windows: its window's row, what the head takes, and what readers told; -1
    where an act or a sourcing is untold."""

    of: Tensor
    parts: Tensor
    figures: Tensor
    events: Tensor
    acts: Tensor
    sourcings: Tensor


def labels(some: list[Example], longest: int) -> Labels:
    """What is told of the relations of some windows, padded to `longest` words."""
    of, made, shown, events, acts, sourcings = [], [], [], [], [], []
    for row, e in enumerate(some):
        for (start, last), roles, r in zip(e.cue_spans.tolist(), e.roles, e.relations, strict=True):
            if r.told is None:
                continue
            of.append(row)
            source = (roles == SOURCE) | (roles == SOURCE_ON)
            content = (roles == CONTENT) | (roles == CONTENT_ON)
            made.append(np.pad(parts(start, last, source, content), ((0, 0), (0, longest - len(roles)))))
            shown.append(figures(e.words, e.start, start, last, source, content))
            events.append([name in r.told.events for name in EVENTS])
            acts.append(ACTS.index(r.told.act) if r.told.act else -1)
            sourcings.append(SOURCINGS.index(r.told.sourcing) if r.told.sourcing else -1)
    if not of:
        made, shown = [np.zeros((PARTS, longest), np.float32)], [np.zeros(FIGURES, np.float32)]
        of, events, acts, sourcings = [0], [[True] * len(EVENTS)], [-1], [-1]
    return Labels(
        torch.tensor(of), torch.from_numpy(np.stack(made)), torch.from_numpy(np.stack(shown)),
        torch.tensor(events), torch.tensor(acts), torch.tensor(sourcings),
    )  # fmt: skip


def loss(head: EventHead, words: Tensor, told: Labels) -> Tensor:
    """The summed loss of what is told of the cues of some windows."""
    logits = head(told.parts.to(words.dtype) @ words[told.of], told.figures.to(words.dtype))
    return losses(logits.float(), told.events, told.acts, told.sourcings).sum()


def losses(logits: Tensor, events: Tensor, acts: Tensor, sourcings: Tensor) -> Tensor:
    """For each cue the loss of its event, any that it may be being right, its act and its sourcing together, (n)."""
    event, act, sourcing = logits.split((len(EVENTS), len(ACTS), len(SOURCINGS)), dim=1)
    allowed = torch.logsumexp(event.masked_fill(~events, -1e4), dim=1)
    missed = torch.logsumexp(event, dim=1) - allowed
    of_acts = F.cross_entropy(act, acts, ignore_index=-1, reduction="none")
    return missed + of_acts + F.cross_entropy(sourcing, sourcings, ignore_index=-1, reduction="none")
