"""What an audit counts, for each article."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from sayso.analysis.tally import COLUMNS, GENDERS, NAMED, QUOTED, STANCES, Column, Counted, Speaker, tally
from sayso.article import Kind, Sourcing
from sayso.record import audited
from sayso.record.audited import AuditedArticle, AuditedStatement
from sayso.record.counted import said_again
from sayso.record.headlines import Utterance, in_headlines
from sayso.record.known_actors import known_actors
from sayso.record.query import Query

Floats = NDArray[np.float64]

_GENDER_OF = {"women": "female", "men": "male", "others": "other", "unknown": "unknown"}  # as it is searched for


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that is a share, or a mean: for each article a part, the whole that it is of, and how many statements
    are behind the part; which those are, of all that count. `always`: it is told even where the whole is nothing."""

    name: str
    of: str
    part: Floats
    whole: Floats
    statements: Floats
    query: Query
    always: bool = True


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of the articles that `query` chooses: their ids, outlets, months and words, and the measures, the
    first of which counts statements; and a source (its name, and its id where it is known) with the article (its
    place), for each statement that has one with a name."""

    query: Query
    articles: list[int | str]
    outlets: list[str | None]
    months: list[str | None]
    words: Floats
    measures: list[Measure]
    sources: NDArray[np.int64]
    source_articles: NDArray[np.int64]
    source_names: list[tuple[str, str]]

    def source(self, name: tuple[str, str], number: int | None) -> Measure:
        """How much of what is said a source says, by its number among the names; None where it says nothing."""
        own = self.source_articles[self.sources == (-1 if number is None else number)]
        part = np.bincount(own, minlength=len(self.articles)).astype(float)
        called, known = name
        query = Query(counted=True, by=known or f'"{called}"', sourcing=NAMED)
        return Measure("source", called, part, self.measures[0].part, part, query, False)

    def within(self, query: Query) -> Query:
        """A query of statements, in these articles alone."""
        since, until = self.query.published_since, self.query.published_until
        return replace(query, outlet=self.query.outlet, published_since=since, published_until=until)


def chosen(outlet: str | None, since: str | None, until: str | None) -> Query:
    """What counts of an outlet's articles (a part of its name, or "the whole") between two days, inclusive."""
    return Query(outlet=outlet, published_since=since, published_until=until, counted=True)


def counts(connection: sqlite3.Connection, query: Query) -> Counts:
    """What there is to count in the articles that are chosen."""
    articles = [_Article.of(a) for a in audited.articles(connection, query)]
    places = {a.id: n for n, a in enumerate(articles)}
    speakers = _speakers(connection, query)
    columns = {column: np.zeros(len(articles)) for column in COLUMNS}
    columns["text", "words"] = np.array([float(a.words) for a in articles])
    said: list[tuple[tuple[str, str], int]] = []
    for version, some in groupby(audited.statements(connection, query), key=lambda s: s.version):
        place = places[version]
        kept = _without_repeats(list(some), articles[place].headlines)
        tallied, sources = tally(_counted(s, speakers) for s in kept)
        for column, much in tallied.items():
            columns[column][place] = much
        said += ((name, place) for name in sources)
    names = sorted({name for name, _ in said})
    numbers = {name: n for n, name in enumerate(names)}
    return Counts(
        query,
        [a.id for a in articles],
        [a.outlet for a in articles],
        [a.month for a in articles],
        columns["text", "words"],
        measures(columns, np.array([float(a.copied) for a in articles])),
        np.array([numbers[name] for name, _ in said], dtype=np.int64),
        np.array([place for _, place in said], dtype=np.int64),
        names,
    )


@dataclass(frozen=True, slots=True)
class _Article:
    id: int
    outlet: str | None
    month: str | None
    words: int
    copied: bool
    headlines: list[tuple[int, int]]

    @classmethod
    def of(cls, a: AuditedArticle) -> "_Article":
        return cls(a.id, a.outlet, a.month, len(a.text.split()), a.copied, in_headlines(a.parts))


def _counted(s: AuditedStatement, speakers: dict[int, list[Speaker]]) -> Counted:
    return Counted(s.content, s.kind, s.stance, s.sourcing, speakers.get(s.id, []))


def _speakers(connection: sqlite3.Connection, query: Query) -> dict[int, list[Speaker]]:
    """Who speaks in each statement of the articles that are chosen."""
    speakers = audited.speakers(connection, query)
    known = known_actors(connection, (x.known for x in speakers if x.known is not None))
    found: dict[int, list[Speaker]] = {}
    for x in speakers:
        name, gender, known_as = x.name, x.gender, ""
        if one := known.get(x.known or 0):
            name, gender, known_as = one.name, one.gender or gender, one.permanent or ""
        found.setdefault(x.statement, []).append(
            Speaker(x.id, (name, known_as), GENDERS[gender] if x.type == "person" else None)
        )
    return found


def _without_repeats(statements: list[AuditedStatement], headlines: list[tuple[int, int]]) -> list[AuditedStatement]:
    """Without those of the headlines that the body says again, and all but the first of a thread."""
    again = said_again(
        [Utterance(s.id, s.content, any(a <= s.start < b for a, b in headlines), s.thread) for s in statements]
    )
    return [s for s in statements if s.id not in again]


def measures(columns: Mapping[Column, Floats], copied: Floats) -> list[Measure]:
    """The measures of an audit, from what was counted and which articles (1.0) are copies."""
    statements, articles, counted = columns["statements", ""], np.ones(len(copied)), Query(counted=True)
    made = [Measure("statements", "", statements, articles, statements, counted)]
    kinds = [("sourcing", replace(counted, sourcing=(of,)), of) for of in get_args(Sourcing)]
    kinds += [("kind", replace(counted, kind=(of,)), of) for of in get_args(Kind)]
    made += [Measure(m, of, columns[m, of], statements, columns[m, of], query) for m, query, of in kinds]
    for name in ("people", "words"):
        told = sum((columns[name, of] for of in QUOTED[:-1]), np.zeros(len(copied)))
        every = told + columns[name, "unknown"]
        for of, whole in (*((of, every) for of in QUOTED), ("women where told", told)):
            who = of.partition(" ")[0]
            query = replace(counted, gender=(_GENDER_OF[who],))
            made.append(Measure(name, of, columns[name, who], whole, columns["cues", who], query))
    for name in STANCES:
        for of in (*(x for x in get_args(Sourcing) if x != "none"), "women", "men"):
            part, query = columns[name, of], replace(counted, stance=(name,))
            gender = _GENDER_OF.get(of)
            query = replace(query, gender=(gender,)) if gender else replace(query, sourcing=(of,))
            made.append(Measure(name, of, part, columns["cues", of], part, query, always=False))
    behind = np.where(copied > 0, statements, 0.0)
    return [*made, Measure("copied", "", copied, articles, behind, replace(counted, copied=True))]
