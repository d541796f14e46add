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
import numpy.typing as npt
import torch
from torch import Tensor
from torch.nn import functional as F

from sayso.analysis.claim import Asked
from sayso.analysis.position_relation import share
from sayso.article import Article
from sayso.reading import Reported, Sentences
from sayso.reading.network import WEIGHTS
from sayso.reading.relation import STANDS, word_pieces
from training import position_phrases
from training.position_pairs import Pair, epoch, invented, paraphrases, read, silver
from training.relation import Relation
from training.relation_export import export_relation

Floats = npt.NDArray[np.floating]
BATCH, FIRST_RATE, RATE, EPOCHS = 32, 8e-4, 6e-4, 2.4
PHRASES = 4_000
FOLDS = 2
_UNSURE = 0.6  # weight of what readers were unsure of, at most
_SENTENCES = Sentences()


def main() -> None:
    """Train, print what comes out for claims that were not learned from, put the mean into place."""
    asking = ArgumentParser(prog="python -m training.positions", description=__doc__)
    asking.add_argument("--encoder", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    asking.add_argument("--read", type=Path, required=True, help="PolNeAR train as sayso reads it, JSON lines")
    asking.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the weights, read and written")
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
    ends, logits, told = [], [], []
    for fold in range(FOLDS):
        apart = [p for p in gold if claims.index(p.of) % FOLDS == fold]
        kept = [p for p in gold if claims.index(p.of) % FOLDS != fold] + others + made
        net.load_state_dict(begun)
        _learn(net, _epochs(kept, first, rng), RATE, rng)
        ends.append({name: value.clone() for name, value in net.state_dict().items()})
        logits.append(_logits(net, apart))
        told += apart
    print("position_relation._WEIGHTS:", _fit(torch.cat(logits), told))
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
    inputs = [word_pieces(p.claim, p.statement) for p in pairs]
    length = max(len(pieces) for pieces, _ in inputs)
    pieces, segments, mask = (torch.zeros(len(inputs), length, dtype=torch.int64) for _ in range(3))
    for n, (own, of) in enumerate(inputs):
        pieces[n, : len(own)], segments[n, : len(of)], mask[n, : len(own)] = torch.tensor(own), torch.tensor(of), 1
    return pieces, segments, mask.float()


def _logits(net: Relation, pairs: Sequence[Pair]) -> Tensor:
    net.eval()
    with torch.no_grad():
        return torch.cat([net(*_padded(pairs[n : n + BATCH])) for n in range(0, len(pairs), BATCH)])


def _fit(logits: Tensor, pairs: Sequence[Pair]) -> list[float]:
    """The weights of a constant, the network's odds, the cosine and the share of words (`position_relation`): logistic
    regression of whether what the network finds likeliest is right; prints what they give, each claim by the others."""
    chances, best = torch.softmax(logits, 1)[:, :-1].max(1)
    figures = np.array(
        [
            (1.0, np.log(c / (1 - c)), *nearness(p.claim, p.statement.content))
            for c, p in zip(chances.clamp(1e-6, 1 - 1e-6).tolist(), pairs, strict=True)
        ]
    )
    right = np.array([STANDS[b] == p.stand for b, p in zip(best.tolist(), pairs, strict=True)])
    weights = np.array([p.weight for p in pairs])
    of = np.array([p.of for p in pairs])
    found = np.zeros(len(pairs))
    for claim in set(of.tolist()):
        others = of != claim
        found[~others] = figures[~others] @ _regress(figures[others], right[others].astype(float), weights[others])
    _print_curve(1 / (1 + np.exp(-found)), right, pairs)
    return [round(float(w), 2) for w in _regress(figures, right.astype(float), weights)]


def nearness(claim: str, content: str) -> tuple[float, float]:
    """Cosine of a claim and a content, and the share of the claim's words in it."""
    cosine = float(_SENTENCES.vector(claim) @ _SENTENCES.vector(content))
    return cosine, share(content, Asked.of(claim))


def _regress(figures: Floats, right: Floats, weights: Floats) -> Floats:
    """Logistic regression by Newton's method, with a small ridge."""
    found = np.zeros(figures.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-figures @ found))
        slope = figures.T @ (weights * (chance - right)) + 0.5 * found
        bend = (figures * (weights * chance * (1 - chance))[:, None]).T @ figures + 0.5 * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    return found


def _print_curve(chances: Floats, right: npt.NDArray[np.bool_], pairs: Sequence[Pair]) -> None:
    """Precision and recall by the least chance that is shown; what readers were unsure of counts neither way."""
    sure = np.array([p.weight > _UNSURE for p in pairs])
    wanted = sum(p.stand != "none" and p.weight > _UNSURE for p in pairs)
    for least in (0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9):
        shown = sure & (chances >= least)
        good = int((shown & right).sum())
        print(f"from {least:.2f}: precision {good / max(1, int(shown.sum())):.3f} recall {good / wanted:.3f}")


if __name__ == "__main__":
    main()
