"""`python -m training.joint`: encoder and all heads trained together, from the shipped weights on.

A text is read once, and every head learns from it what readers told of it: cues and roles, mentions and whom they mean,
who is credited, event, act and sourcing. Two networks each read half of the articles, so that what each finds in the
other half are states of texts that it never saw; the shipped one is their mean (Wortsman et al. 2022).
"""

import argparse
import random
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from sayso.attribution.network import WEIGHTS
from training.branch import Branch
from training.calibrate import calibrate
from training.coreference import mention_losses, pairs
from training.epochs import Item, Items, Ready, epoch_of, items
from training.events import EventHead, loss
from training.events import labels as event_labels
from training.export import export, export_mentions, share_words
from training.shipped import shipped_branch, shipped_network
from training.train import Batch, batch, role_losses

FOLDS = 2
EPOCHS = 3
BODY_RATE, HEAD_RATE, NEW_RATE = 1e-4, 3e-4, 1e-3
AVERAGED = 0.99  # of the averaged weights, what each step leaves
OF_LOSSES = {"cue": 1.0, "role": 1.0, "mention": 1.0, "pair": 2.5, "event": 0.7}


class Joint(nn.Module):
    """The encoder with all its heads."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.net = shipped_network(weights)
        self.branch: Branch = shipped_branch(weights)
        self.events = EventHead()

    def states(self, b: Batch) -> tuple[Tensor, Tensor]:
        """The words' states, (windows, words, WIDTH), and those that mentions are read from, twice as wide."""
        pieces, case, quoting, opens, mask, first = b.inputs
        encoder = self.net.encoder
        places = torch.arange(pieces.shape[1])
        x = encoder.word(pieces) + encoder.position(places) + encoder.case(case) + encoder.quoting(quoting)
        x = encoder.drop(encoder.norm(x + encoder.opens(opens)))
        middle = x
        for n, layer in enumerate(encoder.layers):
            x = layer(x, mask)
            if n == MIDDLE:
                middle = x
        at = first.unsqueeze(2).expand(-1, -1, x.shape[2])
        last = torch.gather(x, 1, at)
        return last, self.branch.states(torch.gather(middle, 1, at), last, b.words[:, None, None, :])


MIDDLE = 3  # the layer after which the branch leaves the encoder


def main() -> None:
    """Train the folds side by side, and write each, and their mean, as folders of weights."""
    parser = argparse.ArgumentParser(prog="python -m training.joint", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with polnear/, news/, gum/ and gap/")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the weights to begin with")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, required=True, help="folder for fold0, fold1, mean and the checkpoints")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    every = items(args.data, args.weights, args.work / "items.pkl")
    checkpoints = [args.work / f"fold{fold}.pt" for fold in range(FOLDS)]
    with ProcessPoolExecutor(FOLDS) as workers:
        left = [
            workers.submit(train, every, args.weights, fold, args.seed, out)
            for fold, out in enumerate(checkpoints)
            if not out.exists()
        ]
        for done in left:
            done.result()
    states = [torch.load(file) for file in checkpoints]
    for file, state in zip(checkpoints, states, strict=True):
        write(state, args.weights, file.with_suffix(""))
    mean = {key: torch.stack([state[key].float() for state in states]).mean(0) for key in states[0]}
    write(mean, args.weights, args.work / "mean")
    calibrate(args.work / "mean", args.data / "polnear" / "dev.jsonl.gz")
    for file in checkpoints:
        shutil.copy(args.work / "mean" / "calibration.json", file.with_suffix(""))


def losses(joint: Joint, some: list[Ready], chance: random.Random) -> dict[str, Tensor]:
    """The mean loss of each task in a batch."""
    windows = [e for r in some for e in r.windows]
    marked = [n for n, r in enumerate(r for r in some for _ in r.windows) if r.is_marked]
    b = batch(windows)
    out: dict[str, Tensor] = {}
    with torch.autocast("cpu", torch.bfloat16):
        last, wide = joint.states(b)
        if marked:
            own = _only(b, marked)
            cue, role = role_losses(joint.net, own, last[marked])
            count = max(int(own.marked.sum()), 20)
            out |= {"cue": cue / count, "role": role / count}
            told = event_labels([windows[n] for n in marked], last.shape[1])
            out["event"] = loss(joint.events, last[marked], told) / max(len(told.of), 20)
        seen = [r.seen for r in some if r.seen]
        if seen:
            rows = [n for n, r in enumerate(r for r in some for _ in r.windows) if r.seen]
            found = pairs(seen, last.shape[1], chance)
            out["mention"], out["pair"] = mention_losses(joint.branch, found, wide[rows])
    return out


def _only(b: Batch, rows: list[int]) -> Batch:
    """The windows of a batch whose cues are told."""
    at = {row: n for n, row in enumerate(rows)}
    own = torch.tensor([n for n, row in enumerate(b.of.tolist()) if row in at], dtype=torch.long)
    of = torch.tensor([at[row] for row in b.of.tolist() if row in at], dtype=torch.long)
    return replace(
        b, words=b.words[rows], cue_labels=b.cue_labels[rows], of=of, cue_spans=b.cue_spans[own],
        distance=b.distance[own], paragraph=b.paragraph[own], roles=b.roles[own], marked=b.marked[own],
    )  # fmt: skip


def train(every: Items, weights: Path, fold: int, seed: int, out: Path) -> None:
    """Train on what is not of the fold; a checkpoint of the averaged weights after every epoch."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    kept = {name: some if name == "gap" else _others(some, fold) for name, some in every.items()}
    joint = Joint(weights)
    joint.train()
    average = {k: v.clone() for k, v in joint.state_dict().items()}
    optimizer = torch.optim.AdamW(_rates(joint), weight_decay=0.01, fused=True)
    chance = random.Random(seed)
    step = 0
    with ProcessPoolExecutor(1) as ahead:
        coming = ahead.submit(epoch_of, kept, 1000 * seed)
        total = EPOCHS * len(coming.result())
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda n: min((n + 1) / (0.06 * total), max(0.0, 1 - n / (1.02 * total)))
        )
        for epoch in range(EPOCHS):
            batches = coming.result()
            coming = ahead.submit(epoch_of, kept, 1000 * seed + epoch + 1)
            for n, some in enumerate(batches, 1):
                found = losses(joint, some, chance)
                optimizer.zero_grad(set_to_none=True)
                sum((OF_LOSSES[name] * value for name, value in found.items()), torch.zeros(())).backward()
                torch.nn.utils.clip_grad_norm_(joint.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                step += 1
                with torch.no_grad():
                    for key, value in joint.state_dict().items():
                        average[key].lerp_(value, 1 - min(AVERAGED, step / (10 + step)))
                if n % 20 == 0:
                    told = " ".join(f"{name} {value.item():.3f}" for name, value in found.items())
                    print(f"fold {fold} epoch {epoch + 1} step {n}/{len(batches)} {told}", flush=True)
            torch.save(average, out)


def _others(some: list[Item], fold: int) -> list[Item]:
    return [i for n, i in enumerate(some) if n % FOLDS != fold]


def _rates(joint: Joint) -> list[dict[str, Any]]:
    """The parameters with how fast each kind learns."""
    body = [p for p in (*joint.net.encoder.parameters(), *joint.branch.layers.parameters()) if p.requires_grad]
    known = (joint.net.cue_head, joint.net.role_head, joint.branch.mentions, joint.branch.pairs)
    return [
        {"params": body, "lr": BODY_RATE},
        {"params": [p for head in known for p in head.parameters()], "lr": HEAD_RATE},
        {"params": list(joint.events.parameters()), "lr": NEW_RATE},
    ]


def write(state: dict[str, Tensor], weights: Path, out: Path) -> None:
    """Export a checkpoint beside what it leaves as it was: the tokenizer, the word embeddings, the calibration."""
    out.mkdir(parents=True, exist_ok=True)
    for file in weights.iterdir():
        if not (out / file.name).exists():
            shutil.copy(file, out / file.name)
    joint = Joint(weights)
    joint.load_state_dict(state)
    torch.save(joint.net.state_dict(), out / "net.pt")
    export(out / "net.pt", out)
    (out / "net.pt").unlink()
    export_mentions(joint.branch, out)
    share_words(out / "encoder.onnx", out / "words.bin")


if __name__ == "__main__":
    main()
