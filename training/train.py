"""Train the network: windows of PolNeAR train, AdamW, an average of the weights over the steps (EMA)."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from sayso.attribution.network import distances
from training.augment import augmented, speakers_of
from training.corpus import Annotated, load
from training.export import export
from training.listening import Listening
from training.network import Network
from training.silver import Silver, silver
from training.windows import HIDDEN, OPEN, Example, examples

BATCH = 12
AVERAGED = 0.998  # of the averaged weights, what each step leaves
MONOLOGUES = 0.5  # share of the articles whose contents are also read as a text of their own


@dataclass(frozen=True, slots=True)
class Phase:
    """How long and how fast to train: rates rise at first, then fall in a line that reaches nothing after `decay`."""

    epochs: int
    decay: int
    encoder_rate: float
    head_rate: float


# Longer and the cues fit the corpus too well: PolNeAR dev gains little, other genres and inner statements lose.
FIRST, SECOND = Phase(6, 12, 2e-4, 1e-3), Phase(5, 5, 1e-4, 5e-4)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors of some windows; cues of all windows in a row, `of` telling whose."""

    inputs: tuple[Tensor, ...]
    words: Tensor
    cue_labels: Tensor
    of: Tensor
    cue_spans: Tensor
    distance: Tensor
    paragraph: Tensor
    roles: Tensor
    marked: Tensor  # whether a reader marked each cue as one


def features(e: Example) -> tuple[np.ndarray, ...]:
    """Pieces with their marks, case, quoting and paragraph starts of each piece, and each word's first piece."""
    w = e.words
    first = w.first[e.start : e.end + 1] - w.first[e.start]
    count = np.diff(first)
    opens = np.diff(w.paragraph, prepend=-1)[e.start : e.end] != 0
    pieces = np.concatenate(([101], w.token_ids[w.first[e.start] : w.first[e.end]], [102]))
    spread = [np.pad(np.repeat(x[e.start : e.end], count), 1) for x in (w.case, w.quoting)]
    return pieces, *spread, np.pad(np.repeat(opens, count), 1).astype(np.int64), first[:-1] + 1


def batch(some: list[Example]) -> Batch:
    made = [features(e) for e in some]
    inputs = [torch.from_numpy(_padded([m[i] for m in made])) for i in range(5)]
    pieces = inputs[0]
    mask = (pieces != 0)[:, None, None, :]
    length = inputs[4].shape[1]
    roles = [np.pad(e.roles, ((0, 0), (0, length - e.roles.shape[1]))) for e in some]
    spans = [e.cue_spans for e in some]
    cues = np.concatenate(spans)
    paragraph = [_paragraph(e, length) for e in some]
    return Batch(
        (*inputs[:4], mask, inputs[4]),
        torch.from_numpy(_padded([np.ones(e.end - e.start, dtype=np.int64) for e in some])).bool(),
        torch.from_numpy(_padded([e.cues for e in some])),
        torch.from_numpy(np.repeat(np.arange(len(some)), [len(s) for s in spans])),
        torch.from_numpy(cues),
        torch.from_numpy(distances(cues[:, 0], cues[:, 1], length)),
        torch.from_numpy(np.concatenate(paragraph)),
        torch.from_numpy(np.concatenate(roles)),
        torch.tensor([not r.found for e in some for r in e.relations], dtype=torch.bool),
    )


def _padded(rows: list[np.ndarray]) -> np.ndarray:
    longest = max(len(r) for r in rows)
    return np.stack([np.pad(r, (0, longest - len(r))) for r in rows])


def _paragraph(e: Example, length: int) -> np.ndarray:
    own = e.words.paragraph[e.start : e.end]
    relative = np.clip(own[None] - own[e.cue_spans[:, 0]][:, None], -2, 2) + 2
    return np.pad(relative, ((0, 0), (0, length - len(own))))


def losses(net: Network, b: Batch) -> tuple[Tensor, Tensor]:
    """Sums over the batch of the cue loss and the role loss; each cue counts once in the latter."""
    with torch.autocast("cpu", torch.bfloat16):
        return role_losses(net, b, net.encode(*b.inputs))


def role_losses(net: Network, b: Batch, words: Tensor) -> tuple[Tensor, Tensor]:
    """The same of words that are encoded already."""
    scores = net.cue_head(words)
    cues = (words[b.of, b.cue_spans[:, 0]] + words[b.of, b.cue_spans[:, 1]]) / 2
    roles = net.role_head(words, cues, b.distance, b.paragraph, b.of)
    logs = F.log_softmax(scores.float(), dim=-1)
    hidden = b.cue_labels == HIDDEN
    told = logs.gather(2, b.cue_labels.masked_fill(b.cue_labels >= HIDDEN, 0).unsqueeze(2)).squeeze(2)
    # Inside content nobody annotated cues: all that is known there is that no outer one stands in it.
    untold = torch.logsumexp(logs[..., [0, 3, 4]], dim=-1)
    cue_loss = -(torch.where(hidden, untold, told) * (b.words & (b.cue_labels != OPEN))).sum()
    return cue_loss, net.role_head.loss(roles, b.roles, b.words[b.of])[b.marked].sum()


def epoch_of(articles: list[Annotated], speakers: list[str], seed: int) -> list[list[Example]]:
    """One epoch's batches: articles rewritten, cut and put together anew, windows of like length side by side."""
    chance = random.Random(seed)
    rewritten = [augmented(a, speakers, chance) for a in chance.sample(articles, len(articles))]
    cut = [e for a in rewritten for e in examples(a, chance) if e.end - e.start > 4]
    groups = [sorted(cut[i : i + 8 * BATCH], key=lambda e: e.end - e.start) for i in range(0, len(cut), 8 * BATCH)]
    batches = [g[i : i + BATCH] for g in groups for i in range(0, len(g), BATCH)]
    chance.shuffle(batches)
    return batches


def train(data: Path, encoder: Path, seed: int, work: Path) -> Path:
    """Train in two phases, the second with the inner statements that the first finds; give the last checkpoint.

    `work` keeps a checkpoint of the averaged weights after every epoch; a phase whose checkpoint is whole is not
    run again.
    """
    torch.manual_seed(seed)
    articles, held = load(data / "polnear" / "train.jsonl.gz"), load(data / "polnear" / "dev.jsonl.gz")
    dev = [e for a in held for e in examples(a, None)]
    speakers = speakers_of(articles)
    net = Network()
    net.encoder.load_bert(encoder)
    first, second = work / "first.pt", work / "second.pt"
    if not first.exists():
        _phase(net, lambda n: (articles, speakers, 1000 * seed + n), FIRST, dev, first)
    if not second.exists():
        net.load_state_dict(torch.load(first))
        export(first, work / "first", quantized=False)
        made = silver(articles, Listening(work / "first"))
        _phase(net, lambda n: (_mixed(made, 1000 * seed + n), speakers, 1000 * seed + 500 + n), SECOND, dev, second)
    return second


def _mixed(made: list[Silver], seed: int) -> list[Annotated]:
    chance = random.Random(seed)
    spoken = [s.monologue for s in made if s.monologue.text and chance.random() < MONOLOGUES]
    return [s.article for s in made] + spoken


def _phase(
    net: Network,
    articles_of: Callable[[int], tuple[list[Annotated], list[str], int]],
    phase: Phase,
    dev: list[Example],
    out: Path,
) -> None:
    """Train for the phase's epochs and keep the averaged weights in `out`, unfinished ones beside it."""
    average = {k: v.clone() for k, v in net.state_dict().items()}
    heads = [*net.cue_head.parameters(), *net.role_head.parameters()]
    body = [p for p in net.encoder.parameters() if p.requires_grad]
    groups = [{"params": body, "lr": phase.encoder_rate}, {"params": heads, "lr": phase.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    with ProcessPoolExecutor(1) as ahead:
        coming = ahead.submit(epoch_of, *articles_of(0))
        total = phase.decay * len(coming.result())
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda n: min((n + 1) / (0.06 * total), max(0.0, 1 - n / total))
        )
        for epoch in range(phase.epochs):
            batches = coming.result()
            if epoch + 1 < phase.epochs:
                coming = ahead.submit(epoch_of, *articles_of(epoch + 1))
            _one_epoch(net, batches, optimizer, schedule, average, epoch)
            torch.save(average, out.with_suffix(".part"))
            _report(average, dev, epoch)
    out.with_suffix(".part").rename(out)


def _one_epoch(
    net: Network,
    batches: list[list[Example]],
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    average: dict[str, Tensor],
    epoch: int,
) -> None:
    net.train()
    began, sums, count = time.time(), [0.0, 0.0], 0
    for n, some in enumerate(batches):
        b = batch(some)
        cue_loss, role_loss = losses(net, b)
        cues = max(len(b.of), 1)
        loss = (cue_loss + role_loss) / cues
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            for key, value in net.state_dict().items():
                average[key].lerp_(value, 1 - AVERAGED)
        sums = [sums[0] + cue_loss.item(), sums[1] + role_loss.item()]
        count += cues
        if n % 20 == 19:
            spent = time.time() - began
            told = f"cue {sums[0] / count:.3f} role {sums[1] / count:.3f} {spent:.0f} s"
            print(f"epoch {epoch + 1} step {n + 1}/{len(batches)} {told}", flush=True)


def _report(average: dict[str, Tensor], dev: list[Example], epoch: int) -> None:
    net = Network()
    net.load_state_dict(average)
    net.eval()
    sums, count = [0.0, 0.0], 0
    with torch.no_grad():
        for i in range(0, len(dev), BATCH):
            b = batch(dev[i : i + BATCH])
            cue_loss, role_loss = losses(net, b)
            sums = [sums[0] + cue_loss.item(), sums[1] + role_loss.item()]
            count += len(b.of)
    print(f"epoch {epoch + 1} dev, a cue: cue {sums[0] / count:.3f} role {sums[1] / count:.3f}", flush=True)
