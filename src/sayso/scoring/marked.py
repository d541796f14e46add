"""Which of the statements that were read stands for which that readers of the whole article marked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LONGER = 480  # characters, some 80 words, that a content may have too many

Ranges = Iterable[tuple[int, int]]


class Parts(NamedTuple):
    """A statement as the code points of its cue, source and content."""

    cue: frozenset[int]
    source: frozenset[int]
    content: frozenset[int]

    @classmethod
    def of(cls, cue: Ranges, source: Ranges, content: Ranges) -> "Parts":
        return cls(*(frozenset(at for a, b in ranges for at in range(a, b)) for ranges in (cue, source, content)))


def standing(read: Sequence[Parts], marked: Sequence[Parts]) -> dict[int, int]:
    """For each marked statement that was found, by its number, the number of the read one that stands for it: at least
    half of its content, hardly more, and some of its cue or source. Each stands for one; of several the nearest, for
    the marked ones in their order."""
    out: dict[int, int] = {}
    taken: set[int] = set()
    for number, told in enumerate(marked):
        fits = [(_fit(parts, told), n) for n, parts in enumerate(read) if n not in taken]
        fit, best = max(fits, default=(0.0, 0))
        if fit > 0:
            out[number] = best
            taken.add(best)
    return out


def _fit(read: Parts, told: Parts) -> float:
    both, cue = len(read.content & told.content), read.cue & told.cue
    if 2 * both < len(told.content) or len(read.content) - len(told.content) > _LONGER:
        return 0.0
    if not (cue or read.source & told.source):
        return 0.0
    return (1 + bool(cue)) * both / len(read.content | told.content)
