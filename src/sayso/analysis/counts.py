"""What an audit counts, for each article."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from sayso.analysis.headlines import Told, in_headlines, repeated
from sayso.analysis.tally import COLUMNS, GENDERS, QUOTED, STANCES, Column, Counted, Speaker, tally
from sayso.article import Kind, Sourcing
from sayso.linking.known_actors import rows_of

Floats = NDArray[np.float64]

_ARTICLES = """
SELECT v.id, v.outlet, substr(v.published, 1, 10) AS day, v.parts, c.article IS NOT NULL AS copied
FROM versions AS v LEFT JOIN copies AS c ON c.article = v.article
WHERE v.latest AND v.primary_source IS NULL
    AND (?1 IS NULL OR substr(v.published, 1, 10) >= ?1) AND (?2 IS NULL OR substr(v.published, 1, 10) <= ?2)
ORDER BY v.article
"""
_STATEMENTS = """
SELECT s.number AS id, s.version, s.content, s.kind, s.stance, s.sourcing, t.thread,
    (SELECT start FROM spans WHERE statement = s.number AND role = 'cue' AND position = 0) AS start
FROM statement_view AS s LEFT JOIN thread_statements AS t ON t.statement = s.number
WHERE s.parent IS NULL AND s.event = 'speech' ORDER BY s.version, s.number
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


def counts(connection: sqlite3.Connection, outlet: str | None, since: str | None, until: str | None) -> Counts:
    """What there is to count in the articles of an outlet (a part of its name) between two days."""
    found = connection.execute(_ARTICLES, (since, until))
    articles = [a for a in found if outlet is None or outlet.casefold() in (a["outlet"] or "").casefold()]
    places = {a["id"]: n for n, a in enumerate(articles)}
    headlines = {a["id"]: in_headlines(a["parts"]) for a in articles}
    speakers = _speakers(connection)
    columns = {column: np.zeros(len(articles)) for column in COLUMNS}
    said: list[tuple[tuple[str, int], int]] = []
    for version, some in groupby(connection.execute(_STATEMENTS), key=lambda s: s["version"]):
        if version in places:
            kept = _without_repeats(list(some), headlines[version])
            place = places[version]
            tallied, sources = tally(_counted(s, speakers) for s in kept)
            for column, much in tallied.items():
                columns[column][place] = much
            said += ((name, place) for name in sources)
    names = sorted({name for name, _ in said})
    numbers = {name: n for n, name in enumerate(names)}
    return Counts(
        [a["outlet"] for a in articles],
        [month(a["day"]) for a in articles],
        measures(columns, np.array([float(a["copied"]) for a in articles])),
        np.array([numbers[name] for name, _ in said], dtype=np.int64),
        np.array([place for _, place in said], dtype=np.int64),
        [name for name, _ in names],
    )


def month(day: str | None) -> str | None:
    """The month of a day (2026-03); None where it is none."""
    try:
        return f"{date.fromisoformat(day or ''):%Y-%m}"
    except ValueError:
        return None


def _counted(s: sqlite3.Row, speakers: dict[int, list[Speaker]]) -> Counted:
    return Counted(s["content"], s["kind"], s["stance"], s["sourcing"], speakers.get(s["id"], []))


def _speakers(connection: sqlite3.Connection) -> dict[int, list[Speaker]]:
    speakers = connection.execute(_SPEAKERS).fetchall()
    known = rows_of(connection, (x["known"] for x in speakers if x["known"] is not None))
    found: dict[int, list[Speaker]] = {}
    for x in speakers:
        name, gender, number = x["name"], x["gender"], 0
        if one := known.get(x["known"]):
            name, gender, number = one["name"], one["gender"] or gender, one["id"]
        found.setdefault(x["statement"], []).append(
            Speaker(x["id"], (name, number), GENDERS[gender] if x["type"] == "person" else None)
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


def measures(columns: Mapping[Column, Floats], copied: Floats) -> list[Measure]:
    """The measures of an audit, from what was counted and which articles (1.0) are copies."""
    statements, articles = columns["statements", ""], np.ones(len(copied))
    made = [Measure("statements", "", statements, articles)]
    made += [Measure("sourcing", of, columns["sourcing", of], statements) for of in get_args(Sourcing)]
    made += [Measure("kind", of, columns["kind", of], statements) for of in get_args(Kind)]
    for name in ("people", "words"):
        told = sum((columns[name, of] for of in QUOTED[:-1]), np.zeros(len(copied)))
        made += [Measure(name, of, columns[name, of], told + columns[name, "unknown"]) for of in QUOTED]
        made.append(Measure(name, "women where told", columns[name, "women"], told))
    for name in STANCES:
        kinds = (*(x for x in get_args(Sourcing) if x != "none"), "women", "men")
        made += [Measure(name, of, columns[name, of], columns["cues", of], always=False) for of in kinds]
    return [*made, Measure("copied", "", copied, articles)]
