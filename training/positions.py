"""`python -m training.positions`: the network that tells how a statement stands to a claim.

First it learns from claims that statements make themselves, from phrases and from invented pairs; then two go on from
there, each with half of the claims that people read, and their mean is shipped: so each half tells what comes out for
claims that a network never saw.
"""

import json
import math
import random
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from sayso.article import Article
from sayso.attribution import Reported
from sayso.attribution.network import WEIGHTS
from sayso.attribution.relation import STANDS, read_as
from training import position_phrases
from training.position_pairs import Pair, epoch, invented, paraphrases, read, silver
from training.relation import Relation
from training.relation_export import export_relation

BATCH, FIRST_RATE, RATE, EPOCHS = 32, 8e-4, 6e-4, 2.4
PHRASES = 4_000
FOLDS = 2


def main() -> None:
    """Train, write what comes out for claims that were not learned from, put the mean into place."""
    asking = ArgumentParser(prog="python -m training.positions", description=__doc__)
    asking.add_argument("--encoder", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    asking.add_argument("--read", type=Path, required=True, help="PolNeAR train as sayso reads it, JSON lines")
    asking.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the weights, read and written")
    asking.add_argument("--apart", type=Path, required=True, help="what comes out apart, for position_trees")
    asking.add_argument("--seed", type=int, default=1)
    args = asking.parse_args()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    with args.read.open(encoding="utf8") as lines:
        articles = [Article.from_dict(json.loads(line)) for line in lines]
    made, (gold, others) = invented(), read(articles)
    first = silver(articles, rng) + _phrases(PHRASES, rng) + epoch(made, {}, rng)
    net = Relation(args.encoder)
    _learn(net, first, FIRST_RATE, rng)
    begun = {name: value.clone() for name, value in net.state_dict().items()}
    claims = sorted({p.of for p in gold})
    ends, logits = [], torch.zeros(len(gold), len(STANDS))
    for fold in range(FOLDS):
        places = [n for n, p in enumerate(gold) if claims.index(p.of) % FOLDS == fold]
        kept = [p for p in gold if claims.index(p.of) % FOLDS != fold] + others + made
        net.load_state_dict(begun)
        _learn(net, _epochs(kept, first, rng), RATE, rng)
        ends.append({name: value.clone() for name, value in net.state_dict().items()})
        logits[places] = _logits(net, [gold[n] for n in places])
    np.save(args.apart, torch.softmax(logits, 1).numpy())
    net.load_state_dict({name: torch.stack([e[name] for e in ends]).mean(0) for name in begun})
    export_relation(net, args.weights)


def _epochs(pairs: Sequence[Pair], first: Sequence[Pair], rng: random.Random) -> list[Pair]:
    wordings, out = paraphrases(), []
    for n in range(math.ceil(EPOCHS)):
        some = [*epoch(pairs, wordings, rng), *_phrases(600, rng), *rng.sample(list(first), 500)]
        rng.shuffle(some)
        out += some[: int(len(some) * min(1.0, EPOCHS - n))]
    return out


def _phrases(count: int, rng: random.Random) -> list[Pair]:
    return [
        Pair(stand, claim, Reported(*told), 0.5)  # type: ignore[arg-type]
        for stand, claim, *told in position_phrases.pairs(count, rng)
    ]


def _learn(net: Relation, pairs: Sequence[Pair], rate: float, rng: random.Random) -> None:
    """One pass over the pairs, in batches of nearly one length."""
    parameters = [p for p in net.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.05)
    batches = _batches(pairs, rng)
    net.train()
    for step, some in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / 25) * max(0.04, 1 - step / len(batches))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = net(*_padded(some))
        right = torch.tensor([STANDS.index(p.stand) for p in some])
        losses = F.cross_entropy(logits.float(), right, reduction="none", label_smoothing=0.03)
        loss = (losses * torch.tensor([p.weight for p in some])).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()


def _batches(pairs: Sequence[Pair], rng: random.Random) -> list[Sequence[Pair]]:
    mixed = list(pairs)
    rng.shuffle(mixed)
    out: list[Sequence[Pair]] = []
    for n in range(0, len(mixed), BATCH * 16):
        some = sorted(mixed[n : n + BATCH * 16], key=lambda p: len(p.claim) + sum(map(len, p.statement)))
        out += [some[k : k + BATCH] for k in range(0, len(some), BATCH)]
    rng.shuffle(out)
    return out


def _padded(pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    inputs = [read_as(p.claim, p.statement) for p in pairs]
    length = max(len(pieces) for pieces, _ in inputs)
    pieces, segments, mask = (torch.zeros(len(inputs), length, dtype=torch.int64) for _ in range(3))
    for n, (own, of) in enumerate(inputs):
        pieces[n, : len(own)], segments[n, : len(of)], mask[n, : len(own)] = torch.tensor(own), torch.tensor(of), 1
    return pieces, segments, mask.float()


def _logits(net: Relation, pairs: Sequence[Pair]) -> Tensor:
    net.eval()
    with torch.no_grad():
        return torch.cat([net(*_padded(pairs[n : n + BATCH])) for n in range(0, len(pairs), BATCH)])


if __name__ == "__main__":
    main()
