"""Writes into a page's tree what its tags only imply: a quotation's marks and source, whose words the rows of a
transcript are, the paragraphs of <pre>."""

import re
from itertools import islice

from lxml.html.builder import P  # type: ignore[import-untyped]

from sayso.pages.blocks import collapsed, squashed
from sayso.pages.boilerplate_classes import is_a
from sayso.pages.boilerplate_lines import is_sentence, says
from sayso.pages.dom import Element
from sayso.pages.plain import paragraphs

_MARKS = "\"“”„«»‘'"
_DASH = re.compile(r"\s*[—–―-]+\s*")
_QUOTATIONS = 200
_LABEL = re.compile(r"[^\W\d_][\w.’' -]{0,40}:?")  # who speaks, in a cell or a <dt> of its own
_BLOCKS = ("p", "li", "div")


def reshape(root: Element) -> None:
    """Turn press releases in <pre> into paragraphs, put a speaker's name before the words in the next cell, and give
    each <q> and each blockquote that has a source, or that somebody is said to say, its quotation marks; in place."""
    for element in list(root.iter("pre")):
        _part(element)
    for element in root.iter("table", "dl"):
        _name(_rows(element))
    for element in root.iter("q"):
        if not _starts_quoted(element):  # else browsers show two
            opening, closing = ("“”", "‘’")[sum(1 for _ in element.iterancestors("q")) % 2]
            element.text = opening + (element.text or "")
            _append(element, closing)
    for element in list(islice(root.iter("blockquote"), _QUOTATIONS)):
        own = any(is_a(e, "embed") or is_a(e, "pull_quote") for e in (element, *element.iterancestors()))
        if not own and element.find(".//blockquote") is None:
            _mark(element)


def _starts_quoted(element: Element) -> bool:
    """Whether the element's text brings its own quotation mark."""
    return next((text for text in element.itertext() if text.strip()), " ").lstrip()[:1] in set(_MARKS)


def _part(element: Element) -> None:
    """Make the lines of a <pre> paragraphs, unless they are code."""
    found = paragraphs(element.text_content())
    if not any(map(is_sentence, found)):
        return
    element.tag, element.text = "div", None
    element[:] = map(P, found)


def _rows(element: Element) -> list[tuple[Element, Element]]:
    """The rows of a table of two columns, or the names and descriptions of a list; empty where it is something else."""
    if element.tag == "dl":
        return [(e, after) for e in element.iter("dt") if (after := e.getnext()) is not None and after.tag == "dd"]
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    return [(row[0], row[1]) for row in rows if len(row) == 2]


def _name(rows: list[tuple[Element, Element]]) -> None:
    """Put the names before the words where rows are the turns of a conversation: names that recur, and sentences."""
    labels = [collapsed(name.text_content()) for name, _ in rows]
    spoken = [is_sentence(collapsed(words.text_content())) for _, words in rows]
    if not all(map(_LABEL.fullmatch, labels)) or len(set(labels)) == len(labels) or 2 * sum(spoken) < len(rows):
        return
    for label, (name, words) in zip(labels, rows, strict=True):
        first = next(islice(words.iter(*_BLOCKS), 1), words)
        first.text = f"{label.rstrip(': ')}: {(first.text or '').lstrip()}"
        name.drop_tree()


def _text_before(quote: Element) -> str:
    """The last words before a quotation."""
    for element in (quote, *quote.iterancestors()):
        before = [(element.getparent().text or "")] if element.getparent() is not None else []
        for sibling in islice(element.itersiblings(preceding=True), 1):
            before = [*sibling.itertext(), sibling.tail or ""]
        if text := next((each for each in reversed(before) if each.strip()), ""):
            return text
    return ""


def _mark(quote: Element) -> None:
    source = _source(quote)
    named = _DASH.sub("", collapsed(source.text_content())) if source is not None else ""
    if _starts_quoted(quote) or (not named and not says(_text_before(quote))):
        return
    if source is not None and squashed(quote.text_content()) != squashed(named):
        source.drop_tree()
    blocks = [e for e in quote.iter(*_BLOCKS) if _is_leaf(e) and not _DASH.match(e.text or "")] or [quote]
    for block in blocks:
        # A quotation that goes on in the next paragraph is opened there again, and closed once.
        block.text = "“" + (block.text or "").lstrip()
    _append(blocks[-1], f"” — {named}" if named else "”")


def _is_leaf(element: Element) -> bool:
    """Whether the element is a paragraph of text that holds no other."""
    return next(islice(element.iter(*_BLOCKS), 1, None), None) is None and bool(collapsed(element.text_content()))


def _source(quote: Element) -> Element | None:
    """What tells whose words they are: in the blockquote, or as the caption of a figure that holds nothing else."""
    for tag in ("footer", "cite", "figcaption"):
        if (found := quote.find(f".//{tag}")) is not None:
            return found
    figure = quote.getparent()
    if figure is None or figure.tag != "figure" or any(True for _ in figure.iter("img", "picture", "amp-img")):
        return None
    return figure.find("figcaption")


def _append(block: Element, text: str) -> None:
    """Add text at the end of an element."""
    if len(block):
        block[-1].tail = (block[-1].tail or "").rstrip() + text
    else:
        block.text = (block.text or "").rstrip() + text
