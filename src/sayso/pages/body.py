"""The article's own blocks in a page's tree: trafilatura says what the body is, this module what was lost of it and
what each block is."""

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from html import unescape
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import fromstring  # type: ignore[import-untyped]

from sayso.article import PartKind
from sayso.pages.blocks import Block, collapsed, squashed
from sayso.pages.boilerplate_classes import is_a
from sayso.pages.boilerplate_lines import by, ends_article, is_furniture, is_sentence, is_time, opens_list
from sayso.pages.dates import iso
from sayso.pages.dom import HEADINGS, INLINE, Element, walk

LISTING = "a page of links to articles, not an article: give the page of one of them"
_SPACE = re.compile(r"\s+")
_OPEN, _SHUT = "\x0e", "\x0f"  # around the text of links; `collapsed` drops them
_LINKED = re.compile("\x0e([^\x0f]*)")
_BREAKS = re.compile(r"\n[ \x0e\x0f]*\n")
_VOTES = 0.9  # the body is the smallest element with this share of what trafilatura found
_COLUMNS = 3  # elements from the body upwards that may be one of several columns
_TELLING = 20  # letters; fewer stand somewhere in a text by chance
_SEARCHED = 300_000  # code points; looking for each block in more takes too long
_REPEATED = 12  # letters; a shorter pull quote is not looked for in the body
_NEAR = 4  # elements above a text that may say that it is a caption
_TEASERS, _TEASED = 6, 2  # linked headings of a section's page; paragraphs under each
_PICTURES = frozenset(("img", "picture", "amp-img"))
_MANY = 2_000  # inline elements of one paragraph
_CELL = 300  # code points; a table with longer cells lays out the page


@dataclass(frozen=True, slots=True)
class Found:
    """A block and where it stands: the element that holds it, how much of it is link, the quote it is part of."""

    block: Block
    home: Element
    linked: int
    quote: Element | None


def body(root: Element, headline: Element | None, subtitles: frozenset[str], is_article: bool) -> list[Block]:
    """The article's blocks in the order of the page, without the headline, from a pruned tree: those that trafilatura
    takes for the body, and what it leaves out from the midst of it. `subtitles` are squashed texts by which the page
    tells what the article is about; one of them above the body is its standfirst. Raises ValueError for a page
    that does not say that it is an article and holds little but links to some."""
    found = list(_blocks(root))
    votes = _votes(root, found)
    if not any(votes):
        return []
    home = _home(root, found, votes)
    voted = [i for i, count in enumerate(votes) if count]
    shown = [i for i, f in enumerate(found) if headline is not None and _is_in(f.home, headline)]
    top, last = min([voted[0], *(i + 1 for i in shown[-1:])]), _end(found, voted[-1] + 1, home)
    inside = (i for i in voted if _is_in(found[i].home, home) and is_sentence(found[i].block.text))
    first = next(inside, voted[0])
    chosen = []
    for i, f in enumerate(found[top:last], top):
        if i <= first + 1 and _is_subtitle(f, home, subtitles):
            chosen.append(replace(f, block=replace(f.block, kind="subtitle")))
        elif i not in shown and _is_kept(found, votes, i, first, home):
            chosen.append(f)
    if not is_article and _is_listing(found):
        raise ValueError(LISTING)
    return _without_doubles([f for f in chosen if not _is_teaser(f)])


def _is_listing(found: list[Found]) -> bool:
    """Whether blocks are the page of a section, or a front page: many linked headings, little under each."""
    teasers = run = longest = 0
    for f in found:
        if f.home.tag in (*HEADINGS, "h1") and 2 * f.linked > len(f.block.text):
            teasers, run = teasers + 1, 0
        run += is_sentence(f.block.text) and 2 * f.linked < len(f.block.text)
        longest = max(longest, run)
    return teasers >= _TEASERS and longest <= _TEASED


def _is_kept(found: list[Found], votes: list[int], i: int, first: int, home: Element) -> bool:
    """Whether the `i`th block, which lies between the headline and the end of the body, is the article's; the body's
    first sentence is the `first`."""
    f = found[i]
    if votes[i] or _is_left_out(f, home) or ends_article(f.block.text):
        return True
    if i < first and (f.block.kind == "caption" or by(f.block.text)):
        return True
    if f.home.tag not in HEADINGS or f.linked or not _is_in(f.home, home) or i + 1 == len(found):
        return False
    under = found[i + 1]
    return votes[i + 1] > 0 or (_is_left_out(under, home) and not is_furniture(under.block.text))


def _end(found: list[Found], last: int, home: Element) -> int:
    """Where the article ends: behind the `last` block that trafilatura takes there may be what it left out of the
    element that holds the body, up to a list of other articles."""
    for i in range(last, len(found)):
        if opens_list(found[i].block.text) or not _is_in(found[i].home, home):
            break
        last = i + 1 if _is_left_out(found[i], home) else last
    return last


def _is_left_out(found: Found, home: Element) -> bool:
    """Whether a block that trafilatura does not take is the article's: a sentence of its own among the body's, with
    few links; a heading or a time above some; a post from elsewhere; a caption."""
    text, kind = found.block.text, found.block.kind
    if not _is_in(found.home, home) or kind in ("caption", "embed", "block quotation", "pull quote"):
        return _is_in(found.home, home)
    if is_time(text) or kind in ("list", "table"):
        return not found.linked
    return (is_sentence(text) or text.endswith(":")) and 2 * found.linked < len(text)


def _is_subtitle(found: Found, home: Element, subtitles: frozenset[str]) -> bool:
    """Whether a block above the body is its standfirst: named so, or what the page tells the article to be about and
    no paragraph of the body."""
    if found.block.kind != "body" or found.linked:
        return False
    is_told = squashed(found.block.text) in subtitles
    is_apart = found.home.tag in HEADINGS or not _is_in(found.home, home)
    around = islice((found.home, *found.home.iterancestors()), 2)
    return (is_told and is_apart) or any(is_a(element, "subtitle") for element in around)


def _is_in(element: Element, other: Element) -> bool:
    return element is other or other in element.iterancestors()


def all_text(root: Element) -> list[str]:
    """All the page's visible paragraphs."""
    return [text for _, texts in _runs(root) for text, _ in texts]


def _blocks(root: Element) -> Iterator[Found]:
    """Every run of inline text, with the block element it stands in."""
    groups: dict[Element, int] = {}
    for element, texts in _runs(root):
        kind, whole = _kind([element, *element.iterancestors()])
        group = groups.setdefault(whole, len(groups) + 1) if whole is not None else 0
        quote = whole if kind in ("block quotation", "pull quote") else None
        for text, linked in texts:
            yield Found(Block(text, kind, group), element, linked, quote)


def _kind(chain: list[Element]) -> tuple[PartKind, Element | None]:
    """What a text is, by the elements that it stands in, innermost first, and the one that holds all of it."""
    whole: Element | None = None
    kind: PartKind = "body"
    for depth, element in enumerate(chain):
        if is_a(element, "embed"):
            kind, whole = "embed", element
        elif kind == "body" and depth < _NEAR and _is_caption(element):
            return "caption", None
        elif kind != "embed" and is_a(element, "pull_quote"):
            kind, whole = "pull quote", element
        elif element.tag in ("blockquote", "aside") and kind not in ("embed", "pull quote"):
            kind, whole = "block quotation", element
        elif kind == "body" and element.tag in ("ul", "ol"):
            kind, whole = "list", element
        elif kind == "body" and element.tag == "table" and _is_data(element):
            kind, whole = "table", element
    return kind, whole


def _is_caption(element: Element) -> bool:
    """Whether an element tells what a picture shows: named so, or alone with it."""
    around, before = element.getparent(), element.getprevious()
    is_last = before is not None and before.getprevious() is None and element.getnext() is None
    if is_last and before.tag in _PICTURES:
        return not (around.text or "").strip() and around.tag in ("div", "figure", "td", "center")
    return element.tag in ("figcaption", "caption") or is_a(element, "caption")


def _is_data(table: Element) -> bool:
    """Whether a table holds data, and does not lay out the page: several rows of several short cells."""
    rows = list(islice(table.iter("tr"), 3))
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    is_wide = len(rows) > 1 and len(cells) >= 2 * len(rows)
    return is_wide and all(len(collapsed("".join(islice(cell.itertext(), 50)))) <= _CELL for cell in cells)


def _runs(root: Element) -> Iterator[tuple[Element, list[tuple[str, int]]]]:
    """Block element, and the paragraphs of one run of text in it, each with how many code points are in links."""
    start = root.find("body")
    stack: list[Element] = []
    run: list[str] = []
    links = 0
    for event, element in walk(root if start is None else start):
        is_block = element.tag not in INLINE and element.tag != "br"
        if is_block and stack:
            if texts := _paragraphs(run):
                yield stack[-1], texts
            run = []
        if event == "start":
            links += element.tag == "a"
            if is_block:
                stack.append(element)
            added = "\n" if element.tag == "br" else _SPACE.sub(" ", element.text or "")
        else:
            links -= element.tag == "a"
            if is_block:
                stack.pop()
            added = _SPACE.sub(" ", element.tail or "") if stack else ""
        # At its end, an element adds its tail, which lies outside it.
        run.append(f"{_OPEN}{added}{_SHUT}" if links and added.strip() else added)


def _paragraphs(run: list[str]) -> list[tuple[str, int]]:
    """A run's paragraphs: two line breaks part them, and one does where it parts byline and date."""
    found: list[tuple[str, int]] = []
    # Some pages escape their entities twice.
    for part in _BREAKS.split(unescape("".join(run))):
        rows = [row for row in part.split("\n") if collapsed(row)]
        is_top = any(by(text) or iso(text) for text in map(collapsed, rows))
        for text in rows if is_top else [" ".join(rows)] if rows else []:
            linked = sum(len(each.strip()) for each in _LINKED.findall(text))
            found.append((collapsed(text), linked))
    return found


def _votes(root: Element, found: list[Found]) -> list[int]:
    """How many letters of each block trafilatura takes for the body; where it finds none, all are."""
    text = _main_text(root)
    rows = set(map(squashed, text.splitlines()))
    seen = squashed(text[:_SEARCHED])
    words = [squashed(f.block.text) for f in found]
    return [len(each) if not seen or each in rows or (len(each) >= _TELLING and each in seen) else 0 for each in words]


def _home(root: Element, found: list[Found], votes: list[int]) -> Element:
    """The element that holds the body: the smallest with nearly all the votes."""
    held: dict[Element, int] = {}
    for f, count in zip(found, votes, strict=True):
        for element in (f.home, *f.home.iterancestors()):
            held[element] = held.get(element, 0) + count
    home = root
    while inner := [e for e in home if held.get(e, 0) >= _VOTES * held.get(root, 0) > 0]:
        home = inner[0]
    return next((e.getparent() for e in islice((home, *home.iterancestors()), _COLUMNS) if _is_column(e)), home)


def _is_column(element: Element) -> bool:
    """Whether what stands in an element goes on in the next one of the same make: a column, a live blog's post; no
    other article, nor the teaser of one."""
    if element.tag == "body" or not element.get("class"):
        return False
    alike = [e for e in element.itersiblings() if e.tag == element.tag and e.get("class") == element.get("class")]
    return any(is_sentence(collapsed(p.text_content())) for e in alike for p in e.iter("p"))


def _main_text(root: Element) -> str:
    from trafilatura import bare_extraction

    # Its complaints about odd pages are for whoever asks for them, not for everyone's terminal.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        document = bare_extraction(_light(root), favor_precision=True, include_comments=False, fast=True)
    except Exception:  # its rules trip over some damaged trees; then the whole page is the body
        return ""
    return str(getattr(document, "text", None) or "")


def _light(root: Element) -> Element:
    """A copy of a tree for trafilatura to take apart; a paragraph of very many links and other inline elements without
    these, because it goes through all words of it for each."""
    copy = deepcopy(root)
    dear = [e for e in copy.iter() if len(e) > _MANY and sum(c.tag in INLINE for c in e) > _MANY]
    for element in dear:
        etree.strip_tags(element, *INLINE - {"q"})
    return fromstring(etree.tostring(copy, encoding="unicode")) if dear else copy


def _is_teaser(found: Found) -> bool:
    """Whether a block is nothing but the link to another article."""
    text = found.block.text
    is_apart = found.block.kind in ("subtitle", "caption", "embed")
    return found.linked >= 0.7 * len(text) and not (is_apart or is_sentence(text))


def _without_doubles(found: list[Found]) -> list[Block]:
    """Drop pull quotes whose words stand in the body, and captions that are a paragraph of it."""
    plain = [squashed(f.block.text) for f in found]
    own = [words for words, f in zip(plain, found, strict=True) if f.quote is None and f.block.kind != "caption"]
    rest, paragraphs = "\n".join(own), set(own)
    by_length = sorted(zip(plain, found, strict=True), key=lambda pair: len(pair[0]))
    longest = {f.quote: words for words, f in by_length if f.quote is not None}
    dropped = {quote for quote, words in longest.items() if len(words) >= _REPEATED and words in rest}
    kept = (f for f, words in zip(found, plain, strict=True) if f.block.kind != "caption" or words not in paragraphs)
    return [f.block for f in kept if f.quote not in dropped]
