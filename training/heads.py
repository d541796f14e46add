"""`python -m training.heads`: the head that tells event, act and sourcing, trained on what the network finds.

Each text of train is read by the network of `training.joint` that never read it, so that states and spans are as they
will be in texts that nobody has seen; the shipped network's cues are then told apart by the same head. Each of those
networks gets a head too that never saw what is its turn to read: on what these tell, confidence, acts and sourcing are
fitted.
"""

import pickle
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from sayso.attribution.confidence import features, with_event
from sayso.attribution.decode import Floats
from sayso.attribution.drafts import Draft
from sayso.attribution.events import ACTS, EVENTS, SOURCINGS
from sayso.attribution.statements import scan
from sayso.text.quotes import quotations
from training import asked, labelled
from training.calibrate import Rights, Rows, calibrate_events
from training.corpus import Annotated, StatementLabels
from training.events import EventHead, Heads, losses
from training.export import export_events
from training.listening import Listening

EPOCHS, BATCH, RATE, SEEDS = 8, 128, 5e-4, 3
AVERAGED = 0.995
IN_FULL_TIMES = 4.0  # how much a cue of an article read in full counts beside PolNeAR's
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Case:
    """A cue that the network found: what the head sees of it, what readers told, None where they told nothing, what its
    confidence is made from, whether it stands for a statement that they marked, also a doubtful one, and the number of
    its article."""

    states: Floats
    figures: Floats
    told: StatementLabels | None
    weight: float
    scores: tuple[float, ...]
    stands: bool
    article: int


def main() -> None:
    """Train, print what is told rightly on the sets for choosing, put into place."""
    asking = asked.parser("heads", __doc__)
    asking.add_argument("--seed", type=int, default=1)
    args = asking.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    data = args.data

    def own(name: str, some: Sequence[Annotated]) -> list[Case]:
        return cases(args.work / f"{name}.cases", some, asked.folders(args, name))

    polnear = own("polnear-train", labelled.polnear(data / "polnear" / "train_speakers.jsonl.gz"))
    train = [c for c in polnear if c.told]
    read_in_full = [
        c
        for name in ("news", "corpus")
        for c in own(f"{name}-train", labelled.read_in_full(data / name / "train.jsonl.gz"))
    ]
    apart = []
    for part, folder in enumerate(args.apart):
        head = fit([c for c in (*train, *read_in_full) if c.article % len(args.apart) != part], args.seed)
        apart.append(confident(head, [c for c in read_in_full if c.article % len(args.apart) == part]))
        export_events(head, folder)
    head = fit([*train, *read_in_full], args.seed)
    export_events(head, args.weights)
    calibrate_events(args.weights, apart)
    for folder in args.apart:
        shutil.copy(args.weights / "calibration.json", folder)
    some = labelled.polnear(data / "polnear" / "dev_speakers_all.jsonl.gz")
    tell("polnear dev", head, own("polnear dev", some))
    for name, path in (
        ("news dev", "news/dev.jsonl.gz"),
        ("pages", "pages/labels.jsonl.gz"),
        ("corpus", "corpus/held.jsonl.gz"),
    ):
        tell(name, head, own(name, labelled.read_in_full(data / path)))


def cases(path: Path, some: Sequence[Annotated], folders: Sequence[Path]) -> list[Case]:
    """What the networks find in the texts, each in those that are its turn, from `path` where it is there."""
    if not path.exists():
        parts = [list(some[i::WORKERS]) for i in range(WORKERS)]
        with ProcessPoolExecutor(WORKERS) as workers:
            made = [c for part in workers.map(_read, parts, range(WORKERS), [folders] * WORKERS) for c in part]
        path.write_bytes(pickle.dumps(made))
        print(
            f"{path.name}: {len(some)} texts, {len(made)} cues, {sum(c.told is not None for c in made)} told",
            flush=True,
        )
    loaded: list[Case] = pickle.loads(path.read_bytes())
    return loaded


def _read(some: Sequence[Annotated], first: int, folders: Sequence[Path]) -> list[Case]:
    networks = [Listening(folder) for folder in folders]
    out: list[Case] = []
    for n, article in enumerate(some):
        number = first + WORKERS * n
        network = networks[number % len(networks)]
        network.heard.clear()
        found = scan(article.text, quotations(article.text), network, with_mentions=False)
        stands = labelled.standing(article, found.drafts)
        for d, (states, figures), is_one in zip(found.drafts, network.heard, stands, strict=True):
            told = _told(article, d, is_one)
            weight = IN_FULL_TIMES if article.in_full else 1.0
            out.append(Case(states, figures, told, weight, features(d.roles, d.quoted), is_one, number))
    return out


def _told(article: Annotated, d: Draft, stands: bool) -> StatementLabels | None:
    """What readers told of a cue; PolNeAR, which marks deeds and not what stands inside content, tells no event."""
    marked = next((r for r in article.relations if labelled.is_same(d, r)), None)
    if not article.in_full:
        return replace(marked.told, events=labelled.EITHER) if marked and marked.told else None
    if marked and marked.told and (stands or marked.told.events == labelled.EITHER):
        return marked.told
    return StatementLabels(labelled.NOTHING)


def fit(some: Sequence[Case], seed: int) -> Heads:
    """Train SEEDS heads, each from another beginning."""
    heads = Heads([_fit(some, seed + n) for n in range(SEEDS)])
    heads.eval()
    return heads


def _fit(some: Sequence[Case], seed: int) -> EventHead:
    """Train a head; give the mean of its weights over the last steps."""
    torch.manual_seed(seed)
    head = EventHead()
    average = {k: v.clone() for k, v in head.state_dict().items()}
    states, figures, events, acts, sourcings = _tensors(some)
    weights = torch.tensor([c.weight for c in some])
    steps = EPOCHS * (len(some) // BATCH + 1)
    optimizer = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1, pct_start=0.1)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(some)).split(BATCH):
            logits = head(states[rows], figures[rows])
            of_each = losses(logits, events[rows], acts[rows], sourcings[rows])
            loss = (of_each * weights[rows]).sum() / weights[rows].sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            with torch.no_grad():
                for key, value in head.state_dict().items():
                    average[key].lerp_(value, 1 - AVERAGED)
    print(f"seed {seed}, last loss {loss.item():.3f}", flush=True)
    head.load_state_dict(average)
    return head


def _tensors(some: Sequence[Case]) -> tuple[Tensor, ...]:
    told = [c.told or StatementLabels(labelled.EITHER) for c in some]
    return (
        torch.from_numpy(np.stack([c.states for c in some])),
        torch.from_numpy(np.stack([c.figures for c in some])),
        torch.tensor([[name in t.events for name in EVENTS] for t in told]),
        torch.tensor([ACTS.index(t.act) if t.act else -1 for t in told]),
        torch.tensor([SOURCINGS.index(t.sourcing) if t.sourcing else -1 for t in told]),
    )


def confident(head: Heads, some: Sequence[Case]) -> tuple[Rows, Rights]:
    """What the confidence is made from, and whether each is a statement that readers marked."""
    states, figures, *_ = _tensors(some)
    with torch.no_grad():
        chances = head(states, figures)[:, : len(EVENTS)].softmax(1).tolist()
    rows = [with_event(c.scores, 1 - of[EVENTS.index("none")]) for c, of in zip(some, chances, strict=True)]
    return np.array(rows), np.array([c.stands for c in some])


def tell(name: str, head: Heads, some: Sequence[Case]) -> None:
    """Print how often event, act and sourcing are right of the statements that were found."""
    firm = [c for c in some if c.told and c.told.sourcing]
    states, figures, events, acts, sourcings = _tensors(firm)
    with torch.no_grad():
        logits = head(states, figures).split((len(EVENTS), len(ACTS), len(SOURCINGS)), dim=1)
    speech = torch.where(events.all(1), -1, events[:, 1].long())
    told = (("event", logits[0][:, :2], speech), ("act", logits[1], acts), ("sourcing", logits[2], sourcings))
    for what, found, gold in told:
        own = gold >= 0
        print(
            f"{name}: {what} right {100 * (found[own].argmax(1) == gold[own]).float().mean():.1f} of {int(own.sum())}"
        )


if __name__ == "__main__":
    main()
