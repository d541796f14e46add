"""Two opinions made one: what rules over words tell, and what the network hears in the whole sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from sayso.reading.decode import Floats

Told = TypeVar("Told", bound=str)


@dataclass(frozen=True)
class Verdict(Generic[Told]):
    """How much the network's opinion counts, and what each name's being told by the rules speaks for each of `names`,
    (names, names); fitted by training/verdicts.py."""

    names: Sequence[Told]
    scale: float
    table: Floats

    def __call__(self, told: Told, chances: Floats) -> Told:
        """The likeliest name where the rules tell `told` and the network has these chances."""
        scores = self.scale * np.log(chances + 1e-6) + self.table[self.names.index(told)]
        return self.names[int(scores.argmax())]
