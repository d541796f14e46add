"""Takes the page's furniture out of its tree."""

import re

from sayso.pages import marks
from sayso.pages.dom import Element

_NEVER = frozenset(
    "script style noscript template svg math iframe object embed video audio canvas map button select input textarea "
    "option dialog datalist progress amp-analytics amp-ad amp-sidebar amp-consent amp-iframe amp-social-share "
    "amp-user-notification amp-sticky-ad".split()
)
_AROUND = frozenset(("nav", "footer", "form", "aside", "menu"))
_ALWAYS = frozenset(("html", "head", "body", "main", "article", "h1"))
_ROLES = frozenset(("navigation", "banner", "complementary", "contentinfo", "search", "dialog", "alertdialog"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def strip(root: Element) -> None:
    """Take what is never shown as text out of the tree, in place."""
    for element in list(root.iter(*_NEVER)):
        element.drop_tree()


def prune(root: Element, headline: Element | None) -> None:
    """Take the page's furniture out of the tree, in place. What holds the `headline` or most of the page's paragraphs
    stays whatever it is called, as does all of a pull quote and an embedded post."""
    kept = set(headline.iterancestors()) if headline is not None else set()
    weight = _weights(root)
    most = weight.get(root, 0) / 2
    live = any(map(marks.is_live, root.iter("body", "main", "article", "section", "div")))
    for element in list(root.iter()):
        if element.tag in _ALWAYS or element in kept:
            continue
        heavy = weight.get(element, 0) > most
        if marks.is_comments(element) or (not heavy and (_is_around(element) or _is_named(element, live))):
            element.drop_tree()


def _weights(root: Element) -> dict[Element, int]:
    """How many code points of paragraphs lie in each element."""
    found: dict[Element, int] = {}
    for paragraph in root.iter("p"):
        size = len("".join(paragraph.itertext()))
        for element in (paragraph, *paragraph.iterancestors()):
            found[element] = found.get(element, 0) + size
    return found


def _is_around(element: Element) -> bool:
    """Whether the element is hidden, or of a tag or role that stands around articles. A blockquote's footer tells whose
    words it has, and an aside may be a pull quote."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or "") or element.get("role") in _ROLES:
        return True
    if element.tag == "footer":
        return not any(e.tag == "blockquote" for e in element.iterancestors())
    if element.tag == "header":
        return not any(e.tag in ("article", "main") for e in element.iterancestors())
    return element.tag in _AROUND and not marks.is_pull_quote(element)


def _is_named(element: Element, live: bool) -> bool:
    """Whether the element's class or id says furniture; a live blog's posts each show author and time."""
    if marks.is_pull_quote(element) or marks.is_embed(element):
        return False
    return marks.is_furniture(element) or (not live and marks.is_byline(element)) or marks.is_credit(element)
