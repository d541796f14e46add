"""Two selections of articles beside each other, such as two outlets: how they differ, and how sure that is.

A difference is of two figures of `sayso.analysis.audit`. Its interval is that of the differences of articles drawn
again (`sayso.analysis.bootstrap`), each selection's by themselves, as many as it has: the bootstrap of two samples
(Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 8). Articles that are in both are drawn once for
both, so that what is compared with itself differs by nothing. Where either has fewer than 5 articles there is no
interval. Where no article of either has any of a kind, the interval has no width, and is no surer for that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from sayso.analysis.audit import UNITS, columns_of, known, rates, top_sources, whole_number
from sayso.analysis.bootstrap import FEWEST, drawn_sums, ends, generator
from sayso.analysis.counts import Counts, Floats, Measure, counts
from sayso.record import Query, Record
from sayso.record.query_words import address, command, parameters


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure (`measure`, `of`) of two selections in one unit: "share", "per article", "per 1,000 words" or
    "articles": the `value` of the first, that of the second (`against`), how much more the first is, and the 95 %
    interval of that; how many articles, statements, persons or words each is a share of; and how many statements are
    behind each, which a search for its query finds."""

    measure: str
    of: str
    unit: str
    value: float | None
    against: float | None
    difference: float | None
    low: float | None
    high: float | None
    n: int
    n_against: int
    statements: int | None
    statements_against: int | None
    query: Query
    query_against: Query


COLUMNS = (*(f.name for f in fields(Difference)), "address", "address_against")


def as_told(row: Difference, record: str = "RECORD") -> dict[str, Any]:
    """A row by COLUMNS, as it is written out."""
    told: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS[:-2]}
    for query, place in (("query", "address"), ("query_against", "address_against")):
        told |= {query: command(told[query], record), place: address(parameters(told[query]))}
    return told


def compare(record: Record, first: Query, second: Query) -> list[Difference]:
    """How the articles that one query chooses differ from those of another; see `sayso.analysis.counts.chosen`."""
    return compared(counts(record.connection, first), counts(record.connection, second))


def compared(first: Counts, second: Counts) -> list[Difference]:
    """How what was counted differs; nothing where either has no articles."""
    if not (first.articles and second.articles):
        return []
    sources = _sources(first, second)
    measures = [_measures(found, sources) for found in (first, second)]
    one, two = (
        columns_of(np.column_stack([m.part for m in own]), np.column_stack([m.whole for m in own]), found.words)
        for found, own in zip((first, second), measures, strict=True)
    )
    values, others = (rates(x.sum(axis=0, keepdims=True))[0].reshape(len(UNITS), -1) for x in (one, two))
    low, high = (x.reshape(len(UNITS), -1) for x in _intervals(first, second, one, two))
    return [
        _articles(first, second),
        *(
            Difference(
                m.name, m.of, UNITS[unit], known(a := values[unit, n]), known(b := others[unit, n]), known(a - b),
                known(low[unit, n]), known(high[unit, n]), _size(m.whole), _size(other.whole),
                whole_number(m.statements.sum()), whole_number(other.statements.sum()), m.query, other.query,
            )
            for n, (m, other) in enumerate(zip(*measures, strict=True))
            if m.always or _size(m.whole) or _size(other.whole)
            for unit in _units(m)
        ),
    ]  # fmt: skip


def _units(m: Measure) -> Sequence[int]:
    """In which units a figure is told: what is a mean is no share, and articles are no part of words."""
    return (1, 2) if m.name == "statements" else (0,) if m.name == "copied" else (0, 1, 2)


def _sources(first: Counts, second: Counts) -> list[tuple[str, str]]:
    """The sources that either quotes most, by name and id."""
    top = (
        found.source_names[s] for found in (first, second) for s in top_sources(found, np.arange(len(found.articles)))
    )
    return list(dict.fromkeys(top))


def _measures(found: Counts, sources: Sequence[tuple[str, str]]) -> list[Measure]:
    places = {name: n for n, name in enumerate(found.source_names)}
    made = [*found.measures, *(found.source(name, places.get(name)) for name in sources)]
    return [replace(m, query=found.within(m.query)) for m in made]


def _articles(first: Counts, second: Counts) -> Difference:
    sizes = len(first.articles), len(second.articles)
    one, two = (whole_number(found.measures[0].part.sum()) for found in (first, second))
    values = float(sizes[0]), float(sizes[1]), float(sizes[0] - sizes[1])
    return Difference("articles", "", "articles", *values, None, None, *sizes, one, two, first.query, second.query)


def _intervals(first: Counts, second: Counts, one: Floats, two: Floats) -> tuple[Floats, Floats]:
    if min(len(one), len(two)) < FEWEST:
        none = np.full(len(UNITS) * ((one.shape[1] - 2) // 2), np.nan)
        return none, none
    here, there = (np.isin(np.array(a.articles), np.array(b.articles)) for a, b in ((first, second), (second, first)))
    rng = generator()
    both, own, other = (drawn_sums(x, rng) for x in (one[here], one[~here], two[~there]))
    return ends(rates(own + both) - rates(other + both))


def _size(whole: Floats) -> int:
    return whole_number(whole.sum()) or 0
