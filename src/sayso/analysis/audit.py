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

Beside its share each is told as a rate: how many an article has, and how many there are in 1,000 words of the articles'
text. Intervals are those of `sayso.analysis.bootstrap`; where there are fewer than 5 articles there is none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.analysis.bootstrap import FEWEST, drawn_sums, ends, generator
from sayso.analysis.counts import Counts, Floats, chosen, counts
from sayso.record import Query, Record
from sayso.record.query_syntax import UNKNOWN
from sayso.record.query_words import address, command, parameters

ALL = "(all)"
UNITS = ("share", "per article", "per 1,000 words")

_TOP = 10  # sources
Estimate = tuple[float | None, float | None, float | None]  # a value and the ends of its interval
_NOT_KNOWN: Estimate = (None, None, None)


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of an outlet in a month (2026-03), ALL or UNKNOWN: of what kind (`of`, such as "unnamed"), its value,
    the ends of its 95 % interval, and how many articles, statements, persons or words it is a share of (`n`); the same
    as rates, an article and 1,000 words of the articles' text, with their intervals. `statements` are behind it, which
    a search for `query` finds."""

    outlet: str
    month: str
    measure: str
    of: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    per_article: float | None
    per_article_low: float | None
    per_article_high: float | None
    per_1000_words: float | None
    per_1000_words_low: float | None
    per_1000_words_high: float | None
    statements: int | None
    query: Query


COLUMNS = (*(f.name for f in fields(Row)), "address")
Figures = Mapping[str, Mapping[str, Mapping[tuple[str, str], Row]]]


def as_told(row: Row, record: str = "RECORD") -> dict[str, Any]:
    """A row by COLUMNS, as it is written out: with its query as a command, and as the address of `sayso serve` at which
    its statements are."""
    told: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS[:-1]}
    return told | {"query": command(row.query, record), "address": address(parameters(row.query))}


def audit(record: Record, outlet: str | None = None, since: str | None = None, until: str | None = None) -> list[Row]:
    """How outlets use their sources: each in all months and in each month, and first all outlets, where there are
    several.

    `outlet` is a part of its name, or the whole "in quotation marks"; days, of the article, are ISO 8601 and inclusive.
    """
    return audited(counts(record.connection, chosen(outlet, since, until)))


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
    where, size = _where(found.query.outlet, name, month), len(articles)
    said, base = whole_number(found.measures[0].part[articles].sum()), replace(found.query, **where)
    yield Row(name, month, "articles", "", float(size), None, None, size, *_NOT_KNOWN, *_NOT_KNOWN, said, base)
    sources = [found.source(found.source_names[s], s) for s in top_sources(found, articles)]
    told = _estimates(
        np.column_stack([parts[articles], *(m.part[articles] for m in sources)]),
        np.column_stack([wholes[articles], *(m.whole[articles] for m in sources)]),
        found.words[articles],
    )
    for m, (share, an_article, words) in zip([*found.measures, *sources], told, strict=True):
        whole = whole_number(m.whole[articles].sum())
        if whole or m.always:
            behind = whole_number(m.statements[articles].sum())
            in_words = words if m.name != "copied" else _NOT_KNOWN
            query = replace(found.within(m.query), **where)
            yield Row(name, month, m.name, m.of, *share, whole or 0, *an_article, *in_words, behind, query)


def _where(given: str | None, name: str, month: str) -> dict[str, Any]:
    """What a query asks of outlet and month, where the outlets that were `given` are told of by name and month."""
    outlet = given if name == ALL else UNKNOWN if name == UNKNOWN else f'"{name}"'
    return {"outlet": outlet, "month": None if month == ALL else month}


def top_sources(found: Counts, articles: NDArray[np.int64]) -> list[int]:
    """The sources with the most statements in these articles, the first by name where they have as many."""
    inside = np.isin(found.source_articles, articles)
    totals = np.bincount(found.sources[inside], minlength=len(found.source_names))
    present = np.flatnonzero(totals)
    if len(present) > _TOP:
        present = present[totals[present] >= np.partition(totals[present], -_TOP)[-_TOP]]
    return [int(s) for s in sorted(present, key=lambda s: (-totals[s], found.source_names[s]))[:_TOP]]


def _estimates(parts: Floats, wholes: Floats, words: Floats) -> Iterator[tuple[Estimate, Estimate, Estimate]]:
    """Of each measure the share and the two rates."""
    columns = columns_of(parts, wholes, words)
    values = rates(columns.sum(axis=0, keepdims=True))[0]
    low = high = np.full(values.shape, np.nan)
    if len(words) >= FEWEST:
        low, high = ends(rates(drawn_sums(columns, generator())))
    told = [(known(a), known(b), known(c)) for a, b, c in zip(values, low, high, strict=True)]
    size = parts.shape[1]
    return zip(told[:size], told[size : 2 * size], told[2 * size :], strict=True)


def columns_of(parts: Floats, wholes: Floats, words: Floats) -> Floats:
    """What `rates` needs of articles, a row each."""
    return np.column_stack([parts, wholes, np.ones(len(words)), words])


def rates(sums: Floats) -> Floats:
    """The shares, then the rates an article, then those in 1,000 words, from sums of `columns_of`; a row a sum."""
    size = (sums.shape[1] - 2) // 2
    parts, wholes, articles, words = sums[:, :size], sums[:, size:-2], sums[:, -2:-1], sums[:, -1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.concatenate([parts / wholes, parts / articles, 1000 * parts / words], axis=1)


def whole_number(value: float) -> int | None:
    """A count; None where it is not known."""
    return round(value) if np.isfinite(value) else None


def known(value: float) -> float | None:
    """A figure; None where it is not known."""
    return float(value) if np.isfinite(value) else None


def figures(rows: Sequence[Row]) -> Figures:
    """Rows by outlet, month, and measure and kind, in the order that they come."""
    found: dict[str, dict[str, dict[tuple[str, str], Row]]] = {}
    for r in rows:
        found.setdefault(r.outlet, {}).setdefault(r.month, {})[r.measure, r.of] = r
    return found
