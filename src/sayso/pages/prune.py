"""Takes the page's furniture out of its tree."""

import re

from sayso.pages.blocks import collapsed
from sayso.pages.boilerplate_classes import is_a
from sayso.pages.boilerplate_lines import is_reported, is_sentence
from sayso.pages.dom import INLINE, Element, walk

_NEVER = frozenset(
    "script style noscript template svg math iframe object embed video audio canvas map button select input textarea "
    "option dialog datalist progress amp-analytics amp-ad amp-sidebar amp-consent amp-iframe amp-social-share "
    "amp-user-notification amp-sticky-ad".split()
)
_AROUND = frozenset(("nav", "footer", "form", "aside", "menu"))
_ALWAYS = frozenset(("html", "head", "body", "main", "article", "h1"))
_ROLES = frozenset(("navigation", "banner", "complementary", "contentinfo", "search", "dialog", "alertdialog"))
_OF_COMMENTS = frozenset(("div", "section", "ol", "ul", "aside", "form"))
_NO_SENTENCES = frozenset(("body", "figcaption", "caption", "figure", "time"))
_LETTERS = re.compile(r"[^\W\d_]+")
_PARAGRAPHS = 500  # code points; a page with less in <p> has its text elsewhere
_WALL = 1_500  # code points; an element with more text is no offer of a subscription
_ENOUGH = 2_000  # code points of an element that tell whether it holds sentences
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def strip(root: Element) -> None:
    """Take what is never shown as text out of the tree, in place."""
    for element in list(root.iter(*_NEVER)):
        element.drop_tree()


def prune(root: Element, headline: Element | None) -> None:
    """Take what stands around the article out of the tree, in place; never the headline, nor an element with most of
    the page's paragraphs, whatever it is called."""
    kept = set() if headline is None else {headline, *headline.iterancestors()}
    weight = _weights(root)
    most = weight.get(root, 0) / 2
    for element in list(root.iter()):
        if element.tag in _ALWAYS or element in kept:
            continue
        heavy = weight.get(element, 0) > most
        is_wall = is_a(element, "paywall") and weight.get(element, 0) < _WALL
        if is_comments(element) or is_wall or (not heavy and (_is_around(element) or _is_named(element))):
            element.drop_tree()


def is_comments(element: Element) -> bool:
    """Whether the element holds readers' comments."""
    return element.tag in _OF_COMMENTS and is_a(element, "comments")


def _weights(root: Element) -> dict[Element, int]:
    """How many code points of paragraphs lie in each element; of any text but links where the page has no
    paragraphs."""
    has_paragraphs = sum(len(text) for p in root.iter("p") for text in p.itertext()) > _PARAGRAPHS
    found: dict[Element, int] = {}
    stack: list[Element] = []
    paragraphs = links = 0
    for event, element in walk(root):
        change = 1 if event == "start" else -1
        links += change * (element.tag == "a")
        paragraphs += change * (element.tag == "p")
        text = element.text if event == "start" else element.tail
        counts = paragraphs > 0 if has_paragraphs else not links
        if event == "start":
            stack.append(element)
            found[element] = 0
        else:
            inner = found[stack.pop()]
            if stack:
                found[stack[-1]] += inner
        if stack and counts:
            found[stack[-1]] += len((text or "").strip())
    return found


def _is_around(element: Element) -> bool:
    """Whether the element is hidden, or of a tag or role that stands around articles. A blockquote's footer tells whose
    words it has, and an aside may be a pull quote or a statement."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if _HIDDEN.search(element.get("style") or "") or element.get("role") in _ROLES:
        return True
    if element.tag == "footer":
        return not any(e.tag == "blockquote" for e in element.iterancestors())
    if element.tag == "header":
        return not any(e.tag in ("article", "main") for e in element.iterancestors())
    if element.tag == "aside" and is_reported(_text(element)) and element.find(".//a") is None:
        return False
    return element.tag in _AROUND and not is_a(element, "pull_quote")


def _is_named(element: Element) -> bool:
    """Whether the element's class or id says furniture."""
    if is_a(element, "unseen"):
        return True
    if not is_a(element, "furniture") or is_a(element, "pull_quote") or is_a(element, "embed"):
        return False
    # A <cite> tells whose words a blockquote has.
    is_source = element.tag in ("cite", "footer") and any(e.tag == "blockquote" for e in element.iterancestors())
    return not is_source and not _is_in_sentence(element)


def _is_in_sentence(element: Element) -> bool:
    """Whether the element is a part of running text: its neighbours in the same paragraph are words. The credit in a
    caption is none."""
    if element.tag not in INLINE:
        return False
    block = element.getparent()
    while block is not None and block.tag in INLINE:
        block = block.getparent()
    if block is None or block.tag in _NO_SENTENCES or is_a(block, "caption"):
        return False
    before = (element.getparent().text or "") if element.getprevious() is None else (element.getprevious().tail or "")
    if is_sentence(collapsed(before)) and not is_sentence(_text(element)):
        before = ""  # "Read more" after a sentence is no part of it
    return any(len(_LETTERS.findall(text)) > 1 for text in (before, element.tail or ""))


def _text(element: Element) -> str:
    """The beginning of the element's text."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > _ENOUGH:
            break
    return collapsed(text[:_ENOUGH])
