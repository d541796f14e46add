"""Numbers of statements as the columns of a chart, from the first day, month or year to the last."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

_COLUMNS = 60  # of a chart
_DAYS = 45  # above so many days a column is a month

Unit = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Columns:
    """Numbers of statements for each day, month or year from the first to the last, those without any too; `before` is
    how many were made earlier than a chart has room for."""

    unit: Unit
    values: list[tuple[str, int]]
    before: int


def over_time(days: Iterable[tuple[str, int]]) -> Columns:
    """Days with their numbers by day, or by month or year where these are too many; what is no day is left out."""
    counts = _summed(((day.isoformat(), n) for text, n in days if (day := _day(text))), 10)
    if not counts:
        return Columns("day", [], 0)
    first, last = (datetime.date.fromisoformat(of(counts)) for of in (min, max))
    if (last - first).days < _DAYS:
        return _columns("day", [str(first + datetime.timedelta(n)) for n in range((last - first).days + 1)], counts)
    if 12 * (last.year - first.year) + last.month - first.month < _COLUMNS:
        return by_month(_summed(counts.items(), 7))
    years = [f"{year:04}" for year in range(first.year, last.year + 1)]
    return _columns("year", years, _summed(counts.items(), 4))


def by_month(counts: Mapping[str, int]) -> Columns:
    """Months (2026-03) with their numbers."""
    if not counts:
        return Columns("month", [], 0)
    first, last = (12 * int(m[:4]) + int(m[5:]) - 1 for m in (min(counts), max(counts)))
    return _columns("month", [f"{m // 12:04}-{m % 12 + 1:02}" for m in range(first, last + 1)], counts)


def _columns(unit: Unit, labels: list[str], counts: Mapping[str, int]) -> Columns:
    values = [(label, counts.get(label, 0)) for label in labels[-_COLUMNS:]]
    return Columns(unit, values, sum(counts.values()) - sum(n for _, n in values))


def _summed(days: Iterable[tuple[str, int]], length: int) -> Counter[str]:
    """The numbers of days, months or years, by so much of their days' beginning."""
    out: Counter[str] = Counter()
    for day, n in days:
        out[day[:length]] += n
    return out


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
