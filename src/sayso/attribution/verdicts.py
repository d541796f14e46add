"""Two opinions made one: what rules over words tell, and what the network hears in the whole sentence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from sayso.attribution.decode import Floats

Label = TypeVar("Label", bound=str)


@dataclass(frozen=True)
class Verdict(Generic[Label]):
    """A multinomial logistic regression: how much the network's log-chances of `names` count, and what each of the
    things that rules tell speaks for, (names); fitted by training/verdicts.py."""

    names: Sequence[Label]
    scale: float
    weights: Mapping[str, Floats]

    def __call__(self, told: Iterable[str], chances: Floats) -> Label:
        """The likeliest name where the rules tell these things and the network has these chances; what was never told
        in training speaks for nothing."""
        scores = self.scale * np.log(chances + 1e-6)
        for thing in told:
            scores = scores + self.weights.get(thing, 0.0)
        return self.names[int(scores.argmax())]
