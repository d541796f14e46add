"""Positions: what actors hold about a matter, since when, and when it changed.

What an act holds is told by `sayso.analysis.position_labels`. Of nested statements ("Holm said Ruud had authorized it")
the inner one is what Ruud holds, as told by Holm; Holm's own saying counts only where the matter stands in it outside
of what it tells of others. What is told under a denial is turned round; what somebody is accused of, asked, hoped,
warned or predicted to do is nothing that he holds.

Not told apart: what holds only under a condition ("would support it if"), irony, and what is held of one side of a
matter ("a march against the toll"). The end of a matter is known by a list of words, in the clause where it stands. A
denial that the reader did not read as a statement in it ("denied that she had approved it") is only "denies".
"""

from dataclasses import dataclass

from sayso.analysis.position_evidence import Held, Key, all_held
from sayso.analysis.position_labels import is_contrary
from sayso.analysis.topic_query import Matter
from sayso.analysis.topic_search import statements_about
from sayso.record import Record
from sayso.record.search import sentence_of

_LAST = "9999"  # after all days, where none is known


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement that shows a position, made on `day` or between it and `until`; None where no day is known. `told_by`
    is who says that the actor holds it, where that is another. `repeats` is the statement that this one only says
    again: in a headline, a copy, or twice in the article. `credit` is how likely its least likely speaker is."""

    id: str
    day: str | None
    until: str | None
    act: str
    negated: bool
    content: str
    sentence: str
    outlet: str | None
    title: str | None
    url: str | None
    told_by: str | None
    repeats: str | None
    credit: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """That an actor held the contrary from a day on: what, and the statement that shows it."""

    day: str
    holding: str
    statement: str
    told_by: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """What an actor holds about a matter, from the first day that it is shown to the last. `statements` leaves out what
    only repeats, `articles` counts copies of one text once. `actor` is a name, `known` the id of the
    known actor, with its type and identifiers."""

    actor: str
    known: str | None
    type: str | None
    identifiers: dict[str, str]
    titles: tuple[str, ...]
    holding: str
    first: str | None
    last: str | None
    statements: int
    articles: int
    changed: tuple[Change, ...]
    shown: tuple[Shown, ...]


def positions(
    record: Record, about: str, since: str | None = None, until: str | None = None, by: str | None = None
) -> list[Position]:
    """Who holds what about a matter; those who are shown to most often come first.

    All words of `about` must stand in what was said or to whom (see `Matter.of`), or in the sentence where what was
    said only points there ("opposes it"). Days are ISO 8601 and inclusive: only statements between them are given, but
    a change counts from what was held before, too. `by` is a part of a name. Raises ValueError where `about` has no
    word.
    """
    matter = Matter.of(about)
    actors: dict[Key, list[Held]] = {}
    for h in all_held(record.connection, matter, statements_about(record, matter)):
        actors.setdefault(h.holder.key, []).append(h)
    wanted = [held for held in actors.values() if by is None or any(_is_called(h, by) for h in held)]
    told = [some for held in wanted if (some := _of_actor(record, held, since, until))]
    told.sort(key=lambda some: (-sum(p.statements for p in some), some[0].actor))
    return [p for some in told for p in some]


def _is_called(h: Held, by: str) -> bool:
    return any(by.casefold() in name.casefold() for name in (h.holder.name, h.holder.called))


def _of_actor(record: Record, held: list[Held], since: str | None, until: str | None) -> list[Position]:
    """An actor's positions, the first one first."""
    ordered = sorted(held, key=lambda h: (h.days or (_LAST, _LAST), h.row["id"]))
    every: dict[str, list[Held]] = {}
    for h in ordered:
        if _is_between(h, since, until):
            every.setdefault(h.holding, []).append(h)
    titles = tuple(dict.fromkeys(t for h in ordered for t in h.holder.titles))
    return [_position(record, some, titles, _changes(ordered, holding)) for holding, some in every.items()]


def _is_between(h: Held, since: str | None, until: str | None) -> bool:
    if h.days is None:
        return since is None and until is None
    return (since is None or h.days[0] >= since) and (until is None or h.days[0] <= until)


def _position(record: Record, held: list[Held], titles: tuple[str, ...], changed: tuple[Change, ...]) -> Position:
    days = [h.days for h in held if h.days]
    names = [h.holder.name for h in held]
    return Position(
        actor=max(names, key=len),
        known=held[0].holder.known,
        type=held[0].holder.type,
        identifiers=dict(held[0].holder.identifiers),
        titles=titles,
        holding=held[0].holding,
        first=min((first for first, _ in days), default=None),
        last=max((last for _, last in days), default=None),
        statements=sum(h.repeats is None for h in held),
        articles=len({h.row["original"] for h in held}),
        changed=changed,
        shown=tuple(_shown(record, h) for h in held),
    )


def _shown(record: Record, h: Held) -> Shown:
    row = h.row
    first, last = h.days or (None, None)
    return Shown(
        row["permanent"], first, last, row["act"], bool(row["negated"]), row["content"], sentence_of(record, row["id"]),
        row["outlet"], row["title"], row["url"], h.told_by, h.repeats, row["credit"],
    )  # fmt: skip


def _changes(ordered: list[Held], holding: str) -> tuple[Change, ...]:
    """Each time the actor was shown to hold the contrary, on a day surely after those on which he held it."""
    found = []
    held_until = None
    for h, (first, last) in ((h, h.days) for h in ordered if h.days and h.repeats is None):
        if h.holding == holding:
            held_until = max(last, held_until or last)
        elif held_until and first > held_until and is_contrary(holding, h.holding):
            found.append(Change(first, h.holding, h.row["permanent"], h.told_by))
            held_until = None
    return tuple(found)
