"""Takes the page's furniture out of its tree."""

import re
from collections import Counter
from itertools import islice

from sayso.pages.blocks import collapsed
from sayso.pages.boilerplate_classes import is_a
from sayso.pages.boilerplate_lines import is_reported, is_sentence
from sayso.pages.dom import INLINE, Element

_NEVER = frozenset(
    "script style noscript template svg math iframe object embed video audio canvas map button select input textarea "
    "option dialog datalist progress amp-analytics amp-ad amp-sidebar amp-consent amp-iframe amp-social-share "
    "amp-user-notification amp-sticky-ad".split()
)
_AROUND = frozenset(("nav", "form", "menu"))
_ALWAYS = frozenset(("html", "head", "body", "main", "article", "h1"))
_OF_COMMENTS = frozenset(("div", "section", "ol", "ul", "aside", "form"))
_NO_SENTENCES = frozenset(("body", "figcaption", "caption", "figure", "time"))
_LETTERS = re.compile(r"[^\W\d_]+")
_PARAGRAPHS = 500  # code points; a page with less in <p> has its text elsewhere
_PIECES = 100  # of text of an element
_ENOUGH = 2_000  # code points of an element that tell whether it holds sentences
# The number of a note in a text.
_REFERENCE = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})[\])]?")
_NOTES = ("footnote", "endnote", "rearnote")
_OF_NOTES = re.compile(r"note|fn|cite|\bref", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def strip(root: Element) -> None:
    """Take what is never shown as text out of the tree, in place, and the numbers of notes, which are no words."""
    for element in list(root.iter(*_NEVER)):
        element.drop_tree()
    for element in list(root.iter("a")):
        if "#" in (element.get("href") or "") and _is_of_note(element):
            element.drop_tree()


def _is_of_note(link: Element) -> bool:
    """Whether a link is a note's number behind the words that have the note."""
    words = _text(link)
    told = " ".join(link.get(name) or "" for name in ("class", "role", "id", "rel"))
    is_raised = link.find("sup") is not None or any(e.tag == "sup" for e in islice(link.iterancestors(), 2))
    return bool(_REFERENCE.fullmatch(words)) and (is_raised or bool(_OF_NOTES.search(told)))


def prune(root: Element, headline: Element | None) -> None:
    """Take what stands around the article out of the tree, in place; never the headline, nor an element with most of
    the page's paragraphs, whatever it is called."""
    kept = set() if headline is None else {headline, *headline.iterancestors()}
    weight = _weights(root)
    most = weight[root] / 2
    for element in list(root.iter()):
        if element.tag in _ALWAYS or element in kept:
            continue
        heavy = weight[element] > most
        if is_comments(element) or (not heavy and (_is_around(element) or _is_named(element))):
            element.drop_tree()


def is_comments(element: Element) -> bool:
    """Whether the element holds readers' comments."""
    return element.tag in _OF_COMMENTS and is_a(element, "comments")


def _weights(root: Element) -> Counter[Element]:
    """How many code points of paragraphs lie in each element; of any text where the page has no paragraphs."""
    found: Counter[Element] = Counter()
    for paragraph in root.iter("p"):
        length = len("".join(paragraph.itertext()).strip())
        for element in (paragraph, *paragraph.iterancestors()):
            found[element] += length
    if found[root] > _PARAGRAPHS:
        return found
    return Counter({element: len(element.text_content()) for element in root.iter()})


def _is_around(element: Element) -> bool:
    """Whether the element is hidden, or of a tag that stands around articles. A blockquote's footer tells whose
    words it has, and an aside may be a pull quote or a statement."""
    is_hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    if is_hidden or _HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag == "aside":
        is_note = element.get("epub:type") in _NOTES or element.get("role") == "doc-footnote"
        is_told = is_reported(_text(element)) and element.find(".//a") is None
        return not (is_note or is_told or is_a(element, "pull_quote"))
    if element.tag == "footer":
        return next(element.iterancestors("blockquote"), None) is None
    return element.tag in _AROUND


def _is_named(element: Element) -> bool:
    """Whether the element's class or id says furniture."""
    if is_a(element, "unseen"):
        return True
    is_own = is_a(element, "pull_quote") or is_a(element, "embed")
    return is_a(element, "furniture") and not is_own and not _is_in_sentence(element)


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
    return collapsed("".join(islice(element.itertext(), _PIECES))[:_ENOUGH])
