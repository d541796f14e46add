"""Dates as pages write them, to ISO 8601."""

import re
from datetime import date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
_CLOCK = r"(?:[\s,|–—-]*(?:at\s+)?\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z+][A-Z0-9+:]{0,8}\)?)?)?"
_LABEL = r"(?:(?:first\s+)?(?:published|posted|updated|last\s+updated|modified|date)(?:\s+on|\s+at)?\s*[:|]?\s*)?"
_WRITTEN = tuple(
    re.compile(rf"{_LABEL}{_WEEKDAY}{form}{_CLOCK}\.?", re.I)
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}-(?P<number>\d\d)-{_DAY}",
    )
)
_HELD = tuple(
    re.compile(rf"(?<![\w/]){form}(?!\w)", re.I)
    for form in (rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}")
)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?=[/-]|$)", re.I)
_UTC = re.compile(r"\s*(?:UTC|GMT)$")
_NUMBERS = re.compile(r"(?<![\w/.])(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?![\w/])")
_EARLIEST = 1800  # some systems write the year 1 where they know none
_SHORT = 120  # code points; a longer line is no date
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d|[+-]\d\d)?)?")


def iso(text: str) -> str | None:
    """An ISO 8601 date or date-time as given, or the date of a common English form ("Friday, June 21, 2024",
    "21 June 2024, 10:15"); None for anything else, also for a day that the calendar lacks."""
    text = text.strip()
    if _ISO.fullmatch(zoned := _UTC.sub("Z", text)):
        given = zoned.replace(" ", "T", 1).replace(" ", "").replace(",", ".")
        try:
            return given if datetime.fromisoformat(given).year >= _EARLIEST else None
        except ValueError:
            return None
    return written(text)


def held(line: str) -> str | None:
    """The first date that a short line holds beside other words: "By Ina Holt, updated 0339 GMT May 19, 2024"."""
    if len(line) > _SHORT:
        return None
    if numbers := _NUMBERS.search(line):
        one, other, year = map(int, numbers.groups())
        # 9/28 and 28/9 are one day; 9/8 is one here and another there.
        if max(one, other) > len(_MONTHS):
            return iso(f"{year}-{min(one, other):0>2}-{max(one, other):0>2}")
    return next((day for form in _HELD if (found := form.search(line)) and (day := _day(found.groupdict()))), None)


def in_address(url: str) -> str | None:
    """The day that stands in an address: /2024/05/19/, /2024/may/19/."""
    found = _IN_ADDRESS.search(url)
    if not found:
        return None
    year, month, day = found.groups()
    name = month.lower()
    number = month if month.isdigit() else str(_MONTHS.index(name) + 1) if name in _MONTHS else ""
    return iso(f"{year}-{number:0>2}-{day:0>2}") if number else None


def written(line: str) -> str | None:
    """The date that a whole line is, labels such as "Published:" and a time of day allowed; None where it is more."""
    if len(line) > _SHORT:
        return None
    for form in _WRITTEN:
        if found := form.fullmatch(line.strip()):
            return _day(found.groupdict())
    return None


def _day(parts: dict[str, str]) -> str | None:
    """The date of a pattern's named groups; None for a day that the calendar lacks."""
    month = int(parts["number"]) if "number" in parts else _MONTHS.index(parts["month"][:3].lower()) + 1
    try:
        return date(int(parts["year"]), month, int(parts["day"])).isoformat()
    except ValueError:
        return None
