"""An HTML page as a tree of bounded depth and size."""

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement as Element  # type: ignore[import-untyped]
from lxml.html import HTMLParser, document_fromstring

__all__ = ["HEADINGS", "INLINE", "Element", "tree", "walk"]

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))

DEPTH = 250  # far from the 2,048 below which libxml2 silently drops all
ATTRIBUTES = 2_000  # of one tag; libxml2 compares each with all
# Each part takes all that it has looked at, also where a quotation mark or an element does not end: linear.
_VALUE = r"""=\s*(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))?"""
_TOLD = rf"(?:[^>=]+|{_VALUE})*"
_TAGS = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?:script|style)\b(?P<code>{_TOLD})>?.*?(?:</(?:script|style)|\Z)|<[a-z](?P<tag>{_TOLD})",
    re.I | re.S,
)
WORK = 4_000_000  # what reading a page may cost: its tags, each counted as deep as it lies and ten more


def tree(text: str) -> Element:
    """The page's tree. Raises ValueError where there is none to make, and where it is nested too deeply or has too many
    elements."""
    if any(_attributes(found["code"] or found["tag"] or "") > ATTRIBUTES for found in _TAGS.finditer(text)):
        raise ValueError(f"one of its tags has more than {ATTRIBUTES:,} attributes: save the article as text")
    # huge_tree: without it, libxml2 drops what follows a script or an attribute of 10 MB.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise ValueError(f"its HTML cannot be parsed ({error})") from error
    depth = cost = 0
    for event, _ in walk(root):
        depth += 1 if event == "start" else -1
        cost += depth + 10
        if depth > DEPTH:
            raise ValueError(f"its HTML is nested more than {DEPTH} deep: save the article as text")
        if cost > WORK:
            raise ValueError("its HTML has too many elements: save the article as text")
    return root


def _attributes(told: str) -> int:
    """How many attributes a tag has, at most, by what stands in it."""
    if len(told) <= 2 * ATTRIBUTES:
        return 0
    bare = re.sub(_VALUE, "=", told)
    return max(len(re.findall(r"[\s/]+", bare)), bare.count("="))


def walk(start: Element) -> Iterator[tuple[str, Element]]:
    """'start' and 'end' of `start` and each element in it, in the order of the page."""
    return iter(etree.iterwalk(start, events=("start", "end")))
