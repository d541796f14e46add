"""Expressions of time in news (lang/en/timex.toml), and the days they mean. Weeks run Monday to Sunday,
seasons are northern."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sayso.lang import rule, table, words

_Range = tuple[date, date]
_Resolve = Callable[[re.Match[str], date | None], _Range | None]


_WEEKDAYS, _MONTHS, _NOT_YET = (words("timex", name) for name in ("weekdays", "months", "not_yet"))
_MEANS, _BACK, _COUNTS, _STAGES, _SEASONS = (
    table("timex", name) for name in ("means", "back", "counts", "stages", "seasons")
)
_LEAP_GAP = 8  # years that can lie between two leap days (1896 to 1904)


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time: its code points, where the words that it needs before it begin, and its days if known."""

    start: int
    end: int
    lead: int
    first: date | None
    last: date | None


def find_times(text: str, begin: int, stop: int, published: date | None, before: date | None) -> list[Time]:
    """The expressions of time in text[begin:stop], in order; those that cannot be resolved have no days. `before` is
    the day last told before them, which "the next day" follows."""
    if not _ANY.search(text, begin, stop):
        return []
    found = [(m, resolve) for pattern, resolve in _RULES for m in pattern.finditer(text, begin, stop)]
    found.sort(key=lambda x: (x[0].start("time"), -x[0].end("time"), x[0].start()))
    times: list[Time] = []
    single = before
    for m, resolve in found:
        if times and m.start("time") < times[-1].end:
            continue
        try:
            days = resolve(m, single if resolve in (_later, _beside) else published)
        except (ValueError, OverflowError):  # no such day: Feb. 30, 9999 years ago
            days = None
        first, last = days or (None, None)
        times.append(Time(*m.span("time"), m.start(), first, last))
        if days and first == last:
            single = first
    return times


def _month(year: int, month: int) -> _Range:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _season(year: int, month: int) -> _Range:
    end = year * 12 + month + 1
    return date(year, month, 1), _month(end // 12, end % 12 + 1)[1]


def _back(day: date, unit: str, n: int) -> _Range:
    """The day, week, month or year `n` before the one of `day`."""
    if unit == "day":
        return day - timedelta(n), day - timedelta(n)
    if unit in ("week", "fortnight"):
        monday = day - timedelta(day.weekday() + n * (7 if unit == "week" else 14))
        return monday, monday + timedelta(6)
    if unit == "month":
        months = day.year * 12 + day.month - 1 - n
        return _month(months // 12, months % 12 + 1)
    year = day.year - n * (10 if unit == "decade" else 1)
    return date(year, 1, 1), date(year, 12, 31)


def _latest(day: date, of_year: Callable[[int], _Range], fits: Callable[[_Range], bool]) -> _Range | None:
    for year in range(day.year, max(0, day.year - _LEAP_GAP - 1), -1):
        try:
            days = of_year(year)
        except ValueError:  # 29 February, or winter of the last year there is
            continue
        if fits(days):
            return days
    return None


def _got(m: re.Match[str], name: str) -> str:
    """What a group that not every pattern has caught, in lower case with single spaces, or what that means."""
    word = " ".join((m.groupdict().get(name) or "").casefold().split())
    return str(_MEANS.get(word, word))


def _year_of(m: re.Match[str], day: date | None) -> int | None:
    if year := _got(m, "year"):
        return int(year)
    return day.year - (_got(m, "of") == "last") if day and _got(m, "of") else None


def _on_weekday(m: re.Match[str], day: date | None) -> _Range | None:
    which = _got(m, "which")
    week = _got(m, "week")
    if day is None or which == "next" or week == "next":
        return None
    weekday = _WEEKDAYS.ordered.index(m["weekday"][:3].lower())
    if week:
        monday = _back(day, "week", int(week == "last"))[0]
        return monday + timedelta(weekday), monday + timedelta(weekday)
    days = (day.weekday() - weekday) % 7
    return _back(day, "day", 7 if which == "last" and not days else days)


def _today(m: re.Match[str], day: date | None) -> _Range | None:
    word = m["time"].casefold()
    if day is None or word.startswith(_NOT_YET.ordered):
        return None
    return _back(day, "day", next((n for told, n in _BACK.items() if told in word), 0))


def _period(m: re.Match[str], day: date | None) -> _Range | None:
    which, unit = _got(m, "which"), _got(m, "period")
    if day is None or which == "next":
        return None
    if unit == "weekend":
        saturday = day - timedelta((day.weekday() - 5) % 7)
        if which == "last" and saturday + timedelta(1) >= day:
            saturday -= timedelta(7)
        return saturday, saturday + timedelta(1)
    if which == "last":
        return _back(day, unit, 1)
    return None if _got(m, "later") else (_back(day, unit, 0)[0], day)


def _ago(m: re.Match[str], day: date | None) -> _Range | None:
    n = _count(m)
    return _back(day, _got(m, "unit"), n) if day and n is not None else None


def _later(m: re.Match[str], day: date | None) -> _Range | None:
    n = _count(m)
    if day is None or n is None:
        return None
    unit, n = _got(m, "unit"), n if _got(m, "way") == "earlier" else -n
    if unit in ("week", "fortnight"):  # counted in days here: a week later is one day
        unit, n = "day", n * (7 if unit == "week" else 14)
    return _back(day, unit, n)


def _count(m: re.Match[str]) -> int | None:
    n = _got(m, "n")
    return None if m["loose"] or not n else int(n) if n.isdecimal() else _COUNTS.get(n)


def _beside(m: re.Match[str], day: date | None) -> _Range | None:
    which = _got(m, "which")
    return _back(day, "day", {"next": -1, "following": -1, "previous": 1}.get(which, 0)) if day else None


def _unknown(m: re.Match[str], day: date | None) -> None:
    return None


def _in_month(m: re.Match[str], day: date | None) -> _Range | None:
    month, which, year = _MONTHS.ordered.index(m["month"][:3].lower()) + 1, _got(m, "which"), _year_of(m, day)
    if year is not None:
        return _part(m, _month(year, month))
    if day is None or which == "next":
        return None
    limit = day.replace(day=1)
    found = _latest(day, lambda y: _month(y, month), lambda r: r[1] < limit if which == "last" else r[0] <= limit)
    return found and _part(m, found)


def _part(m: re.Match[str], month: _Range) -> _Range:
    """The first ten days of an early month, the last of a late one, the ten between of the middle."""
    stage = str(_STAGES.get(m["time"][:3].casefold(), ""))
    first, last = month[0].replace(day=10), month[0].replace(day=20)
    parts = {
        "early": (month[0], first),
        "middle": (first + timedelta(1), last),
        "late": (last + timedelta(1), month[1]),
    }
    return parts.get(stage, month)


def _in_season(m: re.Match[str], day: date | None) -> _Range | None:
    month, which, year = _SEASONS[m["season"].lower()], _got(m, "which"), _year_of(m, day)
    if year is not None:
        return _season(year, month)
    if day is None or which == "next":
        return None
    return _latest(day, lambda y: _season(y, month), lambda r: r[1] < day if which == "last" else r[0] <= day)


def _in_year(m: re.Match[str], day: date | None) -> _Range:
    return date(int(m["year"]), 1, 1), date(int(m["year"]), 12, 31)


def _in_decade(m: re.Match[str], day: date | None) -> _Range:
    year = int(m["year"])
    return date(year, 1, 1), date(year + 9, 12, 31)


def _on_date(m: re.Match[str], day: date | None) -> _Range | None:
    month, number, year = _MONTHS.ordered.index(m["month"][:3].lower()) + 1, int(m["day"]), _year_of(m, day)
    if year is not None:
        return date(year, month, number), date(year, month, number)
    if day is None:
        return None
    return _latest(day, lambda y: (date(y, month, number),) * 2, lambda r: r[0] <= day)


def _on_numbers(m: re.Match[str], day: date | None) -> _Range:
    return (date(int(m["year"]), int(m["month"]), int(m["day"])),) * 2


_RESOLVED: dict[str, _Resolve] = {
    "month_day": _on_date,
    "day_month": _on_date,
    "day_in_digits": _on_numbers,
    "day_with_slashes": _on_numbers,
    "on_weekday": _on_weekday,
    "today": _today,
    "last_week": _period,
    "the_weekend": _period,
    "weekend_interview": _period,
    "ago": _ago,
    "later": _later,
    "next_day": _beside,
    "previous_week": _unknown,
    "month_year": _in_month,
    "in_month": _in_month,
    "last_month": _in_month,
    "march_speech": _in_month,
    "season_year": _in_season,
    "in_season": _in_season,
    "last_season": _in_season,
    "summer_interview": _in_season,
    "in_year": _in_year,
    "late_year": _in_year,
    "year_interview": _in_year,
    "the_year": _in_year,
    "in_decade": _in_decade,
}
_RULES = tuple((rule("timex", name), resolve) for name, resolve in _RESOLVED.items())
_ANY = rule("timex", "any")
