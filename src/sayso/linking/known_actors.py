"""A known actor: its permanent id, what its articles say of it, and what people say."""

import base64
import hashlib
import json
import sqlite3
from collections import Counter

from sayso.actors.names import folded
from sayso.lang import rule
from sayso.linking.entity_matching import bare
from sayso.record import known_actors as kept
from sayso.record import said_of_actors
from sayso.record.rows import dumps

_MOST = 100  # names, titles and the like of a known actor that are looked at, the most frequent
_TITLES = 10  # titles of a known actor, the most frequent
_SOME = 20  # an affiliation counts that one in so many articles tells
_NO_TITLE = rule("known_actors", "no_title")
_TITLED = 50  # a title counts that one in so many articles tells
_RARER = (
    8  # and which is told no more rarely than the most frequent one by so much: else it is a namesake's, or long past
)
_FEW, _SLIP = 5, 100  # of so few articles each is believed; of more, two, or one in so many
_RARE = 5  # a longer name counts where the most frequent one is at most so many times as frequent
_ID = 9  # letters of an id


def actor_id(connection: sqlite3.Connection, order: tuple[str, int], name: str) -> str:
    """A permanent id that no other actor has: of the first article that names it, and the name there."""
    mark = hashlib.sha256(f"{order[1]}\0{name}".encode("utf-8", "surrogatepass"))
    text = "a" + base64.b32encode(mark.digest()).decode().lower().replace("l", "8").replace("o", "9")
    for length in range(_ID + 1, len(text)):
        if kept.number_of(connection, text[:length]) is None:
            return text[:length]
    return f"{text}{kept.count(connection)}"


def by_whom(what: str, who: str, at: str, why: str | None) -> str:
    """Why something is as it is that a person said: "merged by ada, 2026-03-12: one is the maiden name"."""
    return f"{what} by {who}, {at[:10]}" + (f": {why}" if why else "")


def merged_by(connection: sqlite3.Connection, machine: int, known: int) -> str | None:
    """Why somebody who is taken for one is another, where people said so."""
    merge = said_of_actors.merged_into(connection, machine) if machine != known else None
    return by_whom("merged", merge.who, merge.at, merge.why) if merge else None


def describe(connection: sqlite3.Connection, known: int) -> None:
    """Bring name, titles and the like of a known actor up to date with what its articles, and then people, say; and the
    names by which it is looked for."""
    names = [(*json.loads(name), number) for name, number in _votes(connection, known, "name")]
    if not names:
        kept.keep_names(connection, known, ())
        return
    number = sum(n for *_, n in names)
    types, genders = dict(_votes(connection, known, "type")), dict(_votes(connection, known, "gender"))
    identifiers: dict[str, str] = {}
    for pair, _ in _votes(connection, known, "identifier"):
        key, value = json.loads(pair)
        identifiers.setdefault(key, value)
    tied = len(genders) > 1 and len({*list(genders.values())[:2]}) == 1
    held: dict[str, str | None] = {
        "name": _fullest(names),
        "type": next((t for t in types if t != "unknown"), "unknown"),
        "titles": dumps(_titles(_votes(connection, known, "title"), max(_told_often(number), number // _TITLED))),
        "affiliation": next(
            (a for a, n in _votes(connection, known, "affiliation") if n >= max(_told_often(number), number // _SOME)),
            None,
        ),
        "gender": None if tied else next(iter(genders), None),
        "identifiers": dumps(dict(sorted(identifiers.items()))),
        "types": dumps(types),
        "genders": dumps(genders),
    }
    held |= _edited(connection, known)
    kept.describe(connection, known, held)
    called = {" ".join(folded(name)) for name in (held["name"], *(n for n, _, _, _ in names)) if name}
    kept.keep_names(connection, known, sorted(called))


def _votes(connection: sqlite3.Connection, known: int, field: str) -> list[tuple[str, int]]:
    """What most articles say, and how many."""
    return kept.votes(connection, known, field, _MOST)


def _fullest(names: list[tuple[str, str, int, int]]) -> str:
    """The fullest of the names that are not rare, in its most frequent spelling; a roster's before all others."""
    spelled: dict[tuple[str, ...], Counter[str]] = {}
    identified = [n for n in names if n[2]]
    for name, type, of_roster, number in identified or names:
        plain = name if of_roster else bare(name, type)
        spelled.setdefault(folded(plain), Counter())[plain] += number
    most = max(some.total() for some in spelled.values())
    frequent = [f for f, some in spelled.items() if _RARE * some.total() >= most]
    best = spelled[min(frequent, key=lambda f: (-len(f), -spelled[f].total(), f))]
    return min(best, key=lambda n: (-best[n], n))


def _told_often(number: int) -> int:
    """How many of so many articles must say a thing for it not to be a slip of reading."""
    return 1 if number < _FEW else max(2, number // _SLIP)


def _titles(told: list[tuple[str, int]], often: int) -> list[str]:
    """The titles that most articles give, each once whatever its case."""
    spelled: dict[str, Counter[str]] = {}
    for title, number in told:
        spelled.setdefault(title.casefold(), Counter())[title] += number
    most = max((some.total() for some in spelled.values()), default=0)
    usual = [
        t
        for t, some in spelled.items()
        if some.total() >= often and _RARER * some.total() > most and not _NO_TITLE.fullmatch(t)
    ]
    top = sorted(usual, key=lambda t: (-spelled[t].total(), t))[:_TITLES]
    return [min(spelled[t], key=lambda s: (-spelled[t][s], s)) for t in top]


def _edited(connection: sqlite3.Connection, known: int) -> dict[str, str | None]:
    """What people say of a known actor, the last word of each."""
    values = said_of_actors.edits(connection, known)
    return {f: dumps(v) if f in ("titles", "identifiers") else v for f, v in values.items()}
