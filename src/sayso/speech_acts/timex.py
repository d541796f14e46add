"""Expressions of time in English news, and the days they mean. Weeks run Monday to Sunday, seasons are northern."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

_Range = tuple[date, date]
_Resolve = Callable[[re.Match[str], date | None], _Range | None]

# What a time may stand before as an adjective ("a Friday interview") and still be the time of saying
SAID_IN = (
    r"(?:interview|statement|speech|address|letter|e-?mail|memo|report|study|survey|poll|article|column|editorial|"
    r"essay|op-ed|book|memoir|paper|post|tweet|message|video|broadcast|podcast|call|briefing|conference|conversation|"
    r"debate|hearing|testimony|filing|complaint|ruling|order|opinion|announcement|release|remark|comment|appearance|"
    r"rally|meeting|summit|talk|session|visit|event|ceremony|lecture|sermon|note|brief|forecast|warning|interrogation|"
    r"deposition|lawsuit|affidavit|decree|edition|issue|blog|newsletter|bulletin|presser|town\s+hall)s?"
)
ATTRIBUTE = rf"(?:\s+[\w-]+){{0,2}}?\s+{SAID_IN}\b"

_WEEKDAYS = {name: i for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBERS = {w: i for i, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNTS = _NUMBERS | {"a": 1, "an": 1, "a couple": 2, "a couple of": 2}
_LEAP_GAP = 8  # years that can lie between two leap days (1896 to 1904)

_NOT_MORE = r"(?![\w%]|[.,:/–-][0-9])"  # a number that goes on is another number: "March 5,000"
_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\.)"
    r"(?!\s+(?:Times|Telegraph|Mail|Express|Mirror|Post|Herald|World|Independent|Tribune|Star|School|Mass|Night)\b)"
)
_LONG_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
)
_LONE_MONTH = rf"(?P<month>{_LONG_MONTH})(?![’']s\b)"
_MONTH = rf"(?P<month>{_LONG_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)"
_DAY = rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?{_NOT_MORE}"
_YEAR = rf"(?P<year>1[5-9][0-9]{{2}}|20[0-9]{{2}}){_NOT_MORE}"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{_YEAR}|(?P<of>last|this)\s+year\b(?![’']s)))?"
_WHICH = r"(?P<which>[Ll]ast|[Tt]his(?:\s+(?:past|coming))?|[Nn]ext|[Cc]oming)\s+"
_STAGE = r"(?:[Ee]arly|[Ll]ate|[Mm]id)[\s-]+"
_IN = r"\b(?:[Ii]n|[Dd]uring|[Ff]rom)\s+"
_A = r"(?:\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)|[’']s)\s+"
_PART = r"(?:morning|afternoon|evening|night|noon|midday|midnight|lunchtime)"
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
# "more than two", "several", "half" and a number that began before leave only a vague count
_COUNT = (
    r"(?<![\w.,-])"
    r"(?:(?P<loose>more\s+than|less\s+than|at\s+least|over|under|nearly|almost|about|around|roughly|some)\s+)?"
    rf"(?:(?P<n>a\s+couple(?:\s+of)?|an?|{'|'.join(_NUMBERS)}|[0-9]{{1,4}})\s+)?"
)


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
    """What a group that not every pattern has caught, in lower case with single spaces."""
    return " ".join((m.groupdict().get(name) or "").casefold().split())


def _year_of(m: re.Match[str], day: date | None) -> int | None:
    if year := _got(m, "year"):
        return int(year)
    return day.year - (m["of"] == "last") if day and _got(m, "of") else None


def _which(m: re.Match[str]) -> str:
    which = _got(m, "which")
    return {"this past": "last", "this coming": "next", "coming": "next"}.get(which, which)


def _on_weekday(m: re.Match[str], day: date | None) -> _Range | None:
    which = _which(m)
    if day is None or which == "next" or m["week"] == "next":
        return None
    weekday = _WEEKDAYS[m["weekday"][:3].lower()]
    if m["week"]:
        monday = _back(day, "week", int(m["week"] == "last"))[0]
        return monday + timedelta(weekday), monday + timedelta(weekday)
    days = (day.weekday() - weekday) % 7
    return _back(day, "day", 7 if which == "last" and not days else days)


def _today(m: re.Match[str], day: date | None) -> _Range | None:
    word = m["time"].casefold()
    if day is None or word.startswith("later"):
        return None
    return _back(day, "day", 2 if "before" in word else int("yesterday" in word or "last" in word))


def _period(m: re.Match[str], day: date | None) -> _Range | None:
    which, unit = _which(m), m["period"].casefold()
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
    return _back(day, m["unit"].casefold(), n) if day and n is not None else None


def _later(m: re.Match[str], day: date | None) -> _Range | None:
    n = _count(m)
    if day is None or n is None:
        return None
    unit, n = m["unit"].casefold(), n if _got(m, "way") == "earlier" else -n
    if unit in ("week", "fortnight"):  # counted in days here: a week later is one day
        unit, n = "day", n * (7 if unit == "week" else 14)
    return _back(day, unit, n)


def _count(m: re.Match[str]) -> int | None:
    n = _got(m, "n")
    return None if m["loose"] or not n else int(n) if n.isdecimal() else _COUNTS.get(n)


def _beside(m: re.Match[str], day: date | None) -> _Range | None:
    which = _which(m)
    return _back(day, "day", {"next": -1, "following": -1, "previous": 1}.get(which, 0)) if day else None


def _unknown(m: re.Match[str], day: date | None) -> None:
    return None


def _in_month(m: re.Match[str], day: date | None) -> _Range | None:
    month, which, year = _MONTHS.index(m["month"][:3].lower()) + 1, _which(m), _year_of(m, day)
    if year is not None:
        return _part(m, _month(year, month))
    if day is None or which == "next":
        return None
    limit = day.replace(day=1)
    found = _latest(day, lambda y: _month(y, month), lambda r: r[1] < limit if which == "last" else r[0] <= limit)
    return found and _part(m, found)


def _part(m: re.Match[str], month: _Range) -> _Range:
    """The first ten days of an early month, the last of a late one, the ten between of the middle."""
    stage = m["time"][:3].casefold()
    first, last = month[0].replace(day=10), month[0].replace(day=20)
    parts = {"ear": (month[0], first), "mid": (first + timedelta(1), last), "lat": (last + timedelta(1), month[1])}
    return parts.get(stage, month)


def _in_season(m: re.Match[str], day: date | None) -> _Range | None:
    month, which, year = _SEASONS[m["season"].lower()], _which(m), _year_of(m, day)
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
    month, number, year = _MONTHS.index(m["month"][:3].lower()) + 1, int(m["day"]), _year_of(m, day)
    if year is not None:
        return date(year, month, number), date(year, month, number)
    if day is None:
        return None
    return _latest(day, lambda y: (date(y, month, number),) * 2, lambda r: r[0] <= day)


def _on_numbers(m: re.Match[str], day: date | None) -> _Range:
    return (date(int(m["year"]), int(m["month"]), int(m["day"])),) * 2


_SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\b"
_LONE_SEASON = (
    r"(?P<season>spring|summer|autumn|winter|fall(?!\s+(?:of|in|from)\b))\b(?![-’'])"  # not "the fall in prices"
)
_ALONE = r"(?!\s+(?:of\b|[0-9]))"  # not "the winter of 2013-14", "in May 5-7"
_ON_DAY = rf"(?:{_WEEKDAY},?\s+\(?)?"
_COUNTED = rf"(?i:{_COUNT}{_UNIT})\s+"
_NO_NUMBER = r"(?<![\w.,:/$€£–-])"
_NO_NOUN = r"(?![’']s\b|\s+(?:elections?|votes?|campaigns?|referendums?|cris[ie]s|wars?|dollars|terms|prices)\b)"
_PATTERNS: tuple[tuple[str, _Resolve], ...] = (
    (rf"(?<![\w-])(?P<time>{_ON_DAY}{_MONTH}\s+{_DAY}{_OF_YEAR})", _on_date),
    (rf"{_NO_NUMBER}(?P<time>{_ON_DAY}(?:the\s+(?=[0-9]+[a-z]))?{_DAY}(?:\s+of)?\s+{_MONTH}{_OF_YEAR})", _on_date),
    (r"(?<![\w-])(?P<time>(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2}))(?![\w-])", _on_numbers),
    (r"(?<![\w/])(?P<time>(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4}))(?![\w/])", _on_numbers),
    (
        rf"\b(?P<time>(?:{_WHICH})?(?P<weekday>{_WEEKDAY})(?:\s+{_PART}\b)?"
        r"(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?)",
        _on_weekday,
    ),
    (
        # "USA Today" is a name
        r"\b(?P<time>(?:(?:[Ee]arlier|[Ll]ater)\s+)?(?:today|(?<!\w )Today|[Tt]onight|"
        r"[Tt]his\s+(?:morning|afternoon|evening))|[Ll]ast\s+night|"
        rf"[Tt]he\s+day\s+before\s+yesterday|[Yy]esterday(?:\s+{_PART})?)\b"
        r"(?![’']s\s+(?:world|society|economy|markets?|standards|age|prices)\b)",
        _today,
    ),
    (rf"\b(?P<time>(?:[Ee]arlier\s+|(?P<later>[Ll]ater)\s+)?{_WHICH}(?P<period>week|month|year|weekend))\b", _period),
    (r"\b(?:(?:[Oo]ver|[Dd]uring)\s+)?(?P<time>[Tt]he\s+(?P<period>weekend))\b", _period),
    (rf"{_A}(?P<time>(?P<period>weekend))\b(?={ATTRIBUTE})", _period),
    (rf"(?P<time>{_COUNTED}(?i:ago))\b", _ago),
    (rf"(?P<time>{_COUNTED}(?P<way>(?i:later|earlier)))\b", _later),
    (
        rf"\b(?P<time>(?:[Tt]he\s+)?(?P<which>[Nn]ext|[Ff]ollowing|[Pp]revious|[Ss]ame|[Tt]hat(?:\s+same)?)\s+"
        rf"(?:day|{_PART}))\b",
        _beside,
    ),
    (
        rf"\b(?P<time>(?:[Tt]he\s+)?(?:[Ff]ollowing|[Pp]revious|[Ss]ame|[Tt]hat)\s+"
        rf"(?:week|weekend|month|year|spring|summer|autumn|fall|winter|{_WEEKDAY}|{_LONG_MONTH}))(?!\w)",
        _unknown,
    ),
    (rf"(?<![\w-])(?P<time>{_LONE_MONTH},?\s+(?:of\s+)?{_YEAR})", _in_month),
    (rf"{_IN}(?P<time>(?:{_STAGE})?{_LONE_MONTH}{_OF_YEAR}){_ALONE}", _in_month),
    (rf"\b(?P<time>(?:{_WHICH}|{_STAGE}){_LONE_MONTH}{_OF_YEAR}){_ALONE}", _in_month),
    (rf"{_A}(?P<time>{_LONE_MONTH})(?={ATTRIBUTE})", _in_month),
    (rf"\b(?:(?:[Ii]n|[Dd]uring|[Oo]ver)\s+)?(?:[Tt]he\s+)?(?P<time>{_SEASON}\s+(?:of\s+)?{_YEAR})", _in_season),
    (
        rf"\b(?:[Ii]n|[Dd]uring|[Oo]ver)\s+(?:the\s+)?(?P<time>(?:{_STAGE})?{_LONE_SEASON}{_OF_YEAR}){_ALONE}",
        _in_season,
    ),
    (rf"\b(?P<time>(?:[Ee]arlier\s+)?{_WHICH}{_LONE_SEASON}{_OF_YEAR}){_ALONE}", _in_season),
    (rf"{_A}(?P<time>{_LONE_SEASON})(?={ATTRIBUTE})", _in_season),
    (rf"{_IN}(?P<time>(?:{_STAGE})?{_YEAR}){_NO_NOUN}", _in_year),
    (rf"\b(?P<time>{_STAGE}{_YEAR}){_NO_NOUN}", _in_year),
    (rf"{_NO_NUMBER}(?P<time>{_YEAR})(?={ATTRIBUTE})", _in_year),
    (rf"{_A}(?P<time>{_YEAR})(?=\s+[a-z]){_NO_NOUN}", _in_year),
    (rf"{_IN}the\s+(?P<time>(?:{_STAGE})?(?P<year>1[5-9][0-9]0|20[0-9]0)s)\b", _in_decade),
)
_RULES = tuple((re.compile(pattern), resolve) for pattern, resolve in _PATTERNS)
# What every expression has something of: most sentences have nothing, and are not looked at by each rule.
_ANY = re.compile(
    r"[0-9]|(?i:day|night|week|month|year|decade|morning|afternoon|evening|noon|lunch|spring|summer|autumn|fall|winter|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon\.|tue|wed|thu|fri|sat|sun)"
)
