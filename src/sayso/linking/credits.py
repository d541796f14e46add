"""The news agency that an article credits, by the ways in which the press does it."""

import json
import re

from sayso.lang import by_language, lists, rule

_NEAR = 2000  # code points from either end of a text where a credit may stand
_LINES = 6  # lines at either end

_DATELINES = (
    "dateline",
    "plain_dateline",
)
_AUTHOR = ("author",)
_BYLINE = ("byline",)
_SIGNED = (
    "reporting_by",
    "contributed",
    "signed",
)


def agency(text: str, authors: str, outlet: str | None) -> str | None:
    """The agency that an article credits: in the dateline, as an author (`authors` is a JSON list), in a byline, in the
    last lines, or as its outlet; None where it credits none. What an agency reports or was told is no credit."""
    opening = _lines(text[:_NEAR])[:_LINES]
    ending = _lines(text[-_NEAR:])[-_LINES:]
    tried = (
        *(form.match(line) for line in opening for form in _patterns(*_DATELINES)),
        *(form.fullmatch(author) for author in json.loads(authors) for form in _patterns(*_AUTHOR)),
        *(form.fullmatch(line) for line in opening + ending for form in _patterns(*_BYLINE)),
        *(form.search(line) for line in ending for form in _patterns(*_SIGNED)),
        *(form.fullmatch(outlet or "") for form in _patterns(*_AUTHOR)),
    )
    return next((_forms()[found["agency"]] for found in tried if found), None)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@by_language()
def _forms() -> dict[str, str]:
    """The agency of each form that credits it."""
    listed = lists("agencies")["agencies"]
    return {written: name for name, forms in listed.items() for form in forms for written in (form, form.upper())}


@by_language()
def _patterns(*names: str) -> tuple[re.Pattern[str], ...]:
    """These rules, with the forms of agencies in them."""
    forms = "|".join(re.escape(form) for form in sorted(_forms(), key=lambda form: (-len(form), form)))
    found = (rule("agencies", name).compiled.pattern for name in names)
    return tuple(re.compile(pattern.replace("AGENCY", forms)) for pattern in found)
