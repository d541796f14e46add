"""`python -m training.actors`: data and the shipped encoder in, the weights of mentions and antecedents out."""

import argparse
import random
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from pathlib import Path

import torch
from torch import Tensor

from sayso.attribution import Network
from sayso.attribution.network import WEIGHTS
from training import mentions
from training.branch import Branch
from training.coreference import Batch, Seen, batch, losses, seen
from training.export import export_mentions
from training.mentions import Text
from training.pronouns import cleaned, genders, pool, pronominalized, renamed

VERSIONS = 3  # of each news article, with other people, and other names turned into pronouns; one an epoch
GUM_TIMES = 2  # its texts are few, and read by people
# Longer, and it knows the texts by heart: ten epochs gave 63 on GAP instead of 68. The rates fall as for ten.
EPOCHS, DECAY = 3, 10
WINDOWS = 14  # a batch
BODY_RATE, HEAD_RATE = 2e-4, 1e-3
AVERAGED = 0.998  # of the averaged weights, what each step leaves
HEADS = 1  # seed of the heads' first weights; --seed is that of what is read, and in which order
PAIRS = 2.5  # weight of the antecedents' loss beside that of the mentions


def main() -> None:
    """Train, export, put into place."""
    parser = argparse.ArgumentParser(prog="python -m training.actors", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with polnear/, gum/ and gap/")
    parser.add_argument("--encoder", type=Path, required=True, help="model.safetensors of all-MiniLM-L6-v2")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the shipped weights, read and written")
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--without", action="append", default=[], choices=("chains", "gum", "gap"), help="leave out")
    parser.add_argument("--work", type=Path, required=True, help="folder for the checkpoint and what is exported")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    net = Branch()
    torch.manual_seed(HEADS)
    net.load_bert(args.encoder)
    versions, beside = texts(args.data, args.weights, args.seed, min(VERSIONS, args.epochs), args.without)
    train(net, versions, beside, args.epochs, args.seed, args.work / "branch.pt")
    net.load_state_dict(torch.load(args.work / "branch.pt"))
    export_mentions(net, args.weights if not args.without else args.work)


def texts(data: Path, weights: Path, seed: int, count: int, without: list[str]) -> tuple[list[list[Seen]], list[Seen]]:
    """The news in `count` versions, and what is read beside them in every epoch; all through the encoder."""
    chance = random.Random(seed)
    news = [] if "chains" in without else mentions.polnear(data / "polnear" / "train.jsonl.gz")
    gender = genders(news)
    sure = [cleaned(a, gender) for a in news]
    names = pool(sure, gender)
    made = [[renamed(pronominalized(a, gender, chance), gender, names, chance) for a in sure] for _ in range(count)]
    gum = [] if "gum" in without else mentions.gum(data / "gum" / "gum_not_news.jsonl.gz", "train")
    gap = [] if "gap" in without else mentions.gap(data / "gap" / "gap-development.tsv.gz")
    with ProcessPoolExecutor(2) as workers:
        through = [_through(workers, some, weights, seed + n) for n, some in enumerate(made)]
        once = [_through(workers, gum, weights, seed + n) for n in range(GUM_TIMES)]
        beside = [*chain.from_iterable(once), *_through(workers, gap, weights, seed)]
    print(f"{len(news)} articles in {count} versions, {len(gum)} texts of GUM, {len(gap)} of GAP", flush=True)
    return through, beside


def _through(workers: ProcessPoolExecutor, some: list[Text], weights: Path, seed: int) -> list[Seen]:
    parts = [some[i : i + 40] for i in range(0, len(some), 40)]
    return [s for done in workers.map(_encoded, parts, [weights] * len(parts), [seed] * len(parts)) for s in done]


def _encoded(some: list[Text], weights: Path, seed: int) -> list[Seen]:
    network = Network(weights)
    return [s for n, t in enumerate(some) if (s := seen(t, network, 1000 * seed + n)).windows]


def train(net: Branch, versions: list[list[Seen]], beside: list[Seen], epochs: int, seed: int, out: Path) -> None:
    """Train the branch and keep its averaged weights in `out` after every epoch."""
    chance = random.Random(seed)
    average = {k: v.clone() for k, v in net.state_dict().items()}
    body = list(net.layers.parameters())
    heads = [*net.mentions.parameters(), *net.pairs.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": BODY_RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01, fused=True
    )
    total = DECAY * len(_batches([*versions[0], *beside], chance))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / (0.06 * total), max(0.0, 1 - n / (1.02 * total)))
    )
    for epoch in range(epochs):
        batches = _batches([*versions[epoch % len(versions)], *beside], chance)
        _one_epoch(net, batches, chance, optimizer, schedule, average, epoch)
        torch.save(average, out)


def _batches(some: list[Seen], chance: random.Random) -> list[list[Seen]]:
    """Texts put together until they have WINDOWS windows of the greatest length, like lengths side by side."""
    mixed = chance.sample(some, len(some))
    out: list[list[Seen]] = []
    for group in (sorted(mixed[i : i + 128], key=_longest) for i in range(0, len(mixed), 128)):
        made: list[Seen] = []
        for s in group:
            if made and sum(len(t.windows) for t in [*made, s]) * _longest(s) > WINDOWS * 280:
                out.append(made)
                made = []
            made.append(s)
        out.append(made)
    return chance.sample(out, len(out))


def _longest(s: Seen) -> int:
    return max(w.end - w.start for w in s.windows)


def _one_epoch(
    net: Branch,
    batches: list[list[Seen]],
    chance: random.Random,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    average: dict[str, Tensor],
    epoch: int,
) -> None:
    net.train()
    began, sums = time.time(), [0.0, 0.0]
    for n, some in enumerate(batches, 1):
        mention, pair = _losses(net, batch(some, chance))
        optimizer.zero_grad(set_to_none=True)
        (mention + PAIRS * pair).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            for key, value in net.state_dict().items():
                average[key].lerp_(
                    value, 1 - min(AVERAGED, (epoch * len(batches) + n) / (10 + epoch * len(batches) + n))
                )
        sums = [sums[0] + mention.item(), sums[1] + pair.item()]
        if n % 50 == 0 or n == len(batches):
            told = f"mention {sums[0] / n:.3f} pair {sums[1] / n:.3f} {time.time() - began:.0f} s"
            print(f"epoch {epoch + 1} step {n}/{len(batches)} {told}", flush=True)


def _losses(net: Branch, b: Batch) -> tuple[Tensor, Tensor]:
    with torch.autocast("cpu", torch.bfloat16):
        return losses(net, b)


if __name__ == "__main__":
    main()
