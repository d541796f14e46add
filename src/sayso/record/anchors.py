"""Where in a text something stands, told so that it is found again when the text around it was changed."""

import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

_CONTEXT = 32  # code points kept before and after


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of a text by quote and position, as the W3C's TextQuoteSelector and TextPositionSelector tell it."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Anchor":
        """The anchor of `text` from `start` to `end`."""
        before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
        return cls(text[start:end], before, after, start, end)

    @classmethod
    def of_row(cls, row: sqlite3.Row) -> "Anchor":
        """The anchor that a row holds in columns of these names."""
        return cls(row["exact"], row["prefix"], row["suffix"], row["start"], row["end"])

    def find(self, text: str) -> "Anchor | None":
        """The stretch in a text that may be another: the quote with the most of its context around it, the one nearest
        to its old place where several have as much; None where less than half of the context is there."""
        places = list(_places(text, self.prefix + self.exact + self.suffix))
        if places:
            best = min((p + len(self.prefix) for p in places), key=self._distance)
        else:
            # Such short quotes as "said" stand everywhere: with little of the context it is another one.
            rated = [(self._context(text, p), -self._distance(p), p) for p in _places(text, self.exact)]
            most, _, best = max(rated, default=(0, 0, 0))
            if not rated or most < _CONTEXT:
                return None
        return Anchor.of(text, best, best + len(self.exact))

    def _distance(self, place: int) -> int:
        return abs(place - self.start)

    def _context(self, text: str, place: int) -> int:
        """How many code points beside a place are those of prefix and suffix. A side on which the whole text begins or
        ends as it did is as good as a long one."""
        end = place + len(self.exact)
        before = _common(self.prefix[::-1], text[max(0, place - len(self.prefix)) : place][::-1])
        after = _common(self.suffix, text[end : end + len(self.suffix)])
        if before == len(self.prefix) == place:
            before = _CONTEXT
        if after == len(self.suffix) == len(text) - end:
            after = _CONTEXT
        return before + after

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Anchor":
        return cls(raw["exact"], raw["prefix"], raw["suffix"], raw["start"], raw["end"])


def nearest(text: str, quote: str, start: int, end: int) -> Anchor | None:
    """The occurrence of a quote that is nearest to the stretch from `start` to `end`; None where the text has none."""
    places = list(_places(text, quote))
    if not places:
        return None
    # Among those that lie inside of the stretch the first.
    best = min(places, key=lambda p: max(start - p - len(quote), p - end, 0))
    return Anchor.of(text, best, best + len(quote))


def _places(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _common(a: str, b: str) -> int:
    """How many code points two texts begin with alike."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
