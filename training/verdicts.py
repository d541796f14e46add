"""`python -m training.verdicts`: how the network's opinion of act and sourcing and that of the rules make one.

A multinomial logistic regression: the network's log-chances with one weight, and a table of what each opinion of the
rules speaks for. The texts are those that `python -m training.credit` kept in `--work`, read by networks that never
saw them.
"""

import json
from collections.abc import Iterable, Sequence

import numpy as np
import torch
from torch.nn import functional as F

from sayso import actors, meaning, reading
from sayso.actors.resolve import sourcing_chances
from sayso.article import Sourcing
from sayso.meaning.weigh import TELLS
from sayso.reading.events import ACTS, SOURCINGS
from sayso.reading.verdicts import Verdict
from training import asked, golds
from training.golds import Gold
from training.readings import readings

STEPS, RATE, RIDGE = 400, 0.05, 0.003
NEWS_TIMES = 4  # how much a statement of world news counts beside PolNeAR's

Case = tuple[int, list[float], int, float]  # what the rules tell, the network's log-chances, what readers told, weight


class _Rules(reading.Network):
    """A network whose opinion of the sourcing is not asked."""

    @property
    def sourcing(self) -> Verdict[Sourcing]:
        return Verdict(SOURCINGS, 0.0, np.eye(len(SOURCINGS), dtype=np.float32))


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
        scale, table = fit([*own["polnear-train"], *own["news-train"], *own["corpus-train"]], len(names))
        made[what] = {"scale": round(scale, 4), "table": np.round(table, 3).tolist()}
        for name in ("polnear-dev", "news-dev", "pages"):
            _tell(f"{name} {what}", own[name], scale, table)
    file.write_text(json.dumps(made) + "\n", "utf8")


def _cases(
    some: Sequence[Gold], found: Sequence[reading.Reading], network: reading.Network, weight: float
) -> dict[str, list[Case]]:
    out: dict[str, list[Case]] = {"acts": [], "sourcings": []}
    known = meaning.lexicon()
    for gold, r in zip(some, found, strict=True):
        statements, _ = actors.cast(r, network)
        for number, entry in golds.found(gold, statements).items():
            s = statements[number]
            if s.cue[0].start not in r.heard:
                continue
            heard = r.heard[s.cue[0].start]
            done, _, _ = meaning.act(gold.article.text, s, known)
            for what, names, told, chances, right in (
                ("acts", ACTS, done, heard.acts, entry.get("act")),
                ("sourcings", SOURCINGS, s.sourcing, sourcing_chances(s, heard), entry.get("sourcing")),
            ):
                if right in names and (what != "acts" or told in TELLS):
                    logs = np.log(chances + 1e-6).tolist()
                    out[what].append((names.index(told), logs, names.index(right), weight))
    return out


def fit(some: Sequence[Case], count: int) -> tuple[float, np.ndarray]:
    """The network's weight and the rules' table."""
    told, logs, right, weight = _tensors(some)
    scale = torch.ones((), requires_grad=True)
    table = torch.zeros(count, count, requires_grad=True)
    optimizer = torch.optim.Adam((scale, table), lr=RATE)
    for _ in range(STEPS):
        missed = F.cross_entropy(scale * logs + table[told], right, reduction="none")
        loss = (missed * weight).sum() / weight.sum() + RIDGE * (table**2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return float(scale), table.detach().numpy()


def _tensors(some: Iterable[Case]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    told, logs, right, weight = zip(*some, strict=True)
    return torch.tensor(told), torch.tensor(logs), torch.tensor(right), torch.tensor(weight)


def _tell(name: str, some: Sequence[Case], scale: float, table: np.ndarray) -> None:
    told, logs, right, _ = _tensors(some)
    both = (scale * logs + torch.from_numpy(table)[told]).argmax(1)
    shares = (100 * (one == right).float().mean() for one in (told, logs.argmax(1), both))
    rules, network, together = shares
    print(f"{name}: rules {rules:.1f}, network {network:.1f}, together {together:.1f} of {len(some)}")


if __name__ == "__main__":
    main()
