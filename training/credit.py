"""`python -m training.credit`: data and the shipped network in, the trees that tell who makes a statement out.

The network reads every text once; what it finds is kept in `--work`, so that a second run takes minutes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from sayso import attribution
from sayso.actors.cast import fullest
from sayso.actors.coreference import candidates, votes
from sayso.actors.evidence import FEATURES, Evidence
from sayso.actors.first_person import Narrators
from sayso.actors.mentions import mentions
from sayso.actors.name_clustering import join_names
from sayso.scoring.speakers import is_entity
from training import asked, golds
from training.golds import Gold
from training.readings import readings
from training.trees import Floats, Lists, chances, export, fit

ROUNDS, BOOSTERS = 450, 3
EVERY, HELD = 10, 3  # of every ten articles of PolNeAR train the fourth is held out: it tells when to stop
OWN = 0.05  # the share of a mention from which somebody can be whom it tells, of several who speak
# What can only speak for somebody, or against him, however few articles show it.
SIGNS = {"main": 1, "main_named": 1, "source_named": 1, "narrator": 1, "author": 1, "owner": -1}
WEIGHTS_OF = {"polnear": 1.0, "news": 2.0, "gum": 3.0}


@dataclass(frozen=True, slots=True)
class Choice:
    """One slot of a statement with gold: figures (candidates + 1, features), the numbers of those who are right, none
    where it is nobody; whether the text names who it is; and its article's place in the file."""

    figures: Floats
    right: tuple[int, ...]
    is_named: bool
    article: int


def main() -> None:
    """Train, print what is reached on the sets for choosing, put into place."""
    asking = asked.parser("credit", __doc__)
    asking.add_argument("--seed", type=int, default=1)
    args = asking.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    data = args.data

    def choices(name: str, some: Sequence[Gold]) -> list[Choice]:
        folders = asked.folders(args, name)
        found = readings(args.work / f"{name}.pkl", some, folders)
        networks = [attribution.Network(folder) for folder in folders]
        pairs = enumerate(zip(some, found, strict=True))
        return [c for n, (gold, r) in pairs for c in _of(gold, r, networks[n % len(networks)], n)]

    train = choices("polnear-train", golds.polnear(data, "train"))
    held = [c for c in train if c.article % EVERY == HELD]
    parts = {
        "polnear": [c for c in train if c.article % EVERY != HELD],
        "news": choices("news-train", golds.news(data, "train")),
        "gum": choices("gum-train", golds.gum(data)),
    }
    every = [(c, WEIGHTS_OF[name]) for name, some in parts.items() for c in some]
    lists, beside = _lists(every), _lists([(c, 1.0) for c in held])
    boosters = [fit(lists, beside, FEATURES, SIGNS, ROUNDS, args.seed + n) for n in range(BOOSTERS)]
    sets = {
        "polnear dev": choices("polnear-dev", golds.polnear(data, "dev")),
        "news dev": choices("news-dev", golds.news(data, "dev")),
        "pages": choices("pages", golds.read_pages(data)),
    }
    scored = {name: _mean(boosters, _lists([(c, 1.0) for c in some]).figures) for name, some in sets.items()}
    temperature = _temperature(sets, scored)
    export(boosters, len(FEATURES), temperature, args.weights / "credit.onnx")
    for name, some in sets.items():
        _tell(name, some, scored[name] / temperature)


def _mean(boosters: Sequence[Any], figures: Floats) -> Any:
    return np.mean([b.predict(figures) for b in boosters], axis=0)


def _of(
    gold: Gold, found: attribution.AttributionResult, network: attribution.Network, number: int
) -> Iterable[Choice]:
    """The choices that an article's gold tells."""
    text = gold.article.text
    said = mentions(found)
    able = candidates(found, said, network)
    join_names(text, said, votes(said, able))
    evidence = Evidence(found, found.statements, said, able, Narrators(found, said))
    names = [fullest(e) for e in evidence.candidates]
    of = {number: entry.get("entities") or [] for number, entry in golds.found(gold, found.statements).items()}
    for row, slot in enumerate(evidence.slots):
        entities = of.get(slot.statement)
        if entities is None or 0 < sum(bool(e["names"]) for e in entities) < len(entities):
            continue
        right = [n for n, name in enumerate(names) if any(_is(name, e) for e in entities if e["names"])]
        if len(evidence.main[slot.statement]) > 1:
            right = [n for n in right if evidence.shares[slot.mention, n] > OWN] or right
        is_named = any(e["names"] for e in entities)
        yield Choice(evidence.figures[row], tuple(right), is_named, number)


def _is(name: str, entity: dict[str, Any]) -> bool:
    """Whether a name is an entity's, as a person's or as a body's: not every gold tells which it is."""
    return any(is_entity(name, {**entity, "type": kind}) for kind in ("person", "organization"))


def _lists(some: Sequence[tuple[Choice, float]]) -> Lists:
    figures = np.concatenate([c.figures for c, _ in some])
    begins = np.cumsum([0, *(len(c.figures) for c, _ in some)])
    right = np.zeros(len(figures), dtype=bool)
    for (c, _), (begin, end) in zip(some, pairwise(begins.tolist()), strict=True):
        right[[begin + n for n in c.right] or [end - 1]] = True
    return Lists(figures, begins, right, np.array([w for _, w in some], dtype=np.float32))


def _temperature(sets: dict[str, list[Choice]], scored: dict[str, Any]) -> float:
    """What the scores are divided by so that the chances are right, on the even half of each set."""
    best = (np.inf, 1.0)
    for temperature in np.arange(0.6, 2.01, 0.05):
        loss = 0.0
        for name, some in sets.items():
            lists = _lists([(c, 1.0) for c in some])
            found = chances(scored[name] / temperature, lists)
            right = np.log(np.add.reduceat(np.where(lists.right, found, 0.0), lists.begins[:-1]) + 1e-9)
            loss -= float(right[[c.article % 2 == 0 for c in some]].mean())
        best = min(best, (loss, float(temperature)))
    return best[1]


def _tell(name: str, some: list[Choice], scores: Any) -> None:
    """Print right and wrong without a threshold, and at that which keeps the wrong ones few, by halves of the set."""
    lists = _lists([(c, 1.0) for c in some])
    found = chances(scores, lists)
    tops = []
    for c, (begin, end) in zip(some, pairwise(lists.begins.tolist()), strict=True):
        top = int(found[begin : end - 1].argmax()) if end - begin > 1 else -1
        sure = float(found[begin + top]) if top >= 0 and found[begin + top] > found[end - 1] else 0.0
        tops.append((sure, top in c.right, c.is_named, c.article % 2))
    for least in (0.0, *np.arange(0.5, 0.96, 0.05)):
        shown = []
        for half in (0, 1):
            own = [t for t in tops if t[3] == half]
            named = [t for t in own if t[2]]
            right = sum(t[0] > least and t[1] for t in named) / len(named)
            wrong = sum(t[0] > least and not t[1] for t in own) / len(own)
            shown.append(f"{100 * right:5.1f} / {100 * wrong:4.1f}")
        print(f"{name:12} least {least:.2f}  right / wrong, even and odd articles: {'   '.join(shown)}")


if __name__ == "__main__":
    main()
