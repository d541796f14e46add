"""How likely a statement is right: a logistic regression over what the network's scores tell."""

import math
from dataclasses import dataclass

from sayso.attribution.decode import Roles


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of some figures and the constant; fitted by training/calibrate.py."""

    weights: tuple[float, ...]
    constant: float

    def __call__(self, figures: tuple[float, ...]) -> float:
        """The chance, 0 to 1, that these figures tell."""
        score = self.constant + sum(w * x for w, x in zip(self.weights, figures, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def with_event(figures: tuple[float, ...], some: float) -> tuple[float, ...]:
    """The figures of a cue with the chance that it is a statement at all."""
    return (*figures, _logit(some))


def features(roles: Roles, quoted: bool) -> tuple[float, ...]:
    """What one decoded cue tells: how sure cue, source, content and all labels are, and what it looks like."""
    words = sum(b - a for a, b in roles.content)
    return (
        _logit(roles.cue.chance),
        roles.cue.inner,
        _logit(roles.source_sure),
        _logit(roles.content_sure),
        max(roles.path, -10.0),
        float(not roles.source),
        math.log1p(words),
        float(len(roles.content) + len(roles.source) - 1),
        float(quoted),
    )


def bent(figures: tuple[float, ...]) -> tuple[float, ...]:
    """The figures with what bends the line: how sure the content is times the cue, and squared; all labels squared."""
    cue, content, path = figures[0], figures[3], figures[4]
    return (*figures, cue * content, content * content, path * path)


def _logit(chance: float) -> float:
    kept = min(max(chance, 0.001), 0.999)
    return math.log(kept / (1 - kept))
