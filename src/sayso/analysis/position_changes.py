"""That an actor turned: two of his statements on one claim that contradict, in the order that text and days tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sayso.analysis.position_evidence import Held
from sayso.attribution.relation import Stand
from sayso.lang import Rule, rule

_BY_DAYS = 0.7  # chance of both statements from which their days alone tell a turn
_SIDES = {("for", "against"), ("against", "for")}
_ONCE = rule("position_changes", "once")
_NOW = rule("position_changes", "now")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two statements: what it shows, its id and day, and its words."""

    holding: Stand
    statement: str
    day: str | None
    words: str


@dataclass(frozen=True, slots=True)
class PositionChange:
    """That an actor held something, and then the contrary; `reason` tells what puts one before the other."""

    before: Side
    after: Side
    reason: str


def changes(held: Sequence[Held]) -> tuple[PositionChange, ...]:
    """What an actor turned from and to, by statements of his own that repeat no other, one of both sure.

    "Once", "used to" and their like put a statement first, "no longer" and "now" second, whatever the day of the
    article, which is not the day of what it tells of the past; else it is the days, and then both must be surer, and
    nothing sure that he said may stand on the other side.
    """
    own = [h for h in held if h.told_by is None and h.repeats is None]
    return tuple(_told(own)) or tuple(_dated([h for h in own if h.sure]))


def _told(own: Sequence[Held]) -> Iterator[PositionChange]:
    """What is told of the past with what contradicts it and is none of the past; then what is told as new with what
    contradicts it, is not told as new, and was not surely said later."""
    for before in (h for h in own if _is(_ONCE, h)):
        for after in (h for h in own if _contradict(before, h) and not _is(_ONCE, h)):
            yield PositionChange(_side(before), _side(after), f"the text tells the earlier: “{_words(_ONCE, before)}”")
    for after in (h for h in own if _is(_NOW, h) and not _is(_ONCE, h)):
        for before in (h for h in own if _contradict(h, after) and not _is(_NOW, h) and not _is(_ONCE, h)):
            if not _is_sooner(after, before):
                yield PositionChange(_side(before), _side(after), f"the text tells the later: “{_words(_NOW, after)}”")


def _dated(own: Sequence[Held]) -> Iterator[PositionChange]:
    """One turn, where all that he said before a day is on one side, and all after it on the other."""
    dated = sorted((h for h in own if h.days and h.stands.stand in ("for", "against")), key=lambda h: h.days or ())
    turns = [(a, b) for a, b in pairwise(dated) if _contradict(a, b)]
    if len(turns) == 1:
        before, after = turns[0]
        if _is_sooner(before, after) and min(before.stands.chance, after.stands.chance) >= _BY_DAYS:
            yield PositionChange(_side(before), _side(after), "their days tell which is the earlier")


def _contradict(one: Held, other: Held) -> bool:
    """Whether the one is for it and the other against it, and one of both sure."""
    return (one.stands.stand, other.stands.stand) in _SIDES and (one.sure or other.sure)


def _is_sooner(one: Held, other: Held) -> bool:
    """Whether one was surely said on a day before the other."""
    return bool(one.days and other.days and one.days[1] < other.days[0])


def _is(pattern: Rule, h: Held) -> bool:
    return bool(pattern.search(h.row.cue))


def _words(pattern: Rule, h: Held) -> str:
    found = pattern.search(h.row.cue)
    return found[0] if found else ""


def _side(h: Held) -> Side:
    words = f"{h.row.cue} {h.row.content}"
    return Side(h.stands.stand, h.row.permanent, h.days[0] if h.days else None, words)
