"""A known actor as its page and the API show it: what it said, when, to whom, where, and in whose words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import HTTPException

from sayso.linking.actor_corrections import actors, candidates, explain
from sayso.record import Record, RecordError
from sayso.record.actor_links import Member
from sayso.record.actor_statements import Counted, SaidBy, in_role, said_by
from sayso.record.known_actors import known_actor
from sayso.record.listed_actors import Listed
from sayso.record.said_of_actors import is_merged
from sayso.web.cache import Kept

_LISTED = 10_000  # actors of a list
_MOST = 100  # of those to whom one speaks, and of those who tell of one
_LISTS: Kept[list[Listed]] = Kept(len, 100_000)


@dataclass(frozen=True, slots=True)
class Profile:
    """A known actor. `names` are what articles call it, with how many do so; `said` are its statements, the latest day
    first, and `minded` what others tell of its mind; `told_by` those who tell what it said or did; `members` the
    articles' actors that it is, and why; `may_be` who else it may be, where a name alone does not tell; `is_merged`
    whether people made another one with it."""

    who: Listed
    may_be: list[Listed]
    is_merged: bool
    names: list[Counted]
    said: list[SaidBy]
    minded: list[SaidBy]
    days: list[tuple[str, int]]
    acts: list[Counted]
    outlets: list[Counted]
    addressees: list[Counted]
    told_by: list[Counted]
    members: list[Member]


def listed(record: Record, name: str) -> list[Listed]:
    """The known actors with these words in one of their names, at most 10,000, those first who say most. Answers 422
    where these are no words."""
    try:
        return _LISTS.answer(record, name, lambda: actors(record, name, _LISTED))
    except RecordError as error:
        raise HTTPException(422, "name: this cannot be looked for, type it anew.") from error


def profile(record: Record, known: int) -> Profile:
    """All that is known of an actor."""
    who = known_actor(record.connection, known)
    assert who is not None
    members = explain(record, known)
    every = said_by(record.connection, known)
    said = [s for s in every if s.event == "speech"]
    return Profile(
        who=Listed.of(who, len({m.key for m in members}), len(said)),
        may_be=candidates(record, known),
        is_merged=is_merged(record.connection, known),
        names=_counted(m.name for m in members),
        said=said,
        minded=[s for s in every if s.event != "speech"],
        days=sorted(Counter(s.day for s in said if s.day).items()),
        acts=_counted(f"not {s.act}" if s.negated else s.act for s in said),
        outlets=_counted(s.outlet or "(unknown)" for s in said),
        addressees=_others(record, (s.number for s in said), "addressee"),
        told_by=_others(record, (s.outer for s in said if s.told), "speaker"),
        members=members,
    )  # fmt: skip


def _counted(some: Iterable[str]) -> list[Counted]:
    return [Counted(name, count) for name, count in Counter(some).most_common()]


def _others(record: Record, some: Iterable[int | None], role: str) -> list[Counted]:
    return in_role(record.connection, (s for s in some if s is not None), role, _MOST)
