"""Days as people type them: a day, a month or a year, in words or in figures."""

import calendar
import datetime
import re
from dataclasses import dataclass

EXAMPLES = "2024, March 2024, 2024-03, 5 March 2024 or 2024-03-05"
_MONTHS = {
    name: n
    for n in range(1, 13)
    for name in (calendar.month_name[n].casefold(), calendar.month_abbr[n].casefold(), "sept" if n == 9 else "")
    if name
}
_YEAR = r"(?P<year>[12][0-9]{3})"
_NAME = rf"(?P<name>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"{_YEAR}[-/.](?P<month>[0-9]{{1,2}})",
        rf"{_YEAR}[-/.](?P<month>[0-9]{{1,2}})[-/.](?P<day>[0-9]{{1,2}})",
        rf"{_NAME},? {_YEAR}",
        rf"{_DAY}(?: of)? {_NAME},? {_YEAR}",
        rf"{_NAME} {_DAY},? {_YEAR}",
        rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?{_YEAR}",
    )
)
_SLASHES = re.compile(rf"(?P<one>[0-9]{{1,2}})[/-](?P<two>[0-9]{{1,2}})[/-]{_YEAR}")


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day (ISO 8601) that something typed means: both the same where it is a day."""

    first: str
    last: str


def typed_days(text: str) -> Days:
    """What a person means by a date: "2024" is the whole year, "March 2024" and "2024-03" the month, "5 March 2024",
    "March 5, 2024", "5.3.2024" and "2024-03-05" the day.

    Raises ValueError, with what to write, for what is no date, and for "5/3/2024", which elsewhere is another day.
    """
    plain = " ".join(text.casefold().split())
    for form in _FORMS:
        if m := form.fullmatch(plain):
            return _days(text, m.groupdict())
    if m := _SLASHES.fullmatch(plain):
        one, two = int(m["one"]), int(m["two"])
        if one != two and max(one, two) <= 12:
            raise ValueError(
                f"{text!r} may be {one} {calendar.month_name[two]} or {two} {calendar.month_name[one]}:"
                " write the month in letters"
            )
        day, month = (two, one) if two > 12 else (one, two)
        return _days(text, {"year": m["year"], "month": str(month), "day": str(day)})
    raise ValueError(f"{text!r} is no day: write {EXAMPLES}")


def _days(text: str, told: dict[str, str | None]) -> Days:
    """The days of what was told; a month by its number or its name."""
    year = int(told["year"] or 0)
    month = _MONTHS[name] if (name := told.get("name")) else int(told.get("month") or 0)
    try:
        if not month and told.get("month") is None:
            return Days(f"{year}-01-01", f"{year}-12-31")
        if day := told.get("day"):
            only = datetime.date(year, month, int(day)).isoformat()
            return Days(only, only)
        return Days(f"{year}-{month:02}-01", f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}")
    except ValueError as error:
        raise ValueError(f"{text!r} is no day of the calendar: write {EXAMPLES}") from error
