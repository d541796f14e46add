"""Positions drawn over time."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sayso.analysis.charts import Kind, Lane, Mark, timeline
from sayso.analysis.positions import Position, Shown
from sayso.shown import unsure

_APART = 140  # marks that a row has room for
_WORDS = 160  # characters of what a mark tells


def position_chart(about: str, found: Sequence[Position], target: Callable[[int, Shown], str]) -> str:
    """The timeline of positions as SVG, empty where no day is known. `target` gives the id of what the mark of a
    statement leads to, from its position's place among those found."""
    turning = {c.after.statement for p in found for c in p.changed}
    known = [_number(day) for p in found for day in (p.first, p.last) if day]
    step = max(1, (max(known, default=0) - min(known, default=0)) // _APART)
    lanes = [
        Lane(p.actor, p.holding if p.sure else f"{p.holding}?", tuple(_marks(n, p, turning, step, target)))
        for n, p in enumerate(found)
    ]
    return timeline(f"Positions about {about}, over time", [lane for lane in lanes if lane.marks])


def _marks(n: int, p: Position, turning: set[str], step: int, target: Callable[[int, Shown], str]) -> Iterator[Mark]:
    """One mark for all alike that would lie over each other: those within so many days as `step`."""
    alike: dict[tuple[int, int, Kind], list[tuple[str, str, Shown]]] = {}
    for s in p.shown:
        if s.day is not None and s.until is not None:
            key = (_number(s.day) // step, _number(s.until) // step, _kind(s, turning))
            alike.setdefault(key, []).append((s.day, s.until, s))
    for (_, _, kind), some in alike.items():
        first, last, s = some[0]
        more = f" (and {len(some) - 1} more)" if len(some) > 1 else ""
        told = textwrap.shorten(s.sentence, _WORDS, placeholder=" …")
        yield Mark(first, last, kind, f"{'  '.join(about(s))}: {told}{more}", target(n, s))


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _kind(s: Shown, turning: set[str]) -> Kind:
    if s.id in turning:
        return "change"
    return "repeat" if s.repeats is not None else "told" if s.told_by else "said"


def about(s: Shown) -> list[str]:
    """Where a statement stands, and what is to be known of it, in words."""
    told = f"told by {s.told_by}" if s.told_by else ""
    repeats = f"repeats #{s.repeats}" if s.repeats is not None else ""
    sure = f"credit {unsure(s.credit)}" if unsure(s.credit) else ""
    act = f"not {s.act}" if s.negated else s.act
    hangs = f"({s.condition})" if s.condition else ""
    chance = f"{s.probability:.2f}"
    return [x for x in (f"#{s.id}", days(s.day, s.until), s.outlet, act, chance, hangs, told, repeats, sure) if x]


def days(first: str | None, last: str | None) -> str:
    """A day, or the first and the last one, in words."""
    return "day unknown" if first is None else first if first == last else f"{first} to {last}"
