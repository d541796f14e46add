"""Pages that stand before the article: checks for robots, refusals, consent, paywalls. Their words stand in
lang/en/paywalls.toml."""

import re
from itertools import dropwhile, takewhile

from sayso.lang import lists, pattern
from sayso.pages.boilerplate_lines import is_reported, is_sentence

PAYWALL = "a paywall, not the whole article: sign in with a browser and save the page, or give its text"
EXCERPT = "only what stands before a paywall was read: sign in with a browser and save the page, or give its text"
WALL = "a check for robots or a consent wall, not an article: open it in a browser and save the page"

_SHORT = 1_200  # code points; a page with more text than this is no wall
_PIECES = re.compile(r"\s+[|–—-]\s+")
_LEAD = 60  # code points; a sentence that long before the phrase is the article's own
_SENTENCES, _BEGINNING = 2, 300  # paragraphs, code points; less than this before a paywall is a teaser
_RAW = lists("paywalls")
_TITLES, _WALLS, _PAYWALLS, _CONSENT = (pattern(_RAW[name]) for name in ("titles", "walls", "paywalls", "consent"))


def is_wall(title: str, paragraphs: list[str]) -> bool:
    """Whether a page of this title and visible text keeps readers out instead of telling news: its text is short and
    reports nothing, and the title is a wall's or a paragraph opens as walls do; or it has such a title and asks for
    consent. An article that speaks of walls has neither."""
    is_titled = any(_TITLES.fullmatch(piece) for piece in (title.strip(), *_PIECES.split(title.strip())))
    if is_titled and any(map(_CONSENT.search, paragraphs)):
        return True
    if sum(map(len, paragraphs)) > _SHORT or any(map(is_reported, paragraphs)):
        return False
    return is_titled or any(_WALLS.match(paragraph) for paragraph in paragraphs)


def is_paywall(is_free: bool | None, body: list[str], shown: list[str]) -> bool:
    """Whether a page asks for money or a name instead of telling its news: the `body` found in it is short, and the
    page says of itself that it is not free, or what is `shown` opens with what paywalls say. `is_free` is what the
    page declares. An article that speaks of subscribing has a sentence of its own before that, or is longer."""
    if is_free or sum(map(len, body or shown)) >= _SHORT:
        return False
    if is_free is False:
        return True
    for paragraph in shown:
        if is_reported(paragraph):
            return False
        if _PAYWALLS.match(paragraph):
            return True
        if len(paragraph) >= _LEAD and is_sentence(paragraph):
            return False
    return False


def is_excerpt(body: list[str]) -> bool:
    """Whether what stands before a paywall is the beginning of the article, and no teaser."""
    sentences = dropwhile(lambda paragraph: not is_sentence(paragraph), body)
    before = list(takewhile(lambda paragraph: is_sentence(paragraph) and not _PAYWALLS.match(paragraph), sentences))
    return len(before) >= _SENTENCES and sum(map(len, before)) >= _BEGINNING
