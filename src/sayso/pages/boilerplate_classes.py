"""What an element is, by the words of its class and id: lang/en/boilerplate_classes.toml."""

import re
from functools import lru_cache
from typing import Literal

from sayso.lang import lists
from sayso.pages.dom import Element

Kind = Literal[
    "furniture", "unseen", "comments", "byline", "author", "teasers", "caption", "pull_quote", "embed", "subtitle",
]  # fmt: skip

_RAW = lists("boilerplate_classes")
_NEGATIONS = r"(?!(?:no|not|non|without|with|has|pre|anti)[-_])"
_SUFFIXES = "|".join(_RAW["suffixes"].split())
# The id of a heading, a section or a paragraph is made from the article's own words.
_WITH_SLUGS = frozenset("h1 h2 h3 h4 h5 h6 section p li dt".split())
_LONGEST = 60  # code points; a longer class is made by a machine
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _pattern(kind: dict[str, str]) -> re.Pattern[str]:
    """Matches a class that is one of the kind's words, alone or in a compound, also with what BEM puts behind "__" and
    "--"."""
    compound = rf"{_NEGATIONS}(?:.*[-_])?(?:{'|'.join(kind['words'].split())})(?:[-_]+(?:{_SUFFIXES}))*(?:(?:__|--).*)?"
    return re.compile(f"{compound}|{'|'.join(kind['alone'].split())}" if "alone" in kind else compound, re.I)


_KINDS = {name: _pattern(kind) for name, kind in _RAW.items() if name != "suffixes"}


def is_a(element: Element, kind: Kind) -> bool:
    """Whether one of the words of the element's class or id is of a kind."""
    by_id = element.get("id") if element.tag not in _WITH_SLUGS else None
    return kind in kinds(f"{element.get('class') or ''} {by_id or ''}"[:500])


@lru_cache(maxsize=8192)  # a page asks the same of the same few classes many thousand times
def kinds(given: str) -> frozenset[str]:
    """The kinds that the words of a class and id name, humps as hyphens."""
    words = [word for word in _HUMP.sub("-", given).split() if len(word) <= _LONGEST]
    return frozenset(kind for kind, pattern in _KINDS.items() if any(map(pattern.fullmatch, words)))
