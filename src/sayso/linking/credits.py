"""The news agency that an article credits, by the ways in which the press does it."""

import json
import re
from functools import cache

from sayso.lang import lists

_NEAR = 2000  # code points from either end of a text where a credit may stand
_LINES = 6  # lines at either end

# AGENCY stands for any form by which one is credited.
_DASH = r"(?:--?|[–—―])"
_MARKED = r"[(/]AGENCY(?:[ /,][^()\n]{1,30})?[)/]\.?"
_STAFF = r"(?: (?i:staff|writers?|reporters?|correspondents?))*"
_DATELINES = (
    # Lisset (Reuters) - The bridge …
    rf"(?:[^()\n]{{2,60}} )?{_MARKED}\s*{_DASH}",
    # LISSET (Reuters) The bridge …; Lisset, May 3 (Reuters) The bridge …
    rf"(?:[^()a-z\n]{{2,60}}|[^()\n]{{2,60}}\d[.,]?) {_MARKED}[\s:]",
)
_AUTHOR = rf"(?:[^\n]{{2,60}}?(?:\s*[,/|(]\s*| (?:of|for|at|{_DASH}) ))?AGENCY{_STAFF}\)?"
# Not the agency alone: so are pictures credited.
_BYLINE = rf"(?:By|BY) (?:[^\n]{{2,60}}?\s*[,/|]\s*)?AGENCY{_STAFF}\.?"
_SIGNED = (
    # Reporting by Ada Holm; Reuters
    r"^\W*(?:(?:Additional )?[Rr]eporting (?:by|from)|(?:Writing|Editing) by|[Ww]ith (?:inputs?|reports?|material) from"
    r"|Sources?:|Copyright|©|\([Cc]\))[^\n]{0,200}?\bAGENCY\s*(?:[.;,)\]]|$|and\b)",
    # Reuters contributed to this report.
    r"(?:^|[.!?]\W+|\b(?:and|with) )AGENCY[^.\n]{0,120}\bcontributed (?:to this|reporting|from|material)",
    # … on Friday. — AFP
    rf"(?:^|[.!?…”\"’)\]])\s*(?:{_DASH}\s*|\()(?:with )?AGENCY\)?\.?$",
)


def agency(text: str, authors: str, outlet: str | None) -> str | None:
    """The agency that an article credits: in the dateline, as an author (`authors` is a JSON list), in a byline, in the
    last lines, or as its outlet; None where it credits none. What an agency reports or was told is no credit."""
    opening = _lines(text[:_NEAR])[:_LINES]
    ending = _lines(text[-_NEAR:])[-_LINES:]
    tried = (
        *(form.match(line) for line in opening for form in _patterns(*_DATELINES)),
        *(form.fullmatch(author) for author in json.loads(authors) for form in _patterns(_AUTHOR)),
        *(form.fullmatch(line) for line in opening + ending for form in _patterns(_BYLINE)),
        *(form.search(line) for line in ending for form in _patterns(*_SIGNED)),
        *(form.fullmatch(outlet or "") for form in _patterns(_AUTHOR)),
    )
    return next((_forms()[found["agency"]] for found in tried if found), None)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@cache
def _forms() -> dict[str, str]:
    """The agency of each form that credits it."""
    listed = lists("agencies")["agencies"]
    return {written: name for name, forms in listed.items() for form in forms for written in (form, form.upper())}


@cache
def _patterns(*ways: str) -> tuple[re.Pattern[str], ...]:
    forms = "|".join(re.escape(form) for form in sorted(_forms(), key=lambda form: (-len(form), form)))
    agency = rf"(?:[Tt]he |THE )?(?<!\w)(?P<agency>{forms})(?!\w)"
    return tuple(re.compile(way.replace("AGENCY", agency)) for way in ways)
