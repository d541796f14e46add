"""`python -m training.position_trees`: the trees that tell, beside the network, how a statement stands to a claim, and
how likely both are right.

They learn from the claims that people read, from those worded anew or turned into their contrary, and from invented
pairs. What is printed comes out for claims that neither network nor trees learned from.
"""

import json
import re
import sqlite3
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import lightgbm
import numpy as np
import numpy.typing as npt

from sayso.analysis.claim import negated
from sayso.analysis.position_figures import FIGURES, StatementInContext, figures
from sayso.analysis.position_relation import NEARNESS, averaged, told_of
from sayso.attribution.network import WEIGHTS
from sayso.attribution.relation import STANDS, Stand
from sayso.record import Record
from sayso.speech_acts.cue_head import head, tokens
from sayso.speech_acts.lexicon import Content, lexicon
from training.position_pairs import CONTRARY, GOLD, HERE, invented, paraphrases
from training.trees import export

Floats = npt.NDArray[np.floating]
FOLDS, ROUNDS = 7, 250
PARAMETERS = {
    "objective": "multiclass", "num_class": len(STANDS), "num_leaves": 6, "learning_rate": 0.04, "min_data_in_leaf": 30,
    "feature_fraction": 0.3, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0, "verbose": -1, "seed": 3,
    "num_threads": 1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
_UNSURE, _AGAIN, _INVENTED = 0.4, 0.35, 0.4  # weights beside 1
_OPENS: tuple[tuple[str, Content], ...] = (
    (r"to ", "infinitive"), (r"[“\"]", "quote"), (r"(?:whether|if|what|who|how)\b", "question"), (r"that ", "clause"),
)  # fmt: skip
_DENIES = frozenset("not never no nor don't didn't won't doesn't cannot without".split())
_AT = """
SELECT s.id, v.local_id, x.start, x."end" FROM statements AS s JOIN versions AS v ON v.id = s.version
JOIN spans AS x ON x.statement = s.id AND x.role = 'cue' AND x.position = 0
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """How a statement stands to a claim, how much that counts, and of which file and claim it is: none where
    invented."""

    stand: Stand
    claim: str
    told: StatementInContext
    weight: float
    of: tuple[str, int] | None = None


def main() -> None:
    """Train, print what comes out apart, put the trees into place."""
    asking = ArgumentParser(prog="python -m training.position_trees", description=__doc__)
    asking.add_argument("--record", type=Path, required=True, help="a linked record of PolNeAR train")
    asking.add_argument("--apart", type=Path, required=True, help="the file that training.positions wrote")
    asking.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the weights, written")
    args = asking.parse_args()
    record = Record(args.record)
    gold, others = (_read(record, file) for file in (GOLD, HERE / "claims.jsonl"))
    record.close()
    made = [_of_pair(p.claim, p.stand, *p.statement) for p in invented()]
    again = _again(gold) + _again(others) + _again(made)
    every = [*gold, *others, *made, *again]
    rows = _figures(every)
    chances = np.zeros((len(gold), len(STANDS)), dtype=np.float32)
    for held in _folds(every):
        kept = np.array([s.of not in held for s in every])
        apart = ~kept[: len(gold)]
        chances[apart] = _fit(rows[kept], [s for s, k in zip(every, kept, strict=True) if k]).predict(
            rows[: len(gold)][apart]
        )
    both = averaged(np.load(args.apart), chances)
    near = rows[: len(gold), FIGURES.index(NEARNESS)]
    print("position_relation._WEIGHTS:", _calibrate(both, near, gold))
    export([_fit(rows, every)], len(FIGURES), 1.0, args.weights / "positions.onnx")


def _read(record: Record, file: Path) -> list[Sample]:
    """What was read in a file, without the half that is held."""
    claims = [json.loads(line) for line in file.read_text("utf8").splitlines()]
    places = _places(record.connection)
    found = [(n, c, s) for n, c in enumerate(claims) if not c.get("held") for s in c["statements"]]
    told = told_of(record, {places[tuple(s["at"])] for _, _, s in found})
    return [
        Sample(s["label"], c["claim"], told[at], _UNSURE if s.get("unsure") else 1.0, (file.parent.name, n))
        for n, c, s in found
        for at in [places[tuple(s["at"])]]
    ]


def _places(connection: sqlite3.Connection) -> Mapping[tuple[str, int, int], int]:
    return {(r["local_id"], r["start"], r["end"]): r["id"] for r in connection.execute(_AT)}


def _of_pair(claim: str, stand: Stand, speaker: str, cue: str, content: str) -> Sample:
    """An invented pair, with the act that the lexicon has for its cue."""
    words = tokens(cue)
    kind: Content = next((k for pattern, k in _OPENS if re.match(pattern, content)), "noun")
    found = head(words, kind, lexicon())
    sense = found.entry.sense if found else None
    denied = not _DENIES.isdisjoint(words) or (sense is not None and sense.negated)
    act = sense.act if sense else "assert"
    told = StatementInContext(speaker, cue, content, act, denied, False, False, f"{speaker} {cue} {content}.", "")
    return Sample(stand, claim, told, _INVENTED)


def _again(samples: Iterable[Sample]) -> list[Sample]:
    """The samples with claims worded anew, and turned into their contrary."""
    wordings, out = paraphrases(), []
    for s in samples:
        contrary = negated(s.claim)
        some = [*wordings.get(s.claim, ()), *([(False, contrary)] if contrary else [])]
        for same, claim in some:
            stand = s.stand if same else CONTRARY.get(s.stand, s.stand)
            out.append(replace(s, stand=stand, claim=claim, weight=s.weight * _AGAIN))
    return out


def _figures(samples: Sequence[Sample]) -> npt.NDArray[np.float32]:
    rows = np.zeros((len(samples), len(FIGURES)), dtype=np.float32)
    order = sorted(range(len(samples)), key=lambda n: samples[n].claim)
    for claim, some in groupby(order, key=lambda n: samples[n].claim):
        numbers = list(some)
        rows[numbers] = figures(claim, [samples[n].told for n in numbers])
    return rows


def _folds(samples: Iterable[Sample]) -> list[set[tuple[str, int]]]:
    """The claims that are left out at once."""
    claims = sorted({s.of for s in samples if s.of})
    return [set(claims[n::FOLDS]) for n in range(FOLDS)]


def _fit(rows: npt.NDArray[np.float32], samples: Sequence[Sample]) -> lightgbm.Booster:
    right = [STANDS.index(s.stand) for s in samples]
    data = lightgbm.Dataset(rows, right, weight=[s.weight for s in samples], feature_name=list(FIGURES))
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def _calibrate(chances: Floats, near: Floats, samples: Sequence[Sample]) -> list[float]:
    """The weights of a constant, the odds, and how near the words are (`position_relation`): logistic regression of
    whether what both find likeliest is right, with the curve that they give. Three weights of 616 pairs fit no claim of
    their own; fitted for each claim by the others, they would be high where it is hard, and low where it is easy."""
    best = chances[:, :-1].argmax(axis=1)
    top = chances[np.arange(len(best)), best].clip(1e-6, 1 - 1e-6)
    given = np.stack([np.ones(len(best)), np.log(top / (1 - top)), near], axis=1)
    right = np.array([STANDS[b] == s.stand for b, s in zip(best, samples, strict=True)])
    fitted = _regress(given, right.astype(float), np.array([s.weight for s in samples]))
    _print_curve(1 / (1 + np.exp(-(given @ fitted))), right, samples)
    return [round(float(w), 2) for w in fitted]


def _regress(given: Floats, right: Floats, weights: Floats) -> Floats:
    """Logistic regression by Newton's method, with a small ridge."""
    found = np.zeros(given.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-given @ found))
        slope = given.T @ (weights * (chance - right)) + 0.5 * found
        bend = (given * (weights * chance * (1 - chance))[:, None]).T @ given + 0.5 * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    return found


def _print_curve(chances: Floats, right: npt.NDArray[np.bool_], samples: Sequence[Sample]) -> None:
    """Precision and recall by the least chance that is shown; what readers were unsure of counts neither way."""
    sure = np.array([s.weight == 1 for s in samples])
    wanted = sum(s.stand != "none" and s.weight == 1 for s in samples)
    for least in np.arange(0.2, 0.9, 0.05):
        shown = sure & (chances >= least)
        good = int((shown & right).sum())
        print(f"from {least:.2f}: precision {good / max(1, int(shown.sum())):.3f} recall {good / wanted:.3f}")


if __name__ == "__main__":
    main()
