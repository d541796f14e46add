"""`python -m training.days`: data and the shipped network in, the trees that tell when a statement was said.

They learn from what the statements before were taken to be of. In a first round that is what readers told; in the
second what trees decide that never saw the article, which errs as it will when it reads.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from sayso import actors, attribution, speech_acts
from sayso.article import Article, Statement
from sayso.speech_acts.saying_time import FIGURES, Dating, likeliest
from sayso.speech_acts.timex import Time
from training import asked, golds
from training.golds import Gold
from training.readings import readings
from training.trees import Floats, Lists, export, fit

LABELS = Path(__file__).with_name("days.tsv")
ROUNDS, BOOSTERS, PARTS = 60, 3, 4
NEWS_TIMES = 4.0  # how much a statement of world news counts beside PolNeAR's

Days = tuple[date, date] | None
Scores = Callable[[Floats], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """An article with its statements in the order of their cues, the days that readers told of those that they marked
    too, by their numbers, and how much each counts."""

    article: Article
    statements: tuple[Statement, ...]
    told: dict[int, Days]
    weight: float


def main() -> None:
    """Train, print what is reached by cross-validation and on the sets for choosing, put into place."""
    asking = asked.parser("days", __doc__)
    asking.add_argument("--seed", type=int, default=1)
    args = asking.parse_args()
    network = attribution.Network(args.weights)

    def cases(name: str, some: Sequence[Gold], weight: float = 1.0) -> list[Case]:
        found = readings(args.work / f"{name}.pkl", some, asked.folders(args, name))
        return [_case(gold, r, network, weight) for gold, r in zip(some, found, strict=True) if _has_days(gold)]

    news = cases("news-train", golds.news(args.data, "train"), NEWS_TIMES)
    corpus = cases("corpus-train", golds.corpus(args.data, "train"), NEWS_TIMES)
    train = [*news, *corpus, *cases("polnear-train", _labelled(golds.polnear(args.data, "train")))]
    decided = [_told(case) for case in train]
    for _ in range(2):
        parts = [
            _fit([pair for n, pair in enumerate(zip(train, decided, strict=True)) if n % PARTS != part], args.seed)
            for part in range(PARTS)
        ]
        decided = [_decided(case, parts[n % PARTS].predict) for n, case in enumerate(train)]
        _tell("news train, by trees that never saw it", news, decided[: len(news)])
    boosters = [_fit(list(zip(train, decided, strict=True)), args.seed + n) for n in range(BOOSTERS)]
    export(boosters, len(FIGURES), 1.0, args.weights / "days.onnx")
    for name, some in (
        ("news dev", cases("news-dev", golds.news(args.data, "dev"))),
        ("pages", cases("pages", golds.read_pages(args.data))),
    ):
        _tell(name, some, [_decided(case, network.days) for case in some])


def _labelled(some: Sequence[Gold]) -> list[Gold]:
    """PolNeAR's articles, those of LABELS with the days that are told there."""
    days: dict[str, dict[str, str]] = {}
    for line in LABELS.read_text("utf8").splitlines()[1:]:
        name, relation, day = line.split("\t")
        days.setdefault(name, {})[relation] = day
    return [
        replace(g, attributions=tuple({**a, "when": own.get(str(n))} for n, a in enumerate(g.attributions)))
        if (own := days.get(g.name)) is not None
        else g
        for g in some
    ]


def _has_days(gold: Gold) -> bool:
    return not gold.attributions or "when" in gold.attributions[0]


def _case(gold: Gold, found: attribution.AttributionResult, network: attribution.Network, weight: float) -> Case:
    statements, _ = actors.cast(found, network)
    weighed = speech_acts.classify(gold.article, statements, speech_acts.lexicon(), found.heard, network.act)
    dating = Dating(gold.article, weighed)
    at = {s.id: n for n, s in enumerate(dating.statements)}
    told = golds.found(gold, weighed).items()
    return Case(gold.article, weighed, {at[weighed[n].id]: _days(entry["when"]) for n, entry in told}, weight)


def _days(told: str | None) -> Days:
    """The first and last day; open intervals are of no use."""
    first, _, last = (told or "").partition("..")
    return (date.fromisoformat(first), date.fromisoformat(last or first)) if first else None


def _told(case: Case) -> list[Time | None]:
    """For each statement the expression, not after it, of the days that readers told."""
    dating, out = Dating(case.article, case.statements), []
    for n, _ in enumerate(dating.statements):
        times, _ = dating.pairs()
        out.append(next((t for t in times if (t.first, t.last) == case.told.get(n)), None))
        dating.decide(out[-1])
    return out


def _decided(case: Case, scores: Scores) -> list[Time | None]:
    """For each statement the expression that trees decide on."""
    dating = Dating(case.article, case.statements)
    for _ in dating.statements:
        times, figures = dating.pairs()
        dating.decide(likeliest(times, scores(figures)) if times else None)
    return dating.decided


def _fit(some: Sequence[tuple[Case, list[Time | None]]], seed: int) -> Any:
    """Trees that learn from what was decided for the statements before."""
    figures: list[Floats] = []
    right: list[bool] = []
    weights: list[float] = []
    for case, decided in some:
        dating = Dating(case.article, case.statements)
        for n, time in enumerate(decided):
            times, rows = dating.pairs()
            dating.decide(time)
            if n in case.told:
                hits = [(t.first, t.last) == case.told[n] for t in times]
                right += [*hits, not any(hits)]
                figures.append(rows)
                weights.append(case.weight)
    begins = np.cumsum([0, *map(len, figures)])
    lists = Lists(np.concatenate(figures), begins, np.array(right), np.array(weights, dtype=np.float32))
    return fit(lists, None, FIGURES, {}, ROUNDS, seed)


def _tell(name: str, cases: Sequence[Case], decided: Sequence[list[Time | None]]) -> None:
    """Print how many of the days that readers told are found, and how many of those found are right."""
    pairs = [
        (told, chosen and (chosen.first, chosen.last))
        for case, some in zip(cases, decided, strict=True)
        for told, chosen in ((days, some[n]) for n, days in case.told.items())
    ]
    right = sum(told is not None and told == chosen for told, chosen in pairs)
    given, found = sum(told is not None for told, _ in pairs), sum(chosen is not None for _, chosen in pairs)
    print(f"{name}: {100 * right / given:.1f} % of {given} found, {100 * right / found:.1f} % of {found} right")


if __name__ == "__main__":
    main()
