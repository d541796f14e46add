"""What an audit counts, for each article."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from sayso.article import Kind, Sourcing
from sayso.links.headlines import Told, in_headlines, repeated
from sayso.links.known import rows_of

Floats = NDArray[np.float64]
_Name = tuple[str, int]  # and the id of the known actor, or 0

_GENDERS = {"female": "women", "male": "men", "other": "others", None: "unknown"}
_QUOTED = ("women", "men", "others", "unknown")
_NAMED = frozenset(("named", "media"))  # whose sources have a name that is theirs alone
_ARTICLES = """
SELECT v.id, v.outlet, substr(v.published, 1, 10) AS day, v.parts, c.article IS NOT NULL AS copied
FROM versions AS v LEFT JOIN copies AS c ON c.article = v.article
WHERE v.latest AND v.primary_source IS NULL
    AND (?1 IS NULL OR substr(v.published, 1, 10) >= ?1) AND (?2 IS NULL OR substr(v.published, 1, 10) <= ?2)
ORDER BY v.article
"""
_STATEMENTS = """
SELECT s.id, s.version, s.content, s.kind, s.stance, s.sourcing, t.thread,
    (SELECT start FROM spans WHERE statement = s.id AND role = 'cue' AND position = 0) AS start
FROM statement_view AS s LEFT JOIN thread_statements AS t ON t.statement = s.id
WHERE s.parent IS NULL ORDER BY s.version, s.id
"""
_SPEAKERS = """
SELECT x.statement, a.id, a.name, a.type, a.gender, l.known FROM statement_actors AS x
JOIN actors AS a ON a.id = x.actor LEFT JOIN actor_links AS l ON l.actor = a.id
WHERE x.role = 'speaker' ORDER BY x.statement, x.position
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that is a share, or a mean: for each article a part, and the whole that it is of. `always`: it is told
    even where the whole is nothing."""

    name: str
    of: str
    part: Floats
    whole: Floats
    always: bool = True


@dataclass(frozen=True, slots=True)
class Counts:
    """Outlet and month of each article, the measures, the first of which counts statements; and a source with the
    article (its place), for each statement that has one with a name."""

    outlets: list[str | None]
    months: list[str | None]
    measures: list[Measure]
    sources: NDArray[np.int64]
    source_articles: NDArray[np.int64]
    source_names: list[str]


class _Table:
    """Numbers by column and article."""

    def __init__(self, articles: int) -> None:
        self._columns: dict[tuple[str, ...], Floats] = defaultdict(lambda: np.zeros(articles))

    def add(self, article: int, *column: str, much: float = 1.0) -> None:
        self._columns[column][article] += much

    def __getitem__(self, column: tuple[str, ...]) -> Floats:
        return self._columns[column]


def counts(connection: sqlite3.Connection, outlet: str | None, since: str | None, until: str | None) -> Counts:
    """What there is to count in the articles of an outlet (a part of its name) between two days."""
    found = connection.execute(_ARTICLES, (since, until))
    articles = [a for a in found if outlet is None or outlet.casefold() in (a["outlet"] or "").casefold()]
    places = {a["id"]: n for n, a in enumerate(articles)}
    headlines = {a["id"]: in_headlines(a["parts"]) for a in articles}
    speakers = _speakers(connection)
    table = _Table(len(articles))
    said: list[tuple[_Name, int]] = []
    for version, some in groupby(connection.execute(_STATEMENTS), key=lambda s: s["version"]):
        if version in places:
            kept = _without_repeats(list(some), headlines[version])
            said += _count(table, places[version], kept, speakers)
    names = sorted({name for name, _ in said})
    numbers = {name: n for n, name in enumerate(names)}
    return Counts(
        [a["outlet"] for a in articles],
        [_month(a["day"]) for a in articles],
        _measures(table, np.array([float(a["copied"]) for a in articles])),
        np.array([numbers[name] for name, _ in said], dtype=np.int64),
        np.array([place for _, place in said], dtype=np.int64),
        [name for name, _ in names],
    )


def _month(day: str | None) -> str | None:
    try:
        return f"{date.fromisoformat(day or ''):%Y-%m}"
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Speaker:
    actor: int
    name: _Name
    gender: str | None  # None where it is no person: "unknown" where it is one


def _speakers(connection: sqlite3.Connection) -> dict[int, list[_Speaker]]:
    speakers = connection.execute(_SPEAKERS).fetchall()
    known = rows_of(connection, (x["known"] for x in speakers if x["known"] is not None))
    found: dict[int, list[_Speaker]] = {}
    for x in speakers:
        name, gender, number = x["name"], x["gender"], 0
        if one := known.get(x["known"]):
            name, gender, number = one["name"], one["gender"] or gender, one["id"]
        found.setdefault(x["statement"], []).append(
            _Speaker(x["id"], (name, number), _GENDERS[gender] if x["type"] == "person" else None)
        )
    return found


def _without_repeats(statements: list[sqlite3.Row], headlines: list[tuple[int, int]]) -> list[sqlite3.Row]:
    """Without those of the headlines that the body says again, and all but the first of a thread."""
    told = [
        Told(s["id"], s["content"], any(a <= s["start"] < b for a, b in headlines), s["thread"]) for s in statements
    ]
    again = repeated(told)
    first: dict[int, int] = {}
    for s in told:
        if s.thread is not None and s.id not in again:
            first.setdefault(s.thread, s.id)
    return [s for s in statements if s["id"] not in again and first.get(s["thread"], s["id"]) == s["id"]]


def _count(
    table: _Table, place: int, statements: Iterable[sqlite3.Row], speakers: dict[int, list[_Speaker]]
) -> Iterator[tuple[_Name, int]]:
    """Count the statements of an article; gives its named sources with its place, once for each statement."""
    people: dict[int, str] = {}
    for s in statements:
        who = speakers.get(s["id"], [])
        persons = [(x.actor, x.gender) for x in who if x.gender]
        people |= dict(persons)
        table.add(place, "statements")
        table.add(place, "sourcing", s["sourcing"])
        table.add(place, "kind", s["kind"])
        for _, gender in persons:
            table.add(place, "words", gender, much=len(s["content"].split()) / len(persons))
        for of in {s["sourcing"], *(gender for _, gender in persons)} - {"unknown", "none"}:
            table.add(place, "cues", of)
            table.add(place, s["stance"], of)
        if s["sourcing"] in _NAMED:
            yield from ((name, place) for name in dict.fromkeys(x.name for x in who))
    for gender in people.values():
        table.add(place, "people", gender)


def _measures(table: _Table, copied: Floats) -> list[Measure]:
    statements, articles = table["statements",], np.ones(len(copied))
    made = [Measure("statements", "", statements, articles)]
    made += [Measure("sourcing", of, table["sourcing", of], statements) for of in get_args(Sourcing)]
    made += [Measure("kind", of, table["kind", of], statements) for of in get_args(Kind)]
    for name in ("people", "words"):
        told = sum((table[name, of] for of in _QUOTED[:-1]), np.zeros(len(copied)))
        made += [Measure(name, of, table[name, of], told + table[name, "unknown"]) for of in _QUOTED]
        made.append(Measure(name, "women where told", table[name, "women"], told))
    for name in ("distancing", "endorsing"):
        kinds = (*(x for x in get_args(Sourcing) if x != "none"), "women", "men")
        made += [Measure(name, of, table[name, of], table["cues", of], always=False) for of in kinds]
    return [*made, Measure("copied", "", copied, articles)]
