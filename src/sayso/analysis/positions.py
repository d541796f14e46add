"""Positions: what actors hold about a claim or a topic, since when, and when it changed.

How a statement stands to what is asked, the network of `sayso.attribution.relation` tells, with a probability; it reads
the statements that are nearest in meaning (`sayso.analysis.position_relation`). Of nested statements ("Holm said Ruud
had authorized it") the inner one is what Ruud holds, as told by Holm; Holm's own saying counts only where most of it is
not what it tells of others. What is told under a denial is turned round; what somebody is accused of, asked, hoped,
warned or predicted to do is nothing that he holds.
"""

from dataclasses import dataclass

from sayso.analysis.claim import Asked
from sayso.analysis.position_changes import PositionChange, changes
from sayso.analysis.position_evidence import Held, Key, all_held
from sayso.analysis.position_relation import stands
from sayso.attribution.relation import Stand
from sayso.record import Record
from sayso.record.search import sentence_of
from sayso.shown import unsure

_KINDS = {"speech": "speech", "state": "state of mind", "none": "deed"}
_LAST = "9999"  # after all days, where none is known


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement that shows a position, made on `day` or between it and `until`; None where no day is known. `told_by`
    is who says that the actor holds it, where that is another. `repeats` is the statement that this one only says
    again: in a headline, a copy, or twice in the article. `credit` is how likely its least likely speaker is,
    `probability` how likely it shows what is held; `condition` the words on which that hangs; `reason` why it is
    here."""

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
    probability: float
    condition: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Position:
    """What an actor holds, from the first day that it is shown to the last: `for`, `against`, `conditional` (with the
    `condition`), `undecided`, or `refuses` to say. Where it is not `sure` it may well be otherwise. `probability` is
    that of the likeliest statement, and `reason` its reason. `statements` leaves out what only repeats, `articles`
    counts copies of one text once. `actor` is a name, `known` the id of the known actor, with its type and
    identifiers."""

    actor: str
    known: str | None
    type: str | None
    identifiers: dict[str, str]
    titles: tuple[str, ...]
    holding: Stand
    sure: bool
    probability: float
    condition: str | None
    reason: str
    first: str | None
    last: str | None
    statements: int
    articles: int
    changed: tuple[PositionChange, ...]
    shown: tuple[Shown, ...]


def positions(
    record: Record, about: str, since: str | None = None, until: str | None = None, by: str | None = None
) -> list[Position]:
    """Who holds what about a claim or a topic; what is sure comes first, then those who are shown to most often.

    `about` is a sentence, or words that all must stand in what was said or to whom (see `Asked.of`), or in the sentence
    where what was said only points there ("opposes it"); the nearest statements are read. Days are ISO 8601 and
    inclusive: only statements between them are given, but a change counts from what was held before, too. `by` is a
    part of a name. Raises ValueError where `about` has no word.
    """
    asked = Asked.of(about)
    actors: dict[Key, list[Held]] = {}
    for h in all_held(record.connection, stands(record, asked)):
        actors.setdefault(h.holder.key, []).append(h)
    wanted = [held for held in actors.values() if by is None or any(_is_called(h, by) for h in held)]
    told = [p for held in wanted for p in _of_actor(record, held, since, until)]
    shown: dict[tuple[str, str | None, bool], int] = {}
    for p in told:
        shown[p.actor, p.known, p.sure] = shown.get((p.actor, p.known, p.sure), 0) + p.statements
    return sorted(told, key=lambda p: (not p.sure, -shown[p.actor, p.known, p.sure], p.actor))


def _is_called(h: Held, by: str) -> bool:
    return any(by.casefold() in name.casefold() for name in (h.holder.name, h.holder.called))


def _of_actor(record: Record, held: list[Held], since: str | None, until: str | None) -> list[Position]:
    """An actor's positions, the first one first."""
    ordered = sorted(held, key=lambda h: (h.days or (_LAST, _LAST), h.row.id))
    every: dict[tuple[Stand, bool], list[Held]] = {}
    for h in ordered:
        if _is_between(h, since, until):
            every.setdefault((h.stands.stand, h.sure), []).append(h)
    titles = tuple(dict.fromkeys(t for h in ordered for t in h.holder.titles))
    changed = changes(ordered)
    return [
        _position(
            record, some, titles, tuple(c for c in changed if sure and stand in (c.before.holding, c.after.holding))
        )
        for (stand, sure), some in every.items()
    ]


def _is_between(h: Held, since: str | None, until: str | None) -> bool:
    if h.days is None:
        return since is None and until is None
    return (since is None or h.days[0] >= since) and (until is None or h.days[0] <= until)


def _position(
    record: Record, held: list[Held], titles: tuple[str, ...], changed: tuple[PositionChange, ...]
) -> Position:
    days = [h.days for h in held if h.days]
    names = [h.holder.name for h in held]
    best = max(held, key=lambda h: h.stands.chance)
    return Position(
        actor=max(names, key=len),
        known=held[0].holder.known,
        type=held[0].holder.type,
        identifiers=dict(held[0].holder.identifiers),
        titles=titles,
        holding=best.stands.stand,
        sure=best.sure,
        probability=best.stands.chance,
        condition=next((h.stands.condition for h in held if h.stands.condition), None),
        reason=_reason(best),
        first=min((first for first, _ in days), default=None),
        last=max((last for _, last in days), default=None),
        statements=sum(h.repeats is None for h in held),
        articles=len({h.row.original for h in held}),
        changed=changed,
        shown=tuple(_shown(record, h) for h in held),
    )


def _shown(record: Record, h: Held) -> Shown:
    row = h.row
    first, last = h.days or (None, None)
    return Shown(
        row.permanent, first, last, row.act, row.negated, row.content, sentence_of(record, row.id),
        row.outlet, row.title, row.url, h.told_by, h.repeats, row.credit,
        h.stands.chance, h.stands.condition, _reason(h),
    )  # fmt: skip


def _reason(h: Held) -> str:
    """Why it is there: by which words, of which kind, and how likely it is."""
    kind = "as told by " + h.told_by if h.told_by else _KINDS.get(h.row.event, "said")
    doubt = f"; who it is {unsure(h.row.credit)}" if unsure(h.row.credit) else ""
    return f"“{h.row.cue}”, {kind}: {h.stands.stand} {h.stands.chance:.2f}{doubt}"
