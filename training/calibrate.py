"""Fit the confidence on PolNeAR dev: a logistic regression of "source and content are right" on the scores."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from sayso.attribution.confidence import bent, features
from sayso.attribution.statements import scan
from sayso.scoring import attributions, calibration, is_right, matched
from sayso.text.quotes import quotations
from training.listening import Listening

Floats = npt.NDArray[np.float64]
Rows: TypeAlias = npt.NDArray[np.float64]
Rights: TypeAlias = npt.NDArray[np.bool_]
RIDGE = 1.0
FOLDS = 5


def calibrate(folder: Path, dev: Path) -> None:
    """Write `calibration.json` beside the weights; print the error on folds that were not fitted on."""
    network = Listening(folder)
    with gzip.open(dev, "rt", encoding="utf8") as lines:
        articles = [json.loads(line) for line in lines]
    seen = [_cases(a, network) for a in articles]
    # Every fold must have a cue to be fitted on.
    if not all(any(xs for i, (xs, _) in enumerate(seen) if i % FOLDS != fold) for fold in range(FOLDS)):
        raise SystemExit(f"{dev}: too few cues are found in it to fit the confidence on: train on more, or longer")
    held: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        x, y = _joined([s for i, s in enumerate(seen) if i % FOLDS != fold])
        apart, right = _joined([s for i, s in enumerate(seen) if i % FOLDS == fold])
        weights, constant = _fit(x, y)
        held += [(float(p), bool(r)) for p, r in zip(_chance(apart @ weights + constant), right, strict=True)]
    weights, constant = _fit(*_joined(seen))
    _write(folder, "spans", weights, constant)
    print(f"calibration over {len(held)} cues, held out by article in {FOLDS} folds: {calibration(held)}")


def calibrate_events(folder: Path, parts: Sequence[tuple[Rows, Rights]]) -> None:
    """Fit the confidence that a cue is a statement; print the error on each part of what was fitted on the others."""
    for n, (rows, right) in enumerate(parts):
        others = [s for m, s in enumerate(parts) if m != n]
        weights, constant = _fit(np.concatenate([x for x, _ in others]), np.concatenate([y for _, y in others]))
        chances = _chance(rows @ weights + constant).tolist()
        print(f"part {n}, fitted on the others: {calibration(list(zip(chances, right.tolist(), strict=True)))}")
    weights, constant = _fit(np.concatenate([x for x, _ in parts]), np.concatenate([y for _, y in parts]))
    _write(folder, "events", weights, constant)


def _write(folder: Path, name: str, weights: Floats, constant: float) -> None:
    """Put a calibration into the file beside the weights."""
    file = folder / "calibration.json"
    made = json.loads(file.read_text("utf8")) if file.exists() else {}
    made[name] = {"weights": [round(w, 6) for w in weights.tolist()], "constant": round(constant, 6)}
    file.write_text(json.dumps(made, indent=1) + "\n", "utf8")


def _cases(article: dict[str, Any], network: Listening) -> tuple[list[tuple[float, ...]], list[bool]]:
    """Features of each cue that may be one, and whether it is right; those inside gold content, unknown, left out."""
    text = article["text"]
    found = scan(text, quotations(text), network, with_mentions=False).drafts
    raw = [{"cue": [d.cue], "source": d.source, "content": d.content} for d in found]
    predicted, gold = attributions({"attributions": raw}, text), attributions(article, text)
    right = {id(p) for p, g in matched(predicted, gold) if is_right(p, g)}
    attributed = frozenset().union(*(g.content for g in gold))
    kept = [(d, p) for d, p in zip(found, predicted, strict=True) if not (p.cue and p.cue <= attributed)]
    return [bent(features(d.roles, d.quoted)) for d, _ in kept], [id(p) in right for _, p in kept]


def _joined(seen: list[tuple[list[tuple[float, ...]], list[bool]]]) -> tuple[Floats, Floats]:
    return np.array([x for xs, _ in seen for x in xs]), np.array([y for _, ys in seen for y in ys], dtype=np.float64)


def _fit(x: Floats, y: Floats) -> tuple[Floats, float]:
    """Ridge logistic regression by Newton's method."""
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    ridge = np.append(np.full(x.shape[1], RIDGE), 1e-6)
    w = np.zeros(z.shape[1])
    for _ in range(50):
        p = _chance(z @ w)
        w -= np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + np.diag(ridge), z.T @ (p - y) + ridge * w)
    weights = w[:-1] / spread
    return weights, float(w[-1] - weights @ mean)


def _chance(score: Floats) -> Floats:
    out: Floats = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
    return out
