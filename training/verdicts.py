"""`python -m training.verdicts`: how the network's opinion of act and sourcing and that of the rules make one.

A multinomial logistic regression: the network's log-chances with one weight, and what each of the things that rules
tell speaks for. The texts are those that `python -m training.credit` kept in `--work`, read by networks and heads that
never saw them.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch.nn import functional as F

from sayso import actors, attribution, speech_acts
from sayso.actors.resolve_actors import sourcing_chances, sourcing_told
from sayso.article import Sourcing
from sayso.attribution.events import ACTS, SOURCINGS
from sayso.attribution.verdicts import Verdict
from training import asked, golds
from training.golds import Gold
from training.readings import readings

STEPS, RATE, RIDGE = 400, 0.05, 0.003
SEEN = 6  # times that a thing must be told before it counts
NEWS_TIMES = 4  # how much a statement of world news counts beside PolNeAR's

# What the rules tell, the network's log-chances, what readers told, and how much it counts.
Case = tuple[tuple[str, ...], list[float], int, float]


class _Rules(attribution.Network):
    """A network whose opinion of the sourcing is not asked."""

    @property
    def sourcing(self) -> Verdict[Sourcing]:
        own = np.eye(len(SOURCINGS), dtype=np.float32)
        return Verdict(SOURCINGS, 0.0, {f"sourcing {name}": row for name, row in zip(SOURCINGS, own, strict=True)})


def main() -> None:
    """Fit, print what is right on the sets for choosing, put into place."""
    args = asked.parser("verdicts", __doc__).parse_args()
    data = args.data
    sets = {
        "polnear-train": (golds.polnear(data, "train"), 1.0),
        "news-train": (golds.news(data, "train"), float(NEWS_TIMES)),
        "corpus-train": (golds.corpus(data, "train"), float(NEWS_TIMES)),
        "polnear-dev": (golds.polnear(data, "dev"), 1.0),
        "news-dev": (golds.news(data, "dev"), 1.0),
        "pages": (golds.read_pages(data), 1.0),
    }
    network = _Rules(args.weights)
    cases = {
        name: _cases(some, readings(args.work / f"{name}.pkl", some, asked.folders(args, name)), network, weight)
        for name, (some, weight) in sets.items()
    }
    file = args.weights / "calibration.json"
    made = json.loads(file.read_text("utf8"))
    for what, names in (("acts", ACTS), ("sourcings", SOURCINGS)):
        own = {name: some[what] for name, some in cases.items()}
        train = [*own["polnear-train"], *own["news-train"], *own["corpus-train"]]
        things = _things(train)
        scale, weights = fit(train, things, len(names))
        kept = {thing: np.round(row, 2).tolist() for thing, row in zip(things, weights, strict=True)}
        made[what] = {"scale": round(scale, 4), "weights": kept}
        for name in ("polnear-dev", "news-dev", "pages"):
            _tell(f"{name} {what}", own[name], things, scale, weights)
    file.write_text(json.dumps(made) + "\n", "utf8")


def _cases(
    some: Sequence[Gold], found: Sequence[attribution.AttributionResult], network: attribution.Network, weight: float
) -> dict[str, list[Case]]:
    out: dict[str, list[Case]] = {"acts": [], "sourcings": []}
    known = speech_acts.lexicon()
    for gold, r in zip(some, found, strict=True):
        statements, _ = actors.cast(r, network)
        for number, entry in golds.found(gold, statements).items():
            s = statements[number]
            if s.cue[0].start not in r.heard:
                continue
            heard = r.heard[s.cue[0].start]
            for what, names, told, chances, right in (
                ("acts", ACTS, speech_acts.told(gold.article.text, s, known), heard.acts, entry.get("act")),
                ("sourcings", SOURCINGS, sourcing_told(s), sourcing_chances(s, heard), entry.get("sourcing")),
            ):
                if right in names:
                    out[what].append((told, np.log(chances + 1e-6).tolist(), names.index(right), weight))
    return out


def _things(some: Sequence[Case]) -> list[str]:
    """All that the rules tell often enough."""
    times = Counter(thing for told, *_ in some for thing in told)
    return sorted(thing for thing, n in times.items() if n >= SEEN)


def fit(some: Sequence[Case], things: Sequence[str], count: int) -> tuple[float, np.ndarray]:
    """The network's weight, and what each thing speaks for, (things, count)."""
    told, logs, right, weight = _tensors(some, things)
    scale = torch.ones((), requires_grad=True)
    weights = torch.zeros(len(things) + 1, count, requires_grad=True)  # the last one is of what counts for nothing
    optimizer = torch.optim.Adam((scale, weights), lr=RATE)
    for _ in range(STEPS):
        missed = F.cross_entropy(scale * logs + weights[told].sum(1), right, reduction="none")
        loss = (missed * weight).sum() / weight.sum() + RIDGE * (weights**2).sum(1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            weights[-1] = 0
    return float(scale.detach()), weights[:-1].detach().numpy()


def _tensors(
    some: Iterable[Case], things: Sequence[str]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    told, logs, right, weight = zip(*some, strict=True)
    at = {thing: n for n, thing in enumerate(things)}
    numbers = [[at.get(thing, len(things)) for thing in one] for one in told]
    return torch.tensor(numbers), torch.tensor(logs), torch.tensor(right), torch.tensor(weight)


def _tell(name: str, some: Sequence[Case], things: Sequence[str], scale: float, weights: np.ndarray) -> None:
    told, logs, right, _ = _tensors(some, things)
    rules = torch.from_numpy(np.vstack((weights, np.zeros_like(weights[:1]))))[told].sum(1)
    shares = (100 * (one.argmax(1) == right).float().mean() for one in (logs, scale * logs + rules))
    network, together = shares
    print(f"{name}: network {network:.1f}, together {together:.1f} of {len(some)}")


if __name__ == "__main__":
    main()
