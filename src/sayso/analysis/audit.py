"""The sourcing of outlets: what share of their statements is unnamed, direct, said by women, and how sure that is.

Counted are the statements of latest versions that stand in no other: what a source says that others said is still that
source's word. What is marked wrong is left out, and so is a headline's statement that the body says again, and what is
no outlet's article: transcripts, speeches and releases.

- statements: how many an article has.
- sourcing, kind: their shares of all statements.
- people: of the persons quoted, directly or not, each once an article, the shares of women, men and others, as far as
  the text tells, and of those of whom it does not ("unknown"); "women where told" is of those whose gender it tells.
- words: the same shares of the words that they are quoted with; where several speak, each has an equal part.
- source: the sources quoted most, by their share of all statements.
- distancing, endorsing: of the statements of a kind of source, the share whose cue keeps a distance or vouches for it.
- copied: the share of articles that repeat another's text.

An interval is that of 95 % of the values that articles drawn again, as many as there are, would give (percentile
bootstrap: Efron, Annals of Statistics 7, 1979). Where there are fewer than 5 articles there is none; where more than
1,000, groups of them are drawn.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.analysis.counts import Counts, Measure, counts
from sayso.record import Record

ALL = "(all)"
UNKNOWN = "(unknown)"

_DRAWS = 1000
_SEED = 1
_FEWEST = 5  # articles that tell an interval
_TOGETHER = 2_000_000  # articles that are drawn at once, which bounds the memory
_GROUPS = 1000  # into so many groups, by chance, more articles are put, which are then drawn instead
_TOP = 10  # sources

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of an outlet in a month (2026-03), ALL or UNKNOWN: of what kind (`of`, such as "unnamed"), its value,
    the ends of its 95 % interval, and how many articles, statements, persons or words it is a share of (`n`)."""

    outlet: str
    month: str
    measure: str
    of: str
    value: float | None
    low: float | None
    high: float | None
    n: int


Figures = Mapping[str, Mapping[str, Mapping[tuple[str, str], Row]]]


def audit(record: Record, outlet: str | None = None, since: str | None = None, until: str | None = None) -> list[Row]:
    """How outlets use their sources: each in all months and in each month, and first all outlets, where there are
    several.

    `outlet` is a part of its name; days, of the article, are ISO 8601 and inclusive.
    """
    return audited(counts(record.connection, outlet, since, until))


def audited(found: Counts) -> list[Row]:
    """The figures of what was counted."""
    parts = np.column_stack([m.part for m in found.measures])
    wholes = np.column_stack([m.whole for m in found.measures])
    return [row for name, month, of in _groups(found) for row in _rows(found, name, month, of, parts, wholes)]


def _groups(found: Counts) -> Iterator[tuple[str, str, NDArray[np.int64]]]:
    """Outlets and months with the places of their articles."""
    outlets = np.array([o or UNKNOWN for o in found.outlets], dtype=object)
    months = np.array([m or UNKNOWN for m in found.months], dtype=object)
    # What is not known comes last.
    names = sorted(set(outlets), key=lambda o: (o == UNKNOWN, o.casefold(), o))
    for name in (ALL, *names) if len(names) > 1 else names:
        own = np.flatnonzero(outlets == name) if name != ALL else np.arange(len(outlets))
        yield name, ALL, own
        for month in sorted(set(months[own]), key=lambda m: (m == UNKNOWN, m)):
            yield name, month, own[months[own] == month]


def _rows(
    found: Counts, name: str, month: str, articles: NDArray[np.int64], parts: Floats, wholes: Floats
) -> Iterator[Row]:
    yield Row(name, month, "articles", "", float(len(articles)), None, None, len(articles))
    sources = _top_sources(found, articles)
    measures = [*found.measures, *sources]
    parts = np.column_stack([parts[articles], *(m.part[articles] for m in sources)])
    wholes = np.column_stack([wholes[articles], *(m.whole[articles] for m in sources)])
    with np.errstate(invalid="ignore", divide="ignore"):
        values = parts.sum(axis=0) / wholes.sum(axis=0)
    low, high = _intervals(parts, wholes)
    for n, m in enumerate(measures):
        whole = round(float(wholes[:, n].sum()))
        if whole:
            yield Row(name, month, m.name, m.of, float(values[n]), _told(low[n]), _told(high[n]), whole)
        elif m.always:
            yield Row(name, month, m.name, m.of, None, None, None, 0)


def _told(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _top_sources(found: Counts, articles: NDArray[np.int64]) -> list[Measure]:
    """The sources with the most statements in these articles, the first by name where they have as many."""
    inside = np.isin(found.source_articles, articles)
    totals = np.bincount(found.sources[inside], minlength=len(found.source_names))
    present = np.flatnonzero(totals)
    if len(present) > _TOP:
        present = present[totals[present] >= np.partition(totals[present], -_TOP)[-_TOP]]
    order = sorted(present, key=lambda s: (-totals[s], found.source_names[s]))[:_TOP]
    statements = found.measures[0].part
    made = []
    for s in order:
        part = np.bincount(found.source_articles[found.sources == s], minlength=len(statements)).astype(float)
        made.append(Measure("source", found.source_names[s], part, statements, False))
    return made


def _intervals(parts: Floats, wholes: Floats) -> tuple[Floats, Floats]:
    """The ends of the intervals of shares: how they would be of articles drawn again."""
    size = len(parts)
    if size < _FEWEST:
        none = np.full(parts.shape[1], np.nan)
        return none, none
    rng = np.random.default_rng(_SEED)
    if size > _GROUPS:
        order, starts = rng.permutation(size), np.linspace(0, size, _GROUPS, endpoint=False, dtype=int)
        parts, wholes = (np.add.reduceat(x[order], starts, axis=0) for x in (parts, wholes))
        size = _GROUPS
    drawn = []
    step = max(1, _TOGETHER // size)
    for begin in range(0, _DRAWS, step):
        draws = min(step, _DRAWS - begin)
        picked = rng.integers(0, size, (draws, size)) + np.arange(draws)[:, None] * size
        times = np.bincount(picked.ravel(), minlength=draws * size).reshape(draws, size).astype(float)
        with np.errstate(invalid="ignore", divide="ignore"):
            drawn.append((times @ parts) / (times @ wholes))
    shares = np.concatenate(drawn)
    some = np.isfinite(shares).any(axis=0)
    low, high = np.full(parts.shape[1], np.nan), np.full(parts.shape[1], np.nan)
    low[some], high[some] = np.nanpercentile(shares[:, some], (2.5, 97.5), axis=0)
    return low, high


def figures(rows: Sequence[Row]) -> Figures:
    """Rows by outlet, month, and measure and kind, in the order that they come."""
    found: dict[str, dict[str, dict[tuple[str, str], Row]]] = {}
    for r in rows:
        found.setdefault(r.outlet, {}).setdefault(r.month, {})[r.measure, r.of] = r
    return found
