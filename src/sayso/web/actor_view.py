"""A known actor as its page and the API show it: what it said, when, to whom, where, and in whose words."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import HTTPException

from sayso.linking.actor_corrections import Listed, Member, actors, candidates, explain, is_merged
from sayso.linking.actor_corrections import listed as told_listed
from sayso.record import Record, RecordError
from sayso.web.cache import Kept

_LISTED = 10_000  # actors of a list
_MOST = 100  # of those to whom one speaks, and of those who tell of one
_LISTS: Kept[list[Listed]] = Kept(len, 100_000)
_STATEMENTS = """
SELECT s.id, s.number, s.day, s.act, s.negated, s.outlet, s.event, s.parent, b.parent AS outer,
    s.parent IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM statement_actors AS y JOIN actor_links AS m ON m.actor = y.actor
        WHERE y.statement = b.parent AND y.role = 'speaker' AND m.known = :known
    ) AS told
FROM statement_view AS s JOIN statements AS b ON b.id = s.number
WHERE s.number IN (
    SELECT x.statement FROM actor_links AS l JOIN statement_actors AS x ON x.actor = l.actor AND x.role = 'speaker'
    WHERE l.known = :known
)
ORDER BY coalesce(s.day, '') DESC, s.number
"""
# Actors that have a role in some statements, with the number of these; the source where no actor has it.
_OTHERS = """
SELECT k.permanent AS known, coalesce(k.name, a.name, nullif(s.source, ''), '(no source)') AS name,
    count(DISTINCT j.key) AS count
FROM json_each(:statements) AS j JOIN statements AS s ON s.id = j.value
LEFT JOIN statement_actors AS x ON x.statement = s.id AND x.role = :role
LEFT JOIN actors AS a ON a.id = x.actor
LEFT JOIN actor_links AS l ON l.actor = a.id
LEFT JOIN known_actors AS k ON k.id = l.known
WHERE a.id IS NOT NULL OR :role = 'speaker'
GROUP BY 1, 2 ORDER BY count DESC, 2 LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """What there is how often; `known` is the id of an actor, where it is a known one."""

    name: str
    count: int
    known: str | None = None


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
    said: list[sqlite3.Row]
    minded: list[sqlite3.Row]
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
    row = record.connection.execute("SELECT * FROM known_actors WHERE id = ?", (known,)).fetchone()
    members = explain(record, known)
    every = statements(record, known)
    said = [s for s in every if s["event"] == "speech"]
    return Profile(
        who=told_listed(row, len({m.key for m in members}), len(said)),
        may_be=candidates(record, known),
        is_merged=is_merged(record, known),
        names=_counted(m.name for m in members),
        said=said,
        minded=[s for s in every if s["event"] != "speech"],
        days=sorted(Counter(s["day"] for s in said if s["day"]).items()),
        acts=_counted(f"not {s['act']}" if s["negated"] else s["act"] for s in said),
        outlets=_counted(s["outlet"] or "(unknown)" for s in said),
        addressees=_others(record, (s["number"] for s in said), "addressee"),
        told_by=_others(record, (s["outer"] for s in said if s["told"]), "speaker"),
        members=members,
    )  # fmt: skip


def statements(record: Record, known: int) -> list[sqlite3.Row]:
    """An actor's statements in the latest versions, the latest day first: id, day, act, negated, outlet, event, parent,
    whether another tells it, and the numbers of its row and of its parent's."""
    return record.connection.execute(_STATEMENTS, {"known": known}).fetchall()


def article_numbers(record: Record, members: Iterable[Member]) -> dict[str, int]:
    """The numbers of the articles that members are from, by key."""
    keys = sorted({m.key for m in members})
    found = record.connection.execute(f"SELECT key, id FROM articles WHERE key IN ({', '.join('?' * len(keys))})", keys)
    return {row["key"]: row["id"] for row in found}


def _counted(some: Iterable[str]) -> list[Counted]:
    return [Counted(name, count) for name, count in Counter(some).most_common()]


def _others(record: Record, some: Iterable[int], role: str) -> list[Counted]:
    given = {"statements": json.dumps(list(some)), "role": role, "most": _MOST}
    return [Counted(x["name"], x["count"], x["known"]) for x in record.connection.execute(_OTHERS, given)]
