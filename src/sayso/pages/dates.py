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
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d|[+-]\d\d)?)?")


def iso(text: str) -> str | None:
    """An ISO 8601 date or date-time as given, or the date of a common English form ("Friday, June 21, 2024",
    "21 June 2024, 10:15"); None for anything else, also for a day that the calendar lacks."""
    text = text.strip()
    if _ISO.fullmatch(text):
        given = text.replace(" ", "T", 1).replace(" ", "").replace(",", ".")
        try:
            datetime.fromisoformat(given)
        except ValueError:
            return None
        return given
    return written(text)


def written(line: str) -> str | None:
    """The date that a whole line is, labels such as "Published:" and a time of day allowed; None where it is more."""
    if len(line) > 80:
        return None
    for form in _WRITTEN:
        if found := form.fullmatch(line.strip()):
            parts = found.groupdict()
            month = int(parts["number"]) if "number" in parts else _MONTHS.index(parts["month"][:3].lower()) + 1
            try:
                return date(int(parts["year"]), month, int(parts["day"])).isoformat()
            except ValueError:
                return None
    return None
