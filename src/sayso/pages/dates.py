"""Dates as pages write them, to ISO 8601."""

import re
from datetime import datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(rf"(?<![\w/])(?:{_MONTH}\s+{_DAY},?|{_DAY}\s+(?:of\s+)?{_MONTH},?)\s+(?:18|19|20)\d\d(?!\w)", re.I)
# What may stand around a date in a line of its own.
_BEFORE = re.compile(
    r"^(?:(?:first\s+)?(?:published|posted|updated|last\s+updated|modified|date)(?:\s+on|\s+at)?\s*[:|]?\s*)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?",
    re.I,
)
_BEHIND = re.compile(
    r"(?:[\s,|–—-]*(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z+][A-Z0-9+:]{0,8}\)?)?)?\.?", re.I
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?=[/-]|$)", re.I)
_UTC = re.compile(r"\s*(?:UTC|GMT)$")
_NUMBERS = re.compile(r"(?<![\w/.])(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?![\w/])")
_EARLIEST = 1800  # some systems write the year 1 where they know none
_SHORT = 120  # code points; a longer line is no date
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d|[+-]\d\d)?)?")


def iso(text: str) -> str | None:
    """An ISO 8601 date or date-time as given, or the date of a common English form ("Published: Friday, June 21, 2024",
    "21 June 2024, 10:15"); None for anything else, also for a day that the calendar lacks."""
    text = _BEFORE.sub("", text.strip(), count=1)
    zoned = _UTC.sub("Z", text)
    if not _ISO.fullmatch(zoned):
        found = _DATE.match(text) if len(text) <= _SHORT else None
        return _day(found[0]) if found and _BEHIND.fullmatch(text, found.end()) else None
    given = zoned.replace(" ", "T", 1).replace(" ", "").replace(",", ".")
    try:
        return given if datetime.fromisoformat(given).year >= _EARLIEST else None
    except ValueError:
        return None


def held(line: str) -> str | None:
    """The first date that a short line holds beside other words: "By Ina Holt, updated 0339 GMT May 19, 2024"."""
    if len(line) > _SHORT:
        return None
    if numbers := _NUMBERS.search(line):
        one, other, year = map(int, numbers.groups())
        # 9/28 and 28/9 are one day; 9/8 is one here and another there.
        if max(one, other) > len(_MONTHS):
            return iso(f"{year}-{min(one, other):0>2}-{max(one, other):0>2}")
    return next(filter(None, (_day(found[0]) for found in _DATE.finditer(line))), None)


def in_address(url: str) -> str | None:
    """The day that stands in an address: /2024/05/19/, /2024/may/19/."""
    found = _IN_ADDRESS.search(url)
    return _iso(*found.groups()) if found else None


def _day(text: str) -> str | None:
    """The day of a date in words."""
    day, year = re.findall(r"\d+", text)
    return _iso(year, re.findall(_MONTH, text, re.I)[0], day)


def _iso(year: str, month: str, day: str) -> str | None:
    """The day of a year, a month as a number or by its name, and a day; None for one that the calendar lacks."""
    name = month[:3].lower()
    number = _MONTHS.index(name) + 1 if name in _MONTHS else month
    return iso(f"{year}-{number:0>2}-{day:0>2}")
